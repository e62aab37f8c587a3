"""Dates and words for times -> TIMEX3 values and days.

What the text leaves open is told from the day of publication, never from today. A month without a
year is the latest such month at or before publication; where wording of the future follows
(5月に新しい指導部を迎える) it is the next one. A day without a month is the latest such day.
A two-digit year is read as a year only before a month, 度, 末 and the like, or near the year of
publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from ..records import Mod
from . import timex
from .date_patterns import (
    CLOCK,
    DAY_IS_LENGTH,
    DAYED,
    DECADE,
    DIGITS_LEAD,
    FUTURE,
    LENGTH_BEFORE,
    MONTHED,
    NUMERIC_DATE,
    PART,
    RELATIVE_MONTH,
    SLASH_DAY,
    WEEKDAY,
    YEAR_RANGE,
    YEARED,
)  # fmt: skip
from .patterns import KANJI
from .reading import Reading
from .time_words import relative, time_words
from .timex import Span

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
_NEAR = 3
"""Years from publication within which a two-digit year may stand alone (25年は)."""


Reader = Callable[[str, int, date | None], Reading | None]


def read_time(page: str, at: int, published: date | None) -> Reading | None:
    """Read the longest time that begins at a place; None where none does."""
    best: Reading | None = None
    for reader in _readers(page, at):
        found = reader(page, at, published)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def _readers(page: str, at: int) -> tuple[Reader, ...]:
    """Choose by the first character, of digits by the one behind them: few places try more than one."""
    lead = DIGITS_LEAD.match(page, at)
    if lead:
        return _AFTER_DIGITS.get(page[lead.end() : lead.end() + 1], ())
    if page[at : at + 2] in beginnings():
        return _WORD_READERS
    return _KANJI_READERS if page[at] in KANJI or page[at] == "十" else ()


def _date(page: str, start: int, end: int, span: Span, rule: str) -> Reading:
    """Make the reading of a date; a weekday in brackets belongs to its phrase."""
    weekday = WEEKDAY.match(page, end)
    return Reading(
        start=start, end=end, phrase=(start, weekday.end() if weekday else end),
        kind="date", unit="date", rule=rule,
        timex=span.timex, mod=span.mod, start_date=span.start, end_date=span.end,
    )  # fmt: skip


def _yeared(page: str, at: int, published: date | None) -> Reading | None:
    found = YEARED.match(page, at)
    if not found:
        return None
    if found["short"] and not _short_year_holds(page, found, published):
        return None
    if found["relative"] and found.end() == found.end("relative"):
        return None
    number = _year_number(found, published)
    if number is not None and not 1 < number < 9999:
        return None
    span = Span() if number is None else _within_year(found, number)
    return _date(page, at, found.end(), _timed(span, found["daytime"]), "date.year")


def _short_year_holds(page: str, found: re.Match[str], published: date | None) -> bool:
    """Tell whether 25年 is a year: before a month or 度, or near publication before は, の, に."""
    if found.end() > found.end("short") + 1:
        return True
    number = 2000 + int(found["short"])
    near = published is not None and abs(number - published.year) <= _NEAR
    before = page[max(0, found.start() - 2) : found.start()]
    return (
        near
        and page[found.end() : found.end() + 1] in tuple("はのにも、")
        and not LENGTH_BEFORE.search(before)
    )


def _year_number(found: re.Match[str], published: date | None) -> int | None:
    if found["era"]:
        return ERAS[found["era"]] + _small(found["era_year"])
    if found["year"]:
        return int(found["year"].translate(_KANJI_VALUES))
    if found["short"]:
        return 2000 + int(found["short"])
    shift = RELATIVE_YEARS.get(found["relative"])
    if shift is None or published is None:
        return None
    return published.year + shift - (1 if found["nendo"] and published.month <= 3 else 0)


def _small(text: str) -> int:
    """Read 元, 8, 八, 十二 (an era's year or a month)."""
    if text == "元":
        return 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_small(tens) if tens else 1) + (_small(ones) if ones else 0)
    return int(text.translate(_KANJI_VALUES))


def _within_year(found: re.Match[str], number: int) -> Span:
    if found["nendo"]:
        part = found["nendo_part"]
        if part in ("末", "初め"):
            whole = timex.fiscal(number + 1, 3)
            at = whole.end if part == "末" else whole.start
            return Span(timex=whole.timex, mod="END" if part == "末" else "START", start=at, end=at)
        return timex.fiscal(number + 1, 3, _part_code(part) if part else None)
    if found["year_word"]:
        return timex.year_part(number, found["year_word"])
    if found["year_part"]:
        code = _part_code(found["year_part"])
        first, last = timex.FISCAL_PARTS[code]
        span = timex.months(number, first, last)
        return Span(timex=f"{number}-{code}", start=span.start, end=span.end)
    if found["month"] or found["first"]:
        return _within_months(found, number)
    return timex.year(number)


