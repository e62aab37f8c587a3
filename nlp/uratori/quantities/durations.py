"""Lengths of time: 6カ月, 3年間, 14日連続 (sessions), 1年半, 過去3年間 with its days."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from . import timex
from .date_patterns import DAYS_SINCE, MOVED_IN, RUN_BEFORE, RUN_BEHIND
from .edges import BACKWARD_ENDS
from .patterns import BACKWARD, SESSIONS_AFTER

_LETTERS = {
    "years": "P{}Y", "months": "P{}M", "weeks": "P{}W", "days": "P{}D", "business_days": "P{}D",
    "quarters": "P{}Q", "hours": "PT{}H", "minutes": "PT{}M", "seconds": "PT{}S",
}  # fmt: skip
SMALLER = {"years": ("months", 12), "hours": ("minutes", 60)}
"""What may follow a length, and how many of it make one: 1年6カ月, 2時間30分."""
_MONTHS = {"years": 12, "quarters": 3, "months": 1}
_DAYS = {"weeks": 7, "days": 1}
_PLACES = 6
_FURTHEST = 2400
"""Months; a longer look back has no market data and would leave the calendar."""


def length_timex(unit: str, value: Fraction | None) -> str:
    """Give P6M, P1Y6M for 1年半, PXM for 数カ月."""
    if value is None:
        return _LETTERS[unit].format("X")
    if unit == "years" and value.denominator == 2:
        return f"P{value.numerator // 2}Y6M"
    whole = value.denominator == 1
    return _LETTERS[unit].format(value.numerator if whole else float_free(value))


def float_free(value: Fraction) -> str:
    """Write a terminating decimal exactly: 2.5, 6.75; others as they are: 1/3."""
    for places in range(1, _PLACES + 1):
        shifted = value * 10**places
        if shifted.denominator == 1:
            whole, rest = divmod(abs(shifted.numerator), 10**places)
            return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}}"
    return str(value)


def length_unit(page: str, end: int, unit: str) -> str:
    """Tell 14日連続 and 3日ぶり, which count sessions, from 14日間."""
    if unit == "days" and page[end - 1] == "日" and SESSIONS_AFTER.match(page, end):
        return "business_days"
    return unit


def is_while(page: str, at: int, end: int) -> bool:
    """Tell the days of 発売3日で, 4日で1200円下げた, 連敗は4日で止まった from those of a month."""
    if RUN_BEHIND.match(page, end) and RUN_BEFORE.search(page[max(0, at - 40) : at]):
        return True
    if not page.startswith("で", end):
        return False
    return bool(DAYS_SINCE.search(page[max(0, at - 12) : at]) or MOVED_IN.match(page, end))


def window_back(
    page: str, start: int, unit: str, value: Fraction, published: date | None
) -> tuple[date, date] | None:
    """Give the days of 過去3年間 and ここ6カ月, up to publication; None for any other."""
    if published is None or value.denominator != 1:
        return None
    if page[start - 1 : start] not in BACKWARD_ENDS:
        return None
    if not BACKWARD.search(page[max(0, start - 4) : start]):
        return None
    count = value.numerator
    if unit in _MONTHS and count * _MONTHS[unit] <= _FURTHEST:
        return timex.months_back(published, count * _MONTHS[unit]), published
    if unit in _DAYS and count <= _FURTHEST:
        return published - timedelta(days=count * _DAYS[unit]), published
    return None
