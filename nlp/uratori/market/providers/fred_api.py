"""FRED's API, ``/fred/series/observations``: the same series with their vintages, by a free key.

Format: https://fred.stlouisfed.org/docs/api/fred/series_observations.html. Every value is a string,
a full stop where there is none; `realtime_start` is the first day on which it was the value. Over
all real-time periods an observation comes once a vintage. The key goes into the query: this
endpoint takes none in a header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

import msgspec

from .adapter import Adapter, Job, Page
from .listings import Listing, of_series, read_listings
from .points import Point, day_of, point
from .protocol import Series, Wanted
from .wire import Body, Fault, Key, Pace, malformed

_LAST = "9999-12-31"


class _Observation(msgspec.Struct, frozen=True):
    realtime_start: str
    realtime_end: str
    date: str
    value: str


class _Observations(msgspec.Struct, frozen=True):
    units: str
    output_type: int
    count: int
    offset: int
    limit: int
    observations: list[_Observation]


class _Error(msgspec.Struct, frozen=True):
    error_code: int
    error_message: str


class FredApi(Adapter):
    """Series of the Federal Reserve Bank of St. Louis with the day of each release."""

    name: ClassVar[str] = "fred_api"
    key: ClassVar[str | None] = "FRED_API_KEY"
    title: ClassVar[str] = "FRED"
    home: ClassVar[str] = "https://api.stlouisfed.org"
    pace: ClassVar[Pace] = Pace(requests=2, seconds=1.0)
    accept: ClassVar[frozenset[int]] = frozenset({200, 400})

    def placed(self, secret: str) -> Key:
        """Put the key into the query."""
        return Key(value=secret, parameter="api_key")

    def listings(self, series: Series) -> tuple[Listing, ...]:
        """Give the rows of fred_series.tsv for one series."""
        return of_series(read_listings("fred_series"), series)

    def jobs(self, listings: Sequence[Listing], wanted: Wanted) -> Iterator[Job]:
        """Ask for the vintages of what is revised, and for today's values of what is not."""
        for listing in listings:
            # An observation is never released before its own day, so no vintage is older.
            vintages = (("realtime_start", wanted.start.isoformat()), ("realtime_end", _LAST))
            yield Job(
                listings=(listing,),
                path="/fred/series/observations",
                params=(
                    ("series_id", listing.id),
                    ("file_type", "json"),
                    ("observation_start", wanted.start.isoformat()),
                    ("observation_end", wanted.end.isoformat()),
                    *(vintages if listing.vintages else ()),
                ),
            )

    def read(self, job: Job, body: Body) -> Page:
        """Read one page of observations, or the error that came instead."""
        if body.status != 200:
            raise _refusal(body)
        try:
            answer = msgspec.json.decode(body.content, type=_Observations)
        except (msgspec.DecodeError, RecursionError) as error:
            raise malformed(f"no observations: {error}"[:160]) from None
        if answer.units != "lin" or answer.output_type != 1:
            raise Fault("unfit", f"the values are transformed ({answer.units[:20]!r})")
        [listing] = job.listings
        points = tuple(_points(answer.observations, vintages=listing.vintages))
        return Page(points={listing.id: points}, following=_following(job, answer))


def _points(rows: Sequence[_Observation], *, vintages: bool) -> Iterator[Point]:
    for row in rows:
        day, known = day_of(row.date), day_of(row.realtime_start)
        if row.value != ".":
            yield point(day, row.value, _released(day, known) if vintages else None)


def _released(day: date, known: date) -> date:
    if known < day:
        raise malformed(f"the value of {day} is said to be of {known}")
    return known


def _following(job: Job, answer: _Observations) -> Job | None:
    read = answer.offset + len(answer.observations)
    if read >= answer.count:
        return None
    if not answer.observations:
        raise malformed(f"{answer.count} observations promised, {read} given")
    return job.having(offset=str(read))


def _refusal(body: Body) -> Fault:
    try:
        said = msgspec.json.decode(body.content, type=_Error).error_message
    except (msgspec.DecodeError, RecursionError):
        return malformed("an error without a message")
    if "api_key" in said:
        return Fault("refused", "the key is refused (400)", whole=True)
    if "does not exist" in said:
        return Fault("unknown", "the server knows no such series (400)")
    return Fault("refused", f"the server answers 400: {' '.join(said.split())[:120]}")