def _part_code(part: str) -> str:
    """Give Q3, 9M, H1, FY for 第3四半期, 第3四半期累計, 上期, 通期."""
    if part.startswith("通"):
        return "FY"
    if part[0] in "上中":
        return "H1"
    if part[0] == "下":
        return "H2"
    number = next(str(_small(c)) for c in part if c in "1234一二三四")
    return _CUMULATIVE[_QUARTERS[number]] if "累計" in part else _QUARTERS[number]


def _within_months(found: re.Match[str], number: int) -> Span:
    if found["first"]:
        return timex.months(number, int(found["first"]), int(found["last"]))
    month = _small(found["month"])
    if found["fiscal"]:
        return timex.fiscal(number, month, _part_code(found["part"]) if found["part"] else None)
    if found["day"]:
        until = int(found["until"]) if found["until"] else None
        return timex.day(number, month, int(found["day"]), until)
    if found["month_word"]:
        return timex.month_part(number, month, found["month_word"])
    return timex.month(number, month)


def _timed(span: Span, daytime: str | None) -> Span:
    if not daytime or not span.timex:
        return span
    return Span(
        timex=f"{span.timex}T{DAYTIMES[daytime]}", mod=span.mod, start=span.start, end=span.end
    )


def _monthed(page: str, at: int, published: date | None) -> Reading | None:
    found = MONTHED.match(page, at)
    if not found:
        return None
    if found["fiscal"]:
        return _date(page, at, found.end(), _fiscal_without_year(found), "date.fiscal")
    number = _year_of_month(page, found, published)
    span = _within_months(found, number) if number else _unplaced(found)
    return _date(page, at, found.end(), _timed(span, found["daytime"]), "date.month")


def _fiscal_without_year(found: re.Match[str]) -> Span:
    part = f"-{_part_code(found['part'])}" if found["part"] else ""
    return Span(timex=f"FYXXXX-{_small(found['month']):02d}{part}")


def _year_of_month(page: str, found: re.Match[str], published: date | None) -> int | None:
    """Choose the year: the latest such month by publication, or the next before future wording."""
    if published is None:
        return None
    quarter = found["first"] is not None
    month = int(found["last"]) if quarter else _small(found["month"])
    future = FUTURE.match(page, found.end()) is not None
    number = published.year
    if future:
        return number if month >= published.month else number + 1
    later = month > published.month or (
        month == published.month and found["day"] and int(found["day"]) > published.day
    )
    number -= bool(later)
    if quarter and int(found["first"]) > month:
        number -= 1
    return number


def _unplaced(found: re.Match[str]) -> Span:
    """Give the value of a month whose year cannot be told."""
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        quarter = first % 3 == 1 and last == first + 2
        return Span(
            timex=f"XXXX-Q{(first + 2) // 3}" if quarter else f"XXXX-{first:02d}/XXXX-{last:02d}"
        )
    month = _small(found["month"])
    if found["day"]:
        valid = timex.day(2000, month, int(found["day"])).timex  # 2000 has a 29th of February
        return Span(timex=f"XXXX{valid[4:]}" if valid else None)
    word = found["month_word"]
    mod: Mod | None = timex.month_part(2000, month, word).mod if word else None
    return Span(timex=f"XXXX-{month:02d}", mod=mod)


def _dayed(page: str, at: int, published: date | None) -> Reading | None:
    found = DAYED.match(page, at)
    if not found or DAY_IS_LENGTH.match(page, found.end()):
        return None
    if LENGTH_BEFORE.search(page[max(0, at - 3) : at]):
        return None
    day, until = int(found["day"]), int(found["until"]) if found["until"] else None
    span = Span(timex=f"XXXX-XX-{day:02d}")
    if published:
        month = published if day <= published.day else timex.months_back(published, 1)
        span = timex.day(month.year, month.month, day, until)
    return _date(page, at, found.end(), _timed(span, found["daytime"]), "date.day")


def _relative_month(page: str, at: int, published: date | None) -> Reading | None:
    found = RELATIVE_MONTH.match(page, at)
    if not found:
        return None
    shift = RELATIVE_MONTHS.get(found["relative"])
    if shift is None or published is None:
        return _date(page, at, found.end(), Span(), "date.month")
    month = timex.months_back(published, -shift)
    if found["day"]:
        until = int(found["until"]) if found["until"] else None
        span = timex.day(month.year, month.month, int(found["day"]), until)
    else:
        span = timex.month_part(month.year, month.month, found["month_word"])
    return _date(page, at, found.end(), span, "date.month")


