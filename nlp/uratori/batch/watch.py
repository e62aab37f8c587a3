"""`--watch`: looks at each source again and again, when `sources.Polling` says so.

Looks that come close together make one round: what they give is gathered, admitted and done before
the next round begins. Between rounds nothing is held but a few numbers a feed; a round is checked
against the data folder as it is at its beginning, so a `uratori data sync` beside it is of use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from time import monotonic, time

from ..errors import ArticleError, SettingsError
from ..sources import FeedRead, Given, Pace, Polling, SourceError, expanded
from .run import Batch

TOGETHER = 5.0
"""Seconds: what is due within them belongs to the round."""
LONGEST_ROUND = 60.0
"""Seconds after which what was gathered is admitted, however many feeds are due."""
RENEWED = 6 * 3600.0
"""Seconds after which the processes of this machine give way to fresh ones."""

Open = Callable[[str], Iterator[Given]]


class Watch:
    """Goes over sources until it is told to stop."""

    def __init__(
        self, batch: Batch, names: Sequence[str], open_source: Open, *, pace: Pace, random: Random
    ) -> None:
        """Look at what the names mean now; raise SettingsError where one cannot be watched."""
        self._batch = batch
        self._open = open_source
        self._polling = Polling(watched(names), random=random, now=time(), pace=pace)

    def run(self) -> None:
        """Return when `stopping` of the batch is set, or no source is left to look at."""
        stopping, renewed = self._batch.stopping, monotonic()
        while not stopping.is_set() and self._polling.feeds():
            if self._polling.wait(time()) <= 0:
                self._batch.use_new_facts()
                self._batch.go_over(self._round())
            if monotonic() > renewed + RENEWED:
                self._batch.renew_crew()
                renewed = monotonic()
            stopping.wait(self._polling.wait(time()))

    def _round(self) -> Iterator[Given]:
        """Give what all sources hold that are due, or are so before long; each once."""
        stopping, until = self._batch.stopping, monotonic() + LONGEST_ROUND
        left = set(self._polling.feeds())
        while not stopping.is_set():
            due = self._polling.take_due(time())
            for url in due:
                yield from self._look(url)
            if left.isdisjoint(due):  # what comes again so soon would keep the round open
                return
            left.difference_update(due)
            wait = self._polling.wait(time())
            if not left or wait > TOGETHER or monotonic() + wait > until:
                return
            stopping.wait(wait)

    def _look(self, url: str) -> Iterator[Given]:
        """Give what one source holds, and note how it went."""
        read: FeedRead | None = None
        fault: SourceError | None = None
        for one in self._open(url):
            if isinstance(one, FeedRead):
                read = one
            elif isinstance(one, SourceError) and one.digest is None:
                fault = one
            yield one
        if fault is not None and read is None:
            self._polling.failed(url, time(), fault)
        else:
            self._polling.read(url, time(), read.validators if read else None)


def watched(names: Sequence[str]) -> list[str]:
    """Give the sources that names and lists of names mean, each once, so that each has its pace.

    Raises SettingsError for a list that cannot be read, and for standard input, which ends.
    """
    found = dict.fromkeys(expanded(names))
    for name in found:
        if isinstance(name, ArticleError):
            raise SettingsError(name.what, where=name.where, todo=name.todo)
        if name == "-":
            raise SettingsError("ends, and is not watched", where="-", todo="leave --watch out")
    return [name for name in found if isinstance(name, str)]
