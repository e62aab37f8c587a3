"""How far dividends can lift a return over that of the price, where no series has them."""

from __future__ import annotations

from datetime import timedelta
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
"""The yield of TOPIX has not passed 3%; nearly all of it falls due at the ends of two months."""
_TOKYO_BETWEEN = Payout(yearly=Fraction(35, 1000), once=Fraction(3, 1000))
_US_INDEX = Payout(yearly=Fraction(3, 100), once=Fraction(3, 1000))
"""Yields of 1 to 2.5% since 2010; firms pay every quarter, each in its own month: no month's
dividends reach 0.3%."""
_US_GROWTH = Payout(yearly=Fraction(2, 100), once=Fraction(3, 1000))
_GROWTH = frozenset({"index:nasdaq100", "index:nasdaq_composite"})
"""Indices of firms that pay little: about 1% a year at the most."""
_TOKYO = frozenset({"index:nikkei225", "index:topix"})
_SHARE = Payout(yearly=Fraction(15, 100), once=Fraction(8, 100))
_US_SHARE = Payout(yearly=Fraction(10, 100), once=Fraction(2, 100))
"""Firms there pay a quarter of the year's at once."""


_SEASONS = (3, 9)
_SEASON = 20
"""The months on whose last days Tokyo's shares go without dividends, and the day from which on."""


def payout_of(entity: str, window: Window) -> Payout:
    """Give the most that an entity's dividends have added over a window."""
    calendar = calendar_of(entity)
    if is_listed(entity):
        return _US_SHARE if calendar == "XNYS" else _SHARE
    if calendar == "XNYS":
        return _US_GROWTH if entity in _GROWTH else _US_INDEX
    if entity not in _TOKYO:
        return _INDEX
    return _TOKYO_INDEX if _has_season(window) else _TOKYO_BETWEEN


def _has_season(window: Window) -> bool:
    """Tell whether the end of March or of September lies in a window, its first close apart."""
    if (window.end - window.start).days >= YEAR // 2:
        return True
    first, last = window.start + timedelta(1), window.end
    return any(
        each.month in _SEASONS and each.day >= _SEASON
        for each in (first + timedelta(days) for days in range((last - first).days + 1))
    )


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
