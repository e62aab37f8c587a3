"""Reads market_wordings.tsv: the sentences of corpora/market.jsonl, by the list they are in."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("market_wordings.tsv")


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))[1:]


def texts(name: str) -> tuple[str, ...]:
    """Give the sentences of a list; KeyError where there is no such list."""
    return tuple(row[0] for row in rows(name))


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the sentences of a list, each with its arguments behind it."""
    held = tuple((text, *args.split()) for key, text, args in _table() if key == name)
    if not held:
        raise KeyError(name)
    return held
