"""Votes on moods by the n-grams around a number: logistic regression, without any library."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .candidates import MOODS, Context, Votes
from .ngrams import BUCKETS, features
from .tensors import Tensor


class NgramVoter:
    """Sums up a row of weights for each n-gram: ``weights`` (buckets, moods), ``bias`` (moods,)."""

    def __init__(self, weights: Tensor, bias: Tensor) -> None:
        """Take the table and the bias; raise ValueError where their shapes do not fit."""
        if (weights.shape, bias.shape) != ((BUCKETS, len(MOODS)), (len(MOODS),)):
            raise ValueError(f"has the shapes {weights.shape} and {bias.shape}")
        self._weights, self._bias = weights.values, tuple(bias.values)

    def moods(self, contexts: Sequence[Context]) -> list[Votes]:
        """Give a share for each mood, of each context."""
        return [self._vote(context) for context in contexts]

    def _vote(self, context: Context) -> Votes:
        rows, width = features(context.window), len(MOODS)
        sums = [
            first + sum(self._weights[row * width + mood] for row in rows)
            for mood, first in enumerate(self._bias)
        ]
        return shares(sums)


def shares(logits: Sequence[float]) -> Votes:
    """Turn logits into shares that sum up to one (softmax)."""
    highest = max(logits)
    powers = [exp(each - highest) for each in logits]
    whole = sum(powers)
    return tuple([power / whole for power in powers])
