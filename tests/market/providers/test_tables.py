"""The tables of series: every row reads, no two mean the same, units fit what they are of."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from uratori.errors import LexiconError
from uratori.market.providers.listings import Listing, _listing, read_listings
from uratori.market.providers.points import day_of, decimal_point, point
from uratori.market.providers.wire import Fault
from uratori.mentions.entities import is_known

TABLES = ("fred_series", "boj_series")
UNITS = {"index": "points", "rate": "percent", "bank": "percent", "crypto": "USD"}
EVERY = [row for table in TABLES for row in read_listings(table)]


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rows_mean_the_same(table: str) -> None:
    rows = read_listings(table)
    assert len({row.id for row in rows if row.entity != "bank:fed"}) >= len(rows) - 2
    assert len({(row.entity, row.metric, row.definition) for row in rows}) == len(rows)


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.id)
def test_a_row_fits_its_entity(row: Listing) -> None:
    kind, _, name = row.entity.partition(":")
    assert kind == "fx" or is_known(row.entity)
    if kind == "fx":
        assert row.unit == f"{name[3:]}/{name[:3]}"
    assert row.unit == UNITS.get(kind, row.unit)
    assert row.factor > 0
    assert row.place > 0
    assert row.frequency in "DWMQ"
    assert re.fullmatch(r"[A-Z0-9_@]{3,24}", row.id)
    assert (kind == "macro") or not row.vintages
    assert row.note


def test_a_damaged_row_is_named() -> None:
    row = {
        "entity": "a:b", "metric": "close", "definition": "close", "id": "A", "unit": "USD",
        "factor": "1", "place": "0.01", "negative": "no", "vintages": "no", "frequency": "D",
        "quality": "weak", "note": "",
    }  # fmt: skip
    assert _listing(row, "x").place == Fraction("0.01")
    for column, cell in (("factor", "x"), ("negative", "maybe"), ("quality", "good"),
                         ("place", "1/0")):  # fmt: skip
        with pytest.raises(LexiconError, match=r"^fred\.tsv, row 3: wrong cell: "):
            _listing({**row, column: cell}, "fred.tsv, row 3")


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [("6944.82", "6944.82", "0.01"), ("4.00", "4", "0.01"), ("-36.98", "-36.98", "0.01"),
     ("159612", "159612", "1"), ("+1", "1", "1")],
)  # fmt: skip
def test_a_number_keeps_its_place(text: str, value: str, place: str) -> None:
    found = point(date(2026, 1, 5), text)
    assert (found.value, found.place) == (Fraction(value), Fraction(place))


@pytest.mark.parametrize("text", ["", " 1", "1 ", "1,234", "1e5", "1.", ".5", "--1", "１", "1/2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="no number on 2026-01-05"):
        point(date(2026, 1, 5), text)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e-30", "1e30", "1." + "1" * 40])
def test_a_decimal_beyond_all_bounds_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="2026-01-05"):
        decimal_point(date(2026, 1, 5), Decimal(text))


@pytest.mark.parametrize("text", ["20260105", "2026-1-5", "2026-02-29", "２０２６-01-05", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Fault, match="no date"):
        day_of(text)
