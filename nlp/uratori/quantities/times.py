"""Times: which readers of `dates` may read one at a place, and two of them joined by a dash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import msgspec

from . import dates, fiscal, timex
from .date_patterns import DIGITS_LEAD, SPAN_DASH
from .edges import SPAN_BEGINS
from .patterns import KANJI
from .reading import Reading
from .sequence import after_named, grain_of
from .time_words import time_words

Reader = Callable[[str, int, date | None], Reading | None]


def read_time(page: str, at: int, published: date | None) -> Reading | None:
    """Read the longest time that begins at a place, or two joined by a dash; None where none is."""
    first = _longest(page, at, published)
    if first is None or first.kind != "date" or page[first.end : first.end + 1] not in SPAN_BEGINS:
        return first
    dash = SPAN_DASH.match(page, first.end)
    last = _longest(page, dash.end(), published) if dash and dash.end() < len(page) else None
    return _joined(page, first, last) if last and last.kind == "date" else first


def _longest(page: str, at: int, published: date | None) -> Reading | None:
    best: Reading | None = None
    for reader in _readers(page, at):
        found = reader(page, at, published)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def _joined(page: str, first: Reading, last: Reading) -> Reading:
    """Join 2025年4月〜2026年3月, 4月1日〜6月30日; the second end takes its year from the first."""
    last = _month_of_period(after_named(page, [first], last), first)
    if not first.timex or not last.timex or "/" in first.timex + last.timex:
        return first
    if first.end_date and last.start_date and last.start_date < first.end_date:
        return first
    return msgspec.structs.replace(
        first, end=last.end, phrase=(first.start, last.phrase[1]), rule="date.span",
        timex=f"{first.timex}/{last.timex}", mod=None, end_date=last.end_date,
    )  # fmt: skip


def _readers(page: str, at: int) -> tuple[Reader, ...]:
    """Choose by the first two characters, or behind digits by what follows them."""
    if not "0" <= page[at] <= "9":
        found = _by_beginning().get(page[at : at + 2])
        return found or (_KANJI_READERS if page[at] in _KANJI_NUMERALS else ())
    lead = DIGITS_LEAD.match(page, at)
    if lead is None:
        return ()
    end = lead.end()
    if page[end - 1] == "年":
        return _AFTER_YEAR.get(page[end : end + 1], _YEAR_ALONE)
    return _AFTER_DIGITS[page[end - 1]]


def _month_of_period(last: Reading, first: Reading) -> Reading:
    """Take the 25年2月期 of 24年12月〜25年2月期 for the month that it ends in."""
    if grain_of(first) != "month" or grain_of(last) != "fiscal" or last.end_date is None:
        return last
    month = timex.month(last.end_date.year, last.end_date.month)
    return msgspec.structs.replace(last, timex=month.timex, start_date=month.start)


@cache
def _by_beginning() -> dict[str, tuple[Reader, ...]]:
    """Give the readers of a time that does not begin with a numeral by its first two characters."""
    years = {*dates.ERAS, *(word[:2] for word in (*dates.RELATIVE_YEARS, "同年", "翌年"))}
    months = {*dates.RELATIVE_MONTHS, "同月", "当月"}
    parts = {f"第{digit}" for digit in "1234一二三四"} | _before_digits("Q", "1234")
    parts |= {"上期", "下期", "上半", "下半", "中間", "通期"}
    parts |= {said + part[0] for said in "当前今来同" for part in (*parts, "1", "2", "3", "4")}
    clocks = _before_digits("朝夜夕") | {"午前", "午後", "夕方", "深夜", "未明"}
    table: dict[str, tuple[Reader, ...]] = {}
    for reader, pairs in (
        (dates.yeared, years | _before_digits("'’")),
        (dates.relative_month, months),
        (dates.part, parts),
        (dates.clock, clocks),
        (dates.dayed, _before_digits("翌同")),
        (fiscal.fiscal_short, {"FY"}),
        (dates.word, set(time_words())),
    ):
        for pair in pairs:
            table[pair] = (*table.get(pair, ()), reader)
    return table


def _before_digits(marks: str, digits: str = "0123456789") -> set[str]:
    return {mark + digit for mark in marks for digit in digits}


def beginnings() -> frozenset[str]:
    """Give the first two characters of every time that does not begin with a numeral."""
    return frozenset(_by_beginning())


_KANJI_NUMERALS = frozenset(f"{KANJI}十")
_KANJI_READERS: tuple[Reader, ...] = (dates.yeared, dates.monthed, dates.dayed)
_JOINED: tuple[Reader, ...] = (
    dates.monthed, dates.dayed, dates.years, fiscal.fiscal_years, dates.clock,
)  # fmt: skip
_DASHES = "~ー\u2010\u2011\u2012\u2013\u2014\u2015"
_AFTER_DIGITS: dict[str, tuple[Reader, ...]] = {
    "月": (dates.monthed,),
    "日": (dates.dayed,),
    "時": (dates.clock,),
    ":": (dates.clock,),
    "Q": (dates.part, fiscal.quarter_short),
    "H": (dates.part,),
    "/": (dates.numeric, dates.slashed, fiscal.fiscal_short),
    ".": (dates.numeric, fiscal.fiscal_short),
    **dict.fromkeys(f"{_DASHES}、・", _JOINED),
    "-": (dates.numeric, *_JOINED),
}
"""The readers of a time that begins with digits, by the character behind them."""
_YEAR_ALONE: tuple[Reader, ...] = (dates.yeared,)
_AFTER_YEAR: dict[str, tuple[Reader, ...]] = {
    "代": (dates.yeared, dates.decade),
    **dict.fromkeys(f"{_DASHES}-、", (dates.yeared, dates.years, fiscal.fiscal_years)),
}
"""The readers of a time that begins with digits and 年, by the character behind these."""
