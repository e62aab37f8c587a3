"""One piece of work on many things: in order, one at a time, or in processes of their own.

Memory does not grow with how many there are: a thing is taken when there is room for it, and what
came of it is kept only until it is asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Things that go to a process at once."""
AHEAD = 3
"""Chunks that are on their way, for each process."""


def each(
    work: Callable[[T], R], things: Iterable[T], *, processes: int = 1
) -> Iterator[R | Exception]:
    """Yield what comes of each thing, in order; an error of one is its result, and others go on.

    work and things must pickle where there are processes. These start afresh (`spawn`), so that a
    script that asks for them needs its ``if __name__ == "__main__":``. An error of `things` itself
    is raised.
    """
    if processes <= 1:
        return (_result(work, thing) for thing in things)
    return _in_processes(work, iter(things), processes)


def raised(results: Iterable[R | Exception]) -> Iterator[R]:
    """Yield results, and raise the first error among them."""
    for result in results:
        if isinstance(result, Exception):
            raise result
        yield result


def _result(work: Callable[[T], R], thing: T) -> R | Exception:
    try:
        return work(thing)
    except Exception as error:
        return error


def _results(work: Callable[[T], R], things: list[T]) -> list[R | Exception]:
    return [_result(work, thing) for thing in things]


def _in_processes(
    work: Callable[[T], R], things: Iterator[T], processes: int
) -> Iterator[R | Exception]:
    from concurrent.futures import Future, ProcessPoolExecutor  # only here is it worth 20 ms
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    under_way: deque[Future[list[R | Exception]]] = deque()
    try:
        while chunk := list(islice(things, CHUNK)):
            under_way.append(pool.submit(_results, work, chunk))
            if len(under_way) >= AHEAD * processes:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
