"""FRED's graph download, ``fredgraph.csv?id=SP500``: no key, the values of today, no vintages.

Format, as served since 2025: a header ``observation_date,SP500``, a row a day with an ISO date, an
empty cell (before: a full stop) where the day has no value. An unknown id is a 404 page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from .adapter import Adapter, Job, Page
from .listings import Listing, of_series, read_listings
from .points import Point, day_of, point
from .protocol import Series, Wanted
from .wire import Body, Pace, malformed

_MISSING = ("", ".")


class Fred(Adapter):
    """Series of the Federal Reserve Bank of St. Louis, by CSV."""

    name: ClassVar[str] = "fred"
    title: ClassVar[str] = "FRED"
    home: ClassVar[str] = "https://fred.stlouisfed.org"
    pace: ClassVar[Pace] = Pace(requests=2, seconds=1.0)

    def listings(self, series: Series) -> tuple[Listing, ...]:
        """Give the rows of fred_series.tsv for one series."""
        return of_series(read_listings("fred_series"), series)

    def jobs(self, listings: Sequence[Listing], wanted: Wanted) -> Iterator[Job]:
        """Ask for one series a request: the CSV of several has one date column for all."""
        for listing in listings:
            yield Job(
                listings=(listing,),
                path="/graph/fredgraph.csv",
                params=(
                    ("id", listing.id),
                    ("cosd", wanted.start.isoformat()),
                    ("coed", wanted.end.isoformat()),
                ),
            )

    def read(self, job: Job, body: Body) -> Page:
        """Read the CSV; a line that breaks off makes the whole answer void."""
        [listing] = job.listings
        return Page(points={listing.id: tuple(_points(_lines(body), listing.id))})


def _lines(body: Body) -> list[str]:
    try:
        text = body.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise malformed("no UTF-8") from None
    if not text.endswith("\n"):
        raise malformed("the last line breaks off" if text.strip() else "an empty answer")
    return text.replace("\r\n", "\n").split("\n")[:-1]


def _points(lines: Sequence[str], series: str) -> Iterator[Point]:
    header = f"observation_date,{series}"
    if lines[0] != header:
        raise malformed(f"the columns are {lines[0][:60]!r}, not {header!r}")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split(",")
        if len(cells) != 2:
            raise malformed(f"line {number} has {len(cells)} cells, not 2")
        day = day_of(cells[0])
        if cells[1] not in _MISSING:
            yield point(day, cells[1])
