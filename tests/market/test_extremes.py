"""Records, falls from a peak, the largest fall; averages; ratios and crosses."""

from datetime import date
from fractions import Fraction

import pytest

import uratori
from uratori.market import Facts

from .builders import fact, flat, found, until

NIKKEI, TOPIX, SP500 = "index:nikkei225", "index:topix", "index:sp500"

# 300 at the end of 2024, 500 in November 2025, 400 since
YEAR = [
    *flat(SP500, "2024-11-01", "2025-11-03", "300"),
    *flat(SP500, "2025-11-04", "2025-11-28", "500"),
    *flat(SP500, "2025-12-01", "2026-01-26", "400"),
    *until(SP500, "2026-01-27", "420"),
]
HIGHS = [
    fact(SP500, "high", row.date.isoformat(), row.value + 5, "points", place=Fraction("0.01"))
    for row in YEAR
]


@pytest.mark.parametrize(
    ("text", "rows", "status"),
    [
        ("27日のS&P500は年初来高値の420を付けた。", YEAR + HIGHS, "supported_under"),
        ("27日のS&P500は年初来高値の460を付けた。", YEAR + HIGHS, "contradicted"),
        ("27日のS&P500は年初来高値の420で引けた。", YEAR, "supported"),
        ("27日のS&P500は史上最高値の420で引けた。", YEAR, "contradicted"),
        ("27日のS&P500は史上最高値の600で引けた。", YEAR, "insufficient"),
        ("27日のS&P500は史上最高値の420で引けた。", YEAR[-20:], "insufficient"),
    ],
)
def test_records(text: str, rows: list, status: str) -> None:
    assert found(text, rows, "2026-01-28", "close").status == status


def test_a_known_record_makes_a_short_series_long_enough() -> None:
    known = fact(
        SP500, "record_high", "2025-12-30", "410", "points", start="2015-05-21",
        definition="close",
    )  # fmt: skip
    text = "27日のS&P500は史上最高値の420で引けた。"
    rows = until(SP500, "2026-01-27", "400 400 400 420")
    assert found(text, rows, "2026-01-28", "close").status == "insufficient"
    within = fact(
        SP500, "record_high", "2026-01-23", "410", "points", start="2015-05-21",
        definition="close",
    )  # fmt: skip
    assert found(text, [*rows, known], "2026-01-28", "close").status == "insufficient"
    assert found(text, [*rows, within], "2026-01-28", "close").status == "supported"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("S&P500は昨年11月の高値から16%下落している。", "supported_under"),
        ("S&P500は昨年11月の高値から20%下落している。", "definition_dependent"),
        ("S&P500は昨年11月の高値から30%下落している。", "contradicted"),
        ("S&P500は直近の高値から16%下落している。", "supported"),
        ("S&P500は直近の高値から30%下落している。", "insufficient"),  # which one is not said
    ],
)
def test_a_fall_from_a_peak(text: str, status: str) -> None:
    assert found(text, YEAR + HIGHS, "2026-01-28", "return").status == status


@pytest.mark.parametrize(("number", "status"), [("20.0", "supported"), ("25.0", "contradicted")])
def test_the_largest_fall(number: str, status: str) -> None:
    text = f"S&P500の2025年の最大ドローダウンは{number}%だった。"
    assert found(text, YEAR, "2026-01-28", "drawdown").status == status


# --- averages ----------------------------------------------------------------------------------

CLOSES = until(NIKKEI, "2026-01-27", " ".join(str(40000 + 100 * n) for n in range(1, 31)))
"""40100 to 43000; the mean of the last 25 is 41800."""


@pytest.mark.parametrize(
    ("text", "check", "status"),
    [
        ("27日の日経平均の25日移動平均は4万1800円だった。", "moving_average", "supported"),
        ("27日の日経平均の25日移動平均は4万2750円だった。", "moving_average", "contradicted"),
        ("27日の日経平均の75日移動平均は4万1800円だった。", "moving_average", "insufficient"),
        ("27日の日経平均は25日移動平均線を2.9%上回っている。", "deviation", "supported"),
        ("27日の日経平均は25日移動平均線を2.9%下回っている。", "deviation", "contradicted"),
        ("27日の日経平均の25日移動平均からの乖離率は4.9%だった。", "deviation", "contradicted"),
        ("日経平均の25日移動平均線は4万1800円近辺にある。", "close", "supported"),
    ],
)
def test_averages(text: str, check: str, status: str) -> None:
    assert found(text, CLOSES, "2026-01-28", check).status == status


