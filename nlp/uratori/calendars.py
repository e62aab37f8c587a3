"""Sessions: on which days an entity's market closed.

Exchange calendars come from exchange-calendars, which knows about a year ahead; beyond that
nothing is guessed. Currencies, rates and central banks follow weekdays, crypto every day.

"The last completed close before publication" is the last session whose close had come, in Tokyo's
days, by the published date: a Japanese article of the 26th knows the US session of the 25th, which
ended at dawn of the 26th, and not that of the 26th. A morning article's Tokyo close is that of the
day before; an evening article's is the day's own. As an article has a date and no hour, both are
readings. The hours of closing are in `reference/closings.tsv`.
"""

from __future__ import annotations

import threading
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .lexicon import read_table

_FIRST = date(1998, 1, 5)  # exchange-calendars knows the Tokyo holidays from 1997
_LAST = date(2099, 12, 31)
_LOADING = threading.Lock()
_READER = "Asia/Tokyo"  # the articles are of this place: their dates are its days


class NoSession(Exception):
    """No calendar tells the sessions that are asked for; `code` and `values` say why."""

    def __init__(self, code: str, *values: str) -> None:
        super().__init__(code, *values)
        self.code = code
        self.values = values


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return {
        row["entity"]: row["calendar"]
        for row in read_table("calendars", package="uratori.reference")
    }


def calendar_of(entity: str) -> str:
    """Give the calendar an entity follows: ``XTKS:7203`` gives ``XTKS``.

    Raises NoSession where none is known.
    """
    table = _table()
    found = table.get(entity) or table.get(entity.partition(":")[0])
    if found is None:
        raise NoSession("no_calendar", entity)
    return found


@lru_cache(maxsize=8)
def sessions(calendar: str) -> tuple[date, ...]:
    """Give every session of a calendar that is known, in order."""
    if calendar == "daily":
        return tuple(_days())
    if calendar == "weekdays":
        return tuple(day for day in _days() if day.weekday() < 5)
    return _exchange_sessions(calendar)


def _exchange_sessions(calendar: str) -> tuple[date, ...]:
    # exchange-calendars 4 uses calls that pandas 3.1 deprecates. The lock is there because the
    # filters of `warnings` belong to the process, not to the thread.
    with _LOADING, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import exchange_calendars

        known = exchange_calendars.get_calendar(calendar, start=_FIRST.isoformat())
        return tuple(stamp.date() for stamp in known.sessions)


def _days() -> Iterator[date]:
    return (_FIRST + timedelta(n) for n in range((_LAST - _FIRST).days + 1))


def session_at_or_before(calendar: str, day: date) -> date:
    """Give the day itself when it is a session, otherwise the one before it."""
    held = sessions(calendar)
    index = bisect_right(held, day)
    if index == 0 or day > held[-1]:
        raise NoSession("beyond_calendar", day.isoformat(), calendar)
    return held[index - 1]


def session_before(calendar: str, day: date) -> date:
    """Give the last session strictly before a day."""
    if day == date.min:
        raise NoSession("beyond_calendar", day.isoformat(), calendar)
    return session_at_or_before(calendar, day - timedelta(1))


def sessions_back(calendar: str, day: date, count: int) -> date:
    """Give the session that lies `count` sessions before a session."""
    held = sessions(calendar)
    index = bisect_right(held, day) - 1 - count
    if index < 0:
        raise NoSession("beyond_calendar", day.isoformat(), calendar)
    return held[index]


def sessions_between(calendar: str, start: date, end: date) -> tuple[date, ...]:
    """Give the sessions of a span, both ends included."""
    held = sessions(calendar)
    if end > held[-1] or start < held[0]:
        raise NoSession("beyond_calendar", end.isoformat(), calendar)
    return held[bisect_left(held, start) : bisect_right(held, end)]


@lru_cache(maxsize=1)
def _closings() -> dict[str, tuple[tuple[date, str, time], ...]]:
    held: dict[str, tuple[tuple[date, str, time], ...]] = {}
    for row in read_table("closings", package="uratori.reference"):
        entry = (date.fromisoformat(row["since"]), row["zone"], time.fromisoformat(row["closes"]))
        held[row["market"]] = (*held.get(row["market"], ()), entry)
    return held


def closing(market: str, day: date) -> datetime:
    """Give the moment at which a market's value of a day is settled, with its zone.

    market: a calendar (``XTKS``), the fixing of a currency (``tokyo_17``), or a row of its own in
    `reference/closings.tsv`. Half days close sooner, on the same day of the reader.
    """
    rows = _closings()[market]
    _, zone, hour = next((row for row in reversed(rows) if row[0] <= day), rows[0])
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


def market_of(entity: str, definition: str = "") -> str:
    """Give the row of closings that tells when an entity's value of a day is known."""
    table = _closings()
    for key in (definition, entity, entity[:7], calendar_of(entity)):
        if key in table:
            return key
    return "weekdays"


@lru_cache(maxsize=1 << 10)
def known_on(market: str, day: date) -> date:
    """Give the first day, at the reader's place, on which a value of `day` can be known."""
    return closing(market, day).astimezone(ZoneInfo(_READER)).date()
