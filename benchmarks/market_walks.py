"""The walks that the series of corpora/market are made of: seeded, over real sessions."""

from __future__ import annotations

import os
import random
import warnings
from datetime import date, timedelta
from decimal import Decimal

import msgspec

SEED = os.environ.get("MARKET_SEED", "uratori 2026-11")
"""Of everything that is drawn; another one gives series that nobody has seen."""
LAST = date(2026, 10, 30)
Closes = dict[date, Decimal]


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """One daily series: its first value, drift and spread of a day's move, and last place.

    `pull` draws it back to `level` (yields, volatility). `beta` is its share of the moves of its
    market, which `market` names.
    """

    name: str
    calendar: str
    since: str
    start: str
    place: str
    drift: float = 0.0004
    spread: float = 0.008
    beta: float = 0.0
    market: str = ""
    level: str = ""
    pull: float = 0.0


FRED = (
    Walk(name="SP500", calendar="XNYS", since="2022-12-30", start="3871.26", place="0.01",
         drift=0.00055, spread=0.002, beta=1.0, market="us"),
    Walk(name="NASDAQ100", calendar="XNYS", since="2024-12-31", start="20874.61", place="0.01",
         drift=0.0007, spread=0.005, beta=1.2, market="us"),
    Walk(name="DJIA", calendar="XNYS", since="2024-12-31", start="42317.85", place="0.01",
         drift=0.0003, spread=0.004, beta=0.8, market="us"),
    Walk(name="VIXCLS", calendar="XNYS", since="2024-12-31", start="17.42", place="0.01", drift=0,
         spread=0.05, beta=-3.5, market="us", level="17.5", pull=0.06),
    Walk(name="NIKKEI225", calendar="XTKS", since="2022-12-30", start="26214.37", place="0.01",
         drift=0.0007, spread=0.003, beta=1.0, market="jp"),
    Walk(name="DEXJPUS", calendar="weekdays", since="2022-12-30", start="131.84", place="0.01",
         drift=0.0002, spread=0.0055, level="149", pull=0.004),
    Walk(name="DEXUSEU", calendar="weekdays", since="2024-12-31", start="1.0412", place="0.0001",
         drift=0.0001, spread=0.004, level="1.12", pull=0.006),
    Walk(name="DGS10", calendar="weekdays", since="2024-12-31", start="4.53", place="0.01", drift=0,
         spread=0.011, level="4.2", pull=0.01),
    Walk(name="DGS2", calendar="weekdays", since="2024-12-31", start="4.21", place="0.01", drift=0,
         spread=0.012, level="3.6", pull=0.01),
    Walk(name="DCOILWTICO", calendar="weekdays", since="2024-12-31", start="71.29", place="0.01",
         drift=0, spread=0.018, level="66", pull=0.01),
    Walk(name="CBBTCUSD", calendar="daily", since="2024-12-31", start="93184.27", place="0.01",
         drift=0.0003, spread=0.021),
)  # fmt: skip
IMPORTED = {
    ("rate:jp10y", "yield", "percent"): Walk(
        name="jp10y", calendar="XTKS", since="2025-12-30", start="1.865", place="0.005",
        spread=0.011, level="2.0", pull=0.01, drift=0,
    ),
    ("commodity:gold", "close", "USD/oz"): Walk(
        name="gold", calendar="XNYS", since="2025-12-31", start="4217.4", place="0.1",
        spread=0.009,
    ),
    ("XNAS:NVDA", "close", "USD"): Walk(
        name="NVDA", calendar="XNYS", since="2025-12-31", start="183.72", place="0.01",
        spread=0.016, beta=1.6, market="us",
    ),
    ("XNAS:AAPL", "close", "USD"): Walk(
        name="AAPL", calendar="XNYS", since="2025-12-31", start="268.41", place="0.01",
        spread=0.011, beta=1.0, market="us",
    ),
    ("XNYS:IBM", "close", "USD"): Walk(
        name="IBM", calendar="XNYS", since="2025-12-31", start="301.58", place="0.01",
        spread=0.012, beta=0.7, market="us",
    ),
    ("ARCX:IWM", "close", "USD"): Walk(
        name="IWM", calendar="XNYS", since="2025-06-30", start="214.63", place="0.01",
        spread=0.005, beta=1.1, market="us",
    ),
    ("XTKS:8035", "close", "JPY"): Walk(
        name="8035", calendar="XTKS", since="2025-12-30", start="33260", place="10",
        spread=0.018, beta=1.4, market="jp",
    ),
    ("XTKS:8306", "close", "JPY"): Walk(
        name="8306", calendar="XTKS", since="2025-12-30", start="2487.5", place="0.5",
        spread=0.012, beta=1.0, market="jp",
    ),
}  # fmt: skip
BARS = (
    Walk(name="72030", calendar="XTKS", since="2025-12-30", start="3184", place="1",
         spread=0.011, beta=0.9, market="jp"),
    Walk(name="67580", calendar="XTKS", since="2025-12-30", start="4326", place="1",
         spread=0.013, beta=1.1, market="jp"),
    Walk(name="70110", calendar="XTKS", since="2025-12-30", start="3947", place="1",
         spread=0.015, beta=1.2, market="jp"),
)  # fmt: skip
SPLITS = {"70110": (date(2026, 3, 30), 5)}  # new shares for each old one, from that day
TOPIX = Walk(
    name="TOPIX", calendar="XTKS", since="2024-12-30", start="2791.43", place="0.01",
    drift=0.0005, spread=0.003, beta=0.95, market="jp",
)  # fmt: skip


