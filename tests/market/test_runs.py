"""Rises in a row, days ahead in a row, and the first since."""

import pytest

from .builders import fact, flat, found, until

NIKKEI, SP500, RUSSELL = "index:nikkei225", "index:sp500", "index:russell2000"
# 2026-01-19 (Mon) to 01-27 (Tue)
RISES = until(NIKKEI, "2026-01-27", "500 490 480 485 490 495 499")
FALLS = until(NIKKEI, "2026-01-27", "500 510 509 508 507 506 505")


@pytest.mark.parametrize(
    ("rows", "text", "published", "status"),
    [
        (RISES, "27日の日経平均は4日続伸した。", "2026-01-28", "supported"),
        (RISES, "27日の日経平均は4日続伸した。", "2026-01-27", "supported"),
        (RISES, "27日の日経平均は5日続伸した。", "2026-01-28", "contradicted"),
        (RISES, "27日の日経平均は3日続伸した。", "2026-01-28", "contradicted"),
        (RISES, "26日の日経平均は3日続伸した。", "2026-01-28", "supported"),
        (RISES, "日経平均は4日続伸した。", "2026-01-27", "supported"),
        (RISES, "日経平均は3日続伸した。", "2026-01-27", "supported"),  # of a morning
        (RISES, "27日の日経平均は4日続落した。", "2026-01-28", "contradicted"),
        (FALLS, "27日の日経平均は5日続落した。", "2026-01-28", "supported"),
        (RISES[3:], "27日の日経平均は4日続伸した。", "2026-01-28", "insufficient"),
        ([*RISES[:4], *RISES[5:]], "27日の日経平均は3日続伸した。", "2026-01-28", "insufficient"),
        ([], "27日の日経平均は4日続伸した。", "2026-01-28", "insufficient"),
    ],
)
def test_streaks(rows: list, text: str, published: str, status: str) -> None:
    assert found(text, rows, published, "streak").status == status


def test_a_streak_tells_its_days() -> None:
    finding = found("27日の日経平均は4日続伸した。", RISES, "2026-01-28", "streak")
    assert finding.evidence[0].as_of == "2026-01-21/2026-01-27"
    assert finding.computed == 4
    assert "4営業日" in finding.explanation


AHEAD = [
    *until(SP500, "2026-01-27", "100 100 100 100 100 100"),
    *until(RUSSELL, "2026-01-27", "100 99 101 102 103 102"),
]


@pytest.mark.parametrize(
    ("days", "status"), [(3, "supported"), (4, "contradicted"), (2, "contradicted")]
)
def test_a_lead_is_computed_from_two_series(days: int, status: str) -> None:
    text = f"ラッセル2000は{days}日連続でS&P500を上回った。"
    finding = found(text, AHEAD, "2026-01-28", "outperformance_streak")
    assert finding.status == status
    assert finding.evidence[0].definition == "daily_closes"


# 500 in July 2024, 400 until January 2026, then 450
SINCE = [
    *flat(NIKKEI, "2024-01-04", "2024-07-12", "500"),
    *flat(NIKKEI, "2024-07-16", "2026-01-26", "400"),
    *until(NIKKEI, "2026-01-27", "450"),
]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("27日の日経平均の終値は2024年7月以来の高値となった。", "supported"),
        ("27日の日経平均の終値は2024年6月以来の高値となった。", "contradicted"),
        ("27日の日経平均の終値は2025年7月以来の高値となった。", "contradicted"),
        ("27日の日経平均の終値は約1年半ぶりの高値となった。", "supported"),
        ("27日の日経平均の終値は約1年6カ月ぶりの高値となった。", "supported"),
        ("27日の日経平均の終値は約3年ぶりの高値となった。", "contradicted"),
        ("27日の日経平均の終値は約3カ月ぶりの高値となった。", "contradicted"),
        ("27日の日経平均は450で終えた。これほど高い終値は約1年半ぶりだ。", "supported"),
        ("27日の日経平均は450で終えた。これほど高い引け値は3カ月ぶりだ。", "contradicted"),
        ("27日の日経平均がここまで高い位置で引けるのは1年半ぶりのことだ。", "supported"),
        ("日経平均が27日の終値で450円を上回ったのは、2024年7月以来約1年半ぶり。", "supported"),
        ("27日の日経平均は2024年7月以来の高値となった。", "supported"),  # no intraday series
        ("27日の日経平均は2024年6月以来の高値となった。", "contradicted"),
        ("27日の日経平均の終値は2019年7月以来の高値となった。", "contradicted"),
    ],
)
def test_the_first_since(text: str, status: str) -> None:
    assert found(text, SINCE, "2026-01-28", "since").status == status


