"""Moves, levels and times that the words around a number make what they are."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from uratori.market import Facts

from .builders import fact
from .statements import verdicts

HUNDREDTH = Fraction("0.01")
FRIDAY = date(2026, 5, 15)
NIKKEI = {
    "2026-04-28": "50000.00", "2026-04-30": "50500.00", "2026-05-01": "52000.00",
    "2026-05-07": "51000.00", "2026-05-08": "50400.00", "2026-05-11": "50200.00",
    "2026-05-12": "50100.00", "2026-05-13": "49000.00", "2026-05-14": "49500.00",
    "2026-05-15": "49000.00",
}  # fmt: skip
SP500 = {
    "2026-04-30": "7000.00", "2026-05-01": "7070.00", "2026-05-04": "7080.00",
    "2026-05-05": "7100.00", "2026-05-06": "7120.00", "2026-05-07": "7110.00",
    "2026-05-08": "7211.40", "2026-05-11": "7200.00", "2026-05-12": "7220.00",
    "2026-05-13": "7230.00", "2026-05-14": "7085.40", "2026-05-15": "7067.17",
}  # fmt: skip
CAPS = {"XTKS:8306": "30", "XTKS:8316": "20", "XTKS:8411": "14", "XNAS:AAPL": "4"}
RATES = {"2025-12-30": "1.900", "2026-05-14": "2.105", "2026-05-15": "2.115"}


def series() -> Facts:
    """Give two indices by day, a high and a low, market values of a day and yields of Japan."""
    rows = [
        fact(entity, "close", day, value, "points", place=HUNDREDTH)
        for entity, closes in (("index:nikkei225", NIKKEI), ("index:sp500", SP500))
        for day, value in closes.items()
    ]
    rows += [
        fact("index:nikkei225", metric, "2026-05-15", value, "points", place=HUNDREDTH)
        for metric, value in (("high", "49820.50"), ("low", "48700.25"))
    ]
    for entity, value in CAPS.items():
        unit = "USD" if entity.startswith("XNAS") else "JPY"
        rows.append(fact(entity, "market_cap", "2026-05-14", f"{value}000000000000", unit))
    rows += [
        fact("rate:jp10y", "yield", day, value, "percent", place=Fraction("0.001"))
        for day, value in RATES.items()
    ]
    return Facts(rows)


SENTENCES = [
    # the week before is no session before
    ("S&P500は前の週に2.0%上げた反動もあり、今週は2.0%の下落で引けた。", 1, "supported supported"),
    ("S&P500は前の週に4.0%上げた反動が出た。", 1, "insufficient"),
    # a price that a move turned at, and the day of it
    ("日経平均は5月1日の5万2000円を天井に下げ続けた。", 0, "supported"),
    ("日経平均は5月1日の5万2000円をピークに下げ、4万9000円で終えた。", 0, "supported supported"),
    # what lies between two is no level, what is added up no single one
    ("三菱UFJの時価総額は30兆円で、首位とはなお9兆円近い開きがある。", 0, "supported insufficient"),
    ("三菱UFJの時価総額は30兆円で、三井住友FGとの差は10兆円だ。", 0, "supported insufficient"),
    ("三菱UFJと三井住友FGの時価総額の合計は5月14日に50兆円となった。", 0, "supported"),
    ("三菱UFJ、三井住友、みずほの3メガバンクを合わせた時価総額は64兆円。", 0, "supported"),
    # a move beside its percentage, by a noun, with a sign
    ("15日の日経平均は500円安だった。率にして1.01%の下落である。", 0, "supported supported"),
    ("15日の日経平均は500円安だった。率にして2.01%の下落である。", 0, "supported contradicted"),
    ("日経平均は15日、1日で500円、1.01%下げた。", 0, "supported supported"),
    ("日経平均は15日、1日で900円、1.01%下げた。", 0, "contradicted supported"),
    ("14日の日経平均は反発したが、上げ幅は500円にとどまった。", 0, "supported"),
    ("14日の日経平均株価は+500円だった。", 0, "supported"),
    ("14日の日経平均株価は+700円だった。", 0, "contradicted"),
    # levels of within a day
    ("日経平均は15日の取引時間中に4万8700円まで軟化する場面があった。", 0, "supported"),
    ("15日の日経平均の高値と安値の開きは1120円に及んだ。", 0, "supported"),
    ("15日の日経平均の高値と安値の開きは1530円に及んだ。", 0, "contradicted"),
    ("日経平均は4月末比で3.0%低い4万9000円で今週の取引を締めくくった。", 0, "supported supported"),
    # the beginning of a move with its price, and as a turn
    ("日経平均は4月28日の5万円から2.0%下げた。", 0, "supported supported"),
    ("5月13日を底に日経平均は切り返し、14日までの上昇率は1.0%。", 0, "supported"),
    # over a run
    ("13日の日経平均は5日続落した。この間の下げ幅は3000円に達した。", 0, "supported supported"),
    ("13日の日経平均は5日続落した。この間の下げ幅は2000円に達した。", 0, "supported contradicted"),
    # a session abroad by the morning of Japan
    ("日本時間15日朝に取引を終えた米国株は荒れ、S&P500は2.0%安となった。", 0, "supported"),
    ("日本時間15日朝に取引を終えた米国株は荒れ、S&P500は3.0%安となった。", 0, "contradicted"),
    # two clauses set against each other keep their owners apart
    ("日経平均は15日に500円安となったが、S&P500は14日に2.0%安となった。", 1, "supported supported"),
    ("日経平均は15日に500円安となった一方、14日のS&P500は2.0%下げた。", 1, "supported supported"),
    # what was named last may be what a sentence without a name speaks of
    ("日経平均は15日に500円安だった。S&P500も売られた。2.0%下げた。", 1, "supported insufficient"),
    # the year of Japan's bonds ends with the sessions of Tokyo
    ("日本の長期金利は昨年末に比べ21.5bp高い。", 0, "supported"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "later", "expected"), SENTENCES)
def test_words_around_a_number(text: str, later: int, expected: str) -> None:
    found = verdicts(text, FRIDAY + timedelta(later), series())
    assert found.replace("supported_under", "supported") == expected
