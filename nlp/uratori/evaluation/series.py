"""A folder of series in providers' formats -> the data that statements are checked against.

``import/*.csv`` are rows of the store (`market.files`), ``fred/*.csv`` downloads of FRED,
``fred_api/*.json`` its observations with vintages, ``frankfurter/*.json`` reference rates of the
euro, ``jquants/*.json`` daily bars. A file's name is the series' id with the provider.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import msgspec

from ..errors import DataError
from ..market import Fact, Facts
from ..market.files import read_file

RETRIEVED = datetime.date(2026, 11, 2)
"""The day on which the files are held to have been fetched."""
_Span = tuple[datetime.date, datetime.date]


class _Listing(msgspec.Struct, frozen=True):
    entity: str
    metric: str
    definition: str
    unit: str
    factor: int = 1


_FRED = {
    "SP500": _Listing("index:sp500", "close", "close", "points"),
    "NASDAQ100": _Listing("index:nasdaq100", "close", "close", "points"),
    "DJIA": _Listing("index:dow", "close", "close", "points"),
    "VIXCLS": _Listing("index:vix", "close", "close", "points"),
    "NIKKEI225": _Listing("index:nikkei225", "close", "close", "points"),
    "DEXJPUS": _Listing("fx:USDJPY", "close", "ny_noon", "JPY/USD"),
    "DEXUSEU": _Listing("fx:EURUSD", "close", "ny_noon", "USD/EUR"),
    "DGS10": _Listing("rate:us10y", "yield", "close", "percent"),
    "DGS2": _Listing("rate:us2y", "yield", "close", "percent"),
    "DCOILWTICO": _Listing("commodity:wti", "close", "spot", "USD/barrel"),
    "CBBTCUSD": _Listing("crypto:BTC", "close", "close", "USD"),
    "DFEDTARU": _Listing("bank:fed", "policy_rate_upper", "daily", "percent"),
    "DFEDTARL": _Listing("bank:fed", "policy_rate_lower", "daily", "percent"),
    "CPIAUCSL": _Listing("macro:us.cpi", "level", "sa", "index"),
    "CPIAUCNS": _Listing("macro:us.cpi", "level", "nsa", "index"),
    "PAYEMS": _Listing("macro:us.payrolls", "level", "sa", "people", 1000),
    "UNRATE": _Listing("macro:us.unemployment", "level", "sa", "percent"),
}


def read_series(folder: Path) -> Facts:
    """Give every row of a folder; raise DataError where it has none, or one that cannot be read.

    A series is held to be complete from its first day to its last; one of decisions to the last
    day of the folder.
    """
    facts: list[Fact] = []
    for kind, read in _READ.items():
        for path in sorted((folder / kind).glob("*.*")):
            try:
                facts += read(path)
            except (OSError, ValueError, KeyError) as error:
                raise DataError(
                    f"cannot be read: {error}", where=str(path), todo="make the series anew"
                ) from error
    if not facts:
        raise DataError("no series", where=str(folder), todo="name a folder of series")
    return Facts(facts, _complete(facts))


def _complete(facts: list[Fact]) -> dict[tuple[str, str], _Span]:
    last = max(fact.date for fact in facts)
    spans: dict[tuple[str, str], _Span] = {}
    for fact in facts:
        key = (fact.entity, fact.metric)
        first, end = spans.get(key, (fact.date, fact.date))
        end = last if fact.definition == "decision" else max(end, fact.date)
        spans[key] = (min(first, fact.date), end)
    return spans


def _rows(path: Path) -> Iterator[Fact]:
    yield from read_file(path, today=RETRIEVED)


def _fred(path: Path) -> Iterator[Fact]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    listing = _FRED[header.partition(",")[2]]
    for line in lines:
        day, cell = line.split(",")
        if cell:
            yield _fact(listing, day, cell, f"FRED {path.stem}")


def _vintages(path: Path) -> Iterator[Fact]:
    for row in json.loads(path.read_text(encoding="utf-8"))["observations"]:
        fact = _fact(_FRED[path.stem], row["date"], row["value"], f"FRED {path.stem}")
        yield msgspec.structs.replace(
            fact, known=datetime.date.fromisoformat(row["realtime_start"])
        )


def _euro(path: Path) -> Iterator[Fact]:
    for row in json.loads(path.read_text(encoding="utf-8"), parse_float=str):
        listing = _Listing(
            f"fx:{row['base']}{row['quote']}", "close", "ecb_reference",
            f"{row['quote']}/{row['base']}",
        )  # fmt: skip
        fact = _fact(listing, row["date"], row["rate"], "ECB by Frankfurter")
        place = Fraction(1, 100) if row["quote"] == "JPY" else Fraction(1, 10000)
        yield msgspec.structs.replace(fact, place=place)


def _bars(path: Path) -> Iterator[Fact]:
    for row in json.loads(path.read_text(encoding="utf-8"), parse_float=str)["data"]:
        code = str(row.get("Code", ""))
        entity, unit = (f"XTKS:{code[:4]}", "JPY") if code else ("index:topix", "points")
        for column, metric, definition in _COLUMNS:
            if column in row:
                listing = _Listing(entity, metric, definition, unit)
                fact = _fact(listing, row["Date"], row[column], "J-Quants bars/daily")
                yield msgspec.structs.replace(fact, place=min(fact.place, Fraction(1, 100)))
        factor = Fraction(row.get("AdjFactor", 1))
        if factor != 1:
            ratio = str(1 / factor.limit_denominator(1000))
            listing = _Listing(entity, "split", "split", "ratio")
            yield _fact(listing, row["Date"], ratio, "J-Quants bars/daily")


_COLUMNS = (
    ("O", "open", "open"), ("H", "high", "high"), ("L", "low", "low"), ("C", "close", "close"),
    ("AdjC", "close", "close_adjusted"),
)  # fmt: skip


def _fact(listing: _Listing, day: str, cell: str, source: str) -> Fact:
    decimals = len(cell.partition(".")[2])
    exact = listing.unit == "JPY" or listing.metric in ("split", "policy_rate_upper")
    return Fact(
        entity=listing.entity,
        metric=listing.metric,
        definition=listing.definition,
        date=datetime.date.fromisoformat(day),
        value=Fraction(cell) * listing.factor,
        unit=listing.unit,
        source=source,
        address="https://example.org/",
        retrieved=RETRIEVED,
        quality="secondary",
        place=Fraction(0) if exact else Fraction(listing.factor, 10**decimals),
    )


_READ: dict[str, Callable[[Path], Iterator[Fact]]] = {
    "import": _rows,
    "fred": _fred,
    "fred_api": _vintages,
    "frankfurter": _euro,
    "jquants": _bars,
}
