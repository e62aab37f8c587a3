"""How far one entity's return was ahead of another's: S&P500を5ポイント上回った."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...calendars import calendar_of
from ...records import Interval
from ..facts import has_rows
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..windows import Window, require_as_of, return_window
from .returns import Observation, computed, moved_by


def excess(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how many points an entity's return beat another's over the same window."""
    against = question.asked.against
    if against is None:
        raise Unresolved(Remark(code="no_entity"))
    require_as_of(question)
    for entity in (question.entity, against):
        if not has_rows(question.source, entity, "close"):
            yield missing(definition, question.entity, "no_series", f"{entity}/close")
            return
    window = return_window(question, calendar_of(question.entity), definition.window)
    if window is None:
        return
    other = return_window(question, calendar_of(against), definition.window) or window
    both = [
        _one(question, definition, question.entity, window),
        _one(question, definition, against, other),
    ]
    if both[0] is None or both[1] is None:
        yield missing(definition, question.entity, "no_window", f"{against}/close", str(window))
        return
    lead = _lead(definition, both[0], both[1], apart=question.asked.apart)
    yield moved_by(question, definition, question.entity, window, [lead])


def _one(
    question: Question, definition: Definition, entity: str, window: Window
) -> Observation | None:
    return next(computed(question, definition, entity, "close", window), None)


def _lead(
    definition: Definition, own: Observation, other: Observation, *, apart: bool
) -> Observation:
    value = own.value - other.value
    low = (own.spread.low or 0) - (other.spread.high or 0)
    high = (own.spread.high or 0) - (other.spread.low or 0)
    working = f"({own.working}) - ({other.working})"
    if definition.key.startswith("relative"):
        value = 100 * ((100 + own.value) / (100 + other.value) - 1)
        low, high = value, value
        working = f"({own.working} + 1) / ({other.working} + 1) - 1"
    if apart and value < 0:
        value, low, high = -value, -high, -low
    return Observation(
        value=Fraction(value),
        spread=Interval(low=Fraction(low), high=Fraction(high)),
        rows=(*own.rows, *other.rows),
        working=working,
    )
