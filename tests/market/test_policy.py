"""Policy rates: counts and totals of moves, and the rate in force."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from uratori.market import Facts, bundled_facts, verify_claims
from uratori.records import Analysis, Finding, Interval

from .builders import CUT, HIKE, around, article, decisions, exactly, interval, period, said

FED, BOJ = "bank:fed", "bank:boj"
END_OF_2025 = period("2025", "2025年末", mod="END")


def count(value: int, held: Any, direction: str | None = CUT, **fields: Any) -> Analysis:
    given = {"metric": "policy_rate_moves", "entity": FED, "text": f"{value}回"} | fields
    return said(value, "occurrences", direction=direction, period=held, **given)


def total(
    value: str | int, held: Any, direction: str | None = CUT, unit: str = "bp", **fields: Any
) -> Analysis:
    given = {
        "metric": "policy_rate_change", "entity": FED, "text": f"{value}{unit}",
        "sentence": "合計",
    } | fields  # fmt: skip
    return said(value, unit, exactly(value), direction=direction, period=held, **given)


def only(analysis: Analysis, facts: Facts | None = None) -> Finding:
    (finding,) = verify_claims(analysis, facts or bundled_facts())
    return finding


@pytest.mark.parametrize(
    ("entity", "timex", "mod", "direction", "value", "status"),
    [
        (FED, "2025", "END", CUT, 3, "supported"),
        (FED, "2025", "END", CUT, 4, "contradicted"),
        (FED, "2025", "END", CUT, 2, "definition_dependent"),
        (FED, "2025", "END", CUT, 1, "definition_dependent"),
        (FED, "2025", "END", HIKE, 3, "contradicted"),
        (FED, "2025", None, CUT, 3, "supported"),
        (FED, "2025", None, CUT, 2, "contradicted"),
        (FED, "2024", None, CUT, 3, "supported"),
        (FED, "2024", None, CUT, 4, "contradicted"),
        (FED, "2023", None, HIKE, 4, "supported"),
        (FED, "2022", None, HIKE, 7, "supported"),
        (FED, "2022", None, HIKE, 6, "contradicted"),
        (FED, "2020", None, CUT, 2, "supported"),
        (FED, "2020-03", None, CUT, 2, "supported"),
        (FED, "2019", None, CUT, 3, "supported"),
        (FED, "2018", None, HIKE, 4, "supported"),
        (FED, "2017", None, HIKE, 3, "supported"),
        (FED, "2015", None, HIKE, 1, "supported"),
        (FED, "2021", None, HIKE, 1, "contradicted"),
        (FED, "2025-Q4", None, CUT, 2, "supported"),
        (FED, "2025-09", None, CUT, 1, "supported"),
        (FED, "2025-H1", None, CUT, 1, "contradicted"),
        (FED, "2022-06", None, HIKE, 1, "supported"),
        (FED, "P1Y", None, CUT, 3, "supported"),
        (FED, "P6M", None, CUT, 3, "supported"),
        (FED, "P3M", None, CUT, 2, "supported"),
        (FED, "P18M", None, CUT, 6, "supported"),
        (FED, "2026", None, CUT, 1, "insufficient"),  # the year is not over
        (FED, "2007", None, CUT, 3, "insufficient"),
        (FED, "2027", None, CUT, 1, "insufficient"),
        (BOJ, "2024", None, HIKE, 2, "supported"),
        (BOJ, "2025", None, HIKE, 2, "supported"),
        (BOJ, "2025", None, HIKE, 1, "contradicted"),
        (BOJ, "2025", "END", HIKE, 1, "supported"),
        (BOJ, "2025", "START", HIKE, 1, "supported"),
        (BOJ, "2025", None, CUT, 2, "contradicted"),
        (BOJ, "2016", None, CUT, 1, "insufficient"),
        (BOJ, "P2Y", None, HIKE, 4, "supported"),
        ("bank:ecb", "2025", None, CUT, 4, "insufficient"),
    ],
)
def test_number_of_moves(
    entity: str, timex: str, mod: Any, direction: str, value: int, status: str
) -> None:
    held = period(timex, mod=mod)
    assert only(count(value, held, direction, entity=entity)).status == status


@pytest.mark.parametrize(
    ("entity", "timex", "mod", "direction", "value", "unit", "status"),
    [
        (FED, "2025", "END", CUT, 75, "bp", "supported"),
        (FED, "2025", "END", CUT, "0.75", "percentage_point", "supported"),
        (FED, "2025", "END", CUT, "0.75", "percent", "supported"),
        (FED, "2025", "END", CUT, "0.75", "points", "supported"),
        (FED, "2025", "END", CUT, 100, "bp", "contradicted"),
        (FED, "2025", "END", CUT, 50, "bp", "definition_dependent"),
        (FED, "2025", "END", HIKE, 75, "bp", "contradicted"),
        (FED, "2025", "END", CUT, 75, "JPY", "insufficient"),
        (FED, "2024", None, CUT, 100, "bp", "supported"),
        (FED, "2024", None, CUT, 75, "bp", "contradicted"),
        (FED, "2022", None, HIKE, 425, "bp", "supported"),
        (FED, "2022", None, HIKE, "4.25", "percentage_point", "supported"),
        (FED, "2023", None, HIKE, 100, "bp", "supported"),
        (FED, "2020", None, CUT, 150, "bp", "supported"),
        (FED, "2019", None, CUT, 75, "bp", "supported"),
        (FED, "2022-06", None, HIKE, 75, "bp", "supported"),
        (FED, "P18M", None, CUT, 175, "bp", "supported"),
        (BOJ, "2025", None, HIKE, 50, "bp", "supported"),
        (BOJ, "2025-12", None, HIKE, "0.25", "percentage_point", "supported"),
        (BOJ, "2024-07", None, HIKE, 15, "bp", "supported_under"),
        (BOJ, "2024-07", None, HIKE, 25, "bp", "definition_dependent"),
        (BOJ, "2024-07", None, HIKE, 50, "bp", "contradicted"),
    ],
)
def test_total_of_moves(
    entity: str, timex: str, mod: Any, direction: str, value: Any, unit: str, status: str
) -> None:
    held = period(timex, mod=mod)
    assert only(total(value, held, direction, unit, entity=entity)).status == status


def test_each_decision_is_cited() -> None:
    finding = only(count(3, END_OF_2025))
    assert [(row.as_of, row.value, row.holds) for row in finding.evidence] == [
        ("2025-09-17", Fraction("4.25"), True),
        ("2025-10-29", Fraction("4.00"), True),
        ("2025-12-10", Fraction("3.75"), True),
    ]
    assert [(row.address or "").rpartition("/")[2] for row in finding.evidence] == [
        "monetary20250917a.htm",
        "monetary20251029a.htm",
        "monetary20251210a.htm",
    ]
    assert (finding.evidence[0].note or "").startswith("4.25-4.50 → 4.00-4.25")
    assert (finding.computed, finding.stated, finding.unit) == (3, 3, "occurrences")
    for part in ("3回", "2025-09-17", "2025-10-29", "2025-12-10", "2025-09-01→2025-12-31"):
        assert part in finding.explanation


def test_a_total_is_given_in_the_unit_of_the_claim() -> None:
    assert only(total(100, END_OF_2025)).computed == 75
    points = only(total("0.5", END_OF_2025, unit="percentage_point"))
    assert points.computed == Fraction("0.75")
    assert "75bp" in points.explanation


def test_no_move_is_told_with_the_rate_in_force() -> None:
    finding = only(count(1, period("2021", "2021年"), HIKE))
    assert finding.computed == 0
    (row,) = finding.evidence
    assert (row.as_of, row.holds) == ("2021-01-01/2021-12-31", False)
    assert row.note == "この期間に該当する決定なし; decided on a Sunday, between meetings"


@pytest.mark.parametrize(
    ("sentence", "value", "status"),
    [
        ("0.25%の利下げを3回、", "0.25", "supported_under"),
        ("", "0.75", "supported_under"),
        ("合計", "0.75", "supported"),
        ("合計", "0.25", "contradicted"),
        ("累計で", "0.25", "contradicted"),
        ("統計では", "0.25", "supported_under"),
        ("", "0.5", "contradicted"),
    ],
)
def test_each_or_all(sentence: str, value: str, status: str) -> None:
    held = period("2025", "2025年")
    analysis = total(value, held, unit="percentage_point", sentence=sentence, text="本文の数")
    assert only(analysis).status == status


def both(
    moves: int, size: int, held: Any = None, direction: str = CUT, **fields: Any
) -> tuple[Finding, ...]:
    claim = {"entity": FED, "direction": direction} | fields
    first = {"metric": "policy_rate_moves", "period": held} | claim
    numbers = [
        (moves, "occurrences", None, {}, first),
        (size, "bp", exactly(size), {}, {"metric": "policy_rate_change"} | claim),
    ]
    return verify_claims(article(numbers, sentence="合計"), bundled_facts())


def test_the_total_takes_the_period_of_the_count() -> None:
    assert [f.status for f in both(3, 75, END_OF_2025)] == ["supported", "supported"]
    assert [f.id for f in both(3, 75, END_OF_2025)] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("moves", "size", "direction", "status"),
    [
        (3, 75, CUT, "definition_dependent"),
        (6, 175, CUT, "definition_dependent"),
        (3, 100, CUT, "insufficient"),
        (2, 75, CUT, "insufficient"),
        (3, 75, HIKE, "insufficient"),
        (7, 200, CUT, "insufficient"),
    ],
)
def test_without_a_period(moves: int, size: int, direction: str, status: str) -> None:
    assert both(moves, size, direction=direction)[0].status == status


@pytest.mark.parametrize(
    ("fields", "status", "word"),
    [
        ({"modality": "forecast", "speaker": "連邦準備制度"}, "not_checkable", "連邦準備制度"),
        ({"modality": "hypothetical"}, "not_checkable", "仮定"),
        ({"modality": "target"}, "not_checkable", "目標"),
        ({"negated": True}, "not_checkable", "打ち消し"),
        ({"modifier": "vague"}, "not_checkable", "幅の定まらない"),
        ({"direction": None}, "insufficient", "利上げか利下げか"),
        ({"kind": "ordinal"}, "insufficient", "順番"),
        ({"held": None}, "insufficient", "どの期間の決定か"),
        ({"held": period("P1Y", "過去1年"), "published": None}, "insufficient", "--published"),
        ({"held": period(None, "最近")}, "insufficient", "期間が日付に定まらない"),
    ],
)
def test_what_is_not_judged(fields: dict[str, Any], status: str, word: str) -> None:
    given = {"held": END_OF_2025, "direction": CUT} | fields
    finding = only(count(3, given.pop("held"), given.pop("direction"), **given))
    assert finding.status == status
    assert word in finding.explanation


def test_a_named_year_needs_no_date_of_the_article() -> None:
    assert only(count(3, period("2025", "2025年"), published=None)).status == "supported"


@pytest.mark.parametrize(
    ("published", "timex", "value", "status"),
    [
        ("2025-12-10", "2025", 2, "supported"),
        ("2025-12-10", "2025", 3, "supported"),  # a decision of the same day may be known
        ("2025-12-10", "2025", 4, "insufficient"),  # the year is not over
        ("2025-12-11", "2025", 3, "supported"),
        ("2025-12-11", "2025", 2, "contradicted"),
        ("2025-10-01", "2025", 1, "supported"),
        ("2025-10-01", "2025-12", 1, "insufficient"),
        ("2025-12-10", "2025-12-10", 1, "supported"),
        ("2026-03-02", "2026", 1, "insufficient"),  # the list ends in January
        ("2026-03-02", "2025", 3, "supported"),
    ],
)
def test_as_of(published: str, timex: str, value: int, status: str) -> None:
    day = date.fromisoformat(published)
    assert only(count(value, period(timex), published=day)).status == status


ECB = decisions(
    "bank:ecb",
    "2023-09-20 4.00, 2024-06-12 3.75, 2024-09-18 3.50, 2024-10-23 3.25, 2025-03-12 2.50, "
    "2025-06-11 2.75",
    ("2023-09-20", "2026-01-23"),
)


@pytest.mark.parametrize(
    ("timex", "direction", "value", "status"),
    [
        ("2024", CUT, 3, "supported"),
        ("2024", CUT, 2, "contradicted"),
        ("2024-Q4", CUT, 1, "supported"),
        ("2025", CUT, 1, "supported"),
        ("2025", HIKE, 1, "supported"),
        ("2025", HIKE, 2, "contradicted"),
        ("P2Y", CUT, 4, "supported"),
        ("P1Y", CUT, 1, "supported"),
        ("2024", HIKE, 1, "contradicted"),
        ("2022", HIKE, 4, "insufficient"),
    ],
)
def test_another_bank(timex: str, direction: str, value: int, status: str) -> None:
    assert only(count(value, period(timex), direction, entity="bank:ecb"), ECB).status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [(75, "supported_under"), (50, "definition_dependent"), (25, "contradicted")],
)
def test_moves_both_ways(value: int, status: str) -> None:
    analysis = total(value, period("2025"), entity="bank:ecb")
    assert only(analysis, ECB).status == status


# --- the rate in force -------------------------------------------------------------------------


def ranged(low: str, high: str, **fields: Any) -> Analysis:
    outer = interval(str(Fraction(low) - Fraction(1, 200)), str(Fraction(high) + Fraction(1, 200)))
    given = {"metric": "policy_rate", "entity": FED} | fields
    return said(
        None, "percent", outer, modifier="range", core=interval(low, high, half_open=False),
        text=f"{low}〜{high}%", **given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "timex", "mod", "status"),
    [
        ("3.50", "3.75", None, None, "supported"),
        ("3.75", "4.00", None, None, "contradicted"),
        ("3.50", "4.00", None, None, "contradicted"),
        ("3.50", "3.75", "2025", "END", "supported"),
        ("4.25", "4.50", "2024", "END", "supported"),
        ("5.25", "5.50", "2023", "END", "supported"),
        ("5.25", "5.50", "2024-08-15", None, "supported"),
        ("5.25", "5.50", "2024-09-18", None, "contradicted"),
        ("0.00", "0.25", "2021", "END", "supported"),
        ("4.25", "4.50", "2025", "START", "supported"),
        ("3.50", "3.75", "2026-01-28", None, "insufficient"),
    ],
)
def test_target_range(low: str, high: str, timex: str | None, mod: Any, status: str) -> None:
    held = period(timex, mod=mod) if timex else None
    assert only(ranged(low, high, period=held)).status == status


@pytest.mark.parametrize(
    ("entity", "value", "timex", "status"),
    [
        (FED, "3.75", None, "supported_under"),
        (FED, "3.50", None, "definition_dependent"),
        (FED, "4.50", None, "contradicted"),
        (BOJ, "0.75", None, "supported"),
        (BOJ, "0.50", None, "contradicted"),
        (BOJ, "0.50", "2025-06-30", "supported"),
        (BOJ, "-0.10", "2020-06-30", "supported"),
        (BOJ, "0.25", "2024-12-31", "supported"),
        (BOJ, "0.10", "2024-05-01", "supported_under"),
        ("bank:ecb", "2.75", None, "insufficient"),
    ],
)
def test_rate_in_force(entity: str, value: str, timex: str | None, status: str) -> None:
    analysis = said(
        value, "percent", around(value, "1/200"), metric="policy_rate", entity=entity,
        period=period(timex) if timex else None,
    )  # fmt: skip
    assert only(analysis).status == status


def test_a_band_is_compared_as_an_interval() -> None:
    band = Interval(low=Fraction(3), high=Fraction(4), high_open=True)
    analysis = said(None, "percent", band, metric="policy_rate", entity=FED, modifier="band")
    assert only(analysis).status == "supported"
