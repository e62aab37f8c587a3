"""The invented figures that are no walk: decisions, vintages of macro series, sizes, firms."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

SEED = os.environ.get("MARKET_SEED", "uratori 2026-11") + " figures"


def _moves(bank: str, width: str, rows: str) -> list[tuple[str, str, str, str]]:
    held = []
    for row in rows.split(", "):
        day, upper = row.split()
        held.append((bank, "policy_rate_upper", day, upper))
        held.append((bank, "policy_rate_lower", day, str(Decimal(upper) - Decimal(width))))
    return held


DECISIONS: list[tuple[str, str, str, str]] = [
    *_moves(
        "bank:fed", "0.25",
        "2023-07-26 5.50, 2024-09-18 5.00, 2024-12-18 4.75, 2025-06-18 4.50, 2025-09-17 4.25, "
        "2025-12-10 4.00, 2026-03-18 3.75, 2026-06-17 3.50, 2026-09-16 3.75",
    ),
    *_moves(
        "bank:boj", "0",
        "2024-07-31 0.25, 2025-01-24 0.50, 2025-12-19 0.75, 2026-06-16 1.00, 2026-09-18 1.25",
    ),
]  # fmt: skip
"""Bank, metric, day of the decision, percent. Invented, at days on which a board may meet."""

SHARES: dict[str, tuple[str, str, str]] = {
    "index:sp500": ("58430000000000", "USD", "10000000000"),
    "XNAS:AAPL": ("3986000000000", "USD", "1000000000"),
    "XNAS:MSFT": ("3612000000000", "USD", "1000000000"),
    "XNAS:NVDA": ("4471000000000", "USD", "1000000000"),
    "XNAS:AMZN": ("2438000000000", "USD", "1000000000"),
    "XNAS:GOOGL": ("3294000000000", "USD", "1000000000"),
    "XNAS:META": ("1653000000000", "USD", "1000000000"),
    "XNAS:TSLA": ("1487000000000", "USD", "1000000000"),
    "XTKS:7203": ("50320000000000", "JPY", "10000000000"),
    "XTKS:6758": ("26140000000000", "JPY", "10000000000"),
    "XTKS:8306": ("29450000000000", "JPY", "10000000000"),
    "XTKS:8316": ("18270000000000", "JPY", "10000000000"),
    "XTKS:8411": ("13930000000000", "JPY", "10000000000"),
    "crypto:BTC": ("1863000000000", "USD", "1000000000"),
}
"""Market value of late 2025, its unit and last place."""

FUNDS: dict[str, tuple[str, str, str]] = {
    "ARCX:IWM": ("72400000000", "USD", "100000000"),
    "ARCX:SPY": ("681300000000", "USD", "100000000"),
    "fund:emaxis_slim_acwi": ("8342000000000", "JPY", "1000000000"),
}
"""Net assets of late 2025, their unit and last place."""


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """A firm's invented results; `quarter` is about what the first quarter was."""

    entity: str
    currency: str
    place: str
    ends: int
    first_year: int
    quarter: Mapping[str, str]

    def periods(self, year: int) -> Iterator[tuple[str, date]]:
        """Yield the suffix of each cumulative period of a fiscal year, and its day of filing."""
        for months, suffix in ((9, "-Q1"), (6, "-H1"), (3, "-Q3"), (0, "")):
            month = (year * 12 + self.ends - 1) - months
            last = date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(1)
            yield suffix, last + timedelta(28 if months else 38)


FIRMS = (
    Firm(entity="XTKS:7203", currency="JPY", place="1000000", ends=3, first_year=2025, quarter={
        "sales": "11573000000000", "operating_profit": "1198000000000",
        "net_profit": "1043000000000", "eps": "77.36",
    }),
    Firm(entity="XTKS:6758", currency="JPY", place="1000000", ends=3, first_year=2025, quarter={
        "sales": "3127000000000", "operating_profit": "341700000000", "net_profit": "273400000000",
    }),
    Firm(entity="XTKS:8035", currency="JPY", place="1000000", ends=3, first_year=2025, quarter={
        "sales": "583400000000", "operating_profit": "158700000000",
        "ordinary_profit": "161200000000", "net_profit": "124300000000",
    }),
    Firm(entity="XTKS:7011", currency="JPY", place="1000000", ends=3, first_year=2025, quarter={
        "sales": "1187000000000", "operating_profit": "94600000000", "net_profit": "63800000000",
    }),
    Firm(entity="XTKS:9983", currency="JPY", place="1000000", ends=8, first_year=2025, quarter={
        "sales": "846300000000", "operating_profit": "143600000000", "net_profit": "112700000000",
    }),
    Firm(entity="XNYS:IBM", currency="USD", place="1000000", ends=12, first_year=2025, quarter={
        "sales": "15240000000", "net_profit": "1673000000", "eps": "1.78",
    }),
    Firm(entity="XNAS:AAPL", currency="USD", place="1000000", ends=9, first_year=2025, quarter={
        "sales": "104310000000", "net_profit": "25370000000", "eps": "1.64",
    }),
)  # fmt: skip


def _vintages(
    name: str, start: str, place: str, move: tuple[float, float], lag: int, revised: float
) -> list[tuple[str, str, str, str]]:
    """Give month, value, first and last day on which that value stood; revised a month later."""
    dice, level, rows = random.Random(f"{SEED} {name}"), Decimal(start), []
    for n in range(33):
        month = date(2024 + n // 12, 1 + n % 12, 1)
        level *= 1 + Decimal(f"{dice.gauss(*move):.6f}")
        first = _on(level * (1 + Decimal(f"{dice.gauss(0, revised):.6f}")), Decimal(place))
        known = _release(month, lag)
        if not revised:
            rows.append((f"{month}", f"{first}", f"{known}", "9999-12-31"))
            continue
        later = _release((month + timedelta(32)).replace(day=1), lag)
        if later > date(2026, 10, 30):
            rows.append((f"{month}", f"{first}", f"{known}", "9999-12-31"))
            continue
        rows.append((f"{month}", f"{first}", f"{known}", f"{later - timedelta(1)}"))
        rows.append((f"{month}", f"{_on(level, Decimal(place))}", f"{later}", "9999-12-31"))
    return rows


def _release(month: date, lag: int) -> date:
    day = (month + timedelta(32)).replace(day=1) + timedelta(lag)
    return day + timedelta((4 - day.weekday()) % 7 if lag < 5 else 0)


def _on(value: Decimal, place: Decimal) -> Decimal:
    return ((value / place).quantize(Decimal(1)) * place).quantize(place)


MACRO = {
    "CPIAUCSL": _vintages("CPIAUCSL", "308.742", "0.001", (0.0024, 0.0012), 11, 0),
    "CPIAUCNS": _vintages("CPIAUCNS", "308.417", "0.001", (0.0024, 0.0018), 11, 0),
    "PAYEMS": _vintages("PAYEMS", "157049", "1", (0.0007, 0.0004), 2, 0.0002),
    "UNRATE": _vintages("UNRATE", "3.9", "0.1", (0.003, 0.02), 2, 0),
}
"""ALFRED series: month, value, and the first and the last day on which it was the newest."""
