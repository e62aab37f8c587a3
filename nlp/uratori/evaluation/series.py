"""A folder of series in providers' formats -> the data that statements are checked against.

``import/*.csv`` are rows of the store (`market.files`), ``fred/*.csv`` downloads of FRED by the id
of the series, ``fred_api/*.json`` its observations with vintages, ``frankfurter/*.json`` reference
rates of the euro, ``jquants/*.json`` daily bars. Each is read by the provider's own reader, without
its server.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from ..errors import DataError, LexiconError
from ..market import Fact, Facts
from ..market.providers.adapter import Adapter
from ..market.providers.frankfurter import Frankfurter
from ..market.providers.fred import Fred
from ..market.providers.fred_api import FredApi
from ..market.providers.jquants import split_ratio
from ..market.providers.listings import Listing, read_listings
from ..market.providers.points import screened
from ..market.providers.protocol import Series, Wanted
from ..market.providers.wire import Body, Fault
from ..market.storage.files import read_file

RETRIEVED = datetime.date(2026, 11, 2)
"""The day on which the files are held to have been fetched."""
_ADDRESS = "https://example.org/"
_Span = tuple[datetime.date, datetime.date]


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
            except (OSError, ValueError, KeyError, Fault, LexiconError) as error:
                raise DataError(
                    f"cannot be read: {error}", where=str(path), todo="make the series anew"
                ) from error
    if not facts:
        raise DataError("no series", where=str(folder), todo="name a folder of series")
    return Facts(facts, _complete(facts))


def _complete(facts: Sequence[Fact]) -> dict[tuple[str, str], _Span]:
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
    yield from _read(Fred(), [_listing(path.stem)], path)


def _vintages(path: Path) -> Iterator[Fact]:
    yield from _read(FredApi(), [_listing(path.stem)], path)


def _listing(series: str) -> Listing:
    """Give the listing of an id of FRED; KeyError where the project knows none."""
    return {listing.id: listing for listing in read_listings("fred_series")}[series]


def _euro(path: Path) -> Iterator[Fact]:
    rates = json.loads(path.read_text(encoding="utf-8"))
    pairs = sorted({Series(entity=f"fx:EUR{row['quote']}", metric="close") for row in rates})
    adapter = Frankfurter()
    yield from _read(adapter, [row for pair in pairs for row in adapter.listings(pair)], path)


def _read(adapter: Adapter, listings: Sequence[Listing], path: Path) -> Iterator[Fact]:
    """Read one answer of a provider as the provider itself would; raise Fault where it cannot."""
    wanted = Wanted(
        series=tuple(listing.series for listing in listings),
        start=datetime.date.min,
        end=datetime.date.max,
    )
    [job] = adapter.jobs(listings, wanted)
    body = Body(content=path.read_bytes(), kind="", status=200, address=_ADDRESS)
    page = adapter.read(job, body)
    for listing in listings:
        for point in screened(page.points[listing.id], listing).points:
            yield _fact(
                listing,
                point.date,
                point.value * listing.factor,
                f"{adapter.title} {listing.id}",
                known=point.known,
            )


def _bars(path: Path) -> Iterator[Fact]:
    """Read daily bars of J-Quants: of a share where rows have a code, else of TOPIX."""
    source = "J-Quants bars/daily"
    for row in json.loads(path.read_text(encoding="utf-8"), parse_float=str)["data"]:
        day, code = datetime.date.fromisoformat(row["Date"]), str(row.get("Code", ""))
        for column, metric, definition in _COLUMNS:
            if column in row:
                listing = _bar_of(code, metric, definition)
                yield _fact(listing, day, Fraction(row[column]), source)
        factor = Fraction(row.get("AdjFactor", 1))
        if factor != 1:
            yield _fact(_bar_of(code, "split", "split"), day, split_ratio(factor), source)


_COLUMNS = (
    ("O", "open", "open"), ("H", "high", "high"), ("L", "low", "low"), ("C", "close", "close"),
    ("AdjC", "close", "close_adjusted"),
)  # fmt: skip


def _bar_of(code: str, metric: str, definition: str) -> Listing:
    unit = "ratio" if metric == "split" else "JPY" if code else "points"
    return Listing(
        entity=f"XTKS:{code[:4]}" if code else "index:topix",
        metric=metric,
        definition=definition,
        id=code,
        unit=unit,
        place=Fraction(0) if code else Fraction(1, 100),
    )


def _fact(
    listing: Listing,
    day: datetime.date,
    value: Fraction,
    source: str,
    *,
    known: datetime.date | None = None,
) -> Fact:
    return Fact(
        entity=listing.entity,
        metric=listing.metric,
        definition=listing.definition,
        date=day,
        value=value,
        unit=listing.unit,
        source=source,
        address=_ADDRESS,
        retrieved=RETRIEVED,
        quality=listing.quality,
        note=listing.note,
        place=listing.place,
        known=known,
    )


_READ: dict[str, Callable[[Path], Iterator[Fact]]] = {
    "import": _rows,
    "fred": _fred,
    "fred_api": _vintages,
    "frankfurter": _euro,
    "jquants": _bars,
}
