"""Dates and words for times -> TIMEX3 values and days.

What the text leaves open is told from the day of publication (`nearest`). A two-digit year is read
as a year only before a month, 度, 末 and the like, or near the year of publication.
"""

from __future__ import annotations

import re
from datetime import date

from ..records import Mod
from . import nearest, timex
from .date_patterns import (
    CLOCK,
    DAY_IS_LENGTH,
    DAYED,
    DECADE,
    LENGTH_BEFORE,
    MONTHED,
    NO_YEAR,
    NUMERIC_DATE,
    ONE_DAY,
    PART,
    RELATIVE_MONTH,
    SLASH_DAY,
    SLASH_LAST,
    SPAN_DASH,
    WEEKDAY,
    YEAR,
    YEAR_RANGE,
    YEAR_REST,
)  # fmt: skip
from .durations import is_while
from .edges import BRACKET, MONTH_BEGINS, YEAR_REST_BEGINS
from .reading import Reading
from .silence import follows_latin
from .time_words import relative, time_words
from .timex import Span
from .units import is_latin

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The Gregorian year before an era's first."""
RELATIVE_YEARS = {
    "今年": 0, "本年": 0, "昨年": -1, "去年": -1, "前年": -1, "一昨年": -2, "来年": 1, "再来年": 2,
}  # fmt: skip
RELATIVE_MONTHS = {"今月": 0, "先月": -1, "前月": -1, "来月": 1}
DAYTIMES = {
    "午前": "MO", "朝": "MO", "早朝": "MO", "午後": "AF", "夕": "EV", "夕方": "EV", "夜": "NI",
    "深夜": "NI", "未明": "NI",
}  # fmt: skip
_QUARTERS = {"1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_CUMULATIVE = {"Q1": "Q1", "Q2": "H1", "Q3": "9M", "Q4": "FY"}
_KANJI_VALUES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_AFTER_SHORT_YEAR = frozenset("はのにも、0123456789")
_SMALL_HOURS = 4
_NEAR = 3
"""Years from publication within which a two-digit year may stand alone (25年は)."""


def dated(page: str, start: int, end: int, span: Span, rule: str) -> Reading:
    """Make the reading of a date; a weekday in brackets belongs to its phrase."""
    weekday = WEEKDAY.match(page, end) if page[end : end + 1] in BRACKET else None
    return Reading(
        start=start, end=end, phrase=(start, weekday.end() if weekday else end),
        kind="date", unit="date", rule=rule,
        timex=span.timex, mod=span.mod, start_date=span.start, end_date=span.end,
    )  # fmt: skip


def yeared(page: str, at: int, published: date | None) -> Reading | None:
    """Read a time that begins with its year: 2026年3月期第3四半期, 令和8年度, 昨年12月, 26年1月."""
    year = YEAR.match(page, at)
    if not year:
        return None
    rest = _rest_after(page, year.end())
    months = None if rest else _months_after(page, year.end())
    end = (rest or months or year).end()
    if end == year.end() and not _stands_alone(page, year, published):
        return None
    number = _year_number(year, published, fiscal=bool(rest and rest["nendo"]))
    if number is not None and not 1 < number < 9999:
        return None
    span = Span() if number is None else _within_year(number, rest, months)
    return dated(page, at, end, span, "date.year")


def _rest_after(page: str, end: int) -> re.Match[str] | None:
    return YEAR_REST.match(page, end) if page[end : end + 1] in YEAR_REST_BEGINS else None


def _months_after(page: str, end: int) -> re.Match[str] | None:
    at = end + (page[end : end + 1] == " ")
    at += page[at : at + 1] == "の"
    return MONTHED.match(page, at) if page[at : at + 1] in MONTH_BEGINS else None


def _stands_alone(page: str, year: re.Match[str], published: date | None) -> bool:
    """Tell whether a year without a month is one: not 25年 of a length, nor 2025年問題."""
    if year["relative"] or NO_YEAR.match(page, year.end()):
        return False
    if not year["short"]:
        return True
    near = published is not None and abs(2000 + int(year["short"]) - published.year) <= _NEAR
    after = page[year.end() : year.end() + 1]
    before = page[max(0, year.start() - 2) : year.start()]
    return near and after in _AFTER_SHORT_YEAR and not LENGTH_BEFORE.search(before)


def _year_number(year: re.Match[str], published: date | None, *, fiscal: bool) -> int | None:
    if year["era"]:
        return ERAS[year["era"]] + _small(year["era_year"])
    if year["year"]:
        return int(year["year"].translate(_KANJI_VALUES))
    if year["short"]:
        return 2000 + int(year["short"])
    shift = RELATIVE_YEARS.get(year["relative"])
    if shift is None or published is None:
        return None
    return published.year + shift - (fiscal and published.month <= 3)


def _small(text: str) -> int:
    """Read 元, 8, 八, 十二 (an era's year or a month)."""
    if text.isascii():
        return int(text)
    if text == "元":
        return 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_small(tens) if tens else 1) + (_small(ones) if ones else 0)
    return int(text.translate(_KANJI_VALUES))


