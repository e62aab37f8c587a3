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
_US_INDEX = Payout(yearly=Fraction(5, 100), once=Fraction(3, 1000))
"""Firms there pay every quarter, each in its own month: no month's dividends reach 0.3%."""
_SHARE = Payout(yearly=Fraction(15, 100), once=Fraction(8, 100))
_US_SHARE = Payout(yearly=Fraction(10, 100), once=Fraction(2, 100))
"""Firms there pay a quarter of the year's at once."""


def payout_of(entity: str) -> Payout:
    """Give the most that an entity's dividends have added."""
    abroad = calendar_of(entity) == "XNYS"
    if is_listed(entity):
        return _US_SHARE if abroad else _SHARE
    return _US_INDEX if abroad else _INDEX


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
