"""What has no close that all agree on: currencies, yields, commodities, crypto-assets.

They are traded round the clock or quoted by many, and a source's figure is that of one hour. A
statement on another hour may be true and yet differ from every fixing, so that one is contradicted
only where it lies outside the fixings around its day by a clear margin (`reference/fluid.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import msgspec

from ..calendars import known_on, market_of
from ..lexicon import read_table
from ..records import Interval
from .facts import Fact, rows_between
from .questions import Attempt, Question, Remark

_AROUND = timedelta(4)  # fixings of the day before and after, over a weekend


class Fluidity(msgspec.Struct, frozen=True, kw_only=True):
    """How far another hour's value may lie outside the fixings around it."""

    share: Fraction
    points: Fraction

    def room(self, value: Fraction) -> Fraction:
        """Give the margin around a value, in its unit."""
        return self.share * abs(value) + self.points


@lru_cache(maxsize=1)
def _table() -> dict[str, Fluidity]:
    return {
        row["entity"]: Fluidity(share=Fraction(row["share"]), points=Fraction(row["points"]))
        for row in read_table("fluid", package="uratori.reference")
    }


def fluidity(entity: str) -> Fluidity | None:
    """Give the margin of an entity; None of what has an official close."""
    return _table().get(entity.partition(":")[0])


def around(question: Question, entity: str, metric: str, days: tuple[date, ...]) -> Interval | None:
    """Give the range of every fixing around some days, widened by the margin; None without any."""
    margin = fluidity(entity)
    if margin is None:
        return None
    source, by = question.source, question.published
    end = days[-1] + _AROUND
    end = min(end, by) if by else end
    values = [
        row.value
        for each in (metric, "high", "low")
        for row in _nearest(rows_between(source, entity, each, days[0] - _AROUND, end, by=by), days)
        if by is None or known_on(market_of(entity, row.definition), row.date) <= by
    ]
    if not values:
        return None
    low, high = min(values), max(values)
    return Interval(low=low - margin.room(low), high=high + margin.room(high))


def _nearest(rows: Iterable[Fact], days: tuple[date, ...]) -> list[Fact]:
    """Keep the fixings of some days, the last before the first of them and the first behind."""
    held = list(rows)
    ahead = max((row.date for row in held if row.date < days[0]), default=days[0])
    behind = min((row.date for row in held if row.date > days[-1]), default=days[-1])
    return [row for row in held if ahead <= row.date <= behind]


def moved(entity: str, value: Fraction, level: Fraction) -> Interval | None:
    """Give the moves that other hours at both ends of a window may show; in the level's unit."""
    margin = fluidity(entity)
    if margin is None:
        return None
    room = 2 * margin.room(level)
    return Interval(low=value - room, high=value + room)


def softened(question: Question, attempt: Attempt, reach: Interval | None) -> Attempt:
    """Take back a refusal that another hour, or another reading, may undo."""
    if attempt.holds is not False:
        return attempt
    if reach is not None and reach.meets(question.claimed):
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="fluid"))
    return attempt


def unrefuted(question: Question, attempt: Attempt) -> Attempt:
    """Take back the refusal of what hangs on the hour altogether, as a run of rises does."""
    if attempt.holds is False and fluidity(attempt.entity) is not None:
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="fluid"))
    return attempt
