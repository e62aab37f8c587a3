"""Days that no calendar has, and what is none of them."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.pipeline import Analyzer
from uratori.quantities import is_no_day

PUBLISHED = date(2026, 3, 26)
FAULTY = [
    ("2026年2月30日に発表した。", ["2026年2月30日"]),
    ("4月31日に再開する。11月31日付。", ["4月31日", "11月31日"]),
    ("２０２６年２月３０日に発表した。", ["２０２６年２月３０日"]),
    ("2025年2月29日に発表した。", ["2025年2月29日"]),
    ("2026/02/30に発表した。", ["2026/02/30"]),
    ("2月28日〜30日に開いた。", ["2月28日〜30日"]),
]
SOUND = [
    "2024年2月29日に発表した。",
    "うるう年の2月29日に発表した。",
    "令和7年2月28日に発表した。",
    "前日は3%高、前年同期は5%減だった。",
    "同年4月1日に合併した。",
    "1月26日〜28日に開いた。",
    "先月末の株価は31日に上げた。",
]


@pytest.mark.parametrize(("text", "days"), FAULTY)
def test_a_day_that_no_calendar_has_is_told(text: str, days: list[str]) -> None:
    report = Analyzer().check(text, published=PUBLISHED, offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    told = [texts[u.quantity] for u in report.unchecked if u.reason == "no_such_day"]
    assert told == days
    assert report.findings == ()


@pytest.mark.parametrize("text", SOUND)
def test_other_days_are_not(text: str) -> None:
    quantities = Analyzer().extract(text, published=PUBLISHED).quantities
    assert [q.text for q in quantities if is_no_day(q)] == []
