"""What has no close that all agree on: currencies, yields, commodities, crypto-assets.

They are traded round the clock or quoted by many, and a source's figure is that of one hour. A
statement on another hour may be true and yet differ from every fixing, so that one is contradicted
only where it lies outside the fixings around its day by a clear margin (`reference/fluid.tsv`):
narrow where the words name a close or a market, wide where they speak of a price touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

import msgspec

from ...calendars import known_on, market_of
from ...lexicon import read_table
from ...records import Interval, Quantity
from ..facts import Fact, rows_between
from ..places import days_inside, number_of, told_inside, told_with
from ..questions import Attempt, Question, Remark
from ..reading.sentences import sentence_before
from ..reading.words import says
from ..windows import duration_of, span_of

Hour = Literal["close", "any", "touched", "same"]
"""What the words tell of the hour: a close or a market's own rate, nothing, or that it varied."""
_AROUND = timedelta(12)
"""The longest time between two fixings: Tokyo's holidays of spring and of the new year."""
_ABROAD = re.compile(r"ニューヨーク|NY|ＮＹ|ロンドン|米国市場|欧米")
_HOME = re.compile(r"東京|午後[5５]時|17時|１７時")
_TOUCHED = re.compile(r"序盤|一時|場面|瞬間|[高安]値|レンジ")
_BOTH_ENDS = Fraction(3, 2)
"""How much farther a move may lie off than a level: both its ends, which seldom err together."""


class Fluidity(msgspec.Struct, frozen=True, kw_only=True):
    """How far another hour's value may lie outside the fixings around it."""

    share: Fraction
    points: Fraction

    def room(self, value: Fraction) -> Fraction:
        """Give the margin around a value, in its unit."""
        return self.share * abs(value) + self.points


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, Hour], Fluidity]:
    return {
        (row["entity"], cast(Hour, row["hour"])): Fluidity(
            share=Fraction(row["share"]), points=Fraction(row["points"])
        )
        for row in read_table("fluid", package="uratori.reference")
    }


def fluidity(entity: str, hour: Hour = "any") -> Fluidity | None:
    """Give the margin of an entity; None of what has an official close."""
    return _table().get((entity.partition(":")[0], hour))


def hour_of(question: Question) -> Hour:
    """Tell what hour the sentence of a claim speaks of."""
    if question.asked.fixing:
        return "same"
    sentence = question.sentence
    if any(says(each, sentence) for each in ("within_hours", "part_of_day", "scene")):
        return "touched"
    if _TOUCHED.search(sentence):
        return "touched"
    rate = question.entity.startswith("rate:")
    told = says("closing", sentence) or _ABROAD.search(sentence) or _HOME.search(sentence)
    ended = question.asked.base or question.asked.start or _is_dated(question)
    return "close" if told or (rate and ended) else "any"


def _is_dated(question: Question) -> bool:
    """Tell whether a yield is quoted to a hundredth of one day that the text names: its close.

    Or a move of one over a named span, of whose last day it is.
    """
    period, place = question.claim.period, question.quantity.place
    span, moved = span_of(period), question.claim.direction is not None
    moved = moved and period is not None and duration_of(period) is None
    if span is None or place is None or (span.start != span.end and not moved):
        return False
    return (place / 100 if question.quantity.unit == "bp" else place) <= _FINE


def around(question: Question, entity: str, metric: str, days: tuple[date, ...]) -> Interval | None:
    """Give the range of the fixings of some days, and of the one before and behind, widened.

    None of what has an official close, and without any fixing.
    """
    if fluidity(entity) is None:
        return None
    source, by = question.source, question.published
    end = days[-1] + _AROUND
    end = min(end, by) if by else end
    rows = [
        row
        for each in (metric, "high", "low")
        for row in rows_between(source, entity, each, days[0] - _AROUND, end, by=by)
        if (by is None or known_on(market_of(entity, row.definition), row.date) <= by)
        and question.asked.fixing in ("", row.definition)
    ]
    hour, found = hour_of(question), _neighbours(rows, days)
    own = [row for row in rows if row.date in days and row.metric == metric]
    if hour != "touched" and (question.asked.fixing or quotes_source(question, metric, days)):
        found, hour = own, "same"
    bracketed = any(row.date > days[-1] for row in found)
    at_home = any(row.date >= days[-1] and not is_elsewhere(question, row) for row in found)
    if hour == "close" and not (bracketed or at_home):
        hour = "any"
    margin, values = fluidity(entity, hour), [row.value for row in found]
    if margin is None or not values:
        return None
    low, high = min(values), max(values)
    return Interval(low=low - margin.room(low), high=high + margin.room(high))


def _neighbours(rows: Sequence[Fact], days: tuple[date, ...]) -> list[Fact]:
    """Keep the rows of some days, of the last day before them and of the first behind."""
    held = {row.date for row in rows}
    first = max((day for day in held if day < days[0]), default=days[0])
    last = min((day for day in held if day > days[-1]), default=days[-1])
    kept = [row for row in rows if first <= row.date <= last]
    return sorted(kept, key=lambda row: row.date)


