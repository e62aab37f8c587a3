"""How much surer than the rules a model must be: chosen on texts kept from training.

A margin is taken only where it mends more of the rules' answers than it spoils; where none does, it
is `NEVER`, and the job is left to the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from models.examples import Example
from uratori.scoring import JOBS, MOODS, Job, MoodExample, Scorer, TieExample, preferred

STEPS = tuple(step / 20 for step in range(20))
"""The margins that are tried."""
NEVER = 1.0
"""More than one share can exceed another by."""

Margins = dict[Job, float]
"""How much surer than the rules a model must be, of each job that it does."""


class Choice(msgspec.Struct, frozen=True):
    """One question to the model: shares, the rules' choice, and the right ones."""

    shares: tuple[float, ...]
    rules: int
    right: tuple[int, ...]

    def gain(self, margin: float) -> int:
        """Tell what a margin changes: 1 where it mends the rules' choice, -1 where it spoils it."""
        taken = preferred(self.shares, self.rules, margin)
        return int(taken in self.right) - int(self.rules in self.right)


def choose_margins(scorer: Scorer, examples: Sequence[Example]) -> Margins:
    """Give the margin of each job that the scorer does; only what a person answered counts."""
    gold = [example for example in examples if example.source == "gold"]
    done = [job for job in JOBS if scorer.margin(job) is not None]
    return {job: best_margin(choices_of(scorer, gold, job)) for job in done}


def best_margin(choices: Sequence[Choice]) -> float:
    """Give the margin with the most mended less spoiled, the largest of several."""
    gains = {margin: sum(choice.gain(margin) for choice in choices) for margin in (*STEPS, NEVER)}
    return max(gains, key=lambda margin: (gains[margin], margin))


def choices_of(scorer: Scorer, examples: Iterable[Example], job: Job) -> list[Choice]:
    """Ask a scorer the questions of one job."""
    if job == "mood":
        return _moods(scorer, [each for each in examples if isinstance(each, MoodExample)])
    return [
        Choice(tuple(scorer.ties(each.candidates)), 0, each.right)
        for each in examples
        if isinstance(each, TieExample) and each.candidates[0].job == job
    ]


def _moods(scorer: Scorer, examples: Sequence[MoodExample]) -> list[Choice]:
    if not examples:
        return []
    votes = scorer.moods([example.context for example in examples])
    return [
        Choice(vote, MOODS.index(example.context.rules), (MOODS.index(example.mood),))
        for vote, example in zip(votes, examples, strict=True)
    ]
