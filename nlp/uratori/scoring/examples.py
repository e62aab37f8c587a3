"""What training and evaluation read: questions with the answers that a person or the rules gave."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..records import Modality
from .candidates import Candidate, Context

Source = Literal["gold", "rules"]
"""Who gave the answer: an annotator, or the rules themselves (silver)."""


class TieExample(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The candidates of one number and one job, and which of them is right."""

    text: str
    """Id of the text."""
    source: Source
    candidates: tuple[Candidate, ...]
    """Two at least, the rules' choice first."""
    right: tuple[int, ...]
    """Indices of the right ones; empty where none is, or where the number has no gold claim."""


class MoodExample(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number with a claim, and its mood."""

    text: str
    """Id of the text."""
    source: Source
    context: Context
    mood: Modality
