"""What a price is quoted by: the dollar of 1ドル=150円, the barrel of 1バレル=70ドル."""

from __future__ import annotations

from functools import cache

from ..lexicon import read_table
from .patterns import METAL_BEFORE, PRICE_SLASH
from .terms import Term

_POUND = "ポンド"
_REACH = 40
"""Characters before a pound that may tell the weight from the money."""


@cache
def _bases() -> dict[str, tuple[str, int]]:
    rows = read_table("prices", package="uratori.quantities")
    return {row["surface"]: (row["base"], int(row["count"])) for row in rows}


def price_base(page: str, term: Term) -> str | None:
    """Give the base of the price that 1ドル, 1バレル or 100万BTU begins; None for any other."""
    if term.unit is None or not term.unit.surface:
        return None
    base, count = _bases().get(term.unit.surface, ("", 1))
    money = term.unit.unit if term.unit.kind == "level" and term.unit.unit.isupper() else None
    if not (base or money) or term.numeral.value != count:
        return None
    if term.unit.surface == _POUND and METAL_BEFORE.search(
        page[max(0, term.start - _REACH) : term.start]
    ):
        return "lb"
    return base or money


def price_slash(page: str, at: int) -> tuple[str, int] | None:
    """Give the base behind an amount of money and where it ends: /oz, /バレル."""
    found = PRICE_SLASH.match(page, at)
    base = _bases().get(found["base"]) if found else None
    return (base[0], found.end()) if found and base else None
