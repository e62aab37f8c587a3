"""The Tankan survey: the diffusion index of a segment of firms, and its change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from .answers import Figure
from .cues import before_number, last_said, says
from .facts import Fact
from .monthly import (
    ON_QUARTER,
    Step,
    changes_over,
    heads,
    or_missing,
    span_figures,
    steps_of,
    targets_of,
    tell,
)
from .questions import Attempt, Definition, Question, Remark, Unresolved
from .windows import Window

SEGMENTS = (
    "large_manufacturing", "large_nonmanufacturing", "large_all",
    "medium_manufacturing", "medium_nonmanufacturing",
    "small_manufacturing", "small_nonmanufacturing",
    "all_manufacturing", "all_nonmanufacturing", "all_all",
)  # fmt: skip
"""Segments of the Tankan survey: definitions of rows, kinds of `reference/figure_words.tsv`."""


def tankan(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the diffusion index of the segment that the words name, or its change in points."""
    if question.scale.base not in ("index", "points", "", "number", "percentage_point"):
        raise Unresolved(Remark(code="no_unit"))
    text = before_number(question)
    named = last_said(SEGMENTS, text)
    ahead = "forward" in question.claim.basis or says("ahead", text)
    segments = (named,) if named else SEGMENTS
    changed = question.quantity.kind == "change"
    step = steps_of(question, ON_QUARTER, size=3)[0] if changed else None
    if step is not None and step.months == 1:
        raise Unresolved(Remark(code="other_reference", values=("",)))
    doubt = None if named else Remark(code="no_segment")
    found = (
        attempt
        for segment in segments
        for attempt in _survey(
            question, definition, segment + ("_outlook" if ahead else ""), step, doubt
        )
    )
    yield from or_missing(question, definition, found, named or "")


def _survey(
    question: Question,
    definition: Definition,
    series: str,
    step: Step | None,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    for target in targets_of(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            if step is None:
                return span_figures(rows, window, 3)
            found = changes_over(rows, window, step, 3, heads)
            return [msgspec.structs.replace(each, unit="index") for each in found]

        yield from tell(
            question, definition, series, target, step, work,
            standing="conventional", doubt=doubt,
        )  # fmt: skip