def _within_year(number: int, rest: re.Match[str] | None, months: re.Match[str] | None) -> Span:
    if months:
        return _timed(_within_months(months, number), months["daytime"])
    if rest is None:
        return timex.year(number)
    if rest["nendo"]:
        return _fiscal_year(number, rest["nendo_part"])
    if rest["year_word"]:
        return timex.year_part(number, rest["year_word"])
    code = part_code(rest["year_part"])
    first, last = timex.FISCAL_PARTS[code]
    span = timex.months(number, first, last)
    return Span(timex=f"{number}-{code}", start=span.start, end=span.end)


def _fiscal_year(number: int, part: str | None) -> Span:
    if part not in ("末", "初め"):
        return timex.fiscal(number + 1, 3, part_code(part) if part else None)
    whole = timex.fiscal(number + 1, 3)
    at = whole.end if part == "末" else whole.start
    return Span(timex=whole.timex, mod="END" if part == "末" else "START", start=at, end=at)


def part_code(part: str) -> str:
    """Give Q3, 9M, H1, FY for 第3四半期, 第3四半期累計, 上期, 通期."""
    if part.startswith("通"):
        return "FY"
    if "H" in part:
        return f"H{part.strip('H')}"
    if part[0] in "上中":
        return "H1"
    if part[0] == "下":
        return "H2"
    number = next(str(_small(c)) for c in part if c in "1234一二三四")
    return _CUMULATIVE[_QUARTERS[number]] if "累計" in part else _QUARTERS[number]


def _within_months(found: re.Match[str], number: int) -> Span:
    if found["first"]:
        return _span_of_months(number, found)
    month = _small(found["month"])
    if found["fiscal"]:
        year = timex.fiscal(number, month, part_code(found["part"]) if found["part"] else None)
        if not found["closing"]:
            return year
        return Span(timex=year.timex, mod="END", start=year.end, end=year.end)
    if found["half"]:
        return timex.fiscal_half(number, month)
    if found["day"]:
        until = int(found["until"]) if found["until"] else None
        return timex.day(number, month, _small(found["day"]), until)
    if found["month_word"]:
        return timex.month_part(number, month, found["month_word"])
    return timex.month(number, month)


def _span_of_months(number: int, found: re.Match[str]) -> Span:
    """Give 4〜6月 and 11〜12月中旬, which ends where its last part does."""
    first, last = _small(found["first"]), _small(found["last"])
    span = timex.months(number, first, last)
    if not found["span_word"] or span.start is None or span.end is None:
        return span
    part = timex.month_part(span.end.year, last, found["span_word"])
    return Span(timex=span.timex, mod=part.mod, start=span.start, end=part.end)


def _timed(span: Span, daytime: str | None) -> Span:
    if not daytime or not span.timex:
        return span
    return Span(
        timex=f"{span.timex}T{DAYTIMES[daytime]}", mod=span.mod, start=span.start, end=span.end
    )


