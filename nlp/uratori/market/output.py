"""Growth of output: on the quarter, annualised, and on the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ..records import Interval
from .answers import Figure, answers, growth, labelled
from .cues import before_number, reference_of, says
from .facts import Fact
from .monthly import (
    ON_QUARTER,
    YEAR,
    Step,
    Target,
    changes_over,
    revised,
    span_figures,
    steps_of,
    targets_of,
    tell,
)
from .questions import Attempt, Definition, Question, Remark, Unresolved, missing
from .vintages import known_day, standing_at
from .windows import Window, span_of

_OTHER_NUMBER = re.compile(r"[、。,%％]|[0-9０-９]")

_GIVEN = {
    "growth": ("前期比", "on the quarter", 3),
    "growth_annualised": ("前期比年率", "on the quarter, annualised", 3),
    "growth_year": ("前年比", "on the year", YEAR),
}
"""Rows that a statistics office gives as growth, in percent, dated as the levels are."""


def gdp(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give growth of real GDP: on the quarter, annualised, or on the year.

    What the words name is tried alone; else all three, the annualised one first.
    """
    if question.scale.base != "percent" or "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    if says("nominal", before_number(question, 24)):
        raise Unresolved(Remark(code="other_figure"))
    named = _growth_named(question)
    for metric in named:
        doubt = None if len(named) == 1 else Remark(code="no_reference")
        yield from _growth(question, definition, metric, doubt)


def _growth_named(question: Question) -> tuple[str, ...]:
    if says("annualised", _OTHER_NUMBER.split(before_number(question, 24))[-1]):
        return ("growth_annualised",)
    reference, span = reference_of(question), span_of(question.claim.period)
    if reference is None:
        whole = span is not None and (span.end - span.start).days > 330
        return ("growth_year",) if whole else tuple(_GIVEN)
    step = steps_of(question, ON_QUARTER, size=3)[0]
    return ("growth_year",) if step.months == YEAR else ("growth",)


def _growth(
    question: Question, definition: Definition, metric: str, doubt: Remark | None
) -> Iterator[Attempt]:
    ja, en, months = _GIVEN[metric]
    step = Step(months=months, ja=ja, en=en)
    label = msgspec.structs.replace(definition, key=metric)
    found = list(_given(question, label, metric, step, doubt))
    for series in ("sa", "nsa") if months == YEAR else ("sa",):
        if found:
            break
        for target in targets_of(question, series):
            window = target.window

            def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
                return _growths(rows, window, step, metric)

            found += tell(
                question, label, series, target, step, work,
                standing="conventional", doubt=doubt,
            )  # fmt: skip
    yield from found or (
        missing(label, question.entity, "no_series", f"{question.entity}/{metric}"),
    )


def _growths(rows: Sequence[Fact], window: Window, step: Step, metric: str) -> Sequence[Figure]:
    found = changes_over(rows, window, step, 3, growth)
    return [_annualised(each) for each in found] if metric == "growth_annualised" else found


def _annualised(figure: Figure) -> Figure:
    def year(percent: Fraction | None) -> Fraction:
        return 100 * ((1 + (percent or Fraction(0)) / 100) ** 4 - 1)

    spread = Interval(low=year(figure.spread.low), high=year(figure.spread.high))
    return msgspec.structs.replace(
        figure, value=year(figure.value), spread=spread, formula=f"({figure.formula}) ** 4"
    )


def _given(
    question: Question, label: Definition, metric: str, step: Step, doubt: Remark | None
) -> Iterator[Attempt]:
    """Give the growth that the office itself states for the claim's quarter or year."""
    rows = tuple(question.source.facts(question.entity, metric))
    if not standing_at(rows, known_day(question)):
        return
    named = labelled(label, metric, step.ja, step.en)
    source = _Growths(question, metric)
    for target in source.targets():
        size = 3 if target.months <= 3 else target.months
        window = target.window

        def compute(day: date, window: Window = window, size: int = size) -> Sequence[Figure]:
            return span_figures(standing_at(rows, day), window, size)

        held = target.doubt or doubt or revised(question, rows, True)
        yield from answers(question, named, compute, rows, str(window), doubt=held)


class _Growths(msgspec.Struct, frozen=True):
    """The growth rows of a claim, and the spans it may speak of."""

    question: Question
    metric: str

    def targets(self) -> Iterator[Target]:
        """Give the claim's span; where it names none, the latest quarter known."""
        if span_of(self.question.claim.period) is not None:
            yield from targets_of(self.question, "sa")
            return
        rows = standing_at(
            self.question.source.facts(self.question.entity, self.metric),
            known_day(self.question),
        )
        if self.question.published is not None and rows:
            last = max(row.date for row in rows)
            yield Target(
                window=Window(start=last, end=last), doubt=Remark(code="no_month", values=("",))
            )
