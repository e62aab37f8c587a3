"""J-Quants API v2 as its documentation says, and what goes wrong with it."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from uratori.market.facts import Fact
from uratori.market.providers import Series, Wanted
from uratori.market.providers.jquants import FREE_PLAN, HEADER, JQuants, split_ratio
from uratori.market.providers.protocol import Answer
from uratori.market.providers.wire import Pace, Patience

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
    page,
    refused_address,
    serving,
    silent,
    too_many,
)

SECRET = "jq-s3cret-key"
TODAY = date(2026, 11, 20)
QUICK = Patience(
    connect=1, read=0.15, deadline=3, attempts=3, first_wait=0.01, longest_wait=0.02, jitter=0
)
TOYOTA = "XTKS:7203"
START, END = date(2026, 8, 3), date(2026, 8, 12)
CLOSE = Series(entity=TOYOTA, metric="close")


def bar(day: str, close: float | None, factor: float = 1, divide: int = 1) -> dict[str, Any]:
    prices = {name: close for name in ("O", "H", "L", "C")}
    adjusted = None if close is None else round(close / divide, 1)
    return {
        "Date": day, "Code": "72030", **prices, "UL": "0", "LL": "0",
        "Vo": None if close is None else 1_000_200.0, "Va": None, "AdjFactor": factor,
        "AdjO": adjusted, "AdjH": adjusted, "AdjL": adjusted, "AdjC": adjusted, "AdjVo": None,
    }  # fmt: skip


BARS = [
    bar("2026-08-03", 3001.5, divide=3),
    bar("2026-08-04", 3010.0, divide=3),
    bar("2026-08-05", None),
    bar("2026-08-06", 1002.0, factor=0.333333),
    bar("2026-08-07", 1010.5),
    bar("2026-08-12", 1011.0),
]

ANNUAL = {
    "DiscDate": "2026-05-08", "DiscTime": "13:55:00", "Code": "72030", "DiscNo": "20260401500001",
    "DocType": "FYFinancialStatements_Consolidated_IFRS", "CurPerType": "FY",
    "CurPerSt": "2025-04-01", "CurPerEn": "2026-03-31",
    "CurFYSt": "2025-04-01", "CurFYEn": "2026-03-31",
    "NxtFYSt": "2026-04-01", "NxtFYEn": "2027-03-31",
    "Sales": "48036704000000", "OP": "4795586000000", "OdP": "", "NP": "4765086000000",
    "EPS": "359.56", "BPS": "2753.09", "DivAnn": "90.0", "ShOutFY": "15794987460",
    "FSales": "", "FOP": "", "FNP": "", "FEPS": "", "FDivAnn": "",
    "NxFSales": "48500000000000", "NxFOP": "3800000000000", "NxFOdP": "", "NxFNp": "3100000000000",
    "NxFEPS": "237.56", "NxFDivAnn": "95.0", "NCSales": "17200000000000", "NCOP": "",
    "NCOdP": "", "NCNP": "", "NCEPS": "",
}  # fmt: skip
QUARTER = ANNUAL | {
    "DiscDate": "2026-08-07", "DocType": "1QFinancialStatements_Consolidated_IFRS",
    "CurPerType": "1Q", "CurPerSt": "2026-04-01", "CurPerEn": "2026-06-30",
    "CurFYSt": "2026-04-01", "CurFYEn": "2027-03-31", "NxtFYSt": "", "NxtFYEn": "",
    "Sales": "12253300000000", "OP": "1166100000000", "NP": "841300000000", "EPS": "64.56",
    "BPS": "", "DivAnn": "", "FSales": "48500000000000", "FOP": "3200000000000",
    "FNP": "2660000000000", "FEPS": "204.1", "FDivAnn": "95.0", "NxFSales": "", "NxFOP": "",
    "NxFNp": "", "NxFEPS": "", "NxFDivAnn": "", "NCSales": "",
}  # fmt: skip


def answer(request: Request) -> Reply:
    if request.headers.get(HEADER) != SECRET:
        return failed(403, "The incoming api key is invalid or expired.")
    if request.path == "/v2/equities/bars/daily":
        rows = [row for row in BARS if request.query["from"] <= row["Date"] <= request.query["to"]]
        rows = rows if request.query["code"] == "72030" else []
        at = int(request.query.get("pagination_key", "0"))
        more = {"pagination_key": str(at + 4)} if at + 4 < len(rows) else {}
        return told({"data": rows[at : at + 4], **more})
    if request.path == "/v2/indices/bars/daily/topix":
        row = {"Date": "2026-08-07", "O": 1885.52, "H": 1907.38, "L": 1885.32, "C": 1907.38}
        return told({"data": [row]})
    if request.path == "/v2/fins/summary":
        return told({"data": [ANNUAL, QUARTER]})
    return failed(403, "Missing Authentication Token")


def told(held: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(held).encode(), "application/json", status)


def failed(status: int, message: str) -> Reply:
    return told({"message": message}, status)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answer) as one:
        yield one


def provider(address: str, secret: str | None = SECRET, **changed: Any) -> JQuants:
    given: dict[str, Any] = {"patience": QUICK, "pace": Pace(requests=500, seconds=1)} | changed
    return JQuants(base_url=f"{address}/v2", secret=secret, today=lambda: TODAY, **given)


def fetch(server: Server, *series: Series, start: date = START, end: date = END) -> Answer:
    return provider(server.address).fetch(wanted(*series, start=start, end=end))


def wanted(*series: Series, start: date = START, end: date = END) -> Wanted:
    return Wanted(series=series or (CLOSE,), start=start, end=end)


def values(answer: Answer, metric: str, definition: str) -> dict[str, str]:
    return {
        fact.date.isoformat(): str(fact.value)
        for fact in answer.facts
        if (fact.metric, fact.definition) == (metric, definition)
    }


# --- what it gives -----------------------------------------------------------------------------


def test_closes_as_traded_adjusted_ones_and_the_split(server: Server) -> None:
    found = fetch(server)
    assert values(found, "close", "close") == {
        "2026-08-03": "6003/2", "2026-08-04": "3010", "2026-08-06": "1002",
        "2026-08-07": "2021/2", "2026-08-12": "1011",
    }  # fmt: skip
    assert values(found, "close", "close_adjusted")["2026-08-03"] == "2001/2"
    assert values(found, "split", "split") == {"2026-08-06": "3"}
    assert found.gaps == ()


def test_a_row_says_where_it_is_from(server: Server) -> None:
    row = fetch(server).facts[0]
    assert row == Fact(
        entity=TOYOTA,
        metric="close",
        definition="close",
        date=START,
        value=Fraction("3001.5"),
        unit="JPY",
        source="J-Quants equities/bars/daily",
        address=f"{server.address}/v2/equities/bars/daily?code=72030&from=2026-08-03&to=2026-08-12",
        retrieved=TODAY,
        quality="primary",
        sha256=row.sha256,
    )
    assert len(row.sha256) == 64


def test_all_pages_are_read(server: Server) -> None:
    fetch(server)
    assert [one.query.get("pagination_key") for one in server.requests] == [None, "4"]


def test_one_request_for_all_that_a_day_has(server: Server) -> None:
    found = fetch(
        server, *(Series(entity=TOYOTA, metric=word) for word in ("open", "high", "low", "volume"))
    )
    assert {fact.metric for fact in found.facts} == {"open", "high", "low", "volume", "split"}
    assert len(server.requests) == 2
    assert values(found, "volume", "volume")["2026-08-03"] == "1000200"


def test_topix(server: Server) -> None:
    found = fetch(server, Series(entity="index:topix", metric="close"), end=date(2026, 8, 10))
    (row,) = found.facts
    assert (row.value, row.unit, row.place) == (Fraction("1907.38"), "points", Fraction("0.01"))
    assert found.gaps == ()


RESULTS = [
    ("sales", "consolidated", "2025-04-01", "2026-03-31", 48036704000000, "2026-05-08"),
    ("sales", "consolidated", "2026-04-01", "2026-06-30", 12253300000000, "2026-08-07"),
    ("sales", "non_consolidated", "2025-04-01", "2026-03-31", 17200000000000, "2026-05-08"),
    ("sales", "forecast_consolidated", "2026-04-01", "2027-03-31", 48500000000000, "2026-05-08"),
    (
        "net_profit",
        "forecast_consolidated",
        "2026-04-01",
        "2027-03-31",
        3100000000000,
        "2026-05-08",
    ),
    (
        "net_profit",
        "forecast_consolidated",
        "2026-04-01",
        "2027-03-31",
        2660000000000,
        "2026-08-07",
    ),
    ("eps", "consolidated", "2026-04-01", "2026-06-30", "64.56", "2026-08-07"),
    ("dps", "consolidated", "2025-04-01", "2026-03-31", 90, "2026-05-08"),
    ("dps", "forecast_consolidated", "2026-04-01", "2027-03-31", 95, "2026-08-07"),
    ("bps", "consolidated", "2025-04-01", "2026-03-31", "2753.09", "2026-05-08"),
    ("shares", "issued", "2025-04-01", "2026-03-31", 15794987460, "2026-05-08"),
]


@pytest.mark.parametrize(("metric", "definition", "start", "end", "value", "known"), RESULTS)
def test_results_and_forecasts_by_their_period(
    server: Server, metric: str, definition: str, start: str, end: str, value: Any, known: str
) -> None:
    found = fetch(server, Series(entity=TOYOTA, metric=metric), start=date(2026, 1, 1))
    rows = [
        (fact.value, fact.known)
        for fact in found.facts
        if (fact.definition, str(fact.start), str(fact.date)) == (definition, start, end)
    ]
    assert (Fraction(value), date.fromisoformat(known)) in rows


def test_results_are_rounded_to_the_unit_of_the_statement(server: Server) -> None:
    series = tuple(Series(entity=TOYOTA, metric=metric) for metric in ("sales", "eps", "shares"))
    found = fetch(server, *series, start=date(2026, 1, 1))
    places = {(fact.metric, fact.unit, str(fact.place)) for fact in found.facts}
    assert places == {
        ("sales", "JPY", "1000000"), ("eps", "JPY/share", "1/100"), ("shares", "shares", "0"),
    }  # fmt: skip


def test_a_quarter_has_no_yearly_dividend_and_a_missing_profit_is_a_gap(server: Server) -> None:
    found = fetch(server, Series(entity=TOYOTA, metric="ordinary_profit"), start=date(2026, 1, 1))
    assert [(gap.series.metric, gap.reason) for gap in found.gaps] == [("ordinary_profit", "empty")]


@pytest.mark.parametrize(
    ("factor", "ratio"),
    [("0.5", 2), ("0.333333", 3), ("0.1", 10), ("10", "1/10"), ("0.666667", "3/2")],
)
def test_the_shares_of_a_split(factor: str, ratio: Any) -> None:
    assert split_ratio(Fraction(factor)) == Fraction(ratio)


@pytest.mark.parametrize(
    ("entity", "metric", "offered"),
    [
        (TOYOTA, "close", True),
        ("XTKS:285A", "sales", True),
        ("index:topix", "high", True),
        ("index:growth250", "close", True),
        ("index:nikkei225", "close", False),
        ("index:topix", "volume", False),
        ("XNAS:NVDA", "close", False),
        (TOYOTA, "per", False),
    ],
)
def test_what_it_offers(entity: str, metric: str, offered: bool) -> None:
    assert provider("http://127.0.0.1:1").offers(Series(entity=entity, metric=metric)) is offered


def test_the_addresses_of_a_dry_run_show_no_key(server: Server) -> None:
    asked = provider(server.address).requests(wanted(CLOSE, Series(entity=TOYOTA, metric="sales")))
    assert asked == (
        f"{server.address}/v2/equities/bars/daily?code=72030&from=2026-08-03&to=2026-08-12",
        f"{server.address}/v2/fins/summary?code=72030",
    )
    assert server.requests == []


def test_the_free_plan_is_asked_five_times_a_minute() -> None:
    assert FREE_PLAN.requests / FREE_PLAN.seconds == pytest.approx(5 / 60)


# --- the plan ----------------------------------------------------------------------------------


def test_the_lag_of_the_free_plan_is_told(server: Server) -> None:
    found = fetch(server, end=TODAY)
    assert len(found.facts) == 5 + 5 + 1
    (gap,) = found.gaps
    assert (gap.reason, gap.detail) == (
        "empty", "no value after 2026-08-12; the free plan lags 12 weeks",
    )  # fmt: skip


def covering(start: str, end: str) -> Callable[[Request], Reply]:
    def limited(request: Request) -> Reply:
        if request.query["from"] < start or request.query["to"] > end:
            message = f"Your subscription covers the following dates: {start} ~ {end}. If you want"
            return failed(400, message)
        return answer(request)

    return limited


def test_a_plan_of_fewer_days_gives_those(server: Server) -> None:
    server.answer = covering("2024-08-28", "2026-08-06")
    assert values(fetch(server, end=TODAY), "close", "close").keys() == {
        "2026-08-03", "2026-08-04", "2026-08-06",
    }  # fmt: skip


def test_a_plan_of_other_days(server: Server) -> None:
    server.answer = covering("2024-08-28", "2026-08-02")
    (gap,) = fetch(server).gaps[:1]
    assert (gap.reason, gap.detail) == ("empty", "the plan covers 2024-08-28 to 2026-08-02")


# --- what goes wrong ---------------------------------------------------------------------------

FAULTS = [
    ("429", Fault(too_many(None)), "limited", "too many requests (429)"),
    (
        "429 with a long wait",
        Fault(too_many("120")),
        "limited",
        "too many requests (429); it asks to wait 120 s",
    ),
    ("500", Fault(failing(500)), "unreachable", "the server answers 500"),
    ("time-out", Fault(silent(0.3)), "unreachable", "no answer within 0.15 s"),
    ("cut off", Fault(cut()), "malformed", "the answer breaks off before its end"),
    ("truncated JSON", Fault(cut_quietly()), "malformed", "no JSON, or only a part of it"),
    ("page", Fault(page()), "malformed", "a page for people instead of JSON"),
    (
        "redirect",
        Fault(elsewhere("https://example.org/login?k=1")),
        "unreachable",
        "it redirects to example.org, which is not followed",
    ),
    ("other columns", Fault(edited(rb'"C":', b'"Close":')), "malformed", "no column C"),
    (
        "other form",
        Fault(edited(rb'"data": \[', b'"data": 3, "x": [')),
        "malformed",
        "JSON of another form: Expected `array`, got `str` - at `$.data`",
    ),
    (
        "text for a number",
        Fault(edited(rb"3001.5", b'"n/a"')),
        "malformed",
        "no number in the column O",
    ),
    (
        "below zero",
        Fault(edited(rb'"C": 3001.5', b'"C": -3001.5')),
        "malformed",
        "-3001.5 in the column C",
    ),
    (
        "another share",
        Fault(edited(rb'"72030"', b'"67580"')),
        "malformed",
        "an answer about '67580', not 72030",
    ),
    (
        "no such day",
        Fault(edited(rb"2026-08-03", b"2026-02-30")),
        "malformed",
        "no day in the column Date",
    ),
    (
        "400",
        Fault(failing(400, b'{"message": "bad"}', "application/json")),
        "refused",
        "the server answers 400",
    ),
    ("403", Fault(failing(403)), "refused", "the key is refused (403)"),
]


@pytest.mark.parametrize(
    ("name", "fault", "reason", "detail"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_a_fault_is_one_line_and_no_row(
    server: Server, name: str, fault: Fault, reason: str, detail: str
) -> None:
    server.fault = fault
    found = fetch(server)
    assert found.facts == ()
    assert {(gap.series.metric, gap.reason, gap.detail) for gap in found.gaps} == {
        ("close", reason, detail), ("split", reason, detail),
    }  # fmt: skip


@pytest.mark.parametrize("bend", [too_many("0"), failing(500), silent(0.3), cut(), cut_quietly()])
def test_a_fault_that_passes_costs_nothing(server: Server, bend: Any) -> None:
    server.fault = Fault(bend, times=1)
    found = fetch(server)
    assert (len(found.facts), found.gaps) == (11, ())


def test_a_fault_on_a_later_page_gives_no_half_series(server: Server) -> None:
    first = True

    def second_fails(request: Request) -> Reply:
        nonlocal first
        first = "pagination_key" not in request.query
        return answer(request) if first else failed(500, "error")

    server.answer = second_fails
    assert fetch(server).facts == ()


def test_pages_that_never_end(server: Server) -> None:
    server.answer = lambda _: told({"data": [], "pagination_key": "again"})
    assert fetch(server).facts == ()
    assert len(server.requests) == 2


def test_nothing_comes_for_the_span(server: Server) -> None:
    found = fetch(server, start=date(2026, 1, 5), end=date(2026, 1, 6))
    (gap,) = (gap for gap in found.gaps if gap.series.metric == "close")
    assert (gap.reason, gap.detail) == ("empty", "no value from 2026-01-05 to 2026-01-06")


def test_nulls_are_days_without_a_trade(server: Server) -> None:
    server.fault = Fault(edited(rb'"(O|H|L|C|AdjC)": [0-9.]+', rb'"\1": null'))
    found = fetch(server)
    assert [fact.metric for fact in found.facts] == ["split"]
    assert [gap.reason for gap in found.gaps] == ["empty"]


def test_nobody_answers() -> None:
    found = provider(refused_address()).fetch(wanted())
    assert {(gap.reason, gap.detail) for gap in found.gaps} == {("unreachable", "no connection")}


def test_a_wrong_key_is_refused_and_not_shown(server: Server) -> None:
    found = provider(server.address, "another-s3cret").fetch(wanted())
    assert {(gap.reason, gap.detail) for gap in found.gaps} == {
        ("refused", "the key is refused (403)")
    }
    assert len(server.requests) == 1
    assert "s3cret" not in repr(found)


def test_without_a_key_nothing_is_asked(server: Server) -> None:
    found = provider(server.address, None).fetch(wanted())
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [
        ("no_key", "wants a key: set JQUANTS_API_KEY")
    ]
    assert server.requests == []


def test_the_key_goes_to_the_server_in_a_header_only(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    found = fetch(server)
    assert {one.headers[HEADER] for one in server.requests} == {SECRET}
    assert all(SECRET not in one.path + str(one.query) for one in server.requests)
    assert SECRET not in repr(found) + caplog.text


def test_the_pace_is_kept(server: Server) -> None:
    slow = Pace(requests=1, seconds=60)
    one = provider(server.address, pace=slow, patience=Patience(deadline=0.1))
    found = one.fetch(wanted())
    assert found.facts == ()
    assert {(gap.reason, gap.detail) for gap in found.gaps} == {
        ("limited", "no more than 1 requests in 60 s are made")
    }


def test_the_days_are_those_asked_for(server: Server) -> None:
    server.fault = Fault(edited(rb"2026-08-12", b"2026-08-13"))
    assert max(fact.date for fact in fetch(server).facts) == END - timedelta(days=5)
