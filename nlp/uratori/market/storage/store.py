"""The store: every row that was fetched or imported, in one DuckDB file of the data folder.

`Store` reads it, as a `FactSource`; `uratori.market.storage.draft` writes it. A reader sees the
file as it was when it was opened: writers work on a copy and put it in the file's place in one
step, so neither waits for the other. A file that is damaged is set aside as
``market.duckdb.damaged-1``, and the store is empty until something is fetched again.
"""

from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ...errors import DataError
from ..facts import QUALITIES, Fact, Quality
from .coverage import Fetch, Span, longest, sound_spans
from .locked import locked
from .tables import FILE, Damaged, connect, told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_Given = TypeVar("_Given")

_QUALITIES: dict[str, Quality] = {quality: quality for quality in QUALITIES}

SET_ASIDE_WAIT = 2.0
"""Seconds to wait for a writer before a damaged file is set aside."""

_ORIGINS = """SELECT id, definition, unit, source, address, retrieved, quality, note, place, sha256
    FROM origins WHERE entity = ? AND metric = ?"""
# Within a day and a definition in the order in which they came: the last is the newest vintage.
_ROWS = """SELECT origin, start, date, value, known FROM rows
    WHERE origin IN (SELECT unnest(?::INTEGER[])) ORDER BY date, rowid"""
_FETCHES = """SELECT provider, entity, metric, start, "end", "at", first, last, rows, fresh, sha256
    FROM fetches"""
_HELD = """SELECT entity, metric, count(*), min(date), max(date), max(retrieved)
    FROM rows JOIN origins ON origin = id GROUP BY entity, metric ORDER BY entity, metric"""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds of one series."""

    entity: str
    metric: str
    rows: int
    first: datetime.date
    last: datetime.date
    retrieved: datetime.date


class Store:
    """The rows of a data folder's store, as they were at its first use.

    Its connection and what it has read are kept; `close` lets go of both. It may be shared between
    threads; pickled, it is the store of the same folder. Every method raises DataError where the
    file cannot be used; a damaged one is set aside first, and the error says so.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self._lock = threading.RLock()
        self._opened: tuple[int, DuckDBPyConnection] | None = None
        self._series: dict[tuple[str, str], tuple[Fact, ...]] = {}
        self._fetches: dict[tuple[str, str], tuple[Fetch, ...]] | None = None

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        """Pickle as the folder: a connection is of one process."""
        return Store, (self.folder,)

    def close(self) -> None:
        """Let go of the file and of what was read; the next use opens it as it is then."""
        with self._lock:
            if self._opened is not None and self._opened[0] == os.getpid():
                self._opened[1].close()
            self._opened, self._fetches = None, None
            self._series.clear()

    def facts(self, entity: str, metric: str) -> Sequence[Fact]:
        """Give every row of one series by date, older vintages before newer ones."""
        held = self._series.get((entity, metric))
        if held is None:
            with self._lock:
                held = self._read(lambda opened: _series(opened, entity, metric)) or ()
                self._series[entity, metric] = held
        return held

    def complete(self, entity: str, metric: str) -> Span | None:
        """Promise nothing: rows are values of days, and no list of events such as decisions."""
        return None

    def whole(self, entity: str, metric: str) -> Span | None:
        """Give the longest span over which one provider gave all it has; None where none did."""
        return longest(sound_spans(self.fetches(entity, metric)))

    def fetches(self, entity: str, metric: str) -> tuple[Fetch, ...]:
        """Give what was asked for one series, in the order in which it was."""
        if self._fetches is None:
            with self._lock:
                self._fetches = _by_series(self._read(_all_fetches) or ())
        return self._fetches.get((entity, metric), ())

    def all_fetches(self) -> tuple[Fetch, ...]:
        """Give all that was asked for."""
        with self._lock:
            return self._read(_all_fetches) or ()

    def held(self) -> tuple[Held, ...]:
        """Give what is held of every series, in order of its name."""
        with self._lock:
            return self._read(_all_held) or ()

    def _read(self, read: Callable[[DuckDBPyConnection], _Given]) -> _Given | None:
        """Give what `read` gives of the open file, None where there is none."""
        seen = None
        try:
            seen = identity(self.path)
            opened = self._connection() if seen else None
            if opened is None:
                return None
            with told(self.path):
                return read(opened)
        except Damaged as damage:
            self.close()
            raise set_aside(self.path, damage.what, seen) from None

    def _connection(self) -> DuckDBPyConnection | None:
        # A connection of the process that this one was forked from is left as it is.
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = os.getpid(), connect(self.path, read_only=True)
        return self._opened[1]


