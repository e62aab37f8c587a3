"""The time of a claim, turned into days: windows of returns, spans of events, days of levels.

Rules of docs/semantics.md, section 3. TIMEX3 values are read from the claim's period; what they
hang on is the as-of date, never today.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from .. import quantities
from ..calendars import (
    known_on,
    market_of,
    session_at_or_before,
    session_before,
    sessions_back,
)
from ..records import Mod, Period
from ..text.fold import fold
from .questions import Question, Remark, Unresolved

_DURATION = re.compile(r"P(\d{1,4})([YQMWDB])", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PART = re.compile(r"(\d{4})-([QH])([1-4])", re.ASCII)
_SINCE = re.compile(
    r"(?:の?(?:終値|大引け|水準|株価|高値|安値|ピーク|底))?から|(?:の?(?:東京)?(?:17時|午後5時)(?:時点)?)(?:と比べ|に比べ|から|比)|を(?:皮切り|手始め|起点|出発点)に|以来|以降|来(?!年|月|週|期|場)|比(?!べ物)|に比べ|対比",
    re.ASCII,
)
NOT_BEGUN = "not_begun"
"""The reason where no session had closed yet since the day from which a move is told."""
_MONTHS = {"Y": 12, "Q": 3, "M": 1}
_MAX_SESSIONS = 10  # 5日間 is five sessions; 90日間 is days of the calendar


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Two days. Of a return: the base close and the last close. Of events: first and last day."""

    start: date
    end: date

    def __str__(self) -> str:
        """Write it as ISO 8601 does, ``2025-07-23/2026-01-23``."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time: P3Y is 3 of Y."""

    count: int
    letter: str


def duration_of(period: Period) -> Duration | None:
    """Read the duration of a period, ``P6M`` (6か月間); None for a date."""
    found = _DURATION.fullmatch(period.timex or "")
    return found and Duration(count=int(found[1]), letter=found[2])


def months_back(day: date, count: int) -> date:
    """Give the same day `count` months before; Unresolved where the calendar has none."""
    try:
        return quantities.months_back(day, count)
    except ValueError:
        raise Unresolved(Remark(code="period_unclear")) from None


def span_of(period: Period | None) -> Window | None:
    """Give the first and last day of a period that is a date, without its ``mod``.

    2025 is 2025-01-01 to 12-31, 2025-Q3 July to September; FY2026-03 needs its resolved dates.
    """
    if period is None:
        return None
    timex = period.timex or ""
    try:
        if found := _YEAR.fullmatch(timex):
            return _months(int(found[1]), 1, 12)
        if found := _PART.fullmatch(timex):
            size = 3 if found[2] == "Q" else 6
            return _months(int(found[1]), 1 + size * (int(found[3]) - 1), size)
        if found := _MONTH.fullmatch(timex):
            return _months(int(found[1]), int(found[2]), 1)
        if _DAY.fullmatch(timex):
            day = date.fromisoformat(timex)
            return Window(start=day, end=day)
    except ValueError:
        return None
    if _DURATION.fullmatch(timex) or period.start_date is None or period.end_date is None:
        return None
    return Window(start=period.start_date, end=period.end_date)


def _months(year: int, month: int, count: int) -> Window:
    """Give whole months, counted on over the end of the year; ValueError on a 13th month."""
    start = date(year, month, 1)
    return Window(start=start, end=months_back(start, -count) - timedelta(1))


