"""Levels: what a series stood at on a day, and dated values that stay usable for a while."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...calendars import (
    calendar_of,
    session_at_or_before,
    sessions_between,
)
from ...lexicon import read_table
from ...records import Interval
from ...text.fold import fold_kept
from ..facts import Fact, has_rows, rows_on, usable
from ..figures import decimal_text
from ..questions import Attempt, Definition, Question, Remark, Unresolved, fits, measured, missing
from ..windows import (
    Window,
    capped,
    duration_of,
    is_year,
    last_close,
    require_as_of,
    span_of,
    third_of,
)
from .answers import is_size_rounded
from .fluid import around, fluidity, softened
from .prices import is_listed, prices
from .returns import comparable, plain
from .unseen_hours import moved_to, tells_closes, within_day

_YEAR_END = 12  # the month whose last session a year ends with


def on_day(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the level of one series on the claim's day, or on any day of its month.

    A level said of a span (1月下旬) must hold on some day of it; it fails only where the series
    is complete over the span.
    """
    series = definition.needs[0]
    require_as_of(question)
    if not has_rows(question.source, question.entity, series):
        yield missing(definition, question.entity, "no_series", _series(question, series))
        return
    days = days_of(question)
    held = [(day, rows) for day in days if (rows := _rows(question, definition, series, day))]
    if not held:
        if not definition.rows or not _any_row(question, series, days):
            name = _series(question, series)
            yield missing(definition, question.entity, "no_day", name, _said(days))
        return
    tries = [_level(question, definition, day, rows) for day, rows in held]
    best = next((each for each in tries if each.holds), tries[-1])
    if best.holds is False and len(held) < len(days):
        gap = Remark(code="days_missing", values=(str(len(held)), str(len(days))))
        best = msgspec.structs.replace(best, holds=None, remark=gap)
    yield softened(question, best, around(question, question.entity, series, days))


def _any_row(question: Question, series: str, days: tuple[date, ...]) -> bool:
    """Tell whether any other definition has a row for one of some days."""
    source = question.source
    return any(rows_on(source, question.entity, series, day) for day in days)


def adjusted(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the level in the terms of today's shares, where a source has it; it refutes nothing.

    Where no split came since, it is the level itself and no second definition.
    """
    if not is_listed(question.entity):
        return
    for attempt in on_day(question, definition):
        if attempt.value is not None and not _as_traded(question, definition, attempt):
            held = attempt.holds or None
            yield msgspec.structs.replace(attempt, holds=held)


def _as_traded(question: Question, definition: Definition, attempt: Attempt) -> bool:
    """Tell whether the adjusted price of a day is the one that was traded."""
    plain_rows = msgspec.structs.replace(definition, rows=())
    return all(
        any(row.value == each.value for row in _rows(question, plain_rows, "close", each.date))
        for each in attempt.rows
    )


def _rows(question: Question, definition: Definition, series: str, day: date) -> tuple[Fact, ...]:
    source, by = question.source, question.published
    rows = rows_on(source, question.entity, series, day, keep=definition.keeps, by=by)
    return _fitting(question, rows)


def _series(question: Question, metric: str) -> str:
    return f"{question.entity}/{metric}"


def _said(days: tuple[date, ...]) -> str:
    return days[0].isoformat() if len(days) == 1 else f"{days[0]}/{days[-1]}"


def days_of(question: Question) -> tuple[date, ...]:
    """Give the sessions a level is said of: one day, or every day of a month or a part of it."""
    calendar = calendar_of(question.entity)
    period = question.claim.period
    if period is None or duration_of(period) is not None:
        return (last_close(question, calendar),)
    span = span_of(period)
    if span is None:
        if period.timex is None and period.start_date is None:
            return (last_close(question, calendar),)
        raise Unresolved(Remark(code="period_unclear"))
    if span.start == span.end:
        return (_named_day(question, calendar, span),)
    if is_year(span) and period.mod in ("START", "END"):
        end = capped(question, calendar, span)
        if period.mod == "END" and end.month < _YEAR_END:  # this year's is still to come
            raise Unresolved(Remark(code="after_as_of", values=(span.end.isoformat(),)))
        return (end if period.mod == "END" else _first_session(calendar, span),)
    day = period.start_date
    if period.mod == "END" and day is not None and day == period.end_date:  # 10月末, not 10月下旬
        return (capped(question, calendar, span),)
    span = third_of(span, period.mod) if period.mod is not None else span
    held = sessions_between(calendar, span.start, capped(question, calendar, span))
    if not held:
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    return held


def _named_day(question: Question, calendar: str, span: Window) -> date:
    day = capped(question, calendar, span)
    if day != span.end:
        raise Unresolved(Remark(code="no_session", values=(span.end.isoformat(),)))
    return day


def _first_session(calendar: str, span: Window) -> date:
    return sessions_between(calendar, span.start, span.start + timedelta(20))[0]


def _fitting(question: Question, rows: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Keep the rows whose unit the claim's number can be set against."""
    return tuple(row for row in rows if comparable(question, row.unit))


def _level(
    question: Question, definition: Definition, day: date, rows: tuple[Fact, ...]
) -> Attempt:
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=tuple(row.interval for row in rows if row.definition == rows[0].definition),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=rows[0].value,
            unit=rows[0].unit,
            as_of=day.isoformat(),
            rows=rows[:1],
        ),
    )


