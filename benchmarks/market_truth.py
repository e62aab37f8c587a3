"""What is true of the series under corpora/market, worked out apart from uratori.

Its own few readers and plain fractions: nothing here imports the package, so that an error of the
package cannot hide in the gold.
"""

from __future__ import annotations

import csv
import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

SERIES = os.environ.get("MARKET_SERIES", "market")
"""The folder of corpora/ that holds the data of a statement."""
FOLDER = Path(__file__).resolve().parent.parent / "corpora" / SERIES
Series = Mapping[date, Fraction]
Holds = Callable[[date], bool]
"""What a day is asked for."""
Measured = Callable[[date], Fraction]
"""A figure by day."""
FRED = {
    "SP500": ("index:sp500", "close"), "NASDAQ100": ("index:nasdaq100", "close"),
    "DJIA": ("index:dow", "close"), "VIXCLS": ("index:vix", "close"),
    "NIKKEI225": ("index:nikkei225", "close"), "DEXJPUS": ("fx:USDJPY", "close"),
    "DEXUSEU": ("fx:EURUSD", "close"), "DGS10": ("rate:us10y", "yield"),
    "DGS2": ("rate:us2y", "yield"), "DCOILWTICO": ("commodity:wti", "close"),
    "CBBTCUSD": ("crypto:BTC", "close"), "DFEDTARU": ("bank:fed", "daily_upper"),
    "DFEDTARL": ("bank:fed", "daily_lower"),
}  # fmt: skip


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=1)
def _held() -> dict[tuple[str, str], dict[date, Fraction]]:
    held: dict[tuple[str, str], dict[date, Fraction]] = {}
    for name, key in FRED.items():
        rows = list(csv.reader(_lines(f"fred/{name}.csv")))
        held[key] = {date.fromisoformat(day): Fraction(cell) for day, cell in rows[1:] if cell}
    for name in ("prices", "figures"):
        rows_ = csv.DictReader(_lines(f"import/{name}.csv"))
        for row in rows_:
            same = row["definition"] in (row["metric"], "close", "decision", "nsa")
            metric = row["metric"] if same else row["definition"]
            day = date.fromisoformat(row["date"])
            held.setdefault((row["entity"], metric), {})[day] = Fraction(row["value"])
    _read_jquants(held)
    _read_frankfurter(held)
    return held


def _read_jquants(held: dict[tuple[str, str], dict[date, Fraction]]) -> None:
    for name, entity in (
        ("topix", "index:topix"), ("bars_72030", "XTKS:7203"), ("bars_67580", "XTKS:6758"),
        ("bars_70110", "XTKS:7011"),
    ):  # fmt: skip
        text = (FOLDER / "jquants" / f"{name}.json").read_text(encoding="utf-8")
        for row in json.loads(text, parse_float=Fraction)["data"]:
            day = date.fromisoformat(row["Date"])
            for field, metric in (
                ("O", "open"), ("H", "high"), ("L", "low"), ("C", "close"), ("AdjC", "adjusted"),
            ):  # fmt: skip
                if field in row:
                    held.setdefault((entity, metric), {})[day] = Fraction(row[field])


def _read_frankfurter(held: dict[tuple[str, str], dict[date, Fraction]]) -> None:
    text = (FOLDER / "frankfurter" / "EUR.json").read_text(encoding="utf-8")
    for row in json.loads(text, parse_float=Fraction):
        key = (f"fx:EUR{row['quote']}", "ecb_reference")
        held.setdefault(key, {})[date.fromisoformat(row["date"])] = Fraction(row["rate"])


def series(entity: str, metric: str = "close") -> Series:
    """Give a series by day; KeyError where there is none."""
    return _held()[entity, metric]


@lru_cache(maxsize=256)
def days(entity: str, metric: str = "close") -> tuple[date, ...]:
    """Give the days of a series in order."""
    return tuple(sorted(series(entity, metric)))


