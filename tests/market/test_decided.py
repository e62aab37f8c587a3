"""Policy rates from a rate for every day: decisions, completeness, and edges in doubt."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from uratori.market import Fact, Facts, verify_claims
from uratori.records import Analysis

from .builders import CUT, HIKE, exactly, fact, period, said

FED, ECB = "bank:fed", "bank:ecb"
CUTS = ((date(2025, 9, 18), "4.25"), (date(2025, 10, 30), "4.00"), (date(2025, 12, 11), "3.75"))


def daily(
    bank: str = FED, first: str = "2025-01-01", last: str = "2026-02-09", leave_out: str = ""
) -> list[Fact]:
    """Give both bounds for every day; `leave_out` is a month without rows."""
    day, end, rows = date.fromisoformat(first), date.fromisoformat(last), []
    while day <= end:
        upper = Fraction(next((v for since, v in reversed(CUTS) if since <= day), "4.50"))
        for metric, value in (("upper", upper), ("lower", upper - Fraction(1, 4))):
            if not (leave_out and day.isoformat().startswith(leave_out)):
                rows.append(
                    fact(bank, f"policy_rate_{metric}", str(day), str(value), "percent",
                         definition="daily")
                )  # fmt: skip
        day += timedelta(1)
    return rows


def count(value: int, timex: str, direction: str = CUT, bank: str = FED) -> Analysis:
    return said(
        value, "occurrences", metric="policy_rate_moves", entity=bank, direction=direction,
        period=period(timex), text=f"{value}回", published=date(2026, 2, 10),
    )  # fmt: skip


def status(analysis: Analysis, rows: list[Fact]) -> str:
    (finding,) = verify_claims(analysis, Facts(rows))
    return finding.status


@pytest.mark.parametrize(
    ("value", "timex", "direction", "expected"),
    [
        (3, "2025", CUT, "supported"),
        (2, "2025", CUT, "contradicted"),
        (3, "2025", HIKE, "contradicted"),
        (1, "2025-09", CUT, "supported"),
        (1, "2025-12-10", CUT, "supported"),  # the day of the decision, not of the effect
        (1, "2025-12-11", CUT, "contradicted"),
        (3, "2024", CUT, "insufficient"),  # before the series
        (1, "2026", CUT, "insufficient"),  # the year is not over
    ],
)
def test_decisions_from_a_rate_for_every_day(
    value: int, timex: str, direction: str, expected: str
) -> None:
    assert status(count(value, timex, direction), daily()) == expected


def test_a_gap_in_the_days_ends_what_is_complete() -> None:
    assert status(count(3, "2025"), daily(leave_out="2025-10")) == "insufficient"
    assert status(count(1, "2025-12"), daily(leave_out="2025-10")) == "supported"


def test_a_list_goes_before_the_days_it_covers() -> None:
    listed = [
        fact(FED, f"policy_rate_{bound}", "2025-12-10", value, "percent", definition="decision")
        for bound, value in (("upper", "3.75"), ("lower", "3.50"))
    ]
    span = (date(2025, 12, 1), date(2026, 1, 23))
    keys = [(FED, "policy_rate_upper"), (FED, "policy_rate_lower")]
    (finding,) = verify_claims(
        count(3, "2025"), Facts([*daily(), *listed], dict.fromkeys(keys, span))
    )
    assert finding.status == "supported"
    assert [row.as_of for row in finding.evidence] == ["2025-09-17", "2025-10-29", "2025-12-10"]


@pytest.mark.parametrize(
    ("day", "value", "expected"),
    [
        ("2025-12-09", "4.00", "supported_under"),
        ("2025-12-10", "3.75", "supported_under"),
        ("2025-12-10", "4.00", "contradicted"),
        ("2026-02-05", "3.75", "supported_under"),
        # The day after the last one that the series shows may have brought a decision.
        ("2026-02-09", "3.75", "supported"),
        ("2026-02-09", "4.25", "insufficient"),
        ("2024-12-30", "4.50", "insufficient"),
    ],
)
def test_the_rate_in_force(day: str, value: str, expected: str) -> None:
    analysis = said(
        value, "percent", exactly(value), metric="policy_rate", entity=FED, period=period(day),
        published=date(2026, 2, 10),
    )  # fmt: skip
    assert status(analysis, daily()) == expected


@pytest.mark.parametrize(
    ("timex", "value", "expected"),
    [
        ("2025-09", 1, "supported"),
        ("2025-10", 1, "supported"),
        ("2025-10", 2, "contradicted"),
        ("2025-12-05", 1, "insufficient"),  # in force on the 11th: decided when?
    ],
)
def test_a_bank_whose_lag_is_not_known(timex: str, value: int, expected: str) -> None:
    assert status(count(value, timex, bank=ECB), daily(ECB)) == expected