def _numeric(page: str, at: int, published: date | None) -> Reading | None:
    found = NUMERIC_DATE.match(page, at)
    if not found or (not found["day"] and found["dash"] == "."):
        return None
    number, month = int(found["year"]), int(found["month"])
    span = (
        timex.day(number, month, int(found["day"])) if found["day"] else timex.month(number, month)
    )
    return _date(page, at, found.end(), span, "date.numeric")


def _slashed(page: str, at: int, published: date | None) -> Reading | None:
    found = SLASH_DAY.match(page, at)
    if not found:
        return None
    month, day = int(found["month"]), int(found["day"])
    span = Span(timex=f"XXXX-{month:02d}-{day:02d}")
    if published:
        later = (month, day) > (published.month, published.day)
        span = timex.day(published.year - later, month, day)
    return _date(page, at, found.end("day"), span, "date.slash")


def _years(page: str, at: int, published: date | None) -> Reading | None:
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
    return _date(page, at, found.end(), span, "date.years")


def _decade(page: str, at: int, published: date | None) -> Reading | None:
    found = DECADE.match(page, at)
    if not found:
        return None
    first = int(found["decade"])
    span = Span(timex=found["decade"][:3], start=date(first, 1, 1), end=date(first + 9, 12, 31))
    return _date(page, at, found.end(), span, "date.decade")


def _part(page: str, at: int, published: date | None) -> Reading | None:
    """Read a part of a fiscal year that the text does not name: 第3四半期, 1Q."""
    found = PART.match(page, at)
    if not found:
        return None
    code = _part_code(found["part"])
    span = Span(timex="FYXXXX" if code == "FY" else f"FYXXXX-{code}")
    return _date(page, at, found.end(), span, "date.part")


def _clock(page: str, at: int, published: date | None) -> Reading | None:
    found = CLOCK.match(page, at)
    if not found:
        return None
    hour = int(found["hour"]) + (12 if found["half"] == "午後" and int(found["hour"]) < 12 else 0)
    minute = "30" if found["semi"] else (found["minute"] or found["colon"] or "00").zfill(2)
    return _date(page, at, found.end(), Span(timex=f"T{hour:02d}:{minute}"), "date.clock")


def _word(page: str, at: int, published: date | None) -> Reading | None:
    for word, rule, shift, mod in time_words().get(page[at], ()):
        if page.startswith(word, at):
            if rule == "none":
                return None
            return _date(
                page, at, at + len(word), relative(rule, shift, mod, published), "date.word"
            )
    return None


@cache
def beginnings() -> frozenset[str]:
    """Give the first two characters of every time that does not begin with a numeral."""
    words = {word[:2] for rows in time_words().values() for word, *_ in rows}
    years = {*ERAS, *(word[:2] for word in (*RELATIVE_YEARS, "同年", "翌年"))}
    months = {*RELATIVE_MONTHS, "同月", "当月"}
    parts = {f"第{digit}" for digit in "1234一二三四"} | {f"Q{digit}" for digit in "1234"}
    parts |= {"上期", "下期", "上半", "下半", "中間", "通期"}
    parts |= {said + part[0] for said in "当前今来同" for part in (*parts, "1", "2", "3", "4")}
    quoted = {mark + digit for mark in "'’" for digit in "0123456789"}
    return frozenset(words | years | months | parts | quoted | {"午前", "午後"})


@cache
def first_characters() -> str:
    """Give the characters, besides numerals, at which a time may begin."""
    return "".join(sorted({pair[0] for pair in beginnings()} - set(KANJI)))


_WORD_READERS: tuple[Reader, ...] = (_yeared, _relative_month, _part, _clock, _word)
_KANJI_READERS: tuple[Reader, ...] = (_yeared, _monthed)
_JOINED: tuple[Reader, ...] = (_monthed, _dayed, _years)
_AFTER_DIGITS: dict[str, tuple[Reader, ...]] = {
    "年": (_yeared, _years, _decade),
    "月": (_monthed,),
    "日": (_dayed,),
    "時": (_clock,),
    ":": (_clock,),
    "Q": (_part,),
    "/": (_numeric, _slashed),
    ".": (_numeric,),
    **dict.fromkeys("~ー、・\u2010\u2011\u2012\u2013\u2014\u2015", _JOINED),
    "-": (_numeric, *_JOINED),
}
"""The readers of a time that begins with digits, by the character behind them."""
