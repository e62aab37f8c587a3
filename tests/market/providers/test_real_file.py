"""FRED's own file of the S&P 500, where it is at hand, through the client and the adapter."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from uratori.market.providers.fred import Fred

from . import servers
from .asking import FAST, QUICK, TODAY, wanted


def test_a_file_as_fred_serves_it(root: Path) -> None:
    file = root.parent / "shared" / "market" / "fred_SP500.csv"
    if not file.exists():
        pytest.skip("no real file at hand")
    body = file.read_bytes()
    with servers.serving(lambda _: servers.Reply(body, "application/csv")) as server:
        fred = Fred(base_url=server.address, patience=QUICK, pace=FAST, today=lambda: TODAY)
        answer = fred.fetch(wanted("index:sp500/close", start="2016-01-01", end="2026-12-31"))
    assert answer.gaps == ()
    held = {fact.date: fact.value for fact in answer.facts}
    assert len(held) == sum(line[-1].isdigit() for line in body.decode().split()[1:])
    assert held[date(2023, 1, 23)] == Fraction("4019.81")
    assert held[date(2026, 1, 23)] == Fraction("6915.61")
    assert date(2016, 2, 15) not in held
