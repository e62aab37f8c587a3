"""The series of a provider as data: which id stands for which entity and metric, in which unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...errors import LexiconError
from ...lexicon import read_table
from ..facts import QUALITIES, Quality
from .protocol import Series

_PACKAGE = "uratori.reference"


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One series at one provider; a `Series` may have several, one a definition."""

    entity: str
    metric: str
    definition: str
    id: str
    """The provider's own id, ``SP500``."""
    unit: str
    """Of the facts: the provider's number times `factor`."""
    factor: Fraction = Fraction(1)
    place: Fraction = Fraction(0)
    """The place that the source publishes in, in `unit`; a finer number as written counts more."""
    negative: bool = False
    """Whether a value at or below zero can be true."""
    vintages: bool = False
    """Whether values are revised, so that the day of release matters."""
    quality: Quality = "secondary"
    note: str = ""
    group: str = ""
    """The provider's own database, where it has several."""
    frequency: str = "D"
    """D, W, M or Q."""
    said: tuple[str, ...] = ()
    """Units as the provider writes them; () where it writes none."""

    @property
    def series(self) -> Series:
        """Give the series that it is a definition of."""
        return Series(entity=self.entity, metric=self.metric)


def of_series(listings: Sequence[Listing], series: Series) -> tuple[Listing, ...]:
    """Give the listings of one series, in the order of the table."""
    return tuple(row for row in listings if row.series == series)


@lru_cache(maxsize=8)
def read_listings(table: str) -> tuple[Listing, ...]:
    """Read ``reference/<table>.tsv``; raise LexiconError where a row is damaged."""
    rows = enumerate(read_table(table, package=_PACKAGE), start=1)
    return tuple(_listing(row, f"{table}.tsv, row {number}") for number, row in rows)


def _listing(row: dict[str, str], where: str) -> Listing:
    try:
        return Listing(
            entity=row["entity"],
            metric=row["metric"],
            definition=row["definition"],
            id=row["id"],
            unit=row["unit"],
            factor=Fraction(row["factor"]),
            place=Fraction(row["place"]),
            negative=_flag(row["negative"]),
            vintages=_flag(row["vintages"]),
            quality=_quality(row["quality"]),
            note=row["note"],
            group=row.get("group", ""),
            frequency=row["frequency"],
            said=tuple(filter(None, row.get("said", "").split("|"))),
        )
    except (KeyError, ValueError, ZeroDivisionError) as error:
        raise LexiconError(
            f"wrong cell: {error}", where=where, todo="reinstall uratori, or mend the row"
        ) from error


def _flag(cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise ValueError(f"{cell!r} is neither yes nor no")
    return cell == "yes"


def _quality(cell: str) -> Quality:
    for quality in QUALITIES:
        if cell == quality:
            return quality
    raise ValueError(f"unknown quality {cell!r}")
