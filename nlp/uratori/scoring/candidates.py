"""What a scorer is asked: windows of text, candidate ties and moods, all of plain content.

They know nothing of the rooms that make them, and can be written to JSON and read back as they are,
so that training and running see the same. Every span is two offsets into `Window.text`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from ..records import Direction, EntityType, Kind, Modality

Job = Literal["metric", "owner", "mood"]
"""What can be asked: of what a number is, whose it is, and in which mood it is told."""
Span = tuple[int, int]
Votes = tuple[float, ...]
"""A share for each of `MOODS`, in their order; they sum up to one."""

JOBS: tuple[Job, ...] = ("metric", "owner", "mood")
MOODS: tuple[Modality, ...] = ("fact", "forecast", "target", "opinion", "hypothetical")


class Window(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a scorer sees of the text around one number."""

    text: str
    """Folded text: the end of the sentence before, then the sentence, as much as there is room."""
    start: int
    """Where `text` begins in the article."""
    sentence: Span
    number: Span
    """The number that is asked about: sign, numeral and unit."""
    others: tuple[Span, ...] = ()
    """The other numbers of the sentence that can carry a claim."""
    unit: str
    kind: Kind
    direction: Direction | None = None
    role: Literal["body", "heading", "caption", "item"] = "body"


class Candidate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One tie that the rules propose for a number: to a metric, or to an owner of that metric."""

    window: Window
    job: Literal["metric", "owner"]
    metric: str
    reading: Literal["level", "change"]
    cue: Span | None
    """The metric's word; None where no word of the window tells it."""
    entity: str | None = None
    """Whose the number would be; None for a metric, and for an owner whose id is not known."""
    type: EntityType | None = None
    mention: Span | None = None
    """The owner's name; None for a metric, and for a name outside the window."""
    name: str = ""
    """The owner's name as it is written, also where it stands outside the window."""
    score: float
    """The rules' score, from 0 to about 1."""
    reason: str
    """The rules' reason, as `Claim.reasons` tells it."""


class Context(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number that has a claim, and the mood that the rules read."""

    window: Window
    metric: str
    rules: Modality