def intraday(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the day's range: a level holds when it lies between the low and the high."""
    require_as_of(question)
    if not has_rows(question.source, question.entity, "high"):
        if fluidity(question.entity) is not None:
            return  # its one value a day already stands for every hour
        yield from _touched(question, definition)
        return
    days = days_of(question)
    if len(days) != 1:
        yield missing(definition, question.entity, "no_day", _series(question, "high"), _said(days))
        return
    tops = _rows(question, definition, "high", days[0])
    floors = _rows(question, definition, "low", days[0])
    if not tops or not floors:
        series = _series(question, "low" if tops else "high")
        yield missing(definition, question.entity, "no_day", series, _said(days))
        return
    span = Interval(low=floors[0].interval.low, high=tops[0].interval.high)
    found = _level(question, definition, days[0], tops[:1])
    ranged = msgspec.structs.replace(
        found, spread=span, holds=fits(question, span), rows=(floors[0], tops[0])
    )
    yield softened(question, ranged, around(question, question.entity, "close", days))


_A_WHILE = timedelta(15)
"""Days that hold a session before any day."""


def _touched(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give a close where no high and low are held: it lies within its day.

    It refutes what lies farther from it than any price of a day.
    """
    gap = missing(definition, question.entity, "no_series", _series(question, "high"))
    days = days_of(question) if has_rows(question.source, question.entity, "close") else ()
    rows = _rows(question, definition, "close", days[0]) if len(days) == 1 else ()
    if not rows:
        yield gap
        return
    found = _level(question, definition, days[0], rows)
    closes = prices(question, definition, "close", days[0] - _A_WHILE, days[0])
    known = len(closes) > 1 and closes[-1].day == days[0]
    beyond = known and (
        not within_day(question, closes).meets(question.claimed)
        or moved_to(question, closes)
        or tells_closes(question, closes)
    )
    if question.asked.intraday:
        yield found if found.holds or beyond else gap
    elif not beyond:
        yield gap


_SET_FROM = re.compile(
    r"(?:[(（][^()（）]{1,12}[)）]|[)）])?"
    r"(?:(?:の|という)[^、。0-9]{0,6}(?:最?[高安]値|ピーク|天井|頂点|底値?))?(?:から|を|に比べ|と比べ|より|比|に対)"
)


def of_closes(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the close for a high, or low, that a move is set against: it may be one of closes."""
    text = fold_kept(question.analysis.article.text)
    set_from = _SET_FROM.match(text, max(question.quantity.end, question.quantity.phrase[1]))
    if set_from is None:
        return
    require_as_of(question)
    days = days_of(question)
    rows = _rows(question, definition, "close", days[0]) if len(days) == 1 else ()
    found = _level(question, definition, days[0], rows) if rows else None
    if found is not None and found.holds:
        yield found


def day_range(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far the high of a day lay above its low (日中値幅)."""
    require_as_of(question)
    entity = question.entity
    for series in definition.needs:
        if not has_rows(question.source, entity, series):
            yield missing(definition, entity, "no_series", _series(question, series))
            return
    day = days_of(question)[-1]
    tops, floors = (_rows(question, definition, series, day) for series in definition.needs)
    if not tops or not floors:
        yield missing(definition, entity, "no_day", _series(question, "high"), day.isoformat())
        return
    value, half = tops[0].value - floors[0].value, tops[0].place
    attempt = _level(question, definition, day, tops[:1])
    span = Interval(low=value - half, high=value + half)
    yield msgspec.structs.replace(
        attempt, value=value, spread=span, holds=fits(question, span),
        rows=(floors[0], tops[0]), working=f"{plain(tops[0])} - {plain(floors[0])}",
    )  # fmt: skip


class Staleness(msgspec.Struct, frozen=True, kw_only=True):
    """How long a dated value may stand, and how far it may have drifted by then."""

    days: int
    drift: Fraction


@lru_cache(maxsize=1)
def _staleness() -> dict[str, Staleness]:
    return {
        row["metric"]: Staleness(days=int(row["days"]), drift=Fraction(row["drift"]))
        for row in read_table("staleness", package="uratori.reference")
    }


def dated_value(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the latest dated value that is young enough, as a fund's net assets at a month end.

    It holds when it meets the claim. It fails only when the claim is farther from it than the
    value may have drifted since its date; between the two nothing is said.
    """
    metric = definition.needs[0]
    require_as_of(question)
    if question.quantity.kind == "change":
        raise Unresolved(Remark(code="other_figure"))
    if not has_rows(question.source, question.entity, metric):
        yield missing(definition, question.entity, "no_series", _series(question, metric))
        return
    limit = _staleness()[metric]
    day = reference_day(question, question.entity)
    rows = _fitting(
        question, usable(question.source.facts(question.entity, metric), by=question.published)
    )
    young = [row for row in rows if 0 <= (day - row.date).days <= limit.days]
    if not young:
        yield missing(
            definition,
            question.entity,
            "stale",
            _series(question, metric),
            day.isoformat(),
            str(limit.days),
        )
        return
    latest = tuple(row for row in young if row.date == young[-1].date)
    found = _level(question, definition, latest[0].date, latest)
    age = (day - latest[0].date).days
    remark = Remark(code="dated", values=(latest[0].date.isoformat(), str(age)))
    if found.holds is False and is_size_rounded(question, latest[0].interval):
        found = msgspec.structs.replace(found, holds=True)
    if found.holds is False and _within(question, latest[0], limit.drift if age else Fraction(0)):
        remark = Remark(
            code="drift",
            values=(latest[0].date.isoformat(), decimal_text(limit.drift * 100, 1, trim=True)),
        )
        found = msgspec.structs.replace(found, holds=None)
    yield msgspec.structs.replace(found, remark=remark)


def reference_day(question: Question, entity: str) -> date:
    """Give the day that a dated value must speak for: its own, or the article's last close.

    The end of a month that an article names is taken at its word on its last session too.
    """
    calendar, period = calendar_of(entity), question.claim.period
    span, day = span_of(period), question.published
    if span is not None and period is not None and period.mod == "END" and day is not None:
        last = session_at_or_before(calendar, span.end)
        if last <= day <= span.end:
            return last
    return capped(question, calendar, span) if span else last_close(question, calendar)


def _within(question: Question, row: Fact, drift: Fraction) -> bool:
    room = abs(row.value) * drift + row.place / 2
    return Interval(low=row.value - room, high=row.value + room).meets(question.claimed)
