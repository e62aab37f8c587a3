"""A policy rate and what it was before: the move before the last one, the rate of another time.

利上げは2025年12月以来 names the last rise before the one that is told, 昨年末より0.25ポイント低い
how far the rate has come since, whatever moves lie between.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from ...quantities import months_back
from ...records import Interval
from ..facts import Fact
from ..figures import decimal_text
from ..questions import Attempt, Definition, Question, Remark, Unresolved
from ..windows import Window, duration_of, span_of
from .policy import UPPER, Move, as_of, covers, ended, moves_of
from .policy_gaps import rate_in_force
from .since import due_days
from .size_changes import base_period

SINCE_MOVE, LEVEL_CHANGE = "policy_since", "policy_level_change"
_LATELY = timedelta(45)
"""How long a move without a day is the one that an article tells of."""
_CLEAR = timedelta(20)
"""Days around one so long ago in which a rate must not have moved."""
_BESIDE = timedelta(3)
"""How far the day that is told of a move may lie from that of its decision."""


def since_move(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the last move the same way before the one that the words tell of."""
    sign = -1 if question.claim.direction == "down" else 1
    moves = [each for each in moves_of(question) if sign * (each.size or each.lower_size) > 0]
    told = _told(question, moves)
    earlier = [each for each in moves if each.day < told.day]
    first = earlier[-1].day if earlier else told.day
    if not earlier or not covers(question, Window(start=first, end=told.day)):
        raise Unresolved(Remark(code="no_list", values=(question.entity,)))
    met = earlier[-1]
    start, end = _due(question, told.day)
    yield Attempt(
        definition=definition, entity=question.entity, value=met.row.value,
        spread=Interval(low=met.row.value, high=met.row.value), unit=met.row.unit,
        as_of=f"{met.day}/{told.day}", rows=(met.row, told.row), holds=start <= met.day <= end,
    )  # fmt: skip


def _told(question: Question, moves: list[Move]) -> Move:
    """Give the move of the claim's day, or else the one that is news."""
    span, now = span_of(question.claim.period), question.published
    if now is None:
        raise Unresolved(Remark(code="no_as_of"))
    near = [each for each in moves if each.day <= now]
    if span is not None:
        start, end = span.start - _BESIDE, span.end + _BESIDE
        near = [each for each in near if start <= each.day <= end]
    elif near and now - near[-1].day > _LATELY:
        near = []
    if not near or (span is not None and len(near) > 1):
        raise Unresolved(Remark(code="period_unclear"))
    return near[-1]


def _due(question: Question, day: date) -> tuple[date, date]:
    """Give the days in which the move before must lie; of a count of months to the month."""
    number = question.quantity
    if number.kind == "duration" and number.unit == "months" and number.value is not None:
        count = int(number.value)
        return months_back(day, count + 1) + timedelta(1), months_back(day, max(0, count - 1))
    return due_days(question, day)


def level_change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how much a rate lies above, or below, that of an earlier time.

    Of a month in which it moved either rate may be meant.
    """
    span = span_of(question.claim.period)
    end = ended(question, span).end if span is not None else as_of(question)
    base = _base(question, end)
    if base is None or question.claim.direction is None:
        raise Unresolved(Remark(code="period_unclear"))
    if base.end >= end or not covers(question, Window(start=base.end, end=end)):
        raise Unresolved(Remark(code="no_list", values=(question.entity,)))
    last = rate_in_force(question, UPPER, end)
    whole = base.start != base.end and covers(question, base)
    days = (base.end, base.start) if whole else (base.end,)
    tries = [
        _apart(question, definition, rate_in_force(question, UPPER, day), last) for day in days
    ]
    yield next((each for each in tries if each.holds), tries[0])


def _base(question: Question, end: date) -> Window | None:
    """Give the time that a rate is set against; None where a length of time leads near a move."""
    period = base_period(question)
    length = duration_of(period) if period is not None else None
    span = span_of(period)
    if period is not None and period.mod == "END" and span is not None:
        return Window(start=span.end, end=span.end)
    if length is None:
        return span
    if length.letter not in "YM":
        return None
    day = months_back(end, length.count * (12 if length.letter == "Y" else 1))
    near = any(abs(each.day - day) <= _CLEAR for each in moves_of(question))
    return None if near else Window(start=day, end=day)


def _apart(question: Question, definition: Definition, first: Fact, last: Fact) -> Attempt:
    sign = -1 if question.claim.direction == "down" else 1
    value: Fraction = sign * (last.value - first.value)
    spread = Interval(low=value, high=value)
    return Attempt(
        definition=definition, entity=question.entity, value=value, spread=spread,
        unit="percentage_point", as_of=f"{first.date}/{last.date}", rows=(first, last),
        holds=spread.meets(question.claimed),
        working=f"{decimal_text(last.value, 2)} - {decimal_text(first.value, 2)}",
    )  # fmt: skip


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="since_move", metric=SINCE_MOVE, ja="前回の同じ向きの決定",
        en="the last move the same way", measure=since_move, standing="conventional",
        needs=(UPPER,),
    ),
    Definition(
        key="level_change", metric=LEVEL_CHANGE, ja="政策金利の水準の変化",
        en="change of the policy rate", measure=level_change, standing="conventional",
        needs=(UPPER,),
    ),
)  # fmt: skip
"""Definitions of a policy rate set against its own of before."""
