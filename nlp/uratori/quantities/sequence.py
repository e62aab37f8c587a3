"""A month without a year that follows a named date: 「2024年9月に0.5%、11月と12月に0.25%」."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

import msgspec

from .reading import Reading
from .timex import month

_BARE = re.compile(r"[0-9]{1,2}月(?!期)")
_YEAR = re.compile(r"[0-9]{4}(?![0-9])")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_SAID = re.compile(r"([同翌])年([1-9]|1[0-2])月")
"""A month of the year of the date named before, or of the year after it."""
NEAR_MONTH, NEAR_YEAR = 14, 3
"""Characters from a named month, and from a bare year, to a month that goes on from it."""


def after_named(page: str, named: Reading | None, reading: Reading) -> Reading:
    """Give a bare month the year of the date named just before it, or the year after.

    Without such a date it keeps the year that the day of publication gave it.
    """
    if named is None or named.start_date is None or not _YEAR.match(named.timex or ""):
        return reading
    if said := _SAID.fullmatch(page, reading.start, reading.end):
        year = named.start_date.year + (said[1] == "翌")
        span = month(year, int(said[2]))
        return msgspec.structs.replace(
            reading, timex=span.timex, start_date=span.start, end_date=span.end
        )
    bare = _BARE.match(page, reading.start) and reading.start_date is not None
    if not bare or reading.start_date is None or not _goes_on(page, named, reading):
        return reading
    later = reading.start_date.month >= named.start_date.month
    years = named.start_date.year + (0 if later else 1) - reading.start_date.year
    return _moved(reading, years) if years else reading


def _goes_on(page: str, named: Reading, reading: Reading) -> bool:
    between = page[named.end : reading.start]
    if "。" in between or "\n" in between or named.timex is None:
        return False
    if _MONTH.match(named.timex):
        return len(between) <= NEAR_MONTH
    return _YEAR.match(named.timex) is not None and len(between) <= NEAR_YEAR


def _moved(reading: Reading, years: int) -> Reading:
    timex = reading.timex
    if timex is not None and _YEAR.match(timex):
        timex = f"{int(timex[:4]) + years:04d}{timex[4:]}"
    return msgspec.structs.replace(
        reading,
        timex=timex,
        start_date=_shifted(reading.start_date, years, ends=False),
        end_date=_shifted(reading.end_date, years, ends=True),
    )


def _shifted(day: date | None, years: int, *, ends: bool) -> date | None:
    """Move a day by years; the end of a February stays its end."""
    if day is None:
        return None
    last = monthrange(day.year + years, day.month)[1]
    was_last = ends and day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, day.month, last if was_last else min(day.day, last))
