"""Results kept in memory, each under a name that cannot be guessed, within bounds.

Nothing is written to disk. The oldest results go first when there are too many, when they are too
large together, or when their time is over.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from time import monotonic

from .limits import Limits
from .refusals import Refusal, is_unforeseen
from .tasks import Asked, Drawn, Lang, Stage
from .workers import Workers


class Job:
    """One article on its way: the stage it is in, then its result or its error.

    `drawn` before the end is the result without what providers are being asked for.
    """

    def __init__(self, asked: Asked) -> None:
        self.id = secrets.token_urlsafe(24)
        self.lang: Lang = asked.lang
        self.stage: Stage = "waiting"
        self.drawn: Drawn | None = None
        self.error: Exception | None = None
        self.ended = asyncio.Event()
        self._begun = self._end = monotonic()

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return (self._end if self.ended.is_set() else monotonic()) - self._begun

    @property
    def size(self) -> int:
        """Bytes that its result takes."""
        return len(self.drawn.page) + len(self.drawn.packed) if self.drawn else 0

    def end(self, drawn: Drawn | None, error: Exception | None) -> None:
        """Set what came of it."""
        self.drawn, self.error, self._end = drawn, error, monotonic()
        self.ended.set()

    def heard(self, news: Stage | Drawn) -> None:
        """Note the stage that a worker is in, or the result as far as it is known."""
        if isinstance(news, Drawn):
            self.drawn = news
        else:
            self.stage = news

    def is_older(self, seconds: float) -> bool:
        """Tell whether it ended that long ago."""
        return self.ended.is_set() and monotonic() - self._end > seconds


class Jobs:
    """The jobs that run and the results that are kept."""

    def __init__(self, workers: Workers, limits: Limits, log: Callable[[str], None]) -> None:
        self._log = log
        self._workers = workers
        self._limits = limits
        self._jobs: dict[str, Job] = {}
        self._running: set[asyncio.Task[None]] = set()

    def get(self, job_id: str) -> Job | None:
        """Give a job by its id; None when there is none, or no longer."""
        self._tidy()
        return self._jobs.get(job_id)

    async def begin(self, asked: Asked) -> Job:
        """Start a job, and wait for its end as long as a reader waits gladly.

        Raises Full at once where no worker is free and the queue is full.
        """
        self._workers.admit()
        job = Job(asked)
        self._jobs[job.id] = job
        task = asyncio.create_task(self._run(job, asked))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=self._limits.patience)
        return job

    async def _run(self, job: Job, asked: Asked) -> None:
        try:
            answer = await self._workers.ask(asked, job.heard)
        except Exception as error:
            if is_unforeseen(error):
                self._log(f"{type(error).__name__}: {error}")
            job.end(None, error)
        else:
            assert isinstance(answer, Drawn)
            self._keep(job, answer)
        self._tidy()

    def _keep(self, job: Job, drawn: Drawn) -> None:
        if len(drawn.page) + len(drawn.packed) > self._limits.kept_bytes:
            job.end(None, Refusal(422, "large", "the result is too large to keep"))
        else:
            job.end(drawn, None)

    def _tidy(self) -> None:
        """Drop what is too old, and of the rest the oldest until it is within its bounds."""
        limits = self._limits
        for job in [job for job in self._jobs.values() if job.is_older(limits.kept_seconds)]:
            del self._jobs[job.id]
        ended = [job for job in self._jobs.values() if job.ended.is_set()]
        total = sum(job.size for job in ended)
        for job in ended[:-1]:
            if len(ended) <= limits.kept and total <= limits.kept_bytes:
                break
            ended.remove(job)
            total -= job.size
            del self._jobs[job.id]
