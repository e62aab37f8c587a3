"""Jobs: the unemployment rate and the number of people employed, and their changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from ...records import Interval
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Standing, Unresolved, missing
from ..reading.cues import after_number, before_number, last_said, reference_of, says, words
from .answers import Figure, growth, last_digit, less
from .monthly import (
    LEVEL,
    ON_MONTH,
    Change,
    Step,
    Target,
    as_published,
    changes_over,
    exactly,
    or_missing,
    span_figures,
    steps_of,
    targets_of,
    tell,
)


def unemployment(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the rate, or how many points it has moved; adjusted is conventional."""
    question = _of_width(question)
    changed = question.quantity.kind == "change"
    plain = ("percent", "percentage_point", *(("points",) if changed else ()))
    if question.scale.base not in plain:
        raise Unresolved(Remark(code="no_unit"))
    steps: tuple[Step | None, ...] = steps_of(question, ON_MONTH) if changed else (None,)
    doubt = None
    if changed and question.scale.base == "percent":
        doubt = Remark(code="percent_or_points")
    on_month = _FROM_MONTH.search(before_number(question)) is not None
    if changed and reference_of(question) is None and not on_month:
        doubt = Remark(code="no_reference")
    for series in ("sa", "nsa"):
        found = (
            attempt
            for target in targets_of(question, series)
            for step in steps
            for attempt in _rate(question, definition, series, target, step, doubt)
        )
        yield from or_missing(question, definition, found, series) if series == "sa" else found


_FROM_MONTH = re.compile(r"前の?月(?:からの?|より|と?の?比較?)[^、。]{0,16}$")
_WIDTH = re.compile(
    r"(?:(?P<up>悪化|上昇)|改善|低下)(?:の)?幅(?:は|が|も)[^。0-9]{0,24}?(?:前月比|比較で|比べて?)?[^。0-9]{0,8}$"
)
"""Before a number of points that a rate has moved by: 失業率の悪化幅は."""


def _of_width(question: Question) -> Question:
    """Take for a change what is told as its width; an improved rate has fallen."""
    width = _WIDTH.search(before_number(question))
    if width is None or question.quantity.kind != "level" or question.quantity.unit == "percent":
        return question
    number = msgspec.structs.replace(question.quantity, kind="change")
    question = msgspec.structs.replace(question, quantity=number)
    if width["up"]:
        return question
    return msgspec.structs.replace(
        question, claimed=-question.claimed, mirrored=not question.mirrored
    )


def _rate(
    question: Question,
    definition: Definition,
    series: str,
    target: Target,
    step: Step | None,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    def work(rows: Sequence[Fact]) -> Sequence[Figure]:
        if step is None:
            return span_figures(rows, target.window, 1)
        found = changes_over(rows, target.window, step, 1, _points)
        return [msgspec.structs.replace(each, unit=question.scale.base) for each in found]

    standing: Standing = "conventional" if series == "sa" else "unusual"
    yield from tell(
        question, definition, series, target, step, work, standing=standing, doubt=doubt
    )


def _points(last: Figure, first: Figure) -> Figure:
    """Give a change in points as published: the difference of the rates as they are published."""
    found = less(last, first)
    return msgspec.structs.replace(found, unit="percentage_point", spread=exactly(found.value))


_PAYROLLS = "macro:us.payrolls"
_OF_PAYROLLS = frozenset({_PAYROLLS, "macro:us.employment"})
"""The series, and the report by whose name it is told: 米雇用統計では、…雇用者が."""
_FEW = 10**7
"""Below so many people a figure of payrolls is a change: 雇用者数は15万人だった."""


def payrolls(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change in people on the month, the number of people, or the growth in percent."""
    if question.entity not in _OF_PAYROLLS:
        yield missing(definition, question.entity, "no_series", f"{question.entity}/{LEVEL}")
        return
    question = _of_payrolls(question)
    stated = abs(question.quantity.value or Fraction(0))
    changed = question.quantity.kind == "change" or stated < _FEW
    if question.scale.base not in ("people", "percent"):
        raise Unresolved(Remark(code="no_unit"))
    doubt = None
    steps: tuple[Step | None, ...] = (None,)
    if changed:
        steps = steps_of(question, ON_MONTH)
        doubt = _unlike_payrolls(question)
    change: Change = growth if question.scale.base == "percent" else as_published
    found = (
        attempt
        for target in targets_of(question, "sa")
        for step in steps
        for attempt in _jobs(question, definition, target, step, change, doubt)
    )
    yield from or_missing(question, definition, found, "sa")


def _of_payrolls(question: Question) -> Question:
    """Read a figure as one of payrolls; what the words before it call a fall is negative."""
    fell = question.quantity.kind != "change" and (
        last_said(("more_people", "fewer_people"), before_number(question)) == "fewer_people"
        or after_number(question).startswith(words("fewer_by"))
    )
    return msgspec.structs.replace(
        question,
        entity=_PAYROLLS,
        claimed=-question.claimed if fell else question.claimed,
        mirrored=question.mirrored != fell,
    )


_REVISED_BY = re.compile(
    r"(?:ほど|分|程度)?(?:の|も|、)?(?:上方|下方)(?:に)?(?:修正|改定)|(?:ほど|分)?(?:引き[上下]げ|下振れ|上振れ)"
)


def _unlike_payrolls(question: Question) -> Remark | None:
    """Doubt a number that is not told to be a change, or employees that may be others.

    By how much the months before were revised is no change on the month.
    """
    if _REVISED_BY.match(after_number(question)):
        return Remark(code="other_figure")
    text = before_number(question)
    told = last_said(("more_people", "fewer_people"), text) is not None
    told = told or after_number(question).startswith((*words("more_by"), *words("fewer_by")))
    told = told or reference_of(question) is not None or question.quantity.text[0] in "+-▲△"
    if question.quantity.kind != "change" and not told:
        return Remark(code="no_reference")
    named = question.claim.metric == "payrolls" or says("nonfarm", question.sentence)
    return None if named else Remark(code="part_of_index")


def _rounded(question: Question, mean: Figure) -> Figure:
    """Give a mean of several months to the last digit that the article tells of it."""
    half = (last_digit(question) or Fraction(1000)) / 2
    return msgspec.structs.replace(
        mean, spread=Interval(low=mean.value - half, high=mean.value + half)
    )


def _jobs(
    question: Question,
    definition: Definition,
    target: Target,
    step: Step | None,
    change: Change,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    def work(rows: Sequence[Fact]) -> Sequence[Figure]:
        if step is None:
            return span_figures(rows, target.window, 1)
        found = changes_over(rows, target.window, step, 1, change)
        return found if target.months == 1 else [_rounded(question, each) for each in found]

    yield from tell(
        question, definition, "sa", target, step, work, standing="conventional", doubt=doubt
    )
