"""How often a price has set a record since a year or a month began: 今年に入って17度目の最高値更新.

The highest of the data stands for the highest of all time, which it may fall short of where they
begin late: what counts more records than the data hold is wrong, what counts fewer need not be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import msgspec

from ...calendars import calendar_of
from ..facts import has_rows
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..windows import base_end, require_as_of
from .extremes import known_record
from .fluid import unrefuted
from .prices import Price, prices
from .streaks import counted

METRIC = "record_count"
"""The metric of claims on how often a record was set."""
_LEAST = 250
"""Sessions before the span that make the highest of the data a record."""


def record_count(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give on how many sessions of a span, up to its last, a price passed all before.

    The span is that which the words name, or else the year.
    """
    entity, metric = question.entity, definition.needs[0]
    require_as_of(question)
    if not has_rows(question.source, entity, metric):
        yield missing(definition, entity, "no_series", f"{entity}/{metric}")
        return
    end = base_end(question, calendar_of(entity))
    found = prices(question, definition, metric, date.min, end)
    if not found or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/{metric}", end.isoformat())
        return
    first = question.asked.start or date(end.year, 1, 1)
    if sum(each.day < first for each in found) < _LEAST:
        raise Unresolved(Remark(code="short_series", values=(found[0].day.isoformat(),)))
    known = known_record(question, metric, found[0].day)
    records = _records(found, known or Fraction(0))
    held = [each for each in records if each.day >= first]
    shown = held[-1] if held else found[-1]
    attempt = counted(question, definition, len(held), (first, end), shown)
    yield unrefuted(question, _reserved(question, attempt, found, whole=known is not None))


def _records(found: tuple[Price, ...], best: Fraction) -> list[Price]:
    """Give the prices that lay above a level and above all before them."""
    records: list[Price] = []
    for each in found:
        if each.value > best:
            best = each.value
            records.append(each)
    return records


def _reserved(
    question: Question, attempt: Attempt, found: tuple[Price, ...], *, whole: bool
) -> Attempt:
    """Take back the refusal of a count that a record of before the series may bear out."""
    stated, most = question.quantity.value or Fraction(0), attempt.value or Fraction(0)
    if attempt.holds is not False or whole or stated > most:
        return attempt
    remark = Remark(code="short_series", values=(found[0].day.isoformat(),))
    return msgspec.structs.replace(attempt, holds=None, remark=remark)


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="record_closes", metric=METRIC, ja="終値の最高値更新の回数", en="closes at a record",
        measure=record_count, standing="conventional", needs=("close",), hours="close",
    ),
    Definition(
        key="record_highs", metric=METRIC, ja="取引時間中の最高値更新の回数",
        en="days with a record high", measure=record_count, needs=("high",), hours="intraday",
    ),
)  # fmt: skip
"""Definitions of how often a record was set."""
