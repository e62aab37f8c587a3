"""Half a year is four months to ten: 半年ぶりの高値 says nothing of a high of three months ago."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.market.facts import Fact

from .builders import every_day, said_of


def _last_met(day: date) -> list[Fact]:
    """Give closes of which that of a day is the last before the end's that was as high."""
    tops = {day: 120, date(2026, 8, 17): 110}
    return every_day("index:nikkei225", "2025-01-06", "2026-08-18", lambda at: tops.get(at, 100))


@pytest.mark.parametrize("told", ["半年", "約半年"])
@pytest.mark.parametrize(
    ("last", "status"),
    [
        (date(2026, 5, 20), "contradicted"),
        (date(2026, 3, 18), "supported"),
        (date(2026, 1, 20), "supported"),
        (date(2025, 9, 17), "contradicted"),
    ],
)
def test_a_half_year_is_counted_in_months(told: str, last: date, status: str) -> None:
    text = f"日経平均は17日の終値が110となり、終値で{told}ぶりの高値を付けた。"
    assert said_of(text, "半年", _last_met(last), date(2026, 8, 18)) == [status]
