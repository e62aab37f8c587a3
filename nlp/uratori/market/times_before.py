"""The week, month or year before the one that is told of: 前の週に8%上げた反動で、今週は2%下げた.

It hangs on the last such time that the text names before it, else on the article's date. Which of
the two is meant is a guess, so that nothing that fails over it is called wrong.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..quantities import months_back
from ..records import Analysis, Claim, Period, Quantity
from ..text.fold import fold

_MOVES = frozenset({"return", "price_change", "yield"})
_BEFORE = re.compile(
    r"(?P<words>前(?:の)?(?P<unit>週|月|年))(?:に(?![比対は続])|[はがも、]|には)[^、。0-9]{0,16}$"
)
_MONTHS = {"年": 12, "月": 1}
_WEEK = timedelta(7)
_REACH = 120
"""Characters before a number in which a time still is the one told of."""


def time_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the time before another that a move is told of; None where it has a time of its own."""
    published = analysis.article.published
    if claim.period is not None or claim.reference is not None or claim.metric not in _MOVES:
        return None
    start = claim.sentence[0]
    found = _BEFORE.search(fold(analysis.article.text)[start : quantity.phrase[0]])
    if found is None or published is None:
        return None
    try:
        first, last = _span(analysis, start + found.start(), found["unit"], published)
    except ValueError:
        return None
    return Period(text=found["words"], start_date=first, end_date=last, anchor="published")


def _span(analysis: Analysis, at: int, unit: str, published: date) -> tuple[date, date]:
    """Give the days of the time before; ValueError before the first year."""
    told = _told_of(analysis, at, unit) or published
    if unit == "週":
        first = told - timedelta(told.weekday()) - _WEEK
        return first, first + _WEEK - timedelta(1)
    this = told.replace(day=1) if unit == "月" else told.replace(month=1, day=1)
    return months_back(this, _MONTHS[unit]), this - timedelta(1)


def _told_of(analysis: Analysis, at: int, unit: str) -> date | None:
    """Give the first day of the last time of the same length that is named before a place."""
    for each in reversed(analysis.quantities):
        first, last = each.start_date, each.end_date
        if each.kind != "date" or each.end > at or first is None or last is None:
            continue
        if at - each.end > _REACH:
            return None
        days = (last - first).days + 1
        if days in {"週": (7,), "月": (28, 29, 30, 31), "年": (365, 366)}[unit]:
            return first
    return None
