"""What DIR has seen and what is to be done: an SQLite file of one process.

A shard is admitted in one transaction with its items, after its input lies on the disk, and is
marked done after its manifest does. So at any moment an item is in one of three states: not noted
(its source gives it again), noted in a shard that is to be done (its input is there), or done.

An item is known by 16 bytes of the SHA-256 of its id and 16 of what it holds. `version` counts what
came under one id. Where a later version is admitted before an earlier one, which may still wait in
the day's bucket, the earlier one's number is noted with it, without a shard: so a number, once
given, stays, whenever the process ends.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from ..errors import DataError
from ..sources import Validators

LAYOUT = 1
_CACHE_KIB = 65_536

_TABLES = """
CREATE TABLE IF NOT EXISTS items (
    id BLOB NOT NULL, content BLOB NOT NULL, version INTEGER NOT NULL, shard INTEGER,
    PRIMARY KEY (id, content)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shards (
    number INTEGER PRIMARY KEY, input TEXT NOT NULL UNIQUE, day TEXT, items INTEGER NOT NULL,
    output TEXT);
CREATE INDEX IF NOT EXISTS pending ON shards (number) WHERE output IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS outputs ON shards (output) WHERE output IS NOT NULL;
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, validators BLOB NOT NULL) WITHOUT ROWID;
"""


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """Items that are done together; `input` is the digest of the file that holds them."""

    number: int
    input: str
    day: date | None
    items: int


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One version of an item; `shard` is None where only its number is taken."""

    id: bytes
    content: bytes
    version: int
    shard: int | None = None


def key(text: str) -> bytes:
    """Give the 16 bytes that stand for an id."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class Ledger:
    """The file, open; its methods may be called from several threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raise DataError where it is none or of another layout."""
        self._path = path
        self._lock = threading.RLock()
        with self._told():
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # One process at a time: no shared memory beside the file, so a network share will do.
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._prepare()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def versions(self, item: bytes) -> list[Known]:
        """Give all that is known under one id."""
        rows = self._rows("SELECT content, version, shard FROM items WHERE id = ?", item)
        return [Known(id=item, content=row[0], version=row[1], shard=row[2]) for row in rows]

    def next_number(self) -> int:
        """Give the number of the shard that is admitted next, from 1."""
        return 1 + int(self._rows("SELECT coalesce(max(number), 0) FROM shards")[0][0])

    def admit(self, shard: Shard, items: Iterable[Known]) -> None:
        """Note a shard and its items: all of it, or nothing."""
        with self._transaction():
            day = shard.day.isoformat() if shard.day else None
            row = (shard.number, shard.input, day, shard.items)
            self._db.execute("INSERT INTO shards VALUES (?, ?, ?, ?, NULL)", row)
            self._db.executemany(
                "INSERT INTO items VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET shard = coalesce(excluded.shard, shard)",
                ((known.id, known.content, known.version, known.shard) for known in items),
            )

    def pending(self, after: int = 0) -> Iterator[Shard]:
        """Give the shards that are not done, in order, from that after number `after`."""
        wanted = (
            "SELECT number, input, day, items FROM shards "
            "WHERE output IS NULL AND number > ? ORDER BY number LIMIT 1"
        )
        while rows := self._rows(wanted, after):
            after, digest, day, items = rows[0]
            given = date.fromisoformat(day) if day else None
            yield Shard(number=after, input=digest, day=given, items=items)

    def left(self) -> tuple[int, int]:
        """Give how many shards are not done, and how many items these hold."""
        found = self._rows(
            "SELECT count(*), coalesce(sum(items), 0) FROM shards WHERE output IS NULL"
        )
        return int(found[0][0]), int(found[0][1])

    def finish(self, number: int, output: str) -> None:
        """Note that a shard is done; output: the name of its files."""
        with self._transaction():
            self._db.execute("UPDATE shards SET output = ? WHERE number = ?", (output, number))

    def is_output(self, name: str) -> bool:
        """Tell whether a shard that is done has files of this name."""
        return bool(self._rows("SELECT 1 FROM shards WHERE output = ?", name))

    def get(self, url: str) -> Validators | None:
        """Give what was kept of a feed (`sources.FeedMemory`)."""
        rows = self._rows("SELECT validators FROM feeds WHERE url = ?", url)
        if not rows:
            return None
        return msgspec.json.decode(rows[0][0], type=Validators)

    def put(self, url: str, validators: Validators) -> None:
        """Keep what a feed's server said; its items must have been admitted."""
        with self._transaction():
            row = (url, msgspec.json.encode(validators))
            self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?)", row)

    def _prepare(self) -> None:
        layout = self._db.execute("PRAGMA user_version").fetchone()[0]
        if layout not in (0, LAYOUT):
            raise DataError(
                f"is of layout {layout}, which this version does not read",
                where=str(self._path),
                todo="use the version of uratori that made it, or another --out",
            )
        self._db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {LAYOUT}; COMMIT")

    def _rows(self, query: str, *given: object) -> list[Any]:
        with self._lock, self._told():
            found: list[Any] = self._db.execute(query, given).fetchall()
            return found

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise DataError(
                f"the ledger cannot be used: {error}", where=str(self._path), todo="check the disk"
            ) from None
