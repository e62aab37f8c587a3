"""What an article can know on its day: sessions, hours, holidays, vintages, fixings."""

from datetime import date
from typing import Any

import pytest

from uratori.calendars import closing, known_on, market_of
from uratori.market import Fact
from uratori.market.facts import rows_between, usable

from .builders import fact, found, until

NIKKEI, SP500, YEN = "index:nikkei225", "index:sp500", "fx:USDJPY"


@pytest.mark.parametrize(
    ("market", "day", "hour", "known"),
    [
        ("XTKS", "2024-11-01", "15:00+09:00", "2024-11-01"),
        ("XTKS", "2024-11-05", "15:30+09:00", "2024-11-05"),
        ("XNYS", "2026-01-27", "16:00-05:00", "2026-01-28"),
        ("XNYS", "2026-07-02", "16:00-04:00", "2026-07-03"),
        ("ny_noon", "2026-01-27", "12:00-05:00", "2026-01-28"),
        ("tokyo_17", "2026-01-27", "17:00+09:00", "2026-01-27"),
        ("rate:jp", "2026-01-27", "15:00+09:00", "2026-01-27"),
        ("weekdays", "2026-01-27", "17:00-05:00", "2026-01-28"),
    ],
)
def test_the_hour_of_closing(market: str, day: str, hour: str, known: str) -> None:
    at = closing(market, date.fromisoformat(day))
    assert at.isoformat(timespec="minutes") == f"{day}T{hour}"
    assert known_on(market, date.fromisoformat(day)) == date.fromisoformat(known)


@pytest.mark.parametrize(
    ("entity", "definition", "market"),
    [
        (NIKKEI, "", "XTKS"), (SP500, "close", "XNYS"), ("XTKS:7203", "", "XTKS"),
        (YEN, "tokyo_17", "tokyo_17"), (YEN, "", "weekdays"), ("rate:jp10y", "", "rate:jp"),
        ("rate:us10y", "", "weekdays"), ("crypto:BTC", "close", "daily"),
    ],
)  # fmt: skip
def test_the_market_of_an_entity(entity: str, definition: str, market: str) -> None:
    assert market_of(entity, definition) == market


# 2025-12-30 is Tokyo's last session of the year, 2026-01-05 its first; Wall Street closes early
# on 2025-11-28 and not at all on 2025-11-27.
TOKYO = until(NIKKEI, "2026-01-06", "50000 50100 50200 50300")
NEW_YORK = until(SP500, "2025-12-01", "6700 6710 6720 6730")


@pytest.mark.parametrize(
    ("text", "rows", "published", "status"),
    [
        ("30日の日経平均の終値は5万0100円だった。", TOKYO, "2025-12-31", "supported"),
        ("大納会の30日、日経平均の終値は5万0100円だった。", TOKYO, "2026-01-03", "supported"),
        ("日経平均の終値は5万0100円だった。", TOKYO, "2026-01-04", "supported"),
        ("日経平均の終値は5万0100円だった。", TOKYO, "2026-01-05", "supported"),  # of a morning
        ("日経平均の終値は5万0200円だった。", TOKYO, "2026-01-05", "supported"),  # of an evening
        ("日経平均の終値は5万0300円だった。", TOKYO, "2026-01-05", "contradicted"),
        ("5日の日経平均の終値は5万0200円だった。", TOKYO, "2026-01-05", "supported"),
        ("6日の日経平均の終値は5万0300円だった。", TOKYO, "2026-01-05", "insufficient"),
        ("2日の日経平均の終値は5万0100円だった。", TOKYO, "2026-01-05", "insufficient"),
        ("S&P500の終値は6710だった。", NEW_YORK, "2025-11-28", "supported"),
        ("27日のS&P500の終値は6710だった。", NEW_YORK, "2025-11-28", "insufficient"),
        ("28日のS&P500の終値は6720だった。", NEW_YORK, "2025-11-28", "insufficient"),
        ("28日のS&P500の終値は6720だった。", NEW_YORK, "2025-11-29", "supported"),
        ("S&P500の終値は6720だった。", NEW_YORK, "2025-12-01", "supported"),
        ("S&P500の終値は6731だった。", NEW_YORK, "2025-12-01", "contradicted"),
        ("28日のS&P500の終値は6821だった。", NEW_YORK, "2025-12-01", "contradicted"),
    ],
)
def test_sessions(text: str, rows: list, published: str, status: str) -> None:
    assert found(text, rows, published, "close").status == status


FIXINGS = [
    *until(YEN, "2026-01-28", "150.00 150.40 150.60", unit="JPY/USD", definition="tokyo_17"),
    *until(YEN, "2026-01-28", "150.20 150.80 155.00", unit="JPY/USD", definition="ny_noon"),
]


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("27日の円相場は1ドル=150円40銭だった。", "2026-01-28", "supported"),
        ("27日の円相場は1ドル=150円80銭だった。", "2026-01-28", "supported"),
        ("27日の円相場は1ドル=149円10銭だった。", "2026-01-28", "insufficient"),
        ("27日の円相場は一時1ドル=152円台まで下落した。", "2026-01-28", "insufficient"),
        ("27日の円相場は1ドル=140円10銭だった。", "2026-01-28", "contradicted"),
        ("27日の円相場は1ドル=170円10銭だった。", "2026-01-28", "contradicted"),
        ("28日の円相場は1ドル=150円60銭だった。", "2026-01-28", "supported"),
        ("28日の円相場は1ドル=155円00銭だった。", "2026-01-28", "contradicted"),  # not yet known
        ("28日の円相場は1ドル=155円00銭だった。", "2026-01-29", "supported"),
        ("28日の円相場は1ドル=154円00銭だった。", "2026-01-29", "insufficient"),
    ],
)
def test_a_currency_has_no_one_close(text: str, published: str, status: str) -> None:
    assert found(text, FIXINGS, published, "close").status == status


def test_fixings_are_no_conflict_of_sources() -> None:
    finding = found("27日の円相場は1ドル=150円40銭だった。", FIXINGS, "2026-01-28", "close")
    assert {row.definition: row.holds for row in finding.evidence} == {
        "tokyo_17": True, "ny_noon": None,
    }  # fmt: skip


def test_only_vintages_known_by_then() -> None:
    rows = [
        fact(SP500, "close", "2026-01-02", value, "points", known=date.fromisoformat(known))
        for value, known in (("100", "2026-01-03"), ("101", "2026-01-10"), ("102", "2026-02-01"))
    ]
    by = {"2026-01-02": [], "2026-01-05": [100], "2026-01-10": [101], "2026-03-01": [102]}
    for day, values in by.items():
        kept = usable(rows, by=date.fromisoformat(day))
        assert [row.value for row in kept] == values
    assert [row.value for row in usable(rows)] == [102]


def test_a_span_is_cut_out_of_a_long_series() -> None:
    class Counted(tuple[Fact, ...]):
        reads = 0

        def __getitem__(self, key: Any) -> Any:
            Counted.reads += 1
            return super().__getitem__(key)

    class Source:
        def facts(self, entity: str, metric: str) -> Counted:
            return held

        def complete(self, entity: str, metric: str) -> None:
            return None

    day = date(1990, 1, 1)
    rows = [
        fact(SP500, "close", date.fromordinal(day.toordinal() + n).isoformat(), n, "points")
        for n in range(10_000)
    ]
    held = Counted(rows)
    wanted = rows[5000].date
    (row,) = rows_between(Source(), SP500, "close", wanted, wanted)
    assert row.value == 5000
    assert Counted.reads < 40
