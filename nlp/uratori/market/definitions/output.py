"""Growth of output: on the quarter, annualised, and on the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ...records import Interval
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.cues import before_number, reference_of, says
from ..vintages import known_day, standing_at
from ..windows import Window, span_of
from .answers import Figure, answers, growth, labelled
from .monthly import (
    ON_QUARTER,
    ON_YEAR,
    YEAR,
    Step,
    changes_over,
    doubt_of,
    revised,
    span_figures,
    steps_of,
    targets_from,
    targets_of,
    tell,
)

_BRACKETS = re.compile(r"\([^()0-9]{0,20}\)")
_OTHER_NUMBER = re.compile(r"[、。,%％]|[0-9０-９]")

_GIVEN = "growth"
"""The metric of rows in which a statistics office states growth itself, in percent."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """One way to tell growth, and the definitions of the rows that state it."""

    key: str
    step: Step
    given: tuple[str, ...]
    annualised: bool = False


_PACES = (
    Pace(
        key="growth_annualised",
        step=Step(months=3, ja="前期比年率", en="on the quarter, annualised"),
        given=("annualized_sa",),
        annualised=True,
    ),
    Pace(key="growth", step=ON_QUARTER, given=("quarter_sa",)),
    Pace(key="growth_year", step=ON_YEAR, given=("year_nsa", "year_sa", "year")),
)
_LEVELS = ("real_sa", "sa", "real_nsa")
"""Definitions of levels that growth is worked out from; the first with data is taken."""


def gdp(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give growth of real GDP: on the quarter, annualised, or on the year.

    What the words name is tried alone; else all three, the annualised one first.
    """
    if question.scale.base != "percent" or "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    if says("nominal", before_number(question, 24)):
        raise Unresolved(Remark(code="other_figure"))
    paces = _paces(question)
    for pace in paces:
        doubt = None if len(paces) == 1 else Remark(code="no_reference")
        yield from _growth(question, definition, pace, doubt)


def _paces(question: Question) -> tuple[Pace, ...]:
    annualised, quarter, year = _PACES
    if says("annualised", _OTHER_NUMBER.split(_unbracketed(question))[-1]):
        return (annualised,)
    reference, span = reference_of(question), span_of(question.claim.period)
    if reference is None:
        whole = span is not None and (span.end - span.start).days > 330
        return (year,) if whole else _PACES
    if reference.text not in before_number(question, 24):
        return _PACES  # it is carried over from another number, which may have been annualised
    step = steps_of(question, ON_QUARTER, size=3)[0]
    return (year,) if step.months == YEAR else (quarter,)


def _unbracketed(question: Question) -> str:
    """Give the words before a number, the commas of brackets left out: (年率換算、前期比)は."""
    return _BRACKETS.sub(lambda found: found[0].replace("、", ""), before_number(question, 24))


def _growth(
    question: Question, definition: Definition, pace: Pace, doubt: Remark | None
) -> Iterator[Attempt]:
    """Give growth as the office states it, or else from the levels of real output."""
    label = labelled(definition, pace.key, definition.ja, definition.en)
    found = list(_given(question, label, pace, doubt))
    for series in _LEVELS:
        if any(each.value is not None for each in found):
            break
        found += _worked_out(question, label, pace, series, doubt)
    name = f"{question.entity}/{_GIVEN}"
    yield from found or (missing(label, question.entity, "no_series", name),)


def _worked_out(
    question: Question, label: Definition, pace: Pace, series: str, doubt: Remark | None
) -> Iterator[Attempt]:
    for target in targets_of(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            found = changes_over(rows, window, pace.step, 3, growth)
            return [_annualised(each) for each in found] if pace.annualised else found

        yield from tell(
            question, label, series, target, pace.step, work,
            standing="conventional", doubt=doubt,
        )  # fmt: skip


def _annualised(figure: Figure) -> Figure:
    def year(percent: Fraction | None) -> Fraction:
        return 100 * ((1 + (percent or Fraction(0)) / 100) ** 4 - 1)

    spread = Interval(low=year(figure.spread.low), high=year(figure.spread.high))
    return msgspec.structs.replace(
        figure, value=year(figure.value), spread=spread, working=f"({figure.working}) ** 4"
    )


def _given(
    question: Question, label: Definition, pace: Pace, doubt: Remark | None
) -> Iterator[Attempt]:
    """Give the growth that the office itself states for the claim's quarter or year."""
    rows = tuple(
        row
        for row in question.source.facts(question.entity, _GIVEN)
        if row.definition in pace.given
    )
    known = standing_at(rows, known_day(question))
    if not known:
        return
    step = pace.step
    named = labelled(
        label, f"{pace.key}_stated", f"{label.ja}・{step.ja}", f"{label.en}, {step.en}"
    )
    for target in targets_from(question, known):
        size = max(3, target.months)
        window = target.window

        def compute(day: date, window: Window = window, size: int = size) -> Sequence[Figure]:
            return span_figures(standing_at(rows, day), window, size)

        held = target.doubt or doubt or doubt_of(question, step) or revised(rows)
        yield from answers(question, named, compute, rows, str(window), doubt=held)
