"""Other sums of moves: of the lower bound, of both ways, the last ones where no time is told."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from ..questions import Attempt, Definition, Question, scale_of
from ..windows import Window
from .policy import (
    Move,
    Tally,
    answered,
    as_of,
    companions,
    counted,
    covers,
    directed,
    event_window,
    moves_of,
    period_of,
    totalled,
)


def last_moves(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the last n moves, where count and total are said together and no period is.

    3回の利下げ(合計75bp) names the last three cuts when these come to 75 bp without a move the
    other way between them.
    """
    if period_of(question) is not None or question.claim.direction is None:
        return
    other = next((each for each in companions(question)), None)
    if other is None or other.metric == question.claim.metric:
        return
    count = _written(question, "policy_rate_moves")
    if count is None or count.denominator != 1 or not 0 < count <= 20:
        return
    end = as_of(question)
    known = [move for move in moves_of(question) if move.day <= end][-int(count) :]
    if len(known) < count or not covers(question, Window(start=known[0].day, end=end)):
        return
    window = Window(start=known[0].day, end=end)
    moves = directed(question, window)
    if len(moves) == count and _fits_companion(question, moves, window):
        measure = counted if question.claim.metric == "policy_rate_moves" else totalled
        yield answered(question, definition, measure(moves, window))


def _written(question: Question, metric: str) -> Fraction | None:
    for claim in (question.claim, *companions(question)):
        if claim.metric == metric:
            return next(
                (q.value for q in question.analysis.quantities if q.id == claim.quantity), None
            )
    return None


def _fits_companion(question: Question, moves: tuple[Move, ...], window: Window) -> bool:
    if question.claim.metric == "policy_rate_change":
        return True
    claim = next(each for each in companions(question) if each.metric == "policy_rate_change")
    written = next(q for q in question.analysis.quantities if q.id == claim.quantity)
    scale = scale_of("policy_rate_change", written.unit)
    return scale is not None and totalled(moves, window).value in scale.onto(written.outer)


def lower_bound(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the total of the moves of the lower bound, where it differs from the upper one's."""
    window = event_window(question)
    moves = directed(question, window)
    tally = totalled(moves, window)
    size = abs(sum((move.lower_size for move in moves), Fraction(0)))
    if size != tally.value:
        yield answered(question, definition, msgspec.structs.replace(tally, value=size))


def net_change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change over the span, a change the other way negative, where the bank did both."""
    window = event_window(question)
    moves = directed(question, window)
    every = tuple(move for move in moves_of(question) if window.start <= move.day <= window.end)
    if moves and len(every) != len(moves):
        sign = 1 if question.claim.direction == "up" else -1
        size = sign * sum((move.size for move in every), Fraction(0))
        tally = Tally(value=size, unit="percentage_point", window=window, moves=every)
        yield answered(question, definition, tally)
