"""The funds that track an index, as its proxies."""

from __future__ import annotations

from functools import lru_cache

from ..errors import LexiconError
from ..lexicon import read_table, split_cell


@lru_cache(maxsize=1)
def _tracking() -> dict[str, tuple[str, ...]]:
    funds: dict[str, tuple[str, ...]] = {}
    try:
        rows = list(read_table("entities_funds"))
    except (FileNotFoundError, LexiconError):
        return funds
    for row in rows:
        for index in split_cell(row.get("tracks", "")):
            funds[index] = (*funds.get(index, ()), row["entity"])
    return funds


def proxies(index: str) -> tuple[str, ...]:
    """Give the funds that track an index, ``index:russell2000`` -> ``ARCX:IWM``, as listed."""
    return _tracking().get(index, ())
