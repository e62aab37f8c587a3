"""Moving averages of closes, and how far a price stands from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ...calendars import calendar_of, sessions_back
from ...records import Interval
from ..facts import has_rows
from ..questions import Attempt, Definition, Question, Remark, Unresolved, measured, missing
from ..windows import base_end, require_as_of
from .fluid import around, moved, softened
from .prices import Price, prices, require_every_day
from .returns import comparable

_LENGTH = re.compile(r"([0-9]{1,3})(日|週)(?:間)?(?:の)?(?:移動)?(?:平均|線)")


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
    """Read the length of the average nearest before the number, else the first in the sentence."""
    article, (start, end) = question.analysis.article.text, question.claim.sentence
    before = unicodedata.normalize("NFKC", article[start : question.quantity.start])
    behind = unicodedata.normalize("NFKC", article[question.quantity.end : end])
    found = [*_LENGTH.finditer(before)][-1:] or [*_LENGTH.finditer(behind)][:1]
    if not found or not 1 < int(found[0][1]) <= 300:
        raise Unresolved(Remark(code="no_length"))
    return int(found[0][1]), found[0][2]


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
