"""Reference facts: single cited values, and the sources they are read from."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, Protocol, get_args

import msgspec

from ..errors import LexiconError
from ..lexicon import read_table
from ..records import Interval

Quality = Literal["primary", "secondary", "weak", "claimant"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
"""Best first; ``claimant`` only repeats the article's own source and confirms nothing."""

_REFERENCE = "uratori.reference"


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One observed value with where it was read.

    A value of one day has `date` only; a value of a window (a return, a streak) also `start`.
    """

    entity: str
    metric: str
    definition: str
    """Which definition the value follows: ``close``, ``price``, ``total_return``, ``decision``."""
    start: datetime.date | None = None
    date: datetime.date
    value: Fraction
    unit: str
    source: str
    address: str
    retrieved: datetime.date
    quality: Quality
    note: str = ""
    place: Fraction = Fraction(0)
    """The last written place, in `unit`: 0.01 for 6915.61; 0 for an exact value."""
    known: datetime.date | None = None
    """The day from which this value could be known, where its source has vintages (a filing's date,
    ALFRED's realtime_start); None where the source has none."""
    sha256: str = ""
    """Digest of the answer that the value was read from; "" for a bundled fact."""

    @property
    def interval(self) -> Interval:
        """The values that would have been written so: half a place either side, ends included."""
        half = self.place / 2
        return Interval(low=self.value - half, high=self.value + half)

    @property
    def series(self) -> str:
        """The entity and the metric, ``index:sp500/close``."""
        return f"{self.entity}/{self.metric}"


class FactSource(Protocol):
    """Anything that gives facts: the bundled table, a store, a test's generated rows."""

    def facts(self, entity: str, metric: str) -> Sequence[Fact]:
        """Give every row of one series, in order of date; an unknown series gives none."""
        ...

    def complete(self, entity: str, metric: str) -> tuple[datetime.date, datetime.date] | None:
        """Give the first and last day between which no event of the series is missing."""
        ...


class Facts:
    """A `FactSource` held in memory.

    rows: facts in any order. complete: (entity, metric) -> first and last day of completeness.
    """

    def __init__(
        self,
        rows: Iterable[Fact],
        complete: dict[tuple[str, str], tuple[datetime.date, datetime.date]] | None = None,
    ) -> None:
        series: dict[tuple[str, str], list[Fact]] = {}
        for row in sorted(rows, key=_order):
            series.setdefault((row.entity, row.metric), []).append(row)
        self._series = {key: tuple(held) for key, held in series.items()}
        self._complete = dict(complete or {})

    def facts(self, entity: str, metric: str) -> Sequence[Fact]:
        """Give every row of one series, in order of date."""
        return self._series.get((entity, metric), ())

    def complete(self, entity: str, metric: str) -> tuple[datetime.date, datetime.date] | None:
        """Give the span over which the series is complete; None where nothing is promised."""
        return self._complete.get((entity, metric))


def _order(fact: Fact) -> tuple[datetime.date, str, str]:
    return fact.date, fact.definition, fact.source


@lru_cache(maxsize=1)
def bundled_facts() -> Facts:
    """Give the facts that travel with the package; raise LexiconError on a damaged table."""
    rows = [
        _fact(row, number)
        for number, row in enumerate(read_table("facts", package=_REFERENCE), start=1)
    ]
    return Facts(rows, _coverage())


def _fact(row: dict[str, str], number: int) -> Fact:
    try:
        return Fact(
            entity=row["entity"],
            metric=row["metric"],
            definition=row["definition"],
            start=datetime.date.fromisoformat(row["start"]) if row["start"] else None,
            date=datetime.date.fromisoformat(row["date"]),
            value=Fraction(row["value"]),
            unit=row["unit"],
            source=row["source"],
            address=row["address"],
            retrieved=datetime.date.fromisoformat(row["retrieved"]),
            quality=_quality(row["quality"]),
            note=row["note"],
            place=Fraction(row["place"]),
        )
    except ValueError as error:
        raise LexiconError(
            str(error), where=f"facts.tsv, row {number}", todo="reinstall uratori, or mend the row"
        ) from error


def _quality(cell: str) -> Quality:
    for quality in QUALITIES:
        if cell == quality:
            return quality
    raise ValueError(f"unknown quality {cell!r}")


def _coverage() -> dict[tuple[str, str], tuple[datetime.date, datetime.date]]:
    return {
        (row["entity"], row["metric"]): (
            datetime.date.fromisoformat(row["start"]),
            datetime.date.fromisoformat(row["end"]),
        )
        for row in read_table("coverage", package=_REFERENCE)
    }


Keep = Callable[[Fact], bool]
"""Which rows of a series a definition reads."""


def usable(rows: Iterable[Fact], *, by: datetime.date | None = None) -> tuple[Fact, ...]:
    """Keep the rows that can confirm: no claimant, and of each source its last vintage.

    by: the as-of date. A vintage that became known later is left out; of those known by then the
    latest counts, and of one vintage the row that was read last.
    """
    newest: dict[tuple[str, datetime.date | None, datetime.date, str], Fact] = {}
    for row in rows:
        if row.quality == "claimant" or (by and row.known and row.known > by):
            continue
        key = (row.definition, row.start, row.date, row.source)
        if key not in newest or _vintage(newest[key]) <= _vintage(row):
            newest[key] = row
    return tuple(sorted(newest.values(), key=lambda row: (row.date, QUALITIES.index(row.quality))))


def _vintage(fact: Fact) -> tuple[datetime.date, datetime.date]:
    return fact.known or datetime.date.min, fact.retrieved


def has_rows(source: FactSource, entity: str, metric: str) -> bool:
    """Tell whether a series has any row that can confirm, without reading it through."""
    return any(row.quality != "claimant" for row in source.facts(entity, metric))


def _day(fact: Fact) -> datetime.date:
    return fact.date


def rows_between(
    source: FactSource,
    entity: str,
    metric: str,
    start: datetime.date,
    end: datetime.date,
    *,
    keep: Keep | None = None,
    by: datetime.date | None = None,
) -> tuple[Fact, ...]:
    """Give the usable one-day values of a span, in order of date, of a day the best source first.

    The series is cut out by bisection: a long one costs no more than the span that is asked for.
    """
    held = source.facts(entity, metric)
    low = bisect_left(held, start, key=_day)
    cut = held[low : bisect_right(held, end, lo=low, key=_day)]
    return usable((r for r in cut if r.start is None and (keep is None or keep(r))), by=by)


def rows_on(
    source: FactSource,
    entity: str,
    metric: str,
    day: datetime.date,
    *,
    keep: Keep | None = None,
    by: datetime.date | None = None,
) -> tuple[Fact, ...]:
    """Give the usable values of one day, best source first."""
    return rows_between(source, entity, metric, day, day, keep=keep, by=by)


def rows_over(
    source: FactSource,
    entity: str,
    metric: str,
    start: datetime.date,
    end: datetime.date,
    *,
    by: datetime.date | None = None,
) -> tuple[Fact, ...]:
    """Give the usable values of exactly one window, best source first."""
    held = source.facts(entity, metric)
    low = bisect_left(held, end, key=_day)
    cut = held[low : bisect_right(held, end, lo=low, key=_day)]
    return usable((row for row in cut if row.start == start), by=by)


def disagree(spreads: Sequence[Interval]) -> bool:
    """Tell whether any two values differ by more than their own rounding."""
    return any(
        not left.meets(right)
        for index, left in enumerate(spreads)
        for right in spreads[index + 1 :]
    )
