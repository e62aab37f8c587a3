"""What ``uratori batch`` says while it works, on a terminal and into a log, and at its end."""

from __future__ import annotations

import argparse
import datetime
import sys
import threading
from time import monotonic
from types import TracebackType
from typing import IO

import msgspec

from ..batch.run import Event, NoWorkers, ShardDone, ShardFailed, Tally
from ..batch.summary import Count, progress, summary
from ..errors import SettingsError
from ..settings import TERMINAL_WIDTH, read_settings
from ..sources import FeedRead, PassedOver, SourceError
from .streams import tell

MOST_TOLD = 20
"""Lines an hour on standard error about items and sources; the table and the log have them all."""
_DRAW_SECONDS = 0.2


class News:
    """Tells events: a line of progress on a terminal, lines about what is wrong, a log."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._told = self._hour = 0
        self._tally: Tally | None = None
        self._log: IO[bytes] | None = None
        self._drawn = 0.0
        self._draws = sys.stderr is not None and sys.stderr.isatty() and not read_settings().dumb
        local = not any("://" in name or name == "-" for name in options.sources)
        self._count = Count(options.sources) if self._draws and local else None

    def __enter__(self) -> News:
        """Open the log; raise SettingsError where that cannot be done."""
        if self._options.log is not None:
            try:
                self._log = self._options.log.open("ab")
            except OSError as error:
                raise SettingsError(
                    f"cannot be written: {error.strerror}",
                    where=str(self._options.log),
                    todo="check --log",
                ) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the log, with what ended the work too early."""
        self._wipe()
        if self._count is not None:
            self._count.stop()
        if self._log is not None:
            if error is not None:
                self._write("failed", error=type(error).__name__, message=str(error))
            self._log.close()

    def begin(self, tally: Tally) -> None:
        """Note the start."""
        self._tally = tally
        self._write("started", sources=self._options.sources, out=str(self._options.out))
        if self._count is not None:
            self._count.start()

    def hear(self, event: Event) -> None:
        """Tell one event; the intake has a thread of its own."""
        with self._lock:
            self._hear(event)

    def _hear(self, event: Event) -> None:
        if isinstance(event, ShardDone):
            self._done(event)
        elif isinstance(event, ShardFailed):
            self._write("shard_lost", shard=event.shard.input, final=event.final)
            if event.final:
                self._tell(f"a shard of {event.shard.items} articles is left: {event.message}")
        elif isinstance(event, NoWorkers):
            self._write("no_workers")
            self._tell("the cluster has no workers: waiting for one (start one with: dask worker)")
        elif isinstance(event, SourceError):
            self._write("source_error", **msgspec.to_builtins(event))
            self._tell(event.message)
        elif isinstance(event, PassedOver):
            self._write("passed_over", **msgspec.to_builtins(event))
            self._tell(f"{event.source}: not articles, passed over: {event.kinds}")
        else:
            assert isinstance(event, FeedRead)
            self._write("feed_read", feed=event.url, unchanged=event.unchanged)

    def end(self) -> None:
        """Tell what was done."""
        if self._tally is None:
            return
        tally = self._tally
        self._wipe()
        self._write(
            "ended",
            articles=tally.articles,
            claims=tally.claims,
            findings=dict(tally.findings),
            errors=dict(tally.errors),
            skipped=tally.skipped,
            unreadable=tally.unreadable,
            unread=tally.unread,
            left=tally.left,
            seconds=round(monotonic() - tally.begun, 3),
        )
        if sys.stdout is not None:
            sys.stdout.write(summary(tally, self._options.lang))

    def _done(self, event: ShardDone) -> None:
        manifest = event.manifest
        self._write(
            "shard_done",
            shard=manifest.shard,
            articles=manifest.items - manifest.errors,
            claims=manifest.claims,
            errors=manifest.errors,
            seconds=round(event.seconds, 3),
        )
        for kind, message in event.errors:
            self._write("item_error", kind=kind, message=message)
            self._tell(message)
        self._draw()

    def _tell(self, line: str) -> None:
        hour = int(monotonic() // 3600)
        if hour != self._hour:
            self._hour, self._told = hour, 0
        self._told += 1
        if self._told <= MOST_TOLD:
            self._wipe()
            tell(line)
        elif self._told == MOST_TOLD + 1:
            self._wipe()
            tell(f"more of these: see {self._options.out / 'errors'} or --log FILE")

    def _draw(self) -> None:
        if not self._draws or self._tally is None or monotonic() < self._drawn + _DRAW_SECONDS:
            return
        self._drawn = monotonic()
        total = self._count.total if self._count else None
        line = progress(self._tally, total, self._options.lang)
        sys.stderr.write(f"\r{line[: TERMINAL_WIDTH - 1]}\x1b[K")
        sys.stderr.flush()

    def _wipe(self) -> None:
        if self._draws and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _write(self, event: str, **fields: object) -> None:
        """Append a line to the log; times are UTC."""
        if self._log is None:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        self._log.write(msgspec.json.encode({"time": now, "event": event, **fields}) + b"\n")
        self._log.flush()
