"""`uratori batch`, the whole of it: if you are new to this room, start here.

sources -> intake -> shards in the ledger -> crew -> files aside -> names, manifest, note.

A thread reads the sources and admits shards, as many ahead as the crew has use for; the loop below
hands over what the ledger says is to be done, in its order, and finishes what comes back. So what a
killed command left is done first, in the same way as what is new.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Literal

import msgspec

from ..sources import FeedRead, Given, PassedOver, SourceError
from .crew import Alone, Cluster, Crew, Failed
from .done import Manifest, count_errors, finish_shard, prepare_tables, sweep
from .folder import Folder, told_of
from .intake import Intake, Size
from .ledger import Ledger, Shard
from .plan import Plan, facts_state, make_plan
from .work import Done, Task

TRIES = 3
"""How often a shard is handed over whose workers were lost."""
GRACE_SECONDS = 15.0
"""In which a command that is to stop waits for what is in hand."""
_LOOK = 0.5
_GLANCE = 0.02


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What a command is asked to do."""

    out: Path
    workers: int | None = None
    """Processes of this machine; 0: the bare loop in this one; None: one a processor."""
    scheduler: str | None = None
    dashboard: str | None = None
    data: Path | None = None
    lang: Literal["ja", "en"] = "ja"
    strict: bool = False
    published: date | None = None
    pipeline: str | None = None
    model: Path | None = None
    """The folder of weights that are asked beside the rules."""
    documents: bool = False
    seconds: float = 60.0
    keep_input: bool = False
    size: Size = Size()


class ShardDone(msgspec.Struct, frozen=True, kw_only=True):
    """A shard counts."""

    manifest: Manifest
    errors: tuple[tuple[str, str], ...]
    seconds: float
    """From the hand over to the manifest."""


class ShardFailed(msgspec.Struct, frozen=True, kw_only=True):
    """A shard was lost with its workers; `final`: it stays to be done by the next run."""

    shard: Shard
    message: str
    final: bool


class NoWorkers(msgspec.Struct, frozen=True, kw_only=True):
    """The cluster has no worker now; work goes on when one comes."""


Event = ShardDone | ShardFailed | NoWorkers | SourceError | PassedOver | FeedRead
Listen = Callable[[Event], None]


class Tally:
    """What has been done so far; `given` and `skipped` count what sources gave.

    before: items that an earlier command had admitted and not done; left: those of this one.
    unreadable: what earlier commands could not read.
    """

    def __init__(self) -> None:
        self.given = self.skipped = self.items = self.claims = self.failed = self.unread = 0
        self.before = self.left = self.unreadable = 0
        self.read_all = False
        self.errors: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.begun = monotonic()

    @property
    def articles(self) -> int:
        """How many articles were read: what could not be is no article."""
        return self.items - self.errors.total()

    def add(self, manifest: Manifest, errors: Iterable[tuple[str, str]]) -> None:
        """Count a shard."""
        self.items += manifest.items
        self.claims += manifest.claims
        self.findings.update(manifest.findings)
        self.errors.update(kind for kind, _ in errors)


