"""Figures of before told beside the newest: of the month before, of before a decision."""

from datetime import date
from fractions import Fraction

import pytest

from uratori.market import Facts

from .builders import decisions, until
from .statements import verdicts

BOJ = decisions(
    "bank:boj",
    "2024-03-19 0.10, 2024-07-31 0.25, 2025-01-24 0.50, 2025-12-19 0.75, 2026-06-16 1.00",
    ("2024-03-19", "2026-10-30"),
)
FED = decisions(
    "bank:fed",
    "2023-07-26 5.50, 2024-09-18 5.00, 2024-12-18 4.75, 2025-06-18 4.50, 2025-12-10 4.25",
    ("2023-07-26", "2026-10-30"),
    width="0.25",
)
LATE = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月の米失業率は4.3%(前月4.4%、予想4.4%)。", "supported supported not_checkable"),
        ("1月の米失業率は4.3%(前月4.6%、予想4.4%)。", "supported contradicted not_checkable"),
        ("1月の米失業率は4.3%(前回4.4%)だった。", "supported supported"),
        ("1月の米失業率は4.3%で、前の月の4.4%から低下した。", "supported supported"),
        ("1月の米失業率は4.3%。前月は4.4%だった。", "supported supported"),
        ("米雇用者数は3カ月平均で9万人増、1月は13万人増だった。", "insufficient supported"),
        ("12月の米CPIは前年同月比+2.7%(前回+2.9%)だった。", "supported insufficient"),
    ],
)
def test_a_figure_called_that_of_before_is_of_the_month_before(text: str, expected: str) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("日銀は6月16日の会合で政策金利を0.75%から1.00%に引き上げた。", BOJ, "supported supported"),
        ("日銀は6月16日の会合で政策金利を0.50%から1.00%に引き上げた。", BOJ,
         "contradicted supported"),
        ("日銀は政策金利を従来の0.75%から1.00%に引き上げた。", BOJ, "supported supported"),
        ("日銀は2024年7月以降、政策金利を0.25%から1.00%まで引き上げてきた。", BOJ,
         "supported supported"),
        ("日銀は2024年7月以降、政策金利を0.40%から1.00%まで引き上げてきた。", BOJ,
         "insufficient supported"),
        ("米国の政策金利は2024年9月の利下げ開始前の5.5%(上限)から4.25%まで下がった。", FED,
         "supported supported"),
        ("米国の政策金利は2024年9月の利下げ開始前の5.5%(上限)から3.25%まで下がった。", FED,
         "supported contradicted"),
        ("米国の政策金利は4.25%(上限)と、1年前の4.5%から低下した。", FED, "supported supported"),
        ("米国の政策金利は4.25%(上限)と、1年前の5.0%から低下した。", FED, "supported contradicted"),
        ("日銀の政策金利は1.00%(前回会合までは0.75%)だ。", BOJ, "supported insufficient"),
    ],
)  # fmt: skip
def test_a_rate_told_as_that_of_before_a_move(text: str, facts: Facts, expected: str) -> None:
    assert verdicts(text, LATE, facts) == expected


YIELDS = Facts(
    until("rate:us10y", "2026-07-17", "4.20 4.25 4.31 4.18", metric="yield", unit="percent",
          place=Fraction("0.01"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米10年債利回りは7月14日の4.20%から17日に4.18%へ低下した。", "supported supported"),
        ("米10年債利回りは7月14日の4.90%から17日に4.18%へ低下した。", "contradicted supported"),
        ("米10年債利回りは7月14日の4.20%から4.18%へ低下した。", "supported supported"),
    ],
)
def test_each_end_of_a_move_has_its_own_day(text: str, expected: str) -> None:
    assert verdicts(text, date(2026, 7, 18), YIELDS) == expected
