"""FRED's API over real HTTP: vintages, pages, keys and faults."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from uratori.market.providers.fred_api import FredApi

from . import formats, servers
from .asking import FAST, QUICK, TODAY, seen, wanted
from .formats import KEY, Vintage
from .servers import Bend, Fault, Server

HELD = {
    "PAYEMS": (
        Vintage("2026-01-01", "159500", "2026-02-06", "2026-03-05"),
        Vintage("2026-01-01", "159467", "2026-03-06"),
        Vintage("2026-02-01", "159612", "2026-03-06"),
        Vintage("2026-03-01", ".", "2026-04-03"),
    ),
    "PAYNSA": (),
    "SP500": (Vintage("2026-01-05", "6902.05", "2026-01-06"),),
}
PAYROLLS = "macro:us.payrolls/level"
VALUES = [("2026-01-01", "159500000"), ("2026-01-01", "159467000"), ("2026-02-01", "159612000")]


@pytest.fixture
def server() -> Iterator[Server]:
    with servers.serving(formats.fred_api(HELD)) as served:
        yield served


def fred(server: Server, secret: str | None = KEY) -> FredApi:
    return FredApi(
        base_url=server.address, secret=secret, patience=QUICK, pace=FAST, today=lambda: TODAY
    )


def test_every_vintage_says_from_when_it_was_known(server: Server) -> None:
    answer = fred(server).fetch(wanted(PAYROLLS))
    assert seen(answer) == (VALUES, [])
    assert [fact.known for fact in answer.facts] == [
        date(2026, 2, 6), date(2026, 3, 6), date(2026, 3, 6)
    ]  # fmt: skip
    assert {fact.place for fact in answer.facts} == {Fraction(1000)}
    assert answer.facts[0].source == "FRED PAYEMS"
    assert KEY not in repr(answer)
    assert [request.query["api_key"] for request in server.requests] == [KEY, KEY]


def test_what_is_never_revised_has_no_vintage(server: Server) -> None:
    answer = fred(server).fetch(wanted("index:sp500/close"))
    assert seen(answer) == ([("2026-01-05", "6902.05")], [])
    assert answer.facts[0].known is None
    assert "realtime_start" not in server.requests[0].query


def test_without_a_key_nothing_is_asked(server: Server) -> None:
    gap = (PAYROLLS, "no_key", "wants a key: set FRED_API_KEY")
    assert seen(fred(server, None).fetch(wanted(PAYROLLS))) == ([], [gap])
    assert server.requests == []


def test_a_wrong_key_is_told_and_shown_nowhere(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "f" * 32
    answer = fred(server, wrong).fetch(wanted(PAYROLLS))
    assert seen(answer) == ([], [(PAYROLLS, "refused", "the key is refused (400)")])
    assert len(server.requests) == 1
    assert any(record.name == "httpx2" for record in caplog.records)
    assert [record for record in caplog.records if wrong in str(vars(record))] == []


def test_pages_are_read_to_the_last(server: Server) -> None:
    server.answer = formats.fred_api(HELD, page=1)
    assert seen(fred(server).fetch(wanted(PAYROLLS))) == (VALUES, [])
    assert [request.query.get("offset") for request in server.requests[:4]] == [
        None, "1", "2", "3"
    ]  # fmt: skip


def test_a_page_that_fails_costs_all_of_the_series(server: Server) -> None:
    server.answer = formats.fred_api(HELD, page=1)
    held = server.answer

    def third_fails(request: servers.Request) -> servers.Reply:
        reply = held(request)
        return servers.page()(reply) if request.query.get("offset") == "2" else reply

    server.answer = third_fails
    gap = (PAYROLLS, "malformed", "a web page instead of data")
    assert seen(fred(server).fetch(wanted(PAYROLLS))) == ([], [gap])


def refusing(said: str) -> Bend:
    document = {"error_code": 400, "error_message": said}
    return servers.failing(400, json.dumps(document).encode(), "application/json")


FAULTS: list[tuple[str, Bend, str, str]] = [
    ("429", servers.too_many("60"), "limited", "too many requests (429); it asks to wait 60 s"),
    ("500", servers.failing(), "unreachable", "the server answers 500"),
    ("page", servers.page(), "malformed", "a web page instead of data"),
    ("cut", servers.cut(), "malformed", "the answer breaks off before its end"),
    ("cut by a proxy", servers.cut_quietly(), "malformed",
     "no observations: Input data was truncated"),
    ("null", servers.edited(rb'"159500"', b"null"), "malformed",
     "no observations: Expected `str`, got `null` - at `$.observations[0].value`"),
    ("a number", servers.edited(rb'"159500"', b"159500"), "malformed",
     "no observations: Expected `str`, got `int` - at `$.observations[0].value`"),
    ("NaN", servers.edited(rb'"159500"', b'"NaN"'), "malformed",
     "no number on 2026-01-01: 'NaN'"),
    ("changed names", servers.edited(rb"realtime_start\":\"2026-02", b'since":"2026-02'),
     "malformed",
     "no observations: Object missing required field `realtime_start` - at `$.observations[0]`"),
    ("transformed", servers.edited(rb'"lin"', b'"pch"'), "unfit",
     "the values are transformed ('pch')"),
    ("too early", servers.edited(rb"2026-02-06", b"2025-12-30"), "malformed",
     "the value of 2026-01-01 is said to be of 2025-12-30"),
    ("twice", servers.edited(rb"2026-03-06", b"2026-02-06"), "malformed",
     "2026-01-01 comes twice"),
    ("fewer", servers.edited(rb'"count":4', b'"count":9'), "malformed",
     "9 observations promised, 4 given"),
    ("unit", servers.edited(rb"159612", b"159612000"), "unfit",
     "the values change their scale between 2026-01-01 and 2026-02-01"),
    ("deep", lambda _: servers.Reply(b'{"a":' * 100_000, "application/json"), "malformed",
     "no observations: "),
    ("400", refusing("Bad\nRequest"), "refused", "the server answers 400: Bad Request"),
    ("400 page", servers.failing(400, b"oops"), "malformed", "an error without a message"),
    ("unknown", refusing("The series does not exist."), "unknown",
     "the server knows no such series (400)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bend", "reason", "detail"), [fault[1:] for fault in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_a_fault_gives_one_line_and_no_row(
    server: Server, bend: Bend, reason: str, detail: str
) -> None:
    server.fault = Fault(bend)
    rows, gaps = seen(fred(server).fetch(wanted(PAYROLLS)))
    assert rows == []
    assert gaps[0][1] == reason
    assert detail in gaps[0][2]
