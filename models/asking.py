"""Asks a reader in torch, as `uratori.scoring` asks the exported one; for encoders of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor

from models.encoder import Reader
from models.lessons import padded
from models.margins import Margins
from models.tokens import Question, Tokens
from uratori.scoring import Candidate, Context, Job, Votes

BATCH = 64


class TorchScorer:
    """A scorer in torch; `margins` names the jobs that it does."""

    def __init__(self, reader: Reader, tokens: Tokens, margins: Margins) -> None:
        self._reader, self._tokens, self._margins = reader.eval(), tokens, dict(margins)

    @property
    def model(self) -> str:
        """Name it for the documents: weights in memory have no digest."""
        return "reader@torch"

    def margin(self, job: Job) -> float | None:
        """Give the margin of a job, None of one that is left to the rules."""
        return self._margins.get(job)

    def ties(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """Give each candidate of a number its share of one."""
        tie, _ = answers(self._reader, self._tokens, candidates)
        return [float(share) for share in tie.softmax(0)]

    def moods(self, contexts: Sequence[Context]) -> Sequence[Votes]:
        """Give a share for each mood, of each context."""
        _, moods = answers(self._reader, self._tokens, contexts)
        return [tuple(map(float, votes)) for votes in moods.softmax(-1)]


def answers(reader: Reader, tokens: Tokens, questions: Sequence[Question]) -> tuple[Tensor, Tensor]:
    """Give the scores of ties (questions,) and of moods (questions, 5), before any softmax."""
    rows = [tokens.ids(question) for question in questions]
    edges = [*range(0, len(rows), BATCH), len(rows)]
    with torch.no_grad():
        found = [
            reader(torch.tensor(padded(rows[start:end], reader.pad)))
            for start, end in pairwise(edges)
        ]
    return torch.cat([tie for tie, _ in found]), torch.cat([mood for _, mood in found])