def days_of(calendar: str, since: date) -> list[date]:
    """Give the sessions from a day to the last, of an exchange, of weekdays or of all days."""
    every = [since + timedelta(n) for n in range((LAST - since).days + 1)]
    if calendar == "daily":
        return every
    if calendar == "weekdays":
        return [day for day in every if day.weekday() < 5 and day not in _bank_holidays()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import exchange_calendars

        known = exchange_calendars.get_calendar(calendar, start="2022-12-01").sessions
    held = {stamp.date() for stamp in known}
    return [day for day in every if day in held]


def _bank_holidays() -> set[date]:
    return {
        date(year, month, day) for year in range(2023, 2027) for month, day in ((1, 1), (12, 25))
    }


def walk(told: Walk) -> Closes:
    """Give one walk, rounded to its place day after day."""
    own, value, place = dice_of(told.name), Decimal(told.start), Decimal(told.place)
    values: Closes = {}
    for day in days_of(told.calendar, date.fromisoformat(told.since)):
        if values:
            move = told.drift + told.spread * own.gauss(0, 1)
            if told.market:
                move += told.beta * dice_of(f"{told.market} {day}").gauss(0, 0.0085)
            if told.level:
                move += told.pull * float(Decimal(told.level) / value - 1)
            value *= 1 + Decimal(f"{move:.6f}")
        value = on_grid(value, place)
        values[day] = value
    return values


def dice_of(name: str) -> random.Random:
    """Give the dice of one series, seeded by its name."""
    return random.Random(f"{SEED} {name}")


def on_grid(value: Decimal, place: Decimal) -> Decimal:
    """Round to a multiple of a place."""
    return ((value / place).quantize(Decimal(1)) * place).quantize(place)


def bars(told: Walk) -> dict[date, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """Give open, high, low and close of each day of a walk."""
    return bars_around(walk(told), told.name, Decimal(told.place))


def bars_around(
    closes: Closes, name: str, place: Decimal
) -> dict[date, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """Put an open, a high and a low around given closes."""
    dice, before, held = dice_of(f"{name} bars"), next(iter(closes.values())), {}
    for day, close in closes.items():
        opened = on_grid(before * (1 + Decimal(f"{dice.gauss(0, 0.003):.6f}")), place)
        high = max(opened, close) * (1 + Decimal(f"{abs(dice.gauss(0, 0.004)):.6f}"))
        low = min(opened, close) * (1 - Decimal(f"{abs(dice.gauss(0, 0.004)):.6f}"))
        held[day] = (opened, on_grid(high, place), on_grid(low, place), close)
        before = close
    return held
