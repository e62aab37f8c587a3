"""Price indices: their rise on the month or the year, and their level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from .answers import Figure, growth
from .cues import reference_of
from .facts import Fact
from .monthly import (
    ON_MONTH,
    ON_YEAR,
    YEAR,
    Step,
    changes_over,
    or_missing,
    span_figures,
    steps_of,
    targets_of,
    tell,
)
from .questions import Attempt, Definition, Question, Remark, Standing, Unresolved
from .windows import Window


def prices(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change of a price index, or its level.

    On the year the unadjusted index is conventional, on the month the adjusted one.
    """
    if "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    if question.scale.base in ("index", "points", "", "number"):
        yield from or_missing(question, definition, _index_level(question, definition))
        return
    if question.scale.base != "percent":
        raise Unresolved(Remark(code="no_unit"))
    steps = steps_of(question, ON_YEAR)
    said = reference_of(question) is not None
    for step in steps if said else (*steps, ON_MONTH):
        usual = "nsa" if step.months == YEAR else "sa"
        for series in ("nsa", "sa"):
            standing: Standing = "conventional" if series == usual and step in steps else "unusual"
            found = _price_change(question, definition, series, step, standing)
            if series == usual:
                found = or_missing(question, definition, found, series)
            yield from found


def _price_change(
    question: Question, definition: Definition, series: str, step: Step, standing: Standing
) -> Iterator[Attempt]:
    for target in targets_of(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            return changes_over(rows, window, step, 1, growth)

        yield from tell(question, definition, series, target, step, work, standing=standing)


def _index_level(question: Question, definition: Definition) -> Iterator[Attempt]:
    for series in ("nsa", "sa"):
        standing: Standing = "conventional" if series == "nsa" else "unusual"
        for target in targets_of(question, series):
            window = target.window

            def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
                return span_figures(rows, window, 1)

            for each in tell(question, definition, series, target, None, work, standing=standing):
                yield _same_base(question, each)


_BASE_ROOM = Fraction(1, 20)


def _same_base(question: Question, attempt: Attempt) -> Attempt:
    """Take back a miss so wide that the index may be of another base year."""
    stated, value = question.quantity.value, attempt.value
    if attempt.holds is False and stated and value and abs(stated / value - 1) > _BASE_ROOM:
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="base_year"))
    return attempt
