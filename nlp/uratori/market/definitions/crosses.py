"""Values computed from two series: cross rates, yield spreads, the NT ratio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

import msgspec

from ...calendars import known_on, market_of
from ...lexicon import read_table
from ...records import Interval
from ..facts import Fact, has_rows, rows_on
from ..places import inside
from ..questions import Attempt, Definition, Question, Unresolved, measured, missing
from ..reading.sentences import sentence_before
from ..windows import require_as_of, span_of
from .fluid import fluidity, hour_of, softened
from .levels import days_of, on_day
from .returns import plain

Operation = Literal["product", "quotient", "difference"]
_SIGNS = {"product": "*", "quotient": "/", "difference": "-"}


class Cross(msgspec.Struct, frozen=True, kw_only=True):
    """How one entity's value comes from two others'."""

    metric: str
    operation: Operation
    left: str
    right: str

    def of(self, left: Fraction, right: Fraction) -> Fraction:
        """Compute the value; ZeroDivisionError where the right one is zero."""
        if self.operation == "product":
            return left * right
        return left / right if self.operation == "quotient" else left - right


@lru_cache(maxsize=1)
def _table() -> dict[str, Cross]:
    return {
        row["entity"]: Cross(
            metric=row["metric"],
            operation=cast(Operation, row["operation"]),
            left=row["left"],
            right=row["right"],
        )
        for row in read_table("crosses", package="uratori.reference")
    }


def cross_of(entity: str) -> Cross | None:
    """Give how an entity's value is computed from two others; None where it is not."""
    return _table().get(entity)


_RECKONED = re.compile("求め|計算|算出|掛け合わせ|割り出")
"""Words of a rate that is reckoned from two others: ここから求めたユーロ円は."""


def difference_of(left: str, right: str) -> str:
    """Give the entity that is one yield less another; empty where there is none."""
    return next(
        (
            entity
            for entity, cross in _table().items()
            if (cross.operation, cross.left, cross.right) == ("difference", left, right)
        ),
        "",
    )


def fixing(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give a currency's level at one fixing.

    A fixing that cannot be known yet, or that no source has, is none where another can stand for
    it: the other fixings of the day, or two pairs from which the rate is computed.
    """
    cross, entity = cross_of(question.entity), question.entity
    own = has_rows(question.source, entity, "close")
    reckoned = _RECKONED.search(question.sentence) is not None
    if (not own or reckoned) and cross is not None and _both(question, cross):
        return
    try:
        yield from on_day(question, definition)
    except Unresolved as unresolved:
        span = span_of(question.claim.period)
        if (
            unresolved.remark.code != "after_as_of"
            or span is None
            or not _known(question, span.end)
        ):
            raise


def _known(question: Question, day: date) -> bool:
    """Tell whether any fixing of a day is known by the article's date."""
    by = question.published
    return by is not None and any(
        known_on(market_of(row.entity, row.definition), day) <= by
        for row in rows_on(question.source, question.entity, "close", day, by=by)
    )


def _both(question: Question, cross: Cross) -> bool:
    return all(has_rows(question.source, each, cross.metric) for each in (cross.left, cross.right))


def crossed(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the value of two series on the claim's day, each pair of rows of one definition.

    Of a currency pair it is tried only where the pair itself has no rows, or the words reckon it.
    """
    cross, entity = cross_of(question.entity), question.entity
    require_as_of(question)
    own = cross is not None and has_rows(question.source, entity, cross.metric)
    reckoned = _RECKONED.search(question.sentence) is not None
    if cross is None or (own and definition.standing == "unusual" and not reckoned):
        return
    for each in (cross.left, cross.right):
        if not has_rows(question.source, each, cross.metric):
            if definition.standing == "conventional":
                yield missing(definition, entity, "no_series", f"{each}/{cross.metric}")
            return
    if own and reckoned:
        definition = msgspec.structs.replace(definition, standing="conventional")
    days = days_of(question)
    seen = [pair for day in days for pair in _pairs(question, cross, day)]
    if not seen:
        yield missing(definition, entity, "no_day", f"{entity}/{cross.metric}", str(days[-1]))
        return
    tries = [_attempt(question, definition, cross, pair) for pair in seen]
    best = next((each for each in tries if each.holds), tries[-1])
    yield softened(question, best, _reach(question, cross, seen))


def _pairs(question: Question, cross: Cross, day: date) -> Iterator[tuple[Fact, Fact]]:
    source, by = question.source, question.published
    rights = rows_on(source, cross.right, cross.metric, day, by=by)
    for left in rows_on(source, cross.left, cross.metric, day, by=by):
        for right in rights:
            if right.definition == left.definition and right.value > 0:
                yield left, right


def _attempt(
    question: Question, definition: Definition, cross: Cross, pair: tuple[Fact, Fact]
) -> Attempt:
    left, right = pair
    corners = [
        cross.of(left.value + a * left.place / 2, right.value + b * right.place / 2)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    value = cross.of(left.value, right.value)
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=(Interval(low=min(corners), high=max(corners)),),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=value,
            unit=_unit(question, cross),
            as_of=left.date.isoformat(),
            rows=pair,
            working=f"{plain(left)} {_SIGNS[cross.operation]} {plain(right)}",
        ),
    )


def _unit(question: Question, cross: Cross) -> str:
    if cross.operation == "difference":
        return "percentage_point"
    return "times" if question.entity == "index:nt" else question.scale.base


def _reach(question: Question, cross: Cross, seen: list[tuple[Fact, Fact]]) -> Interval | None:
    hour = hour_of(question)
    if all(_is_told(question, each) for pair in seen for each in pair):
        hour = "same"
    margin = fluidity(question.entity, hour)
    if margin is None:
        return None
    values = [cross.of(left.value, right.value) for left, right in seen]
    room = 2 * max(margin.room(value) for value in values)
    return Interval(low=min(values) - room, high=max(values) + room)


def _is_told(question: Question, row: Fact) -> bool:
    """Tell whether the yield that a gap is made of is told before it: its hour is the data's."""
    text, claim = question.analysis.article.text, question.claim
    told = inside(
        question.analysis.quantities, sentence_before(text, claim.sentence[0]), claim.sentence[1]
    )
    return row.entity.startswith("rate:") and any(
        each.value == row.value and each.kind == "level" and each.unit == "percent" for each in told
    )
