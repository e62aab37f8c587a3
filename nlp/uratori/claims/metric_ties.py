"""Ties a number to a metric: every candidate with its score and its reason, best first."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from ..records import Quantity
from .metrics import Cue, Metric, Side
from .sentence import SentenceView

Reading = Literal["level", "change"]

LEAST = 0.5
"""A weaker tie is not made."""

_BEFORE = re.compile(
    r"[)）」』\s]{0,2}(?:(?:[(（][^()（）]{1,12}[)）])?(?:は|が|も|を|の|で|に|[:、=＝|])?){1,2}"
    r"(?:現在|足元|直近|実に|なんと|およそ|わずか)?[\s*「(（]{0,2}"
)
_AFTER_VERB = re.compile(
    r"(?:(?:も|ほど|程度|前後|以上|超|もの|ずつ|分|近く|ポイント)?(?:の|もの|という|とか|で|に|と|だけ|、)?"
    r"(?:大幅な|急|小|価値を|水準|ペースで|計算で?)?)[「*]{0,2}"
)
_AFTER_NOUN = re.compile(r"(?:程度|前後|超|以上|近い|台)?(?:の|という|といった)[「*]{0,2}")
_RESULT = ("return", "price_change")


class MetricTie(msgspec.Struct, frozen=True):
    """One metric that a number may be of."""

    metric: Metric
    reading: Reading
    score: float
    cue: tuple[int, int]
    reason: str


def metric_ties(view: SentenceView, quantity: Quantity) -> list[MetricTie]:
    """Give the metrics whose words stand with a number in one sentence, best first."""
    ties = [
        tie
        for cue in view.cues
        for metric, side in cue.readings
        if (tie := _tie(view, quantity, cue, metric, side)) is not None and tie.score >= LEAST
    ]
    ties.sort(key=lambda tie: -tie.score)
    return _with_base(view, quantity, ties)


def _tie(
    view: SentenceView, quantity: Quantity, cue: Cue, metric: Metric, side: Side
) -> MetricTie | None:
    reading = _reading(metric, quantity, side)
    if reading is None or not _granted(view, quantity, metric):
        return None
    if cue.end <= quantity.phrase[0]:
        score = _score_before(view, cue, quantity) if side == "noun" else 0.0
    elif cue.start >= quantity.end:
        score = _score_after(view, cue, quantity, side)
    else:
        score = 0.9 if side == "verb" else 0.0
    if metric.requires:
        score += 0.06
    where = "before" if cue.end <= quantity.start else "after"
    return MetricTie(
        metric, reading, score, (cue.start, cue.end),
        f"{view.folded[cue.start : cue.end]} {where} the number",
    )  # fmt: skip


def _reading(metric: Metric, quantity: Quantity, side: Side) -> Reading | None:
    """Tell whether the unit makes the number a level or a change of the metric, or neither."""
    fits_level = quantity.unit in metric.units
    if metric.kind != "level":
        return "change" if fits_level else None
    if quantity.unit == "" and "times" in metric.units:
        fits_level = True
    if fits_level and (quantity.direction is None or quantity.unit not in metric.change_units):
        return "level"
    if quantity.unit in metric.change_units:
        return "change"
    return "level" if fits_level and side == "noun" else None


def _granted(view: SentenceView, quantity: Quantity, metric: Metric) -> bool:
    """Tell whether the sentence holds what the metric asks for beside its own word."""
    sentence = view.between(view.sentence.start, view.sentence.end)
    return all(
        any(_family_stands(view, w[1:]) if w[0] == "@" else w in sentence for w in group)
        for group in metric.requires
    )


def _family_stands(view: SentenceView, family: str) -> bool:
    return any(metric.family == family for cue in view.cues for metric, _ in cue.readings)


def _score_before(view: SentenceView, cue: Cue, quantity: Quantity) -> float:
    gap = view.between(cue.end, quantity.phrase[0])
    if _BEFORE.fullmatch(gap):
        return 0.95
    score = 0.82 - 0.004 * len(gap)
    score -= 0.12 * view.crossed(cue.end, quantity.phrase[0])
    score -= 0.08 * min(3, view.figures_between(cue.end, quantity.phrase[0]))
    return score


def _score_after(view: SentenceView, cue: Cue, quantity: Quantity, side: Side) -> float:
    gap = view.between(quantity.phrase[1], cue.start) if cue.start > quantity.phrase[1] else ""
    if side == "noun":
        return 0.9 if _AFTER_NOUN.fullmatch(gap) else 0.0
    if _AFTER_VERB.fullmatch(gap):
        return 0.97
    if len(view.between(cue.start, cue.end)) < 2 or view.crossed(quantity.end, cue.start):
        return 0.0
    others = view.figures_between(quantity.phrase[1], cue.start)
    return 0.72 - 0.01 * len(gap) - 0.2 * others


def _with_base(view: SentenceView, quantity: Quantity, ties: list[MetricTie]) -> list[MetricTie]:
    """Let the metric that changes win over the bare change: 「純資産は15%増加」.

    Only the nearest metric noun of the clause can be what changes; 株価 and 終値 change by
    a return, so they leave the change as it is.
    """
    if not ties or ties[0].metric.key not in _RESULT:
        return ties
    nouns = [
        cue
        for cue in view.cues
        if cue.end <= quantity.phrase[0] and any(side == "noun" for _, side in cue.readings)
        and not view.crossed(cue.end, quantity.phrase[0])
    ]  # fmt: skip
    if not nouns:
        return ties
    nearest = (nouns[-1].start, nouns[-1].end)
    base = [t for t in ties if t.cue == nearest and t.metric.key not in _RESULT]
    return base + [t for t in ties if t not in base] if base else ties
