"""Means of closes, moving ones and those of a time, and how far a price stands from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import msgspec

from ...calendars import calendar_of, sessions_back
from ...records import Interval
from ...text.fold import fold_kept
from ..facts import has_rows
from ..questions import Attempt, Definition, Question, Remark, Unresolved, measured, missing
from ..reading.average_lines import line_of
from ..windows import base_end, capped, require_as_of, span_of
from .fluid import around, moved, softened, unrefuted
from .prices import Price, prices, require_every_day
from .returns import comparable

OF_PERIOD = "period_average"
"""The metric of a mean of the closes of a time that is named."""
_LONGEST = 250
"""Sessions back to which a run beyond an average is followed."""


def moving_average(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the mean of the last n closes, or of the last n weekly closes."""
    found = _window(question, definition)
    if isinstance(found, Attempt):
        yield found
        return
    value, half = _mean(found), max(each.half for each in found)
    if not comparable(question, found[-1].row.unit):
        raise Unresolved(Remark(code="no_unit"))
    attempt = _attempt(question, definition, found, value, half, found[-1].row.unit)
    days = (found[-1].day,)
    yield softened(question, attempt, around(question, question.entity, "close", days))


def of_period(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the mean of the closes of a time, up to the last one that the article knows."""
    entity, span = question.entity, span_of(question.claim.period)
    if span is None or span.start == span.end:
        raise Unresolved(Remark(code="period_unclear"))
    if not has_rows(question.source, entity, "close"):
        yield missing(definition, entity, "no_series", f"{entity}/close")
        return
    calendar = calendar_of(entity)
    end = capped(question, calendar, span)
    found = prices(question, definition, "close", span.start, end)
    if not found or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/close", end.isoformat())
        return
    require_every_day(question, calendar, span.start, end, found)
    if not comparable(question, found[-1].row.unit):
        raise Unresolved(Remark(code="no_unit"))
    half = max(each.half for each in found)
    attempt = _attempt(question, definition, found, _mean(found), half, found[-1].row.unit)
    yield softened(question, attempt, around(question, entity, "close", (found[-1].day,)))


def deviation(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how many percent the last close stands above the average of the last n."""
    found = _window(question, definition)
    if isinstance(found, Attempt):
        yield found
        return
    average, last = _mean(found), found[-1]
    if average <= 0:
        raise Unresolved(Remark(code="no_unit"))
    value = 100 * (last.value / average - 1)
    half = 100 * 2 * last.half / average
    attempt = _attempt(question, definition, found, value, half, "percent")
    yield softened(question, attempt, moved(question.entity, value, Fraction(100)))


def distance(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far the last close stands above the average of the last n, in its own unit."""
    found = _window(question, definition)
    if isinstance(found, Attempt):
        yield found
        return
    last = found[-1]
    if not comparable(question, last.row.unit):
        raise Unresolved(Remark(code="no_unit"))
    value, half = last.value - _mean(found), 2 * last.half
    attempt = _attempt(question, definition, found, value, half, last.row.unit)
    yield softened(question, attempt, moved(question.entity, value, last.value))


def beyond(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how many sessions in a row, up to the claim's day, closed beyond the average of each."""
    entity, (count, unit) = question.entity, _length(question)
    require_as_of(question)
    if unit != "日" or question.claim.direction is None:
        raise Unresolved(Remark(code="no_length" if unit != "日" else "no_direction"))
    if not has_rows(question.source, entity, "close"):
        yield missing(definition, entity, "no_series", f"{entity}/close")
        return
    calendar = calendar_of(entity)
    end = base_end(question, calendar)
    start = sessions_back(calendar, end, count + _LONGEST)
    found = prices(question, definition, "close", start, end)
    if not found or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/close", end.isoformat())
        return
    run = _run_beyond(found, count, up=question.claim.direction == "up")
    first = len(found) - len(run) - count
    if first < 0:
        raise Unresolved(Remark(code="short_series", values=(found[0].day.isoformat(),)))
    require_every_day(question, calendar, found[first].day, end, found[first:])
    counted = [each for each in run if each.day >= (question.asked.start or run[0].day)]
    value = Fraction(len(counted))
    attempt = _attempt(question, definition, run or found[-1:], value, Fraction(0), "business_days")
    yield unrefuted(question, msgspec.structs.replace(attempt, remark=None))


def _run_beyond(found: tuple[Price, ...], count: int, *, up: bool) -> tuple[Price, ...]:
    """Give the last prices of which each lies above, or below, the mean of the last n up to it."""
    run = 0
    for end in range(len(found), count - 1, -1):
        last, mean = found[end - 1].value, _mean(found[end - count : end])
        if not (last > mean if up else last < mean):
            break
        run += 1
    return found[len(found) - run :]


def _window(question: Question, definition: Definition) -> tuple[Price, ...] | Attempt:
    """Give the closes that are averaged, or the attempt that says what is missing."""
    entity = question.entity
    require_as_of(question)
    count, unit = _length(question)
    if not has_rows(question.source, entity, "close"):
        return missing(definition, entity, "no_series", f"{entity}/close")
    calendar = calendar_of(entity)
    end = base_end(question, calendar)
    back = count - 1 if unit == "日" else count * 5 + 5
    start = sessions_back(calendar, end, back)
    found = prices(question, definition, "close", start, end)
    if not found or found[-1].day != end:
        return missing(definition, entity, "no_day", f"{entity}/close", end.isoformat())
    require_every_day(question, calendar, start, end, found)
    if unit == "週":
        found = _weekly(found)
    if len(found) < count:
        return missing(definition, entity, "days_missing", str(len(found)), str(count))
    return found[-count:]


def _length(question: Question) -> tuple[int, str]:
    """Read the length of the average that the number is told of."""
    line = line_of(fold_kept(question.analysis.article.text), question.quantity)
    if line is None or not 1 < line.count <= 300:
        raise Unresolved(Remark(code="no_length"))
    return line.count, line.unit


def _weekly(found: tuple[Price, ...]) -> tuple[Price, ...]:
    """Keep the last close of each week, and of the running one the latest."""
    last: dict[date, Price] = {}
    for each in found:
        last[date.fromordinal(each.day.toordinal() - each.day.weekday())] = each
    return tuple(last.values())


def _mean(found: tuple[Price, ...]) -> Fraction:
    return sum((each.value for each in found), Fraction(0)) / len(found)


def _attempt(
    question: Question,
    definition: Definition,
    found: tuple[Price, ...],
    value: Fraction,
    half: Fraction,
    unit: str,
) -> Attempt:
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=(Interval(low=value - half, high=value + half),),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=value,
            unit=unit,
            as_of=f"{found[0].day}/{found[-1].day}",
            rows=(found[0].row, found[-1].row),
            remark=Remark(code="averaged", values=(str(len(found)),)),
        ),
    )
