"""What closes alone tell of highs and lows within the day, where no series holds those.

A day's high lies at or above its close, and no farther above that and the close before than
`reference/day_ranges.tsv` says.
A statement that no such high could bear out needs no series of highs to be refuted; and one whose
own sentence quotes the day's close to its last place speaks of closes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from ...lexicon import read_table
from ...records import Claim, Interval, Quantity
from ...text.fold import fold_kept
from ...text.stops import sentence_end
from ..facts import has_rows, rows_between
from ..places import days_inside, inside, number_of, told_inside
from ..questions import Question
from ..reading.sentences import sentence_before
from .fluid import Fluidity, fluidity, hour_of
from .prices import Price

_DIGITS = 4
_DIGITS_OF_FLUID = 5
"""Digits of a price that another hour's would not share by chance."""
_GAP = timedelta(7)
"""Days by which a series may begin after the first of those that are looked at."""
_DIGIT = re.compile(r"[0-9]")


_ANY = Interval(low=None, high=None)
"""What no range is known of."""


@lru_cache(maxsize=1)
def _ranges() -> dict[str, Fraction]:
    return {
        row["entity"]: Fraction(row["share"])
        for row in read_table("day_ranges", package="uratori.reference")
    }


def room(question: Question, entity: str) -> Fluidity | None:
    """Give how far a day may reach beyond its closes; None where none can tell."""
    margin = fluidity(entity, hour_of(question))
    if margin is not None:
        return margin
    held = _ranges()
    share = held.get(entity) or held.get(entity.partition(":")[0])
    return None if share is None else Fluidity(share=share, points=Fraction(0))


def is_unseen(question: Question, entity: str, metric: str) -> bool:
    """Tell whether an entity has closes and no series of its highs or lows."""
    closes = has_rows(question.source, entity, "close")
    return metric in ("high", "low") and closes and not has_rows(question.source, entity, metric)


def quotes_close(question: Question, last: Price) -> bool:
    """Tell whether a text holds the very close of a day: 終値5,371.3ドルは2月以来の安さ.

    The sentence of the claim is read, and the one before it.
    """
    start, end = question.claim.sentence
    text = question.analysis.article.text
    start = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "。\n") + 1
    fluid = fluidity(question.entity) is not None
    fluid = fluid and not question.entity.startswith("rate:jp")  # of one source
    least = _DIGITS_OF_FLUID if fluid else _DIGITS
    return any(
        each.kind == "level"
        and each.value == last.row.value
        and len(_digits(each.text)) >= least
        and start <= each.start < end
        for each in question.analysis.quantities
    )


def _digits(text: str) -> str:
    return "".join(_DIGIT.findall(text)).lstrip("0")


def is_impossible(question: Question, found: tuple[Price, ...], due: tuple[date, date]) -> bool:
    """Tell whether no hour of the days could make the last the first so high, or low, since some.

    found: closes up to the last day. due: the days among which the level is said to have been met.
    """
    if quotes_close(question, found[-1]):
        return True
    reach = room(question, question.entity)
    high = question.asked.sense == "high"
    if reach is None:
        return False
    whole = found[0].day <= due[0] + _GAP
    return _is_broken(found, due, reach, high=high) or (
        whole and not _is_met(found, due, reach, high=high)
    )


def farthest(question: Question, found: Sequence[Price], at: int, *, high: bool) -> Interval | None:
    """Give where the high, or the low, of a day lies, by the closes of a span; None if unknown."""
    reach = room(question, question.entity)
    if reach is None or reach.points:
        return None
    ends = (found[at].value, _end(found, at, reach, high=high))
    return Interval(low=min(ends), high=max(ends))


def within_day(question: Question, closes: Sequence[Price]) -> Interval:
    """Give where any price of a day lies: of its close, the last given, and the one before."""
    reach = room(question, question.entity)
    if reach is None or reach.points:
        return _ANY
    last = len(closes) - 1
    low, high = (_end(closes, last, reach, high=high) for high in (False, True))
    return Interval(low=low, high=high)


_CAME_TO = re.compile(r"[高安]の|[高安]い")


