"""Who does the shards: this process alone, workers on this machine, or a cluster.

The same three calls whoever it is: `give` a shard, `take` what is done, `close`.
"""

from __future__ import annotations

import logging
import queue
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic
from types import TracebackType
from typing import Any, Protocol

import msgspec

from ..errors import DataError, MissingExtraError, SettingsError, UratoriError
from .plan import Plan
from .work import Done, Read, Task, bare_reader, do_shard, finish

CONNECT_SECONDS = 15.0
"""In which a scheduler must answer."""
HUNG_SECONDS = 60
"""After which a worker of this machine that is not heard of any more is replaced."""
COUNT_SECONDS = 10.0
"""After which the threads of a cluster, which comes and goes, are counted anew."""
_KILLED = 8
"""Workers that may be lost over one shard before the command counts a failure; a cluster of one's
own has its own number (``distributed.scheduler.allowed-failures``)."""
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado.application")
_QUIET = {
    "distributed.scheduler.worker-ttl": f"{HUNG_SECONDS}s",
    "distributed.scheduler.allowed-failures": _KILLED,
    "distributed.worker.profile.enabled": False,
    # Looks at themselves, fifty a second by default, that take 7 % of a core of two idle workers.
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.scheduler.work-stealing-interval": "1s",
    "distributed.admin.log-length": 100,
    "distributed.admin.low-level-log-length": 100,
}
_CLOSED: dict[str, list[str]] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""Where no page is asked for, the ports of Dask's pages answer nothing; this machine alone sees
them."""


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that could not be finished: its workers were lost, or nobody foresaw its error."""

    input: str
    message: str


class Crew(Protocol):
    """Does shards."""

    @property
    def slots(self) -> int:
        """How many shards are worth having in hand at a time."""

    @property
    def empty(self) -> bool:
        """Whether there is nobody to do a shard now."""

    def give(self, task: Task) -> None:
        """Hand a shard over."""

    def take(self, seconds: float) -> Done | Failed | None:
        """Give one that came back, None where none did in time; raise UratoriError."""

    def close(self) -> None:
        """Let go of all."""


class Alone:
    """The bare loop in this process: no process to lose, no limits, nothing to install."""

    def __init__(self, plan: Plan) -> None:
        self._read: Read = bare_reader(plan)
        self._tasks: list[Task] = []

    @property
    def slots(self) -> int:
        """One at a time."""
        return 1

    @property
    def empty(self) -> bool:
        """Never."""
        return False

    def give(self, task: Task) -> None:
        """Keep a shard until `take`."""
        self._tasks.append(task)

    def take(self, seconds: float) -> Done | Failed | None:
        """Do the shard that was given first."""
        if not self._tasks:
            return None
        task = self._tasks.pop(0)
        try:
            return finish(task, self._read)
        except (UratoriError, OSError):
            raise
        except Exception as error:
            return Failed(input=task.input, message=_said(error))

    def close(self) -> None:
        """Do nothing."""


