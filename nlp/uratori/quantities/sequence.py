"""Times that lean on one named before them: 11月 after 2024年9月, 前年同期 after 4〜6月期, 同月.

A reader of one place knows only the day of publication. This file keeps the times of a paragraph as
they are read, and gives a later one the year, or the whole period, that it takes from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from ..text.lazy import lazy
from . import timex
from .reading import Reading
from .timex import Span

Grain = Literal["year", "quarter", "part", "fiscal", "month", "day"]

_BARE = lazy(r"[0-9]{1,2}月(?!期)")
_SAID = lazy(r"([同翌])年([1-9]|1[0-2])月")
"""A month of the year of the date named before, or of the year after it."""
_YEAR_POINT = lazy(r"([同翌])年の?(末|初め?)")
_YEAR_END = lazy(r"年(末|初め?)")
"""The end of a year, which is that of the year told before it: 昨年6月末に…、年末に."""
_TOLD_PAST = lazy(
    r"(?!比)(?![^。\n]{0,80}(?:予想|見通し|見込|目標|だろう))[^。\n]{0,80}た(?:。|\n|$)"
)
_FORESEEN = lazy(r"[^。\n]{0,80}(?:予想|見通し|見込|目標|だろう|予定|控え|まで|向け)")
_GRAINS: tuple[tuple[re.Pattern[str], Grain], ...] = (
    (lazy(r"[0-9]{4}"), "year"),
    (lazy(r"[0-9]{4}-[0-9]{2}"), "month"),
    (lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[A-Z]{2})?"), "day"),
    (lazy(r"FY[0-9]{4}-[0-9]{2}"), "fiscal"),
    (lazy(r"[0-9]{4}-Q[1-4]"), "quarter"),
    (
        lazy(r"(?:FY[0-9]{4}-[0-9]{2}-(?:Q[1-4]|9M)|(?:FY[0-9]{4}-[0-9]{2}|[0-9]{4})-H[12])"),
        "part",
    ),
    (lazy(r"[0-9]{4}-[0-9]{2}/[0-9]{4}-[0-9]{2}"), "part"),
)
_YEAR_NAMED = lazy(r"(?:19|20)[0-9]{2}|[0-9]{2}年|令和|平成|昭和|[昨来翌同今一]年?")
_DAY_ALONE = lazy(r"[0-9]{1,2}日")
_WEEK = "月火水木金土日"
_WEEKDAY = lazy(rf"[(]([{_WEEK}])[)]")
_ITS_DAY = lazy(r"[、の]?|[に、は][^。\n]{1,16}た。")
"""What stands between a month of a named year and a day of it."""
_OF_YEAR = lazy(r"[はの][^、。\n0-9]{0,24}[はがで]、?|[はのに]、?")
"""What stands between a year and a month of it: 2022年の米消費者物価指数は6月に."""
_THEN = lazy(r"[^。\nはが0-9]{1,24}、(?:その後の?)?")
"""What stands between a month and a later one told on without a new subject."""
_SAID_AGAIN = 40
"""Characters within which a month said again is the same one."""
_TO = ("から", "より", "~")
_OF_SENTENCE = frozenset({"前年", "前年度"})
"""Words that lean within their sentence only: publication tells them else."""
_YEARS_IN = lazy(r"(?<![0-9])[0-9]{4}(?![0-9])")
NEAR_MONTH, NEAR_YEAR = 14, 3
"""Characters from a named month, and from a bare year, to a month that goes on from it."""
_QUARTER = 3
_KEPT = 8
"""Times of a paragraph that a later one may lean on."""


def after_named(page: str, named: Sequence[Reading], reading: Reading) -> Reading:
    """Give a time what it takes from the times named before it in its paragraph, the last first."""
    word = page[reading.start : reading.end]
    if lean := _LEANING.get(word):
        return _leaning(page, named, reading, *lean)
    last = named[-1] if named else None
    if last is None or last.start_date is None or last.timex is None:
        return reading
    if said := _SAID.fullmatch(word):
        return _at(reading, timex.month(last.start_date.year + (said[1] == "翌"), int(said[2])))
    if said := _YEAR_POINT.fullmatch(word):
        return _at(reading, _point(last.start_date.year + (said[1] == "翌"), said[2]))
    if (said := _YEAR_END.fullmatch(word)) and _ends_year(page, last, reading):
        return _at(reading, _point(last.start_date.year, said[1]))
    if word == "月末" and (gone := _month_gone(page, named, reading)) is not None:
        return _at(reading, timex.month_part(gone.year, gone.month, "末"))
    if reading.start_date is not None and _DAY_ALONE.fullmatch(word):
        return _day_of_month(page, last, reading)
    if reading.start_date is None or not _BARE.match(page, reading.start):
        return reading
    if not _goes_on(page, last, reading):
        return reading
    later = reading.start_date.month >= last.start_date.month
    years = last.start_date.year + (0 if later else 1) - reading.start_date.year
    # Told from the day of publication it lies nearer: 12月短観の調査期間は11月11日から
    told = _same_month(page, last, reading) or _YEAR_NAMED.match(page, last.start)
    tied = years < 0 or told or page[last.end : reading.start] in _TO
    return years_on(reading, years) if years and tied else reading


def remembered(page: str, named: Sequence[Reading], reading: Reading) -> Sequence[Reading]:
    """Give the last times of the text with one more.

    A word that leans on another time is none to lean on: both 前年同期 of a sentence are the same.
    Nor is an hour.
    """
    hour = (reading.timex or "").startswith("T")
    if hour or page[reading.start : reading.end] in _LEANING:
        return named
    return (*named[1 - _KEPT :], reading)


def of_line(page: str, named: Sequence[Reading], reading: Reading) -> Sequence[Reading]:
    """Give those of the times named that stand in the paragraph of a reading."""
    if not named:
        return ()
    begin = page.rfind("\n", named[0].end, reading.start)
    return named if begin < 0 else [time for time in named if time.start > begin]


def years_on(reading: Reading, years: int) -> Reading:
    """Move a time by whole years, its value and its days; the end of a February stays its end."""
    moved = _YEARS_IN.sub(lambda m: f"{int(m[0]) + years:04d}", reading.timex or "")
    return msgspec.structs.replace(
        reading,
        timex=moved or None,
        start_date=_shifted(reading.start_date, years, ends=False),
        end_date=_shifted(reading.end_date, years, ends=True),
    )


def _shifted(day: date | None, years: int, *, ends: bool) -> date | None:
    if day is None:
        return None
    last = timex.month_end(day.year + years, day.month)
    if ends and day == timex.month_end(day.year, day.month):
        return last
    return last.replace(day=min(day.day, last.day))


def grain_of(reading: Reading) -> Grain | None:
    """Tell how long a time is: a year, part of one, fiscal year, month or day; None for others."""
    value = reading.timex or ""
    return next((grain for form, grain in _GRAINS if form.fullmatch(value)), None)


def _point(year: int, part: str) -> Span:
    """Give the end of a year, or its first month, as the words for those of this year do."""
    whole = timex.year(year)
    if part == "末":
        return Span(timex=whole.timex, mod="END", start=whole.end, end=whole.end)
    return Span(
        timex=whole.timex, mod="START", start=date(year, 1, 1), end=timex.month_end(year, 1)
    )


def _ends_year(page: str, last: Reading, reading: Reading) -> bool:
    """Tell whether an end of a year is that of the year gone by that its sentence tells before."""
    between = page[last.end : reading.start]
    if last.start_date is None or reading.start_date is None or "。" in between or "\n" in between:
        return False
    if last.start_date.year >= reading.start_date.year:
        return False
    if reading.mod == "START":  # of this year, unless a year is what the sentence is about
        return grain_of(last) == "year" and _OF_YEAR.fullmatch(between) is not None
    return _TOLD_PAST.match(page, reading.end) is not None


def _month_gone(page: str, named: Sequence[Reading], reading: Reading) -> date | None:
    """Give the last month told before its end is, where that is over and nothing foreseen."""
    if reading.start_date is None or _FORESEEN.match(page, reading.end):
        return None
    months = (each for each in named if grain_of(each) in ("month", "day"))
    known = (each.start_date for each in months if each.mod != "END")
    latest = max((each for each in known if each is not None), default=None)
    over = latest is not None and latest.replace(day=1) < reading.start_date.replace(day=1)
    return latest if over else None


def _day_of_month(page: str, last: Reading, reading: Reading) -> Reading:
    """Give a bare day the month of a year named right before it: 2025年4月に急落した。8日は."""
    between, start = page[last.end : reading.start], last.start_date
    if start is None or reading.start_date is None or grain_of(last) != "month":
        return reading
    if not _YEAR_NAMED.match(page, last.start) or not _ITS_DAY.fullmatch(between):
        return reading
    try:
        there = start.replace(day=reading.start_date.day)
    except ValueError:
        return reading
    weekday = _WEEKDAY.match(page, reading.end)
    if weekday and _WEEK[there.weekday()] != weekday[1]:
        return reading
    return _at(reading, Span(timex=there.isoformat(), start=there, end=there))


def _same_month(page: str, last: Reading, reading: Reading) -> bool:
    """Tell whether a bare month is the bare one named just before: 8月が転機だった。8月20日は."""
    if last.start_date is None or reading.start_date is None:
        return False
    named = _BARE.match(page, last.start)
    return (
        named is not None
        and page.startswith(named[0], reading.start)
        and reading.start - last.end <= _SAID_AGAIN
    )


def _goes_on(page: str, last: Reading, reading: Reading) -> bool:
    between = page[last.end : reading.start]
    if "\n" in between or between.endswith("この"):
        return False
    if _same_month(page, last, reading):
        return True
    if "。" in between:
        return False
    grain = grain_of(last)
    if grain == "year" and _YEAR_NAMED.match(page, last.start) and _OF_YEAR.fullmatch(between):
        return True
    if grain in ("month", "day") and _THEN.fullmatch(between):
        return True
    reach = {"month": NEAR_MONTH, "day": NEAR_MONTH, "quarter": NEAR_MONTH, "year": NEAR_YEAR}
    return len(between) <= reach.get(grain_of(last) or "", 0)


def _leaning(
    page: str, named: Sequence[Reading], reading: Reading, grains: frozenset[Grain], span: _From
) -> Reading:
    word = page[reading.start : reading.end]
    for earlier in reversed(named):
        between = page[earlier.end : reading.start]
        if "\n" in between:
            break
        reaches = word not in _OF_SENTENCE or "。" not in between
        if reaches and earlier.start_date and grain_of(earlier) in grains:
            return _at(reading, span(earlier, earlier.start_date))
    return reading


def _at(reading: Reading, span: Span) -> Reading:
    return msgspec.structs.replace(
        reading, timex=span.timex, mod=span.mod, start_date=span.start, end_date=span.end
    )


_From = Callable[[Reading, date], Span]


def _years_away(shift: int) -> _From:
    def span(earlier: Reading, start: date) -> Span:
        moved = years_on(earlier, shift)
        return Span(timex=moved.timex, mod=moved.mod, start=moved.start_date, end=moved.end_date)

    return span


_year_before, _year_after = _years_away(-1), _years_away(1)


def _year(shift: int) -> _From:
    return lambda earlier, start: timex.year(start.year + shift)


def _period_before(earlier: Reading, start: date) -> Span:
    """Give 前期: the fiscal year before one, but the quarter before a calendar quarter."""
    value = earlier.timex or ""
    if value.startswith("FY"):
        return _year_before(earlier, start)
    first = timex.months_back(start, _QUARTER)
    return timex.months(first.year, first.month, first.month + _QUARTER - 1)


def _fiscal_end(earlier: Reading, start: date) -> Span:
    before = _year_before(earlier, start)
    return Span(timex=before.timex, mod="END", start=before.end, end=before.end)


def _month_end(earlier: Reading, start: date) -> Span:
    there = timex.months_back(start, 1)
    return timex.month_part(there.year, there.month, "末")


def _month(shift: int) -> _From:
    def span(earlier: Reading, start: date) -> Span:
        there = timex.months_back(start, -shift)
        return timex.month(there.year, there.month)

    return span


def _day(shift: int) -> _From:
    def span(earlier: Reading, start: date) -> Span:
        there = start + timedelta(days=shift)
        return Span(timex=there.isoformat(), start=there, end=there)

    return span


_PARTS: frozenset[Grain] = frozenset({"part", "quarter"})
_FISCAL: frozenset[Grain] = frozenset({"fiscal"})
_MONTHS: frozenset[Grain] = frozenset({"month"})
_DAYS: frozenset[Grain] = frozenset({"day"})
_FISCAL_QUARTERS: frozenset[Grain] = frozenset({"fiscal", "quarter"})
_MONTHS_DAYS: frozenset[Grain] = frozenset({"month", "day"})
_YEARS: frozenset[Grain] = frozenset({"year", "month", "day"})
_LEANING: dict[str, tuple[frozenset[Grain], _From]] = {
    "前年同期": (_PARTS, _year_before),
    "前年同四半期": (_PARTS, _year_before),
    "前年同月": (_MONTHS, _year_before),
    "前年同日": (_DAYS, _year_before),
    "前期": (_FISCAL_QUARTERS, _period_before),
    "前の期": (_FISCAL, _year_before),
    "前年度": (_FISCAL, _year_before),
    "前期末": (_FISCAL, _fiscal_end),
    "前の期末": (_FISCAL, _fiscal_end),
    "前月末": (_MONTHS, _month_end),
    "翌期": (_FISCAL, _year_after),
    "前年": (_YEARS, _year(-1)),
    "同年": (_YEARS, _year(0)),
    "翌年": (_YEARS, _year(1)),
    "前月": (_MONTHS, _month(-1)),
    "同月": (_MONTHS_DAYS, _month(0)),
    "翌月": (_MONTHS_DAYS, _month(1)),
    "同日": (_DAYS, _day(0)),
    "翌日": (_DAYS, _day(1)),
}
"""What each word may lean on, and how it is told from that."""
