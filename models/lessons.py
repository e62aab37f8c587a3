"""What one step of training reads: questions as token ids with their answers, drawn by seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import msgspec

from models.tokens import Question, Tokens
from uratori.scoring import MOODS, MoodExample, TieExample

GOLD_WEIGHT, SILVER_WEIGHT = 2.0, 1.0
"""How often an answer of a person is drawn, against one of the rules."""


class MoodLesson(msgspec.Struct, frozen=True):
    """A question on mood and the index of its answer."""

    ids: tuple[int, ...]
    mood: int


class TieLesson(msgspec.Struct, frozen=True):
    """The candidates of a number, and the indices of the right ones."""

    ids: tuple[tuple[int, ...], ...]
    right: tuple[int, ...]


class Lessons(msgspec.Struct, frozen=True):
    """All that is learned from, with how often each is drawn."""

    moods: tuple[MoodLesson, ...]
    mood_weights: tuple[float, ...]
    ties: tuple[TieLesson, ...]
    tie_weights: tuple[float, ...]

    def draw_moods(self, seed: str, count: int) -> list[MoodLesson]:
        """Draw questions on mood; the same seed draws the same."""
        return random.Random(seed).choices(self.moods, self.mood_weights, k=count)

    def draw_ties(self, seed: str, count: int) -> list[TieLesson]:
        """Draw numbers with their candidates, `count` candidates or a few more."""
        draw, drawn, room = random.Random(seed), list[TieLesson](), count
        while room > 0 and self.ties:
            drawn += draw.choices(self.ties, self.tie_weights)
            room -= len(drawn[-1].ids)
        return drawn


def lessons_of(examples: Iterable[MoodExample | TieExample], tokens: Tokens) -> Lessons:
    """Make lessons of examples; a number with no right candidate, or no wrong one, has none."""
    moods: list[tuple[MoodLesson, float]] = []
    ties: list[tuple[TieLesson, float]] = []
    for example in examples:
        if isinstance(example, MoodExample):
            lesson = MoodLesson(tuple(tokens.ids(example.context)), MOODS.index(example.mood))
            moods.append((lesson, weight_of(example)))
        elif 0 < len(example.right) < len(example.candidates):
            ids = tuple(tuple(tokens.ids(each)) for each in example.candidates)
            ties.append((TieLesson(ids, example.right), weight_of(example)))
    return Lessons(
        tuple(lesson for lesson, _ in moods),
        tuple(weight for _, weight in moods),
        tuple(lesson for lesson, _ in ties),
        tuple(weight for _, weight in ties),
    )


def weight_of(example: MoodExample | TieExample) -> float:
    """Give how often an example is drawn, against the others."""
    return GOLD_WEIGHT if example.source == "gold" else SILVER_WEIGHT


def questions_of(examples: Iterable[MoodExample | TieExample]) -> Iterable[Question]:
    """Yield every question that examples ask."""
    for example in examples:
        if isinstance(example, MoodExample):
            yield example.context
        else:
            yield from example.candidates


def padded(rows: Sequence[Sequence[int]], pad: int) -> list[list[int]]:
    """Fill rows up to the longest one."""
    longest = max(map(len, rows))
    return [[*row, *[pad] * (longest - len(row))] for row in rows]
