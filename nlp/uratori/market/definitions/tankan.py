"""The Tankan survey: the diffusion index of a segment of firms, and its change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ...records import Claim
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Unresolved
from ..reading.cues import before_number, last_said, says, words
from ..windows import Window
from .answers import Figure
from .monthly import (
    ON_QUARTER,
    Step,
    as_published,
    changes_over,
    or_missing,
    span_figures,
    steps_of,
    targets_of,
    tell,
)

_SURVEY = "macro:jp.tankan"
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
    named = _segment(text)
    ahead = "forward" in question.claim.basis or says("ahead", text)
    segments = (named,) if named else SEGMENTS
    changed = question.quantity.kind == "change"
    step = steps_of(question, ON_QUARTER, size=3)[0] if changed else None
    if step is not None and step.months == 1:
        raise Unresolved(Remark(code="other_reference", values=("",)))
    doubt = None if named else Remark(code="no_segment")
    if says("other_di", text) or _is_part(text, named):
        doubt = Remark(code="part_of_index")
    found = (
        attempt
        for segment in segments
        for attempt in _survey(
            question, definition, segment + ("_outlook" if ahead else ""), step, doubt
        )
    )
    yield from or_missing(question, definition, found, named or "")


_OTHER = re.compile(r"非?製造業")


def _segment(text: str) -> str | None:
    """Give the segment named last; of one that leaves a size out, of the size named before.

    大企業製造業DIは14、非製造業は35 speaks of large firms twice.
    """
    named = last_said(SEGMENTS, text)
    if named is None:
        return None
    later = _OTHER.findall(text, max(_ends(text, named)))
    if not later:
        return named
    kind = "nonmanufacturing" if later[-1].startswith("非") else "manufacturing"
    return f"{named.partition('_')[0]}_{kind}"


def _ends(text: str, segment: str) -> list[int]:
    """Give where the last of each of a segment's words ends."""
    return [text.rfind(word) + len(word) for word in words(segment) if word in text]


_PART = re.compile(r"([^、。()はがもで]{1,12})の(?:業況判断)?(?:DI|指数)")


def _is_part(text: str, segment: str | None) -> bool:
    """Tell whether a number is of one industry of a segment: 大企業製造業では自動車のDIが8."""
    if segment is None:
        return False
    part = _PART.search(text, max(_ends(text, segment), default=0))
    return part is not None and not part[1].endswith(words("of_the_survey"))


_OUTLOOK = re.compile(r"先行きの?(?:業況)?(?:判断)?(?:DI|指数)は(?:、|約)?$")
"""The index of the outlook itself right before its number, whatever the words behind foresee."""


def is_outlook(claim: Claim, before: str, behind: str) -> bool:
    """Tell whether a figure is the outlook that firms gave in the survey, which is a fact of it.

    before, behind: the sentence's text on both sides of the number. 3カ月後に15となる見通し, which
    foresees by itself, stays a forecast.
    """
    if claim.metric != "diffusion_index" or claim.entity != _SURVEY:
        return False
    expected = says("expected_by", before + behind)
    expected = expected or (says("ahead", behind) and _OUTLOOK.search(before) is None)
    return says("ahead", before) and not expected


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
            found = changes_over(rows, window, step, 3, as_published)
            return [msgspec.structs.replace(each, unit="index") for each in found]

        yield from tell(
            question, definition, series, target, step, work,
            standing="conventional", doubt=doubt,
        )  # fmt: skip
