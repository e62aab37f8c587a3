"""Whether the exported network answers as the one that was trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from models.examples import Example
from uratori.scoring import MoodExample, Scorer

SAME = 0.98
"""Share of questions, at least, of which both give the same answer the most."""
APART, MEAN_APART = 0.1, 0.01
"""How far apart the shares of an answer may be, at most and in the mean."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How near the answers of two scorers are."""

    questions: int
    same: float
    """Share of questions with the same best answer."""
    apart: float
    """The greatest difference of a share."""
    mean_apart: float
    """The mean over questions of the greatest difference in each."""

    @property
    def holds(self) -> bool:
        """Tell whether they are within the tolerance that the card states."""
        near = self.apart <= APART and self.mean_apart <= MEAN_APART
        return near and self.same >= SAME


def agreement(first: Scorer, second: Scorer, examples: Sequence[Example]) -> Agreement:
    """Ask two scorers the same questions, each number's ties as one question."""
    pairs = list(zip(_answers(first, examples), _answers(second, examples), strict=True))
    apart = [max(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in pairs]
    return Agreement(
        questions=len(pairs),
        same=sum(_best(one) == _best(other) for one, other in pairs) / len(pairs),
        apart=max(apart),
        mean_apart=sum(apart) / len(apart),
    )


def _answers(scorer: Scorer, examples: Sequence[Example]) -> Iterator[Sequence[float]]:
    yield from scorer.moods([each.context for each in examples if isinstance(each, MoodExample)])
    for each in examples:
        if not isinstance(each, MoodExample):
            yield scorer.ties(each.candidates)


def _best(shares: Sequence[float]) -> int:
    return max(range(len(shares)), key=shares.__getitem__)
