"""What every answer must be: numbers, real days in order, no day twice, nothing absurd."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import msgspec

from .listings import Listing
from .wire import Fault, malformed

_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.([0-9]{1,18}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP = 25
"""No quoted series moves so many times over between two of its values; a change of unit does."""
_SHOWN = 40


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One value in the provider's own unit, and its last written place."""

    date: datetime.date
    value: Fraction
    place: Fraction
    known: datetime.date | None = None
    """The day of its release, where the provider tells."""


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """The points that can be true, and one line about those that cannot ("" if all can)."""

    points: tuple[Point, ...]
    left_out: str = ""


def point(day: datetime.date, text: str, known: datetime.date | None = None) -> Point:
    """Read a number as written; raise Fault where it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise malformed(f"no number on {day}: {text[:_SHOWN]!r}")
    decimals = len(found[1] or "")
    return Point(date=day, value=Fraction(text), place=Fraction(1, 10**decimals), known=known)


def decimal_point(day: datetime.date, number: Decimal) -> Point:
    """Read a number of a JSON document; raise Fault where it is beyond all bounds."""
    if not number.is_finite() or abs(number.adjusted()) > 18 or len(number.as_tuple().digits) > 36:
        raise malformed(f"no number of a market on {day}")
    return point(day, f"{number:f}")


def day_of(text: str) -> datetime.date:
    """Read an ISO date; raise Fault where it is none or no day of the calendar."""
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise malformed(f"no date: {text[:_SHOWN]!r}")


def screened(points: Sequence[Point], listing: Listing) -> Screened:
    """Check one series; raise Fault where it is out of order or changes its unit on the way."""
    for before, after in pairwise(points):
        if _rank(before) >= _rank(after):
            what = "twice" if _rank(before) == _rank(after) else "out of order"
            raise malformed(f"{after.date} comes {what}")
    if listing.negative:
        return Screened(points=tuple(points))
    kept = tuple(item for item in points if item.value > 0)
    for before, after in pairwise(kept):
        if not before.value < _LEAP * after.value < _LEAP * _LEAP * before.value:
            detail = f"the values change their scale between {before.date} and {after.date}"
            raise Fault("unfit", detail)
    return Screened(points=kept, left_out=_left_out(points))


def _left_out(points: Iterable[Point]) -> str:
    wrong = [item.date for item in points if item.value <= 0]
    if not wrong:
        return ""
    return f"{len(wrong)} values at or below zero left out, the first of {wrong[0]}"


def _rank(item: Point) -> tuple[datetime.date, datetime.date]:
    return item.date, item.known or datetime.date.min