class Cluster:
    """Workers of `dask.distributed`: processes of this machine, or those of a scheduler."""

    def __init__(
        self, *, workers: int | None, scheduler: str | None, dashboard: str | None = None
    ) -> None:
        """Start `workers` processes (None: one a processor), or ask a scheduler for its own.

        scheduler: its address, ``tcp://...``.

        Raises MissingExtraError without the extra ``batch``, DataError where no scheduler answers.
        """
        self._open = ExitStack()
        self._back: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._inputs: dict[str, str] = {}
        self._futures: dict[str, Any] = {}  # one that nobody holds is given up by the scheduler
        self._given = 0
        self._threads, self._counted = 1, float("-inf")
        self._scheduler = scheduler
        try:
            self._client: Any = self._connected(workers, scheduler, dashboard)
        except BaseException:
            self._open.close()
            raise

    @property
    def slots(self) -> int:
        """Two shards a thread: one that is done, one that waits for it."""
        self._count()
        return 2 * max(self._threads, 1)

    @property
    def empty(self) -> bool:
        """Tell whether the scheduler has no worker."""
        self._count()
        return not self._threads

    def give(self, task: Task) -> None:
        """Send a shard to the scheduler."""
        self._given += 1
        key = f"uratori-{task.input[:16]}-{self._given}"
        with self._told():
            future = self._client.submit(do_shard, task, key=key, pure=False)
        self._inputs[key], self._futures[key] = task.input, future
        future.add_done_callback(self._back.put)

    def take(self, seconds: float) -> Done | Failed | None:
        """Give what a worker wrote; raise DataError where the scheduler is gone."""
        from distributed import KilledWorker

        try:
            future = self._back.get(timeout=seconds)
        except queue.Empty:
            self._look()
            return None
        try:
            with self._told():
                done: Done = future.result(timeout=HUNG_SECONDS)
                return done
        except TimeoutError:  # its worker was lost after all: it is done anew
            future.add_done_callback(self._back.put)
            return None
        except UratoriError:
            raise
        except Exception as error:
            lost = isinstance(error, KilledWorker)
            said = "the workers that had it were lost" if lost else _said(error)
            return Failed(input=self._inputs[str(future.key)], message=said)
        finally:
            if future.done():
                self._inputs.pop(str(future.key), None)
                self._futures.pop(str(future.key), None)

    def close(self) -> None:
        """Leave the scheduler, or end the processes."""
        self._open.close()

    def _count(self) -> None:
        if monotonic() > self._counted + COUNT_SECONDS:
            try:
                with self._told():
                    asked = self._client.scheduler.ncores
                    found = self._client.sync(asked, callback_timeout=HUNG_SECONDS)
            except TimeoutError:
                raise self._gone() from None
            self._threads = sum(found.values())
            self._counted = monotonic()

    def _look(self) -> None:
        if self._client.status != "running":
            raise self._gone()

    def _gone(self) -> DataError:
        return DataError(
            "the scheduler went away",
            where=self._scheduler or "the workers of this machine",
            todo="run the command again: it goes on where it stopped",
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError

        try:
            yield
        except (UratoriError, KilledWorker, TimeoutError):
            raise
        except ImportError as error:
            raise SettingsError(
                f"a worker lacks {error.name or error}",
                where=self._scheduler or "batch",
                todo='pip install "uratori[batch]" on every machine',
            ) from None
        except (FutureCancelledError, CommClosedError):
            raise self._gone() from None
        except OSError as error:
            if self._client.status == "running":
                raise DataError(
                    f"a worker cannot write: {error.strerror or error}",
                    where=str(error.filename or "--out"),
                    todo="mend it and run the command again: it goes on where it stopped",
                ) from None
            raise self._gone() from None

    def _connected(self, workers: int | None, scheduler: str | None, dashboard: str | None) -> Any:
        try:
            import dask
            import distributed
        except ImportError as error:
            raise MissingExtraError(
                f"needs {error.name}", where="batch", todo='pip install "uratori[batch]"'
            ) from None
        make: Any = distributed.Client  # its functions have no types
        closed = {} if dashboard else _CLOSED
        self._open.enter_context(dask.config.set({**_QUIET, **closed}))
        for name in _LOGGERS:  # a lost worker is no news to a user, and a lost scheduler is told
            logging.getLogger(name).setLevel(logging.CRITICAL)
        if scheduler is not None:
            return self._open.enter_context(_Closing(_client(make, scheduler)))
        cluster = self._open.enter_context(
            self._local(distributed.LocalCluster, workers, dashboard)
        )
        return self._open.enter_context(_Closing(make(cluster, set_as_default=False)))

    def _local(self, make: Any, workers: int | None, dashboard: str | None) -> _Closing:
        from dask.system import CPU_COUNT  # what a container allows counts

        place = self._open.enter_context(
            tempfile.TemporaryDirectory(prefix="uratori-", ignore_cleanup_errors=True)
        )
        return _Closing(
            make(
                n_workers=CPU_COUNT if workers is None else workers,
                threads_per_worker=1,
                processes=True,
                scheduler_kwargs={
                    "dashboard": dashboard is not None,
                    "dashboard_address": dashboard or "127.0.0.1:0",  # else it takes 8787
                },
                local_directory=place,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        )


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _client(make: Any, address: str) -> Any:
    try:
        return make(address, timeout=CONNECT_SECONDS, set_as_default=False, direct_to_workers=False)
    except OSError:
        raise DataError(
            f"no scheduler answers within {CONNECT_SECONDS:g} seconds",
            where=address,
            todo="start one with: dask scheduler",
        ) from None
    except ValueError as error:
        raise SettingsError(str(error), where=address, todo="write tcp://host:8786") from None


class _Closing:
    """Closes a client or a cluster within bounds, whatever state it is in."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def __enter__(self) -> Any:
        return self._opened

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(Exception):  # what is lost already has nothing left to say
            self._opened.close(timeout=10)
