"""Scores of gold texts with their uncertainty: the bootstrap over texts.

Numbers of one text are not independent, so whole texts are drawn anew, with replacement, and the
score is taken of each draw; the middle 95% of the draws is the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from uratori.evaluation.claims import ClaimPair, NumberClaim, same_mood
from uratori.scoring import MOODS

Counts = NDArray[np.int64]
"""Texts by three: right, marked, found."""
_Counting = Callable[[ClaimPair], tuple[int, int, int]]
DRAWS = 2000
SEED = 20261123


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """An F1 and the interval it lies in; of a difference, in points of F1."""

    value: float
    low: float
    high: float


def _agreeing(same: Callable[[NumberClaim, NumberClaim], bool]) -> _Counting:
    def count(pair: ClaimPair) -> tuple[int, int, int]:
        return (int(pair.agrees(same)), int(pair.gold is not None), int(pair.found is not None))

    return count


def _of_mood(mood: str) -> _Counting:
    def count(pair: ClaimPair) -> tuple[int, int, int]:
        marked = pair.gold is not None and pair.gold.modality == mood
        found = pair.found is not None and pair.found.modality == mood
        return (int(marked and found), int(marked), int(found))

    return count


KINDS: Mapping[str, _Counting] = {
    "entity": _agreeing(lambda gold, found: gold.entity == found.entity),
    "metric": _agreeing(lambda gold, found: gold.metric == found.metric),
    "mood": _agreeing(same_mood),
    **{f"mood {mood}": _of_mood(mood) for mood in MOODS},
}
"""What is scored: ties as `uratori evaluate` scores them, and each mood by itself."""


def counts_of(outcomes: Sequence[Sequence[ClaimPair]], kind: str) -> Counts:
    """Count right, marked and found of one kind, a row a text."""
    rows = [np.sum([KINDS[kind](pair) for pair in pairs] or [(0, 0, 0)], 0) for pairs in outcomes]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def f1(counts: Counts) -> NDArray[np.float64]:
    """Give F1 of summed counts, (..., 3) to (...); 1 where nothing is marked and nothing found."""
    right, both = counts[..., 0], counts[..., 1] + counts[..., 2]
    return np.where(both > 0, 2 * right / np.maximum(both, 1), 1.0)


def _drawn(counts: Counts) -> Counts:
    """Give the summed counts of each draw, (draws, 3); the same draws whoever is scored."""
    texts = len(counts)
    times = np.random.default_rng(SEED).multinomial(texts, np.full(texts, 1 / texts), DRAWS)
    return np.asarray(times @ counts, dtype=np.int64)


def score(counts: Counts) -> Score:
    """Give F1 over all texts and its interval."""
    return _score(float(f1(counts.sum(0))), f1(_drawn(counts)))


def difference(counts: Counts, than: Counts) -> Score:
    """Give how much higher one F1 is than another on the same texts, draw by draw."""
    value = float(f1(counts.sum(0)) - f1(than.sum(0)))
    return _score(value, f1(_drawn(counts)) - f1(_drawn(than)))


def _score(value: float, draws: NDArray[np.float64]) -> Score:
    low, high = np.percentile(draws, [2.5, 97.5])
    return Score(value=value, low=float(low), high=float(high))
