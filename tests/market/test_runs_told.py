"""Runs and turns in other words: of whole months, of the owner of the clause, beside a yield."""

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Facts

from .builders import flat, found, until

NIKKEI, SP500 = "index:nikkei225", "index:sp500"
# 2025-08 to 2026-01: +, -, +, +, +, -
MONTHS = [
    row
    for start, end, level in (
        ("2025-06-02", "2025-07-31", "400"), ("2025-08-01", "2025-08-29", "410"),
        ("2025-09-01", "2025-09-30", "405"), ("2025-10-01", "2025-10-31", "420"),
        ("2025-11-04", "2025-11-28", "430"), ("2025-12-01", "2025-12-30", "440"),
        ("2026-01-05", "2026-01-30", "425"),
    )
    for row in flat(NIKKEI, start, end, level)
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1月の日経平均は4カ月ぶりの下落となった。", "supported"),
        ("1月の日経平均は2カ月ぶりの下落となった。", "contradicted"),
        ("日経平均は月間では4カ月ぶりに下落した。", "supported"),
        ("日経平均は6カ月ぶりに月間で下落した。", "contradicted"),
        ("2025年度の日経平均は2カ月ぶりの下落となった。", None),
    ],
)
def test_a_turn_of_whole_months(text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 31), data=Facts(MONTHS))
    told = [each.status for each in report.findings if each.check == "since"]
    assert told == ([status] if status else [])


TURNS = [
    *until(NIKKEI, "2026-01-27", "500 490 495 490 485 484 486"),
    *until(SP500, "2026-01-27", "500 490 495 498 499 501 502"),
]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("27日の日経平均は反発した。プラスで終わるのは21日以来。", ["supported"]),
        ("27日の日経平均は反発した。上昇して終えたのは21日以来、4営業日ぶりだ。",
         ["supported", "supported"]),
        ("27日の日経平均は反発した。値を上げて引けたのは20日以来、6営業日ぶりとなる。",
         ["contradicted", "contradicted"]),
        ("S&P500は27日まで5日続伸し、日経平均は4営業日ぶりに反発した。", ["supported"]),
        ("27日の日経平均は4営業日ぶりの反発というより自律反発だった。", []),
    ],
)  # fmt: skip
def test_a_turn_in_other_words(text: str, told: list[str]) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(TURNS))
    assert [each.status for each in report.findings if each.check == "since"] == told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("S&P500は金曜も上がって4連騰、日経平均は3日続落。", "contradicted"),
        ("日経平均は前週まで軟調で、S&P500は27日まで5日続伸した。", "supported"),
        ("日経平均が反発する一方、S&P500の上昇は27日まで5日連続となった。", "supported"),
        ("日経平均が反発する一方、S&P500の上昇は27日まで8日連続となった。", "contradicted"),
    ],
)
def test_a_run_of_the_clause_own_owner(text: str, status: str) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(TURNS))
    told = {each.status for each in report.findings if each.check == "streak"}
    assert status in told


@pytest.mark.parametrize(
    ("entity", "text", "status"),
    [
        ("jp10y", "27日の新発10年債利回りは2.110%に上昇し、4日連続の上昇だった。", "supported"),
        ("jp10y", "27日の新発10年債利回りは2.110%に上昇し、2日連続の上昇だった。", "contradicted"),
        ("jp10y", "27日の新発10年債利回りは上昇し、2日連続の上昇だった。", "insufficient"),
        ("us10y", "27日の米10年債利回りは2.11%に上昇し、2日連続の上昇だった。", "insufficient"),
        ("us10y", "27日の米10年債利回りは2.11%に上昇し、6日連続の上昇だった。", "contradicted"),
    ],
)
def test_a_run_beside_the_yield_of_the_data(entity: str, text: str, status: str) -> None:
    rows = until(
        f"rate:{entity}",
        "2026-01-27",
        "2.09 2.08 2.10 2.14 2.07 2.08 2.09 2.10 2.11",
        "yield",
        "percent",
    )
    assert found(text, rows, "2026-01-28", "streak").status == status


# the highest on 2026-01-20, of closes only
HIGH = until(SP500, "2026-01-27", "400 450 500 490 480 475 470 460")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("S&P500の年初来高値は20日の500。そこから27日までに終値で8.0%下げた。", "supported"),
        ("S&P500の終値の年初来高値は20日の500で、27日はこの水準を18.0%下回る。", "contradicted"),
        ("S&P500の27日終値は年初来高値(20日の終値500)を8.0%下回る。", "supported"),
        ("S&P500は20日に付けた終値の年初来高値から8.0%下にある。", "supported"),
    ],
)
def test_how_far_below_a_high_named_before(text: str, told: str) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(HIGH))
    held = [each.status for each in report.findings if each.check == "return"]
    assert [each.removesuffix("_under") for each in held] == [told]


def test_of_equal_highs_each_day_is_one() -> None:
    rows = until(SP500, "2026-01-27", "400 450 500 500 480 475 470 460")
    for day, status in (("20", "supported"), ("21", "supported"), ("22", "contradicted")):
        text = f"27日のS&P500は1月{day}日に付けた終値の年初来高値を下回った。"
        assert found(text, rows, "2026-01-28", "since").status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("S&P500の上昇が27日まで5日に及ぶ。", "supported"),
        ("S&P500の上昇は27日で4日に達した。", "contradicted"),
        ("S&P500の上げは5営業日にわたる。", "supported"),
        ("S&P500は5日つづけて上げた。", "supported"),
        ("S&P500はこれで3日つづきの上昇となった。", "contradicted"),
        ("S&P500は5営業日、上げっぱなしだ。", "supported"),
        ("S&P500が前日を上回って引けたのは5営業日連続となった。", "supported"),
        ("S&P500が前の日より安く引けたのは3日連続だった。", "contradicted"),
        ("S&P500は前日比プラスが5日続いている。", "supported"),
        ("ついに5連騰。S&P500の勢いが止まらない。", "supported"),
        ("とうとう7日続伸です。S&P500がここまで上げるとは思いませんでした。", "contradicted"),
        ("S&P500は火曜で5日続伸となった。", "supported"),
        ("S&P500の上昇は500円に及んだ。", None),
        ("雇用統計を控え、利下げは5回連続。S&P500の話ではない。", None),
    ],
)
def test_a_run_by_words_that_name_no_row(text: str, status: str | None) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(TURNS))
    told = [each.status for each in report.findings if each.check == "streak"]
    assert told == ([status] if status else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("S&P500は前日で4連騰、昨夜も上げて5連騰。", ["supported", "supported"]),
        ("S&P500は前日まで4日続伸、27日も買われて5日続伸だ。", ["supported", "supported"]),
        ("S&P500は前夜で3連騰、昨夜も上げて4連騰。", ["contradicted", "contradicted"]),
    ],
)
def test_a_run_and_the_same_a_session_later(text: str, told: list[str]) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(TURNS))
    assert [each.status for each in report.findings if each.check == "streak"] == told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は20日に490台だったのが、484.00まで下げた。", "insufficient"),
        ("日経平均は20日に490台だったのが、486.00まで下げた。", "supported"),
        ("日経平均は20日には490を上回っていたものが、今では486.00に沈んだ。", "supported"),
    ],
)
def test_what_a_price_of_then_has_become(text: str, status: str) -> None:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(TURNS))
    told = [each.status for each in report.findings if each.check == "close"]
    assert told[-1] == status
