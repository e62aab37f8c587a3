"""Yields, policy rates and figures of the economy told once more, of another time or term."""

from datetime import date
from fractions import Fraction
from functools import lru_cache

import pytest

from uratori.market import Fact, Facts

from .builders import decisions, fact
from .statements import verdicts

DAY = date(2026, 7, 18)  # a Saturday
HUNDREDTH, THOUSANDTH = Fraction("0.01"), Fraction("0.001")
YIELDS = {
    "rate:us10y": {
        "2025-12-31": "4.40", "2026-01-05": "4.45", "2026-03-31": "4.71", "2026-06-30": "4.30",
        "2026-07-10": "4.27", "2026-07-15": "4.21", "2026-07-16": "4.31", "2026-07-17": "4.18",
    },
    "rate:us2y": {
        "2025-12-31": "3.60", "2026-01-05": "3.62", "2026-03-31": "4.01", "2026-06-30": "3.90",
        "2026-07-10": "4.05", "2026-07-15": "4.10", "2026-07-16": "4.21", "2026-07-17": "4.23",
    },
    "rate:jp10y": {
        "2025-12-30": "1.700", "2026-03-31": "2.110", "2026-05-20": "2.220", "2026-06-30": "2.050",
        "2026-07-10": "2.010", "2026-07-16": "1.980", "2026-07-17": "1.955",
    },
}  # fmt: skip
JOBLESS = {"2025-06-01": "4.1", "2025-12-01": "4.4", "2026-05-01": "4.3", "2026-06-01": "4.5"}
PAYROLLS = (
    ("2026-03-01", 160_000, "2026-06-05"), ("2026-04-01", 160_100, "2026-06-05"),
    ("2026-05-01", 160_254, "2026-06-05"), ("2026-05-01", 160_210, "2026-07-03"),
    ("2026-04-01", 160_100, "2026-07-03"), ("2026-06-01", 160_265, "2026-07-03"),
)  # fmt: skip


def _yields() -> list[Fact]:
    return [
        fact(
            entity,
            "yield",
            day,
            value,
            "percent",
            place=THOUSANDTH if "jp" in entity else HUNDREDTH,
        )
        for entity, days in YIELDS.items()
        for day, value in days.items()
    ]


def _economy() -> list[Fact]:
    rows = [
        fact(
            "macro:us.unemployment",
            "level",
            month,
            rate,
            "percent",
            definition="sa",
            known=date(2026, 7, 3),
            place=Fraction("0.1"),
            source="FRED UNRATE",
        )
        for month, rate in JOBLESS.items()
    ]
    rows += [
        fact("macro:us.payrolls", "level", month, thousands * 1000, "people", definition="sa",
             known=date.fromisoformat(known), place=Fraction(1000), source="FRED PAYEMS")
        for month, thousands, known in PAYROLLS
    ]  # fmt: skip
    return rows


@lru_cache(maxsize=1)
def _world() -> Facts:
    span = ("2024-01-01", "2026-07-17")
    banks = (
        decisions(
            "bank:fed",
            "2024-01-01 5.50,2024-09-18 5.00,2024-11-07 4.75,2024-12-18 4.50,2025-09-17 4.25,"
            "2025-10-29 4.00,2025-12-10 3.75,2026-06-17 3.50",
            span, width="0.25",
        ),
        decisions(
            "bank:boj",
            "2024-03-19 0.10,2024-07-31 0.25,2025-01-24 0.50,2025-12-19 0.75,2026-06-16 1.00",
            span,
        ),
    )  # fmt: skip
    keys = [(bank, name) for bank in ("bank:fed", "bank:boj")
            for name in ("policy_rate_upper", "policy_rate_lower")]  # fmt: skip
    complete = dict.fromkeys(keys, (date(2024, 1, 1), date(2026, 7, 17)))
    rows = [row for each in banks for key in keys for row in each.facts(*key)]
    return Facts([*_yields(), *_economy(), *rows], complete)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米10年債利回りは17日、4.18%。3月末は4.71%、昨年末は4.40%だった。",
         "supported supported supported"),
        ("日米の10年金利差は17日に2.225ポイント。3月末には2.60ポイントあった。",
         "supported supported"),
        ("日米の10年金利差は17日に2.225ポイント。3月末には3.10ポイントあった。",
         "supported contradicted"),
        ("米国の6月の失業率は4.5%に上がった。1年前は4.1%だった。", "supported supported"),
        ("米国の6月の失業率は4.5%に上がった。1年前(2025年6月)は4.6%だった。",
         "supported contradicted"),
        ("6月の米失業率は4.5%。昨年12月は4.4%にとどまっていた。", "supported supported"),
        ("日米の政策金利差は2.50ポイントになった。ちょうど1年前は4.00ポイントだった。",
         "supported supported"),
        ("日米の政策金利差は2.50ポイントになった。1年前は3.00ポイントだった。",
         "supported contradicted"),
        ("昨年の同じ時期に4.1%だった米失業率は、6月分で4.5%まで上がった。", "supported supported"),
        ("昨年末に4.40%だった米10年債利回りは17日に4.18%。", "supported supported"),
        ("3月末に2.60%だった日米の10年債利回り差は17日、2.225%になった。",
         "supported supported"),
        ("米10年債利回りは今週9bp低下した。先週末は4.27%、今週末は4.18%だった。",
         "supported supported supported"),
        ("米10年債利回りは17日、4.18%。前週末は4.27%だった。", "supported supported"),
        ("米10年債利回りは17日、4.18%。前週末は4.57%だった。", "supported contradicted"),
        ("17日の米10年債利回りは4.28%だった。", "insufficient"),
        ("17日の米10年債利回りは4.08%だった。", "contradicted"),
        ("17日の米国債は10年が4.18%、2年が4.23%だった。両者の差は5bpの逆転だ。",
         "supported supported supported"),
        ("17日の米国債は10年が4.18%、2年が4.53%だった。", "supported contradicted"),
        ("10日の米国債利回りは10年が4.27%、2年が4.05%で、長短の金利差は42bpだった。",
         "supported supported contradicted"),
        ("米10年債利回りは昨年末の4.40%から7月17日の4.18%へ、今年に入って22bp低下した。",
         "supported supported supported"),
        ("米10年債利回りは昨年末の4.40%から7月17日の4.18%へ、今年に入って52bp低下した。",
         "supported supported contradicted"),
        ("米10年債利回りの4〜6月の低下幅は0.41%で、2年債の低下幅は0.11%だった。",
         "supported supported"),
        ("米10年債利回りの4〜6月の低下幅は0.41%で、2年債の低下幅は0.51%だった。",
         "supported contradicted"),
        ("新発10年物国債の利回りは17日、1.955%。6月末の2.050%からは9.5bpの低下。",
         "supported supported supported"),
        ("個人向け国債の金利は10年が1.35%、5年が1.10%だ。米国債は買われた。",
         "insufficient insufficient"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%だった。差し引きマイナス5bpになる。",
         "supported supported supported"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%で、逆転の深さは25bpに達した。",
         "supported supported contradicted"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%。マイナス幅は5bp。",
         "supported supported supported"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%だから、5bpの逆転だ。",
         "supported supported supported"),
        ("日米の10年債利回り差は17日に2.225%。米国が4.18%、日本は1.955%だった。",
         "supported supported supported"),
        ("日米の10年債利回り差は17日に2.225%。内訳は米国4.18%、日本2.355%である。",
         "supported supported contradicted"),
        ("米10年債利回りは17日、4.18%。ピークは7月10日の4.27%だった。", "supported supported"),
        ("米10年債利回りは17日、4.18%。年初来の天井は7月10日の4.97%である。",
         "supported contradicted"),
        # of whom it is, or of which of two, is not told
        ("17日の米10年債利回りは4.18%、2年債は4.23%。3月末は4.05%だった。",
         "supported supported insufficient"),
        ("6月の米失業率は4.5%。日本は1年前が2.5%だった。", "supported"),
        # held back
        ("17日の米2年債利回りは4.23%。7月15日の4.10%から3営業日続けて上がった。",
         "supported supported"),
        ("米10年債と2年債の利回り差は3月末時点で70bp。年明け1月5日の83bpから縮んだ。",
         "supported supported"),
        ("米10年債と2年債の利回り差は3月末時点で70bp。年明け1月5日の53bpから縮んだ。",
         "supported contradicted"),
        ("FRBの政策金利は3.50%。1年前は4.50%だった。", "supported_under supported_under"),
        ("米失業率は6月に4.5%だった。前年同月は4.8%である。", "supported contradicted"),
        ("1年前に4.1%だった米失業率は6月に4.5%となった。", "supported supported"),
        ("1年前に4.6%だった米失業率は6月に4.5%となった。", "contradicted supported"),
        ("17日の米10年債利回りは4.18%。ちなみに昨年末には4.70%あった。",
         "supported contradicted"),
        ("7月10日に4.27%だった米10年債利回りは17日には4.18%まで下がった。",
         "supported supported"),
        ("日米の10年債利回り差は17日に2.225%。6月末は2.25%、7月10日は2.26%だった。",
         "supported supported supported"),
        ("6月の米失業率は4.5%。12月は4.1%だったはずだ。", "supported insufficient"),
    ],
)  # fmt: skip
def test_the_same_figure_of_another_time(text: str, expected: str) -> None:
    assert verdicts(text, DAY, _world()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # gaps of what is told before them
        ("17日の米10年債利回りは4.18%、2年債は4.23%。長短の差は5bpとなった。",
         "supported supported supported"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%に上昇。逆イールドの幅は5ベーシスポイントだ。",
         "supported supported supported"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%に上昇。逆イールドの幅は15ベーシスポイントだ。",
         "supported supported contradicted"),
        ("政策金利は米国が3.50%、日本が1.00%。その差は2.50ポイントだ。",
         "supported_under supported supported"),
        ("政策金利は米国が3.50%、日本が1.00%。その差は3.50ポイントになる。",
         "supported_under supported contradicted"),
        ("米国債の利回り曲線は17日に反転した。10年債が2年債を5bp下回る逆イールドだ。", "supported"),
        ("米国債の利回り曲線は17日に反転した。10年債が2年債を25bp下回る逆イールドだ。",
         "contradicted"),
        ("米国の利回り曲線が平たんになった。16日の2年・10年格差は10bpしかない。", "supported"),
        # terms and countries set against each other
        ("米2年物国債の利回りは7月に0.33ポイント上昇し、10年物は反対に0.12ポイント下がった。",
         "supported supported"),
        ("米2年物国債の利回りは7月に0.33ポイント上昇し、10年物は反対に0.32ポイント下がった。",
         "supported contradicted"),
        ("米2年債利回りの上昇幅は前月末比で33bp、10年債は逆に12bpの低下。", "supported supported"),
        ("日米の10年債利回り差は17日に2.225%。日本側の利回りは1.955%だ。", "supported supported"),
        # held back
        ("17日の米10年債利回りは4.18%、米2年債利回りは4.23%だった。逆転幅は25bpに達した。",
         "supported supported contradicted"),
        ("米国の政策金利は3.50%、日本は1.00%で推移する。金利差は2.50ポイントある。",
         "supported_under supported supported"),
        ("米10年債利回りの低下幅は前月末比で12bp、2年債は対照的に33bpの上昇となった。",
         "supported supported"),
        ("7月17日の日米の10年債利回り差は2.225%。米国側の利回りは4.48%だった。",
         "supported contradicted"),
        ("6月末の米国債の利回りは10年物が4.30%、2年物が3.90%。両者の開きは40bpあった。",
         "supported supported supported"),
        ("17日の米債券市場では2年債が10年債を5bp上回った。", "supported"),
        # the rates of the two banks themselves are no gap
        ("日米の政策金利差は、米国の上限3.50%と日銀の1.00%を比べると2.50ポイントある。",
         "supported supported supported"),
        ("米国債は17日、2年債利回りが4.23%、10年債利回りが4.18%となり、逆転の幅は5bpだった。",
         "supported supported supported"),
    ],
)  # fmt: skip
def test_gaps_and_other_terms(text: str, expected: str) -> None:
    assert verdicts(text, DAY, _world()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the world's May was told as 154 thousand at first, as 110 thousand a month later
        ("6月の米雇用者数は前月比5万5000人増。5月分は速報の15万4000人増から11万人増に下方修正された。",
         "supported supported supported"),
        ("6月の米雇用者数は前月比5万5000人増。5月分は速報の15万4000人増から18万人増に上方修正された。",
         "supported supported contradicted"),
        ("6月の米雇用者数は前月比5万5000人増。5月分は11万人増に改められた。",
         "supported supported"),
        ("6月の米雇用者数は前月比5万5000人増。5月分は21万人増へ改定されている。",
         "supported contradicted"),
        ("3日発表の米雇用統計では、5月分の就業者の伸びが15万4000人から11万人に書き換えられた。",
         "supported supported"),
        ("労働省の3日の発表では、6月の非農業部門就業者は前月より5万5000人多かった。", "supported"),
        ("労働省の3日の発表では、6月の非農業部門就業者は前月より15万5000人多かった。",
         "contradicted"),
        ("6月の米雇用者数は前月比5万5000人増。過去2カ月分は合計4万4000人下方修正された。",
         "supported insufficient"),
        # held back
        ("6月の米非農業部門雇用者数は5万5000人増えた。5月の伸びは当初の15万4000人から11万人へ引き下げられた。",
         "supported supported supported"),
        ("6月の米就業者数は前月比5万5000人増。前回発表で15万4000人増だった5月分は11万人増に見直された。",
         "supported supported supported"),
        ("6月の米雇用者数は前月比5万5000人増で、5月分は13万4000人増から11万人増に修正した。",
         "supported contradicted supported"),
        ("直近2カ月(5〜6月)の米雇用者数の増加ペースは、ならして月8万3000人。", "supported"),
        ("5〜6月の米雇用者数の伸びは月平均で8万3000人だった。", "supported"),
        ("5〜6月の米雇用者数の伸びは月平均で18万3000人だった。", "contradicted"),
    ],
)  # fmt: skip
def test_figures_revised_since_they_were_told(text: str, expected: str) -> None:
    assert verdicts(text, DAY, _world()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17日の米10年債利回りは4.18%。昨年末からは22bp下がった。", "supported supported"),
        ("17日の米10年債利回りは4.18%。昨年末からは52bp下がった。", "supported contradicted"),
        ("昨年末の米10年債利回りは4.40%。6月末までの半年で10bp下がった。",
         "supported definition_dependent"),
        ("17日の米10年債利回りは4.18%。昨年末との比較では22bp低い。", "supported supported"),
        ("17日の米10年債利回りは4.18%。前日から13bp低下した。", "supported supported"),
        ("17日の米10年債利回りは4.18%。独10年債は前日から3bp低下した。",
         "supported"),
        ("3月末の米10年債利回りは4.71%。前月末から13bp低下した。", "supported"),
        # held back
        ("米10年債利回りは17日に4.18%。3月末に比べると0.53%低い。", "supported supported"),
        ("米10年債利回りは17日に4.18%。3月末に比べると0.13%低い。", "supported contradicted"),
        ("新発10年債利回りは17日、1.955%。前週末比では0.055%低下した。", "supported supported"),
        ("17日の米10年債利回りは4.18%、2年債は4.23%。前日から13bp低下した。",
         "supported supported"),
    ],
)  # fmt: skip
def test_moves_of_the_yield_told_before(text: str, expected: str) -> None:
    assert verdicts(text, DAY, _world()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRBは6月17日、今回の局面で7回目となる利下げを決めた。", "supported"),
        ("FRBは6月17日、今回の局面で5回目となる利下げを決めた。", "insufficient"),
        ("6月17日の決定は昨年12月以来の利下げで、幅は25bpだった、とFRBの声明は伝える。",
         "supported"),
        ("6月17日の決定は昨年12月以来の利下げで、幅は50bpだった、とFRBの声明は伝える。",
         "contradicted"),
        ("FRBは6月17日、0.25ポイントの利下げを決めた。昨年12月の0.25ポイントに続く緩和だ。",
         "supported supported"),
        ("FRBは6月17日、0.25ポイントの利下げを決めた。昨年12月の0.50ポイントと合わせて大きい。",
         "supported contradicted"),
        # held back
        ("日銀の利上げは6月16日で通算4回目。", "supported"),
        ("6月16日の会合での利上げは昨年12月以来で、上げ幅は25bpと日銀は説明した。", "supported"),
    ],
)  # fmt: skip
def test_moves_of_policy_rates_told_of_a_cycle_or_a_day(text: str, expected: str) -> None:
    assert verdicts(text, DAY, _world()) == expected
