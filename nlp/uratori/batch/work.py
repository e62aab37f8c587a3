"""What a worker does with a shard: its items in, its files written aside, and what lies in them.

The worker gives no file its name: the command does (`done.py`), so a worker that nobody waits for
any more, because it was thought lost or its command was killed, changes nothing.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from ..errors import DataError, SettingsError
from .folder import Folder, write_aside
from .intake import Entry
from .plan import Plan, checker
from .reading import Answer, read_entry
from .supervisor import Supervisor
from .tables import Made, file_path, join, parquet_files

Read = Callable[[Sequence[Entry]], list[Answer]]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One shard to do."""

    root: str
    """DIR, as every worker sees it."""
    input: str
    plan: Plan


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a shard: `aside` is the name under which it waits."""

    path: str
    aside: str
    rows: int
    bytes: int
    sha256: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a shard."""

    input: str
    output: str
    files: tuple[Written, ...]
    items: int
    claims: int
    statuses: tuple[tuple[str, int], ...]
    """How many findings of each status."""
    errors: tuple[tuple[str, str], ...]
    """Kind and line of each item that could not be read."""


def output_name(task: Task) -> str:
    """Give the name of a shard's files: the digest of its input and of what is done to it."""
    return sha256(f"{task.input} {task.plan.digest}".encode()).hexdigest()[:32]


def do_shard(task: Task) -> Done:
    """Do one shard under supervision; its child stays for the next one of this process."""
    supervisor = _borrowed(task.plan)
    try:
        return finish(task, supervisor.read)
    finally:
        _give_back(supervisor)


def bare_reader(plan: Plan) -> Read:
    """Give a reader of shards in this very process, which an item can bring down."""
    check = checker(plan)
    return lambda entries: [read_entry(entry, plan, check, alone=False) for entry in entries]


def finish(task: Task, read: Read) -> Done:
    """Read a shard's items and write its files aside."""
    folder = Folder(Path(task.root))
    entries = _entries(folder.input(task.input))
    answers = read(entries)
    rows, output = join([answer.rows for answer in answers]), output_name(task)
    made = [*parquet_files(rows, output), *_documents(answers, output)]
    return Done(
        input=task.input,
        output=output,
        files=tuple(_write(folder, file) for file in made),
        items=len(entries),
        claims=len(rows.claims),
        statuses=tuple(sorted(Counter(finding.status for finding in rows.findings).items())),
        errors=tuple((row.kind, row.message) for row in rows.errors),
    )


def _entries(path: Path) -> list[Entry]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SettingsError(
            f"is not seen by the worker on {socket.gethostname()}",
            where=str(path),
            todo="--out must be a folder that all machines share under one path",
        ) from None
    try:
        return msgspec.msgpack.decode(data, type=list[Entry])
    except msgspec.DecodeError as error:
        raise DataError(f"is damaged: {error}", where=str(path), todo="check the disk") from None


def _documents(answers: Sequence[Answer], output: str) -> Iterator[Made]:
    """Give the JSON documents, one a line, where they are wanted: a file a day, as the tables."""
    days: dict[date | None, list[str]] = {}
    for answer in answers:
        if answer.document is not None:
            days.setdefault(answer.rows.articles[0].published, []).append(answer.document)
    for day, lines in days.items():
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        yield Made(path=file_path("documents", day, output, "jsonl"), rows=len(lines), data=data)


def _write(folder: Folder, made: Made) -> Written:
    return Written(
        path=made.path,
        aside=write_aside(folder.aside, made.data).name,
        rows=made.rows,
        bytes=len(made.data),
        sha256=sha256(made.data).hexdigest(),
    )


# --- supervisors of this process ------------------------------------------------------------------

_idle: list[Supervisor] = []
_lock = threading.Lock()


def _borrowed(plan: Plan) -> Supervisor:
    """Give an idle supervisor of this plan; those of other plans are of no more use."""
    with _lock:
        idle, _idle[:] = list(_idle), []
        mine = [one for one in idle if one.plan == plan]
        _idle.extend(mine[1:])
    for other in idle:
        if other.plan != plan:
            other.close()
    return mine[0] if mine else Supervisor(plan)


def _give_back(supervisor: Supervisor) -> None:
    with _lock:
        _idle.append(supervisor)
