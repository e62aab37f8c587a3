"""Frankfurter over real HTTP: the ECB's rates, crosses made of them, and faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.market.providers.frankfurter import Frankfurter, _cross
from uratori.market.providers.points import Point

from . import formats, servers
from .asking import FAST, QUICK, TODAY, seen, wanted
from .servers import Bend, Fault, Server

HELD = {
    "JPY": (("2025-12-31", "184.09"), ("2026-01-02", "183.60"), ("2026-01-05", "183.50")),
    "USD": (("2025-12-31", "1.1750"), ("2026-01-02", "1.1721"), ("2026-01-05", "1.1700")),
    "GBP": (("2026-01-02", "0.87070"),),
}
USDJPY, EURJPY = "fx:USDJPY/close", "fx:EURJPY/close"


@pytest.fixture
def server() -> Iterator[Server]:
    with servers.serving(formats.frankfurter(HELD)) as served:
        yield served


def frankfurter(server: Server) -> Frankfurter:
    return Frankfurter(
        base_url=server.address, patience=QUICK, pace=FAST, today=lambda: TODAY
    )  # fmt: skip


def test_the_ecb_s_own_digits_come_through(server: Server) -> None:
    answer = frankfurter(server).fetch(wanted(EURJPY, "fx:EURUSD/close"))
    rows = [
        (fact.entity, str(fact.date), fact.value, fact.unit, fact.place) for fact in answer.facts
    ]
    yen, dollar = ("JPY/EUR", Fraction("0.01")), ("USD/EUR", Fraction("0.0001"))
    # JSON drops the zero of 183.60, not the place; the rate before the span is left out.
    assert rows == [
        ("fx:EURJPY", "2026-01-02", Fraction("183.6"), *yen),
        ("fx:EURJPY", "2026-01-05", Fraction("183.5"), *yen),
        ("fx:EURUSD", "2026-01-02", Fraction("1.1721"), *dollar),
        ("fx:EURUSD", "2026-01-05", Fraction("1.17"), *dollar),
    ]
    assert answer.gaps == ()
    fact = answer.facts[0]
    assert (fact.definition, fact.source) == ("ecb_reference", "ECB by Frankfurter EURJPY")
    [request] = server.requests
    assert request.query == {
        "base": "EUR", "quotes": "JPY,USD", "providers": "ECB",
        "from": "2026-01-01", "to": "2026-03-31",
    }  # fmt: skip


def test_a_cross_is_made_of_two_legs_of_one_day(server: Server) -> None:
    answer = frankfurter(server).fetch(wanted(USDJPY, "fx:GBPJPY/close", "fx:USDEUR/close"))
    rows, gaps = seen(answer)
    assert rows == [
        ("2026-01-02", "156.642"), ("2026-01-05", "156.838"),
        ("2026-01-02", "210.865"),
        ("2026-01-02", "0.85317"), ("2026-01-05", "0.854701"),
    ]  # fmt: skip
    assert gaps == []
    pound = answer.facts[2]
    assert (pound.unit, pound.place) == ("JPY/GBP", Fraction("0.015"))


@given(
    above=st.decimals("0.0001", "30000", places=4, allow_nan=False),
    below=st.decimals("0.0001", "30000", places=4, allow_nan=False),
    shift=st.tuples(st.fractions(-1, 1), st.fractions(-1, 1)),
)
def test_a_cross_holds_whatever_its_legs_were_rounded_from(
    above: object, below: object, shift: tuple[Fraction, Fraction]
) -> None:
    place = Fraction(1, 10**4)
    legs = [
        Point(date=date(2026, 1, 5), value=Fraction(str(leg)), place=place)
        for leg in (above, below)
    ]
    if min(leg.value for leg in legs) < 100 * place:
        return
    cross = _cross(legs[0], legs[1])
    true = [leg.value + each * place / 2 for leg, each in zip(legs, shift, strict=True)]
    assert abs(true[0] / true[1] - cross.value) <= cross.place / 2 * Fraction(102, 100)


@pytest.mark.parametrize(
    ("series", "offered"),
    [
        (USDJPY, True), ("fx:EURJPY/close", True), ("fx:USDEUR/close", True),
        ("fx:USDUSD/close", False), ("fx:USDRUB/close", False), ("fx:USDJPY/high", False),
        ("index:sp500/close", False), ("fx:usdjpy/close", False),
    ],
)  # fmt: skip
def test_what_it_offers(server: Server, series: str, offered: bool) -> None:
    [asked] = wanted(series).series
    assert frankfurter(server).offers(asked) is offered


def test_a_span_without_a_rate_is_empty(server: Server) -> None:
    asked = wanted(USDJPY, start="2026-01-10", end="2026-01-11")
    gap = (USDJPY, "empty", "no value in the span")
    assert seen(frankfurter(server).fetch(asked)) == ([], [gap])


FAULTS: list[tuple[str, Bend, str, str]] = [
    ("429", servers.too_many("60"), "limited", "too many requests (429); it asks to wait 60 s"),
    ("500", servers.failing(), "unreachable", "the server answers 500"),
    ("page", servers.page(), "malformed", "a web page instead of data"),
    ("cut by a proxy", servers.cut_quietly(), "malformed", "no rates: Input data was truncated"),
    ("null", servers.edited(rb"183\.6", b"null"), "malformed",
     "no rates: Expected `decimal`, got `null` - at `$[2].rate`"),
    ("changed names", servers.edited(rb'"quote"', b'"symbol"'), "malformed",
     "no rates: Object missing required field `quote` - at `$[0]`"),
    ("the form of v1", lambda _: servers.Reply(b'{"base":"EUR","rates":{}}', "application/json"),
     "malformed", "no rates: Expected `array`, got `object`"),
    ("wrong base", servers.edited(rb'"EUR"', b'"USD"'), "unfit",
     "rates of 'USD', where the euro's were asked for"),
    ("wrong quote", servers.edited(rb'"JPY"', b'"KRW"'), "unfit",
     "a rate in 'KRW', which was not asked for"),
    ("zero", servers.edited(rb"183\.6", b"0"), "unfit",
     "a rate at or below zero on 2026-01-02"),
    ("scale", servers.edited(rb"183\.6", b"1.836"), "unfit",
     "the values change their scale between 2025-12-31 and 2026-01-02"),
    ("twice", servers.edited(rb"2026-01-05", b"2026-01-02"), "malformed",
     "2026-01-02 comes twice"),
    ("no date", servers.edited(rb"2026-01-05", b"2026-13-05"), "malformed",
     "no rates: Invalid RFC3339 encoded date - at `$[4].date`"),
    ("422", servers.failing(422, b'{"message":"invalid currency: JPY"}', "application/json"),
     "unknown", "the server answers 422: invalid currency: JPY"),
    ("422 date", servers.failing(422, b'{"message":"invalid date"}', "application/json"),
     "refused", "the server answers 422: invalid date"),
    ("404", servers.failing(404, b'{"message":"not found"}', "application/json"),
     "empty", "no value in the span"),
    ("exponent", servers.edited(rb"183\.6", b"1e999999"), "malformed", "no number of a market"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bend", "reason", "detail"), [fault[1:] for fault in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_a_fault_gives_one_line_and_no_row(
    server: Server, bend: Bend, reason: str, detail: str
) -> None:
    server.fault = Fault(bend)
    rows, gaps = seen(frankfurter(server).fetch(wanted(USDJPY)))
    assert rows == []
    assert [gap[:2] for gap in gaps] == [(USDJPY, reason)]
    assert detail in gaps[0][2]
