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
