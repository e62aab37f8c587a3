"""What the caller asks of all sources, and where one of them stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec

from .items import Validators


class FeedMemory(Protocol):
    """What the caller keeps of feeds between runs.

    The stream only asks (`get`). The caller puts what a `FeedRead` brings, once all items before
    it are safely stored: then a kill at any moment loses none.
    """

    def get(self, url: str) -> Validators | None:
        """Give what was put for a feed, as named; None for one that is new."""
        ...

    def put(self, url: str, validators: Validators) -> None:
        """Keep it; called by the caller, never by the stream."""
        ...


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all sources of one call."""

    published: date | None = None
    offline: bool = False
    allow_private: bool = False
    memory: FeedMemory | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A file: where it is, what its id is, how a reader knows it."""

    path: Path
    id: str
    shown: str
