"""What a source gives: one piece of news before anyone has read it, and the notes between them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Media = Literal["text", "html", "pdf"]


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One article of a source: what a worker needs to read it, and nothing else.

    Cheap to make: no HTML or PDF is read here, which is a worker's task.
    """

    id: str
    """Stable across runs, machines and the order of a source: what the publisher calls it (the
    guid of a feed, the ``id`` of a row), else its address, else its path below the source as
    named, else the digest of what it holds."""
    source: str
    """Where it stands, for a reader: an address, a path, ``a.jsonl:3``."""
    version: str
    """Hex SHA-256 of all that is read of it: another digest under one id is a new version."""
    media: Media
    body: bytes
    """Text in UTF-8, or the bytes of HTML or PDF as they came."""
    charset: str | None = None
    """What the server or the archive says of the bytes of HTML."""
    title: str | None = None
    author: str | None = None
    published: date | None = None
    """The day in the zone that the source writes it in (by Japan's clock where that is UTC, which
    names no publisher's zone), else the day that the caller gave for what has none; None where
    only the article may tell."""
    address: str | None = None
    """The article's own address, where the source knows it."""


class SourceError(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One item, or one source, that cannot be read; what comes after it is read all the same."""

    id: str
    """The item's id where it is known, else where it stands (``a.jsonl:3``), else the source."""
    source: str
    """Where it stands, for a reader."""
    kind: str
    """The error's class: ``ArticleError``, ``MissingExtraError``; of addresses also
    ``UnreachableError`` (nobody answers), ``FeedBusyError`` (429 and 5xx: ask again, after
    `retry_after` if that is told) and ``FeedGoneError`` (410: ask no more)."""
    message: str
    """One line: what, where, what to do."""
    digest: str | None = None
    """Of an item: hex SHA-256 of the damaged bytes, or of the message where they are not at hand,
    so that it need be told once only. None where a whole source cannot be read, which may be
    otherwise the next time."""
    published: date | None = None
    """Of an item, where the source tells it."""
    retry_after: float | None = None
    """Seconds in which the server asks not to be asked again, where it says so."""


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a feed to ask for it again politely."""

    etag: str | None = None
    last_modified: str | None = None
    """Both as the server wrote them; they are sent back unread."""
    digest: str | None = None
    """Hex SHA-256 of the feed: where it is the same again, no item of it is given again."""
    moved: str | None = None
    """Where the feed has moved to for good (301, 308); that address is asked first."""
    ttl: int | None = None
    """Minutes for which the feed asks to be left alone (RSS ttl, sy:updatePeriod)."""
    max_age: int | None = None
    """Seconds for which the server calls the answer fresh (Cache-Control)."""
    skip_hours: tuple[int, ...] = ()
    """Hours, 0 to 23 by UTC, in which the feed need not be asked for."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday 0, by UTC, on which the feed need not be asked for."""


class FeedRead(msgspec.Struct, frozen=True, kw_only=True):
    """All items of one feed have been given; comes after the last of them.

    The validators are to be kept (`FeedMemory.put`) once those items are safely stored, and not
    before: a server that is shown them does not send the items again.
    """

    url: str
    """The feed as named."""
    validators: Validators
    unchanged: bool = False
    """The server, or the digest, says that nothing is new: no item was given."""


class PassedOver(msgspec.Struct, frozen=True, kw_only=True):
    """What a source holds beside articles; comes after its last item, and is no error."""

    source: str
    count: int
    kinds: str
    """How many of which, the most first: ``docx 3, png 1``."""


Given = Item | SourceError | FeedRead | PassedOver
