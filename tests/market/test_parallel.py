"""Numbers that are told as the one beside them is, or that follow from those beside them."""

from __future__ import annotations

from datetime import date

import pytest

import uratori

from .builders import Facts, in_steps, said_of

DAY = date(2026, 1, 31)
ROWS = in_steps(
    "index:sp500", "index:dow", "index:nikkei225", "index:topix", "commodity:gold", "XTKS:7203",
    since="2024-11-04",
)  # fmt: skip
YEAR = "日経平均は昨年末から4.3%高い。"
DOWN = "30日の日経平均は2.0%高で引けた。"
PRICES = "ダウ平均は12月1日に4万ドル、1月30日に4万3430ドルで引けた。"
LEVELS = "ダウ平均は12月1日に4万ドル、1月30日に4万3430ドルだった。"


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        # of another owner, over the very days that bore the first one out
        (YEAR + "TOPIXは少し控えめで4.9%の値上がりだ。", "4.9%", ["supported"]),
        (YEAR + "TOPIXは少し控えめで3.2%の値上がりだ。", "3.2%", ["contradicted"]),
        # what some other usual window bears out is not wrong
        (YEAR + "TOPIXは少し控えめで9.1%の値上がりだ。", "9.1%", ["insufficient"]),
        # an owner that no data go by
        ("年初来騰落率は金がプラス8.2%、銅プラス3.1%。", "プラス3.1%", ["insufficient"]),
        # at another time
        ("30日の日経平均は4万5900円、5日は4万5000円だった。", "4万5000円", ["supported"]),
        ("30日の日経平均は4万5900円、5日は4万4400円だった。", "4万4400円", ["contradicted"]),
        # in yen what is told in per cent
        (DOWN + "値幅にして900円になる。", "900円", ["supported"]),
        (DOWN + "値幅にして1200円になる。", "1200円", ["contradicted"]),
        # between the days of two prices
        (PRICES + "上昇率は8.6%に上る。", "8.6%", ["supported"]),
        (PRICES + "上昇率は6.8%に上る。", "6.8%", ["contradicted"]),
        # how far two moves lie apart
        ("1月の日経平均は4.3%高で、TOPIXとの差は0.6ポイント。", "0.6ポイント", ["supported_under"]),
        ("1月の日経平均は4.3%高で、TOPIXとの差は1.6ポイント。", "1.6ポイント", ["contradicted"]),
    ],
)  # fmt: skip
def test_a_number_is_asked_what_the_one_beside_it_was(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses


@pytest.mark.parametrize(
    ("text", "number", "statuses"),
    [
        # the heading tells the time, and no number of it is settled
        ("年初来の騰落率を見ておこう。TOPIXが4.9%、ダウが3.4%。", "4.9%", ["supported"]),
        ("年初来の騰落率を見ておこう。TOPIXが3.9%、ダウが3.4%。", "3.9%", []),
        # some other stretch may be meant
        ("12月から1月にかけての相場の話。TOPIXは4%の上昇だ。", "4%", ["insufficient"]),
    ],
)
def test_a_move_over_a_stretch_named_before_is_confirmed_and_never_refuted(
    text: str, number: str, statuses: list[str]
) -> None:
    assert said_of(text, number, ROWS, DAY) == statuses


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (LEVELS + "12月1日比では8.6%高い。", "supported"),
        (LEVELS + "12月1日比では6.8%高い。", "contradicted"),
    ],
)  # fmt: skip
def test_data_tell_which_of_the_numbers_that_do_not_agree_is_wrong(text: str, status: str) -> None:
    report = uratori.Analyzer().check(text, published=DAY, data=Facts(ROWS))
    told = {each.id: each.text for each in report.analysis.quantities}
    found = {told[each.quantity]: each for each in report.findings if each.scope == "market"}
    percent = found["8.6%" if status == "supported" else "6.8%"]
    assert percent.status == status
    assert {found[each].status for each in ("4万ドル", "4万3430ドル")} == {"supported"}


def test_the_finding_names_the_number_whose_reading_it_shares() -> None:
    text = YEAR + "TOPIXは少し控えめで4.9%の値上がりだ。"
    report = uratori.Analyzer().check(text, published=DAY, data=Facts(ROWS))
    told = [each.explanation for each in report.findings]
    assert any(each.startswith("「4.3%」と同じ読み方で調べた。") for each in told)
