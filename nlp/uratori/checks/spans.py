"""A length of time against its first and its last day: 4月1日から9月30日までの6カ月間."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ..records import Quantity
from ..text.lazy import lazy
from .remarks import Page, Remark

_YEAR = lazy(r"[0-9]年|令和|平成|昭和|[0-9]{4}[-/.]|[昨今来去前]年")
"""What makes the year of a date its own; another year is told from publication."""
_OTHERS = lazy("[同翌]|以[前降]")
"""In a date that is told from another one."""
_WEEKDAY = r"(?:[(][月火水木金土日祝・]{1,3}[)])?"
_FROM = lazy(rf"{_WEEKDAY}(?:から|より|〜)")
_UNTIL = lazy(rf"{_WEEKDAY}までの(?:およそ|丸|計)?")
_NO_SPAN = lazy("ごと|おき|毎|ぶり|連続|前|後|先|以[内上]|未満|物|分|程度|のうち")
"""Behind a length that is of something else than the time from one day to the other."""
_MONTHS, _WEEK = 12, 7
_A_MONTH = 30
"""Days of a month, for how long a written date itself is: a day, a month, a quarter, a year."""
_ROUNDED = 5
"""Months by which whole years may miss."""


class _Span(NamedTuple):
    first: date
    last: date
    sure: bool
    """Both years are written."""
    own: int
    """Months that the first date itself is long: 4月から9月 may be told as five as well."""

    def months(self) -> tuple[int, int]:
        """Give the least and the most months that the time can be told to have."""
        after = self.last + timedelta(1)
        whole = (after.year - self.first.year) * _MONTHS + after.month - self.first.month
        whole -= after.day < self.first.day
        return whole - self.own, whole + (after.day != self.first.day)


def spans(page: Page) -> Iterator[Remark]:
    """Hold 「4月1日から9月30日までの6カ月間」 against the calendar.

    First and last day may both count or one of them; months and weeks that are not whole may be
    told as more or as less. Fewer days than there are may be those of business.
    """
    if not page.says("までの"):
        return
    times = [q for q in page.quantities if q.kind in ("date", "duration")]
    for first, last, told in zip(times, times[1:], times[2:], strict=False):
        span = _between(page, first, last, told)
        right = None if span is None else _fits(span, told)
        if span is not None and right is not None:
            yield _remark(span, (first, last), told, right)


def _between(page: Page, first: Quantity, last: Quantity, told: Quantity) -> _Span | None:
    """Give the time that three neighbours tell of; None where they are no span and its length."""
    text = page.text
    if (first.kind, last.kind, told.kind) != ("date", "date", "duration"):
        return None
    joined = _FROM.fullmatch(text, first.end, last.start) and _UNTIL.fullmatch(
        text, last.end, told.phrase[0]
    )
    if not joined or _NO_SPAN.match(text, told.end) is not None:
        return None
    if None in (first.start_date, first.end_date, last.start_date, last.end_date):
        return None
    return _placed(text, first, last)


def _placed(text: str, first: Quantity, last: Quantity) -> _Span | None:
    """Give first and last day, of which one without a year or month takes that of the other."""
    begins, ends, end = first.start_date, last.end_date, first.end_date
    if begins is None or ends is None or end is None:
        return None
    if any(_OTHERS.search(text, each.start, each.end) for each in (first, last)):
        return None
    own = round(Fraction((end - begins).days, _A_MONTH))
    sure = all(_YEAR.search(text, each.start, each.end) for each in (first, last))
    with suppress(ValueError):  # 29 February
        if _bare_day(last):
            ends = begins.replace(day=ends.day)
        elif _bare_day(first):
            return None
        elif _YEAR.search(text, last.start, last.end) is None:
            ends = ends.replace(year=begins.year)
            ends = ends.replace(year=begins.year + (ends < begins))
        elif _YEAR.search(text, first.start, first.end) is None:
            begins = begins.replace(year=ends.year)
            begins = begins.replace(year=ends.year - (begins > ends))
        return _Span(begins, ends, sure, own) if begins < ends else None
    return None


def _bare_day(quantity: Quantity) -> bool:
    """Tell whether a date is a day without its month."""
    return "日" in quantity.text and "月" not in quantity.text


def _fits(span: _Span, told: Quantity) -> bool | None:
    """Tell whether a length can be that of the time; None where it cannot be told."""
    if told.value is None or told.modifier not in (None, "approx"):
        return None
    slack = 1 if told.modifier == "approx" else 0
    days = (span.last - span.first).days + 1
    if told.unit == "days":
        return _days_fit(days, told.value) if not span.own else None
    if told.unit == "weeks":
        least, most = (days - 1) // _WEEK, -(-days // _WEEK)
        return least - slack <= told.value <= most + slack if not span.own else None
    if told.unit not in ("months", "years"):
        return None
    least, most = span.months()
    years = told.unit == "years"
    said = told.value * _MONTHS if years else told.value
    if said > _MONTHS and not span.sure:
        return None  # the year that is not written is any: 4月1日から2011年3月31日までの5年間
    slack += _ROUNDED if years and told.value >= 1 else 0
    return least - slack <= said <= most + slack


def _days_fit(days: int, said: Fraction) -> bool | None:
    """Tell whether so many days fit; fewer, down to half of them, are perhaps those of business."""
    if said in (days, days - 1):
        return True
    return False if said > days or said * 2 < days else None


def _remark(span: _Span, ends: tuple[Quantity, Quantity], told: Quantity, right: bool) -> Remark:
    first, last = span.first.isoformat(), span.last.isoformat()
    days, (least, most) = (span.last - span.first).days + 1, span.months()
    months = least if right and told.unit == "months" and told.value == least else most
    brief = told.unit in ("days", "weeks")
    length_ja = f"{days}日間" if brief else f"{months}カ月"
    length_en = f"{days} days" if brief else f"{months} months"
    agrees = "agrees" if right else "does not agree"
    return Remark(
        check="span",
        right=right,
        quantity=told,
        against=ends,
        formula=f"{first} - {last}",
        ja=f"{first}から{last}までは{length_ja}。"
        f"記載の「{told.text}」と{'合う' if right else '合わない'}。",
        en=f"From {first} to {last} it is {length_en}, which {agrees} with the stated {told.text}.",
        mend_ja=f"{length_ja}とするか、日付を確かめる。",
        mend_en=f"State {length_en}, or verify the dates.",
    )