class Batch:
    """One command at work on DIR, from `opened` on."""

    def __init__(self, job: Job, folder: Folder, ledger: Ledger, listen: Listen) -> None:
        """Make the plan and start the crew; `close` ends it."""
        self.ledger = ledger
        self.tally = Tally()
        self.tally.before = ledger.left()[1]
        self.stopping = threading.Event()
        self._job, self._folder = job, folder
        self._facts = facts_state(job.data)
        self._plan = _plan(job, folder)
        self._crew = _crew(job, self._plan)
        self._listen = listen
        self._hand: dict[str, tuple[Shard, float]] = {}
        self._tries: Counter[str] = Counter()
        self._last = 0
        self._alone = False

    def go_over(self, given: Iterable[Given]) -> None:
        """Do what is to be done, then all that these sources give that is new.

        Returns when all of it counts, or soon after `stopping` is set.
        """
        intake = Intake(
            self._folder,
            self.ledger,
            size=self._job.size,
            published=self._job.published,
            told=self._hear,
        )
        before = (self.tally.given, self.tally.skipped)
        feeder = Feeder(intake, given, ahead=self._crew.slots, root=self._folder.root)
        feeder.start()
        try:
            while not self.stopping.is_set():
                nothing_comes = feeder.is_done()
                self._hand_over(feeder)
                self.tally.given = before[0] + intake.given
                self.tally.skipped = before[1] + intake.skipped
                self.tally.read_all = feeder.ended
                if not self._hand and nothing_comes:
                    return
                self._finish_one(feeder)
            self._finish_rest()
        finally:
            feeder.stop()

    def renew_crew(self) -> None:
        """Put fresh processes in the place of those of this machine; nothing may be in hand."""
        if self._job.scheduler is None:
            self._crew.close()
            self._crew = _crew(self._job, self._plan)

    def use_new_facts(self) -> None:
        """Check what follows against the data folder as it is now; nothing may be in hand."""
        now = facts_state(self._job.data)
        if now != self._facts:
            self._facts, self._plan = now, _plan(self._job, self._folder)
            if self._job.workers == 0:
                self.renew_crew()

    def close(self) -> None:
        """Let go of the crew."""
        self._crew.close()

    def _hand_over(self, feeder: Feeder) -> None:
        """Fill the crew's hands with what comes next in the ledger."""
        while len(self._hand) < self._crew.slots:
            shard = next(self.ledger.pending(self._last), None)
            if shard is None:
                return
            self._last = shard.number
            self._give(shard)
            feeder.make_room(shard)

    def _give(self, shard: Shard) -> None:
        self._hand[shard.input] = shard, monotonic()
        root = str(self._folder.root.resolve())
        self._crew.give(Task(root=root, input=shard.input, plan=self._plan))

    def _finish_one(self, feeder: Feeder) -> None:
        if not self._hand:
            feeder.news.wait(_LOOK)
            feeder.news.clear()
            return
        if self._crew.empty != self._alone:
            self._alone = not self._alone
            if self._alone:
                self._listen(NoWorkers())
        hungry = len(self._hand) < self._crew.slots and not feeder.ended
        back = self._crew.take(_GLANCE if hungry else _LOOK)
        if isinstance(back, Done):
            self._finish(back)
        elif isinstance(back, Failed):
            self._lose(back)

    def _finish_rest(self) -> None:
        """Finish what is in hand, as far as it comes back soon; the next run does the rest."""
        until = monotonic() + GRACE_SECONDS
        while self._hand and monotonic() < until:
            back = self._crew.take(_LOOK)
            if isinstance(back, Done):
                self._finish(back)
            elif isinstance(back, Failed):
                self._hand.pop(back.input)

    def _finish(self, done: Done) -> None:
        shard, begun = self._hand.pop(done.input)
        with told_of(self._folder.root):
            manifest = finish_shard(self._folder, shard, done, self._plan)
            self.ledger.finish(shard.number, manifest.shard)
            if not self._job.keep_input:
                self._folder.input(shard.input).unlink(missing_ok=True)
        self.tally.add(manifest, done.errors)
        self._listen(ShardDone(manifest=manifest, errors=done.errors, seconds=monotonic() - begun))

    def _lose(self, failed: Failed) -> None:
        shard, _ = self._hand.pop(failed.input)
        self._tries[failed.input] += 1
        final = self._tries[failed.input] >= TRIES
        self._listen(ShardFailed(shard=shard, message=failed.message, final=final))
        if final:
            self.tally.failed += 1
        else:
            self._give(shard)

    def _hear(self, told: SourceError | PassedOver | FeedRead) -> None:
        self.tally.unread += isinstance(told, SourceError)
        self._listen(told)


class Feeder(threading.Thread):
    """Admits shards in a thread of its own, no more ahead than is of use."""

    def __init__(self, intake: Intake, given: Iterable[Given], *, ahead: int, root: Path) -> None:
        super().__init__(name="uratori-intake", daemon=True)
        self.news = threading.Event()
        self.ended = False
        self._first = intake.next_number
        self._intake, self._given, self._root = intake, given, root
        self._room = threading.Semaphore(ahead)
        self._stopped = False
        self._error: BaseException | None = None

    def run(self) -> None:
        """Go over the sources."""
        try:
            with told_of(self._root):
                for _ in self._intake.shards(self._given):
                    self.news.set()
                    self._room.acquire()
                    if self._stopped:
                        return
        except BaseException as error:
            self._error = error
        finally:
            self.ended = True
            self.news.set()

    def make_room(self, shard: Shard) -> None:
        """Note that a shard was handed over; one from before its time made no room less."""
        if shard.number >= self._first:
            self._room.release()

    def is_done(self) -> bool:
        """Tell whether nothing more comes; raise what went wrong."""
        if self._error is not None:
            raise self._error
        return self.ended

    def stop(self) -> None:
        """Have it end at the next shard; what it has not admitted comes again."""
        self._stopped = True
        self._room.release()
        self.join(timeout=1.0)


@contextmanager
def opened(job: Job, listen: Listen) -> Iterator[Batch]:
    """Make DIR ready and start the crew; all ends with the block.

    Raises SettingsError, DataError or MissingExtraError, one line each.
    """
    folder = Folder(job.out)
    folder.prepare()
    with folder.locked(), closing(Ledger(folder.ledger)) as ledger:
        with told_of(job.out):
            sweep(folder, ledger, keep_input=job.keep_input)
            prepare_tables(folder)
            unreadable = count_errors(folder)
        with closing(Batch(job, folder, ledger, listen)) as batch:
            batch.tally.unreadable = unreadable
            try:
                yield batch
            finally:
                batch.tally.left = ledger.left()[1]


def _plan(job: Job, folder: Folder) -> Plan:
    plan = Plan(
        digest="",
        lang=job.lang,
        strict=job.strict,
        published=job.published,
        pipeline=job.pipeline,
        model=None if job.model is None else str(job.model.absolute()),
        documents=job.documents,
        seconds=job.seconds,
    )
    with told_of(job.data or folder.root):
        return make_plan(folder, job.data, plan)


def _crew(job: Job, plan: Plan) -> Crew:
    if job.workers == 0 and job.scheduler is None:
        return Alone(plan)
    return Cluster(workers=job.workers, scheduler=job.scheduler, dashboard=job.dashboard)
