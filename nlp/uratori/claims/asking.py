"""Asks a scorer which of the rules' proposals to take, and what mood a number is told in.

The rules have chosen before anybody is asked. What a scorer prefers by more than its own margin
takes the place of their choice; what they did not propose cannot.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from ..records import Claim, Quantity
from ..scoring.candidates import MOODS, Candidate, Context, Job, Span, Votes, Window
from ..scoring.scorer import Scorer, preferred
from .metric_ties import MetricTie
from .sentence import SentenceView
from .ties import EntityTie

LEFT, RIGHT = 160, 96
"""Characters before and from the beginning of a number that a window has at most."""
LEAD = 60
"""Characters of the sentence before that a window has at most."""
_ENDS = "。\n 」)"

_Proposal = TypeVar("_Proposal")


def window_of(view: SentenceView, quantity: Quantity) -> Window:
    """Give the text around a number, bounded, with where the numbers stand in it."""
    start = max(_lead(view), quantity.start - LEFT)
    end = min(view.sentence.end, quantity.start + RIGHT)
    others = [q for q in view.quantities if q is not quantity and start <= q.start and q.end <= end]
    return Window(
        text=view.folded[start:end],
        start=start,
        sentence=(max(0, view.sentence.start - start), end - start),
        number=(quantity.start - start, min(quantity.end, end) - start),
        others=tuple([(q.start - start, q.end - start) for q in others]),
        unit=quantity.unit,
        kind=quantity.kind,
        direction=quantity.direction,
        role=view.sentence.role,
    )


def _lead(view: SentenceView) -> int:
    """Give where the sentence before begins, or as far back as a window has room for it."""
    begin = max(0, view.sentence.start - LEAD)
    before = view.folded[begin : view.sentence.start].rstrip(_ENDS)
    return begin + max(before.rfind("。"), before.rfind("\n")) + 1


def _within(window: Window, start: int, end: int) -> Span | None:
    """Give a span of the article in the window's own offsets; None where it is not all in it."""
    left, right = start - window.start, end - window.start
    return (left, right) if 0 <= left < right <= len(window.text) else None


class Asking:
    """Asks a scorer, and takes the rules' choice where it prefers no other by its margin."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def asks(self, job: Job) -> bool:
        """Tell whether the scorer is to be asked at all, which spares the making of candidates."""
        return self._scorer.margin(job) is not None

    def metric(
        self, view: SentenceView, quantity: Quantity, ties: Iterable[MetricTie]
    ) -> MetricTie:
        """Give the metric to take; the first of the ties is the rules' choice."""
        told = _once(((tie.metric.key, tie.reading, tie.entity), tie) for tie in ties)
        if len(told) == 1:
            return told[0]
        window = window_of(view, quantity)
        taken = self._index([_of_metric(window, tie) for tie in told])
        return msgspec.structs.replace(told[taken], preferred=True) if taken else told[0]

    def owner(
        self,
        view: SentenceView,
        quantity: Quantity,
        metric: MetricTie,
        owners: Iterable[tuple[EntityTie, str | None]],
    ) -> EntityTie:
        """Give the owner to take; the first is the rules' choice.

        owners: ties, each with the entity that a claim would have by it.
        """
        told = _once((entity or tie.mention.id, (tie, entity)) for tie, entity in owners)
        if len(told) == 1:
            return told[0][0]
        window = window_of(view, quantity)
        taken = self._index([_of_owner(window, metric, *each) for each in told])
        tie = told[taken][0]
        if not taken:
            return tie
        return msgspec.structs.replace(tie, reason=f"{tie.reason}, by the model")

    def moods(self, views: Iterable[SentenceView], claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Give the claims of a text in the moods to take, asked for sentence by sentence."""
        margin = self._scorer.margin("mood")
        if margin is None:
            return tuple(claims)
        places = {quantity.id: (view, quantity) for view in views for quantity in view.quantities}
        taken: list[Claim] = []
        for _, of_sentence in groupby(claims, key=lambda claim: claim.sentence):
            told = list(of_sentence)
            votes = self._scorer.moods([_context(claim, *places[claim.quantity]) for claim in told])
            taken += [
                _in_mood(claim, vote, margin) for claim, vote in zip(told, votes, strict=True)
            ]
        return tuple(taken)

    def _index(self, candidates: Sequence[Candidate]) -> int:
        margin = self._scorer.margin(candidates[0].job)
        return 0 if margin is None else preferred(self._scorer.ties(candidates), 0, margin)


def _of_metric(window: Window, tie: MetricTie) -> Candidate:
    return Candidate(
        window=window,
        job="metric",
        metric=tie.metric.key,
        reading=tie.reading,
        cue=_within(window, *tie.cue),
        entity=tie.entity,
        score=tie.score,
        reason=tie.reason,
    )


def _of_owner(window: Window, metric: MetricTie, tie: EntityTie, entity: str | None) -> Candidate:
    return Candidate(
        window=window,
        job="owner",
        metric=metric.metric.key,
        reading=metric.reading,
        cue=_within(window, *metric.cue),
        entity=entity,
        type=tie.mention.type,
        mention=_within(window, tie.mention.start, tie.mention.end),
        name=tie.mention.text,
        score=tie.score,
        reason=tie.reason,
    )


def _context(claim: Claim, view: SentenceView, quantity: Quantity) -> Context:
    window = window_of(view, quantity)
    return Context(window=window, metric=claim.metric or "", rules=claim.modality)


def _once(proposals: Iterable[tuple[Hashable, _Proposal]]) -> list[_Proposal]:
    """Leave out what says the same as one before."""
    told: dict[Hashable, _Proposal] = {}
    for key, proposal in proposals:
        told.setdefault(key, proposal)
    return list(told.values())


def _in_mood(claim: Claim, votes: Votes, margin: float) -> Claim:
    mood = MOODS[preferred(votes, MOODS.index(claim.modality), margin)]
    if mood == claim.modality:
        return claim
    why = f"{mood} by the model, over {claim.modality}"
    return msgspec.structs.replace(claim, modality=mood, reasons=(*claim.reasons, why))
