"""Days without a month whose text has just named one: 3日 after 「4月3日調査」, 31日 after 3月31日.

Told from the day of publication alone, such a day would be of the month of publication. It is of
the month named before where the text is telling of that month: where the day named last lies more
than a month back, or where the two days are joined (12月19日と26日).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from . import timex
from .nearest import month_of_day
from .reading import Reading

RULE = "date.day"
"""The rule of a day without a month."""
_PAST = timedelta(days=31)
"""How far back the day named last lies if the text is telling of another month."""
_LIVE = timedelta(days=5)
"""So near to publication a day is of the report itself, whatever was named before."""
_LINE, _NEXT = timedelta(days=10), timedelta(days=5)
"""How far from a named day one of its line, and one of the next line, may lie."""
_JOINED = frozenset({"から", "~", "と", "・", "および", "及び", "や"})
_LINES = 2
_DAY = len("2026-01-26")


def in_named_month(
    page: str, named: Sequence[Reading], reading: Reading, published: date | None
) -> Reading:
    """Give a day without a month the month of the day named before it, where it goes on from it."""
    if reading.rule != RULE or published is None or reading.start_date is None:
        return reading
    last = next((r for r in reversed(named) if _is_day(r)), None)
    if last is None or last.start_date is None or not _lives(page, last, published):
        return reading
    between = page[last.end : reading.start]
    if between.count("\n") > _LINES:
        return reading
    there = _nearest(reading.start_date.day, last.start_date)
    if between in _JOINED:
        later = there is not None and last.start_date < there <= last.start_date + _PAST
        return _on(reading, there) if later and there else reading
    live = abs(reading.start_date - published) <= _LIVE
    if live and reading.start_date > published:  # 31日 of what was, after 3月31日
        live = not any(_is_day(r) and r.start_date == there for r in named)
    told = published - last.start_date > _PAST and not live
    reach = _NEXT if "\n" in between else _LINE
    if not told or there is None or abs(there - last.start_date) > reach:
        return reading
    return _on(reading, there)


def _is_day(reading: Reading) -> bool:
    value = reading.timex or ""
    return reading.start_date is not None and len(value.partition("T")[0]) == _DAY


def _lives(page: str, last: Reading, published: date) -> bool:
    """Tell whether the month of the day named last is the text's: written, or taken so already."""
    if last.rule != RULE:
        return "月" in page[last.start : last.end]
    return last.start_date is not None and last.start_date.replace(day=1) != month_of_day(
        last.start_date.day, published
    )


def _nearest(day: int, last: date) -> date | None:
    """Give the day of that number that lies nearest to another."""
    months = [last.replace(day=1), timex.months_back(last, 1), timex.months_back(last, -1)]
    days = []
    for month in months:
        try:
            days.append(month.replace(day=day))
        except ValueError:
            continue
    return min(days, key=lambda there: abs(there - last), default=None)


def _on(reading: Reading, there: date) -> Reading:
    """Move a reading to a day; a span of days keeps its length."""
    first, last = reading.start_date, reading.end_date
    if first is None or last is None or not reading.timex:
        return reading
    end = there + (last - first)
    value = reading.timex.replace(first.isoformat(), there.isoformat())
    value = value.replace(last.isoformat(), end.isoformat())
    return msgspec.structs.replace(reading, timex=value, start_date=there, end_date=end)
