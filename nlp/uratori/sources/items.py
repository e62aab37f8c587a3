"""One piece of news as a source gives it, before anyone has read it."""

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
    """The day in the zone that the source writes it in; None where only the article may tell."""
    address: str | None = None
    """The article's own address, where the source knows it."""
