"""Closes, net assets, streaks and valuations."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from uratori.market import Facts, bundled_facts, verify_claims
from uratori.records import Analysis, Finding, Interval, Reference

from .builders import around, closes, every_day, exactly, fact, interval, period, said

SP500, RUSSELL, IWM = "index:sp500", "index:russell2000", "ARCX:IWM"
BILLION = 10**9


def only(analysis: Analysis, facts: Facts | None = None, **options: Any) -> Finding:
    (finding,) = verify_claims(analysis, facts or bundled_facts(), **options)
    return finding


# --- closes ------------------------------------------------------------------------------------


def level(value: str, half: str = "1/200", **fields: Any) -> Analysis:
    given = {
        "metric": "close", "entity": SP500, "unit": "points", "sentence": "終値は", "text": value,
    } | fields  # fmt: skip
    return said(value, given.pop("unit"), around(value, half), **given)


@pytest.mark.parametrize(
    ("value", "half", "fields", "status"),
    [
        ("6915.61", "1/200", {}, "supported"),
        ("6915", "1/2", {}, "contradicted"),
        ("6916", "1/2", {}, "supported"),
        ("6900", "25", {}, "supported"),
        ("6915.61", "1/200", {"unit": "USD"}, "supported"),
        ("6915.61", "1/200", {"unit": ""}, "supported"),
        ("6915.61", "1/200", {"unit": "percent"}, "insufficient"),
        ("6845.50", "1/200", {"period": period("2025", "2025年末", mod="END")}, "supported"),
        ("6800.50", "1/200", {"period": period("2025", "2025年末", mod="END")}, "contradicted"),
        ("4019.81", "1/200", {"period": period("2023-01-23")}, "supported"),
        ("4019.81", "1/200", {"period": period("2023-01-24")}, "insufficient"),
        ("4019.81", "1/200", {"period": period("2023-01-22")}, "insufficient"),
        ("6939.03", "1/200", {"period": period("2026-01-30")}, "insufficient"),
        ("6939.03", "1/200", {"published": date(2026, 2, 2)}, "supported"),
        ("6939.03", "1/200", {}, "contradicted"),
        ("6915.61", "1/200", {"sentence": ""}, "supported"),
        ("6800.00", "1/200", {"sentence": ""}, "insufficient"),  # no intraday range to try
        ("6915.61", "1/200", {"published": None}, "insufficient"),
        ("6915.61", "1/200", {"metric": "high"}, "insufficient"),
        ("2669.16", "1/200", {"entity": RUSSELL}, "supported"),
        ("5000.00", "1/200", {"entity": "XTKS:7203"}, "insufficient"),
        ("150.25", "1/200", {"entity": "fx:USDJPY", "unit": "JPY/USD"}, "insufficient"),
        ("6915.61", "1/200", {"modality": "target"}, "not_checkable"),
        ("6915.61", "1/200", {"period": period("P3Y", "3年ぶり")}, "supported"),
    ],
)
def test_close(value: str, half: str, fields: dict[str, Any], status: str) -> None:
    assert only(level(value, half, **fields)).status == status


@pytest.mark.parametrize(
    ("timex", "mod", "value", "status"),
    [
        ("2025-12", None, "12", "supported"),
        ("2025-12", "END", "30", "supported"),
        ("2025-12", "START", "30", "contradicted"),
        ("2025-12", "MID", "15", "supported"),
        ("2025-12", "END", "15", "contradicted"),
        ("2026-01", "END", "23", "supported"),
        ("2026-01", "END", "30", "contradicted"),  # after the as-of date
        ("2026-01-23", None, "23", "supported"),
        ("2026-01-22", None, "23", "contradicted"),
        ("2025", "START", "2", "supported"),
        ("2025", "END", "31", "supported"),
    ],
)
def test_a_level_of_a_span_holds_on_some_day_of_it(
    timex: str, mod: Any, value: str, status: str
) -> None:
    facts = Facts(every_day(SP500, "2025-01-01", "2026-02-20", lambda day: Fraction(day.day)))
    assert only(level(value, period=period(timex, mod=mod)), facts).status == status


def test_a_level_of_a_span_is_not_refuted_by_some_of_its_days() -> None:
    finding = only(level("6900.00", period=period("2026-01", "1月")))
    assert finding.status == "insufficient"
    assert "15日のうち1日分" in finding.explanation


def test_a_holiday_is_no_session() -> None:
    assert "2026-01-19は取引日でない" in only(level("1", period=period("2026-01-19"))).explanation


@pytest.mark.parametrize(
    ("value", "status"),
    [("39900", "supported_under"), ("40000", "supported"), ("41000", "contradicted")],
)
def test_intraday_is_a_definition(value: str, status: str) -> None:
    rows = [
        fact("index:nikkei225", metric, "2026-01-23", level, "points", place=Fraction("0.01"))
        for metric, level in (("close", 40000), ("high", 40200), ("low", 39800))
    ]
    analysis = level(
        value, "1/2", entity="index:nikkei225", unit="JPY", sentence="",
        published=date(2026, 1, 24),
    )  # fmt: skip
    expected = "definition_dependent" if value == "39900" else status
    assert only(analysis, Facts(rows)).status == expected


def test_a_currency_is_never_compared_with_another() -> None:
    facts = Facts(closes("XTKS:7203", {"2026-01-23": "3000.00"}, unit="JPY"))
    assert only(level("3000", entity="XTKS:7203", unit="JPY"), facts).status == "supported"
    assert only(level("3000", entity="XTKS:7203", unit="USD"), facts).status == "insufficient"


# --- net assets --------------------------------------------------------------------------------


def assets(value: str, spread: str, **fields: Any) -> Analysis:
    """Give a claim of so many billion dollars, give or take."""
    amount, room = Fraction(value) * BILLION, Fraction(spread) * BILLION
    given = {"metric": "net_assets", "entity": IWM, "text": f"{value}0億ドル"} | fields
    outer = Interval(low=amount - room, high=amount + room)
    return said(str(amount), given.pop("unit", "USD"), outer, **given)


@pytest.mark.parametrize(
    ("value", "spread", "fields", "status"),
    [
        ("75", "1", {}, "supported"),
        ("74.6", "0.05", {}, "supported"),
        ("74", "1", {}, "supported"),
        ("75", "0.25", {}, "insufficient"),
        ("80", "1", {}, "insufficient"),
        ("66", "1", {}, "insufficient"),
        ("90", "1", {}, "contradicted"),
        ("60", "1", {}, "contradicted"),
        ("750", "10", {}, "contradicted"),
        ("75", "1", {"unit": "JPY"}, "insufficient"),
        ("75", "1", {"unit": "percent"}, "insufficient"),
        ("75", "1", {"entity": "ARCX:VTWO"}, "insufficient"),
        ("75", "1", {"published": None}, "insufficient"),
        ("75", "1", {"published": date(2026, 3, 3)}, "supported"),
        ("75", "1", {"published": date(2026, 3, 5)}, "insufficient"),
        ("75", "1", {"published": date(2025, 12, 30)}, "insufficient"),
        ("75", "1", {"period": period("2025", "2025年末", mod="END")}, "supported"),
        ("80", "1", {"period": period("2025-12-31")}, "contradicted"),
        ("75", "1", {"modality": "forecast"}, "not_checkable"),
    ],
)
def test_net_assets(value: str, spread: str, fields: dict[str, Any], status: str) -> None:
    assert only(assets(value, spread, **fields)).status == status


@pytest.mark.parametrize("value", ["75", "80", "90"])
def test_net_assets_always_say_their_date_and_source(value: str) -> None:
    finding = only(assets(value, "1"))
    assert "2025-12-31時点の値" in finding.explanation
    assert "第三者の弱い出どころ" in finding.explanation
    assert "746億ドル" in finding.explanation
    assert finding.computed == Fraction("74.6") * BILLION
    (row,) = finding.evidence
    assert (row.as_of, row.quality, row.unit) == ("2025-12-31", "weak", "USD")


def test_a_primary_source_is_not_called_weak() -> None:
    rows = [
        fact("XTKS:1306", "net_assets", "2026-01-20", 25 * 10**12, "JPY", place=Fraction(10**12))
    ]
    finding = only(assets("25000", "500", entity="XTKS:1306", unit="JPY"), Facts(rows))
    assert finding.status == "supported"
    assert "弱い" not in finding.explanation
    assert "25兆円" in finding.explanation


# --- streaks -----------------------------------------------------------------------------------


def run(value: int, **fields: Any) -> Analysis:
    given = {
        "metric": "outperformance_streak",
        "entity": RUSSELL,
        "text": f"{value}日連続",
    } | fields
    return said(value, given.pop("unit", "business_days"), **given)


@pytest.mark.parametrize(
    ("value", "fields", "status"),
    [
        (14, {}, "supported"),
        (14, {"unit": "days"}, "supported"),
        (14, {"period": period("2026-01", "1月")}, "supported"),
        (14, {"period": period("2026-01", "1月", mod="START")}, "supported"),
        (14, {"period": period("2026", "今年")}, "supported"),
        (13, {}, "contradicted"),
        (15, {}, "contradicted"),
        (10, {"period": period("2026-01", "1月")}, "contradicted"),
        (14, {"period": period("2025-12", "12月")}, "insufficient"),
        (14, {"period": period("2024", "2024年")}, "insufficient"),
        (14, {"entity": SP500}, "insufficient"),
        (14, {"entity": "index:topix"}, "insufficient"),
        (14, {"reference": Reference(text="S&P 500", kind="entity", entity=SP500)}, "supported"),
        (
            14,
            {"reference": Reference(text="ダウ", kind="entity", entity="index:dow")},
            "insufficient",
        ),
        (10, {"published": date(2026, 1, 16)}, "insufficient"),
        (14, {"published": date(2026, 1, 22)}, "insufficient"),
        (14, {"published": date(2026, 1, 23)}, "supported"),
        (14, {"published": date(2026, 2, 5)}, "supported"),
        (14, {"published": date(2026, 3, 20)}, "insufficient"),
        (14, {"published": date(2026, 3, 20), "period": period("2026-01", "1月")}, "supported"),
        (14, {"published": None}, "insufficient"),
        (14, {"published": None, "period": period("2026-01", "2026年1月")}, "supported"),
        (14, {"unit": "months"}, "insufficient"),
        (14, {"modality": "forecast"}, "not_checkable"),
    ],
)
def test_streak(value: int, fields: dict[str, Any], status: str) -> None:
    finding = only(run(value, **fields))
    assert finding.status == status
    if status in ("supported", "contradicted"):
        assert finding.evidence[0].as_of == "2026-01-02/2026-01-22"
        assert finding.computed == 14


def test_a_streak_of_another_index() -> None:
    rows = [
        fact("index:growth250", "outperformance_streak", "2026-01-20", 7, "business_days",
             start="2026-01-09", definition="index:topix"),
    ]  # fmt: skip
    assert only(run(7, entity="index:growth250"), Facts(rows)).status == "supported"
    assert only(run(8, entity="index:growth250"), Facts(rows)).status == "contradicted"


# --- valuations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "entity", "value", "unit", "claimant"),
    [
        ("per", SP500, 28, "times", True),
        ("per", IWM, "19.5", "times", True),
        ("per", SP500, 28, "", True),
        ("per", "index:topix", 16, "times", False),
        ("per_forward", SP500, 22, "times", False),
        ("pbr", "XTKS:7203", "1.1", "times", False),
        ("dividend_yield", "index:topix", "2.3", "percent", False),
        ("index_weight", "group:magnificent7", "1/3", "ratio", False),
        ("index_weight", "XNAS:NVDA", 8, "percent", False),
    ],
)
def test_without_data_nothing_is_confirmed(
    metric: str, entity: str, value: Any, unit: str, claimant: bool
) -> None:
    finding = only(said(value, unit, metric=metric, entity=entity))
    assert finding.status == "insufficient"
    assert "データなし" in finding.explanation
    assert {row.holds for row in finding.evidence} == {None}
    assert ("裏付けにはならない" in finding.explanation) is claimant
    assert any(row.quality == "claimant" for row in finding.evidence) is claimant


def test_a_claimant_of_a_later_day_is_not_told() -> None:
    finding = only(said(28, "times", metric="per", entity=SP500, published=date(2026, 1, 20)))
    assert all(row.quality is None for row in finding.evidence)


@pytest.mark.parametrize(
    ("value", "text", "status"),
    [
        ("27.5", None, "supported_under"),
        ("22.1", None, "definition_dependent"),
        ("25.0", None, "contradicted"),
        ("22.1", "予想PER", "supported"),
        ("27.5", "予想PER", "contradicted"),
    ],
)
def test_trailing_and_forward(value: str, text: str | None, status: str) -> None:
    rows = [
        fact(SP500, metric, "2026-01-23", given, "times", place=Fraction("0.1"))
        for metric, given in (("per", "27.5"), ("per_forward", "22.1"))
    ]
    analysis = said(
        value, "times", around(value, "1/20"), metric="per", entity=SP500, metric_text=text
    )
    assert only(analysis, Facts(rows)).status == status


# --- all metrics -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "metric",
    ["discount", "premium", "parity_rise", "recovery_rise", "capex", "housing_starts", None],
)
def test_other_metrics_give_no_finding(metric: str | None) -> None:
    for modality in ("fact", "forecast"):
        analysis = said(30, "percent", metric=metric, entity=SP500, modality=modality)
        assert verify_claims(analysis, bundled_facts()) == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_status_is_told_in_both_languages(lang: Any) -> None:
    told = [
        only(assets("75", "1"), lang=lang).explanation,
        only(assets("90", "1"), lang=lang).explanation,
        only(assets("80", "1"), lang=lang).explanation,
        only(run(14), lang=lang).explanation,
        only(run(14, modality="opinion"), lang=lang).explanation,
        only(level("6915.61", published=None), lang=lang).explanation,
        only(said(28, "times", metric="per", entity=SP500), lang=lang).explanation,
    ]
    assert len(set(told)) == len(told)
    for words in told:
        assert words.endswith("。" if lang == "ja" else ".")
        assert "{" not in words
        assert "None" not in words


def test_nothing_is_changed_and_the_answer_is_the_same() -> None:
    analysis = assets("75", "1")
    before = repr(analysis)
    first = verify_claims(analysis, bundled_facts())
    assert verify_claims(analysis, bundled_facts()) == first
    assert repr(analysis) == before


def test_an_unbounded_number_is_vague() -> None:
    analysis = said(None, "percent", interval(None, None), metric="return", entity=SP500)
    assert only(analysis).status == "not_checkable"


def test_an_exact_edge_holds() -> None:
    rows = [fact(SP500, "dividend_yield", "2026-01-23", "1.2", "percent")]
    analysis = said("1.2", "percent", exactly("1.2"), metric="dividend_yield", entity=SP500)
    assert only(analysis, Facts(rows)).status == "supported"