def test_an_average_lacks_a_session() -> None:
    rows = [*CLOSES[:20], *CLOSES[21:]]
    finding = found(
        "27日の日経平均の25日移動平均は4万1800円だった。", rows, "2026-01-28", "moving_average"
    )
    assert finding.status == "insufficient"
    assert "25日のうち24日分" in finding.explanation


# --- ratios, spreads, crosses ------------------------------------------------------------------


@pytest.mark.parametrize(("number", "status"), [("14.5", "supported"), ("14.8", "contradicted")])
def test_nt_ratio(number: str, status: str) -> None:
    rows = [*until(NIKKEI, "2026-01-27", "43500"), *until(TOPIX, "2026-01-27", "3000")]
    text = f"27日のNT倍率は{number}倍だった。"
    finding = found(text, rows, "2026-01-28", "nt_ratio")
    assert finding.status == status
    assert finding.evidence[0].value == Fraction("14.5")
    assert finding.evidence[0].note.startswith("43500 / 3000")


@pytest.mark.parametrize(
    ("number", "status"),
    [("0.5%", "supported"), ("0.6%", "insufficient"), ("1.5%", "contradicted")],
)
def test_a_spread(number: str, status: str) -> None:
    rows = [
        *until("rate:us10y", "2026-01-27", "4.25", metric="yield", unit="percent"),
        *until("rate:us2y", "2026-01-27", "3.75", metric="yield", unit="percent"),
    ]
    text = f"27日の米2年債と10年債の利回り差は{number}だった。"
    assert found(text, rows, "2026-01-28", "spread").status == status


PAIRS = [
    *until("fx:EURUSD", "2026-01-27", "1.08", unit="USD/EUR", definition="ny_noon"),
    *until("fx:USDJPY", "2026-01-27", "150", unit="JPY/USD", definition="ny_noon"),
]


@pytest.mark.parametrize(
    ("rate", "own", "status"),
    [
        ("162円00銭", [], "definition_dependent"),
        ("163円50銭", [], "insufficient"),
        ("190円00銭", [], "contradicted"),
        ("162円00銭",
         until("fx:EURJPY", "2026-01-27", "162.00", unit="JPY/EUR", definition="tokyo_17"),
         "supported"),
    ],
)  # fmt: skip
def test_a_cross_stands_for_a_missing_pair(rate: str, own: list, status: str) -> None:
    text = f"27日の円相場は1ユーロ={rate}だった。"
    finding = found(text, [*PAIRS, *own], "2026-01-28", "close")
    assert finding.status == status
    if not own:
        assert "1.08 * 150" in (finding.evidence[0].note or "")


# flat for a year, then 50,000 on 14 January, 38,000 on the 22nd and 40,000 on the 27th
PEAKED = [
    *flat(NIKKEI, "2024-09-02", "2026-01-07", "45000"),
    *until(
        NIKKEI, "2026-01-27",
        "46000 47000 48000 50000 49000 45000 44000 43000 42000 38000 39000 39500 40000",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("日経平均は1月14日のピークから27日までにN%が吹き飛んだ。", "20.0", "14.0"),
        ("日経平均は1月14日に付けた高値から27日までN%の急坂を転げ落ちた。", "20.0", "14.0"),
        ("日経平均の調整は深い。1月14日の天井から27日までにN%を失った。", "20.0", "14.0"),
        ("1月14日に天井を打った日経平均は27日までにN%下落した。", "20.0", "14.0"),
        ("日経平均は1月14日を頂点に27日までN%滑り落ちた。", "20.0", "14.0"),
        (
            "1月14日の高値からの下落率はN%。27日の終値で、日経平均は調整局面に入った。",
            "20.0",
            "14.0",
        ),
        ("日経平均は1月14日の高値から22日の安値までN%下げた（いずれも終値）。", "24.0", "14.0"),
        ("27日の日経平均は、1月14日に記録した最高値まで残りN円となった。", "10000", "6000"),
    ],
)
def test_falls_from_a_peak_in_other_words(text: str, right: str, wrong: str) -> None:
    check = "price_change" if "円" in text else "return"
    for told, due in ((right, ("supported", "supported_under")), (wrong, ("contradicted",))):
        assert found(text.replace("N", told), PEAKED, "2026-01-28", check).status in due