def at(entity: str, day: date, metric: str = "close") -> Fraction:
    """Give the value of exactly one day."""
    return series(entity, metric)[day]


def at_or_before(entity: str, day: date, metric: str = "close") -> Fraction:
    """Give the value of the last day of the series up to a day."""
    return series(entity, metric)[last_day(entity, day, metric)]


def last_day(entity: str, day: date, metric: str = "close") -> date:
    """Give the last day of the series up to a day; IndexError where it begins later."""
    held = days(entity, metric)
    index = bisect_right(held, day) - 1
    if index < 0:
        raise IndexError(f"{entity} begins after {day}")
    return held[index]


def before(entity: str, day: date, count: int = 1, metric: str = "close") -> date:
    """Give the day `count` values before a day of the series."""
    held = days(entity, metric)
    index = bisect_left(held, day) - count
    if index < 0:
        raise IndexError(f"{entity} begins after {day} less {count}")
    return held[index]


def change(entity: str, day: date, metric: str = "close") -> Fraction:
    """Give the change from the value before."""
    return at(entity, day, metric) - at(entity, before(entity, day, metric=metric), metric)


def percent(entity: str, day: date, metric: str = "close") -> Fraction:
    """Give the change from the value before, in percent of it."""
    return (
        100 * change(entity, day, metric) / at(entity, before(entity, day, metric=metric), metric)
    )


def between(entity: str, start: date, end: date, metric: str = "close") -> Fraction:
    """Give the change in percent from the last value up to `start` to that up to `end`.

    KeyError where a series beside the closes has a hole at either close.
    """
    for day in (start, end):
        if last_day(entity, day, metric) != last_day(entity, day):
            raise KeyError((entity, metric, day))
    base = at_or_before(entity, start, metric)
    return 100 * (at_or_before(entity, end, metric) / base - 1)


def months_back(day: date, count: int) -> date:
    """Give the same day of the month `count` months before, or the month's last."""
    month = day.year * 12 + day.month - 1 - count
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return min(last, first + timedelta(day.day - 1))


def month_end(day: date) -> date:
    """Give the last day of the month of a day."""
    return (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)


