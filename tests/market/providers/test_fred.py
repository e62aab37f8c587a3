"""FRED's CSV over real HTTP: what comes, and what a user sees of every fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from uratori.market import Fact
from uratori.market.providers import Provider
from uratori.market.providers.fred import Fred

from . import formats, servers
from .asking import FAST, QUICK, TODAY, seen, wanted
from .servers import Bend, Fault, Reply, Server

SP500 = (
    ("2025-12-31", "6845.50"), ("2026-01-01", ""), ("2026-01-02", "6858.47"),
    ("2026-01-05", "6902.05"), ("2026-01-06", "6944.82"), ("2026-01-07", "."),
    ("2026-01-08", "6921.40"),
)  # fmt: skip
HELD = {
    "SP500": SP500,
    "PAYEMS": (("2026-01-01", "159500"), ("2026-02-01", "159612")),
    "DCOILWTICO": (("2026-01-05", "3.32"), ("2026-01-06", "-36.98"), ("2026-01-07", "8.91")),
    "DGS10": (("2026-01-05", "0.00"), ("2026-01-06", "-0.02")),
    "CPIAUCSL": (("2026-01-01", "325.252"),),
    "CPIAUCNS": (("2026-01-01", "324.054"),),
    "VIXCLS": (("2026-01-05", "14.9"), ("2026-01-06", "0"), ("2026-01-07", "-1.0")),
    "DEXJPUS": (("2026-01-05", "156.91"),),
}
VALUES = [("2026-01-02", "6858.47"), ("2026-01-05", "6902.05"), ("2026-01-06", "6944.82"),
          ("2026-01-08", "6921.4")]  # fmt: skip
SERIES = "index:sp500/close"


@pytest.fixture
def server() -> Iterator[Server]:
    with servers.serving(formats.fred(HELD)) as served:
        yield served


def fred(server: Server | str) -> Fred:
    address = server if isinstance(server, str) else server.address
    return Fred(base_url=address, patience=QUICK, pace=FAST, today=lambda: TODAY)


def test_a_row_says_where_it_comes_from(server: Server) -> None:
    answer = fred(server).fetch(wanted(SERIES))
    assert seen(answer) == (VALUES, [])
    digest = answer.facts[0].sha256
    address = (
        f"{server.address}/graph/fredgraph.csv?id=SP500&cosd=2026-01-01&coed=2026-03-31"
    )  # fmt: skip
    assert answer.facts[0] == Fact(
        entity="index:sp500", metric="close", definition="close", date=date(2026, 1, 2),
        value=Fraction("6858.47"), unit="points", source="FRED SP500", address=address,
        retrieved=TODAY, quality="secondary", place=Fraction("0.01"), sha256=digest,
        note="S&P Dow Jones Indices; FRED holds ten years",
    )  # fmt: skip
    assert len(digest) == 64
    assert len(server.requests) == 1


def test_it_is_a_provider_and_shows_what_it_would_ask(server: Server) -> None:
    provider: Provider = fred(server)
    assert (provider.name, provider.key) == ("fred", None)
    asked = wanted(SERIES, "macro:us.cpi/level", "index:topix/close")
    assert [provider.offers(series) for series in asked.series] == [True, True, False]
    assert [address.split("?")[1] for address in provider.requests(asked)] == [
        f"id={name}&cosd=2026-01-01&coed=2026-03-31" for name in ("SP500", "CPIAUCSL", "CPIAUCNS")
    ]
    assert server.requests == []


def test_definitions_units_and_places(server: Server) -> None:
    asked = wanted("macro:us.payrolls/level", "macro:us.cpi/level", "fx:USDJPY/close")
    answer = fred(server).fetch(asked)
    found = [
        (fact.definition, fact.value, fact.unit, fact.place, fact.known) for fact in answer.facts
    ]
    assert found == [
        ("sa", 159_500_000, "people", 1000, None),
        ("sa", 159_612_000, "people", 1000, None),
        ("sa", Fraction("325.252"), "index", Fraction("0.001"), None),
        ("nsa", Fraction("324.054"), "index", Fraction("0.001"), None),
        ("ny_noon", Fraction("156.91"), "JPY/USD", Fraction("0.01"), None),
    ]
    # PAYNSA is not on this server: the series is there and not whole.
    assert [(str(gap.series), gap.reason) for gap in answer.gaps] == [
        ("macro:us.payrolls/level", "unknown")
    ]


def test_below_zero_where_it_can_be_true_and_where_not(server: Server) -> None:
    rows, gaps = seen(fred(server).fetch(wanted("commodity:wti/close", "rate:us10y/yield")))
    assert rows == [("2026-01-05", "3.32"), ("2026-01-06", "-36.98"), ("2026-01-07", "8.91"),
                    ("2026-01-05", "0"), ("2026-01-06", "-0.02")]  # fmt: skip
    assert gaps == []
    left_out = "2 values at or below zero left out, the first of 2026-01-06"
    assert seen(fred(server).fetch(wanted("index:vix/close"))) == (
        [("2026-01-05", "14.9")],
        [("index:vix/close", "unfit", left_out)],
    )


FAULTS: list[tuple[str, Bend, str, str]] = [
    ("429", servers.too_many("60"), "limited", "too many requests (429); it asks to wait 60 s"),
    ("429 again", servers.too_many("0"), "limited", "too many requests (429)"),
    ("500", servers.failing(), "unreachable", "the server answers 500"),
    ("403", servers.failing(403, servers.PAGE), "refused", "the server refuses (403)"),
    ("404", servers.failing(404), "unknown", "the server knows no such series (404)"),
    ("silence", servers.silent(0.4), "unreachable", "no answer within 0.2 s"),
    ("hang up", servers.hanging_up(), "unreachable", "the connection breaks off"),
    ("cut", servers.cut(), "malformed", "the answer breaks off before its end"),
    ("cut by a proxy", servers.cut_quietly(-3), "malformed", "the last line breaks off"),
    ("cut gzip", servers.packed(damaged=True), "malformed",
     "the answer breaks off within its gzip"),
    ("page", servers.page(), "malformed", "a web page instead of data"),
    ("page as CSV", lambda _: Reply(servers.PAGE, "text/csv"), "malformed",
     "a web page instead of data"),
    ("nothing", lambda _: Reply(b"", "text/csv"), "malformed", "an empty answer"),
    ("bytes", lambda _: Reply(b"\x82\xa0\n", "text/csv"), "malformed", "no UTF-8"),
    ("null", servers.edited(rb"6902\.05", b"null"), "malformed",
     "no number on 2026-01-05: 'null'"),
    ("NaN", servers.edited(rb"6902\.05", b"NaN"), "malformed", "no number on 2026-01-05: 'NaN'"),
    ("old header", servers.edited(rb"observation_date", b"DATE"), "malformed",
     "the columns are 'DATE,SP500', not 'observation_date,SP500'"),
    ("other series", servers.edited(rb"SP500", b"DJIA"), "malformed",
     "the columns are 'observation_date,DJIA', not 'observation_date,SP500'"),
    ("more columns", servers.edited(rb"(\.\d\d)\n", rb"\1,USD\n"), "malformed",
     "line 3 has 3 cells, not 2"),
    ("no date", servers.edited(rb"2026-01-06", b"2026-02-30"), "malformed",
     "no date: '2026-02-30'"),
    ("another date", servers.edited(rb"2026-01-06", b"01/06/2026"), "malformed",
     "no date: '01/06/2026'"),
    ("twice", servers.edited(rb"2026-01-06", b"2026-01-05"), "malformed",
     "2026-01-05 comes twice"),
    ("backwards", servers.edited(rb"2026-01-06", b"2026-01-03"), "malformed",
     "2026-01-03 comes out of order"),
    ("split", servers.edited(rb"69(\d\d)\.(\d\d)", rb"69.\1\2"), "unfit",
     "the values change their scale between 2026-01-02 and 2026-01-05"),
    ("redirect", servers.elsewhere("https://login.example/"), "unreachable",
     "it redirects to login.example, which is not followed"),
    ("large", servers.oversized(2_000_000), "malformed", "an answer of more than 1,000,000 bytes"),
    ("digits", servers.edited(rb"6902\.05", b"9" * 10_000), "malformed",
     f"no number on 2026-01-05: '{'9' * 40}'"),
    ("other days", servers.edited(rb"2026-", b"2016-"), "empty", "no value in the span"),
    ("no rows", servers.edited(rb"\n2026[^\n]*", b""), "empty", "no value in the span"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bend", "reason", "detail"), [fault[1:] for fault in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_a_fault_gives_one_line_and_no_row(
    server: Server, bend: Bend, reason: str, detail: str
) -> None:
    server.fault = Fault(bend)
    assert seen(fred(server).fetch(wanted(SERIES))) == ([], [(SERIES, reason, detail)])


@pytest.mark.parametrize(
    "bend",
    [servers.packed(), servers.edited(rb"\n", b"\r\n"),
     servers.edited(rb"^", b"\xef\xbb\xbf", 1)],
)  # fmt: skip
def test_a_harmless_variation_is_read(server: Server, bend: Bend) -> None:
    server.fault = Fault(bend)
    assert seen(fred(server).fetch(wanted(SERIES))) == (VALUES, [])


def test_nobody_listens() -> None:
    gap = (SERIES, "unreachable", "no connection")
    assert seen(fred(servers.refused_address()).fetch(wanted(SERIES))) == ([], [gap])


def test_one_broken_series_does_not_cost_the_others(server: Server) -> None:
    broken = servers.edited(rb"159500", b"x")
    server.fault = Fault(broken)
    asked = wanted("macro:us.payrolls/level", SERIES, "index:topix/close")
    rows, gaps = seen(fred(server).fetch(asked))
    assert rows == VALUES
    assert gaps == [
        ("index:topix/close", "unknown", "no such series here"),
        ("macro:us.payrolls/level", "malformed", "no number on 2026-01-01: 'x'"),
        ("macro:us.payrolls/level", "unknown", "the server knows no such series (404)"),
    ]


def test_an_outage_is_tried_once_and_told_for_each(server: Server) -> None:
    server.fault = Fault(servers.hanging_up())
    asked = wanted(SERIES, "index:vix/close", "rate:us10y/yield")
    rows, gaps = seen(fred(server).fetch(asked))
    assert (rows, {gap[1:] for gap in gaps}) == (
        [], {("unreachable", "the connection breaks off")}
    )  # fmt: skip
    assert len(gaps) == 3
    assert len(server.requests) == QUICK.attempts
