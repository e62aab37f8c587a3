"""The words by which a statement on prices says what it is measured from, as data."""

from __future__ import annotations

import re
from functools import lru_cache

from ...lexicon import read_table


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    return {
        row["group"]: "|".join(map(re.escape, row["words"].split("|")))
        for row in read_table("market_words", package="uratori.reference")
    }


@lru_cache(maxsize=1)
def _groups() -> dict[str, re.Pattern[str]]:
    return {group: re.compile(words) for group, words in _rows().items()}


def words_of(group: str) -> str:
    """Give the words of a group as alternatives of a pattern."""
    return _rows()[group]


def says(group: str, text: str) -> bool:
    """Tell whether a text holds a word of a group of `reference/market_words.tsv`."""
    return bool(_groups()[group].search(text))


def first_said(groups: tuple[str, ...], text: str) -> str:
    """Give the first of some groups of which a text holds a word; empty where it holds none."""
    return next((group for group in groups if says(group, text)), "")
