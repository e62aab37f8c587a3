"""Other monthly figures of an economy: surveys, job openings, price indices, output, sales.

Each is a level or a change of its one series; which of adjusted and unadjusted figures is usual
hangs on what the source has. A part of a figure (new orders, regular jobs) is never set against
the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Standing, Unresolved
from ..reading.cues import before_number, reference_of
from ..windows import Window
from .answers import Figure, growth
from .monthly import (
    LEVEL,
    ON_MONTH,
    ON_YEAR,
    YEAR,
    Change,
    Step,
    as_published,
    changes_over,
    or_missing,
    span_figures,
    steps_of,
    targets_of,
    tell,
)

_SURVEYS = ("sentiment", "pmi", "consumer_confidence", "job_openings", "participation")
_INDICES = ("ppi", "pce", "industrial_production", "retail_sales", "durable_goods")
_WHOLE = ("level", "sa", "nsa")
"""The definitions of rows that a whole figure has."""
_PART = re.compile(
    r"新規|雇用(?!統計)|仕入|価格(?!指数)|在庫|入荷|輸出|輸入|先行き|期待|見通し|現状|正社員|出荷"
    r"|予測|自動車|ガソリン|除[くい]|コア|サービス(?!業(?:景況|景気|PMI|購買))|実質|名目"
)


def indicator(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the level or the change of an economy's figure over the claim's month.

    Raises Unresolved for a part of it and for what is averaged.
    """
    entity = question.entity
    if not entity.startswith("macro:"):
        raise Unresolved(Remark(code="no_entity"))
    if entity == "macro:us.pce" and "コア" in before_number(question, 24):
        entity = "macro:us.core_pce"
        question = msgspec.structs.replace(question, entity=entity)
    words = (question.claim.metric_text or "") + before_number(question, 14)
    if _PART.search(words.replace("コア", "") if entity.endswith("core_pce") else words):
        raise Unresolved(Remark(code="other_figure"))
    held = {row.definition for row in question.source.facts(entity, LEVEL)}
    series = tuple(each for each in _WHOLE if each in held)
    found = (
        each
        for step in _steps(question)
        for name in series
        for each in _told(question, definition, name, step, _standing(name, series, step))
    )
    yield from or_missing(question, definition, found)


def _steps(question: Question) -> tuple[Step | None, ...]:
    """Give what a number is a change over, None for a level; without a word for it, both usual."""
    unit = question.scale.base
    rate = unit == "percent" and question.claim.metric != "participation"
    if not rate and question.quantity.kind != "change":
        return (None,)
    if reference_of(question) is not None:
        return tuple(steps_of(question, ON_MONTH))
    doubt = Remark(code="no_reference")
    return tuple(msgspec.structs.replace(each, doubt=doubt) for each in (ON_YEAR, ON_MONTH))


def _standing(name: str, held: Sequence[str], step: Step | None) -> Standing:
    usual = "nsa" if step is not None and step.months == YEAR else "sa"
    return "unusual" if usual in held and name not in (usual, LEVEL) else "conventional"


def _told(
    question: Question, definition: Definition, name: str, step: Step | None, standing: Standing
) -> Iterator[Attempt]:
    change: Change = growth if question.scale.base == "percent" else as_published
    if question.claim.metric == "participation":
        change = as_published
    for target in targets_of(question, name):

        def work(rows: Sequence[Fact], window: Window = target.window) -> Sequence[Figure]:
            if step is None:
                return span_figures(rows, window, 1)
            found = changes_over(rows, window, step, 1, change)
            if change is growth:
                return found
            return [msgspec.structs.replace(each, unit=question.scale.base) for each in found]

        yield from tell(question, definition, name, target, step, work, standing=standing)


DEFINITIONS: tuple[Definition, ...] = tuple(
    Definition(
        key="indicator", metric=metric, ja="統計の公表値", en="published figure",
        measure=indicator, standing="conventional", settled=True, needs=(LEVEL,), signed=True,
    )
    for metric in (*_SURVEYS, *_INDICES)
)  # fmt: skip
"""Definitions of other monthly figures."""
