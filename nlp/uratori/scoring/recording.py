"""A scorer that changes nothing and keeps what it was asked: where training takes its examples."""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import Candidate, Context, Job, Votes
from .rules import NO_MODEL, RULES

_NEVER = 1e9
"""A margin that no score reaches."""


class Recorder:
    """Keeps every question, in the order asked; to be used for one text and then thrown away."""

    model = NO_MODEL

    def __init__(self) -> None:
        self.asked: list[tuple[Candidate, ...]] = []
        """The candidates of each number and job, the rules' choice first."""
        self.voices: list[Context] = []

    def margin(self, job: Job) -> float | None:
        """Ask for all, and let nothing be preferred."""
        return _NEVER

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Keep the candidates; their scores are the rules'."""
        self.asked.append(tuple(candidates))
        return RULES.ties(candidates)

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Keep the contexts; each mood is the rules'."""
        self.voices.extend(contexts)
        return RULES.moods(contexts)
