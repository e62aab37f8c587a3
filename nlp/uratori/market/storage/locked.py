"""One writer at a time: a lock file in the data folder, let go of when its process ends."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from ...errors import DataError
from ...locks import try_lock

LOCK = "market.lock"
_POLL = 0.05


@contextmanager
def locked(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock of a data folder; raise DataError where another process keeps it for `wait` s.

    The error names the process and since when. The lock file itself stays: to remove it would let
    two processes hold two files of one name. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(file, path, monotonic() + wait)
        _write(file, f"process {os.getpid()} since {datetime.datetime.now():%Y-%m-%d %H:%M:%S}")
        yield
        _write(file, "")
    finally:
        os.close(file)  # lets go of the lock


def _take(file: int, path: Path, until: float) -> None:
    while not try_lock(file):
        if monotonic() > until:
            raise DataError(
                f"the store is being written by {_read(file) or 'another process'}",
                where=str(path.parent),
                todo="try again when it is done",
            )
        sleep(_POLL)


def _write(file: int, line: str) -> None:
    """Leave a line for whoever waits; a full disk is told of by what is written next."""
    try:
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, line.encode())
    except OSError:
        pass


def _read(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, 100).decode("utf-8", "replace")