def is_elsewhere(question: Question, row: Fact) -> bool:
    """Tell whether a fixing is of another market than the one that the words name.

    New York closes 13 hours behind Tokyo's fixing; its noon is that of the same session.
    """
    if not row.entity.startswith("fx:") or row.definition == "close":
        return False
    tokyo = row.definition.startswith("tokyo")
    return (_ABROAD if tokyo else _HOME).search(question.sentence) is not None


def moved(entity: str, value: Fraction, level: Fraction) -> Interval | None:
    """Give the moves that other hours at both ends of a window may show; in the level's unit."""
    margin = fluidity(entity)
    if margin is None:
        return None
    room = 2 * margin.room(level)
    return Interval(low=value - room, high=value + room)


def moved_between(
    question: Question, last: Fact, value: Fraction, level: Fraction
) -> Interval | None:
    """Give the same of a move, up to a row, whose words may name the hour."""
    hour = hour_of(question)
    if hour == "close" and is_elsewhere(question, last):
        hour = "any"
    if hour != "touched" and quotes_source(question, last.metric, (last.date,)):
        hour = "same"
    if _is_told_beside(question, last) or _is_told_in_money(question, last, value):
        hour = "same"
    margin = fluidity(last.entity, hour)
    if margin is None:
        return None
    room = (2 if hour == "touched" else _BOTH_ENDS) * margin.room(level)
    return Interval(low=value - room, high=value + room)


def quotes_source(question: Question, metric: str, days: tuple[date, ...]) -> bool:
    """Tell whether words have their figures from the very source: one agrees to its last place.

    Five digits no other hour's value shares by chance, in the sentence of a claim and the one
    before; nor three of a yield, in its own sentence. Other figures beside it are then of the
    source as well.
    """
    analysis, (start, end) = question.analysis, question.claim.sentence
    short = question.entity.startswith("rate:")
    begin = start if short else sentence_before(analysis.article.text, start)
    near = {*days, *(each.start_date for each in days_inside(analysis, begin, end))}
    near.add(question.published)
    told = [
        number.value
        for each in told_inside(analysis, begin, end)
        if each.entity == question.entity and (number := number_of(analysis, each)) is not None
        if number.kind == "level" and number.id != question.quantity.id
        if _digits_of(number) >= (_FEW if short else _MANY)
    ]
    return bool(told) and any(
        row.value in told and not is_elsewhere(question, row)
        for day in near
        if day is not None
        for row in rows_between(
            question.source, question.entity, metric, day - _DAYS, day, by=question.published
        )
    )


def _digits_of(quantity: Quantity) -> int:
    return sum(each.isdigit() for each in quantity.text.rpartition("=")[2])


_FEW, _MANY = 3, 5
"""Digits that agree by chance too seldom: of a yield beside another, of a price anywhere."""
_DAYS = timedelta(4)
_FINE = Fraction(1, 100)


def _is_told_beside(question: Question, last: Fact) -> bool:
    """Tell whether a move's sentence tells the very fixing it ends at: its hour is the data's.

    To a hundredth at the least, in which another hour's rate would agree but by chance.
    """
    if last.entity.partition(":")[0] not in ("fx", "rate"):
        return False
    start, end = question.claim.sentence
    return any(
        each.value == last.value and each.kind == "level" and each.place is not None
        and each.place <= _FINE
        for each in question.analysis.quantities
        if start <= each.start < end and each.id != question.quantity.id
    )  # fmt: skip


def _is_told_in_money(question: Question, last: Fact, percent: Fraction) -> bool:
    """Tell whether a rate's sentence tells the same move to the last place of its money.

    285.2ドル、率にして6.4%値上がりした: four digits no other hour's move shares by chance.
    """
    if question.scale.base != "percent" or percent <= -100:
        return False
    move = abs(last.value - last.value / (1 + percent / 100))
    return any(
        each.entity == question.entity
        and (number := number_of(question.analysis, each)) is not None
        and number.unit == last.unit.partition("/")[0]
        and _digits_of(number) >= _DIGITS_OF_MOVE
        and number.outer.meets(Interval(low=move, high=move))
        for each in told_with(question.analysis, question.claim)
    )


_DIGITS_OF_MOVE = 4


def softened(question: Question, attempt: Attempt, reach: Interval | None) -> Attempt:
    """Take back a refusal that another hour, or another reading, may undo."""
    if attempt.holds is not False or _is_turned(question, attempt):
        return attempt
    if reach is not None and reach.meets(question.claimed):
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="fluid"))
    return attempt


def _is_turned(question: Question, attempt: Attempt) -> bool:
    """Tell whether an amount to its last place is the data's own move, told the other way round.

    No other hour has the same amount by chance and with the other sign.
    """
    number, spread = question.quantity, attempt.spread
    told = question.claim.direction is not None and number.value is not None
    if not told or spread is None or question.claim.metric != "price_change":
        return False
    digits = sum(each.isdigit() for each in number.text)
    return digits >= _DIGITS and (-question.claimed).meets(spread)


_DIGITS = 3
"""Digits of an amount that another hour's would not share by chance, its sign apart."""


def unrefuted(question: Question, attempt: Attempt) -> Attempt:
    """Take back the refusal of what hangs on the hour altogether, as a run of rises does."""
    if question.asked.fixing:
        return attempt
    if attempt.holds is False and fluidity(attempt.entity) is not None:
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="fluid"))
    return attempt
