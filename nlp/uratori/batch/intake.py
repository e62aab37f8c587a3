"""Items -> shards, each on the disk before it is noted.

Items are gathered by day into buckets; a full bucket becomes a shard, and at the end every bucket
does. Where all buckets together hold too much, the largest becomes one.

Why a process that is killed at any moment and started again makes the same shards of the same
sources: call what is noted at the kill N. Until the item at which it was killed, the second process
skips what is in N, so its buckets hold at each item no more than the first one's did after its
shards of that moment were cut: none is full, and together they do not hold too much. At that item
the buckets of both are the same, and so is all that follows. A bucket that was written and not
noted is written once more, to the same name. The numbers of versions stay as the ledger says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256

import msgspec

from ..articles import find_dateline
from ..sources import FeedRead, Given, Item, PassedOver, SourceError
from .folder import Folder
from .ledger import Known, Ledger, Shard, key

_TOP = 4_000
"""Bytes in which the line that is only a date is looked for."""
_ENTRY = 400
"""Bytes that an item takes beside its body, about."""
_FAULT = "\0error\0"


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """When a bucket becomes a shard; other sizes make other shards of the same items."""

    items: int = 500
    bytes: int = 4_000_000
    all_items: int = 50_000
    all_bytes: int = 64_000_000


class Entry(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One item of a shard with its version, or what could not be made one."""

    version: int
    item: Item | None
    error: SourceError | None = None


class Bucket:
    """The items of one day that wait to become a shard, and what the ledger will know them by."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.known: list[Known] = []
        self.bytes = 0


Told = Callable[[SourceError | PassedOver | FeedRead], None]


class Intake:
    """Goes over what sources give, and leaves out what the ledger knows.

    given: how many items came, damaged ones too; skipped: how many of them were known.
    """

    def __init__(
        self, folder: Folder, ledger: Ledger, *, size: Size, published: date | None, told: Told
    ) -> None:
        """Gather for a folder; `told` hears what is no item.

        published: the day of articles of which nobody tells one.
        """
        self._folder = folder
        self._ledger = ledger
        self._size = size
        self._published = published
        self._told = told
        self._buckets: dict[date | None, Bucket] = {}
        self._waiting: dict[bytes, list[Known]] = {}
        self._items = self._bytes = 0
        self.next_number = ledger.next_number()
        self.given = 0
        self.skipped = 0

    def shards(self, given: Iterable[Given]) -> Iterator[Shard]:
        """Give the shards as they are admitted; what feeds said is kept when all of them are."""
        read: list[FeedRead] = []
        for one in given:
            if isinstance(one, FeedRead):
                read.append(one)
                self._told(one)
            elif isinstance(one, PassedOver):
                self._told(one)
            else:
                yield from self._take(one)
        for day in sorted(self._buckets, key=_order):
            yield self._admit(day)
        for feed in read:
            if not feed.unchanged:
                self._ledger.put(feed.url, feed.validators)

    def _take(self, one: Item | SourceError) -> Iterator[Shard]:
        if isinstance(one, SourceError):
            if one.digest is None:  # the next run tries again
                self._told(one)
                return
            known = Known(id=key(_FAULT + one.id), content=key(one.digest), version=0)
            self.given += 1
            entry, day = Entry(version=0, item=None, error=one), one.published
        else:
            self.given += 1
            known = Known(id=key(one.id), content=key(one.version), version=0)
            entry, day = Entry(version=0, item=one), self._day(one)
        number = self._number(known)
        if number is None:
            self.skipped += 1
            return
        yield from self._put(
            day,
            msgspec.structs.replace(entry, version=number),
            msgspec.structs.replace(known, version=number),
        )

    def _number(self, new: Known) -> int | None:
        """Give the version's number; None where this very content is noted or waits."""
        held = [*self._ledger.versions(new.id), *self._waiting.get(new.id, ())]
        for known in held:
            if known.content == new.content:
                waits = any(new.content == other.content for other in self._waiting.get(new.id, ()))
                return None if waits or known.shard is not None else known.version
        return 1 + max((known.version for known in held), default=0)

    def _put(self, day: date | None, entry: Entry, known: Known) -> Iterator[Shard]:
        bucket = self._buckets.get(day)
        if bucket is None:
            bucket = self._buckets[day] = Bucket()
        size = _ENTRY + (len(entry.item.body) if entry.item else 0)
        bucket.entries.append(entry)
        bucket.known.append(known)
        bucket.bytes += size
        self._waiting.setdefault(known.id, []).append(known)
        self._items += 1
        self._bytes += size
        if len(bucket.entries) >= self._size.items or bucket.bytes >= self._size.bytes:
            yield self._admit(day)
        elif self._items > self._size.all_items or self._bytes > self._size.all_bytes:
            yield self._admit(max(self._buckets, key=self._weight))

    def _weight(self, day: date | None) -> tuple[int, tuple[bool, date]]:
        return self._buckets[day].bytes, _order(day)

    def _admit(self, day: date | None) -> Shard:
        """Write a bucket's items, then note them."""
        bucket = self._buckets.pop(day)
        data = msgspec.msgpack.encode(bucket.entries)
        digest = sha256(data).hexdigest()
        self._folder.write(self._folder.input(digest), data)
        shard = Shard(number=self.next_number, input=digest, day=day, items=len(bucket.entries))
        mine = [msgspec.structs.replace(known, shard=shard.number) for known in bucket.known]
        self._ledger.admit(shard, [*self._let_go(bucket), *mine])
        self.next_number += 1
        self._items -= len(bucket.entries)
        self._bytes -= bucket.bytes
        return shard

    def _let_go(self, bucket: Bucket) -> list[Known]:
        """Take a bucket's items from those that wait; give their other versions that still do."""
        others: list[Known] = []
        for known in bucket.known:
            left = [other for other in self._waiting[known.id] if other.content != known.content]
            if left:
                self._waiting[known.id] = left
            else:
                del self._waiting[known.id]
        for item in {known.id for known in bucket.known}:
            others += self._waiting.get(item, ())
        return others

    def _day(self, item: Item) -> date | None:
        """Guess the day that the article will have, so that few shards hold several days."""
        if item.published is not None:
            return item.published
        if item.media == "text":
            top = item.body[:_TOP].decode("utf-8", "ignore")
            return find_dateline(top) or self._published
        return self._published


def _order(day: date | None) -> tuple[bool, date]:
    return day is None, day or date.min
