"""Changes and returns from one close before, within a day, and ahead of another index."""

from fractions import Fraction

import pytest

from .builders import fact, flat, found, until

NIKKEI, TOPIX, SP500, TOYOTA = "index:nikkei225", "index:topix", "index:sp500", "XTKS:7203"
YEN = "fx:USDJPY"

# 2026-01-20 (Tue) to 01-28 (Wed); 2026-01-23 is a Friday.
TOKYO = [
    *until(NIKKEI, "2026-01-28", "50000 51000 51500 51000 52000 51000 51500"),
    *until(NIKKEI, "2026-01-28", "50100 51200 51600 51400 52300 52100 51600", metric="high"),
    *until(NIKKEI, "2026-01-28", "49800 50300 51100 50900 50800 50600 51100", metric="low"),
]
NEW_YORK = until(SP500, "2026-01-28", "6000 6100 6161 6161 6100 6039 7000")


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("27日の日経平均は前日比1000円安の5万1000円で取引を終えた。", "2026-01-28", "supported"),
        ("27日の日経平均は前日比900円安の5万1000円で取引を終えた。", "2026-01-28", "contradicted"),
        ("27日の日経平均は前日比1000円高で取引を終えた。", "2026-01-28", "contradicted"),
        ("27日の日経平均は前日比1000円安で取引を終えた。", "2026-01-27", "supported"),
        ("日経平均は前日比1000円安で取引を終えた。", "2026-01-27", "supported"),  # evening
        ("日経平均は前日比1000円安で取引を終えた。", "2026-01-28", "supported"),  # morning
        ("日経平均は前日比500円高で取引を終えた。", "2026-01-28", "supported"),  # evening
        ("日経平均は前日比700円高で取引を終えた。", "2026-01-28", "contradicted"),
        ("日経平均は前日比700円高で取引を終えた。", "2026-01-29", "insufficient"),  # no close yet
        ("日経平均は前週末比500円高で取引を終えた。", "2026-01-28", "supported"),
        ("27日の日経平均は前週末比500円高で取引を終えた。", "2026-01-28", "contradicted"),
        ("日経平均は一時、前日比1100円安まで下げた。", "2026-01-27", "supported"),
        ("27日の日経平均は一時、前日比1700円安まで下げた。", "2026-01-28", "contradicted"),
        ("27日の日経平均は一時1300円を超える下げとなった。", "2026-01-28", "supported"),
        ("27日の日経平均は午前の取引を前日比1200円安で終えた。", "2026-01-28", "supported"),
        ("日経平均先物は前日比700円高で取引を終えた。", "2026-01-28", "insufficient"),
        ("日経平均は3日間で500円上昇した。", "2026-01-28", "supported"),
    ],
)  # fmt: skip
def test_changes_of_tokyo(text: str, published: str, status: str) -> None:
    assert found(text, TOKYO, published, "price_change").status == status


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("27日の米国市場でS&P500は前日比1.0%安で終えた。", "2026-01-28", "supported"),
        ("27日の米国市場でS&P500は前日比2.0%安で終えた。", "2026-01-28", "contradicted"),
        ("S&P500は前日比1.0%安で終えた。", "2026-01-28", "supported"),
        ("S&P500は前日比15.9%高で終えた。", "2026-01-28", "contradicted"),  # not closed yet
        ("28日のS&P500は前日比15.9%高で終えた。", "2026-01-28", "insufficient"),
        ("28日のS&P500は前日比15.9%高で終えた。", "2026-01-29", "supported"),
        ("25日のS&P500は前日比1.0%安で終えた。", "2026-01-28", "insufficient"),  # a Sunday
        ("S&P500は1.0%下落した。", "2026-01-28", "supported"),
        ("S&P500は5.0%下落した。", "2026-01-28", "insufficient"),  # over what time is not said
        ("S&P500は前月末比1.0%安だった。", "2026-01-28", "insufficient"),
    ],
)  # fmt: skip
def test_returns_of_new_york(text: str, published: str, status: str) -> None:
    assert found(text, NEW_YORK, published, "return").status == status


@pytest.mark.parametrize(
    ("number", "status"),
    [("5万円", "insufficient"), ("約5万円", "supported"), ("5万1000円", "supported"),
     ("5万1500円", "contradicted"), ("5万1千円", "supported")],
)  # fmt: skip
def test_a_close_is_no_round_figure(number: str, status: str) -> None:
    text = f"27日の日経平均の終値は{number}だった。"
    assert found(text, TOKYO, "2026-01-28", "close").status == status


def test_the_arithmetic_is_shown() -> None:
    text = "27日の東京市場で日経平均は前日比1000円安で取引を終えた。"
    finding = found(text, TOKYO, "2026-01-28", "price_change")
    assert finding.computed == 1000
    assert [row.value for row in finding.evidence] == [-1000]
    assert finding.evidence[0].note == "51000 - 52000"
    assert finding.evidence[0].as_of == "2026-01-26/2026-01-27"


LEAD = [
    *flat(SP500, "2025-06-02", "2025-12-31", "6000"),
    *flat(SP500, "2026-01-02", "2026-01-27", "6300"),
    *flat("index:russell2000", "2025-06-02", "2025-12-31", "2000"),
    *flat("index:russell2000", "2026-01-02", "2026-01-27", "2200"),
]