@pytest.mark.parametrize(
    ("text", "check", "told"),
    [
        ("27日の終値から、日経平均が最高値に戻るにはあとN%の上昇で足りる。", "return", "25.0"),
        ("日経平均が最高値を奪い返すには、27日の終値からあとN%の上昇が要る。", "return", "25.0"),
        ("27日の日経平均は最高値まであとN円。", "price_change", "10000"),
        ("27日の日経平均は最高値にN円及ばない。", "price_change", "10000"),
    ],
)
def test_what_a_price_lacks_to_its_high(text: str, check: str, told: str) -> None:
    assert found(text.replace("N", told), PEAKED, "2026-01-28", check).status == "supported"
    told = told.replace("2", "3").replace("1", "2")
    assert found(text.replace("N", told), PEAKED, "2026-01-28", check).status == "insufficient"


# records on seven days of 2026, the last on the 27th
RENEWED = [
    *flat(NIKKEI, "2024-09-02", "2025-12-30", "45000"),
    *until(
        NIKKEI, "2026-01-27",
        "45100 45200 45150 45300 45400 45250 45500 45450 45600 45500 45700",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "日経平均は27日に最高値を更新した。今年に入ってN度目の更新である。",
        "27日の日経平均は最高値を塗り替えた。年明けからの更新回数はN回を数える。",
        "今年に入って日経平均が終値の最高値を更新した日は、27日までにN回を数える。",
        "昨年末から1月27日まで、日経平均が終値で最高値を塗り替えたのはN回。",
        "27日の日経平均は今年N回目の最高値更新となった。",
        "27日の日経平均は終値で最高値を更新。2026年はこれでN回目だ。",
    ],
)
def test_records_of_a_year_are_counted(text: str) -> None:
    def status(count: int) -> str:
        told = text.replace("N", str(count))
        return found(told, RENEWED, "2026-01-28", "record_count").status

    assert status(7) == "supported"
    assert status(3) == "insufficient"  # the highest of the data may be none of all time
    closes = "終値" in text.partition("N")[0]  # no highs are held
    assert status(12) == ("contradicted" if closes else "insufficient")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("日経平均は27日に終値で最高値を更新した。今月に入って7度目の更新である。", "supported"),
        ("日経平均は27日に終値で最高値を更新した。今月に入って9度目の更新である。", "contradicted"),
        ("1月の日経平均は終値の最高値更新が27日までに7回を数えた。", "supported"),
        ("月内に入り27日までに日経平均が終値で最高値を塗り替えたのは9回。", "contradicted"),
        ("日経平均は27日に終値で最高値を付けた。これで今月7回目だ。", "supported"),
        ("12月の日経平均は終値での最高値更新が1回にとどまった。", "contradicted"),
        ("日経平均が27日に終値の最高値で引けたのは、年初から数えて9度目。", "contradicted"),
        (
            "終値の最高値ラッシュの日経平均。年明けから27日までに9回、記録を書き換えた。",
            "contradicted",
        ),
        ("日経平均の終値での最高値更新は23日以来、2営業日ぶりだ。27日に更新した。", "supported"),
        ("日経平均が最後に終値で最高値を更新したのは1月27日だ。", "supported"),
        ("27日の時点で日経平均が最後に終値で最高値を更新したのは1月20日。", "contradicted"),
        ("日経平均の終値の年初来高値は1月27日に付けた4万5700円だ。", "supported"),
        ("27日の日経平均は1月20日に付けた終値での年初来高値を下回った。", "contradicted"),
        ("27日の日経平均は終値で23日に付けた最高値を2営業日ぶりに更新した。", "supported"),
        ("27日の日経平均は終値で20日に付けた最高値を5営業日ぶりに塗り替えた。", "contradicted"),
    ],
)
def test_records_of_a_month_and_their_days(text: str, status: str) -> None:
    report = uratori.Analyzer().check(text, published=date(2026, 1, 28), data=Facts(RENEWED))
    told = [each.status for each in report.findings if each.check in ("record_count", "since")]
    assert told and set(told) == {status}


@pytest.mark.parametrize(
    "text",
    [
        "日経平均は27日に年初来高値を更新した。今年に入って7度目の更新である。",
        "最高値の更新は今年7度目になりそうだ。27日の日経平均は小動き。",
    ],
)
def test_other_counts_of_records_are_left_alone(text: str) -> None:
    report = uratori.Analyzer().check(text, published=date(2026, 1, 28), data=Facts(RENEWED))
    assert not [each for each in report.findings if each.check == "record_count"]
