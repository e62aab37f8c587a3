"""The process that reads the articles of a shard: items in, rows out, and nothing else.

It may be lost at any time, over an article that brings it down or is too slow: its supervisor
starts another. It ends with its supervisor, however that ends: its input closes, and on Linux the
system ends it even in the middle of what never returns.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from typing import IO

import msgspec

from ..errors import UratoriError
from ..settings import READ_BYTES
from .intake import Entry
from .plan import Check, Plan, checker, digest_of
from .reading import read_entry
from .wire import Read, Ready, Refused, receive, send

OUT_OF_MEMORY = 86
"""Exit status of a child that was refused memory: a fresh one shows whose fault it was."""
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def main() -> None:
    """Read a Plan, then items, from standard input; write a Word for each on standard output."""
    _end_with_parent()
    given, answers = _streams()
    _limit_memory()
    first = receive(given)
    if first is None:
        return
    plan = msgspec.msgpack.decode(first, type=Plan)
    try:
        check = checker(plan)
        _warm(check)
        send(answers, Ready(digest=digest_of(plan)))
        _work(plan, check, given, answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except UratoriError as error:
        send(answers, Refused(what=error.what, where=error.where, todo=error.todo))


def _work(plan: Plan, check: Check, given: IO[bytes], answers: IO[bytes]) -> None:
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(given, waiting), daemon=True).start()
    entries = msgspec.msgpack.Decoder(Entry)
    while True:
        entry = entries.decode(waiting.get())
        answer = read_entry(entry, plan, check, alone=True)
        send(answers, Read(answer=answer, peak=_peak()))


def _listen(given: IO[bytes], waiting: queue.SimpleQueue[bytes]) -> None:
    """Take items as they come; leave at once where the supervisor is gone."""
    while (data := receive(given)) is not None:
        waiting.put(data)
    os._exit(0)


def _warm(check: Check) -> None:
    """Load dictionaries before the first article's time begins."""
    from datetime import date

    from ..articles import article_of

    sample = "S&P 500のPERは約28倍、IWMは19.5倍で、1/3超の割引だ。2026年1月、日経平均は2%上昇した。"
    try:
        check(article_of(sample, published=date(2026, 1, 26)))
    except (UratoriError, MemoryError):
        raise
    except Exception:  # a pipeline that does not like the sample will say so of the articles
        return


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the two pipes for ourselves: what a library prints must not stand between messages."""
    given, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(given, "rb"), os.fdopen(answers, "wb")


def _end_with_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's
    if sys.platform != "linux":
        return
    import ctypes

    parent = os.getppid()
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (READ_BYTES, READ_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


if __name__ == "__main__":
    main()
