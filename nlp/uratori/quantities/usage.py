"""Which unit a surface stands for where the words around it decide: ポイント, 枚, 円."""

from __future__ import annotations

from ..text.lazy import lazy
from .patterns import (
    BASE_BEFORE,
    BOARD,
    BOUNDARY_BEFORE,
    DIVIDEND,
    FUTURES_CONTEXT,
    GAUGE,
    GAUGE_BEFORE,
    PERCENT_AFTER,
    RATE_CONTEXT,
    RATE_MOVE,
    SHARE_BASIS,
    SHARE_CONTEXT,
    SHARE_MEASURE,
    TEMPERATURE_BEFORE,
    VALUATION,
)
from .terms import Term

_REACH = 28
"""Characters before a number that may decide its unit."""
_LARGEST_STEP = 5
"""Points: no central bank moves by more at once, so 500ポイント is never a rate."""
_MOST_TIMES = 9
"""度 that count how often; 20度 is a temperature or an angle."""
_GAUGE_REACH = 64
_BASE, _BOUNDARY, _HIGHEST_GAUGE = 100, 50, 1000
"""The base of an index (2020年=100), the boundary of a diffusion index, and above every gauge."""
_GAUGE_OWN = lazy(
    rf"(?:VI|指数|平均|TOPIX|DI|PMI|[{GAUGE}{BOARD}])(?:先物)?(?:[(][^()]{{1,9}}[)])?"
    r"[はがも]、?(?:前日比|前日から)?\Z"
)
"""What makes points an index's own even behind a rate: 「TOPIXが1.2%安、VIXは0.85ポイント高」."""
_MONEY = frozenset({"JPY", "USD", "EUR", "GBP", "CNY", "KRW"})
_PRICED = ("の株価", "の終値", "の時価")
"""Behind what is the price of a share: 3200円の株価."""


def is_valuation(page: str, at: int) -> bool:
    """Tell whether PER, PBR or another valuation ratio stands right before a place."""
    return VALUATION.search(page[max(0, at - _REACH) : at]) is not None


def canonical_unit(page: str, term: Term) -> tuple[str, int]:
    """Give the canonical unit of a term and the factor of its value (100 for 0.25ポイント)."""
    if term.unit is None:
        return _bare(page, term), 1
    unit = term.unit.unit
    if unit == "points":
        return _points(page, term)
    if unit == "度":
        hot = term.value > _MOST_TIMES or TEMPERATURE_BEFORE.search(_window(page, term))
        return (unit if hot else "occurrences"), 1
    if unit == "枚":
        return ("contracts" if FUTURES_CONTEXT.search(_window(page, term)) else unit), 1
    if unit in _MONEY:
        return (f"{unit}/share" if _is_of_a_share(page, term) else unit), 1
    return unit, 1


def _window(page: str, term: Term) -> str:
    return page[max(0, term.start - _REACH) : term.start]


def _bare(page: str, term: Term) -> str:
    """Give the unit of a number that has none written: PERは28, PMIは50.2, 節目の50."""
    if is_valuation(page, term.start):
        return "times"
    near = page[max(0, term.start - _GAUGE_REACH) : term.start]
    if term.value == _BASE and (BASE_BEFORE.search(near) or BOUNDARY_BEFORE.search(near)):
        return "index"
    if term.value == _BOUNDARY and BOUNDARY_BEFORE.search(near):
        return "index"
    return "index" if term.value < _HIGHEST_GAUGE and GAUGE_BEFORE.search(near) else ""


def _is_of_a_share(page: str, term: Term) -> bool:
    """Tell what a company earns, owns or pays a share (1株50円の配当) from the price of one."""
    if page.startswith(_PRICED, term.end):
        return False
    window = _window(page, term)
    head = SHARE_BASIS.search(window) if "株" in window or "PS" in window else None
    if head and SHARE_MEASURE.search(head[0] + page[term.end : term.end + 4]):
        return True
    return term.numeral.scale == 1 and "配当" in window and DIVIDEND.search(window) is not None


def _points(page: str, term: Term) -> tuple[str, int]:
    """Read 0.25ポイント利下げ as basis points, 利益率は1.2ポイント上昇 as percentage points."""
    window = _window(page, term)
    if term.value <= _LARGEST_STEP and (
        RATE_MOVE.match(page, term.end) or RATE_CONTEXT.search(window)
    ):
        return "bp", 100
    if _GAUGE_OWN.search(window):
        return "points", 1
    if term.value < 100 and (SHARE_CONTEXT.search(window) or PERCENT_AFTER.match(page, term.end)):
        return "percentage_point", 1
    return "points", 1