def monthed(page: str, at: int, published: date | None) -> Reading | None:
    """Read a time that begins with its month: 1月下旬, 4〜6月期, 3月期, 1月26日."""
    found = MONTHED.match(page, at)
    if not found:
        return None
    if found["fiscal"] or found["closes"] is not None:
        return dated(page, at, found.end(), _fiscal_without_year(found), "date.fiscal")
    number = _year_of_month(page, found, published)
    span = _within_months(found, number) if number else _unplaced(found)
    return dated(page, at, found.end(), _timed(span, found["daytime"]), "date.month")


def _fiscal_without_year(found: re.Match[str]) -> Span:
    part = f"-{part_code(found['part'])}" if found["part"] else ""
    return Span(timex=f"FYXXXX-{_small(found['month']):02d}{part}")


def _year_of_month(page: str, found: re.Match[str], published: date | None) -> int | None:
    """Choose the year of a month, a day of one, or the first of a span of months."""
    if published is None:
        return None
    if found["first"]:
        first, last = _small(found["first"]), _small(found["last"])
        year = nearest.year_of_month(page, found.span(), first, last, published)
        return year - (first > last)
    month = _small(found["month"])
    if found["day"]:
        return nearest.year_of_day(page, found.span(), month, _small(found["day"]), published)
    return nearest.year_of_month(page, found.span(), month, month, published)


def _unplaced(found: re.Match[str]) -> Span:
    """Give the value of a month whose year cannot be told."""
    if found["first"]:
        first, last = _small(found["first"]), _small(found["last"])
        quarter = first % 3 == 1 and last == first + 2
        return Span(
            timex=f"XXXX-Q{(first + 2) // 3}" if quarter else f"XXXX-{first:02d}/XXXX-{last:02d}"
        )
    month = _small(found["month"])
    if found["day"]:
        valid = timex.day(2000, month, _small(found["day"])).timex  # 2000 has a 29th of February
        return Span(timex=f"XXXX{valid[4:]}" if valid else None)
    word = found["month_word"]
    mod: Mod | None = timex.month_part(2000, month, word).mod if word else None
    return Span(timex=f"XXXX-{month:02d}", mod=mod)


def dayed(page: str, at: int, published: date | None) -> Reading | None:
    """Read a day of a month that the text does not name: 26日, 28日午前, 27、28日, 二十三日."""
    found = DAYED.match(page, at)
    if not found or DAY_IS_LENGTH.match(page, found.end()) or follows_latin(page, at):
        return None
    if LENGTH_BEFORE.search(page[max(0, at - 3) : at]) or is_while(page, at, found.end()):
        return None
    number = _small(found["day"] or found["kanji"])
    after = page[found.end() : found.end() + 1]
    if number == 1 and (ONE_DAY.match(page, found.end()) or "0" <= after <= "9" or after == "半"):
        return None
    until = int(found["until"]) if found["until"] else None
    span = Span(timex=f"XXXX-XX-{number:02d}")
    if published:
        month = nearest.month_of_days(page, found.end(), until or number, published)
        span = timex.day(month.year, month.month, number, until)
    return dated(page, at, found.end(), _timed(span, found["daytime"]), "date.day")


def relative_month(page: str, at: int, published: date | None) -> Reading | None:
    """Read 先月下旬, 今月5日."""
    found = RELATIVE_MONTH.match(page, at)
    if not found:
        return None
    shift = RELATIVE_MONTHS.get(found["relative"])
    if shift is None or published is None:
        return dated(page, at, found.end(), Span(), "date.month")
    month = timex.months_back(published, -shift)
    if found["day"]:
        until = int(found["until"]) if found["until"] else None
        span = timex.day(month.year, month.month, _small(found["day"]), until)
    else:
        span = timex.month_part(month.year, month.month, found["month_word"])
    return dated(page, at, found.end(), span, "date.month")


