"""When to ask which feed again: the schedule of ``--watch``, without a clock and without a wait.

The caller tells the time (seconds since 1970) and how each look went; what it gets is which feeds
are due and for how long to sleep. So days of it run in a test in no time.

    polling = Polling(addresses, random=Random(), now=time())
    while not stopped:
        for url in polling.take_due(time()):
            ...                                   # open_sources([url], memory=...)
            polling.read(url, time(), feed_read.validators)   # or .failed(url, time(), error)
        stopped = wait(polling.wait(time()))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from random import Random
from urllib.parse import urlsplit

import msgspec

from .items import SourceError, Validators

_OF_HOST = frozenset({"FeedBusyError", "UnreachableError"})
"""Faults of the server; the others are of one feed."""
_GONE = "FeedGoneError"
_HOUR = 3600.0
_WEEK_OF_HOURS = 7 * 24


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How often; all in seconds."""

    interval: float = 900.0
    """Between two looks at a feed that answers, unless it asks for more."""
    jitter: float = 0.1
    """Share of the interval by which each look comes sooner or later, so that feeds spread."""
    apart: float = 1.0
    """Between two requests to one host."""
    first_wait: float = 60.0
    """Bound of the wait after one failure; it doubles with each one more."""
    longest_wait: float = 6 * _HOUR
    """Bound of all such waits, and of what ttl and Cache-Control ask for."""
    longest_patience: float = 24 * _HOUR
    """The most that Retry-After is followed."""


class _Due(msgspec.Struct, frozen=True, kw_only=True):
    """When one feed is due, and how many looks at it have failed in a row."""

    at: float
    failures: int = 0


class Polling:
    """Feeds and when they are due. Holds a few numbers a feed and a host, and nothing grows."""

    def __init__(
        self, urls: Iterable[str], *, random: Random, now: float, pace: Pace | None = None
    ) -> None:
        """Take the feeds, all of them due now. random: tests give one with a seed."""
        self.pace = pace or Pace()
        self._random = random
        self._feeds = {url: _Due(at=now) for url in urls}
        self._host = {url: _host(url) for url in self._feeds}
        self._hosts = {host: _Due(at=now) for host in self._host.values()}

    def feeds(self) -> tuple[str, ...]:
        """Give the feeds that are still asked for, in the order given."""
        return tuple(self._feeds)

    def take_due(self, now: float) -> tuple[str, ...]:
        """Give the feeds to ask for now, those that have waited longest first, one of each host.

        They are not given again until `read` or `failed` says how it went, or `interval` is over.
        """
        taken: list[str] = []
        due = [url for url, feed in self._feeds.items() if feed.at <= now]
        for url in sorted(due, key=lambda url: self._feeds[url].at):
            host = self._host[url]
            if self._hosts[host].at <= now:
                taken.append(url)
                self._hold(url, now + self.pace.interval)
                self._hold_host(host, now + self.pace.apart)
        return tuple(taken)

    def wait(self, now: float) -> float:
        """Give the seconds until a feed is due; 0 where one is; `interval` where there is none.

        Never more than `interval`, so that a clock that is set back stops nothing for long.
        """
        due = (max(feed.at, self._hosts[self._host[url]].at) for url, feed in self._feeds.items())
        return min(max(min(due, default=now + self.pace.interval) - now, 0.0), self.pace.interval)

    def read(self, url: str, now: float, validators: Validators | None = None) -> None:
        """Note that a feed was read (or had not changed): it is due after the interval.

        Later where the feed asks for it (ttl, skipHours, skipDays) or its server does
        (Cache-Control), up to `longest_wait`; its host counts as well again.
        """
        told = validators or Validators()
        asked = max(60.0 * (told.ttl or 0), float(told.max_age or 0))
        asked = min(asked, self.pace.longest_wait)
        spread = self.pace.jitter * self._random.uniform(-1, 1)
        wait = max(self.pace.interval * (1 + spread), asked * (1 + abs(spread)))
        if url in self._feeds:
            self._feeds[url] = _Due(at=_allowed(now + wait, told))
            self._hosts[self._host[url]] = _Due(at=now + self.pace.apart)

    def failed(self, url: str, now: float, error: SourceError) -> None:
        """Note that a feed could not be read, and put it off; 410 takes it out.

        The wait is random between nothing and a bound that doubles with each failure (full
        jitter), and not less than Retry-After. A fault of the server puts off all feeds of its
        host, any other fault the one feed.
        """
        if url not in self._feeds:
            return
        if error.kind == _GONE:
            del self._feeds[url]
            return
        host = self._host[url]
        at_fault = self._hosts[host] if error.kind in _OF_HOST else self._feeds[url]
        failures = at_fault.failures + 1
        at = now + max(self._backed_off(failures), self._patience(error), self.pace.apart)
        self._feeds[url] = _Due(at=at, failures=self._feeds[url].failures + 1)
        if error.kind in _OF_HOST:
            self._hosts[host] = _Due(at=at, failures=failures)

    def _backed_off(self, failures: int) -> float:
        bound = self.pace.first_wait * 2 ** min(failures - 1, 30)
        return self._random.uniform(0, min(bound, self.pace.longest_wait))

    def _patience(self, error: SourceError) -> float:
        return min(error.retry_after or 0.0, self.pace.longest_patience)

    def _hold(self, url: str, until: float) -> None:
        self._feeds[url] = msgspec.structs.replace(self._feeds[url], at=until)

    def _hold_host(self, host: str, until: float) -> None:
        self._hosts[host] = msgspec.structs.replace(self._hosts[host], at=until)


def _host(url: str) -> str:
    """Give the host and port; all that is no address, such as a file, is one host."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _allowed(at: float, told: Validators) -> float:
    """Give the first hour from `at` on that a feed does not ask to be skipped."""
    moment = at
    for _ in range(_WEEK_OF_HOURS if told.skip_hours or told.skip_days else 0):
        clock = datetime.fromtimestamp(moment, UTC)
        if clock.hour not in told.skip_hours and clock.weekday() not in told.skip_days:
            return moment
        moment = (moment // _HOUR + 1) * _HOUR
    return at
