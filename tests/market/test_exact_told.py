"""Prices in words that nothing else reads, which are their owner's close to the last place."""

from __future__ import annotations

from datetime import date

import pytest

from .builders import in_steps, said_of

DAY = date(2026, 1, 31)
ROWS = in_steps("index:topix", "index:vix", "index:nikkei225", "XTKS:7203")


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        ("TOPIXは上げ続け、30日の2727.00がまぶしい。上げは1.0%。", "2727.00", ["supported"]),
        ("TOPIXは上げ続け、30日の2737.00がまぶしい。上げは1.0%。", "2737.00", []),
        ("30日のVIX、16.25への下げがきつい。日経平均は2.0%高。", "16.25", ["supported"]),
        ("30日のVIX、18.50への下げがきつい。日経平均は2.0%高。", "18.50", ["insufficient"]),
        # too few digits to be no chance
        ("30日のTOPIX、2700が近い。日経平均は2.0%高。", "2700", []),
    ],
)  # fmt: skip
def test_an_exact_price_is_confirmed_and_never_refuted(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses
