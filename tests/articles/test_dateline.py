"""Which first lines are an article's own date."""

from datetime import date

import pytest

from uratori.articles import find_dateline

DAY = date(2026, 1, 26)

DATELINES = [
    "2026年1月26日",
    "２０２６年１月２６日",
    "2026-01-26",
    "2026/1/26",
    "2026.01.26",
    "令和8年1月26日",
    "2026年1月26日(月)",
    "2026年1月26日（月曜日） 9:30",
    "2026-01-26T09:30:00+09:00",
    "2026/01/26 18:05 JST",
    "2026年1月26日 18時05分",
    "公開日: 2026年1月26日",
    "掲載：2026/1/26",
    "更新日時:2026年1月26日 18:05",
    "最終更新日　2026-01-26",
    "2026年1月26日 更新",
    "【2026年1月26日】",
    "*2026年1月26日*",
    "date: 2026-01-26",
    "Published: 2026-01-26",
    "　　2026年1月26日",
]


@pytest.mark.parametrize("line", DATELINES)
def test_dateline(line: str) -> None:
    assert find_dateline(f"# 見出し\n\n{line}\r\n本文は続く。") == DAY


NOT_DATELINES = [
    "2026年1月26日の東京市場で日経平均は続伸した。",
    "2026年1月",
    "1月26日",
    "2026年2月30日",
    "2026年13月1日",
    "2026年1月26日から2月3日",
    "決算発表は2026年1月26日",
    "20260126",
    "2026-01-261",
    "",
]


@pytest.mark.parametrize("line", NOT_DATELINES)
def test_not_a_dateline(line: str) -> None:
    assert find_dateline(f"見出し\n{line}\n本文") is None


def test_only_the_top_lines_count() -> None:
    assert find_dateline("a\n\nb\nc\nd\n2026-01-26") == DAY
    assert find_dateline("a\nb\nc\nd\ne\n2026-01-26") is None


def test_the_first_of_two_counts() -> None:
    assert find_dateline("公開日:2026-01-26\n更新日:2026-01-28") == DAY


@pytest.mark.parametrize("piece", ["2026年", "2", "公開日: ", " ", "2026年1月26日 ", "(", "９"])
def test_long_lines_cost_nothing(piece: str) -> None:
    assert find_dateline(piece * 200_000) is None
