"""A day without a month goes on from the day with a month that the text has just named."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.quantities import read_quantities
from uratori.text import read_text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("9月8日に見直し、10日の終値は85円だった。", ["2025-09-08", "2025-09-10"]),
        ("5月30日に公表した。2日に適用した。", ["2025-05-30", "2025-06-02"]),
        ("6月12日の会見で述べた。\n14日に撤回した。", ["2025-06-12", "2025-06-14"]),
        (
            "7月31日から8月4日の間に下げた。\n31日は90円で、1日に85円、3日に80円だった。",
            ["2025-07-31", "2025-08-04", "2025-07-31", "2025-08-01", "2025-08-03"],
        ),
        ("9月8日、14-15日に調べた。", ["2025-09-08", "2025-09-14"]),
        ("12月19日と26日に決めた。", ["2025-12-19", "2025-12-26"]),
        # The report itself: near to publication, or nothing far back was named last.
        ("12月19日に利上げした。26日の日経平均は上げた。", ["2025-12-19", "2026-01-26"]),
        ("1月8日に公表した。15日に適用した。", ["2026-01-08", "2026-01-15"]),
        ("14日に決めた。9月8日の案だ。12日に出した。", ["2026-01-14", "2025-09-08", "2025-09-12"]),
        ("9月8日に見直した。\n14日に会見した。", ["2025-09-08", "2026-01-14"]),
        ("9月8日に見直し、20日に会見した。", ["2025-09-08", "2026-01-20"]),
        ("9月8日に見直した。\n\n\n10日に会見した。", ["2025-09-08", "2026-01-10"]),
    ],
)
def test_a_day_is_of_the_month_named_before_it(text: str, days: list[str]) -> None:
    found = read_quantities(read_text(text), (), date(2026, 1, 26))
    assert [str(q.start_date) for q in found if q.kind == "date"] == days


def test_a_span_of_days_keeps_its_length() -> None:
    text = "9月8日に公表し、10-11日に調べた。"
    found = read_quantities(read_text(text), (), date(2026, 1, 26))
    assert (found[-1].start_date, found[-1].end_date) == (date(2025, 9, 10), date(2025, 9, 11))


def test_without_a_day_of_publication_a_day_stays_open() -> None:
    found = read_quantities(read_text("9月8日に公表し、10日に調べた。"), (), None)
    assert [q.start_date for q in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("前週(26〜30日)は高い。", ["2026-01-26", "2026-01-30"]),
        ("26日から30日まで高い。", ["2026-01-26", "2026-01-30"]),
        ("9日から13日まで開く。", ["2026-02-09", "2026-02-13"]),
    ],
)
def test_the_last_of_days_told_together_tells_their_month(text: str, days: list[str]) -> None:
    found = read_quantities(read_text(text), (), date(2026, 2, 2))
    told = [q for q in found if q.kind == "date" and "日" in q.text]
    assert [str(told[0].start_date), str(told[-1].end_date)] == days
