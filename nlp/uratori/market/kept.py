"""What is worked out of a whole series once and kept while the series stays the same object.

A source hands out one object a series until its data change, so that the object itself is the key:
a daily rate of ten years is read through once and not for every claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from .facts import Fact, usable

Kept = TypeVar("Kept")
_SERIES = 64
"""Series of which a result is kept."""


class _Same:
    """A series that equals only itself; it is held, so that no other takes its place in memory."""

    __slots__ = ("rows",)

    def __init__(self, rows: Sequence[Fact]) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rows is self.rows

    def __hash__(self) -> int:
        return id(self.rows)


def once_a_series(compute: Callable[[Sequence[Fact]], Kept]) -> Callable[[Sequence[Fact]], Kept]:
    """Keep what a function gives of the last series it was asked about."""
    held = lru_cache(maxsize=_SERIES)(lambda same: compute(same.rows))

    def kept(rows: Sequence[Fact]) -> Kept:
        found: Kept = held(_Same(rows))
        return found

    return kept


@once_a_series
def all_usable(rows: Sequence[Fact]) -> tuple[Fact, ...]:
    """Give the usable rows of a whole series, as `usable` does without an as-of date."""
    return usable(rows)
