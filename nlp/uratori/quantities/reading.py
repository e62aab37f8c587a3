"""What a reader found at one place, before the reader of the whole text gives it its id."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import msgspec

from ..records import Direction, Interval, Kind, Mod, Modifier
from .intervals import UNBOUNDED


class Reading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A quantity without its id and text; the fields are those of `records.Quantity`."""

    start: int
    end: int
    phrase: tuple[int, int]
    kind: Kind
    unit: str
    rule: str
    value: Fraction | None = None
    place: Fraction | None = None
    core: Interval = UNBOUNDED
    outer: Interval = UNBOUNDED
    modifier: Modifier | None = None
    direction: Direction | None = None
    timex: str | None = None
    mod: Mod | None = None
    start_date: date | None = None
    end_date: date | None = None
