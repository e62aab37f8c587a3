"""Words by their beginning, so that one look-up leaves the few that can stand at a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Row = TypeVar("Row")


def by_beginning(rows: Iterable[Row], surface: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    """Index rows by the first two characters of their surfaces, the longest surface first.

    A surface of one character stands under that character, and under every pair that begins with
    it: the rows of the two characters at a place, or else those of the one, may stand there.
    """
    table: dict[str, list[Row]] = {}
    for row in rows:
        table.setdefault(surface(row)[:2], []).append(row)
    for beginning, found in table.items():
        if len(beginning) > 1:
            found += table.get(beginning[0], ())
        found.sort(key=lambda row: -len(surface(row)))
    return {beginning: tuple(found) for beginning, found in table.items()}
