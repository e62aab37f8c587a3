"""Keeps a child at work on the items of a shard, whatever they do to it.

An item that brings its child down, or takes longer than it may, is given to a fresh child: at
`STRIKES` it is set aside as a row of the errors, and the rest of the shard goes on. One kill from
outside is no proof against an item, and neither are two.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import IO

import msgspec

from ..errors import DataError, SettingsError
from .child import OUT_OF_MEMORY
from .intake import Entry
from .plan import Plan
from .reading import Answer, fault_rows
from .rows import error_rows
from .wire import Read, Ready, Refused, receive, send, word

STRIKES = {"Timeout": 2, "MemoryError": 2, "Died": 3}
"""How often a fresh child must fail over an item in the same way before the item is set aside."""
START_SECONDS = 120.0
"""In which a child must have loaded its dictionaries."""
MOST_ITEMS = 20_000
"""Items after which a child gives way to a fresh one."""
MOST_BYTES = 240_000_000
"""Memory of a child, at its highest, above which a fresh one takes its place after the shard, if it
has also grown by a fifth since its first item: a large store alone is no reason."""
_AHEAD = 2


class Lost(Exception):
    """The child is gone; the argument says how."""


class Child:
    """One process, and the watch over it."""

    def __init__(self, plan: Plan) -> None:
        """Start it; raise SettingsError, DataError or Lost where it cannot do what is asked."""
        self.read = self._first = self._peak = 0
        command = [sys.executable, "-P", "-W", "ignore", "-m", "uratori.batch.child"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._watch = Watch(self._process)
        with self._lost(), self._watch.within(START_SECONDS):
            send(self._input, plan)
            said = self._hear()
        if not isinstance(said, Ready):
            raise Lost("Died")
        if said.digest != plan.digest:
            raise SettingsError(
                "a worker has other versions of uratori or its libraries than the command",
                where="--scheduler",
                todo="install the same on every machine",
            )

    def give(self, entry: Entry, seconds: float) -> None:
        """Hand an item over; raise Lost where that cannot be done."""
        with self._lost(), self._watch.within(seconds):
            send(self._input, entry)

    def take(self, seconds: float) -> Answer:
        """Wait for the next answer; raise Lost where there is none in time."""
        with self._lost(), self._watch.within(seconds):
            said = self._hear()
        if not isinstance(said, Read):
            raise Lost("Died")
        self.read += 1
        self._peak = said.peak
        self._first = self._first or said.peak
        return said.answer

    def is_worn(self) -> bool:
        """Tell whether it has done enough, or has grown too large."""
        grown = self._peak > max(MOST_BYTES, self._first * 1.2)
        return grown or self.read >= MOST_ITEMS

    def end(self) -> None:
        """End it, whatever it does."""
        self._watch.stop()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was not flushed has no reader
                if stream is not None:
                    stream.close()

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _hear(self) -> Ready | Read:
        assert self._process.stdout is not None
        data = receive(self._process.stdout)
        if data is None:
            raise BrokenPipeError
        said = word(data)
        if isinstance(said, Refused):
            self.end()
            raise DataError(said.what, where=said.where, todo=said.todo)
        return said

    @contextlib.contextmanager
    def _lost(self) -> Iterator[None]:
        try:
            yield
        except (OSError, msgspec.DecodeError):  # gone, or no longer talking sense
            late = self._watch.late
            self.end()
            ran_out = self._process.returncode == OUT_OF_MEMORY
            raise Lost("Timeout" if late else "MemoryError" if ran_out else "Died") from None


class Watch:
    """A thread that ends a process whose time is over; reads and writes of its pipes then fail."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.late = False
        self._process = process
        self._until: float | None = None
        self._stopped = False
        self._changed = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Allow so many seconds for what is done inside."""
        self._until = monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def stop(self) -> None:
        """Let go of the process."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._stopped:
                until = self._until
                if until is not None and monotonic() > until:
                    self.late = True
                    self._process.kill()
                    return
                self._changed.wait(_pause(until))


def _pause(until: float | None) -> float:
    """Look often enough to be late by a quarter of a second; a signal an item would cost more."""
    return 0.25 if until is None else min(max(until - monotonic(), 0.01), 0.25)


class Supervisor:
    """Reads the items of shards under one plan; its child stays for the next shard."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._child: Child | None = None

    def read(self, entries: Sequence[Entry]) -> list[Answer]:
        """Give the answer of every item, in order.

        Raises DataError or SettingsError for what is no item's fault; all can be done again.
        """
        answers: list[Answer] = []
        strikes: dict[str, int] = {}
        while len(answers) < len(entries):
            done = len(answers)
            try:
                self._read_on(entries, answers)
            except Lost as lost:
                self._child = None
                kind = str(lost)
                if len(answers) > done:
                    strikes = {}
                strikes[kind] = strikes.get(kind, 0) + 1
                if strikes[kind] >= STRIKES[kind]:
                    answers.append(set_aside(entries[len(answers)], kind, self.plan.seconds))
                    strikes = {}
        if self._child is not None and self._child.is_worn():
            self.close()
        return answers

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _read_on(self, entries: Sequence[Entry], answers: list[Answer]) -> None:
        """Go on after the last answer, one item ahead of the child; raise Lost where it is gone."""
        child = self._child = self._child or started(self.plan)
        given = len(answers)
        while len(answers) < len(entries):
            while given < min(len(answers) + _AHEAD, len(entries)):
                child.give(entries[given], self.plan.seconds)
                given += 1
            answers.append(child.take(self.plan.seconds))


def started(plan: Plan) -> Child:
    """Start a child; raise DataError where none comes up, which is no item's fault."""
    for _ in range(STRIKES["Died"]):
        with contextlib.suppress(Lost):
            return Child(plan)
    raise DataError(
        "the process that reads articles does not start",
        where=sys.executable,
        todo="run uratori check on one article to see why",
    )


def set_aside(entry: Entry, kind: str, seconds: float) -> Answer:
    """Give the row of an item that was too much for every child."""
    if entry.item is None:
        return Answer(rows=fault_rows(entry.error))
    said = {
        "Timeout": f"took more than {seconds:g} seconds",
        "MemoryError": "takes more memory than an article may",
        "Died": "brought down the process that read it",
    }
    where = entry.item.source
    return Answer(rows=error_rows(entry.item, kind, f"{where}: {said[kind]} (look at the item)"))