def identity(path: Path) -> tuple[int, int, int] | None:
    """Give what tells a file from one put in its place; None where there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DataError(
            f"the store cannot be used: {error.strerror}", where=str(path), todo="check its folder"
        ) from None
    return found.st_ino, found.st_size, found.st_mtime_ns


def set_aside(path: Path, what: str, seen: tuple[int, int, int] | None) -> DataError:
    """Move a damaged file out of the way and give the error that tells of it.

    seen: its `identity` when it was found damaged; another file in its place stays.
    """
    try:
        with locked(path.parent, wait=SET_ASIDE_WAIT):
            if identity(path) == seen:
                return _told_aside(path, what, move_aside(path))
            return _told_aside(path, what, "")
    except (OSError, DataError):  # a folder that cannot be written, or a writer at work
        return DataError(
            f"the store is damaged: {what}", where=str(path), todo="remove it, then sync again"
        )


def move_aside(path: Path) -> str:
    """Rename a file to ``….damaged-N`` and give its new name; the caller holds the lock."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    return aside.name


def _told_aside(path: Path, what: str, name: str) -> DataError:
    kept = f"kept as {name}; " if name else ""
    return DataError(
        f"the store was damaged: {what}",
        where=str(path),
        todo=f"{kept}it begins anew; uratori data sync fills it",
    )


# --- out of the tables ----------------------------------------------------------------------------


def _series(opened: DuckDBPyConnection, entity: str, metric: str) -> tuple[Fact, ...]:
    origins = opened.execute(_ORIGINS, [entity, metric]).fetchall()
    if not origins:
        return ()
    rows = opened.execute(_ROWS, [[origin[0] for origin in origins]]).fetchall()
    try:
        return tuple(_built(_origins(entity, metric, origins), rows))
    except (ValueError, KeyError, ZeroDivisionError) as error:
        raise Damaged(f"a row of {entity}/{metric}: {error}") from None


def _origins(entity: str, metric: str, rows: Iterable[tuple[Any, ...]]) -> dict[int, Fact]:
    """Give what the rows of each answer share, as a row without day and value."""
    return {
        number: Fact(
            entity=entity,
            metric=metric,
            definition=definition,
            date=retrieved,
            value=Fraction(0),
            unit=unit,
            source=source,
            address=address,
            retrieved=retrieved,
            quality=_QUALITIES[quality],
            note=note,
            place=Fraction(place),
            sha256=digest,
        )
        for number, definition, unit, source, address, retrieved, quality, note, place, digest
        in rows
    }  # fmt: skip


def _built(origins: dict[int, Fact], rows: Iterable[tuple[Any, ...]]) -> Iterator[Fact]:
    for number, start, day, word, known in rows:
        shared = origins[number]
        yield Fact(
            entity=shared.entity,
            metric=shared.metric,
            definition=shared.definition,
            start=start,
            date=day,
            value=exact(word),
            unit=shared.unit,
            source=shared.source,
            address=shared.address,
            retrieved=shared.retrieved,
            quality=shared.quality,
            note=shared.note,
            place=shared.place,
            known=known,
            sha256=shared.sha256,
        )


def exact(word: str) -> Fraction:
    """Read an exact number, ``6915.61`` or ``1/3``; Fraction alone takes four times as long."""
    whole, point, places = word.partition(".")
    return Fraction(int(whole + places), 10 ** len(places)) if point else Fraction(word)


def _all_fetches(opened: DuckDBPyConnection) -> tuple[Fetch, ...]:
    return tuple(
        Fetch(
            provider=provider,
            entity=entity,
            metric=metric,
            start=start,
            end=end,
            at=at,
            first=first,
            last=last,
            rows=rows,
            fresh=fresh,
            sha256=digest,
        )
        for provider, entity, metric, start, end, at, first, last, rows, fresh, digest
        in opened.execute(_FETCHES).fetchall()
    )  # fmt: skip


def _all_held(opened: DuckDBPyConnection) -> tuple[Held, ...]:
    return tuple(
        Held(entity=entity, metric=metric, rows=rows, first=first, last=last, retrieved=retrieved)
        for entity, metric, rows, first, last, retrieved in opened.execute(_HELD).fetchall()
    )


def _by_series(fetches: Iterable[Fetch]) -> dict[tuple[str, str], tuple[Fetch, ...]]:
    found: dict[tuple[str, str], tuple[Fetch, ...]] = {}
    for fetch in fetches:
        key = fetch.entity, fetch.metric
        found[key] = (*found.get(key, ()), fetch)
    return found
