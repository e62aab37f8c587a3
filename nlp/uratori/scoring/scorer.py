"""The Protocol of scorers, and when one is preferred to the rules (`rules`, its default).

The rules propose and choose; a scorer may prefer another of their candidates, from which they go
on, or vote on a mood, on which nothing else of a claim rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .candidates import Candidate, Context, Job, Votes


class Scorer(Protocol):
    """Scores candidate ties and votes on mood. It keeps nothing between calls, and pickles."""

    @property
    def model(self) -> str:
        """Name and digest of the weights, ``none`` for the rules; every document carries it."""
        ...

    def margin(self, job: Job) -> float | None:
        """Give how much more than the rules' choice another must have to be taken for it.

        None where the scorer is not to be asked at all, which spares the making of candidates.
        """
        ...

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Score the candidates of one number and one job; the rules' choice comes first."""
        ...

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Vote on the moods of the numbers of one sentence."""
        ...


def preferred(scores: Sequence[float], chosen: int, margin: float) -> int:
    """Give the index of the best score where it exceeds the chosen one's by more than a margin."""
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] - scores[chosen] > margin else chosen
