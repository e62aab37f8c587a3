"""What ties a number to its owner: the records that the rules of ownership pass on."""

from __future__ import annotations

import msgspec

from ..records import Mention

FARTHEST = 12
"""Sentences over which anything is carried: a text's central bank, and all else over fewer."""


class EntityTie(msgspec.Struct, frozen=True):
    """One mention that a number may belong to."""

    mention: Mention
    score: float
    reason: str
    entity: str | None = None
    """What the number before is of, where a number goes on with it; else the mention's own."""


class Topic(msgspec.Struct, frozen=True):
    """What later sentences may go on speaking of."""

    sentence: int
    mention: Mention | None
    """None for a firm that no name is known for: what follows it speaks of no one else."""
    weight: float
    """1 for what a number was tied to or a topic, less for a mention in passing."""
