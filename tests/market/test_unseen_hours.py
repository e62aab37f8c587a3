"""What closes alone refute of highs and lows within the day, and what a quoted close settles."""

from __future__ import annotations

from datetime import date

import pytest

from uratori import Analyzer
from uratori.market import Fact, Facts

from .builders import flat, until

NIKKEI, IBM, GOLD = "index:nikkei225", "XNYS:IBM", "commodity:gold"
# closes only; 500 in the spring of 2025, 400 since, and a rise at the end
ROWS = [
    *flat(NIKKEI, "2025-01-06", "2025-05-30", "50000"),
    *flat(NIKKEI, "2025-06-02", "2025-09-30", "44100"),
    *flat(NIKKEI, "2025-10-01", "2026-01-26", "40000"),
    *until(NIKKEI, "2026-01-27", "44000.55"),
    *flat(IBM, "2025-12-31", "2026-01-20", "300", unit="USD"),
    *until(IBM, "2026-01-27", "300 330 303 312 270", unit="USD"),
    *flat(GOLD, "2025-06-02", "2025-09-30", "4010", unit="USD/oz"),
    *flat(GOLD, "2025-10-01", "2026-01-26", "3500", unit="USD/oz"),
    *until(GOLD, "2026-01-27", "4000.5", unit="USD/oz"),
]


def _statuses(text: str, rows: list[Fact]) -> list[tuple[str, str]]:
    report = Analyzer().check(text, published=date(2026, 1, 28), data=Facts(rows))
    named = {each.id: each.text for each in report.analysis.quantities}
    return [
        (named[each.quantity], each.status) for each in report.findings if each.scope == "market"
    ]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        # no high of September can lie so far below; one of May broke what February began
        ("27日の日経平均は2025年9月以来の高値となった。", "2025年9月", "supported"),
        ("27日の日経平均は2025年12月以来の高値となった。", "2025年12月", "contradicted"),
        ("27日の日経平均は2025年2月以来の高値となった。", "2025年2月", "contradicted"),
        # 44,100 in September, 0.2% above: an hour of the 27th may have been higher
        ("27日の日経平均は2025年5月以来の高値となった。", "2025年5月", "insufficient"),
        # the close itself is quoted: the day's other hours are not spoken of
        ("27日の日経平均は4万4000円55銭と2025年5月以来の高さだ。", "2025年5月", "contradicted"),
        # gold has no official close, yet the price that is quoted is that of the series
        ("27日の金は4000.5ドルと2025年5月以来の高値となった。", "2025年5月", "contradicted"),
        ("27日の金は2025年5月以来の高値となった。", "2025年5月", "insufficient"),
        ("27日の金は2025年12月以来の高値となった。", "2025年12月", "contradicted"),
        # a fall from a high of which only the close is held
        ("IBMは22日に付けた高値から27日までに18.2%下落した。", "18.2%", "supported"),
        ("IBMは22日に付けた高値から27日までに21.3%下落した。", "21.3%", "insufficient"),
        ("IBMは22日に付けた高値から27日までに35%下落した。", "35%", "contradicted"),
        # a price of the day
        ("27日のIBMは290ドルを付けた。", "290ドル", "insufficient"),
        ("27日のIBMは380ドルを付けた。", "380ドル", "contradicted"),
        # a day may open where the one before closed, far from its own close
        ("27日の日経平均は一時3万9900円を付けた。", "3万9900円", "insufficient"),
        ("27日の日経平均は一時3万5900円を付けた。", "3万5900円", "contradicted"),
    ],
)
def test_closes_without_highs(text: str, number: str, status: str) -> None:
    assert (number, status) in _statuses(text, ROWS)