def moved_to(question: Question, closes: Sequence[Price]) -> bool:
    """Tell whether a price is told as that to which the day's closes moved: 2.8%安の167.65ドル.

    closes: up to the day; the move before the price is that of the last two of them.
    """
    if question.asked.intraday:
        return False
    text = fold_kept(question.analysis.article.text)
    own, (first, last) = question.quantity, closes[-2:]
    move = abs(last.value - first.value)
    for each in inside(question.analysis.quantities, question.claim.sentence[0], own.start):
        near = _CAME_TO.fullmatch(text, max(each.end, each.phrase[1]), own.phrase[0]) is not None
        told = 100 * move / first.value if each.unit == "percent" else move
        if near and each.kind == "change" and each.outer.meets(Interval(low=told, high=told)):
            return True
    return False


def tells_closes(question: Question, closes: Sequence[Price]) -> bool:
    """Tell whether the figures beside a price are of closes: S&P500は1.95%高、VIXは16.92.

    One of them has to be, to its last place, a close of the price's own owner of a day named, or
    what its own owner closed at on the day of the price, or its move from the close before.
    """
    if question.asked.intraday:
        return False
    analysis, (start, end) = question.analysis, question.claim.sentence
    text = analysis.article.text
    begin, end = sentence_before(text, start), sentence_end(text, end + 1)
    held = _closes_named(question, begin, end) | {each.value for each in closes}
    if any(
        each.kind == "level"
        and each.id != question.quantity.id
        and each.value in held
        and len(_digits(each.text)) >= _DIGITS
        for each in inside(analysis.quantities, begin, end)
    ):
        return True
    return any(
        number is not None and _is_of_closes(question, each, number, closes)
        for each in told_inside(analysis, begin, end)
        if each.entity != question.entity
        for number in (number_of(analysis, each),)
    )


def _closes_named(question: Question, start: int, end: int) -> set[Fraction]:
    """Give the closes of an owner on the days that a stretch names, and shortly before them."""
    return {
        row.value
        for each in days_inside(question.analysis, start, end)
        if each.start_date is not None
        for row in rows_between(
            question.source, question.entity, "close", each.start_date - _GAP, each.start_date,
            by=question.published,
        )
    }  # fmt: skip


def _is_of_closes(
    question: Question, claim: Claim, number: Quantity, closes: Sequence[Price]
) -> bool:
    """Tell whether another owner's number is that of its closes."""
    entity, day = claim.entity or "", closes[-1].day
    if fluidity(entity) is not None or "futures" in claim.basis:
        return False
    rows = rows_between(question.source, entity, "close", closes[0].day, day, by=question.published)
    held, digits = {row.date: row.value for row in rows}, len(_digits(number.text))
    last = held.get(day)
    if last is None or len(held) < 2:
        return False
    move = last - held[max(each for each in held if each < day)]
    if number.unit == "percent":
        return digits >= _DIGITS - 1 and _is_move(number, 100 * move / (last - move))
    if number.kind == "level":
        return digits >= _DIGITS and number.value == last
    return digits >= _DIGITS and _is_move(number, move)


def _is_move(number: Quantity, move: Fraction) -> bool:
    return any(number.outer.meets(Interval(low=each, high=each)) for each in (move, abs(move)))


def _end(found: Sequence[Price], at: int, reach: Fluidity, *, high: bool) -> Fraction:
    """Give the highest, or lowest, that a day can have been: it may open at the close before."""
    near = [each.value for each in found[max(0, at - 1) : at + 1]]
    if high:
        return max(near) + reach.room(max(near))
    return min(near) - reach.room(min(near))


def _is_met(
    found: tuple[Price, ...], due: tuple[date, date], reach: Fluidity, *, high: bool
) -> bool:
    """Tell whether some of the days may have been as high, or as low, as the last."""
    sign, last = (1 if high else -1), found[-1].value
    return any(
        due[0] <= each.day <= due[1] and sign * _end(found, at, reach, high=high) >= sign * last
        for at, each in enumerate(found[:-1])
    )


def _is_broken(
    found: tuple[Price, ...], due: tuple[date, date], reach: Fluidity, *, high: bool
) -> bool:
    """Tell whether a day since then was higher, or lower, than the last can have been."""
    sign = 1 if high else -1
    end = sign * _end(found, len(found) - 1, reach, high=high)
    return any(each.day > due[1] and sign * each.value > end for each in found[:-1])
