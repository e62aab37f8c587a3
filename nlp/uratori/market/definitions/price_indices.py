"""Price indices: their rise on the month or the year, and their level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from ...records import Interval
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Standing, Unresolved
from ..reading.cues import before_number, last_said, reference_of, says
from ..windows import Window, months_back
from .answers import Figure, growth, less
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


def prices(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change of a price index, or its level.

    On the year the unadjusted index is conventional, on the month the adjusted one.
    """
    if "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    question = msgspec.structs.replace(question, entity=_index_of(question))
    if question.scale.base in ("index", "points", "", "number"):
        yield from or_missing(question, definition, _index_level(question, definition))
        return
    if question.scale.base == "percentage_point" and question.quantity.kind == "change":
        yield from or_missing(question, definition, _growth_moved(question, definition))
        return
    if question.scale.base != "percent":
        raise Unresolved(Remark(code="no_unit"))
    steps = steps_of(question, ON_YEAR)
    said = reference_of(question) is not None
    for step in steps if said else (*steps, ON_MONTH):
        usual = "nsa" if step.months == YEAR else "sa"
        held: list[Attempt] = []
        for series in ("nsa", "sa"):
            plain = series == usual or (usual == "sa" and question.entity.startswith("macro:jp."))
            standing: Standing = "conventional" if plain and step in steps else "unusual"
            found = _price_change(question, definition, series, step, standing)
            if series == usual and not (step not in steps and _far(question, held)):
                found = or_missing(question, definition, found, series)
            held += found
        yield from held


_LESS = re.compile("除(?:く|いた)(?:総合(?:指数)?)?")
_ENDED = re.compile("[はが、。]")
_CORES = {
    ("macro:jp.cpi", "core"): "macro:jp.core_cpi",
    ("macro:jp.cpi", "core_core"): "macro:jp.core_core_cpi",
    ("macro:jp.core_cpi", "core_core"): "macro:jp.core_core_cpi",
    ("macro:us.cpi", "core"): "macro:us.core_cpi",
    ("macro:us.cpi", "core_core"): "macro:us.core_cpi",
}
"""Index of all items, and the words that take some out -> the index without them."""


def _index_of(question: Question) -> str:
    """Give the index that the words before a number mean: 生鮮食品を除く…消費者物価指数.

    Raises Unresolved where it is a core that no series is known of.
    """
    entity = question.entity
    if _OWNED_HOMES in before_number(question, 30):
        raise Unresolved(Remark(code="other_figure"))
    said = last_said(("core", "core_core", "whole"), _of_the_index(question))
    if said in (None, "whole"):
        return entity
    if "core" in entity:
        return _CORES.get((entity, said), entity)
    if (entity, said) not in _CORES:
        raise Unresolved(Remark(code="other_figure"))
    return _CORES[entity, said]


def _of_the_index(question: Question) -> str:
    """Give the words before a number that speak of its own index: コアは鈍ったが、CPIは has none.

    What stands before the index's name counts where nothing has ended between the two.
    """
    text, named = before_number(question), question.claim.metric_text or ""
    before, name, behind = text.rpartition(named) if named else ("", "", text)
    return _LESS.sub("除", _ENDED.split(before)[-1] + name + behind)


_OWNED_HOMES = "帰属家賃"
"""Of the index without it, by which wages are deflated, there is no series."""
_SEASONS = 1
"""How many points a month's rise may differ by the season at the most."""


def _far(question: Question, attempts: Sequence[Attempt]) -> bool:
    """Tell whether a number lies so far off a month's rise that no adjustment could mend it."""
    return bool(attempts) and all(
        each.holds is False
        and each.value is not None
        and not Interval(low=each.value - _SEASONS, high=each.value + _SEASONS).meets(
            question.claimed
        )
        for each in attempts
    )


def _price_change(
    question: Question, definition: Definition, series: str, step: Step, standing: Standing
) -> Iterator[Attempt]:
    for target in targets_of(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            return changes_over(rows, window, step, 1, growth)

        yield from tell(question, definition, series, target, step, work, standing=standing)


_TENTH = Fraction(1, 10)


def _growth_moved(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how many points the growth on the year differs from that of the month before.

    As published, both to a tenth, which is what a reader can set against each other.
    """
    before = reference_of(question)
    doubt = None if before is not None and says("month", before.text) else _UNTOLD
    question = _signed(question)
    for target in targets_of(question, "nsa"):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            last = changes_over(rows, window, ON_YEAR, 1, growth)
            earlier = Window(start=months_back(window.start, 1), end=months_back(window.end, 1))
            first = changes_over(rows, earlier, ON_YEAR, 1, growth)
            return [_as_told(*pair) for pair in zip(last, first, strict=False)]

        yield from tell(
            question, definition, "nsa", target, ON_MONTH, work, standing="conventional",
            doubt=doubt,
        )  # fmt: skip


_UNTOLD = Remark(code="no_reference")


def _signed(question: Question) -> Question:
    """Read 0.1ポイント縮小 as a fall of the growth."""
    falls = "down" in (question.claim.direction, question.quantity.direction)
    if not falls or question.mirrored:
        return question
    return msgspec.structs.replace(question, claimed=-question.claimed, mirrored=True)


def _as_told(last: Figure, first: Figure) -> Figure:
    found = less(_rounded(last), _rounded(first))
    return msgspec.structs.replace(
        found, unit="percentage_point", spread=Interval(low=found.value, high=found.value)
    )


def _rounded(figure: Figure) -> Figure:
    value = Fraction((figure.value / _TENTH + Fraction(1, 2)).__floor__()) * _TENTH
    return msgspec.structs.replace(
        figure, value=value, spread=Interval(low=value, high=value), working=""
    )


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
