"""Calendar arithmetic: a TIMEX3 value with the first and last day it stands for.

A year's 初頭 is its first month, 前半 and 後半 its halves, 末 its last day; a month's 上旬 is the
1st to the 10th, 中旬 the 11th to the 20th, 下旬 the 21st to the end. A fiscal year is named by the
month it ends in (FY2026-03), and 年度 runs from April to March.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from ..records import Mod


class Span(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A time: its TIMEX3 value and `mod`, and its first and last day where they can be told."""

    timex: str | None = None
    mod: Mod | None = None
    start: date | None = None
    end: date | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of a year or a month: 下旬, 初頭. Months or days are counted from 1, ends included."""

    first: int
    last: int
    mod: Mod


YEAR_PARTS = {
    "初頭": Part(first=1, last=1, mod="START"),
    "初め": Part(first=1, last=1, mod="START"),
    "はじめ": Part(first=1, last=1, mod="START"),
    "初": Part(first=1, last=1, mod="START"),
    "頭": Part(first=1, last=1, mod="START"),
    "序盤": Part(first=1, last=3, mod="START"),
    "年央": Part(first=6, last=7, mod="MID"),
    "央": Part(first=6, last=7, mod="MID"),
    "半ば": Part(first=5, last=8, mod="MID"),
    "なかば": Part(first=5, last=8, mod="MID"),
    "終盤": Part(first=10, last=12, mod="END"),
}
"""Parts of a year that TIMEX3 has no name for; `YEAR_NAMED` has the others."""
YEAR_NAMED = {
    "前半": ("H1", 1, 6), "後半": ("H2", 7, 6), "春": ("SP", 3, 3), "夏": ("SU", 6, 3),
    "秋": ("FA", 9, 3), "冬": ("WI", 12, 3),
}  # fmt: skip
"""Parts that TIMEX3 names: the name, the first month and the number of months."""
ENDS = frozenset({"末", "終わり", "おわり", "最終日", "最終営業日", "最終取引日"})
"""Words for the last day of a month or a year."""
MONTH_PARTS = {
    "上旬": Part(first=1, last=10, mod="START"),
    "初旬": Part(first=1, last=10, mod="START"),
    "初め": Part(first=1, last=10, mod="START"),
    "はじめ": Part(first=1, last=10, mod="START"),
    "初": Part(first=1, last=10, mod="START"),
    "頭": Part(first=1, last=10, mod="START"),
    "前半": Part(first=1, last=15, mod="START"),
    "中旬": Part(first=11, last=20, mod="MID"),
    "半ば": Part(first=11, last=20, mod="MID"),
    "なかば": Part(first=11, last=20, mod="MID"),
    "下旬": Part(first=21, last=31, mod="END"),
    "後半": Part(first=16, last=31, mod="END"),
}
FISCAL_PARTS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12), "9M": (1, 9), "FY": (1, 12),
}  # fmt: skip
_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months of a common year."""


def year(number: int) -> Span:
    """Give a calendar year."""
    return Span(timex=f"{number:04d}", start=date(number, 1, 1), end=date(number, 12, 31))


def year_part(number: int, word: str) -> Span:
    """Give 2025年末 (its last day) or 2026年初頭 (its first month)."""
    name = f"{number:04d}"
    if word in ENDS:
        last = date(number, 12, 31)
        return Span(timex=name, mod="END", start=last, end=last)
    if word in YEAR_NAMED:
        code, first, count = YEAR_NAMED[word]
        start = date(number, first, 1)
        final = months_back(start, 1 - count)
        end = month_end(final.year, final.month)
        return Span(timex=f"{name}-{code}", start=start, end=end)
    part = YEAR_PARTS[word]
    return Span(
        timex=name, mod=part.mod,
        start=date(number, part.first, 1), end=month_end(number, part.last),
    )  # fmt: skip


def month(number: int, month_number: int) -> Span:
    """Give a calendar month."""
    return Span(
        timex=f"{number:04d}-{month_number:02d}",
        start=date(number, month_number, 1),
        end=month_end(number, month_number),
    )


def month_part(number: int, month_number: int, word: str) -> Span:
    """Give 1月下旬 (the 21st to the end) or 3月末 (its last day)."""
    name, last = f"{number:04d}-{month_number:02d}", month_end(number, month_number)
    if word in ENDS:
        return Span(timex=name, mod="END", start=last, end=last)
    part = MONTH_PARTS[word]
    end = min(part.last, last.day)
    return Span(
        timex=name, mod=part.mod, start=last.replace(day=part.first), end=last.replace(day=end)
    )


def months(number: int, first: int, last: int) -> Span:
    """Give 4〜6月, by its quarter where it is one; a last month before the first is next year's."""
    end_year = number + (last < first)
    quarter = first % 3 == 1 and last == first + 2
    name = (
        f"{number:04d}-Q{(first + 2) // 3}"
        if quarter
        else f"{number:04d}-{first:02d}/{end_year:04d}-{last:02d}"
    )
    return Span(timex=name, start=date(number, first, 1), end=month_end(end_year, last))


def day(number: int, month_number: int, day_number: int, until: int | None = None) -> Span:
    """Give a day, or the days up to `until`; 2月30日 has neither value nor dates."""
    try:
        first = date(number, month_number, day_number)
        last = first if until is None else first.replace(day=until)
    except ValueError:
        return Span()
    name = first.isoformat() if until is None else f"{first.isoformat()}/{last.isoformat()}"
    return Span(timex=name, start=first, end=last)


def fiscal(end_year: int, end_month: int, part: str | None = None) -> Span:
    """Give a fiscal year or a part of it: 2026年3月期第3四半期 is October to December 2025."""
    name = f"FY{end_year:04d}-{end_month:02d}"
    first, last = FISCAL_PARTS[part or "FY"]
    opening = end_year * 12 + end_month - 12  # month number, from 0, of the first month
    start, end = opening + first - 1, opening + last - 1
    return Span(
        timex=name if part in (None, "FY") else f"{name}-{part}",
        start=date(start // 12, start % 12 + 1, 1),
        end=month_end(end // 12, end % 12 + 1),
    )


def fiscal_half(year_: int, month_number: int) -> Span:
    """Give 9月中間期: the first half, ended in that month, of the year that ends six months on."""
    closing = months_back(date(year_, month_number, 1), -6)
    return fiscal(closing.year, closing.month, "H1")


def month_end(number: int, month_number: int) -> date:
    """Give the last day of a month."""
    if month_number == _FEBRUARY:
        return date(number, month_number + 1, 1) - timedelta(days=1)
    return date(number, month_number, _LENGTHS[month_number - 1])


def months_back(day_: date, count: int) -> date:
    """Give the same day `count` months earlier, or the last day of that month.

    Raises ValueError before the year 1.
    """
    index = day_.year * 12 + day_.month - 1 - count
    number, month_number = index // 12, index % 12 + 1
    return date(number, month_number, min(day_.day, month_end(number, month_number).day))


def monday(day_: date, shift: int) -> date:
    """Give the Monday of the week `shift` weeks from a day's."""
    return day_ - timedelta(days=day_.weekday()) + timedelta(weeks=shift)
