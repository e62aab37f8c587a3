"""The BOJ's API over real HTTP: its STATUS, its periods, its pages and its faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from uratori.market.providers.boj import Boj

from . import formats, servers
from .asking import FAST, QUICK, TODAY, seen, wanted
from .formats import Code
from .servers import Bend, Fault, Server

YEN = "Yen per U.S. Dollar"
USD = "U.S. Dollar per Euro"
HELD = {
    "FM08": {
        "FXERD02": Code(YEN, "DAILY", ((20260105, 156.9), (20260106, None), (20260107, 157.25))),
        "FXERD04": Code(YEN, "DAILY", ((20251230, 156.3), (20260105, 156.9), (20260106, None),
                                       (20260107, 157.25))),
        "FXERD05": Code(YEN, "DAILY", ((20260105, 156.8),)),
        "FXERD34": Code(USD, "DAILY", ((20260105, 1.17),)),
    },
    "FM01": {"STRDCLUCON": Code("percent per annum", "DAILY", ((20260105, -0.016),))},
    "MD01": {"MABS1AN11": Code("100 million yen", "MONTHLY", ((202601, 6012345.0),))},
    "CO": {
        f"TK99F{kind}000601GCQ{outlook}{size}000": Code("% points", "QUARTERLY",
                                                        ((202504, 15), (202601, -1)))
        for kind in "12" for outlook in "01" for size in "123"
    },
}  # fmt: skip
USDJPY, HIGH = "fx:USDJPY/close", "fx:USDJPY/high"


@pytest.fixture
def server() -> Iterator[Server]:
    with servers.serving(formats.boj(HELD)) as served:
        yield served


def boj(server: Server) -> Boj:
    return Boj(base_url=server.address, patience=QUICK, pace=FAST, today=lambda: TODAY)


def test_a_day_a_month_and_a_quarter(server: Server) -> None:
    asked = wanted(
        USDJPY, "rate:jp_call/yield", "macro:jp.monetary_base/level", "macro:jp.tankan/level"
    )
    answer = boj(server).fetch(asked)
    assert answer.gaps == ()
    found = {
        (fact.entity, fact.definition): (fact.date, fact.value, fact.unit, fact.place)
        for fact in answer.facts
    }
    assert len(found) == 2 + 1 + 1 + 12
    assert found["fx:USDJPY", "tokyo_17"] == (
        date(2026, 1, 7), Fraction("157.25"), "JPY/USD", Fraction("0.01")
    )  # fmt: skip
    assert found["rate:jp_call", "average"] == (
        date(2026, 1, 5), Fraction("-0.016"), "percent", Fraction("0.001")
    )  # fmt: skip
    assert found["macro:jp.monetary_base", "average"] == (
        date(2026, 1, 1), 601_234_500_000_000, "JPY", 10**7
    )  # fmt: skip
    assert found["macro:jp.tankan", "small_nonmanufacturing_outlook"] == (
        date(2026, 1, 1), -1, "index", 1
    )  # fmt: skip
    assert answer.facts[0].quality == "primary"
    assert answer.facts[0].source == "BOJ FXERD04"
    assert answer.facts[0].value == Fraction("156.9")


def test_one_request_for_all_codes_of_a_database(server: Server) -> None:
    asked = wanted(USDJPY, "fx:EURUSD/close", "macro:jp.tankan/level")
    assert boj(server).fetch(asked).gaps == ()
    queries = [request.query for request in server.requests]
    assert [
        (query["db"], len(query["code"].split(",")), query["startDate"], query["endDate"])
        for query in queries
    ] == [("FM08", 3, "202601", "202603"), ("CO", 12, "202601", "202601")]


def test_pages_are_read_to_the_last(server: Server) -> None:
    server.answer = formats.boj(HELD, page=1)
    answer = boj(server).fetch(wanted(USDJPY))
    assert [fact.source for fact in answer.facts] == ["BOJ FXERD04"] * 2 + ["BOJ FXERD05"]
    assert [request.query.get("startPosition") for request in server.requests] == [None, "2"]


def test_one_code_that_is_gone_does_not_cost_the_others(server: Server) -> None:
    kept = {code: held for code, held in HELD["FM08"].items() if code != "FXERD05"}
    server.answer = formats.boj({"FM08": kept})
    rows, gaps = seen(boj(server).fetch(wanted(USDJPY, "fx:EURUSD/close")))
    assert rows == [("2026-01-05", "156.9"), ("2026-01-07", "157.25"), ("2026-01-05", "1.17")]
    line = "the server knows no such series (STATUS 400 M181013E)"
    assert gaps == [(USDJPY, "unknown", line)]


def test_a_span_without_values_is_empty(server: Server) -> None:
    asked = wanted(USDJPY, start="2026-02-01", end="2026-02-28")
    gap = (USDJPY, "empty", "no value in the span")
    assert seen(boj(server).fetch(asked)) == ([], [gap])


def said(status: int, message: str, text: str = "text") -> bytes:
    return f'{{"STATUS":{status},"MESSAGEID":"{message}","MESSAGE":"{text}"}}'.encode()


def replied(body: bytes, status: int = 200) -> Bend:
    return lambda _: servers.Reply(body, "application/json", status)


FAULTS: list[tuple[str, Bend, str, str]] = [
    ("429", servers.too_many("60"), "limited", "too many requests (429); it asks to wait 60 s"),
    ("500", servers.failing(), "unreachable", "the server answers 500"),
    ("blocked", servers.failing(403, servers.PAGE, "text/html"), "refused",
     "the server refuses (403)"),
    ("page", servers.page(), "malformed", "a web page instead of data"),
    ("status 500", replied(said(500, "M181090S")), "unreachable",
     "the server answers STATUS 500 M181090S"),
    ("status 503", replied(said(503, "M181091S")), "unreachable",
     "the server answers STATUS 503 M181091S"),
    ("status 400", replied(said(400, "M181008E", "Invalid start date"), 400), "refused",
     "the server answers STATUS 400 M181008E: Invalid start date"),
    ("no such base", replied(said(400, "M181005E")), "unknown",
     "the server knows no such series (STATUS 400 M181005E)"),
    ("cut by a proxy", servers.cut_quietly(), "malformed",
     "no time series: Input data was truncated"),
    ("changed names", servers.edited(rb"SURVEY_DATES", b"DATES"), "malformed",
     "no time series: Object missing required field `SURVEY_DATES` - at `$.RESULTSET[0].VALUES`"),
    ("text", servers.edited(rb"156\.9", b'"n.a."'), "malformed", "no time series: "),
    ("null set", servers.edited(rb'"RESULTSET":.*\]\}\}\]', b'"RESULTSET":null'), "malformed",
     "no time series: Expected `array`, got `null` - at `$.RESULTSET`"),
    ("lengths", servers.edited(rb",157\.25", b""), "malformed", "3 dates and 2 values"),
    ("other code", servers.edited(rb"FXERD02", b"FXERD99"), "malformed",
     "other series than those asked for"),
    ("no day", servers.edited(rb"20260107", b"20260231"), "malformed", "no date: 20260231"),
    ("twice", servers.edited(rb"20260107", b"20260105"), "malformed", "2026-01-05 comes twice"),
    ("wrong unit", servers.edited(rb"Yen per U.S. Dollar", b"U.S. Dollar per Yen"), "unfit",
     "FXERD02 is in 'U.S. Dollar per Yen', not 'Yen per U.S. Dollar'"),
    ("wrong frequency", servers.edited(rb"DAILY", b"MONTHLY"), "unfit",
     "FXERD02 is 'MONTHLY', not 'DAILY'"),
    ("scale", servers.edited(rb"157\.25", b"1.5725"), "unfit",
     "the values change their scale between 2026-01-05 and 2026-01-07"),
    ("circle", servers.edited(rb'"NEXTPOSITION":null', b'"NEXTPOSITION":1'), "malformed",
     "its pages never end"),
    ("beyond all", servers.edited(rb"156\.9", b"1e400"), "malformed", "no number of a market"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bend", "reason", "detail"), [fault[1:] for fault in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_a_fault_gives_one_line_and_no_row(
    server: Server, bend: Bend, reason: str, detail: str
) -> None:
    server.fault = Fault(bend)
    rows, gaps = seen(boj(server).fetch(wanted(HIGH)))
    assert rows == []
    assert [gap[:2] for gap in gaps] == [(HIGH, reason)]
    assert detail in gaps[0][2]


def test_a_status_that_passes_is_got_over(server: Server) -> None:
    server.fault = Fault(replied(said(503, "M181091S")), times=1)
    rows, gaps = seen(boj(server).fetch(wanted(USDJPY)))
    assert (len(rows), gaps) == (3, [])
