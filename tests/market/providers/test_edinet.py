"""EDINET API v2 as its specification says, and what goes wrong with it."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from uratori.market.facts import Fact
from uratori.market.providers import Series, Wanted
from uratori.market.providers import edinet as adapter
from uratori.market.providers.edinet import PACE, Edinet
from uratori.market.providers.edinet_seasons import closing_months, seasons
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

SECRET = "ed-s3cret-key"
TODAY = date(2026, 11, 20)
QUICK = Patience(
    connect=1, read=0.15, deadline=3, attempts=3, first_wait=0.01, longest_wait=0.02, jitter=0
)
MAKER = "XTKS:6758"
START, END = date(2026, 6, 15), date(2026, 6, 30)
HEADER = (
    "要素ID", "項目名", "コンテキストID", "相対年度", "連結・個別", "期間・時点",
    "ユニットID", "単位", "値",
)  # fmt: skip
DEI = {
    "jpdei_cor:AccountingStandardsDEI": "Japan GAAP",
    "jpdei_cor:CurrentFiscalYearStartDateDEI": "2025-04-01",
    "jpdei_cor:CurrentFiscalYearEndDateDEI": "2026-03-31",
    "jpdei_cor:CurrentPeriodEndDateDEI": "2026-03-31",
}
SUM = "SummaryOfBusinessResults"
ALONE = "_NonConsolidatedMember"
ANNUAL = [
    (f"jpcrp_cor:NetSales{SUM}", "Prior1YearDuration", "JPY", "1200000000000"),
    (f"jpcrp_cor:NetSales{SUM}", "CurrentYearDuration", "JPY", "1328900000000"),
    (f"jpcrp_cor:NetSales{SUM}", f"CurrentYearDuration{ALONE}", "JPY", "512345000000"),
    ("jppfs_cor:OperatingIncome", "CurrentYearDuration", "JPY", "100001000000"),
    ("jppfs_cor:OperatingIncome", "CurrentYearDuration_ReportableSegmentsMember", "JPY", "1"),
    (f"jpcrp_cor:OrdinaryIncomeLoss{SUM}", "CurrentYearDuration", "JPY", "-2003000000"),
    (f"jpcrp_cor:ProfitLossAttributableToOwnersOfParent{SUM}", "CurrentYearDuration", "JPY", "－"),
    (f"jpcrp_cor:BasicEarningsLossPerShare{SUM}", "CurrentYearDuration", "JPYPerShares", "123.4"),
    (f"jpcrp_cor:NetAssetsPerShare{SUM}", "CurrentYearInstant", "JPYPerShares", "2345.67"),
    (f"jpcrp_cor:DividendPaidPerShare{SUM}", f"CurrentYearDuration{ALONE}", "JPYPerShares", "40"),
    (f"jpcrp_cor:TotalNumberOfIssuedShares{SUM}", f"CurrentYearInstant{ALONE}", "shares", "98765"),
    ("jpcrp_cor:BusinessPolicyTextBlock", "FilingDateInstant", "", 'a "quoted" word\t' * 20_000),
]


def table(rows: list[tuple[str, str, str, str]], dei: dict[str, str]) -> str:
    stated = [(name, "FilingDateInstant", "", value) for name, value in dei.items()]
    lines = [HEADER] + [
        (element, "項目", context, "当期", "その他", "期間", unit, "円", value)
        for element, context, unit, value in [*stated, *rows]
    ]
    cells = (
        ("\t".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line)) for line in lines
    )
    return "\r\n".join(cells) + "\r\n"


def packed(text: str, encoding: str = "utf-16", name: str = "jpcrp030000-asr-001_E1.csv") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XBRL_TO_CSV/jpaud-aai-cc-001_E1.csv", "\ufeff".encode("utf-16"))
        archive.writestr(f"XBRL_TO_CSV/{name}", text.encode(encoding))
    return held.getvalue()


def filing(number: str, kind: str = "120", **changed: Any) -> dict[str, Any]:
    return {
        "seqNumber": 1, "docID": number, "edinetCode": "E01777", "secCode": "67580",
        "filerName": "株式会社", "fundCode": None, "ordinanceCode": "010", "formCode": "030000",
        "docTypeCode": kind, "periodStart": "2025-04-01", "periodEnd": "2026-03-31",
        "submitDateTime": "2026-06-18 15:00", "withdrawalStatus": "0", "csvFlag": "1",
    } | changed  # fmt: skip


def day_list(filings: list[dict[str, Any]]) -> Reply:
    head = {"status": "200", "message": "OK", "resultset": {"count": len(filings)}}
    return told({"metadata": head, "results": filings})


def told(held: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(held).encode(), "application/json; charset=utf-8", status)


LISTS = {
    "2026-06-18": [
        filing("S100FUND", ordinanceCode="030", secCode=None, docTypeCode="120"),
        filing("S100OTHR", secCode="72030"),
        filing("S100GONE", withdrawalStatus="1"),
        filing("S100ASR1"),
    ],
    "2026-06-24": [filing("S100AMD1", "130", submitDateTime="2026-06-24 09:10")],
}
DOCUMENTS = {
    "S100ASR1": packed(table(ANNUAL, DEI)),
    "S100AMD1": packed(
        table([(f"jpcrp_cor:NetSales{SUM}", "CurrentYearDuration", "JPY", "1328800000000")], DEI)
    ),
}


def answer(request: Request) -> Reply:
    if request.query.get("Subscription-Key") != SECRET:
        return told({"StatusCode": 401, "message": "Access denied due to invalid key."})
    if request.path == "/api/v2/documents.json" and request.query["type"] == "2":
        return day_list(LISTS.get(request.query["date"], []))
    name = request.path.rsplit("/", 1)[-1]
    if name in DOCUMENTS and request.query["type"] == "5":
        return Reply(DOCUMENTS[name], "application/octet-stream")
    return told({"metadata": {"title": "document", "status": "404", "message": "Not Found"}})


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answer) as one:
        yield one


def provider(address: str, secret: str | None = SECRET, **changed: Any) -> Edinet:
    given: dict[str, Any] = {"patience": QUICK, "pace": Pace(requests=900, seconds=1)} | changed
    return Edinet(base_url=f"{address}/api/v2", secret=secret, today=lambda: TODAY, **given)


def asked(*metrics: str, start: date = START, end: date = END, entity: str = MAKER) -> Wanted:
    series = tuple(Series(entity=entity, metric=metric) for metric in metrics or ("sales",))
    return Wanted(series=series, start=start, end=end)


def stated(answer: Answer) -> set[tuple[str, str, str, str]]:
    return {
        (fact.metric, fact.definition, str(fact.value), str(fact.place)) for fact in answer.facts
    }


# --- what it gives -----------------------------------------------------------------------------

ALL = ("sales", "operating_profit", "ordinary_profit", "net_profit", "eps", "bps", "dps", "shares")


def test_the_results_of_an_annual_report(server: Server) -> None:
    found = provider(server.address).fetch(asked(*ALL, end=date(2026, 6, 18)))
    assert stated(found) == {
        ("sales", "consolidated", "1328900000000", "1000000"),
        ("sales", "non_consolidated", "512345000000", "1000000"),
        ("operating_profit", "consolidated", "100001000000", "1000000"),
        ("ordinary_profit", "consolidated", "-2003000000", "1000000"),
        ("eps", "consolidated", "617/5", "1/100"),
        ("bps", "consolidated", "234567/100", "1/100"),
        ("dps", "non_consolidated", "40", "1/100"),
        ("shares", "issued", "98765", "0"),
    }
    assert [(gap.series.metric, gap.reason, gap.detail) for gap in found.gaps] == [
        ("net_profit", "empty", "the reports do not state it")
    ]


def test_a_row_says_where_it_is_from_and_since_when(server: Server) -> None:
    found = provider(server.address).fetch(asked(end=date(2026, 6, 18)))
    row = next(fact for fact in found.facts if fact.definition == "consolidated")
    assert row == Fact(
        entity=MAKER,
        metric="sales",
        definition="consolidated",
        start=date(2025, 4, 1),
        date=date(2026, 3, 31),
        value=Fraction(1_328_900_000_000),
        unit="JPY",
        source="EDINET annual report",
        address=f"{server.address}/api/v2/documents/S100ASR1?type=5",
        retrieved=TODAY,
        quality="primary",
        place=Fraction(10**6),
        known=date(2026, 6, 18),
        sha256=row.sha256,
        note=f"NetSales{SUM}",
    )
    assert len(row.sha256) == 64


def test_an_amendment_is_a_later_vintage(server: Server) -> None:
    found = provider(server.address).fetch(asked())
    sales = [fact for fact in found.facts if fact.definition == "consolidated"]
    assert [(str(fact.known), fact.value / 10**8) for fact in sales] == [
        ("2026-06-18", 13289), ("2026-06-24", 13288),
    ]  # fmt: skip


def test_days_are_read_from_the_deadline_back_and_only_once(server: Server) -> None:
    series = tuple(Series(entity=code, metric="sales") for code in (MAKER, "XTKS:7203"))
    provider(server.address).fetch(Wanted(series=series, start=START, end=END))
    days = [one.query["date"] for one in server.requests if "date" in one.query]
    assert days == sorted(set(days), reverse=True)
    assert (days[0], days[-1]) == ("2026-06-30", "2026-06-18")


def test_an_interim_report_under_ifrs(server: Server) -> None:
    dei = DEI | {
        "jpdei_cor:AccountingStandardsDEI": "IFRS",
        "jpdei_cor:CurrentFiscalYearStartDateDEI": "2026-04-01",
        "jpdei_cor:CurrentFiscalYearEndDateDEI": "2027-03-31",
        "jpdei_cor:CurrentPeriodEndDateDEI": "2026-09-30",
    }
    rows = [
        ("jpcrp040300-ssr_E01777-000:SalesRevenuesIFRS", "InterimDuration", "JPY", "600123000"),
        ("jppfs_cor:NetSales", "InterimDuration", "JPY", "1000"),
        (f"jpcrp_cor:RevenueIFRS{SUM}", "Prior1InterimDuration", "JPY", "500"),
        ("jppfs_cor:NetSales", f"InterimDuration{ALONE}", "JPY", "300001"),
    ]
    report = packed(table(rows, dei), name="jpcrp040300-ssr-001_E1.csv")

    def interim(request: Request) -> Reply:
        if request.path.endswith("documents.json"):
            due = request.query["date"] == "2026-11-12"
            one = filing("S100SSR1", "160", submitDateTime="2026-11-12 15:30")
            return day_list([one] if due else [])
        return Reply(report, "application/octet-stream")

    server.answer = interim
    found = provider(server.address).fetch(asked(start=date(2026, 11, 2), end=TODAY))
    assert stated(found) == {
        ("sales", "consolidated", "600123000", "1000"),
        ("sales", "non_consolidated", "300001", "1"),
    }
    assert {(fact.start, fact.date, fact.source) for fact in found.facts} == {
        (date(2026, 4, 1), date(2026, 9, 30), "EDINET interim report")
    }


@pytest.mark.parametrize(
    ("entity", "metric", "offered"),
    [
        (MAKER, "sales", True),
        ("XTKS:285A", "dps", True),
        (MAKER, "close", False),
        ("XNAS:NVDA", "sales", False),
        ("index:topix", "sales", False),
    ],
)
def test_what_it_offers(entity: str, metric: str, offered: bool) -> None:
    assert provider("http://127.0.0.1:1").offers(Series(entity=entity, metric=metric)) is offered


def test_a_dry_run_shows_the_days_and_no_key(server: Server) -> None:
    addresses = provider(server.address).requests(asked(start=date(2026, 6, 29)))
    assert addresses == tuple(
        f"{server.address}/api/v2/documents.json?date=2026-06-{day}&type=2" for day in (30, 29)
    )
    assert server.requests == []


# --- seasons -----------------------------------------------------------------------------------


def test_the_closing_months_of_edinet_s_list() -> None:
    held = closing_months()
    assert (held["6758"], held["1376"], held["3382"]) == (3, 5, 2)
    assert len(held) > 3500


@pytest.mark.parametrize(
    ("entity", "start", "end", "expected"),
    [
        ("XTKS:6758", "2026-05-01", "2026-07-31", [("120", "2026-06-30")]),
        ("XTKS:6758", "2025-10-01", "2025-12-31", [("160", "2025-11-14")]),
        ("XTKS:6758", "2023-08-01", "2023-08-31", [("140", "2023-08-15")]),
        ("XTKS:6758", "2025-08-01", "2025-08-31", []),
        ("XTKS:1376", "2026-08-01", "2026-08-31", [("120", "2026-08-31")]),
        ("XTKS:0000", "2026-06-01", "2026-06-30", [("120", "2026-06-30")]),
    ],
)
def test_when_a_company_files(
    entity: str, start: str, end: str, expected: list[tuple[str, str]]
) -> None:
    found = seasons(entity, date.fromisoformat(start), date.fromisoformat(end))
    assert [(one.report, str(one.days[0])) for one in found] == expected
    assert all(day.weekday() < 5 for one in found for day in one.days)


def test_too_many_days_are_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "MOST_DAYS", 3)
    (gap,) = provider(server.address).fetch(asked()).gaps
    assert (gap.reason, gap.detail) == ("limited", "more than 3 days of filings; ask for fewer")


def test_the_server_is_asked_once_a_second() -> None:
    assert (PACE.requests, PACE.seconds) == (1, 1.0)


# --- what goes wrong ---------------------------------------------------------------------------


def error_body(status: str) -> Callable[[Reply], Reply]:
    return lambda _: told({"metadata": {"title": "t", "status": status, "message": "m"}})


def other_zip(content: bytes) -> Callable[[Reply], Reply]:
    return lambda _: Reply(content, "application/octet-stream")


def bent(old: str, new: str) -> Callable[[Reply], Reply]:
    return other_zip(packed(table(ANNUAL, DEI).replace(old, new)))


LIST, ZIP = "documents.json", "documents/S100"
FAULTS = [
    ("429", LIST, too_many(None), "limited", "too many requests (429)"),
    ("500", LIST, failing(500), "unreachable", "the server answers 500"),
    ("500 in the body", LIST, error_body("500"), "unreachable", "the server answers 500"),
    ("400 in the body", LIST, error_body("400"), "refused", "the server answers 400"),
    ("403", LIST, failing(403), "refused", "the key is refused (403)"),
    ("time-out", LIST, silent(0.3), "unreachable", "no answer within 0.15 s"),
    ("cut off", LIST, cut(), "malformed", "the answer breaks off before its end"),
    ("truncated", LIST, cut_quietly(), "malformed", "no JSON, or only a part of it"),
    ("page", LIST, page(), "malformed", "a page for people instead of an answer"),
    (
        "redirect", LIST, elsewhere("https://example.org/e"), "unreachable",
        "it redirects to example.org, which is not followed",
    ),
    (
        "fewer than counted", LIST, edited(rb'"count": \d+', b'"count": 9'), "malformed",
        "4 filings where 9 are due",
    ),
    (
        "other columns", LIST, edited(b"secCode", b"code"), "malformed",
        "JSON of another form: Object missing required field `secCode` - at `$.results[0]`",
    ),
    ("no such document", ZIP, error_body("404"), "unknown", "EDINET has no such document (404)"),
    ("page for a zip", ZIP, page(), "malformed", "a page for people instead of an answer"),
    ("cut zip", ZIP, cut_quietly(-300), "malformed", "a damaged zip"),
    (
        "no table", ZIP, other_zip(packed("", name="other.csv")), "malformed",
        "0 tables of results where one is due",
    ),
    (
        "utf-8", ZIP, other_zip(packed("要", encoding="utf-8")), "malformed",
        "a table that is not UTF-16",
    ),
    ("changed header", ZIP, bent("ユニットID", "単位ID"), "malformed", "no column ユニットID"),
    ("open quote", ZIP, bent('"1328900000000"', '"1328900000000'), "malformed", "a damaged table"),
    (
        "no period", ZIP, bent("CurrentPeriodEndDateDEI", "Other"), "malformed",
        "a report that does not state its period",
    ),
    (
        "no number", ZIP, bent("1328900000000", "多数"), "malformed",
        f"no number in the column NetSales{SUM}",
    ),
    ("dollars", ZIP, bent("JPY", "USD"), "unfit", "sales is in USD, not JPY"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "bend", "reason", "detail"),
    [row[1:] for row in FAULTS],
    ids=[row[0] for row in FAULTS],
)
def test_a_fault_is_one_line_and_no_row(
    server: Server, where: str, bend: Any, reason: str, detail: str
) -> None:
    server.fault = Fault(bend, where=where)
    found = provider(server.address).fetch(asked(end=date(2026, 6, 18)))
    assert found.facts == ()
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [(reason, detail)]
    assert SECRET not in repr(found)


@pytest.mark.parametrize("bend", [too_many("0"), failing(500), silent(0.3), cut(), cut_quietly()])
@pytest.mark.parametrize("where", [LIST, ZIP])
def test_a_fault_that_passes_costs_nothing(server: Server, where: str, bend: Any) -> None:
    server.fault = Fault(bend, times=1, where=where)
    found = provider(server.address).fetch(asked(end=date(2026, 6, 18)))
    assert (len(found.facts), found.gaps) == (2, ())


def test_no_report_in_the_span(server: Server) -> None:
    (gap,) = provider(server.address).fetch(asked(end=date(2026, 6, 16))).gaps
    assert (gap.reason, gap.detail) == ("empty", "no report was filed in the span")


def test_nobody_answers() -> None:
    (gap,) = provider(refused_address()).fetch(asked()).gaps
    assert (gap.reason, gap.detail) == ("unreachable", "no connection")


def test_a_wrong_key_is_refused_and_not_shown(server: Server) -> None:
    found = provider(server.address, "wr0ng-key").fetch(asked())
    assert [(gap.reason, gap.detail) for gap in found.gaps] == [
        ("refused", "the key is refused (401)")
    ]
    assert len(server.requests) == 1
    assert "wr0ng" not in repr(found)


def test_without_a_key_nothing_is_asked(server: Server) -> None:
    (gap,) = provider(server.address, None).fetch(asked()).gaps
    assert (gap.reason, gap.detail) == ("no_key", "wants a key: set EDINET_API_KEY")
    assert server.requests == []


def test_no_log_address_or_row_shows_the_key(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.fault = Fault(failing(500), times=1)
    found = provider(server.address).fetch(asked())
    assert {one.query["Subscription-Key"] for one in server.requests} == {SECRET}
    assert SECRET not in repr(found) + caplog.text + repr(
        [record.args for record in caplog.records]
    )
