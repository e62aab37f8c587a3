"""Figures in other words: rates, yields, the economy, firms and sizes; what is in doubt."""

from datetime import date
from fractions import Fraction

import pytest

from uratori.market import Facts

from .builders import fact
from .statements import verdicts

HUNDREDTH, THOUSANDTH = Fraction("0.01"), Fraction("0.001")
YEN = {
    "2026-04-28": "160.98",
    "2026-04-30": "164.41",
    "2026-05-01": "164.15",
    "2026-05-07": "168.86",
}
NOON = {
    "2026-04-28": "161.13", "2026-04-29": "161.55", "2026-04-30": "163.84", "2026-05-01": "163.82",
    "2026-05-05": "168.07", "2026-05-06": "169.30", "2026-05-07": "168.48",
}  # fmt: skip
TREASURIES = {"rate:us10y": ("3.36", "3.38"), "rate:us2y": ("3.49", "3.49")}
GILT_OF_JAPAN = ("1.950", "1.955")
SIZES = {
    "XTKS:7203": ("market_cap", "48820000000000", "JPY"),
    "fund:emaxis_slim_acwi": ("net_assets", "9235000000000", "JPY"),
}


def money() -> Facts:
    """Give rates of the yen, yields of two days and sizes of one."""
    rows = [
        fact("fx:USDJPY", "close", day, value, "JPY/USD", definition=name, place=HUNDREDTH)
        for name, days in (("tokyo_17", YEN), ("ny_noon", NOON))
        for day, value in days.items()
    ]
    for entity, values in TREASURIES.items():
        for day, value in zip(("2026-05-06", "2026-05-07"), values, strict=True):
            rows.append(fact(entity, "yield", day, value, "percent", place=HUNDREDTH))
    for day, value in zip(("2026-05-06", "2026-05-07"), GILT_OF_JAPAN, strict=True):
        rows.append(fact("rate:jp10y", "yield", day, value, "percent", place=THOUSANDTH))
    for entity, (metric, amount, unit) in SIZES.items():
        rows.append(fact(entity, metric, "2026-05-07", amount, unit, place=Fraction(10**10)))
    rows.append(fact("XTKS:7203", "close", "2026-05-07", "3595", "JPY", place=Fraction(1)))
    return Facts(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of 17:00 in Tokyo: against the last day on which Tokyo fixed a rate
        ("7日の東京外国為替市場で17時時点の円相場は前日比4円71銭の円安だった。", "supported"),
        ("7日の東京外国為替市場で17時時点の円相場は前日比18円円安だった。", "contradicted"),
        ("4月30日17時時点の円相場は前日比3円43銭の円安だった。", "supported"),
        ("円相場は7日17時時点で前日に比べ4円71銭安い168円86銭。", "supported supported"),
        ("ニューヨーク市場で7日、円は17時時点で前日比82銭円高だった。", "supported"),
        # one yield above another
        ("7日の米債券市場で2年債利回りは10年債利回りを11bp上回った。", "supported"),
        ("7日の米債券市場で10年債利回りは2年債利回りを0.11%下回った。", "supported"),
        ("7日の米債券市場で10年債利回りは2年債利回りを0.90%上回った。", "contradicted"),
        ("7日の米10年債と2年債の逆イールド幅は11bpだった。", "supported"),
        ("日米の長期金利の差は7日時点で1.43ポイントある。", "supported"),
        ("日米長期金利差は7日時点で2.9ポイントある。", "contradicted"),
        ("7日の米10年国債と日本の10年国債の利回り格差は1.43%。", "supported"),
        # whose a bond is
        ("7日のニューヨーク債券相場。10年物国債の利回りは3.38%で終えた。", "supported"),
        ("2年債の利回りは7日、米国市場で3.49%だった。", "supported"),
        ("7日の米国債市場で指標となる10年物の利回りは3.38%だった。", "supported"),
        ("米国市場の動きを受け、7日の国内債券市場で10年債利回りは1.955%で引けた。", "supported"),
        ("英国債市場。10年物国債の利回りは4.5%だった。", "insufficient"),
        ("28日ではなく7日の米債市場で10年債利回りは3.38%だった。", "supported"),
        # what another number is a line of
        ("新発10年債利回りは7日、1.955%と節目の2%を下回った。", "supported insufficient"),
        ("新発10年債利回りは7日、4.955%と2%の大台を割り込んだ。", "contradicted supported"),
        # what is no yield of the day
        ("日銀は10年物国債利回りの上限を1.0%としていた。", "insufficient"),
        ("日米の10年債利回りはそれぞれ1.955%、3.38%だった。", "supported insufficient"),
        # reckoned at a close
        ("トヨタ自動車の時価総額は7日の終値で48兆8200億円となった。", "supported"),
        ("トヨタ自動車の時価総額は7日の終値で79兆1200億円となった。", "contradicted"),
        ("トヨタ自動車の時価総額は7日、48兆8000億円だった。", "supported"),
        ("トヨタグループの時価総額は100兆円を超える。", "insufficient"),
        ("トヨタ自動車の時価総額は1日で3兆円増えた。", ""),
        ("「eMAXIS Slim 全世界株式」の純資産総額は7日に9兆2400億円となった。", "supported"),
        ("「eMAXIS Slim 全世界株式」の純資産総額は7日に12兆9000億円となった。", "contradicted"),
        ("「eMAXIS Slim 全世界株式」の純資産総額は1カ月で3000億円増えた。", "insufficient"),
    ],
)
def test_markets(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 5, 8), money()) == expected


