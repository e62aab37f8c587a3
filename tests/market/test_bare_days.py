"""A day without a month: in an article of the end of a month it is one of that month gone by."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

ROWS = in_steps("index:nikkei225")


@pytest.mark.parametrize("published", [date(2026, 1, 31), date(2026, 1, 30), date(2026, 2, 4)])
@pytest.mark.parametrize(
    ("number", "status"), [("4万5000円", "supported"), ("4万1200円", "contradicted")]
)
def test_a_day_already_past_is_the_last_of_its_number(
    published: date, number: str, status: str
) -> None:
    text = f"日経平均は5日の終値が{number}だった。"
    assert said_of(text, number, ROWS, published) == [status]
