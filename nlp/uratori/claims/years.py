"""The year that a time without one is of, told from the mood of what is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from ..quantities import months_back
from ..records import Claim, Period
from ..text.lazy import lazy
from .metrics import metric

GROUPS = {"results": "results", "business": "results", "fx": "results", "macro": "macro"}
"""Families of metrics that are told of a month, a quarter or a financial year."""
_LATE = 183
"""Days after which a month without a year, of which something is expected, is the coming one."""
_MONTH = lazy(r"[0-9]{1,2}月(?:末|上旬|中旬|下旬)?")
_MONTHS = lazy(r"[0-9]{1,2}[~\-][0-9]{1,2}月期?")


def coming(period: Period, claim: Claim, published: date) -> Period:
    """Give a month without a year the year that the mood of the claim asks for.

    What is expected of 6月 in April is of the June to come; what is expected of 7〜9月期 in October
    is of the quarter just over, which no company has reported yet.
    """
    first, last = period.start_date, period.end_date
    if first is None or last is None or period.anchor != "published":
        return period
    ahead = claim.modality in ("forecast", "hypothetical", "target")
    group = GROUPS.get(metric(claim.metric or "").family)
    if _MONTH.fullmatch(period.text) and (ahead or claim.metric == "move_probability"):
        return _moved(period, first, last, 1) if (published - last).days > _LATE else period
    if _MONTHS.fullmatch(period.text) and group == "results" and first > published:
        recent = (published - months_back(last, 12)).days <= _LATE // 2
        return _moved(period, first, last, -1) if recent else period
    return period


def last_year(period: Period) -> Period:
    """Give the same days of the year before."""
    if period.start_date is None or period.end_date is None:
        return period
    return _moved(period, period.start_date, period.end_date, -1)


def _moved(period: Period, first: date, last: date, years: int) -> Period:
    """Move a time by whole years; the end of a February by its month."""
    begin = months_back(first, -12 * years)
    end = months_back(last + timedelta(days=1), -12 * years) - timedelta(days=1)
    timex = period.timex or ""
    for year in (last.year, first.year):
        timex = timex.replace(str(year), str(year + years))
        if first.year == last.year:
            break
    return msgspec.structs.replace(period, start_date=begin, end_date=end, timex=timex or None)


def whole_year(fiscal: Period, period: Period) -> Period | None:
    """Give 通期 the days of the financial year that the text has named."""
    ends = (fiscal.timex or "")[2:9]
    try:
        first = date(int(ends[:4]), int(ends[5:7]), 1)
    except ValueError:
        return None
    after = months_back(first, -1)
    return Period(
        text=period.text,
        start_date=months_back(after, 12),
        end_date=after - timedelta(days=1),
        anchor="text",
        timex=f"FY{ends}",
    )