@pytest.mark.parametrize("when", ["2015年7月以来", "10年ぶり"])
def test_a_series_that_is_too_short(when: str) -> None:
    text = f"27日の日経平均の終値は{when}の高値となった。"
    rows = [*flat(NIKKEI, "2024-07-16", "2026-01-26", "400"), *until(NIKKEI, "2026-01-27", "450")]
    finding = found(text, rows, "2026-01-28", "since")
    assert finding.status == "insufficient"
    assert "2024-07-16" in finding.explanation


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("27日の日経平均は3営業日ぶりに反発した。", "supported"),
        ("27日の日経平均は3日ぶりに反発した。", "supported"),
        ("27日の日経平均は4営業日ぶりに反発した。", "contradicted"),
        ("27日の日経平均は3営業日ぶりに反落した。", "contradicted"),
    ],
)
def test_a_turn(text: str, status: str) -> None:
    rows = until(NIKKEI, "2026-01-27", "500 490 495 490 485 486")
    assert found(text, rows, "2026-01-28", "since").status == status


def test_a_line_that_is_regained() -> None:
    rows = [
        *flat(NIKKEI, "2025-06-02", "2025-10-24", "41000"),
        *flat(NIKKEI, "2025-10-27", "2026-01-26", "39000"),
        *until(NIKKEI, "2026-01-27", "40200"),
    ]
    text = "27日の日経平均は節目の4万円を約3か月ぶりに回復した。"
    finding = found(text, rows, "2026-01-28", "since")
    assert finding.status == "supported"
    assert finding.claim is None
    assert found(text, rows, "2026-01-28", "close").status == "supported"


def test_a_currency_at_another_hour_is_not_refuted() -> None:
    rows = [
        fact("fx:USDJPY", "close", day, value, "JPY/USD", definition="ny_noon")
        for day, value in (("2026-01-26", "149"), ("2026-01-27", "150"))
    ]
    text = "27日の円相場は1ドル=150円と約5か月ぶりの円安水準をつけた。"
    assert found(text, rows, "2026-01-28", "since").status == "insufficient"


# a run that the last session ended
BROKEN_RISES = until(NIKKEI, "2026-01-27", "500 490 480 485 490 495 499 498")
BROKEN_FALLS = until(NIKKEI, "2026-01-27", "500 510 509 508 507 506 510")


@pytest.mark.parametrize(
    ("rows", "count", "text"),
    [
        (RISES, 4, "日経平均は27日までN営業日、一度も下げずに値を上げた。"),
        (RISES, 4, "27日の日経平均は上昇し、連勝はNに伸びた。"),
        (RISES, 4, "日経平均の連騰は27日でN日目に入った。"),
        (RISES, 4, "日経平均は27日までN日間休まず値を上げた。"),
        (RISES, 4, "22日から27日にかけて、日経平均はN営業日休むことなく上昇した。"),
        (RISES, 4, "日経平均は22日から27日までN営業日連続で上昇した。"),
        (RISES, 4, "27日の日経平均はN日連続で前日より高く引けた。"),
        (FALLS, 5, "27日の日経平均はN日続けて前日の終値に届かなかった。"),
        (FALLS, 5, "27日の日経平均はN営業日連続で前日の水準を割り込んで終えた。"),
        (FALLS, 5, "27日の日経平均は下げ、連敗はN日に伸びた。"),
        (FALLS, 5, "日経平均は27日、N連敗を喫した。"),
        (FALLS, 5, "日経平均の連続安は27日までN日に及ぶ。"),
        (BROKEN_RISES, 4, "27日の日経平均は反落し、連騰はN日で途切れた。"),
        (BROKEN_RISES, 4, "27日の日経平均は小幅安。26日まで続いた連続高の記録はN日で途切れた。"),
        (BROKEN_RISES, 4, "27日の日経平均はN日続伸したあと反落した。"),
        (BROKEN_RISES, 4, "27日の日経平均はN日連続で上昇した後の反落だった。"),
        (BROKEN_FALLS, 4, "日経平均の連敗は26日のN日でひとまず止まった。"),
        (BROKEN_FALLS, 4, "27日の日経平均は上げ、前日まで続いた続落はN日で終わった。"),
    ],
)
def test_runs_in_other_words(rows: list, count: int, text: str) -> None:
    for told, status in (
        (count, "supported"), (count - 1, "contradicted"), (count + 2, "contradicted")
    ):  # fmt: skip
        assert found(text.replace("N", str(told)), rows, "2026-01-28", "streak").status == status


