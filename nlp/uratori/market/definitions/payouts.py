"""How far dividends can lift a return over that of the price, where no series has them."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ...calendars import calendar_of
from ...records import Interval
from ..windows import Window
from .prices import is_listed

YEAR = 370
"""Days up to which a window is a year: a calendar year runs from the last session before it."""


class Payout(msgspec.Struct, frozen=True, kw_only=True):
    """More than dividends have added to a price return: in a year, and at once."""

    yearly: Fraction
    once: Fraction


_INDEX = Payout(yearly=Fraction(5, 100), once=Fraction(1, 100))
_TOKYO_INDEX = Payout(yearly=Fraction(35, 1000), once=Fraction(1, 100))
"""Yields of 2 to 3% since 2009."""
_US_INDEX = Payout(yearly=Fraction(3, 100), once=Fraction(3, 1000))
"""Yields of 1 to 2.5% since 2010; firms pay every quarter, each in its own month: no month's
dividends reach 0.3%."""
_INDICES = {"XNYS": _US_INDEX, "XTKS": _TOKYO_INDEX}
_SHARE = Payout(yearly=Fraction(15, 100), once=Fraction(8, 100))
_US_SHARE = Payout(yearly=Fraction(10, 100), once=Fraction(2, 100))
"""Firms there pay a quarter of the year's at once."""


def payout_of(entity: str) -> Payout:
    """Give the most that an entity's dividends have added."""
    calendar = calendar_of(entity)
    if is_listed(entity):
        return _US_SHARE if calendar == "XNYS" else _SHARE
    return _INDICES.get(calendar, _INDEX)


def with_dividends(spread: Interval, payout: Payout, window: Window) -> Interval | None:
    """Give the returns that dividends may have made of a price return; None without its bounds.

    Over more than a year they add up, so that only the lower end is told.
    """
    days = (window.end - window.start).days
    if spread.low is None or spread.high is None:
        return None
    if days > YEAR:
        return Interval(low=spread.low, high=None)
    factor = 1 + payout.once + payout.yearly * days / YEAR
    return Interval(low=spread.low, high=(100 + spread.high) * factor - 100)
