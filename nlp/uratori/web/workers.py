"""Processes that check articles, each of which a deadline can end.

A thread cannot be stopped from outside; a process can. Each worker loads the dictionaries at its
start, and one that is killed or dies is replaced by a fresh one.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from ..errors import UratoriError
from .limits import Limits
from .tasks import Answer, Task, Tell, perform, warm


class Overtime(Exception):
    """A task did not end in its time."""


class Broken(Exception):
    """A task ended in an error that nobody foresaw; the message is for the log only."""


class Full(Exception):
    """As many tasks wait as may wait."""


def work(pipe: Connection, folder: Path | None) -> None:
    """Do tasks from a pipe until it closes: the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which closes the pipe
    if hasattr(os, "setsid"):
        os.setsid()  # whatever is started from here ends with this process
    if folder is not None:
        from ..lexicon import refreshed

        refreshed.use(refreshed.find_lists(folder))
    warm(folder)
    with contextlib.suppress(EOFError, OSError):  # the server went away
        pipe.send(("ready", None))
        while True:
            task = pipe.recv()
            pipe.send(_outcome(task, folder, lambda news: pipe.send(("news", news))))


def _outcome(task: Task, folder: Path | None, tell: Tell) -> tuple[str, Any]:
    try:
        return "done", perform(task, folder, tell)
    except UratoriError as error:
        return "refused", error
    except Exception as error:
        return "broken", f"{type(error).__name__}: {error}"


class Worker:
    """One process at the other end of a pipe."""

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._closed = self._ready = False
        self._start()

    def ask(self, task: Task, tell: Tell) -> Answer:
        """Give the answer to a task, or raise UratoriError, Overtime or Broken."""
        if not self._process.is_alive():
            self.renew()
        if not self._ready:
            self._hear(self._limits.start_seconds, tell)
            self._ready = True
        try:
            self._pipe.send(task)
        except OSError:
            self.renew()
            raise Broken("the worker went away") from None
        kind, value = self._hear(self._limits.check_seconds, tell)
        if kind == "refused":
            raise value
        if kind == "broken":
            raise Broken(value)
        answer: Answer = value
        return answer

    def _hear(self, seconds: float, tell: Tell) -> tuple[str, Any]:
        """Give the next word that is no news; a worker that has none in time is replaced."""
        until = monotonic() + seconds
        try:
            while self._pipe.poll(max(until - monotonic(), 0)):
                kind, value = self._pipe.recv()
                if kind != "news":
                    return kind, value
                tell(value)
        except (EOFError, OSError):
            self.renew()
            raise Broken("the worker died") from None
        self.renew()
        raise Overtime

    def renew(self) -> None:
        """Put a fresh process in the place of this one."""
        if not self._closed:
            self._end()
            self._start()

    def stop(self) -> None:
        """End the process, whatever it does, for good; a thread that waits for it goes on."""
        self._closed = True
        self._kill()

    def close(self) -> None:
        """Let go of the process that has been stopped."""
        self._end()

    def _kill(self) -> None:
        """End the process and what it has started: a PDF is read in a process of its own."""
        pid = self._process.pid
        if pid is not None and hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()

    def _end(self) -> None:
        self._kill()
        self._process.join()
        self._process.close()
        self._pipe.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads and fork do not go together
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, self._folder), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False


class Workers:
    """All workers, and the queue before them."""

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._all: list[Worker] = []
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="uratori-web")
        self._waiting = 0

    def start(self) -> None:
        """Start all processes; they load their dictionaries while the server begins to answer."""
        for _ in range(self._limits.workers):
            worker = Worker(self._folder, self._limits)
            self._all.append(worker)
            self._free.put_nowait(worker)

    @property
    def free(self) -> int:
        """How many do nothing."""
        return self._free.qsize()

    @property
    def waiting(self) -> int:
        """How many tasks wait for a worker."""
        return self._waiting

    def admit(self) -> None:
        """Raise Full where a task more would be too many."""
        if self._waiting >= self._limits.waiting and not self.free:
            raise Full

    async def ask(self, task: Task, tell: Tell) -> Answer:
        """Give the answer of the next free worker; raise Full, or what `Worker.ask` raises."""
        self.admit()
        self._waiting += 1
        try:
            worker = await self._free.get()
        finally:
            self._waiting -= 1
        asked = asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, task, tell)
        # The worker is free when its task has ended, even if nobody waits for the answer any more.
        asked.add_done_callback(lambda _: self._free.put_nowait(worker))
        return await asyncio.shield(asked)

    def close(self) -> None:
        """End all processes."""
        for worker in self._all:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.close()
