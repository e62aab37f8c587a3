"""Which days of a series are held, and which are still to be asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

Span = tuple[datetime.date, datetime.date]
"""First and last day."""

HISTORY = datetime.date(1985, 1, 1)
"""From which day on a series is asked for: highs and lows that the press still looks back to."""
OVERLAP = datetime.timedelta(days=14)
"""How far an update reaches back over what is held, so that corrections are seen."""
_DAY = datetime.timedelta(days=1)


class Fetch(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: for which span of a series a provider was asked, and what came."""

    provider: str
    entity: str
    metric: str
    start: datetime.date
    end: datetime.date
    at: datetime.datetime
    """When it was stored, UTC without a zone."""
    first: datetime.date | None = None
    """The first day that came; None where none did."""
    last: datetime.date | None = None
    rows: int = 0
    fresh: int = 0
    """How many of the rows were new to the store."""
    sha256: str = ""


def sound_spans(fetches: Iterable[Fetch]) -> Iterator[Span]:
    """Yield the spans without a hole, of each provider by itself.

    An answer is whole from the day that was asked for to the last day that came: a provider that
    lags may have said nothing yet of the days after it.
    """
    for asked in _by_provider(fetches):
        span: Span | None = None
        for fetch in asked:
            if fetch.first is None or fetch.last is None:
                continue
            if span is not None and fetch.start <= span[1] + _DAY:
                span = min(span[0], fetch.first), max(span[1], fetch.last)
                continue
            if span is not None:
                yield span
            span = fetch.first, fetch.last
        if span is not None:
            yield span


def longest(spans: Iterable[Span]) -> Span | None:
    """Give the longest of some spans; None of none."""
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def missing(
    fetches: Iterable[Fetch], day: datetime.date, *, since: datetime.date, today: datetime.date
) -> Span | None:
    """Give the span to ask for, so that a series is held from `since` to the day before `day`.

    None where that was asked for before, or where its end was asked for today: what is not there
    yet comes no sooner for being asked twice. An update begins `OVERLAP` before what is held.
    """
    reached: datetime.date | None = None
    for asked in _by_provider(fetches):
        for fetch in asked:
            if fetch.start > (since if reached is None else reached + _DAY):
                break
            if fetch.end >= day - _DAY or fetch.at.date() >= today:
                return None
            held = min(fetch.end, fetch.last or fetch.end)
            reached = held if reached is None else max(reached, held)
    if reached is None:
        return since, today
    return max(since, reached - OVERLAP), today


def weekday_before(day: datetime.date) -> datetime.date:
    """Give the last weekday before a day."""
    return day - datetime.timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))


def _by_provider(fetches: Iterable[Fetch]) -> Iterator[Sequence[Fetch]]:
    by_provider: dict[str, list[Fetch]] = {}
    for fetch in sorted(fetches, key=lambda fetch: (fetch.start, fetch.at)):
        by_provider.setdefault(fetch.provider, []).append(fetch)
    yield from by_provider.values()
