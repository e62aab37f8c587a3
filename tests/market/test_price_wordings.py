"""Records in pairs, runs ended or ahead, lines behind ぶり, and prices a move is told from."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Fact, Facts

from .builders import flat, until

NIKKEI, TOPIX, IBM, YEN = "index:nikkei225", "index:topix", "XNYS:IBM", "fx:USDJPY"
# 2026-01-19 (Mon) to 01-30 (Fri), and a month of rest before
ROWS = [
    *flat(NIKKEI, "2025-12-30", "2026-01-16", "50000"),
    *until(NIKKEI, "2026-01-30", "48000 49000 50500 51000 52000 50900 51200 51300 51400 51050"),
    *flat(TOPIX, "2025-12-30", "2026-01-16", "3000"),
    *until(TOPIX, "2026-01-30", "2900 2920 2925 2930 2935 2930 2932 2933 2934 2920"),
    *flat(IBM, "2025-12-31", "2026-01-16", "300", unit="USD"),
    *until(IBM, "2026-01-30", "300 306 330 320 310 303 290 295 299 300", unit="USD"),
    *flat(YEN, "2025-10-01", "2025-11-27", "158", unit="JPY/USD"),
    *flat(YEN, "2025-11-28", "2026-01-29", "150", unit="JPY/USD"),
    *until(YEN, "2026-01-30", "157.5", unit="JPY/USD"),
]


def _statuses(text: str, published: str = "2026-01-31") -> list[tuple[str, str]]:
    rows: list[Fact] = ROWS
    report = Analyzer().check(text, published=date.fromisoformat(published), data=Facts(rows))
    named = {each.id: each.text for each in report.analysis.quantities}
    return [
        (named[each.quantity], each.status) for each in report.findings if each.scope == "market"
    ]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # a low told beside a high is one of the same time, and of closes where both are
        (
            "日経平均の年初来の高値は1月23日の5万2000円、安値は1月19日の4万8000円(いずれも終値)。",
            "4万8000円",
            "supported",
        ),
        (
            "日経平均の年初来の高値は1月23日の5万2000円、安値は1月20日の4万9000円(いずれも終値)。",
            "4万9000円",
            "contradicted",
        ),
        ("日経平均の今年の終値の最安値は、1月19日の4万8000円だ。", "4万8000円", "supported"),
        ("1月23日の5万2000円が、日経平均の終値での年初来高値だ。", "5万2000円", "supported"),
        ("1月22日の5万1000円が、日経平均の終値での年初来高値だ。", "5万1000円", "insufficient"),
        # a close at the day's high is no record
        ("30日の日経平均は5万1050円と高値引けとはならなかった。", "5万1050円", None),
        ("日経平均の年初来高値5万2000円を抜くには材料が必要だろう。", "5万2000円", "supported"),
    ],
)
def test_records(text: str, number: str, status: str | None) -> None:
    found = dict(_statuses(text))
    assert found.get(number) == status if status else found.get(number) != "contradicted"


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("30日の日経平均は反落。前日まで3日続伸していた。", "3日", "supported"),
        ("30日の日経平均は反落。前日まで5日続伸していた。", "5日", "insufficient"),
        ("日経平均は30日、3日続いた上げが一服した。", "3日", "supported"),
        ("29日まで3営業日連続で前日を上回って引けた。日経平均は堅調だ。", "3営業日", None),
        (
            "29日の日経平均は上昇率でTOPIXを上回り、これで3営業日連続の勝ち越しとなった。",
            "3営業日",
            "supported",
        ),
        (
            "29日の日経平均は上昇率でTOPIXを上回り、これで6営業日連続の勝ち越しとなった。",
            "6営業日",
            "contradicted",
        ),
        ("TOPIXが日経平均の上昇率を下回るのは、29日で3日連続だ。", "3日", "supported"),
    ],
)
def test_runs(text: str, number: str, status: str | None) -> None:
    assert dict(_statuses(text)).get(number) == status


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("日経平均は21日、4営業日ぶりに5万500円台を回復した。", "4営業日", None),
        ("日経平均は21日、3営業日ぶりに終値で5万円台を回復した。", "3営業日", "supported"),
        ("日経平均は21日、7営業日ぶりに終値で5万円台を回復した。", "7営業日", "contradicted"),
        (
            "21日の日経平均は終値で5万円を突破した。3営業日ぶりの大台回復となる。",
            "3営業日",
            "supported",
        ),
        # the day of a price that was passed is not the day that is told of
        ("29日の日経平均は1月5日に付けた終値を上回り、同日以来の高値となった。", "同日", None),
        (
            "日経平均は1月9日に付けた高値を上回り、2025年12月以来の高値となった。",
            "2025年12月",
            None,
        ),
        # a low of the yen is a high of the dollar
        (
            "円相場は30日に1ドル=157円台まで下げ、2025年11月以来の安値を付けた。",
            "2025年11月",
            "supported",
        ),
        (
            "円相場は30日に1ドル=157円台まで下げ、2025年12月以来の安値を付けた。",
            "2025年12月",
            "contradicted",
        ),
        (
            "円相場は30日に1ドル=157円台まで下げ、2025年11月以来の円安となった。",
            "2025年11月",
            "supported",
        ),
    ],
)
def test_firsts(text: str, number: str, status: str | None) -> None:
    day = "2026-01-21" if "21日" in text else "2026-01-31"
    found = dict(_statuses(text, day))
    assert found.get(number) == status if status else found.get(number) != "contradicted"


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        (
            "1月21日に330ドルを付けた後は下げ基調で、30日までのIBMの下落率は9.1%となった。",
            "9.1%",
            "supported",
        ),
        ("IBMは1月21日の330ドルを天井に、30日までに9.1%下げた。", "9.1%", "supported"),
        ("IBMは1月21日の330ドルを天井に、30日までに29.1%下げた。", "29.1%", "contradicted"),
        ("IBMの株価は今年の高値である330ドルを依然9.1%下回っている。", "9.1%", "supported"),
        ("IBMの株価は今年の高値である330ドルを依然29.1%下回っている。", "29.1%", "contradicted"),
        ("IBMは今年の安値である1月27日の終値から3.4%上昇した計算だ。", "3.4%", "supported"),
        ("IBMは1月21日に今年の高値を付けた後、9.1%下落した。", "9.1%", "supported"),
        ("1月21日に330ドルを付けたIBMだが、その後は9.1%下げている。", "9.1%", "supported"),
        ("IBMは1月21日の高値から1月30日にかけて9.1%下落した。", "9.1%", "supported"),
        ("IBMは1月21日の高値から1月30日にかけて39.1%下落した。", "39.1%", "contradicted"),
    ],
)
def test_moves_from_a_price(text: str, number: str, status: str) -> None:
    found = dict(_statuses(text)).get(number)
    assert found in {status, status + "_under"}


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("30日の日経平均は5万円の節目を上回って引けた。", "5万円", "supported"),
        ("30日の日経平均は5万5000円の節目を上回って引けた。", "5万5000円", "contradicted"),
        ("日経平均の年初来高値5万2000円までは、あと950円ある。", "950円", None),
        ("30日のIBMは一時、前日比9ドル高の308ドルまで上値を伸ばした。", "308ドル", None),
    ],
)
def test_levels(text: str, number: str, status: str | None) -> None:
    found = dict(_statuses(text))
    assert found.get(number) == status if status else found.get(number) != "contradicted"
