"""A small invented world: one firm's books, prices, macro vintages, members of an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from uratori.market import Fact, Facts

from .builders import fact

TOYOTA, SONY, NVIDIA, APPLE = "XTKS:7203", "XTKS:6758", "XNAS:NVDA", "XNAS:AAPL"
MILLION, BILLION = 10**6, 10**9
ENDS = {"Q1": "06-30", "H1": "09-30", "Q3": "12-31"}

# Millions of yen: cumulative to the first, second, third quarter and the year.
BOOKS = {
    "FY2024-03": {
        "sales": (900_000, 1_850_000, 2_800_000, 3_800_000),
        "operating_profit": (80_000, 165_000, 250_000, 330_000),
        "ordinary_profit": (82_000, 170_000, 255_000, 338_000),
        "net_profit": (55_000, 112_000, 170_000, 221_000),
        "eps": ("55.10", "112.20", "170.30", "221.40"),
    },
    "FY2025-03": {
        "sales": (1_000_000, 2_050_000, 3_120_000, 4_210_457),
        "operating_profit": (90_000, 178_000, 271_000, 352_813),
        "ordinary_profit": (91_000, 181_500, 276_000, 360_120),
        "net_profit": (60_000, 121_000, 185_000, 240_318),
        "eps": ("60.05", "121.15", "185.20", "240.61"),
    },
    "FY2026-03": {
        "sales": (1_080_000, 2_230_000, 3_456_789, None),
        "operating_profit": (70_000, 150_000, 235_418, None),
        "ordinary_profit": (72_000, 155_000, 243_700, None),
        "net_profit": (50_000, 104_000, 163_290, None),
        "eps": ("50.05", "104.10", "163.45", None),
    },
}
FORECASTS = {"sales": 4_600_000, "operating_profit": 320_000, "net_profit": 220_000}


def _spans(label: str) -> Iterator[tuple[date, date, date]]:
    """Yield first day, last day and filing of each cumulative period."""
    year = int(label[2:6]) - 1
    ends = (date(year, 6, 30), date(year, 9, 30), date(year, 12, 31), date(year + 1, 3, 31))
    for end in ends:
        yield date(year, 4, 1), end, end + timedelta(36)


def books(entity: str = TOYOTA) -> Iterator[Fact]:
    for label, metrics in BOOKS.items():
        for metric, values in metrics.items():
            for value, (start, end, known) in zip(values, _spans(label), strict=True):
                if value is not None:
                    yield _row(entity, metric, start, end, known, value)
        start, end = date(int(label[2:6]) - 1, 4, 1), date(int(label[2:6]), 3, 31)
        yield fact(
            entity, "dps", f"{end}", 90 if label != "FY2024-03" else 75, "JPY/share",
            start=f"{start}", known=end + timedelta(36), definition="consolidated",
        )  # fmt: skip
    yield _row(entity, "bps", date(2025, 4, 1), date(2025, 12, 31), date(2026, 2, 5), "2345.60")
    shares = fact(
        entity, "shares", "2025-12-31", 1_000_000_000, "shares", start="2025-04-01",
        known=date(2026, 2, 5), definition="consolidated",
    )  # fmt: skip
    yield shares
    for metric, value in FORECASTS.items():
        yield _row(entity, metric, date(2025, 4, 1), date(2026, 3, 31), date(2025, 5, 8), value,
                   definition="forecast_consolidated")  # fmt: skip
    for metric, value in (("eps", "220.50"), ("dps", "95")):
        yield _row(entity, metric, date(2025, 4, 1), date(2026, 3, 31), date(2026, 2, 5), value,
                   definition="forecast_consolidated")  # fmt: skip


def _row(
    entity: str, metric: str, start: date, end: date, known: date, value: int | str,
    definition: str = "consolidated",
) -> Fact:  # fmt: skip
    amount = not isinstance(value, str)
    return fact(
        entity, metric, f"{end}", value * MILLION if isinstance(value, int) else value,
        "JPY" if amount else "JPY/share", start=f"{start}", known=known, definition=definition,
        place=Fraction(MILLION) if amount else Fraction("0.01"), source="EDINET S100TEST",
    )  # fmt: skip


def losses(entity: str = SONY) -> Iterator[Fact]:
    """A firm that fell into the red: 121,345 million of profit, then a loss of 67,089 million."""
    for year, values in ((2024, (40_000, 121_345)), (2025, (-12_000, -67_089))):
        ends = (date(year, 9, 30), date(year + 1, 3, 31))
        for value, end in zip(values, ends, strict=True):
            start = date(year, 4, 1)
            yield _row(entity, "net_profit", start, end, end + timedelta(40), value)


DAYS = ("2026-02-06", "2026-02-09", "2026-02-10")


def prices() -> Iterator[Fact]:
    for entity, value, unit in ((TOYOTA, "3300", "JPY"), (NVIDIA, "190.50", "USD")):
        for day in DAYS:
            yield fact(entity, "close", day, value, unit, place=Fraction("0.1"))
    for day in DAYS:
        yield fact("index:nikkei225", "per", day, "18.42", "times", place=Fraction("0.01"))
        yield fact("index:nikkei225", "per_forward", day, "17.10", "times", place=Fraction("0.01"))


PAYROLLS = (
    # month, value in thousands, known from
    ("2025-10-01", 159_000, "2025-11-07"), ("2025-11-01", 159_064, "2025-12-05"),
    ("2025-11-01", 159_050, "2026-01-09"), ("2025-12-01", 159_200, "2026-01-09"),
    ("2025-12-01", 159_185, "2026-02-06"), ("2026-01-01", 159_315, "2026-02-06"),
    ("2026-01-01", 159_400, "2026-03-06"),
)  # fmt: skip
UNEMPLOYMENT = (
    ("2025-10-01", "4.4", "2025-11-07"), ("2025-11-01", "4.6", "2025-12-05"),
    ("2025-12-01", "4.4", "2026-01-09"), ("2026-01-01", "4.3", "2026-02-06"),
)  # fmt: skip
CPI = {
    "nsa": (("2024-12-01", "315.605"), ("2025-11-01", "324.122"), ("2025-12-01", "324.054")),
    "sa": (("2024-12-01", "317.603"), ("2025-11-01", "325.031"), ("2025-12-01", "326.030")),
}
CORE = {
    "nsa": (("2024-12-01", "322.658"), ("2025-12-01", "331.040"), ("2025-11-01", "331.068")),
    "sa": (("2024-12-01", "323.296"), ("2025-11-01", "331.043"), ("2025-12-01", "331.814")),
}


def macro() -> Iterator[Fact]:
    for month, thousands, known in PAYROLLS:
        yield fact(
            "macro:us.payrolls", "level", month, thousands * 1000, "people", definition="sa",
            known=date.fromisoformat(known), place=Fraction(1000), source="FRED PAYEMS",
        )  # fmt: skip
    for month, rate, known in UNEMPLOYMENT:
        yield fact(
            "macro:us.unemployment", "level", month, rate, "percent", definition="sa",
            known=date.fromisoformat(known), place=Fraction("0.1"), source="FRED UNRATE",
        )  # fmt: skip
    for entity, series in (("macro:us.cpi", CPI), ("macro:us.core_cpi", CORE)):
        for definition, rows in series.items():
            for month, value in rows:
                yield fact(
                    entity, "level", month, value, "index", definition=definition,
                    known=date.fromisoformat(month) + timedelta(43), place=Fraction("0.001"),
                )  # fmt: skip
    yield from _growth_rows()
    for month, value, ahead in (("2025-07-01", 14, 12), ("2025-10-01", 15, 15)):
        for definition, number in (
            ("large_manufacturing", value), ("large_manufacturing_outlook", ahead),
            ("large_nonmanufacturing", value + 20), ("small_manufacturing", value - 13),
        ):  # fmt: skip
            yield fact(
                "macro:jp.tankan", "level", month, number, "index", definition=definition,
                known=date.fromisoformat(month) + timedelta(75),
            )  # fmt: skip


def _growth_rows() -> Iterator[Fact]:
    for quarter, value, known in (
        ("2025-04-01", "3.8", "2025-07-30"), ("2025-07-01", "4.3", "2025-12-23"),
        ("2025-07-01", "4.4", "2026-01-22"),
    ):  # fmt: skip
        yield fact(
            "macro:us.gdp", "growth", quarter, value, "percent",
            definition="annualized_sa", known=date.fromisoformat(known), place=Fraction("0.1"),
        )  # fmt: skip
    levels = {
        "2024-07-01": "557.0", "2024-10-01": "560.0", "2025-01-01": "561.0",
        "2025-04-01": "563.2", "2025-07-01": "560.0",
    }  # fmt: skip
    for quarter, value in levels.items():
        yield fact(
            "macro:jp.gdp", "level", quarter, Fraction(value) * 10**12, "JPY", definition="real_sa",
            known=date.fromisoformat(quarter) + timedelta(140), place=Fraction(10**8),
        )  # fmt: skip


MAGNIFICENT = {
    "XNAS:AAPL": (6, 4000), "XNAS:MSFT": (6, 3600), "XNAS:GOOGL": (3, 3300), "XNAS:AMZN": (4, 2400),
    "XNAS:NVDA": (7, 4500), "XNAS:META": (2, 1700), "XNAS:TSLA": (2, 1500),
}  # fmt: skip
"""Weight in percent and market value in billions of dollars: 33 with GOOG's 3, 21 trillion."""


def members(day: str = "2026-02-09") -> Iterator[Fact]:
    for entity, (weight, value) in MAGNIFICENT.items():
        yield fact(entity, "index_weight", day, weight, "percent", definition="index:sp500")
        yield fact(entity, "market_cap", day, value * BILLION, "USD", place=Fraction(BILLION))
    yield fact("XNAS:GOOG", "index_weight", day, 3, "percent", definition="index:sp500")
    yield fact("index:sp500", "market_cap", day, 60_000 * BILLION, "USD", place=Fraction(BILLION))


def world(*more: Sequence[Fact]) -> Facts:
    """Everything above, and more rows."""
    rows = [*books(), *losses(), *prices(), *macro(), *members()]
    return Facts([*rows, *(row for held in more for row in held)])
