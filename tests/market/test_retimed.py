"""The time of a claim where its sentence tells it: 前日の, 昨年1年間, 半年前に比べ, 16日から."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market.asking.runs_said import measured_from, names_average, run_direction
from uratori.market.definitions.ranks import beside_record
from uratori.market.reading.retimed import ago, is_day_before, retimed
from uratori.records import Analysis, Claim, Quantity

PUBLISHED = date(2026, 2, 10)


def claim_in(text: str, number: str) -> tuple[Analysis, Claim, Quantity]:
    analysis = Analyzer().extract(text, published=PUBLISHED)
    quantity = next(q for q in analysis.quantities if q.text == number)
    claim = next(c for c in analysis.claims if c.quantity == quantity.id)
    return analysis, claim, quantity


@pytest.mark.parametrize(
    ("text", "number", "time"),
    [
        ("S&P500は昨年1年間で23.4%上昇した。", "23.4%", "2025"),
        ("2025年の1年間でTOPIXは20.1%上昇した。", "20.1%", "2025"),
        ("S&P500は過去1年間で23.4%上昇した。", "23.4%", "P1Y"),
        ("1月16日から、日経平均は7.5%下落している。", "7.5%", "2026-01-16"),
        ("前日の米国市場でS&P500は6,832.76で終えた。", "6,832.76", None),
    ],
)
def test_the_time_of_a_claim(text: str, number: str, time: str | None) -> None:
    claim = retimed(*claim_in(text, number))
    assert (claim.period.timex if claim.period else None) == time


@pytest.mark.parametrize(
    ("text", "number", "before"),
    [
        ("前日の日経平均の終値は5万3322円だった。", "5万3322円", True),
        ("S&P500は前日に0.73%下落しており、日本株の重荷だ。", "0.73%", True),
        ("日経平均は前日比0.73%安で終えた。", "0.73%", False),
        ("日経平均は前日終値を0.73%下回って終えた。", "0.73%", False),
        ("9日のS&P500は0.73%下落した。", "0.73%", False),
    ],
)
def test_the_day_before_is_told_from_what_is_measured_against_it(
    text: str, number: str, before: bool
) -> None:
    assert is_day_before(*claim_in(text, number)) is before


@pytest.mark.parametrize(
    ("text", "number", "back"),
    [
        ("2年前と比較すると、日経平均は22.2%高い。", "22.2%", "P2Y"),
        ("半年前に比べTOPIXは12.4%上昇した。", "12.4%", "P6M"),
        ("TOPIXは3カ月前より5.2%高い。", "5.2%", "P3M"),
        ("TOPIXは5.2%上昇した。", "5.2%", ""),
    ],
)
def test_how_long_ago_a_move_is_counted_from(text: str, number: str, back: str) -> None:
    assert ago(*claim_in(text, number)) == back


@pytest.mark.parametrize(
    ("text", "number", "direction"),
    [
        ("日経平均は5日連続で上昇した。", "5日", "up"),
        ("NYダウの続落は2月9日で4営業日連続となった。", "4営業日", "down"),
        ("日経平均は3週連続で下落した。", "3週", "down"),
    ],
)
def test_the_direction_of_a_run(text: str, number: str, direction: str) -> None:
    assert run_direction(*claim_in(text, number)) == direction


def test_words_beside_a_number() -> None:
    assert names_average("25日移動平均は12日時点で")
    assert not names_average("25日移動平均を上回る")
    assert beside_record("年初来高値の") and not beside_record("高値を更新し")
    assert measured_from("昨年末に比べ、", ("year_end_before",)) == "year_end_before"
    assert measured_from("年初来高値から、", ("year_end_before",)) == ""