def numeric(page: str, at: int, published: date | None) -> Reading | None:
    """Read 2026-01-26, 2026/1/26, 2026/01."""
    found = NUMERIC_DATE.match(page, at)
    if not found or (not found["day"] and found["dash"] == "."):
        return None
    number, month = int(found["year"]), int(found["month"])
    span = (
        timex.day(number, month, int(found["day"])) if found["day"] else timex.month(number, month)
    )
    return dated(page, at, found.end(), span, "date.numeric")


def slashed(page: str, at: int, published: date | None) -> Reading | None:
    """Read the day of 1/26付, 1/26(月)."""
    found = SLASH_DAY.match(page, at)
    if (
        not found
        and at > 2
        and SPAN_DASH.match(page, at - 1)
        and "0" <= page[at - 2 : at - 1] <= "9"
    ):
        found = SLASH_LAST.match(page, at)  # the second end of 1/26〜1/30
    if not found:
        return None
    month, day = int(found["month"]), int(found["day"])
    span = Span(timex=f"XXXX-{month:02d}-{day:02d}")
    if published:
        number = nearest.year_of_day(page, found.span(), month, day, published)
        span = timex.day(number, month, day)
    return dated(page, at, found.end("day"), span, "date.slash")


def years(page: str, at: int, published: date | None) -> Reading | None:
    """Read 2023〜25年, 2024〜26年度."""
    found = YEAR_RANGE.match(page, at)
    if not found:
        return None
    short = len(found["from"]) == 2
    if short and not found["nendo"]:
        return None
    first = int(found["from"]) + (2000 if short else 0)
    last = int(found["to"]) if len(found["to"]) == 4 else first // 100 * 100 + int(found["to"])
    if last <= first:
        return None
    if found["nendo"]:
        start, end = timex.fiscal(first + 1, 3), timex.fiscal(last + 1, 3)
        value = f"{start.timex}/{end.timex}"
    else:
        start, end, value = timex.year(first), timex.year(last), f"{first}/{last}"
    span = Span(timex=value, start=start.start, end=end.end)
    return dated(page, at, found.end(), span, "date.years")


def decade(page: str, at: int, published: date | None) -> Reading | None:
    """Read 1990年代."""
    found = DECADE.match(page, at)
    if not found:
        return None
    first = int(found["decade"])
    span = Span(timex=found["decade"][:3], start=date(first, 1, 1), end=date(first + 9, 12, 31))
    return dated(page, at, found.end(), span, "date.decade")


def part(page: str, at: int, published: date | None) -> Reading | None:
    """Read a part of a fiscal year that the text does not name: 第3四半期, 1Q."""
    found = PART.match(page, at)
    if not found or (at and is_latin(page[at - 1])):
        return None
    code = part_code(found["part"])
    span = Span(timex="FYXXXX" if code == "FY" else f"FYXXXX-{code}")
    return dated(page, at, found.end(), span, "date.part")


def clock(page: str, at: int, published: date | None) -> Reading | None:
    """Read 午前9時30分, 15時, 9:30."""
    found = CLOCK.match(page, at)
    if not found:
        return None
    minute = "30" if found["semi"] else (found["minute"] or found["colon"] or "00").zfill(2)
    value = f"T{_hour(found['hour'], found['half'])}:{minute}"
    if found["from"]:
        value = f"T{_hour(found['from'], found['half'])}:00/{value}"
    return dated(page, at, found.end(), Span(timex=value), "date.clock")


def _hour(written: str, half: str | None) -> str:
    """Give the hour of the day: 午後3時 and 夜7時 are in its second half, 深夜1時 is not."""
    hour = _small(written)
    later = half in ("午後", "夕", "夕方") or (half in ("夜", "深夜") and hour > _SMALL_HOURS)
    return f"{hour + 12 if later and hour < 12 else hour:02d}"


def word(page: str, at: int, published: date | None) -> Reading | None:
    """Read a word of dates.tsv: 今期, 前週末, 年初来."""
    for word, rule, shift, mod in time_words().get(page[at : at + 2], ()):
        if page.startswith(word, at):
            if rule == "none":
                return None
            return dated(
                page, at, at + len(word), relative(rule, shift, mod, published), "date.word"
            )
    return None
