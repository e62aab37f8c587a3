"""Writing the store: a copy of its file, which takes the file's place when it is published.

A process that is killed loses what it had not published; the file that readers see is whole at
every moment. What a killed one left behind bears fixed names, and the next writer removes it.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import msgspec

from ...errors import DataError
from ...text.numbers import exact_text
from ..facts import Fact
from ..providers.protocol import Answer, Series, Wanted
from .locked import locked
from .store import identity, move_aside
from .tables import FILE, Damaged, connect, told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WRITE_WAIT = 10.0
"""Seconds to wait for another writer."""
_DRAFT = f"{FILE}.draft"
_LEFT_BEHIND = (_DRAFT, f"{_DRAFT}.wal", f"{_DRAFT}.tmp")
_PATIENCE = 10
"""Publishing may take one part in so many of the time; a large store is published less often."""

_VINTAGES = """SELECT definition, start, date, source, known, value, unit, place, retrieved
    FROM rows JOIN origins ON origin = id WHERE entity = ? AND metric = ?
    ORDER BY retrieved, rows.rowid"""

_Key = tuple[str, datetime.date | None, datetime.date, str, datetime.date | None]
_Content = tuple[str, str, str]


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows came, by what they were to the store."""

    new: int = 0
    changed: int = 0
    """Another value than the one held of the same day, definition and source: a new vintage."""
    same: int = 0

    def __add__(self, other: Stored) -> Stored:
        """Add up."""
        return Stored(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            same=self.same + other.same,
        )


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A series that a provider answered for: what becomes a `Fetch` with the rows that came."""

    provider: str
    series: Series
    start: datetime.date
    end: datetime.date


def asked_of(provider: str, wanted: Wanted, answer: Answer) -> tuple[Asked, ...]:
    """Give what a provider answered for: the series of which nothing went wrong."""
    wrong = {gap.series for gap in answer.gaps if gap.reason != "empty"}
    return tuple(
        Asked(provider=provider, series=series, start=wanted.start, end=wanted.end)
        for series in wanted.series
        if series not in wrong
    )


class Draft:
    """A store that is being written; `draft` gives one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._copy = folder / _DRAFT
        self._opened: DuckDBPyConnection | None = None
        self._published, self._cost = monotonic(), 0.0
        self.told: list[str] = []
        """Lines on what was found wrong with the store and mended."""

    def put(self, facts: Iterable[Fact], asked: Sequence[Asked] = ()) -> Stored:
        """Append the rows that the store does not hold, and note what was asked for.

        Raises DataError where they cannot be written; what was published before stays.
        """
        by_series: dict[Series, list[Fact]] = {}
        for fact in facts:
            by_series.setdefault(Series(entity=fact.entity, metric=fact.metric), []).append(fact)
        stored = {series: self._append(series, rows) for series, rows in by_series.items()}
        for answer in asked:
            rows = by_series.get(answer.series, [])
            self._note(answer, rows, stored.get(answer.series, Stored()))
        return sum(stored.values(), Stored())

    def publish(self) -> None:
        """Put the draft in the store's place, once it is on the disk; raise DataError if it fails.

        A process that is killed before has changed nothing; one that is killed after has lost
        nothing that was put before.
        """
        if self._opened is None:
            return
        began = monotonic()
        with _written(self._copy):
            self._opened.execute("CHECKPOINT")
            self._opened.close()
            self._opened = None
            _settle(self._copy)
            self._path.with_name(f"{FILE}.wal").unlink(missing_ok=True)
            self._copy.replace(self._path)
            _settle(self._path.parent)
        self._published = monotonic()
        self._cost = self._published - began

    def publish_if_due(self) -> None:
        """Publish, unless the last time it took long and is not long ago."""
        if monotonic() - self._published >= _PATIENCE * self._cost:
            self.publish()

    def discard(self) -> None:
        """Leave what was put since the last time out; remove the copy."""
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(DataError), _written(self._copy):  # a full disk is told of already
                opened.close()
        with suppress(OSError):
            _sweep(self._copy.parent)

    def _append(self, series: Series, rows: Sequence[Fact]) -> Stored:
        with _written(self._copy):
            opened = self._connection()
            vintages = _Vintages(opened.execute(_VINTAGES, [*msgspec.structs.astuple(series)]))
            kept = [(row, content) for row in rows if (content := vintages.take(row))]
            _insert(opened, kept)
        new = vintages.new
        return Stored(new=new, changed=len(kept) - new, same=len(rows) - len(kept))

    def _note(self, asked: Asked, rows: Sequence[Fact], stored: Stored) -> None:
        days = [row.date for row in rows]
        with _written(self._copy):
            self._connection().execute(
                "INSERT INTO fetches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    asked.provider, asked.series.entity, asked.series.metric,
                    asked.start, asked.end,
                    datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
                    min(days, default=None), max(days, default=None),
                    len(rows), stored.new + stored.changed, _digest(rows),
                ],
            )  # fmt: skip

    def _connection(self) -> DuckDBPyConnection:
        if self._opened is None:
            self._opened = self._copied() or connect(self._copy, read_only=False)
        return self._opened

    def _copied(self) -> DuckDBPyConnection | None:
        """Open a copy of the store; None where there is no sound one."""
        if identity(self._path) is None:
            return None
        try:
            connect(self._path, read_only=True).close()  # no other program writes in it
            for name in (FILE, f"{FILE}.wal"):
                if (held := self._path.with_name(name)).exists():
                    shutil.copyfile(held, self._copy.with_name(name.replace(FILE, _DRAFT)))
            return connect(self._copy, read_only=False)
        except Damaged as damage:
            _sweep(self._copy.parent)
            name = move_aside(self._path)
            self.told.append(f"{self._path}: the store was damaged: {damage.what} (kept as {name})")
            return None


