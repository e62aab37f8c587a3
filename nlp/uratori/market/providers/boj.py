"""The Bank of Japan's time-series API, ``/api/v1/getDataCode``: no key, no bursts.

Format: https://www.stat-search.boj.or.jp/info/api_manual_en.pdf. Whether it went well stands in the
field STATUS of the body; the HTTP status may say 200 all the same. Up to 250 codes of one database
and one frequency a request, spans by month or quarter, further pages by NEXTPOSITION.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

import msgspec

from .adapter import Adapter, Job, Page
from .listings import Listing, of_series, read_listings
from .points import Point, decimal_point
from .protocol import Series, Wanted
from .wire import Body, Fault, Pace, malformed

_MOST_CODES = 200
_NO_DATA = "M181030I"
_UNKNOWN = frozenset({"M181005E", "M181013E"})
_FREQUENCIES = {"D": "DAILY", "M": "MONTHLY", "Q": "QUARTERLY"}


class _Values(msgspec.Struct, rename="upper"):
    survey_dates: list[int]
    values: list[Decimal | None]


class _Result(msgspec.Struct, rename="upper"):
    series_code: str
    frequency: str
    values: _Values
    unit: str = ""


class _Data(msgspec.Struct, rename="upper"):
    status: int
    resultset: list[_Result]
    nextposition: int | None = None


class _Head(msgspec.Struct, rename="upper"):
    status: int
    messageid: str = ""
    message: str = ""


class Boj(Adapter):
    """Exchange rates in Tokyo, the call rate, the Tankan and more, from their own source."""

    name: ClassVar[str] = "boj"
    title: ClassVar[str] = "BOJ"
    home: ClassVar[str] = "https://www.stat-search.boj.or.jp"
    pace: ClassVar[Pace] = Pace(requests=1, seconds=1.0)
    accept: ClassVar[frozenset[int]] = frozenset({200, 400})

    def listings(self, series: Series) -> tuple[Listing, ...]:
        """Give the rows of boj_series.tsv for one series."""
        return of_series(read_listings("boj_series"), series)

    def jobs(self, listings: Sequence[Listing], wanted: Wanted) -> Iterator[Job]:
        """Ask for all codes of one database and one frequency at once."""
        for group, frequency in dict.fromkeys((row.group, row.frequency) for row in listings):
            rows = [row for row in listings if (row.group, row.frequency) == (group, frequency)]
            for at in range(0, len(rows), _MOST_CODES):
                some = tuple(rows[at : at + _MOST_CODES])
                yield Job(
                    listings=some,
                    path="/api/v1/getDataCode",
                    params=(
                        ("format", "json"),
                        ("lang", "en"),
                        ("db", group),
                        ("code", ",".join(row.id for row in some)),
                        ("startDate", _period(wanted.start, frequency)),
                        ("endDate", _period(wanted.end, frequency)),
                    ),
                )

    def read(self, job: Job, body: Body) -> Page:
        """Read one page; STATUS decides, whatever the HTTP status says."""
        try:
            head = msgspec.json.decode(body.content, type=_Head)
            if head.status != 200:
                raise _refusal(head)
            if head.messageid == _NO_DATA:
                return Page(points={})
            data = msgspec.json.decode(body.content, type=_Data)
        except (msgspec.DecodeError, RecursionError) as error:
            raise malformed(f"no time series: {error}"[:160]) from None
        asked = {row.id: row for row in job.listings}
        found = {result.series_code: result for result in data.resultset}
        if not found.keys() <= asked.keys() or len(found) != len(data.resultset):
            raise malformed("other series than those asked for")
        following = None
        if data.nextposition is not None:
            following = job.having(startPosition=str(data.nextposition))
        points = {code: tuple(_points(result, asked[code])) for code, result in found.items()}
        return Page(points=points, following=following)


def _points(result: _Result, listing: Listing) -> Iterator[Point]:
    due = _FREQUENCIES[listing.frequency]
    if result.frequency != due:
        raise Fault("unfit", f"{listing.id} is {result.frequency[:20]!r}, not {due!r}")
    if listing.said and result.unit not in listing.said:
        raise Fault("unfit", f"{listing.id} is in {result.unit[:40]!r}, not {listing.said[0]!r}")
    days, values = result.values.survey_dates, result.values.values
    if len(days) != len(values):
        raise malformed(f"{len(days)} dates and {len(values)} values")
    for written, value in zip(days, values, strict=True):
        day = _day(written, listing.frequency)
        if value is not None:
            yield decimal_point(day, value)


def _day(written: int, frequency: str) -> datetime.date:
    """Read 20260105, 202601 as a month, or 202601 as a quarter; a period is its first day."""
    try:
        if frequency == "D":
            return datetime.date(written // 10_000, written // 100 % 100, written % 100)
        year, part = divmod(written, 100)
        if frequency == "Q":
            return datetime.date(year, 3 * part - 2, 1)
        return datetime.date(year, part, 1)
    except (ValueError, OverflowError):
        raise malformed(f"no date: {written}"[:60]) from None


def _period(day: datetime.date, frequency: str) -> str:
    part = (day.month + 2) // 3 if frequency == "Q" else day.month
    return f"{day.year:04}{part:02}"


def _refusal(head: _Head) -> Fault:
    said = f"STATUS {head.status} {head.messageid[:12]}".rstrip()
    if head.messageid in _UNKNOWN:
        return Fault("unknown", f"the server knows no such series ({said})")
    if head.status >= 500:
        return Fault("unreachable", f"the server answers {said}", again=True)
    return Fault("refused", f"the server answers {said}: {' '.join(head.message.split())[:80]}")