@pytest.mark.parametrize(
    ("number", "status"),
    [("5ポイント", "supported_under"), ("9ポイント", "contradicted")],
)
def test_a_lead_over_another_index(number: str, status: str) -> None:
    text = f"ラッセル2000は6か月間でS&P500を{number}上回った。"
    finding = found(text, LEAD, "2026-01-28", "return")
    assert finding.status == status
    same_day = finding.evidence[0]
    assert (same_day.definition, same_day.value) == ("excess_same_day", 5)


# --- splits ------------------------------------------------------------------------------------

SPLIT = [
    *until(TOYOTA, "2026-01-27", "3000 3000 3000", unit="JPY"),
    *until(TOYOTA, "2026-01-30", "1020 1000 1050", unit="JPY"),
]


@pytest.mark.parametrize(
    ("rows", "number", "status"),
    [
        ([fact(TOYOTA, "split", "2026-01-28", 3, "times")], "5.0%", "supported"),
        ([fact(TOYOTA, "split", "2026-01-28", 3, "times")], "65.0%", "contradicted"),
        ([], "5.0%", "insufficient"),
        ([], "65.0%", "insufficient"),
        (until(TOYOTA, "2026-01-30", "1000 1000 1000 1020 1000 1050", unit="JPY",
               definition="close_adjusted"), "5.0%", "supported"),
        ([fact(TOYOTA, "split", "2026-01-28", 3, "times", quality="claimant")], "5.0%",
         "insufficient"),
    ],
)  # fmt: skip
def test_a_split_is_undone_or_said(rows: list, number: str, status: str) -> None:
    way = "上昇" if number == "5.0%" else "下落"
    text = f"トヨタ自動車(7203)の株価は5日間で{number}{way}した。"
    finding = found(text, [*SPLIT, *rows], "2026-01-31", "return")
    same_day = next(row for row in finding.evidence if row.definition.startswith("same_day"))
    held = {"supported": True, "contradicted": False, "insufficient": None}[status]
    assert same_day.holds is held


def test_a_split_shows_in_the_formula() -> None:
    rows = [*SPLIT, fact(TOYOTA, "split", "2026-01-28", 3, "times")]
    text = "トヨタ自動車(7203)の株価は5日間で5.0%上昇した。"
    finding = found(text, rows, "2026-01-31", "return")
    assert finding.evidence[0].note == "1050 * 3 / 3000 - 1"
    assert finding.computed == 5


# --- currencies and yields ---------------------------------------------------------------------

RATES = [
    *until(YEN, "2026-01-27", "149.00 150.00 150.40", unit="JPY/USD", definition="tokyo_17"),
    *until(YEN, "2026-01-27", "149.50 150.20 150.80", unit="JPY/USD", definition="ny_noon"),
]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("円相場は前日比40銭の円安・ドル高で取引を終えた。", "supported"),
        ("円相場は前日比60銭の円安・ドル高で取引を終えた。", "supported"),
        ("円相場は前日比40銭の円高・ドル安で取引を終えた。", "insufficient"),
        ("円相場は前日比30円の円高・ドル安で取引を終えた。", "contradicted"),
    ],
)
def test_a_move_of_a_currency_hangs_on_the_hour(text: str, status: str) -> None:
    assert found(text, RATES, "2026-01-28", "price_change").status == status


@pytest.mark.parametrize(
    ("market", "status"),
    [("27日のニューヨーク市場で", "contradicted"), ("27日は一時、", "insufficient")],
)
def test_a_named_market_leaves_less_room_than_a_moment(market: str, status: str) -> None:
    text = f"{market}円は対ドルで前日比3円40銭の円高となった。"
    assert found(text, RATES, "2026-01-28", "price_change").status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("27日のニューヨーク市場で円は1ドル=151円50銭で取引を終えた。", "insufficient"),
        ("27日のニューヨーク市場で円は1ドル=153円50銭で取引を終えた。", "contradicted"),
        ("27日の円相場は1ドル=152円50銭で推移した。", "insufficient"),
        ("27日の円相場は1ドル=156円50銭で推移した。", "contradicted"),
    ],
)
def test_the_margin_of_a_level_hangs_on_the_hour_named(text: str, status: str) -> None:
    assert found(text, RATES, "2026-01-28", "close").status == status


YIELDS = until("rate:us10y", "2026-01-27", "4.20 4.25", metric="yield", unit="percent")


@pytest.mark.parametrize(
    ("number", "status"),
    [("5bp上昇", "supported"), ("0.05ポイント上昇", "supported"), ("0.5bp低下", "insufficient"),
     ("3bp低下", "contradicted"), ("80bp低下", "contradicted")],
)  # fmt: skip
def test_basis_points(number: str, status: str) -> None:
    text = f"27日の米10年債利回りは前日比{number}した。"
    finding = found(text, YIELDS, "2026-01-28", "yield")
    assert finding.status == status
    assert finding.evidence[0].value == Fraction("0.05")


def test_english() -> None:
    import datetime

    import uratori
    from uratori.market import Facts

    report = uratori.Analyzer().check(
        "27日の米国市場でS&P500は前日比1.0%安で終えた。", lang="en",
        published=datetime.date(2026, 1, 28), data=Facts(NEW_YORK),
    )  # fmt: skip
    (words,) = [f.explanation for f in report.findings if f.check == "return"]
    assert words.startswith("Return of closes (2026-01-26 to 2026-01-27) gives -1.0%.")
