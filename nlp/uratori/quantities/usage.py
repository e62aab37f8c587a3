"""Which unit a surface stands for where the words around it decide: ポイント, 枚, 円."""

from __future__ import annotations

from .patterns import (
    FUTURES_CONTEXT,
    RATE_CONTEXT,
    RATE_MOVE,
    SHARE_BASIS,
    SHARE_CONTEXT,
    VALUATION,
)
from .terms import Term

_REACH = 28
"""Characters before a number that may decide its unit."""
_LARGEST_STEP = 5
"""Points: no central bank moves by more at once, so 500ポイント is never a rate."""
_MONEY = frozenset({"JPY", "USD", "EUR", "GBP", "CNY", "KRW"})


def is_valuation(page: str, at: int) -> bool:
    """Tell whether PER, PBR or another valuation ratio stands right before a place."""
    return VALUATION.search(page[max(0, at - _REACH) : at]) is not None


def canonical_unit(page: str, term: Term) -> tuple[str, int]:
    """Give the canonical unit of a term and the factor of its value (100 for 0.25ポイント)."""
    if term.unit is None:
        return ("times" if is_valuation(page, term.start) else ""), 1
    unit = term.unit.unit
    if unit == "points":
        return _points(page, term)
    if unit == "枚":
        window = page[max(0, term.start - _REACH) : term.start]
        return ("contracts" if FUTURES_CONTEXT.search(window) else unit), 1
    if unit in _MONEY and term.unit.surface:
        window = page[max(0, term.start - _REACH) : term.start]
        if "株" in window or "PS" in window:
            return (f"{unit}/share" if SHARE_BASIS.search(window) else unit), 1
    return unit, 1


def _points(page: str, term: Term) -> tuple[str, int]:
    """Read 0.25ポイント利下げ as basis points, 利益率は1.2ポイント上昇 as percentage points."""
    window = page[max(0, term.start - _REACH) : term.start]
    if term.value <= _LARGEST_STEP and (
        RATE_MOVE.match(page, term.end) or RATE_CONTEXT.search(window)
    ):
        return "bp", 100
    if term.value < 100 and SHARE_CONTEXT.search(window):
        return "percentage_point", 1
    return "points", 1
