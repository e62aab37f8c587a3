"""Results so far in percent of a firm's own forecast for the year: 進捗率は55%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from ...claims.metrics import metrics
from ...text.fold import fold_kept
from ..questions import Attempt, Definition, Question, Remark
from ..vintages import standing_at
from ..windows import Window
from .answers import Figure, figure_of, labelled, ratio
from .books import FORECAST, Basis, booked, paired
from .results import AMOUNTS, Aspect, Work, tried


def progress(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give results so far in percent of the firm's own forecast for the year.

    Of the profit that the sentence names; of each of them where it names none or several.
    """
    named = _named(question)
    doubt = None if len(named) == 1 else Remark(code="which_profit")
    for metric in named or AMOUNTS:
        each = labelled(
            msgspec.structs.replace(definition, needs=(metric,)),
            metric,
            f"{_word(metric)}の進捗率",
            f"progress of {metric.replace('_', ' ')}",
        )
        aspect = Aspect(work=_so_far(question, metric), doubt=doubt)
        yield from (
            attempt
            for attempt in tried(question, each, (aspect,))
            if len(named) == 1 or attempt.value is not None
        )


def _word(metric: str) -> str:
    return next(row.ja for row in metrics() if row.key == metric)


def _named(question: Question) -> tuple[str, ...]:
    nouns = {row.key: row.nouns for row in metrics() if row.key in AMOUNTS}
    return tuple(
        key for key in AMOUNTS if any(noun in question.sentence for noun in nouns.get(key, ()))
    )


def _so_far(question: Question, metric: str) -> Work:
    def work(basis: Basis, window: Window, day: date) -> Sequence[Figure]:
        rows = standing_at(question.source.facts(question.entity, metric), day)
        plans = [
            row
            for row in rows
            if row.definition == FORECAST + basis.key
            and row.start is not None
            and abs((row.start - window.start).days) <= 7
            and (row.date - row.start).days > 330
        ]
        whole = [figure_of(row) for row in plans]
        made = booked(question, metric, basis.key, window, day)
        pairs = [*paired(made, whole)] if whole else [
            (one, plan) for one in made for plan in _as_written(question, metric)
        ]  # fmt: skip
        found = (ratio(one, plan, 100, "percent") for one, plan in pairs)
        return [each for each in found if each is not None]

    return work


_CURRENCIES = frozenset({"JPY", "USD"})
_PLANNED = re.compile(r"(?:予想|計画|見通し|目標)(?:である|とする|値?の|は|が)?(?:約)?$")


def _as_written(question: Question, metric: str) -> list[Figure]:
    """Give the forecast that the article itself tells, where no source has one."""
    numbers = {each.id: each for each in question.analysis.quantities}
    told = [
        numbers[each.quantity]
        for each in question.analysis.claims
        if (each.entity, each.metric, each.modality) == (question.entity, metric, "forecast")
        and numbers[each.quantity].kind == "level" and numbers[each.quantity].value
    ]  # fmt: skip
    text = fold_kept(question.analysis.article.text)
    start, end = question.claim.sentence
    told += [
        each
        for each in question.analysis.quantities
        if start <= each.start < end and each.kind == "level" and each.value
        and each.unit in _CURRENCIES
        and _PLANNED.search(text[max(start, each.phrase[0] - 12) : each.phrase[0]])
    ]  # fmt: skip
    values = {each.value for each in told}
    if len(values) != 1 or told[0].value is None:
        return []
    return [Figure(value=told[0].value, spread=told[0].core, unit=told[0].unit, rows=())]


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="progress", metric="progress", ja="進捗率", en="progress", measure=progress,
        standing="conventional", needs=AMOUNTS, settled=True,
    ),
)  # fmt: skip
"""Definitions of progress towards a forecast."""
