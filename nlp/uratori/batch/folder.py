"""What lies where below DIR, and how a file comes to lie there: written aside, then renamed.

::

    lock                      held by the one command that works on DIR
    ledger.sqlite             what was seen, what is to be done (ledger.py)
    inputs/<input>.msgpack    the items of a shard that is not done yet
    aside/                    what is being written; swept at each start
    facts/<digest>/           the data folder's store and lists as they were at the start
    <table>/date=.../<shard>.parquet, documents/date=.../<shard>.jsonl
    shards/<xx>/<input>.json  the manifest, which makes a shard's files count
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DataError, SettingsError
from ..locks import try_lock

PARTITIONED = ("articles", "claims", "findings", "errors", "documents")
"""The folders below DIR that hold partitions by date."""


class Folder:
    """The paths below DIR. Nothing is made before `prepare`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ledger = root / "ledger.sqlite"
        self.inputs = root / "inputs"
        self.aside = root / "aside"
        self.shards = root / "shards"
        self.facts = root / "facts"

    def prepare(self) -> None:
        """Make the folders; raise SettingsError where that cannot be."""
        try:
            for folder in (self.root, self.inputs, self.aside, self.shards, self.facts):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"cannot be made: {error.strerror}", where=str(self.root), todo="check --out"
            ) from None

    def input(self, digest: str) -> Path:
        """Give the file of a shard's items."""
        return self.inputs / f"{digest}.msgpack"

    def manifest(self, digest: str) -> Path:
        """Give the manifest of the shard of these items."""
        return self.shards / digest[:2] / f"{digest}.json"

    def manifests(self) -> Iterator[Path]:
        """Give the manifests of all shards that count."""
        return self.root.glob("shards/*/*.json")

    def write(self, path: Path, data: bytes) -> None:
        """Write a file so that it is there whole or not at all, whenever the machine stops."""
        beside = write_aside(self.aside, data)
        place(beside, path)
        keep_folder(path.parent)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold DIR for this process; raise DataError where another command works on it.

        The system lets go of it with the process, however that ends. The file stays: to remove it
        would let two processes hold two files of one name.
        """
        with (self.root / "lock").open("ab") as file:
            if not try_lock(file.fileno()):
                raise DataError(
                    "another command works on it", where=str(self.root), todo="wait for its end"
                )
            yield


@contextmanager
def told_of(root: Path) -> Iterator[None]:
    """Raise DataError, one line, for what the disk refuses below `root`."""
    try:
        yield
    except OSError as error:
        raise DataError(
            f"cannot be used: {error.strerror or error}",
            where=str(error.filename or root),
            todo="mend it and run the command again: it goes on where it stopped",
        ) from None


def write_aside(folder: Path, data: bytes) -> Path:
    """Write a file of a name that is nobody else's, and see it onto the disk."""
    path = folder / uuid.uuid4().hex
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return path


def place(beside: Path, path: Path) -> None:
    """Rename a file that was written aside; one of that name gives way to it."""
    try:
        beside.replace(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(path)


def keep_folder(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
