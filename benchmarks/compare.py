"""Measure the other libraries in the same run, each in a process of its own on the same core.

`python -m benchmarks.compare NAME` is that process: it measures the library and fugashi's bare
loop in turns over the same texts, and prints the result as JSON, or null where the library is not
installed. A library that is missing or broken is shown as such and fails nothing.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

import fugashi
import msgspec

from benchmarks.figures import Figure
from benchmarks.gold import Score, figures_of, read_corpus, score_numbers, score_times
from benchmarks.rivals import INSTALL, RIVALS, Rival
from benchmarks.texts import ROOT, bare_loop, read_texts, seconds

PYTHON = ROOT / ".venv-bench" / "bin" / "python"
"""The interpreter that has the libraries, where `make rivals` has made it; else our own."""
BUDGET = 4.0
"""Seconds that one round of a library may take; a slow one reads fewer texts, a fast one all."""
ROUNDS = 3
LIMIT = 600
"""Seconds after which a library's process is given up."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one library did: its speed as a part of the yardstick's, and what it read right."""

    version: str
    ratio: float
    characters: int
    numbers: Score | None = None
    times: Score | None = None


def measure_rivals() -> list[Figure]:
    """Give the rows of every library: all speeds, then what each reads right."""
    results = [(rival, measure_apart(rival)) for rival in RIVALS]
    speeds = [_speed(rival, result) for rival, result in results]
    rights = [
        row
        for rival, result in results
        if isinstance(result, Measured)
        for row in figures_of(rival.name, result.numbers, result.times)
    ]
    return speeds + rights


def measure_apart(rival: Rival) -> Measured | str:
    """Measure one library in a process of its own; give words where there is nothing to give."""
    python = str(PYTHON) if PYTHON.exists() else sys.executable
    command = [python, "-W", "ignore", "-m", "benchmarks.compare", rival.name]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"gave nothing within {LIMIT} s"
    if done.returncode:
        return f"failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
    result = msgspec.json.decode(done.stdout.splitlines()[-1], type=Measured | None)
    return f"not installed: {INSTALL}" if result is None else result


def _speed(rival: Rival, result: Measured | str) -> Figure:
    what = f"{rival.name} / fugashi's bare loop"
    if isinstance(result, str):
        return Figure(what=what, value=None, note=result)
    note = f"version {result.version}, {result.characters:,} characters"
    return Figure(what=what, value=result.ratio, note=note)


def measure(rival: Rival) -> Measured | None:
    """Measure one library here; give None where it is not installed."""
    try:
        parse = rival.load()
    except ImportError:
        return None
    # Mixed, so that the first texts, all that a slow library reads, are a sample of the whole.
    texts = read_texts()
    random.Random(0).shuffle(texts)
    texts = within_budget(parse, texts)
    bare, own = race(parse, texts)
    corpus = read_corpus()
    read = rival.reader() if rival.reader and corpus else None
    return Measured(
        version=version(rival.package),
        ratio=bare / own,
        characters=sum(map(len, texts)),
        numbers=score_numbers(read, corpus) if read and rival.numbers else None,
        times=score_times(read, corpus) if read and rival.times else None,
    )


def within_budget(parse: Callable[[str], object], texts: list[str]) -> list[str]:
    """Give the first texts that the library reads in one budget; this also warms it up."""
    until = time.perf_counter() + BUDGET
    for count, text in enumerate(texts, start=1):
        parse(text)
        if time.perf_counter() > until:
            return texts[:count]
    return texts


def race(parse: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    """Give the yardstick's and the library's best time over the texts, in seconds, in turns."""
    tagger = fugashi.Tagger()

    def own() -> None:
        for text in texts:
            parse(text)

    def bare() -> None:
        bare_loop(tagger, texts)

    bare()
    turns = [(min(seconds(bare) for _ in range(ROUNDS)), seconds(own)) for _ in range(ROUNDS)]
    bares, owns = zip(*turns, strict=True)
    return min(bares), min(owns)


def main() -> None:
    """Measure the library that the command names, and print the result as JSON."""
    named = {rival.name: rival for rival in RIVALS}
    print(msgspec.json.encode(measure(named[sys.argv[1]])).decode())


if __name__ == "__main__":
    main()
