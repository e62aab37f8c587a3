"""The unit table: every surface a unit is written in, and what it stands for (units.tsv).

`unit_at` gives the longest surface at a place, so 年間 wins over 年 and %ポイント over %.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import Literal, cast

import msgspec

from ..lexicon import read_table
from ..records import Kind
from .numerals import Exact, exact
from .surfaces import by_beginning

UnitClass = Literal["strong", "counter", "duration", "length"]


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One surface of one unit."""

    surface: str
    unit: str
    """Canonical name (docs: units), ISO 4217 for money, the surface itself for other counters."""
    scale: Exact
    """How much of `unit` one of it is: 1/100 for 銭, 10 for 割."""
    kind: Kind
    group: UnitClass
    """``strong`` is read even beside Latin letters; ``counter`` and ``length`` are not."""
    minor: str = ""
    """Surface of the part that may follow: 銭 after 円 (150円25銭)."""
    latin: bool = False
    """Whether it ends in a Latin letter: no other may follow (5m, not 5mm3)."""


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    rows = (
        Unit(
            surface=row["surface"],
            unit=row["unit"] or row["surface"],
            scale=exact(row["scale"]),
            kind=cast(Kind, row["kind"]),
            group=cast(UnitClass, row["group"]),
            minor=row["minor"],
            latin=is_latin(row["surface"][-1]),
        )
        for row in read_table("units", package="uratori.quantities")
    )
    return by_beginning(rows, attrgetter("surface"))


def is_unit(surface: str) -> bool:
    """Tell whether a text is the surface of a unit."""
    return any(unit.surface == surface for unit in _units().get(surface[:2], ()))


def is_latin(char: str) -> bool:
    """Tell whether a character is an ASCII letter."""
    return char.isascii() and char.isalpha()


def unit_at(page: str, at: int) -> Unit | None:
    """Give the longest unit written at a place; a Latin one must end there (5m, not 5mm3)."""
    units = _units()
    for unit in units.get(page[at : at + 2]) or units.get(page[at : at + 1], ()):
        if not page.startswith(unit.surface, at):
            continue
        end = at + len(unit.surface)
        if not (unit.latin and is_latin(page[end : end + 1])):
            return unit
    return None


@cache
def prefixes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the currency signs before a number by their last character: US$ -> USD."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("prefixes", package="uratori.quantities"):
        table.setdefault(row["surface"][-1], []).append((row["surface"], row["unit"]))
    return {last: tuple(sorted(rows, key=lambda r: -len(r[0]))) for last, rows in table.items()}


def prefix_before(page: str, at: int) -> tuple[int, str] | None:
    """Give start and currency of a sign that ends at a place: (0, "USD") for US$ in US$1.2bn."""
    if not at:
        return None
    end = at - 1 if page[at - 1] == " " and at > 1 else at
    for surface, unit in prefixes().get(page[end - 1], ()):
        start = end - len(surface)
        if start < 0 or not page.startswith(surface, start):
            continue
        glued = is_latin(surface[0]) and start > 0 and is_latin(page[start - 1])
        if not glued:
            return start, unit
    return None