def windows(entity: str, end: date, months: int, metric: str = "close") -> dict[str, Fraction]:
    """Give the changes over so many months up to a day, by the way of taking the window.

    A window at whose ends the series has no value is left out.
    """
    whole = end if end == month_end(end) else end.replace(day=1) - timedelta(1)
    weekend = end - timedelta((end.weekday() - 4) % 7)
    start = months_back(end, months)
    week_start = start - timedelta((start.weekday() - 4) % 7)
    ends = {
        "same_day": (start, end),
        "next_day": (start + timedelta(1), end),
        "month_end": (month_end(months_back(whole, months)), whole),
        "week_end": (week_start, weekend),
    }
    if months % 12 == 0:
        year = end.year if (end.month, end.day) == (12, 31) else end.year - 1
        ends["calendar_years"] = (date(year - months // 12, 12, 31), date(year, 12, 31))
    held = {}
    for key, span in ends.items():
        with suppress(KeyError, IndexError):
            held[key] = between(entity, *span, metric)
    return held


def above(measured: Measured, least: int) -> Holds:
    """Tell of days on which a figure is greater than so much."""
    return lambda day: measured(day) > least


def beyond(measured: Measured, least: int) -> Holds:
    """Tell of days on which a figure is greater than so much, whatever its sign."""
    return lambda day: abs(measured(day)) > least


class Changes:
    """Figures of one entity's closes, each by day."""

    def __init__(self, entity: str) -> None:
        self._entity = entity

    def points(self, day: date) -> Fraction:
        """Give the change from the close before."""
        return change(self._entity, day)

    def percent(self, day: date) -> Fraction:
        """Give the same in percent."""
        return percent(self._entity, day)

    def since(self, base: date) -> Measured:
        """Give the change in percent from the last close up to a day."""
        return lambda day: between(self._entity, base, day)

    def from_average(self, count: int) -> Measured:
        """Give how far the close lies above the mean of so many closes, in percent."""
        return lambda day: 100 * (at(self._entity, day) / average(self._entity, day, count) - 1)

    def lead_over(self, other: str, base: date) -> Measured:
        """Give by how many percentage points it has risen more than another since a day."""
        return lambda day: between(self._entity, base, day) - between(other, base, day)

    def streak(self, day: date) -> Fraction:
        """Give how many days in a row it rose, or fell (negative)."""
        sign = 1 if self.points(day) > 0 else -1
        return sign * self._run(day, lambda each: self.points(each) * sign)

    def ahead_of(self, other: str) -> Measured:
        """Give on how many days in a row it did better than another."""
        return lambda day: self._run(
            day, lambda each: percent(self._entity, each) - percent(other, each)
        )

    def _run(self, day: date, measured: Measured) -> Fraction:
        count = 0
        while measured(day) > 0:
            count, day = count + 1, before(self._entity, day)
        return Fraction(count)


def in_year(entity: str, day: date) -> tuple[date, ...]:
    """Give the days of the series in the year of a day, up to it."""
    return tuple(each for each in days(entity) if date(day.year, 1, 1) <= each <= day)


def peak(entity: str, day: date) -> date:
    """Give the day of the highest close of the year so far."""
    return max(in_year(entity, day), key=lambda each: at(entity, each))


def last_beyond(entity: str, day: date, sign: int) -> date | None:
    """Give the last day before one that closed as high (sign 1) or as low (-1); None if none."""
    held = days(entity)
    earlier = held[: bisect_left(held, day)]
    value = sign * at(entity, day)
    return next((each for each in reversed(earlier) if sign * at(entity, each) >= value), None)


def average(entity: str, day: date, count: int) -> Fraction:
    """Give the mean of the last `count` closes, that of the day included."""
    held = days(entity)
    index = bisect_right(held, day)
    values = [at(entity, each) for each in held[index - count : index]]
    return sum(values, Fraction(0)) / count


def in_force(bank: str, day: date, metric: str = "policy_rate_upper") -> Fraction:
    """Give the bound of a policy rate after the decisions up to a day."""
    return at_or_before(bank, day, metric)


@lru_cache(maxsize=8)
def macro(name: str) -> tuple[tuple[date, Fraction, date, date], ...]:
    """Give month, value and first and last day of each vintage of an ALFRED series."""
    text = (FOLDER / "fred_api" / f"{name}.json").read_text(encoding="utf-8")
    return tuple(
        (
            date.fromisoformat(row["date"]), Fraction(row["value"]),
            date.fromisoformat(row["realtime_start"]), date.fromisoformat(row["realtime_end"]),
        )
        for row in json.loads(text)["observations"]
    )  # fmt: skip


def vintage(name: str, month: date, known: date) -> Fraction:
    """Give the value of a month as it stood on a day; KeyError where it was not yet told."""
    for held, value, first, last in macro(name):
        if held == month and first <= known <= last:
            return value
    raise KeyError((name, month, known))


def released(name: str, month: date) -> date:
    """Give the day on which a month was first told."""
    return min(first for held, _, first, _ in macro(name) if held == month)


def growth(name: str, month: date, back: int, known: date) -> Fraction:
    """Give the change in percent from so many months before, as known on a day."""
    base = vintage(name, months_back(month, back), known)
    return 100 * (vintage(name, month, known) / base - 1)


@lru_cache(maxsize=1)
def results() -> Mapping[tuple[str, str, str], tuple[Fraction, date]]:
    """Give value and day of filing by entity, metric and fiscal period."""
    rows = csv.DictReader(_lines("import/results.csv"))
    return {
        (row["entity"], row["metric"], row["date"]): (
            Fraction(row["value"]), date.fromisoformat(row["known"]),
        )
        for row in rows
    }  # fmt: skip
