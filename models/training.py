"""Trains a reader on questions. Resumable, by seed.

What a step draws depends on the seed and the number of the step alone, so a run that was broken off
goes on from its last checkpoint to the very weights that an unbroken one reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.encoder import Reader
from models.lessons import Lessons, TieLesson, padded

CHECKPOINT = "checkpoint.pt"
CLIP = 1.0
DECAY = 0.01


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """How long to train, and how fast."""

    seed: int = 20261123
    steps: int = 2400
    batch: int = 32
    """Questions on mood a step, and candidate ties a step that has some."""
    ties_every: int = 4
    """Steps from one with ties to the next: the rules' first candidate is seldom wrong."""
    rate: float = 1e-3
    warmup: int = 100
    keep_every: int = 200
    """Steps between two checkpoints."""


class Progress(msgspec.Struct, frozen=True):
    """How far the training is."""

    step: int
    loss: float


def train(
    reader: Reader,
    lessons: Lessons,
    schedule: Schedule,
    folder: Path,
    *,
    until: int | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
) -> None:
    """Train a reader in place, from its last checkpoint where the folder has one.

    until: the step to stop before, as a run that is broken off would; by default it is trained to
    the end of its schedule.
    """
    torch.use_deterministic_algorithms(True)
    parameters = list(reader.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=schedule.rate, weight_decay=DECAY)
    first = resume(reader, optimizer, folder)
    reader.train()
    for step in range(first, schedule.steps if until is None else until):
        torch.manual_seed(schedule.seed * 100_000 + step)
        loss = loss_of(reader, lessons, schedule, step)
        _move(optimizer, parameters, loss, _rate(schedule, step))
        if (step + 1) % schedule.keep_every == 0:
            keep(reader, optimizer, step + 1, folder)
            report(Progress(step + 1, float(loss.detach())))
    reader.eval()


def _rate(schedule: Schedule, step: int) -> float:
    """Rise, then fall in a line to zero."""
    rising = min(1.0, (step + 1) / min(schedule.warmup, schedule.steps))
    return schedule.rate * rising * (1 - step / schedule.steps)


def _move(
    optimizer: torch.optim.Optimizer, parameters: list[nn.Parameter], loss: Tensor, rate: float
) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(parameters, CLIP)
    optimizer.step()


def loss_of(reader: Reader, lessons: Lessons, schedule: Schedule, step: int) -> Tensor:
    """Give how badly questions on moods and on ties are answered, each kind by its mean."""
    loss = torch.zeros(())
    if moods := lessons.moods and lessons.draw_moods(f"{schedule.seed} {step} m", schedule.batch):
        _, votes = reader(torch.tensor(padded([lesson.ids for lesson in moods], reader.pad)))
        loss = loss + functional.cross_entropy(votes, torch.tensor([m.mood for m in moods]))
    asked = step % schedule.ties_every == 0
    if asked and (ties := lessons.draw_ties(f"{schedule.seed} {step} t", schedule.batch)):
        rows = [row for lesson in ties for row in lesson.ids]
        scores, _ = reader(torch.tensor(padded(rows, reader.pad)))
        loss = loss + tie_loss(scores, ties)
    return loss


def tie_loss(scores: Tensor, ties: Sequence[TieLesson]) -> Tensor:
    """Give how little of the choice among a number's candidates falls to the right ones."""
    parts = torch.split(scores, [len(lesson.ids) for lesson in ties])
    losses = [
        part.logsumexp(0) - part[list(lesson.right)].logsumexp(0)
        for part, lesson in zip(parts, ties, strict=True)
    ]
    return torch.stack(losses).mean()


def keep(reader: Reader, optimizer: torch.optim.Optimizer, step: int, folder: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {"step": step, "model": reader.state_dict(), "optimizer": optimizer.state_dict()}
    draft = folder / f"{CHECKPOINT}.part"
    torch.save(state, draft)
    draft.replace(folder / CHECKPOINT)


def resume(reader: Reader, optimizer: torch.optim.Optimizer, folder: Path) -> int:
    """Load the last checkpoint of a folder and give the step to go on with; 0 without one."""
    path = folder / CHECKPOINT
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    reader.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])
