"""The tables of the store's file, and how the file is opened.

``origins`` holds what the rows of one answer share, ``rows`` their days and exact values, and
``fetches`` which span of a series a provider was asked for and when. The view ``facts`` joins them
for whoever opens the file with DuckDB itself. Rows are appended, never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import DataError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE = "market.duckdb"
"""The store's name in the data folder."""
VERSION = "1"
"""Of the tables below; a file of another version is not read."""

TABLES = (
    "CREATE TABLE store (version VARCHAR NOT NULL)",
    f"INSERT INTO store VALUES ('{VERSION}')",
    """CREATE TABLE origins (
        id INTEGER NOT NULL, entity VARCHAR NOT NULL, metric VARCHAR NOT NULL,
        definition VARCHAR NOT NULL, unit VARCHAR NOT NULL, source VARCHAR NOT NULL,
        address VARCHAR NOT NULL, retrieved DATE NOT NULL, quality VARCHAR NOT NULL,
        note VARCHAR NOT NULL, place VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)""",
    """CREATE TABLE rows (
        origin INTEGER NOT NULL, start DATE, date DATE NOT NULL, value VARCHAR NOT NULL,
        known DATE)""",
    """CREATE TABLE fetches (
        provider VARCHAR NOT NULL, entity VARCHAR NOT NULL, metric VARCHAR NOT NULL,
        start DATE NOT NULL, "end" DATE NOT NULL, "at" TIMESTAMP NOT NULL, first DATE, last DATE,
        rows INTEGER NOT NULL, fresh INTEGER NOT NULL, sha256 VARCHAR NOT NULL)""",
    """CREATE VIEW facts AS SELECT entity, metric, definition, start, date, value, unit, source,
        address, retrieved, quality, note, place, known, sha256
        FROM rows JOIN origins ON origin = id""",
)


class Damaged(Exception):
    """The store's file cannot be read as one: truncated, overwritten, of another version."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """Open a file of the store; a new one gets its tables.

    Raises Damaged where the file is no sound store of this version, DataError where it is one that
    cannot be opened now (its permissions, another program that holds it).
    """
    import duckdb  # 90 ms

    new = not path.exists()
    if not new:
        _refuse_unreadable(path)
    with told(path):
        opened = duckdb.connect(str(path), read_only=read_only, config=_config())
    try:
        with told(path):
            if new:
                for statement in TABLES:
                    opened.execute(statement)
            else:
                _check_version(opened)
    except BaseException:
        opened.close()
        raise
    return opened


def _config() -> dict[str, str | bool | int | float | list[str]]:
    """One thread, as a series is small; nothing is fetched or loaded beside the file."""
    return {
        "threads": 1,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _refuse_unreadable(path: Path) -> None:
    """Tell a file that may not be read from one that is damaged."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from None


def _check_version(opened: DuckDBPyConnection) -> None:
    import duckdb

    try:
        held = opened.execute("SELECT version FROM store").fetchall()
    except duckdb.CatalogException:
        raise Damaged("a database of something else") from None
    if held != [(VERSION,)]:
        word = str(held[0][0])[:20] if held else "none"
        raise Damaged(f"of version {word}, where this uratori reads {VERSION}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what DuckDB raises on a file into Damaged, or DataError where the file is not at fault.

    Of the file's own faults DuckDB raises IOException, SerializationException, InternalException
    or the bare Error, by no rule; so what is not at fault is told by its kind or its message.
    """
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise _unusable(path, _line(error)) from None
    except duckdb.Error as error:
        line = _line(error)
        if ("lock" in line and "PID" in line) or "onflicting lock" in line:
            raise _unusable(path, f"another program holds it: {line}") from None
        if any(word in line for word in ("No space left", "File too large", "Too many open")):
            raise _unusable(path, line) from None
        raise Damaged(line) from None


def _unusable(path: Path, what: str) -> DataError:
    return DataError(
        f"the store cannot be used: {what}", where=str(path), todo="nothing was changed"
    )


def _line(error: Exception) -> str:
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0].removeprefix("IO Error: ")[:200]