@contextmanager
def draft(folder: Path, *, wait: float = WRITE_WAIT) -> Iterator[Draft]:
    """Give the draft of a data folder's store, the only one; what was put is published at the end.

    On an error what was put since the last `publish` is left out. Raises DataError where another
    process writes for longer than `wait` seconds, or the folder cannot be written.
    """
    with ExitStack() as held:
        with _written(folder):
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(folder, wait=wait))
            _sweep(folder)
        opened = Draft(folder)
        held.callback(opened.discard)
        yield opened
        opened.publish()


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """Tell what goes wrong in writing as one DataError; what is one already passes."""
    try:
        with told(path):
            yield
    except Damaged as damage:
        raise _failed(path, damage.what) from None
    except OSError as error:
        raise _failed(path, error.strerror or str(error)) from None


def _failed(path: Path, what: str) -> DataError:
    return DataError(
        f"the store cannot be written: {what}",
        where=str(path),
        todo="what it held before is kept; mend that and sync again",
    )


def _sweep(folder: Path) -> None:
    """Remove what a writer that was killed left behind."""
    for name in _LEFT_BEHIND:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folder, and needs no such call
    held = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(held)
    finally:
        os.close(held)


# --- into the tables ------------------------------------------------------------------------------


class _Vintages:
    """The vintages of each day of one series, those of a store and those that are being put."""

    def __init__(self, held: DuckDBPyConnection) -> None:
        self._newest: dict[_Key, tuple[_Content, datetime.date]] = {}
        self._seen: set[tuple[_Key, _Content, datetime.date]] = set()
        self.new = 0
        for row in held.fetchall():
            self._keep(row[:5], row[5:8], row[8])

    def take(self, row: Fact) -> _Content | None:
        """Give how the values of a row are stored; None where the store holds the same.

        The same is what the newest vintage says, or what was retrieved on that day already: the
        rows of an export can be imported again without effect.
        """
        key = row.definition, row.start, row.date, row.source, row.known
        content = exact_text(row.value), row.unit, exact_text(row.place)
        newest = self._newest.get(key)
        self.new += newest is None
        same = newest is not None and newest[0] == content and newest[1] <= row.retrieved
        if same or (key, content, row.retrieved) in self._seen:
            return None
        self._keep(key, content, row.retrieved)
        return content

    def _keep(self, key: _Key, content: _Content, retrieved: datetime.date) -> None:
        self._seen.add((key, content, retrieved))
        if key not in self._newest or self._newest[key][1] <= retrieved:
            self._newest[key] = content, retrieved


def _insert(opened: DuckDBPyConnection, rows: Sequence[tuple[Fact, _Content]]) -> None:
    if not rows:
        return
    first = opened.execute("SELECT coalesce(max(id), 0) + 1 FROM origins").fetchall()[0][0]
    origins: dict[tuple[object, ...], int] = {}
    numbers = [
        origins.setdefault(_origin(row, place), first + len(origins)) for row, (_, _, place) in rows
    ]
    _append_columns(
        opened,
        "origins",
        "INTEGER VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR VARCHAR DATE VARCHAR VARCHAR VARCHAR"
        " VARCHAR",
        [list(origins.values()), *map(list, zip(*origins, strict=True))],
    )
    _append_columns(
        opened,
        "rows",
        "INTEGER DATE DATE VARCHAR DATE",
        [
            numbers,
            [row.start for row, _ in rows],
            [row.date for row, _ in rows],
            [value for _, (value, _, _) in rows],
            [row.known for row, _ in rows],
        ],
    )


def _append_columns(
    opened: DuckDBPyConnection, table: str, kinds: str, columns: list[list[Any]]
) -> None:
    """Append rows by column: one at a time they take a millisecond each."""
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in kinds.split())
    opened.execute(f"INSERT INTO {table} SELECT {lists}", columns)


def _origin(row: Fact, place: str) -> tuple[object, ...]:
    return (
        row.entity, row.metric, row.definition, row.unit, row.source, row.address, row.retrieved,
        row.quality, row.note, place, row.sha256,
    )  # fmt: skip


def _digest(rows: Iterable[Fact]) -> str:
    """Give the digest of the answer; of several, the digest of theirs in order."""
    digests = sorted({row.sha256 for row in rows} - {""})
    if len(digests) < 2:
        return "".join(digests)
    from hashlib import sha256

    return sha256("\n".join(digests).encode()).hexdigest()
