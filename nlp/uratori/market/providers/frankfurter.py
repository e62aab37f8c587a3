"""Frankfurter v2, ``/v2/rates``: the euro reference rates of the European Central Bank, no key.

Format: https://frankfurter.dev. Rates are blended over many sources unless `providers=ECB` is
asked for; with the euro as base its own digits come through, while other bases are rounded. A range
may begin with the last rate before it. Rates between two other currencies are made here, from the
two legs of one day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

import msgspec

from ...lexicon import read_table
from .adapter import Adapter, Job, Page
from .listings import Listing
from .points import Point, decimal_point
from .protocol import Series, Wanted
from .wire import Body, Fault, Pace, malformed

_PAIR = re.compile(r"fx:([A-Z]{3})([A-Z]{3})")
_EURO = "EUR"
_NOTE = "ECB euro foreign exchange reference rate, about 14:15 CET"
_CROSS = "made of two ECB reference rates of the day"
_Legs = Mapping[str, Mapping[datetime.date, Point]]


class _Rate(msgspec.Struct):
    date: datetime.date
    base: str
    quote: str
    rate: Decimal


class _Message(msgspec.Struct):
    message: str


class Frankfurter(Adapter):
    """Exchange rates of the ECB, and the crosses that follow from them."""

    name: ClassVar[str] = "frankfurter"
    title: ClassVar[str] = "ECB by Frankfurter"
    home: ClassVar[str] = "https://api.frankfurter.dev"
    pace: ClassVar[Pace] = Pace(requests=2, seconds=1.0)
    accept: ClassVar[frozenset[int]] = frozenset({200, 404, 422})

    def listings(self, series: Series) -> tuple[Listing, ...]:
        """Give a listing for any pair of the currencies of ecb_currencies.tsv and the euro."""
        pair = _PAIR.fullmatch(series.entity)
        if pair is None or series.metric != "close" or pair[1] == pair[2]:
            return ()
        known = {_EURO, *_places()}
        return (_listing(series, pair[1], pair[2]),) if {pair[1], pair[2]} <= known else ()

    def jobs(self, listings: Sequence[Listing], wanted: Wanted) -> Iterator[Job]:
        """Ask for all legs at once."""
        quotes = {code for row in listings for code in (row.id[:3], row.id[3:])} - {_EURO}
        if quotes:
            yield Job(
                listings=tuple(listings),
                path="/v2/rates",
                params=(
                    ("base", _EURO),
                    ("quotes", ",".join(sorted(quotes))),
                    ("providers", "ECB"),
                    ("from", wanted.start.isoformat()),
                    ("to", wanted.end.isoformat()),
                ),
            )

    def read(self, job: Job, body: Body) -> Page:
        """Read the legs, and make every pair that was asked for."""
        quotes = frozenset(dict(job.params)["quotes"].split(","))
        legs = _legs(_rates(body), quotes)
        return Page(points={row.id: tuple(_pair(row.id, legs)) for row in job.listings})


@lru_cache(maxsize=1)
def _places() -> dict[str, Fraction]:
    rows = read_table("ecb_currencies", package="uratori.reference")
    return {row["currency"]: Fraction(row["place"]) for row in rows}


def _listing(series: Series, base: str, quote: str) -> Listing:
    return Listing(
        entity=series.entity,
        metric=series.metric,
        definition="ecb_reference",
        id=base + quote,
        unit=f"{quote}/{base}",
        place=_places()[quote] if base == _EURO else Fraction(0),
        note=_NOTE if base == _EURO else _CROSS,
    )


def _rates(body: Body) -> list[_Rate]:
    if body.status == 404:
        return []
    try:
        if body.status == 422:
            said = msgspec.json.decode(body.content, type=_Message).message
            detail = f"the server answers 422: {' '.join(said.split())[:80]}"
            raise Fault("unknown" if "currency" in said else "refused", detail)
        return msgspec.json.decode(body.content, type=list[_Rate])
    except (msgspec.DecodeError, RecursionError) as error:
        raise malformed(f"no rates: {error}"[:160]) from None


def _legs(rates: Sequence[_Rate], quotes: frozenset[str]) -> _Legs:
    legs: dict[str, dict[datetime.date, Point]] = {quote: {} for quote in quotes}
    for row in rates:
        if row.base != _EURO:
            raise Fault("unfit", f"rates of {row.base[:10]!r}, where the euro's were asked for")
        if row.quote not in legs:
            raise Fault("unfit", f"a rate in {row.quote[:10]!r}, which was not asked for")
        if row.date in legs[row.quote]:
            raise malformed(f"{row.date} comes twice")
        if row.rate <= 0:
            raise Fault("unfit", f"a rate at or below zero on {row.date}")
        legs[row.quote][row.date] = _published(row)
    return legs


def _published(row: _Rate) -> Point:
    """Give the rate with the place it is published in: JSON drops zeros at the end."""
    read = decimal_point(row.date, row.rate)
    return msgspec.structs.replace(read, place=min(read.place, _places()[row.quote]))


def _pair(pair: str, legs: _Legs) -> Iterator[Point]:
    base, quote = pair[:3], pair[3:]
    if base == _EURO:
        yield from (legs[quote][day] for day in sorted(legs[quote]))
    elif quote == _EURO:
        one = {day: Point(date=day, value=Fraction(1), place=Fraction(0)) for day in legs[base]}
        yield from (_cross(one[day], legs[base][day]) for day in sorted(one))
    else:
        both = sorted(legs[quote].keys() & legs[base].keys())
        yield from (_cross(legs[quote][day], legs[base][day]) for day in both)


def _cross(above: Point, below: Point) -> Point:
    """Divide two rates: the place widens to twice what their half places leave open.

    The quotient is written to a tenth of that, so that it has an end.
    """
    value = above.value / below.value
    open_ = value * (above.place / above.value + below.place / below.value)
    decimals = 0
    while Fraction(1, 10**decimals) > open_ / 10:
        decimals += 1
    grid = Fraction(1, 10**decimals)
    return Point(
        date=above.date, value=round(value / grid) * grid, place=-(-open_ // grid) * grid + grid
    )
