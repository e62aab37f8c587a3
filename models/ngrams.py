"""The cheap voter: logistic regression on character n-grams around a number."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.lessons import weight_of
from uratori.scoring import MOODS, MoodExample
from uratori.scoring.ngrams import BUCKETS, features

EPOCHS = 6
BATCH = 64
RATE = 0.02
RIDGE = 3e-5
"""Weight of the squared weights, which keeps rare n-grams small."""


class NgramVoter(nn.Module):
    """Sums a row of weights for each n-gram; `forward` gives votes before any softmax."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = nn.EmbeddingBag(BUCKETS, len(MOODS), mode="sum")
        self.bias = nn.Parameter(torch.zeros(len(MOODS)))
        nn.init.zeros_(self.rows.weight)

    def forward(self, grams: Sequence[Sequence[int]]) -> Tensor:
        """Give the votes on moods, (questions, 5)."""
        flat = torch.tensor([gram for row in grams for gram in row])
        sizes = torch.tensor([0, *map(len, grams[:-1])])
        summed: Tensor = self.rows(flat, sizes.cumsum(0))
        return summed + self.bias


def train_ngrams(examples: Sequence[MoodExample], seed: int) -> NgramVoter:
    """Fit the voter; the same examples and seed give the same weights."""
    torch.manual_seed(seed)
    voter = NgramVoter()
    optimizer = torch.optim.Adam(voter.parameters(), lr=RATE)
    rows = [features(example.context.window) for example in examples]
    moods = [MOODS.index(example.mood) for example in examples]
    weights = [weight_of(example) for example in examples]
    draw, steps = random.Random(seed), EPOCHS * len(rows) // BATCH
    for step in range(steps):
        drawn = draw.choices(range(len(rows)), weights, k=BATCH)
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / steps)
        votes = voter([rows[at] for at in drawn])
        loss = functional.cross_entropy(votes, torch.tensor([moods[at] for at in drawn]))
        loss = loss + RIDGE * voter.rows.weight.square().sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return voter.eval()
