"""Means of the closes of a time that is named."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

DAY = date(2026, 2, 2)
ROWS = in_steps("index:nikkei225", "index:topix", "XTKS:7203")
# Eighteen sessions at 45,000 and the last at 45,900: a mean of 45,047.37


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        ("日経平均は1月の終値を平均すると4万5047円だった。", "4万5047円", ["supported"]),
        ("日経平均は1月の終値を平均すると4万5407円だった。", "4万5407円", ["contradicted"]),
        ("1月の日経平均は強かった。月中平均では4万5047円になる。", "4万5047円", ["supported"]),
        ("TOPIXの1月の平均は2701.42、26〜30日の平均は2705.40だ。", "2701.42", ["supported"]),
        ("TOPIXの1月の平均は2701.42、26〜30日の平均は2705.40だ。", "2705.40", ["supported"]),
        ("TOPIXの1月の平均は2701.42、26〜30日の平均は2714.40だ。", "2714.40", ["contradicted"]),
        # a time without days
        ("日経平均の終値を平均すると4万5407円だった。", "4万5407円", ["insufficient"]),
    ],
)  # fmt: skip
def test_a_mean_of_closes_is_that_of_the_time_named(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses
