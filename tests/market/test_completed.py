"""Claims that only the words around them complete: owner, time, what they go on from."""

from datetime import date
from fractions import Fraction

import pytest

from uratori.market import Fact, Facts

from .builders import decisions, fact, until
from .statements import verdicts
from .world import world

DAY = date(2026, 7, 18)
TENTH, HUNDREDTH = Fraction(1, 10), Fraction(1, 100)


def _rates() -> list[Fact]:
    rows = []
    for entity, values in (("rate:us10y", "4.20 4.25 4.31 4.18"), ("rate:us2y", "3.9 3.95 4 3.98")):
        rows += until(entity, "2026-07-17", values, metric="yield", unit="percent", place=HUNDREDTH)
    rows += until(
        "rate:jp10y", "2026-07-17", "1.90 1.91 1.92 1.955", metric="yield", unit="percent"
    )
    yen = {"unit": "JPY/USD", "definition": "ny_noon"}
    rows += until("fx:USDJPY", "2026-07-17", "149.00 150.00 150.40 148.95", **yen)
    euro = {"definition": "ecb_reference"}
    rows += until("fx:EURUSD", "2026-07-17", "1.10 1.10 1.11 1.12", unit="USD/EUR", **euro)
    rows += until("fx:EURJPY", "2026-07-17", "164 165 166 166.82", unit="JPY/EUR", **euro)
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17日の米国債市場。10年物は利回り4.18%で引け。2年物は3.98%。", "supported supported"),
        ("17日の米国債市場。10年物は利回り4.18%で引け。2年物は3.18%。", "supported contradicted"),
        ("買われた2年債の利回りは3.98%だった。17日の米国市場の終値である。", "supported"),
        ("日米の10年債利回りはそれぞれ1.955%、4.18%だった。", "supported insufficient"),
        ("7月16日の米10年債利回りは4.31%だった。翌17日は4.18%で引けた。", "supported supported"),
        ("17日のNY市場の円は148円95銭で引け、前日の150円40銭から上昇した。", "supported supported"),
        ("17日の米10年債利回りは4.18%と、前日の4.31%を下回った。", "supported supported"),
        ("17日の参照レートは1ユーロ=1.12ドル、対円では166円82銭だった。", "supported supported"),
        ("円は7月15日の1ドル=150円00銭から、17日のNY市場では148円95銭になった。",
         "supported supported"),
        ("ドル円は17日、148.95で引けた。", "supported"),
        ("17日のNY市場でドルは円に対し前日比0.96%下落した。", "supported"),
        ("17日のNY市場でドルは円に対し前日比4.9%上昇した。", "contradicted"),
        ("長期金利は米国が4.18%、ドイツが2.71%、日本が1.955%となった(7月17日)。",
         "supported insufficient supported"),
        ("17日の円は対ドルで148円95銭、対ユーロでは1ユーロ=166円82銭だった。",
         "supported supported"),
        ("財務省は1ドル=160円で介入に踏み切った経緯がある。", "insufficient"),
        ("17日の米国債の利回り格差は30年債と5年債で90bp、10年債と2年債で20bpだった。",
         "insufficient supported"),
        ("S&P500は割高で、10年債利回り(4.18%)を下回る益回りしかない(7月17日)。", "supported"),
        ("17日の米2年債利回りは3.98%と、政策金利の上限(3.75%)との差が0.23%ある。",
         "supported insufficient insufficient"),
        ("日本とアメリカの10年金利の差は2.23%(7月17日)。", "supported"),
    ],
)  # fmt: skip
def test_rates_and_currencies(text: str, expected: str) -> None:
    assert verdicts(text, DAY, Facts(_rates())) == expected


FED = "2025-06-18 4.50, 2025-09-17 4.25, 2025-12-10 4.00, 2026-03-18 3.75, 2026-06-17 3.50"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRBは今年3月と6月に0.25%ずつ利下げした。", "supported"),
        ("FF金利の誘導目標は2025年6月の4.25〜4.50%をピークに、足元では3.25〜3.50%まで下がった。",
         "supported supported"),
        ("FRBは2026年6月までに政策金利を合計1.0%引き下げた。", "supported"),
        ("FRBの今年の利下げは計0.75%に上った。", "contradicted"),
        ("米金融当局は6月、利下げ(25bp)を決定した。", "supported"),
        ("FF金利の目標は3.25〜3.50%になった。", "supported"),
        ("政策金利は米国が3.25〜3.50%、日本が1.0%だ。", "supported insufficient"),
        ("日米の政策金利差は2.5%になった。FRBの利下げが続いたためだ。", "insufficient"),
        ("FRBが2025年末に4.00%(上限)へ下げた政策金利は、足元で3.50%だ。",
         "supported supported"),
        ("FRB理事は政策金利を3.00%に引き下げるよう主張した。", "insufficient"),
        ("パウエル氏のFRB議長就任時、政策金利は1.50%だった。", "insufficient"),
    ],
)  # fmt: skip
def test_policy(text: str, expected: str) -> None:
    facts = decisions("bank:fed", FED, ("2025-06-01", "2026-10-30"), width="0.25")
    assert verdicts(text, DAY, facts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("トヨタ自動車の前期純利益は2403億円だった。", "supported"),
        ("トヨタ自動車の前期純利益は2803億円だった。", "contradicted"),
        ("為替の影響を除けば、トヨタ自動車の4〜12月期の営業利益は2500億円だ。", "insufficient"),
        ("トヨタ自動車のEV売上高は2025年4〜12月期に446億円だった。", "insufficient"),
        ("トヨタ自動車の前期の1株当たり純利益は240.61円だった。", "supported"),
        ("トヨタ自動車の4〜12月期決算は営業13.1%減益だった。", "supported"),
        ("トヨタ自動車の4〜12月期決算は営業23.1%減益だった。", "contradicted"),
        ("トヨタ自動車の2025年4〜12月期の営業利益は2354億円。前年の同じ時期は2710億円だった。",
         "supported supported"),
        ("トヨタ自動車の2025年4〜12月期の営業利益は2354億円。前年の同じ時期は3710億円だった。",
         "supported contradicted"),
    ],
)  # fmt: skip
def test_results(text: str, expected: str) -> None:
    assert verdicts(text, facts=world()) == expected


def _monthly(entity: str, values: str, unit: str, definition: str, place: Fraction) -> list[Fact]:
    """Give the months up to June 2026, each known in the middle of the next."""
    held = values.split()
    days = [date(2026, 7 - len(held) + n, 1) for n in range(len(held))]
    return [
        fact(entity, "level", f"{day}", value, unit, definition=definition, place=place,
             known=day.replace(month=day.month + 1, day=15))
        for day, value in zip(days, held, strict=True)
    ]  # fmt: skip


SURVEYS = Facts(
    [
        *_monthly("macro:us.ism_manufacturing", "48.7 49.1", "index", "level", TENTH),
        *_monthly("macro:jp.job_openings", "1.25 1.24", "times", "sa", HUNDREDTH),
        *_monthly("macro:us.retail_sales", "700.0 704.2", "USD", "sa", TENTH),
        *_monthly("macro:us.core_pce", "120.000 120.360", "index", "sa", Fraction(1, 1000)),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月の米ISM製造業景況感指数は49.1だった。", "supported"),
        ("6月の米ISM製造業景況感指数は51.9だった。", "contradicted"),
        ("6月のISM製造業景況感指数のうち新規受注は51.9だった。", "insufficient"),
        (
            "米供給管理協会(ISM)発表の6月の製造業景況感指数は49.1だった。",
            "supported",
        ),
        ("6月の有効求人倍率は1.24倍だった。", "supported"),
        ("6月の有効求人倍率は1.34倍だった。", "contradicted"),
        ("6月の米小売売上高は前月比0.6%増だった。", "supported"),
        ("6月の米小売売上高は前月比1.6%増だった。", "contradicted"),
        ("6月の米小売売上高は前年同月比3.6%増だった。", "insufficient"),
        ("6月の米コアPCE物価指数は前月比0.3%上昇した。", "supported"),
        ("6月のISM非製造業景況指数は51.9だった。", "insufficient"),
    ],
)
def test_other_figures_of_an_economy(text: str, expected: str) -> None:
    assert verdicts(text, DAY, SURVEYS) == expected


def test_an_index_without_a_calendar_has_no_week_before() -> None:
    assert verdicts("ドル指数は前週末の99.1から下げた。", DAY) == "insufficient"