# a level a week to 23 January, and one a month to the end of it
WEEKS = [
    row
    for start, end, level in (
        ("2025-12-22", "2025-12-26", "500"), ("2025-12-29", "2025-12-30", "520"),
        ("2026-01-05", "2026-01-09", "510"), ("2026-01-13", "2026-01-16", "505"),
        ("2026-01-19", "2026-01-23", "500"),
    )
    for row in flat(NIKKEI, start, end, level)
]  # fmt: skip
MONTHS = [
    row
    for start, end, level in (
        ("2025-09-01", "2025-09-30", "480"), ("2025-10-01", "2025-10-31", "520"),
        ("2025-11-04", "2025-11-28", "510"), ("2025-12-01", "2025-12-30", "505"),
        ("2026-01-05", "2026-01-30", "500"),
    )
    for row in flat(NIKKEI, start, end, level)
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "published", "text"),
    [
        (WEEKS, "2026-01-24", "週間ベースで見た日経平均はN週続落と、弱い。"),
        (WEEKS, "2026-01-24", "日経平均はN週続けて前週末の水準を下回った。"),
        (WEEKS, "2026-01-24", "日経平均の週間での連敗はN週に伸びた。"),
        (WEEKS, "2026-01-24", "日経平均は1月からN週連続のマイナスとなった。"),
        (MONTHS, "2026-01-31", "日経平均は11月から1月までNカ月続けて前月末を下回っている。"),
        (MONTHS, "2026-01-31", "日経平均は月間でNカ月続落した。"),
        (MONTHS, "2026-01-31", "日経平均はNカ月連続で前月末を割り込んだ。"),
    ],
)
def test_weeks_and_months_in_a_row(rows: list, published: str, text: str) -> None:
    for told, status in ((3, "supported"), (2, "contradicted"), (5, "contradicted")):
        assert found(text.replace("N", str(told)), rows, published, "streak").status == status


YIELDS = until(
    "rate:us10y", "2026-01-27", "4.10 3.98 3.90 3.80 3.90 4.00 4.10 4.20", "yield", "percent"
)
DOLLAR = until("fx:USDJPY", "2026-01-27", "151 150 149 148 149 150 151 152", unit="JPY/USD")


@pytest.mark.parametrize(
    ("rows", "text", "status"),
    [
        (YIELDS, "米10年債利回りは27日まで4営業日連続の上昇。", "supported"),
        (YIELDS, "米10年債利回りは27日まで6営業日連続の上昇。", "contradicted"),
        (YIELDS, "27日の米長期金利は4日続けて上昇した。", "supported"),
        (YIELDS, "27日の米長期金利は3日続けて上昇した。", "contradicted"),
        (DOLLAR, "ドル円は27日まで4営業日連続でドル高・円安が進んだ。", "supported"),
        (DOLLAR, "ドル円は27日まで3営業日連続でドル高・円安が進んだ。", "insufficient"),
        (DOLLAR, "円は対ドルで4日続落した。", "supported"),
    ],
)
def test_runs_of_yields_and_currencies(rows: list, text: str, status: str) -> None:
    assert found(text, rows, "2026-01-28", "streak").status == status


def test_a_yield_that_moved_by_less_than_sources_differ_refutes_no_run() -> None:
    rows = until("rate:us10y", "2026-01-27", "4.00 4.02 4.01 4.05 4.10 4.15", "yield", "percent")
    text = "米10年債利回りは27日まで5営業日連続の上昇。"
    assert found(text, rows, "2026-01-28", "streak").status == "insufficient"


