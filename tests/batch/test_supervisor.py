"""What articles do to the process that reads them, and what becomes of the others."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from uratori.batch import supervisor as rooms
from uratori.batch.supervisor import Supervisor
from uratori.errors import DataError

from .conftest import entry, plan

PLAIN = "日経平均は2%上昇した。"
OBEY = "tests.batch.pipelines:obey"


def kinds(texts: list[str], **given: object) -> list[str]:
    """What came of each text: "read", or the kind of its error."""
    entries = [entry(text, number) for number, text in enumerate(texts)]
    with closing(Supervisor(plan(pipeline=OBEY, **given))) as supervisor:
        answers = supervisor.read(entries)
    assert [kind.article for a in answers for kind in (*a.rows.articles, *a.rows.errors)] == [
        f"item-{number}" for number in range(len(texts))
    ]
    return ["read" if a.rows.articles else a.rows.errors[0].kind for a in answers]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("segfault", "Died"),
        ("exit", "Died"),
        ("raise", "ZeroDivisionError"),
        ("recurse", "RecursionError"),
        ("fill", "MemoryError"),
        ("print", "read"),
        ("nonsense", "Died"),
    ],
)
def test_the_rest_of_a_shard_goes_on(word: str, kind: str) -> None:
    assert kinds([PLAIN, word, PLAIN, "", PLAIN]) == ["read", kind, "read", "ArticleError", "read"]


def test_an_endless_loop_ends() -> None:
    assert kinds([PLAIN, "loop", PLAIN], seconds=1.0) == ["read", "Timeout", "read"]


def test_poison_in_a_row_and_at_both_ends() -> None:
    texts = ["raise", "exit", "exit", PLAIN, "exit"]
    assert kinds(texts) == ["ZeroDivisionError", "Died", "Died", "read", "Died"]


def test_the_row_of_an_error_is_one_line() -> None:
    with closing(Supervisor(plan(pipeline=OBEY))) as supervisor:
        answers = supervisor.read([entry("raise", 3), entry("exit", 4)])
    rows = [answer.rows.errors[0] for answer in answers]
    assert [row.message for row in rows] == [
        "ZeroDivisionError: 二つ目の 行",
        "item-4.txt: brought down the process that read it (look at the item)",
    ]
    assert (rows[0].article, rows[0].source) == ("item-3", "item-3.txt")


def test_kills_from_outside_set_nothing_aside() -> None:
    """Two kills at one item prove nothing against it."""
    with closing(Supervisor(plan(pipeline=OBEY))) as supervisor, killing(supervisor, times=6):
        answers = supervisor.read([entry("wait", number) for number in range(8)])
    assert [answer.rows.errors for answer in answers] == [()] * 8
    assert [answer.rows.articles[0].article for answer in answers] == [
        f"item-{number}" for number in range(8)
    ]


def test_a_child_that_is_stopped_is_replaced() -> None:
    """What stops once is no endless loop."""
    with closing(Supervisor(plan(pipeline=OBEY, seconds=1.0))) as supervisor:
        assert supervisor.read([entry(PLAIN)])[0].rows.articles
        os.kill(pid(supervisor), signal.SIGSTOP)
        assert supervisor.read([entry(PLAIN * 100_000)])[0].rows.errors == ()


def test_a_child_stays_for_the_next_shard_until_it_is_worn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rooms, "MOST_ITEMS", 3)
    with closing(Supervisor(plan(pipeline=OBEY))) as supervisor:
        supervisor.read([entry(PLAIN)])
        first = pid(supervisor)
        supervisor.read([entry(PLAIN)] * 2)
        supervisor.read([entry(PLAIN)])
        assert pid(supervisor) != first
    assert not alive(first)


def test_a_plan_that_cannot_be_carried_out_is_no_fault_of_an_item() -> None:
    with (
        closing(Supervisor(plan(pipeline="tests.batch.pipelines:none"))) as supervisor,
        pytest.raises(DataError, match="cannot be found"),
    ):
        supervisor.read([entry(PLAIN)])


def test_a_child_ends_with_its_supervisor(root: Path) -> None:
    code = (
        "from tests.batch.test_supervisor import OBEY, PLAIN, Supervisor, entry, pid, plan\n"
        "supervisor = Supervisor(plan(pipeline=OBEY))\n"
        "supervisor.read([entry(PLAIN)])\n"
        "print(pid(supervisor), flush=True)\n"
        "supervisor.read([entry('loop')])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    assert alive(child)
    process.kill()
    process.communicate()
    until(lambda: not alive(child))


@contextlib.contextmanager
def killing(supervisor: Supervisor, *, times: int) -> Iterator[None]:
    """Kill the child again and again, a little after each start."""

    def work() -> None:
        killed: set[int] = set()
        while len(killed) < times and not ended.is_set():
            with contextlib.suppress(AttributeError, ProcessLookupError):
                child = supervisor._child
                if child is not None and child.read and pid(supervisor) not in killed:
                    killed.add(pid(supervisor))
                    os.kill(pid(supervisor), signal.SIGKILL)
            time.sleep(0.05)
        counts.append(len(killed))

    ended, counts = threading.Event(), list[int]()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    assert counts[0] >= 3


def pid(supervisor: Supervisor) -> int:
    assert supervisor._child is not None
    return supervisor._child._process.pid


def alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