def third_of(span: Window, mod: Mod) -> Window:
    """Give the first, middle or last third: 1月下旬 is the 21st on, 2025年末 September on."""
    if (span.start.year, span.start.month) == (span.end.year, span.end.month):
        first = {"START": 1, "MID": 11, "END": 21}[mod]
        end = span.end if mod == "END" else span.start.replace(day=first + 9)
        return Window(start=span.start.replace(day=first), end=end)
    held = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
    size, index = max(1, held // 3), {"START": 0, "MID": 1, "END": 2}[mod]
    month = span.start.month - 1 + (held - size if index == 2 else size * index)
    return _months(span.start.year + month // 12, month % 12 + 1, size)


def is_year(span: Window) -> bool:
    """Tell whether a span is one whole calendar year."""
    return (span.start.month, span.start.day) == (1, 1) and span.end == date(
        span.start.year, 12, 31
    )


def is_since(question: Question, period: Period) -> bool:
    """Tell whether the words make the period a starting point: 昨年末から, 年初来, 1月末比."""
    sentence = fold(question.sentence)
    at = sentence.find(period.text) if period.text else -1
    after = "" if at < 0 else sentence[at + len(period.text) :][:16]
    since = bool(_SINCE.match(after))
    if since and "まで" in after:
        raise Unresolved(Remark(code="period_loose"))
    return since or any(m.end() == len(period.text) for m in _SINCE.finditer(period.text))


def require_as_of(question: Question) -> None:
    """Raise Unresolved when the claim hangs on the article's date and the article has none."""
    if question.published is not None:
        return
    period = question.claim.period
    fixed = period is not None and (
        span_of(period) is not None or (period.anchor == "text" and period.end_date is not None)
    )
    if period is None or not fixed or is_since(question, period):
        raise Unresolved(Remark(code="no_as_of"))


def last_close(question: Question, calendar: str) -> date:
    """Give the as-of date: the last session before the article's date, of an evening its own.

    Raises Unresolved when the article has no date.
    """
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    if question.evening:
        return session_at_or_before(calendar, question.published)
    return session_before(calendar, question.published)


def require_known(question: Question, day: date) -> None:
    """Raise Unresolved where the value of a day was not there yet when the article appeared.

    Of an article's own day the close of Tokyo is known in the evening, that of New York is not.
    """
    if question.published is None:
        return
    entity = question.entity
    if (
        day > question.published
        or known_on(market_of(entity, question.fixing), day) > question.published
    ):
        raise Unresolved(Remark(code="after_as_of", values=(day.isoformat(),)))


def capped(question: Question, calendar: str, span: Window) -> date:
    """Give the last session of a span that had closed by the article's date.

    A single day that the article names is taken at its word up to the article's own date: an
    evening article of the 23rd may say what the 23rd closed at.
    """
    if question.published is None:
        return session_at_or_before(calendar, span.end)
    month_end = span.start == span.end == _closing_day(span.end)
    close = session_at_or_before(calendar, span.start) if month_end else span.start
    if close > question.published:
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    if span.start == span.end:
        close = session_at_or_before(calendar, span.end)
        require_known(question, close if month_end else span.end)
        return close
    return session_at_or_before(calendar, min(span.end, last_close(question, calendar)))


WindowRule = Callable[[Question, str, Duration, date], Window | None]


def _same_day(question: Question, calendar: str, length: Duration, end: date) -> Window | None:
    if length.letter == "B" or (length.letter == "D" and length.count <= _MAX_SESSIONS):
        return Window(start=sessions_back(calendar, end, length.count), end=end)
    return Window(start=session_at_or_before(calendar, _back(end, length)), end=end)


def _back(day: date, length: Duration) -> date:
    if length.letter in _MONTHS:
        return months_back(day, length.count * _MONTHS[length.letter])
    return day - timedelta(length.count * (7 if length.letter == "W" else 1))


def _week_end(question: Question, calendar: str, length: Duration, end: date) -> Window | None:
    if length.letter in "DB":
        return None
    start = _last_of_week(calendar, _back(end, length))
    last = _last_of_week(calendar, end)
    return None if start >= last else Window(start=start, end=last)


def _weeks_apart(question: Question, calendar: str, length: Duration, end: date) -> Window | None:
    """Give the time back from the last close of a week, not from the as-of date."""
    if length.letter in "DB":
        return None
    return _week_end(question, calendar, length, _last_of_week(calendar, end))


def _last_of_week(calendar: str, day: date) -> date:
    """Give the close of the last whole week at or before a day."""
    friday = day + timedelta(4 - day.weekday()) if day.weekday() < 5 else day
    close = session_at_or_before(calendar, friday)
    if close <= day:
        return close
    return session_at_or_before(calendar, friday - timedelta(7))


def _month_end(question: Question, calendar: str, length: Duration, end: date) -> Window | None:
    if length.letter not in _MONTHS:
        return None
    last = _last_of_month(calendar, end)
    start = _last_of_month(
        calendar,
        _closing_day(months_back(last.replace(day=1), length.count * _MONTHS[length.letter])),
    )
    return Window(start=start, end=last)


def _closing_day(day: date) -> date:
    return day.replace(day=months.monthrange(day.year, day.month)[1])


def _last_of_month(calendar: str, day: date) -> date:
    """Give the last close of the last whole month at or before a day."""
    close = session_at_or_before(calendar, _closing_day(day))
    return close if close <= day else session_before(calendar, day.replace(day=1))


def _calendar_years(
    question: Question, calendar: str, length: Duration, end: date
) -> Window | None:
    if length.letter != "Y":
        return None
    last = _last_of_year(calendar, end)
    first = date(last.year - length.count, 12, 31)
    return Window(start=session_at_or_before(calendar, first), end=last)


def _last_of_year(calendar: str, day: date) -> date:
    """Give the last close of the last whole year at or before a day."""
    close = session_at_or_before(calendar, date(day.year, 12, 31))
    return close if close <= day else session_at_or_before(calendar, date(day.year - 1, 12, 31))


WINDOWS: dict[str, WindowRule] = {
    "same_day": _same_day,
    "week_end": _week_end,
    "weeks_apart": _weeks_apart,
    "month_end": _month_end,
    "calendar_years": _calendar_years,
}
"""The kinds of window a duration can be taken over (過去3年間)."""


def return_window(question: Question, calendar: str, kind: str) -> Window | None:
    """Give the base close and the last close of a claim's return under one kind of window.

    None where the kind does not apply: a date has one window only, under ``same_day``.
    Raises Unresolved where the period is not said, is loose, or lies after the as-of date.
    """
    period = question.claim.period
    base = question.asked.base
    if kind == "base":
        return base_window(question, calendar) if base else None
    if base not in ("", "ago"):
        return None
    if question.asked.start is not None:
        return (
            _told_window(question, calendar, question.asked.start) if kind == "same_day" else None
        )
    if base == "ago":
        back = _DURATION.fullmatch(question.asked.back)
        if back is None:
            raise Unresolved(Remark(code="period_unclear"))
        far = Duration(count=int(back[1]), letter=back[2])
        return WINDOWS[kind](question, calendar, far, base_end(question, calendar))
    if period is None:
        raise Unresolved(Remark(code="no_period"))
    length = duration_of(period)
    if length is not None:
        return WINDOWS[kind](question, calendar, length, _end_of(question, calendar, period))
    if kind != "same_day":
        return None
    span = span_of(period)
    if span is None:
        raise Unresolved(Remark(code="period_unclear"))
    return _dated_window(question, calendar, period, span)


def _told_window(question: Question, calendar: str, start: date) -> Window:
    """Give the window of a move whose beginning its sentence names."""
    first, end = session_at_or_before(calendar, start), base_end(question, calendar)
    if first >= end:
        raise Unresolved(Remark(code=NOT_BEGUN, values=(start.isoformat(),)))
    return Window(start=first, end=end)


def _end_of(question: Question, calendar: str, period: Period) -> date:
    if period.anchor == "text" and period.end_date is not None:
        return capped(question, calendar, Window(start=period.end_date, end=period.end_date))
    return last_close(question, calendar)


def _dated_window(question: Question, calendar: str, period: Period, span: Window) -> Window:
    if is_since(question, period):
        start, end = _since(calendar, period, span), last_close(question, calendar)
    else:
        if period.mod is not None:
            if not span.start.replace(day=1) == span.end.replace(day=1):
                raise Unresolved(Remark(code="period_loose"))
            span = third_of(span, period.mod)
        start, end = session_before(calendar, span.start), capped(question, calendar, span)
    if start >= end:
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    return Window(start=start, end=end)


def _since(calendar: str, period: Period, span: Window) -> date:
    """Give the base close of 昨年末から, 年初来, 4月8日から; a bare 2020年から has no one base."""
    if span.start == span.end or period.mod == "END":
        return session_at_or_before(calendar, span.end)
    if period.mod == "START" or (is_year(span) and "来" in period.text):
        return session_before(calendar, span.start)
    raise Unresolved(Remark(code="period_loose"))


def base_end(question: Question, calendar: str) -> date:
    """Give the day whose close a comparison with an earlier close speaks of.

    Raises Unresolved where the article names a day on which there was none, or a longer time.
    """
    span, until = span_of(question.claim.period), question.asked.until
    if until is not None:
        span = Window(start=until, end=until)
    elif span is None or question.asked.start or question.asked.base in ("year_end", "ago"):
        return last_close(question, calendar)
    if span.start != span.end:
        if question.asked.base == "session":
            raise Unresolved(Remark(code="period_unclear"))
        return capped(question, calendar, span)
    end = capped(question, calendar, span)
    if end != span.end and not (until and span.end == _closing_day(span.end)):
        raise Unresolved(Remark(code="no_session", values=(span.end.isoformat(),)))
    return end


def base_window(question: Question, calendar: str) -> Window:
    """Give the window of 前日比, 前週末比, 前月末比, 昨年末比, and of 週間で and 月間で."""
    end = base_end(question, calendar)
    base = question.asked.base
    if base == "weekly":
        end = _last_of_week(calendar, end)
    if base == "monthly":
        end = _last_of_month(calendar, end)
    if base == "yearly":
        end = _last_of_year(calendar, end)
    first = {
        "week": end - timedelta(end.weekday()),
        "weekly": end - timedelta(end.weekday()),
        "month": end.replace(day=1),
        "monthly": end.replace(day=1),
        "year_end": end.replace(month=1, day=1),
        "yearly": end.replace(month=1, day=1),
    }.get(base, end)
    return Window(start=session_before(calendar, first), end=end)
