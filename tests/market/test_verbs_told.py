"""Prices and moves that only the verb behind the number tells, and what looks like them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Fact, Facts

from .builders import flat, until

NIKKEI, TOPIX, IBM = "index:nikkei225", "index:topix", "XNYS:IBM"
# 2026-02-02 (Mon) to 02-06, and a month of rest before
ROWS = [
    *flat(NIKKEI, "2025-12-30", "2026-01-30", "50000"),
    *until(NIKKEI, "2026-02-06", "50000 51000 50500 52000 51500"),
    *flat(IBM, "2025-12-31", "2026-01-30", "300", unit="USD"),
    *until(IBM, "2026-02-06", "300 306 303 312 309", unit="USD"),
]


def _status(
    text: str, number: str, published: str = "2026-02-07", rows: Sequence[Fact] = tuple(ROWS)
) -> str | None:
    day, at = date.fromisoformat(published), text.index(number)
    report = Analyzer().check(text, published=day, data=Facts(rows))
    places = {each.id: each.start for each in report.analysis.quantities}
    held = [each for each in report.findings if each.scope == "market"]
    return next((each.status for each in held if places[each.quantity] == at), None)


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("IBMは昨年末比で3.0%も浮上している。", "3.0%", "supported"),
        ("IBMは昨年末比で8.0%も沈んでいる。", "8.0%", "contradicted"),
        ("IBM(NYSE)の6日の引けは309.00ドル。", "309.00ドル", "supported"),
        ("IBM(NYSE)の6日の引けは319.00ドル。", "319.00ドル", "contradicted"),
        ("日経平均は5日に3.0%跳ねた。", "3.0%", "supported"),
        ("日経平均は5日に7.0%跳ねた。", "7.0%", "contradicted"),
        ("日経平均は5日、1500円切り返した。", "1500円", "supported"),
        ("日経平均の値は5日、5万2000円で着地した。", "5万2000円", "supported"),
        ("前日に2.97%跳ねた反動で、6日の日経平均は500円安だった。", "2.97%", "supported"),
        ("6日のIBMは309.00ドルと続落した。", "309.00ドル", "supported"),
        ("6日のIBMは339.00ドルと続落した。", "339.00ドル", "insufficient"),
        ("6日の日経平均は朝方高かったが、終わってみれば5万1500円。", "5万1500円", "supported"),
        ("6日の日経平均は朝方高かったが、結局5万3500円。", "5万3500円", "insufficient"),
        ("起きて確認したら、6日のIBMは309.00ドルだった。", "309.00ドル", "supported"),
        ("6日の日経平均は5万1500円まで下げ、5万円が視野に入った。", "5万1500円", "supported"),
    ],
)
def test_a_verb_alone_makes_a_price_or_a_move(text: str, number: str, status: str) -> None:
    published = "2026-02-06" if text.startswith("前日") else "2026-02-07"
    assert _status(text, number, published) == status


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("日経平均は5日、終値での5万1000円台回復となった。", "5万1000円台"),
        ("IBMの営業利益は3.0%跳ねた。", "3.0%"),
        ("IBMの販売は3.0%沈んだ。", "3.0%"),
        ("日経平均が9.0%沈む可能性もある。", "9.0%"),
        ("日経平均とTOPIXでは上昇銘柄が3.0%膨らんだ。", "3.0%"),
    ],
)
def test_what_is_no_price_is_left_alone(text: str, number: str) -> None:
    assert _status(text, number) not in ("supported", "contradicted")


AVERAGED = [*until(NIKKEI, "2026-02-06", "50000 " * 24 + "51500")]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("日経平均は25日線を1440円ほど上回って引けた。", "1440円", "supported"),
        ("日経平均は25日線を1440円ほど下回って引けた。", "1440円", "contradicted"),
        ("日経平均は25日線の5万0060円を上回る。", "5万0060円", "supported"),
        ("日経平均は25日線の4万9060円を上回る。", "4万9060円", "contradicted"),
        ("日経平均は5万0060円に位置する25日線を上回って引けた。", "5万0060円", "supported"),
        ("日経平均の25日移動平均に対する上方乖離は6日に2.9%へ広がった。", "2.9%", "supported"),
        ("日経平均の25日移動平均に対する上方乖離は6日に6.9%へ広がった。", "6.9%", "contradicted"),
    ],
)
def test_numbers_beside_an_average(text: str, number: str, status: str) -> None:
    assert _status(text, number, rows=AVERAGED) == status


YEARS = [*flat(NIKKEI, "2023-12-29", "2024-12-30", "40000"),
         *until(NIKKEI, "2025-12-30", "41000.75 50000.75")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "published", "status"),
    [
        ("日経平均は年間で25.0%上昇して1年の取引を終えた。",
         "25.0%", "2025-12-30", "supported"),
        ("日経平均は年間で15.0%上昇して1年の取引を終えた。",
         "15.0%", "2025-12-30", "contradicted"),
        ("日経平均の終値は5万円だった。年間の上げ幅は1万円になる。",
         "1万円", "2025-12-30", "supported"),
        ("日経平均は29日の4万1000円を上回って引けた。",
         "4万1000円", "2025-12-30", "supported"),
        ("日経平均は29日の4万0100円を上回って引けた。",
         "4万0100円", "2025-12-30", "contradicted"),
        ("この日の日経平均の終値は5万0000円75銭だった。",
         "5万0000円75銭", "2025-12-30", "supported"),
        ("この日の日経平均の終値は4万1000円75銭だった。",
         "4万1000円75銭", "2025-12-30", "insufficient"),
        ("12月の日経平均は29日の終値が4万1000円75銭だ。",
         "4万1000円75銭", "2026-01-20", "supported"),
    ],
)  # fmt: skip
def test_years_and_days_that_words_tell(
    text: str, number: str, published: str, status: str
) -> None:
    assert _status(text, number, published, YEARS) == status


LONG = [
    *flat(NIKKEI, "2025-12-30", "2026-01-30", "50000"),
    *until(NIKKEI, "2026-02-06", "50000 51000 50500 52000 60000"),
    *flat(IBM, "2025-12-31", "2026-01-30", "300", unit="USD"),
    *until(IBM, "2026-02-06", "300 330 303 312 309", unit="USD"),
]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("年初来で2割上げた日経平均に対し、IBMは3.0%高にとどまる。", "3.0%", "supported"),
        ("年初来で2割上げた日経平均に対し、IBMは5.0%高にとどまる。", "5.0%", "contradicted"),
        ("IBMは3日の高値(終値)から1割近く、正確には6.4%下げた。", "6.4%", "supported"),
        ("IBMの1日の上昇率は10.0%だった。", "10.0%", "insufficient"),
        ("日経平均は6日、前日比8000.00高で引けた。", "8000.00", "supported"),
        ("日経平均は6日、前日比6000.00高で引けた。", "6000.00", "contradicted"),
        ("今年の日経平均は昨年末から1万円上昇したことになる。", "1万円", "supported"),
        ("日経平均は6日に6万円と終値での年初来高値を更新した。", "6万円", "supported"),
        ("IBMは6日、309.00ドルだった。", "309.00ドル", "supported"),
    ],
)
def test_times_and_numbers_told_elsewhere(text: str, number: str, status: str) -> None:
    found = _status(text, number, rows=LONG)
    assert found == status or (status == "supported" and found == "supported_under")


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # a day of the week, and a second reading that fails too, leave nothing open
        ("IBMは2025年12月に売られた。6日(金)の日経平均は4万0000円で引けた。",
         "4万0000円", "contradicted"),
        ("IBMは1月に売られた。6日の日経平均の終値は4万0000円だった。",
         "4万0000円", "contradicted"),
        ("1月の米CPIは3.0%上昇した。6日の日経平均の終値は4万0000円だった。",
         "4万0000円", "contradicted"),
        ("IBMは5日に買われた。日経平均は500円安の5万1500円で6日の取引を終えた。",
         "500円", "supported"),
        ("IBMは5日に買われた。日経平均は900円安の5万1500円で6日の取引を終えた。",
         "900円", "contradicted"),
    ],
)  # fmt: skip
def test_days_beside_other_times(text: str, number: str, status: str) -> None:
    assert _status(text, number) == status


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # a run's length is no window; a high parted by another number is none
        ("6日の日経平均は15.4%高。2日続伸で、週間の上昇率は20.0%に達した。", "20.0%", "supported"),
        (
            "5日に終値で高値の5万2000円を付けた日経平均は、6日に6万円まで買われた。",
            "6万円",
            "supported",
        ),
        (
            "IBMは6日に安い。4日に付けた終値の安値の303.00ドルからは2.0%戻した。",
            "2.0%",
            "supported_under",
        ),
        ("5日の東京市場。日経平均プラス3.0%。", "プラス3.0%", "supported"),
        ("5日の東京市場。日経平均プラス6.0%。", "プラス6.0%", "contradicted"),
        ("6日の引けの時点で、IBMは309.00ドル、日経平均は6万円。", "309.00ドル", "supported"),
        ("今年のIBMの終値の最低は5日の312.00ドル(終値)だった。", "312.00ドル", "contradicted"),
        ("5日に上げたダウプラス6.0%、日経平均プラス3.0%。", "プラス6.0%", None),
    ],
)
def test_numbers_of_lists_and_runs(text: str, number: str, status: str | None) -> None:
    rows = [each for each in LONG if each.date.isoformat() != "2026-02-03"]
    rows += until(NIKKEI, "2026-02-03", "51000") + until(IBM, "2026-02-03", "306", unit="USD")
    assert _status(text, number, rows=rows) == status


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("IBMは昨年末の300ドルから6日には309ドルとなり、上昇率は3.0%に達する。",
         "3.0%", "supported"),
        ("IBMは昨年末の300ドルから6日には309ドルとなり、下落率は3.0%に達する。",
         "3.0%", "contradicted"),
        ("IBMは4日の安値を上回る。6日時点の上昇率は2.0%だ。",
         "2.0%", "insufficient"),
        ("5日に安値を付けたIBMの年初来上昇率は3.0%に縮んだ。",
         "3.0%", "supported"),
        ("昨年末に300ドルだったIBMは、6日には309ドルまで上がった。",
         "309ドル", "supported"),
        ("3日は買いが入った。IBMは高い。日経平均は週間で20.0%上げた。",
         "20.0%", "supported"),
        ("3日のIBMは高い。日経平均の終値は前日比8000円高。",
         "8000円", "supported"),
        ("3日のIBMは高い。日経平均の終値は前日比6000円高。",
         "6000円", "contradicted"),
    ],
)  # fmt: skip
def test_ends_and_times_of_other_sentences(text: str, number: str, status: str) -> None:
    found = _status(text, number, rows=LONG)
    assert found == status or (status == "supported" and found == "supported_under")
