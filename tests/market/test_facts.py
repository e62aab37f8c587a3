"""The bundled facts: every row cited, every row parsed, and the sources that hold them."""

import re
from datetime import date
from fractions import Fraction

import pytest

from uratori.lexicon import read_table
from uratori.market import Fact, Facts, FactSource, bundled_facts
from uratori.market.facts import disagree, rows_on, rows_over, usable
from uratori.market.trackers import proxies

from .builders import fact, interval

ROWS = list(read_table("facts", package="uratori.reference"))
URL = re.compile(r"https://[a-z0-9.-]+/[\w./-]*")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['entity']}-{row['date']}")
def test_every_row_is_cited(row: dict[str, str]) -> None:
    assert row["source"]
    assert URL.fullmatch(row["address"]), row["address"]
    assert row["quality"] in {"primary", "secondary", "weak", "claimant"}
    assert row["retrieved"] in {"2026-11-01", "2026-11-23"}
    held = bundled_facts().facts(row["entity"], row["metric"])
    assert Fraction(row["value"]) in {each.value for each in held}


def test_no_row_is_lost() -> None:
    keys = {(row["entity"], row["metric"]) for row in ROWS}
    assert sum(len(bundled_facts().facts(*key)) for key in keys) == len(ROWS) == 92


@pytest.mark.parametrize(
    ("entity", "metric", "day", "value", "unit"),
    [
        ("bank:fed", "policy_rate_upper", "2015-12-16", "0.5", "percent"),
        ("bank:fed", "policy_rate_upper", "2020-03-15", "0.25", "percent"),
        ("bank:fed", "policy_rate_lower", "2023-07-26", "5.25", "percent"),
        ("bank:fed", "policy_rate_upper", "2025-12-10", "3.75", "percent"),
        ("bank:boj", "policy_rate_upper", "2016-01-29", "-0.1", "percent"),
        ("bank:boj", "policy_rate_lower", "2024-03-19", "0", "percent"),
        ("bank:boj", "policy_rate_upper", "2025-12-19", "0.75", "percent"),
        ("index:sp500", "close", "2023-01-23", "4019.81", "points"),
        ("index:sp500", "close", "2026-01-30", "6939.03", "points"),
        ("index:russell2000", "close", "2026-01-23", "2669.16", "points"),
        ("ARCX:IWM", "net_assets", "2025-12-31", "74600000000", "USD"),
    ],
)
def test_a_value(entity: str, metric: str, day: str, value: str, unit: str) -> None:
    (row,) = rows_on(bundled_facts(), entity, metric, date.fromisoformat(day))
    assert (row.value, row.unit) == (Fraction(value), unit)


@pytest.mark.parametrize(("definition", "value"), [("price", "16.8"), ("total_return", "17.5")])
def test_a_window(definition: str, value: str) -> None:
    rows = rows_over(bundled_facts(), "ARCX:IWM", "return", date(2025, 7, 23), date(2026, 1, 23))
    (row,) = [each for each in rows if each.definition == definition]
    assert row.value == Fraction(value)
    assert row.interval == interval(
        str(Fraction(value) - Fraction("0.05")), str(Fraction(value) + Fraction("0.05")),
        half_open=False,
    )  # fmt: skip


def test_the_fed_cuts_of_2025_are_cited_one_by_one() -> None:
    rows = [
        r for r in bundled_facts().facts("bank:fed", "policy_rate_upper") if r.date.year == 2025
    ]
    assert [(r.date.isoformat(), r.value, r.quality) for r in rows] == [
        ("2025-09-17", Fraction("4.25"), "primary"),
        ("2025-10-29", Fraction("4.00"), "primary"),
        ("2025-12-10", Fraction("3.75"), "primary"),
    ]
    assert len({r.address for r in rows}) == 3


def test_upper_and_lower_bounds_come_in_pairs() -> None:
    for bank in ("bank:fed", "bank:boj"):
        upper = bundled_facts().facts(bank, "policy_rate_upper")
        lower = bundled_facts().facts(bank, "policy_rate_lower")
        assert [r.date for r in upper] == [r.date for r in lower]
        assert all(u.value >= low.value for u, low in zip(upper, lower, strict=True))


def test_coverage() -> None:
    facts: FactSource = bundled_facts()
    assert facts.complete("bank:fed", "policy_rate_upper") == (
        date(2008, 12, 17), date(2026, 1, 23)
    )  # fmt: skip
    assert facts.complete("index:sp500", "close") is None
    assert facts.facts("index:nowhere", "close") == ()


def test_a_claimant_is_never_usable() -> None:
    rows = bundled_facts().facts("index:sp500", "per")
    assert [row.quality for row in rows] == ["claimant"]
    assert usable(rows) == ()


def test_the_latest_vintage_of_a_source_stands() -> None:
    old = fact("x", "close", "2026-01-05", 100, "points", retrieved=date(2026, 1, 6))
    new = fact("x", "close", "2026-01-05", 101, "points", retrieved=date(2026, 2, 6))
    assert rows_on(Facts([new, old]), "x", "close", date(2026, 1, 5)) == (new,)


def test_the_best_source_comes_first() -> None:
    weak = fact("x", "close", "2026-01-05", 100, "points", quality="weak", source="a")
    primary = fact("x", "close", "2026-01-05", 101, "points", source="b")
    assert rows_on(Facts([weak, primary]), "x", "close", date(2026, 1, 5)) == (primary, weak)


def test_a_window_is_never_taken_for_a_day() -> None:
    row = fact("x", "return", "2026-01-05", 1, "percent", start="2025-01-06")
    source = Facts([row])
    assert rows_on(source, "x", "return", row.date) == ()
    assert rows_over(source, "x", "return", date(2025, 1, 6), row.date) == (row,)
    assert rows_over(source, "x", "return", date(2025, 1, 7), row.date) == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("1", "1"), False),
        (("1", "1.1"), False),
        (("1", "1.2"), True),
        (("1",), False),
        ((), False),
    ],
)
def test_sources_disagree_beyond_rounding(values: tuple[str, ...], expected: bool) -> None:
    rows: list[Fact] = [
        fact("x", "close", "2026-01-05", value, "points", place=Fraction("0.1")) for value in values
    ]
    assert disagree([row.interval for row in rows]) is expected


def test_proxies() -> None:
    assert "ARCX:IWM" in proxies("index:russell2000")
    assert proxies("XTKS:7203") == ()