def policy() -> Facts:
    """Give the decisions of two banks, and that no other was taken."""
    decisions = {
        "bank:fed": (("2025-12-10", "4.00"), ("2026-03-18", "3.75"), ("2026-06-17", "3.50"),
                     ("2026-09-16", "3.75")),
        "bank:boj": (("2025-12-19", "0.75"), ("2026-06-16", "1.00"), ("2026-09-18", "1.25")),
    }  # fmt: skip
    rows, spans = [], {}
    for bank, moves in decisions.items():
        width = Fraction(1, 4) if bank == "bank:fed" else Fraction(0)
        for day, rate in moves:
            for metric, value in (
                ("policy_rate_upper", Fraction(rate)),
                ("policy_rate_lower", Fraction(rate) - width),
            ):
                row = fact(bank, metric, day, str(value), "percent", definition="decision")
                rows.append(row)
                spans[bank, metric] = (date(2025, 12, 10), date(2026, 12, 31))
    return Facts(rows, spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRB、0.25%利上げ 政策金利は3.50─3.75%に", "supported supported"),
        ("FRB、0.5%利上げ 政策金利は3.25─3.50%に", "insufficient contradicted"),
        ("日銀は今年2回利上げした。", "supported"),
        ("日銀は今年5回利上げした。", "contradicted"),
        ("日銀は今年、0.25%ずつ2回利上げした。", "supported supported"),
        ("日銀は今年、0.5%ずつ2回利上げした。", "contradicted supported"),
        ("FRBの政策金利は上限が3.75%、下限が3.50%だ。", "supported supported"),
        ("FRBの政策金利は上限が3.50%だ。", "contradicted"),
        ("FRBの政策金利(上限)は3.75%と、日銀の政策金利(1.25%)を上回る。", "supported supported"),
        ("日本と米国の政策金利はそれぞれ1.25%、3.75%だ。", "insufficient supported"),
        ("実効FF金利は3.63%で推移している。", ""),
    ],
)
def test_policy(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 9, 22), policy()) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # what a change is against
        ("12月の米CPIは1年前に比べて2.7%上昇した。", "2026-02-10", "supported"),
        ("12月の米CPIは前の年の同じ月より3.4%高い。", "2026-02-10", "contradicted"),
        (
            "1月の米雇用統計では、非農業部門の雇用者が前の月から13万人増えた。",
            "2026-02-10",
            "supported",
        ),
        ("1月の米雇用者数の増加幅は13万人だった。", "2026-02-10", "supported"),
        ("1月の米雇用者数の増加幅は18万人だった。", "2026-02-10", "contradicted"),
        ("1月の米雇用者数の減少幅は13万人だった。", "2026-02-10", "contradicted"),
        ("1月の米非農業部門雇用者数は過去3カ月で31万5000人増えた。", "2026-02-10", "supported"),
        ("米国の非農業部門雇用者数は過去3カ月で31万5000人増えた。", "2026-02-10", "supported"),
        ("1月の米失業率は前月から0.1ポイント改善した。", "2026-02-10", "supported"),
        ("1月の米失業率は前月から0.1ポイント悪化した。", "2026-02-10", "contradicted"),
        # the month from the release
        ("6日発表の米雇用統計で、失業率は4.3%だった。", "2026-02-07", "supported"),
        ("6日発表の米雇用統計で、失業率は4.9%に上がった。", "2026-02-07", "contradicted"),
        ("米失業率は4.4%だった。", "2026-02-06", "insufficient"),
        ("米失業率は4.9%だった。", "2026-02-28", "insufficient"),
        # whose it is
        ("1月の失業率(米国)は4.3%だった。", "2026-02-10", "supported"),
        (
            "12月の消費者物価は前年同月比2.7%上昇と、米国のインフレの根強さを示した。",
            "2026-02-10",
            "supported",
        ),
        ("完全失業率は12月に2.6%と、米国の4.4%より低い。", "2026-02-10", "insufficient supported"),
        # of a part, an average, another pace
        ("1月の黒人の米失業率は7.5%だった。", "2026-02-10", "insufficient"),
        ("1月の米雇用統計では製造業の雇用者数が1万2000人減った。", "2026-02-10", "insufficient"),
        ("1月の米非農業部門雇用者数は3カ月平均で9万人増だった。", "2026-02-10", "insufficient"),
        ("12月の米CPIは前月比年率で5.4%上昇した。", "2026-02-10", "insufficient"),
        (
            "12月の米CPIは食品とエネルギーを除くと前年同月比2.6%上昇した。",
            "2026-02-10",
            "insufficient",
        ),
        ("1月の米失業率は4.3%と前月(4.4%)から改善した。", "2026-02-10", "supported supported"),
        # the survey of the Bank of Japan
        ("大企業製造業のDIはプラス15だった(12月短観)。", "2026-02-10", "supported"),
        (
            "12月短観の大企業製造業DIは15、非製造業DIは35だった。",
            "2026-02-10",
            "supported supported",
        ),
        ("12月短観では大企業製造業の先行きがプラス15だった。", "2026-02-10", "supported"),
        (
            "12月短観では大企業製造業の販売価格判断DIがプラス26だった。",
            "2026-02-10",
            "insufficient",
        ),
        ("12月短観の大企業製造業では自動車のDIがプラス8だった。", "2026-02-10", "insufficient"),
        ("12月短観の大企業製造業DIは前回9月調査から1ポイント改善した。", "2026-02-10", "supported"),
        # growth of output
        ("第3四半期の米実質GDPは年率4.4%増だった。", "2026-02-10", "supported"),
        ("第3四半期の米実質GDPは年率1.4%増だった。", "2026-02-10", "contradicted"),
    ],
)
def test_the_economy(text: str, published: str, expected: str) -> None:
    assert verdicts(text, date.fromisoformat(published)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the period told elsewhere
        ("トヨタ自動車の前期の純利益は3403億円だった。", "contradicted"),
        ("トヨタ自動車の2026年3月期の第3四半期の営業利益は2354億円だった。", "supported_under"),
        ("トヨタ自動車の4〜12月期は減益だった。営業利益は2354億円となった。", "supported"),
        ("トヨタ自動車の4〜12月期は減益だった。営業利益は3954億円となった。", "contradicted"),
        (
            "トヨタ自動車の4〜12月期は減益だった。ソニーグループの営業利益は3954億円となった。",
            "insufficient",
        ),
        ("トヨタ自動車は4〜12月期決算を発表した。営業利益は3200億円に上方修正。", "insufficient"),
        ("トヨタ自動車の第3四半期の営業利益は3000億円だった。", "contradicted"),
        # growth
        ("トヨタ自動車の4〜12月期の営業利益は前年同期の0.87倍だった。", "supported"),
        ("トヨタ自動車の4〜12月期の営業利益は前年同期の2.4倍だった。", "contradicted"),
        ("トヨタ自動車の4〜12月期は13%の営業減益だった。", "supported"),
        ("トヨタ自動車の4〜12月期は43%の営業減益だった。", "contradicted"),
        (
            "トヨタ自動車の4〜12月期の営業利益は2354億円で、1年前を13%下回った。",
            "supported supported",
        ),
        (
            "トヨタ自動車の4〜12月期の営業利益は前年同期比13%減った。金額は2354億円だった。",
            "supported supported",
        ),
        # in doubt
        ("トヨタ自動車の4〜12月期は電池の営業利益が20%増えた。", "insufficient"),
        (
            "ソニーグループとトヨタ自動車の4〜12月期の営業利益は9489億円、2354億円だった。",
            "insufficient supported",
        ),
        ("トヨタ自動車の4〜12月期の営業利益は2300億円だった。", "insufficient"),
        # valuation
        ("トヨタ自動車のPERは15.1倍と試算される。", "supported_under"),
        ("トヨタ自動車の予想PERは15.0倍と、同業の中で高いわけではない。", "supported"),
        ("トヨタ自動車のPERは予想ベースで15.0倍だ。", "supported"),
        ("エヌビディアのPERは87.6倍だ。", "insufficient"),
        ("9日の日経平均のPER(予想)は17.10倍だった。", "supported"),
        ("9日の日経平均のPER(予想)は27.10倍だった。", "contradicted"),
        ("日経平均の予想PERは9日時点で17.10倍と割安だ。", "supported"),
        ("日経平均は予想PERが17.10倍と割安だ。", "supported"),
    ],
)
def test_firms(text: str, expected: str) -> None:
    assert verdicts(text) == expected


def index() -> Facts:
    """Give an index's dividend yield and a firm's, with no forecast of either."""
    return Facts(
        fact(entity, "dividend_yield", day, value, "percent", place=HUNDREDTH)
        for entity, value in (("index:nikkei225", "1.90"), ("XTKS:7203", "3.20"))
        for day in ("2026-02-09", "2026-02-10")
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日経平均の配当利回りは1.90%だ。", "supported"),
        ("日経平均の配当利回りは2.10%だ。", "insufficient"),
        ("日経平均の配当利回りは2.30%だ。", "contradicted"),
        ("トヨタ自動車の配当利回りは4.10%だ。", "insufficient"),
        ("トヨタ自動車の配当利回りは5.10%だ。", "contradicted"),
        ("トヨタ自動車の予想配当利回りは6.40%だ。", "not_checkable"),
    ],
)
def test_no_forecast_lies_that_far(text: str, expected: str) -> None:
    assert verdicts(text, facts=index()) == expected
