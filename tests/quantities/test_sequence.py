"""A month without a year takes it from the date named just before."""

from __future__ import annotations

from datetime import date

import pytest

from uratori.quantities import read_quantities
from uratori.text import read_text


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024年9月から12月にかけて上げた。", ["2024-09", "2024-12"]),
        ("2024年9月に0.5%、11月と12月に0.25%下げた。", ["2024-09", "2024-11", "2024-12"]),
        ("2023年11月から2月まで続いた。", ["2023-11", "2024-02"]),
        ("2024年は3月に利上げした。", ["2024", "2024-03"]),
        ("2023年に上場した同社は5月に増配した。", ["2023", "2025-05"]),
        ("2024年9月に下げた。12月にも下げた。", ["2024-09", "2025-12"]),
        ("12月に下げた。", ["2025-12"]),
        ("2023年3月に解除した。次は同年7月だった。", ["2023-03", "2023-07"]),
        ("2023年10月に決め、翌年1月に始めた。", ["2023-10", "2024-01"]),
    ],
)
def test_a_bare_month_goes_on_from_a_named_date(text: str, dates: list[str]) -> None:
    found = read_quantities(read_text(text), (), date(2026, 1, 26))
    assert [q.timex for q in found if q.kind == "date"] == dates


def test_the_end_of_february_stays_its_end() -> None:
    found = read_quantities(read_text("2023年12月から2月まで続いた。"), (), date(2026, 1, 26))
    assert found[1].end_date == date(2024, 2, 29)
