"""The policy rate in force on a day: one rate, or a target range with two bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...records import Interval
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Unresolved
from ..reading.cues import after_number
from ..windows import Window, is_year, span_of, third_of
from .decided import last_seen, last_weekday, range_text, rate_rows, require_clear_edges
from .policy import (
    LOWER,
    UPPER,
    as_of,
    covers,
    ended,
    moves_of,
    period_of,
)


def in_force(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the rate in force on the claim's day; where the last days are not known, in doubt.

    What a rate for every day last showed can bear a claim out and not refute it. A decision of the
    very day of publication is taken as made where the number asks for it.
    """
    day = _level_day(question)
    found = (*rate_on(question, definition, day),)
    late = _of_publication(question, day)
    if late is not None and any(each.holds is False for each in found):
        again = (*rate_on(question, definition, late),)
        found = again if any(each.holds for each in again) else found
    yield from found


def _of_publication(question: Question, day: date) -> date | None:
    """Give the day of publication, where the rate moved on it and the day before is asked of."""
    last = question.published
    if last is None or day != last_weekday(last):
        return None
    return last if any(each.day == last for each in moves_of(question)) else None


def rate_on(question: Question, definition: Definition, day: date) -> Iterator[Attempt]:
    """Give the rate in force on a day; where it is not sure to be known, in doubt."""
    seen = None if covers(question, Window(start=day, end=day)) else _seen(question, day)
    for attempt in _bounds(question, definition, day):
        if seen is None:
            yield attempt
            continue
        remark = Remark(code="dated", values=(seen.isoformat(), str((day - seen).days)))
        yield msgspec.structs.replace(attempt, holds=attempt.holds or None, remark=remark)


def _seen(question: Question, day: date) -> date | None:
    return last_seen(question, UPPER, day)


def _bounds(question: Question, definition: Definition, day: date) -> Iterator[Attempt]:
    """Give the rate in force: of a range both bounds, otherwise the bound of the definition.

    3.50〜3.75% must name both bounds; 3.75% is the upper one, by convention, or the lower.
    """
    rows = _rates_on(question, day)
    ranged = question.quantity.modifier == "range"
    if definition.key == "range":
        if ranged:
            yield _range_attempt(question, definition, day, rows)
        return
    row = rows[0] if definition.key == "upper" else rows[1]
    if ranged or (definition.key == "lower" and rows[0].value == rows[1].value):
        return
    yield Attempt(
        definition=definition,
        entity=question.entity,
        value=row.value,
        spread=row.interval,
        unit="percent",
        as_of=day.isoformat(),
        rows=(row,),
        holds=row.interval.meets(question.claimed),
    )


def _range_attempt(
    question: Question, definition: Definition, day: date, rows: tuple[Fact, Fact]
) -> Attempt:
    upper, lower = rows
    core, outer = question.scale.onto(question.quantity.core), question.claimed
    holds = _near(lower, core.low, outer.low) and _near(upper, core.high, outer.high)
    return Attempt(
        definition=definition,
        entity=question.entity,
        value=upper.value,
        spread=Interval(low=lower.value, high=upper.value),
        unit="percent",
        as_of=day.isoformat(),
        rows=(upper, lower),
        notes=(range_text(lower.value, upper.value),) * 2,
        holds=holds,
    )


def _near(row: Fact, stated: Fraction | None, limit: Fraction | None) -> bool:
    """Tell whether a bound is the one written, within the rounding of what is written."""
    if stated is None or limit is None:
        return False
    room = abs(stated - limit)
    return abs(row.value - stated) <= room


def _level_day(question: Question) -> date:
    period = question.claim.period
    span = span_of(period)
    if period is None or span is None:
        return as_of(question)
    if period.mod == "START":
        return third_of(span, "START").start if is_year(span) else span.start
    return ended(question, third_of(span, period.mod) if period.mod else span).end


def _rates_on(question: Question, day: date) -> tuple[Fact, Fact]:
    """Give the upper and the lower bound in force on a day; Unresolved where it is not known."""
    if not covers(question, Window(start=day, end=day)) and _seen(question, day) is None:
        raise Unresolved(Remark(code="no_day", values=(f"{question.entity}/{UPPER}", str(day))))
    require_clear_edges(question, UPPER, Window(start=day, end=day))
    held = []
    for metric in (UPPER, LOWER):
        rows = [r for r in rate_rows(question, metric) if r.date <= day]
        if not rows:
            raise Unresolved(
                Remark(code="no_day", values=(f"{question.entity}/{metric}", str(day)))
            )
        held.append(rows[-1])
    return held[0], held[1]


_JUST = timedelta(7)
"""How long a decision is what a text without a time speaks of."""


def just_moved(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the size of a decision of these days, where no time is said: FRB、0.25%利上げ.

    It can bear a claim out and not refute it.
    """
    day, way = question.published, question.claim.direction
    if day is None or way is None or period_of(question) is not None:
        return
    if "見送" in after_number(question):
        return
    moves = [each for each in moves_of(question) if timedelta(0) <= day - each.day <= _JUST]
    for move in moves[-1:]:
        size = move.size if way == "up" else -move.size
        if size > 0 and Interval(low=size, high=size).meets(question.claimed):
            yield Attempt(
                definition=definition,
                entity=question.entity,
                value=size,
                spread=Interval(low=size, high=size),
                unit="percentage_point",
                as_of=move.day.isoformat(),
                rows=(move.row,),
                notes=(f"{move.before} → {move.after}",),
                holds=True,
            )
