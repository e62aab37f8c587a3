"""What the server takes on, and where it stops."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ..settings import MAX_ARTICLE_BYTES

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names of this machine that never leave it."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of size, time and number; times are in seconds."""

    body_bytes: int = MAX_ARTICLE_BYTES + 500_000
    """Of one request: an article and the form around it."""
    body_seconds: float = 30.0
    """In which a request must have come in whole."""
    check_seconds: float = 60.0
    """For one article: fetched, read, checked and drawn."""
    start_seconds: float = 60.0
    """For a worker to load the dictionaries."""
    workers: int = 2
    """Processes, and so articles at the same time."""
    waiting: int = 8
    """Articles that wait for a worker; one more is answered with 429."""
    requests: int = 64
    """Requests at the same time, whatever they ask."""
    kept: int = 50
    """Results kept for their page and their downloads."""
    kept_bytes: int = 64_000_000
    """Of all kept results together, packed."""
    kept_seconds: float = 3600.0
    patience: float = 1.0
    """How long a page waits for its result before it shows the progress."""
    retry_after: int = 5


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What one server is asked to be."""

    limits: Limits = Limits()
    data: Path | None = None
    """The data folder; None is the user's."""
    offline: bool = False
    """No address is fetched and no provider asked, whatever a request says."""
    names: frozenset[str] = LOOPBACK
    """The names by which browsers may call it (Host), lower case."""
    any_address: bool = False
    """Whether any IP address will do as a name: a foreign page cannot claim one of those."""
