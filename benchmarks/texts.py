"""The text that is measured, and the yardstick: fugashi's own loop over it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import fugashi

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "text"
CHARACTERS = 300_000
"""How much text is measured, an even share of each file."""


def read_texts() -> list[str]:
    """Give the development text where it lies beside the checkout, else the demo articles."""
    files = sorted(SHARED.glob("*.jsonl"))
    if not files:
        found = sorted((ROOT / "corpora" / "articles").glob("*.md"))
        return [path.read_text(encoding="utf-8") for path in found]
    share = CHARACTERS // len(files)
    return [text for path in files for text in _first_texts(path, share)]


def _first_texts(path: Path, share: int) -> Iterable[str]:
    with path.open(encoding="utf-8") as lines:
        while share > 0 and (line := lines.readline()):
            text = json.loads(line)["text"]
            share -= len(text)
            yield text


def megabyte(texts: list[str]) -> str:
    """Give 1 MB of UTF-8: the texts one after the other, over again until there is enough."""
    once = "\n".join(texts) + "\n"
    size = len(once.encode())
    return (once * (1_000_000 // size + 1)).encode()[:1_000_000].decode(errors="ignore")


def seconds(work: Callable[[], object]) -> float:
    """Give the wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_loop(tagger: fugashi.Tagger, texts: list[str]) -> None:
    """Do what the yardstick does: tokenise, and look at each word's surface."""
    for text in texts:
        for node in tagger(text):
            _ = node.surface


def stay_on_one_core() -> None:
    """Keep this process and those that it starts on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
