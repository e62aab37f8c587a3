"""Whether the time of a claim is sure: a day without its month belongs to the month told of before.

After 2025年4月 a bare 8日 is most likely the 8th of that April, and a number without any time may
still speak of it. Where the text just before names another time than the one a claim was given,
nothing that fails at that time is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ...records import Analysis, Claim, Period, Quantity
from ..places import back_from, inside

_REACH = 300
"""Characters before a number in which a time still counts."""
_NEAR = timedelta(10)
"""Days before publication that are still those of a daily report."""
_BESIDE = re.compile(
    r"(?:の?(?:終値|水準|高値|安値))?"
    r"(?:の(?:約)?[0-9][0-9,.万]{0,10}(?:円|ドル|ポイント|%|倍)?(?:[0-9]{1,2}銭)?(?=から|より))?(?:以来|から|比|に比べ|と比べ|より|を(?:[0-9]|[上下]回))"
    r"|に続|時点の予想|付|発表|公表"
)
"""Behind a time that another is set against: 以来, 比, 昨年末の4.05%から."""
_MOVES = frozenset({"return", "price_change"})
_NUMBERED = re.compile(r"[0-9０-９]")
_SURVEYED = 12
"""Characters behind a month in which the figure that is of it is named."""
_FISCAL = re.compile(r"期|年度|クォーター")
"""In the names of times of a firm's books, of which no day of trading is told."""
_MONTH = re.compile(r"月")
_YEAR = re.compile(r"[0-9０-９]{2,4}年|昨年|前年|一昨年")


def is_elsewhen(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the words before a number name another time than its claim has."""
    period, dates = claim.period, dates_before(analysis, quantity.start)
    if period is None or period.start_date is None:
        return _speaks_of_the_past(analysis, dates)
    if (
        period.anchor != "published"
        or _YEAR.search(period.text)
        or not _NUMBERED.search(period.text)
    ):
        return False
    level = claim.metric not in _MOVES
    held = (each for each in dates if not (level and _is_year_end_before(each, period)))
    return _other_time(period, held)


def _is_of_survey(analysis: Analysis, month: Quantity) -> bool:
    """Tell whether a month is that of a figure of the economy: 9月の米CPI."""
    named = inside(analysis.mentions, month.end, month.end + _SURVEYED + 1)
    return any(each.type == "indicator" for each in named)


def is_fiscal(time: Quantity) -> bool:
    """Tell whether a time is one of a firm's books: 2026年3月期."""
    return _FISCAL.search(time.text) is not None


def dates_before(analysis: Analysis, at: int) -> Iterator[Quantity]:
    """Give the times before a place, the nearest first, without those it is compared with."""
    text = analysis.article.text
    for each in back_from(analysis.quantities, at):
        if each.kind != "date":
            continue
        if at - each.end > _REACH:
            return
        clock = (each.timex or "").startswith("T")
        stated = each.start_date and not _BESIDE.match(text, each.end)
        if not clock and stated and not _is_of_survey(analysis, each):
            yield each


def _speaks_of_the_past(analysis: Analysis, dates: Iterator[Quantity]) -> bool:
    """Tell whether the time named last had ended well before the article appeared."""
    nearest, published = next(dates, None), analysis.article.published
    if nearest is None or published is None or nearest.end_date is None:
        return False
    return nearest.end_date < published - _NEAR


def _other_time(period: Period, dates: Iterator[Quantity]) -> bool:
    """Tell whether the month, or of a month the year, named last is another one."""
    monthly = bool(_MONTH.search(period.text))
    for each in dates:
        if each.text == period.text or each.start_date is None or period.start_date is None:
            continue
        if is_fiscal(each):
            continue
        named = _YEAR.search(each.text) if monthly else _MONTH.search(each.text)
        if named:
            same_year = each.start_date.year == period.start_date.year
            return not (same_year and (monthly or each.start_date.month == period.start_date.month))
    return False


def _is_year_end_before(time: Quantity, period: Period) -> bool:
    """Tell whether a time is the end of the year before a day: 昨年末に153円、10月30日に."""
    day, end = period.start_date, time.end_date
    if day is None or end is None or time.mod != "END":
        return False
    return (end.month, end.day) == (12, 31) and day.year == end.year + 1
