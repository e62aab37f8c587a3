"""Yahoo's chart and summary as they come, asked through curl, and what goes wrong with them."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from uratori.market.facts import Fact
from uratori.market.providers import Answer, Series, Wanted
from uratori.market.providers.wire import Pace, Patience
from uratori.market.providers.yahoo import Yahoo, listing

from .servers import (
    Fault,
    Reply,
    Request,
    Server,
    cut,
    cut_quietly,
    edited,
    elsewhere,
    failing,
    hanging_up,
    page,
    refused_address,
    serving,
    silent,
    too_many,
)

TODAY = date(2026, 11, 20)
QUICK = Patience(
    connect=0.1, read=0.2, deadline=3, attempts=3, first_wait=0.01, longest_wait=0.02, jitter=0,
    most_bytes=300_000,
)  # fmt: skip
TOKYO = 9 * 3600


def stamp(day: str, hour: int = 0, minute: int = 0) -> int:
    moment = datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=UTC)
    return int(moment.timestamp())


def chart(
    symbol: str = "7203.T", currency: str = "JPY", zone: str = "Asia/Tokyo"
) -> dict[str, Any]:
    """A split of two for one on the 18th; prices come adjusted for it, in single precision."""
    days = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]
    closes = [1500.2500610351562, None, 1510.0, 1520.5]
    return {
        "chart": {
            "result": [{
                "meta": {
                    "currency": currency, "symbol": symbol, "exchangeTimezoneName": zone,
                    "instrumentType": "EQUITY", "gmtoffset": TOKYO, "priceHint": 2,
                    "regularMarketTime": stamp("2026-11-19", 6, 30), "dataGranularity": "1d",
                    "currentTradingPeriod": {
                        "pre": {"start": 1, "end": 2, "timezone": "JST"},
                        "regular": {
                            "start": stamp("2026-11-19"), "end": stamp("2026-11-19", 6, 30),
                            "timezone": "JST", "gmtoffset": TOKYO,
                        },
                    },
                    "validRanges": ["1d", "max"],
                },
                "timestamp": [stamp(day) for day in days],
                "events": {
                    "splits": {str(stamp(days[2])): {
                        "date": stamp(days[2]), "numerator": 2.0, "denominator": 1.0,
                        "splitRatio": "2:1",
                    }},
                    "dividends": {str(stamp(days[1])): {"amount": 22.5, "date": stamp(days[1])}},
                },
                "indicators": {
                    "quote": [{
                        "open": closes, "high": closes, "low": closes, "close": closes,
                        "volume": [4_000_000, None, 3_000_000, 2_500_000],
                    }],
                    "adjclose": [{"adjclose": closes}],
                },
            }],
            "error": None,
        }
    }  # fmt: skip


def summary(symbol: str = "IWM", currency: str = "USD") -> dict[str, Any]:
    cell = {"raw": 28.123456, "fmt": "28.12"}
    return {
        "quoteSummary": {
            "result": [{
                "price": {"maxAge": 1, "symbol": symbol, "currency": currency},
                "summaryDetail": {
                    "maxAge": 1, "trailingPE": cell, "forwardPE": {}, "dividendYield": {},
                    "yield": {"raw": 0.0103, "fmt": "1.03%"}, "marketCap": {},
                    "totalAssets": {"raw": 74_600_000_512, "fmt": "74.6B"},
                },
                "defaultKeyStatistics": {"maxAge": 1, "priceToBook": {"raw": 1.9}},
            }],
            "error": None,
        }
    }  # fmt: skip


def answer(request: Request) -> Reply:
    parts = request.path.split("/")
    symbol = parts[-1].replace("%5E", "^").replace("%3D", "=")
    if "chart" in parts:
        return told(CHARTS[symbol]) if symbol in CHARTS else unknown("chart")
    if request.path == "/v1/test/getcrumb":
        given = "sid=1" in request.headers.get("cookie", "")
        return Reply(b"Cr.umb/1234", "text/plain") if given else failed("Unauthorized", 401)
    if "quoteSummary" in parts:
        good = request.query.get("crumb") == "Cr.umb/1234"
        return told(summary()) if good else failed("Unauthorized", 401)
    return Reply(b"", status=404, headers={"Set-Cookie": "sid=1; Path=/"})


CHARTS = {
    "7203.T": chart(),
    "^GSPC": chart("^GSPC", "USD", "America/New_York"),
    "USDJPY=X": chart("JPY=X", "JPY", "Europe/London"),
}


def told(held: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(held).encode(), "application/json", status)


def failed(code: str, status: int, name: str = "finance") -> Reply:
    return told({name: {"result": None, "error": {"code": code, "description": "x"}}}, status)


def unknown(name: str) -> Reply:
    return failed("Not Found", 404, name)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answer) as one:
        yield one


def provider(address: str) -> Yahoo:
    pace = Pace(requests=900, seconds=1)
    return Yahoo(base_url=address, patience=QUICK, pace=pace, today=lambda: TODAY)


def fetch(
    server: Server,
    *metrics: str,
    entity: str = "XTKS:7203",
    start: date = date(2026, 11, 16),
    end: date = date(2026, 11, 19),
) -> Answer:
    series = tuple(Series(entity=entity, metric=metric) for metric in metrics or ("close",))
    return provider(server.address).fetch(Wanted(series=series, start=start, end=end))


def values(found: Answer, metric: str, definition: str) -> dict[str, str]:
    return {
        str(fact.date): str(fact.value)
        for fact in found.facts
        if (fact.metric, fact.definition) == (metric, definition)
    }


# --- what it gives -----------------------------------------------------------------------------


def test_closes_are_given_as_traded_and_as_adjusted_for_the_split(server: Server) -> None:
    found = fetch(server)
    assert values(found, "close", "close") == {
        "2026-11-16": "6001/2", "2026-11-18": "1510", "2026-11-19": "3041/2",
    }  # fmt: skip
    assert values(found, "close", "close_adjusted")["2026-11-16"] == "6001/4"
    assert values(found, "split", "split") == {"2026-11-18": "2"}
    assert found.gaps == ()


def test_a_split_after_the_span_counts_too(server: Server) -> None:
    found = fetch(server, end=date(2026, 11, 16))
    assert values(found, "close", "close") == {"2026-11-16": "6001/2"}
    assert values(found, "split", "split") == {}


def test_volume_and_dividends_as_they_were(server: Server) -> None:
    found = fetch(server, "volume", "dividend")
    assert values(found, "volume", "volume")["2026-11-16"] == "2000000"
    assert values(found, "dividend", "ex_date") == {"2026-11-17": "45"}
    assert {fact.unit for fact in found.facts if fact.metric == "dividend"} == {"JPY/share"}


def test_a_row_says_where_it_is_from(server: Server) -> None:
    row = fetch(server).facts[0]
    assert row == Fact(
        entity="XTKS:7203",
        metric="close",
        definition="close",
        date=date(2026, 11, 16),
        value=Fraction("3000.5"),
        unit="JPY",
        source="Yahoo Finance",
        address=row.address,
        retrieved=TODAY,
        quality="secondary",
        place=Fraction("0.02"),
        sha256=row.sha256,
    )
    assert row.address.startswith(f"{server.address}/v8/finance/chart/7203.T?period1=")
    assert len(row.sha256) == 64


@pytest.mark.parametrize(("entity", "unit"), [("index:sp500", "points"), ("fx:USDJPY", "JPY/USD")])
def test_an_index_and_a_pair(server: Server, entity: str, unit: str) -> None:
    found = fetch(server, entity=entity)
    assert {fact.unit for fact in found.facts if fact.metric == "close"} == {unit}
    assert {fact.definition for fact in found.facts if fact.metric == "close"} == {"close"}


def test_days_are_those_of_the_exchange(server: Server) -> None:
    found = fetch(server, entity="index:sp500", start=date(2026, 11, 1))
    assert min(fact.date for fact in found.facts) == date(2026, 11, 15)


def test_a_session_that_is_not_over_is_left_out(server: Server) -> None:
    server.fault = Fault(
        edited(f'"regularMarketTime": {stamp("2026-11-19", 6, 30)}'.encode(),
               f'"regularMarketTime": {stamp("2026-11-19", 6, 29)}'.encode())
    )  # fmt: skip
    assert max(values(fetch(server), "close", "close")) == "2026-11-18"


def test_today_itself_is_left_out(server: Server) -> None:
    one = Yahoo(
        base_url=server.address, patience=QUICK, pace=Pace(requests=9, seconds=1),
        today=lambda: date(2026, 11, 19),
    )  # fmt: skip
    series = (Series(entity="XTKS:7203", metric="close"),)
    found = one.fetch(Wanted(series=series, start=date(2026, 11, 16), end=TODAY))
    assert max(values(found, "close", "close")) == "2026-11-18"


PRESENT = [
    ("per", "times", "2812/100", "trailingPE"),
    ("pbr", "times", "19/10", "priceToBook"),
    ("dividend_yield", "percent", "103/100", "yield"),
    ("net_assets", "USD", "74600000512", "totalAssets"),
]


@pytest.mark.parametrize(("metric", "unit", "value", "definition"), PRESENT)
def test_values_of_the_present_are_dated_today(
    server: Server, metric: str, unit: str, value: str, definition: str
) -> None:
    found = fetch(server, metric, entity="ARCX:IWM", end=TODAY)
    (fact,) = found.facts
    assert (fact.date, fact.unit, fact.value) == (TODAY, unit, Fraction(value))
    assert (fact.definition, fact.quality) == (definition, "weak")
    assert "crumb" not in fact.address


def test_values_of_the_present_are_no_evidence_for_the_past(server: Server) -> None:
    (gap,) = fetch(server, "per", entity="ARCX:IWM").gaps
    assert (gap.reason, gap.detail) == (
        "empty", "it gives the value of the present only, no evidence for a past date",
    )  # fmt: skip
    assert server.requests == []


@pytest.mark.parametrize(
    ("entity", "symbol"),
    [
        ("XTKS:7203", "7203.T"),
        ("XTKS:285A", "285A.T"),
        ("XNAS:NVDA", "NVDA"),
        ("XNYS:BRK.B", "BRK-B"),
        ("ARCX:IWM", "IWM"),
        ("index:nikkei225", "^N225"),
        ("fx:EURUSD", "EURUSD=X"),
        ("crypto:BTC", "BTC-USD"),
        ("XSAU:2222", None),
        ("bank:fed", None),
        ("index:prime150", None),
        ("XNAS:../x", None),
    ],
)
def test_symbols(entity: str, symbol: str | None) -> None:
    found = listing(entity)
    assert (found.symbol if found else None) == symbol


def test_what_it_offers() -> None:
    one = Yahoo()
    assert one.offers(Series(entity="XNAS:NVDA", metric="per"))
    assert not one.offers(Series(entity="XNAS:NVDA", metric="sales"))
    assert not one.offers(Series(entity="bank:fed", metric="close"))


def test_a_dry_run_asks_nothing(server: Server) -> None:
    series = tuple(Series(entity="XTKS:7203", metric=word) for word in ("close", "high", "per"))
    wanted = Wanted(series=series, start=date(2026, 11, 16), end=TODAY)
    addresses = provider(server.address).requests(wanted)
    assert addresses == (
        f"{server.address}/v8/finance/chart/7203.T?period1={stamp('2026-11-15')}"
        f"&period2={stamp('2026-11-21')}&interval=1d&events=div,split",
        f"{server.address}/v10/finance/quoteSummary/7203.T"
        "?modules=defaultKeyStatistics,price,summaryDetail",
    )
    assert server.requests == []


# --- what goes wrong ---------------------------------------------------------------------------

CHART = "/v8/"


def lacking(cell: str) -> Callable[[Reply], Reply]:
    return edited(f'"{cell}"'.encode(), b'"other"')


FAULTS = [
    ("429", too_many(None), "limited", "too many requests (429)"),
    ("429, long", too_many("900"), "limited", "too many requests (429); it asks to wait 900 s"),
    ("500", failing(500), "unreachable", "the server answers 500"),
    ("401", failing(401), "refused", "the server refuses (401)"),
    ("time-out", silent(0.5), "unreachable", "no answer within 0.3 s"),
    ("cut off", cut(), "malformed", "the answer breaks off before its end"),
    ("truncated", cut_quietly(), "malformed", "no JSON, or only a part of it"),
    ("page", page(), "malformed", "a page for people instead of JSON"),
    ("hang-up", hanging_up(), "unreachable", "no connection"),
    (
        "redirect",
        elsewhere("https://consent.example.org/c"),
        "unreachable",
        "it redirects to consent.example.org, which is not followed",
    ),
    ("unknown", lambda _: unknown("chart"), "unknown", "Yahoo knows no such symbol"),
    (
        "refused",
        lambda _: failed("Bad Request", 400, "chart"),
        "refused",
        "Yahoo answers 'Bad Request'",
    ),
    (
        "no result",
        lambda _: told({"chart": {"result": [], "error": None}}),
        "malformed",
        "no chart",
    ),
    (
        "a missing column",
        lacking("close"),
        "malformed",
        "columns of prices that are not as long as that of the days",
    ),
    (
        "no time zone",
        lacking("exchangeTimezoneName"),
        "malformed",
        "JSON of another form: Object missing required field `exchangeTimezoneName`"
        " - at `$.chart.result[0].meta`",
    ),
    (
        "another zone",
        edited(b"Asia/Tokyo", b"Mars/Base"),
        "unfit",
        "days of an unknown time zone: 'Mars/Base'",
    ),
    (
        "dollars",
        edited(b'"currency": "JPY"', b'"currency": "USD"'),
        "unfit",
        "it is in USD, not JPY",
    ),
    ("pence", edited(b'"currency": "JPY"', b'"currency": null'), "unfit", "it is in None, not JPY"),
    ("another share", edited(b"7203.T", b"6758.T"), "malformed", "an answer about '6758.T'"),
    ("by the minute", edited(b'"1d"', b'"1m"'), "malformed", "a chart by 1m, not by the day"),
    ("below zero", edited(b"1510.0", b"-1510.0"), "malformed", "a price of -1510.0 on 2026-11-18"),
    ("no price", edited(b"1510.0", b"Infinity"), "malformed", "no number: 'Infinity'"),
    (
        "a split of none",
        edited(b'"denominator": 1.0', b'"denominator": 0.0'),
        "malformed",
        "a split of no shares",
    ),
    (
        "too much",
        edited(b'"validRanges": \\[', b'"validRanges": [' + b'"1d",' * 70_000),
        "malformed",
        "an answer of more than 300,000 bytes",
    ),
]


@pytest.mark.parametrize(
    ("bend", "reason", "detail"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_fault_is_one_line_and_no_row(
    server: Server, bend: Any, reason: str, detail: str
) -> None:
    server.fault = Fault(bend)
    found = fetch(server)
    assert found.facts == ()
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [(reason, detail)]


@pytest.mark.parametrize("bend", [too_many("0"), failing(500), silent(0.5), cut(), cut_quietly()])
def test_a_fault_that_passes_costs_nothing(server: Server, bend: Any) -> None:
    server.fault = Fault(bend, times=1)
    found = fetch(server)
    assert (len(values(found, "close", "close")), found.gaps) == (3, ())


def test_nothing_in_the_span(server: Server) -> None:
    empty = chart()
    result = empty["chart"]["result"][0]
    del result["timestamp"], result["events"]
    result["indicators"] = {"quote": [{}], "adjclose": [{}]}
    server.answer = lambda _: told(empty)
    (gap,) = fetch(server).gaps
    assert (gap.reason, gap.detail) == ("empty", "no value in the span")


def test_nobody_answers() -> None:
    series = (Series(entity="XTKS:7203", metric="close"),)
    found = provider(refused_address()).fetch(Wanted(series=series, start=TODAY, end=TODAY))
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [("unreachable", "no connection")]


@pytest.mark.parametrize("body", [b"", b"Too Many Requests", b"<html>no</html>"])
def test_no_crumb(server: Server, body: bytes) -> None:
    server.fault = Fault(lambda _: Reply(body), where="getcrumb")
    (gap,) = fetch(server, "per", entity="ARCX:IWM", end=TODAY).gaps
    assert (gap.reason, gap.detail) == (
        "refused", "Yahoo gives no crumb, which its summaries want",
    )  # fmt: skip


def test_a_summary_in_another_currency(server: Server) -> None:
    server.fault = Fault(edited(b'"USD"', b'"GBp"'), where="quoteSummary")
    (gap,) = fetch(server, "net_assets", entity="ARCX:IWM", end=TODAY).gaps
    assert (gap.reason, gap.detail) == ("unfit", "it is in GBp, not USD")


def test_without_the_extra_a_line_names_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "curl_cffi", None)
    (gap,) = fetch(server).gaps
    assert gap.detail == "Yahoo's prices need curl-cffi (pip install 'uratori[yahoo]')"
    assert server.requests == []