# 45,000 to July 2024, 40,000 until 26 January; and 35,000 to June 2025
ROSE = [
    *flat(NIKKEI, "2024-01-04", "2024-07-12", "45000"),
    *flat(NIKKEI, "2024-07-16", "2026-01-26", "40000"),
    *until(NIKKEI, "2026-01-27", "43000"),
]
FELL = [
    *flat(NIKKEI, "2024-01-04", "2025-06-13", "35000"),
    *flat(NIKKEI, "2025-06-16", "2026-01-26", "40000"),
    *until(NIKKEI, "2026-01-27", "37000"),
]


@pytest.mark.parametrize(
    ("rows", "months", "text"),
    [
        (ROSE, 18, "27日の日経平均は4万3000円00銭と、Nカ月ぶりの水準を取り戻した。"),
        (ROSE, 18, "日経平均の27日終値4万3000円00銭はNカ月ぶりの高さになる。"),
        (ROSE, 18, "27日の日経平均は終値でNカ月ぶりの高みに達した。"),
        (ROSE, 18, "27日の日経平均、終値はNカ月来の高値。"),
        (ROSE, 18, "27日の日経平均は上昇した。終値でこれより高かったのはNカ月前が最後だ。"),
        (ROSE, 18, "27日の日経平均がこれだけ高い水準で引けたのはNカ月ぶり。"),
        (FELL, 7, "27日の日経平均は3000円安。終値3万7000円00銭は約Nカ月ぶりの低さとなる。"),
        (FELL, 7, "27日の日経平均は下げた。終値でこれより低かったのは、Nカ月前が最後である。"),
        (FELL, 7, "27日の日経平均の終値は3万7000円00銭。この安さはNカ月ぶりだ。"),
    ],
)
def test_firsts_in_other_words(rows: list, months: int, text: str) -> None:
    for told, status in (
        (months, "supported"), (months - 4, "contradicted"), (months + 6, "contradicted")
    ):  # fmt: skip
        assert found(text.replace("N", str(told)), rows, "2026-01-28", "since").status == status


@pytest.mark.parametrize(
    "text",
    [
        "節目の4万5000円に終値で返り咲くのはN営業日ぶり。27日の日経平均は4万5135円で引けた。",
        "27日の日経平均は4万5135円で引け、N営業日ぶりに4万5000円台へ返り咲いた。",
        "27日の日経平均は終値で4万5000円をN営業日ぶりに取り戻した。",
    ],
)
def test_a_line_regained_in_other_words(text: str) -> None:
    rows = [
        *flat(NIKKEI, "2025-06-02", "2026-01-13", "45500"),
        *flat(NIKKEI, "2026-01-14", "2026-01-26", "44500"),
        *until(NIKKEI, "2026-01-27", "45135"),
    ]
    for told, status in ((10, "supported"), (13, "contradicted")):
        assert found(text.replace("N", str(told)), rows, "2026-01-28", "since").status == status


@pytest.mark.parametrize(
    ("told", "status"),
    [("8カ月ぶり", "supported"), ("1年4カ月ぶり", "contradicted"), ("6カ月ぶり", "insufficient")],
)
def test_a_yield_that_was_never_near_refutes_a_first(told: str, status: str) -> None:
    rows = [
        fact("rate:us10y", "yield", row.date.isoformat(), level, "percent")
        for start, end, level in (
            ("2024-01-04", "2025-05-16", "3.9"), ("2025-05-19", "2025-05-30", "4.6"),
            ("2025-06-02", "2026-01-26", "4.5"), ("2026-01-27", "2026-01-27", "4.55"),
        )
        for row in flat("rate:us10y", start, end, level)
    ]  # fmt: skip
    text = f"27日の米10年債利回りは4.55%と、{told}の高水準を付けた。"
    assert found(text, rows, "2026-01-28", "since").status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("27日の日経平均は4日続伸し、この間に19.00円上昇した。", "supported"),
        ("27日の日経平均は4日続伸し、この間に29.00円上昇した。", "contradicted"),
        ("27日の日経平均は4日続伸、上げ幅は合わせて29.00円に及ぶ。", "contradicted"),
        (
            "27日の日経平均は3日続伸し、この間に29.00円上昇した。",
            "insufficient",
        ),  # it is 4
    ],
)
def test_a_move_over_a_run_that_is_as_told(text: str, status: str) -> None:
    assert found(text, RISES, "2026-01-28", "price_change").status == status
