"""Returns: 過去3年間で75%上昇 and its variants, on the bundled closes and on generated ones."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from uratori.market import Facts, bundled_facts, verify_claims
from uratori.records import Analysis, Evidence, Finding, Interval

from .builders import around, closes, every_day, exactly, fact, interval, period, said

SP500 = "index:sp500"
THREE_YEARS = period("P3Y", "過去3年間", anchor="published")
SIX_MONTHS = period("P6M", "6か月間", anchor="published")


def rise(value: str | int, half: str | int = "1/2", **fields: Any) -> Analysis:
    given = {
        "metric": "return", "entity": SP500, "direction": "up", "period": THREE_YEARS,
        "text": f"{value}%",
    } | fields  # fmt: skip
    return said(value, "percent", around(value, half), **given)


def only(analysis: Analysis, facts: Facts | None = None, **options: Any) -> Finding:
    (finding,) = verify_claims(analysis, facts or bundled_facts(), **options)
    return finding


def holds(finding: Finding) -> dict[str, bool | None]:
    return {row.definition: row.holds for row in finding.evidence}


def row(finding: Finding, definition: str) -> Evidence:
    (found,) = [each for each in finding.evidence if each.definition == definition]
    return found


@pytest.mark.parametrize(
    ("value", "half", "status"),
    [
        (75, "1/2", "insufficient"),
        (72, "1/2", "supported_under"),
        ("72.0", "1/20", "supported_under"),
        ("72.1", "1/20", "insufficient"),
        (74, "1/2", "definition_dependent"),
        ("74.1", "1/20", "definition_dependent"),
        (78, "1/2", "definition_dependent"),
        ("78.3", "1/20", "definition_dependent"),
        (73, "3/2", "supported_under"),
        (75, 5, "supported"),
        (60, "1/2", "insufficient"),
        (200, "1/2", "insufficient"),
    ],
)
def test_three_years_of_the_sp500(value: str | int, half: str | int, status: str) -> None:
    assert only(rise(value, half)).status == status


def test_75_percent_shows_all_that_was_tried() -> None:
    finding = only(rise(75))
    assert holds(finding) == {
        "same_day": False, "week_end+weeks_apart": False, "month_end+calendar_years": False,
        "total_return": None,
    }  # fmt: skip
    windows = {row.definition: row.as_of for row in finding.evidence}
    assert windows == {
        "same_day": "2023-01-23/2026-01-23",
        "week_end+weeks_apart": "2023-01-20/2026-01-23",
        "month_end+calendar_years": "2022-12-30/2025-12-31",
        "total_return": None,
    }
    for figure in ("+72.0%", "+74.1%", "+78.3%", "2023-01-23→2026-01-23", "配当込みはデータなし"):
        assert figure in finding.explanation
    same_day = row(finding, "same_day")
    assert same_day.value == 100 * (Fraction("6915.61") / Fraction("4019.81") - 1)
    assert same_day.note == "6915.61 / 4019.81 - 1"
    assert same_day.address == "https://fred.stlouisfed.org/series/SP500"
    assert (finding.check, finding.scope, finding.id) == ("return", "market", "m1")
    assert (finding.stated, finding.unit) == (Fraction(75), "percent")
    assert finding.computed == same_day.value


def test_english() -> None:
    words = only(rise(75), lang="en").explanation
    assert "Same-day window (2023-01-23 to 2026-01-23) gives +72.0%" in words
    assert "total return: no data" in words


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"direction": "down"}, "insufficient"),
        ({"direction": None, "quantity_direction": "up"}, "supported_under"),
        ({"direction": None, "quantity_direction": "down"}, "insufficient"),
        ({"direction": None}, "supported_under"),
        ({"sentence": "配当込みで過去3年間に"}, "insufficient"),
        ({"metric_text": "トータルリターン"}, "insufficient"),
        ({"modality": "opinion"}, "not_checkable"),
        ({"modality": "forecast"}, "not_checkable"),
        ({"negated": True}, "not_checkable"),
        ({"modifier": "vague"}, "not_checkable"),
        ({"period": None}, "insufficient"),
        ({"published": None}, "insufficient"),
        ({"entity": None}, "insufficient"),
        ({"entity": "index:nikkei225"}, "insufficient"),
        ({"published": date(2026, 1, 27)}, "definition_dependent"),
    ],
)
def test_72_percent_said_otherwise(fields: dict[str, Any], status: str) -> None:
    half = 3 if fields.get("published") else "1/2"
    assert only(rise(72, half, **fields)).status == status


@pytest.mark.parametrize(
    ("value", "unit", "outer", "status"),
    [
        ("0.72", "ratio", around("0.72", "1/200"), "supported_under"),
        ("1.72", "times", around("1.72", "1/200"), "supported_under"),
        ("1.78", "times", around("1.78", "1/200"), "definition_dependent"),
        ("0.72", "times", around("0.72", "1/200"), "insufficient"),
        (72, "JPY", around(72), "insufficient"),
        (70, "percent", Interval(low=Fraction(70), high=None), "supported"),
        (75, "percent", Interval(low=Fraction(75), high=None), "definition_dependent"),
        (80, "percent", Interval(low=None, high=Fraction(80), high_open=True), "supported"),
        (None, "percent", interval(70, 80), "supported"),
    ],
)
def test_units_and_bounds(value: Any, unit: str, outer: Interval, status: str) -> None:
    analysis = said(
        value, unit, outer, metric="return", entity=SP500, direction="up", period=THREE_YEARS
    )
    assert only(analysis).status == status


def test_computed_is_in_the_unit_of_the_quantity() -> None:
    multiple = said(
        "1.72", "times", around("1.72", "1/200"), metric="return", entity=SP500,
        direction="up", period=THREE_YEARS,
    )  # fmt: skip
    assert only(multiple).computed == Fraction("6915.61") / Fraction("4019.81")


# --- proxies -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "half", "status", "held"),
    [
        (17, "1/2", "supported_under", {"same_day", "total_return"}),
        ("16.8", "1/20", "supported_under", {"same_day"}),
        ("17.5", "1/20", "definition_dependent", {"total_return"}),
        ("16.9", "1/20", "supported_under", {"same_day"}),
        (18, "1/2", "definition_dependent", {"total_return"}),
        (16, "1/2", "insufficient", set()),
        (19, "1/2", "insufficient", set()),
        (20, 5, "supported_under", {"same_day", "total_return"}),
        (30, "1/2", "insufficient", set()),
        (17, 3, "supported_under", {"same_day", "total_return"}),
    ],
)
def test_a_fund_stands_proxy_for_its_index(
    value: str | int, half: str | int, status: str, held: set[str]
) -> None:
    finding = only(rise(value, half, entity="index:russell2000", period=SIX_MONTHS))
    assert finding.status == status
    proxies = [each for each in finding.evidence if each.series == "ARCX:IWM/return"]
    assert {each.definition for each in proxies if each.holds} == held
    assert all("ラッセル2000指数の代用" in (each.note or "") for each in proxies)
    assert "連動するIWM" in finding.explanation


def test_the_fund_itself_needs_no_proxy() -> None:
    finding = only(rise(17, entity="ARCX:IWM", period=SIX_MONTHS))
    assert finding.status == "supported"
    assert "連動する" not in finding.explanation


@pytest.mark.parametrize(
    "held",
    [period("P5M", "5か月間"), period("P1Y", "1年間"), period("2025", "2025年"), period("P7M")],
)
def test_a_cited_window_is_used_for_that_window_only(held: Any) -> None:
    assert only(rise(17, entity="ARCX:IWM", period=held)).status == "insufficient"


def test_a_fall_of_the_index_outweighs_its_proxy() -> None:
    facts = Facts(
        [
            *closes("index:russell2000", {"2025-07-23": "100.00", "2026-01-23": "90.00"}),
            *bundled_facts().facts("ARCX:IWM", "return"),
        ]
    )
    finding = only(rise(17, entity="index:russell2000", period=SIX_MONTHS), facts)
    assert finding.status == "definition_dependent"


# --- generated series --------------------------------------------------------------------------


def whole(entity: str, level: Callable[[date], Fraction]) -> Facts:
    """Give every weekday's close and total return: each definition has its data."""
    return Facts(
        [
            *every_day(entity, "2019-12-02", "2026-02-20", level),
            *every_day(entity, "2019-12-02", "2026-02-20", level, metric="total_return"),
        ]
    )


def steady(day: date) -> Fraction:
    """Give a level that doubles at the start of 2025 and otherwise stands still."""
    return Fraction(200 if day >= date(2025, 1, 1) else 100)


@pytest.mark.parametrize("entity", [SP500, "index:nikkei225", "index:topix"])
@pytest.mark.parametrize(
    ("value", "timex", "direction", "status"),
    [
        (100, "P3Y", "up", "supported"),
        (100, "P2Y", "up", "supported"),
        (75, "P3Y", "up", "contradicted"),
        (100, "P3Y", "down", "contradicted"),
        (100, "P6M", "up", "contradicted"),
        (0, "P6M", "up", "supported"),
        (100, "2025", "up", "supported"),
        (100, "2024", "up", "contradicted"),
        (0, "2024", "up", "supported"),
        (0, "2026", "up", "supported"),
        (100, "2025-01", "up", "supported"),
        (100, "2025-02", "up", "contradicted"),
        (100, "2025-Q1", "up", "supported"),
        (100, "2025-H2", "up", "contradicted"),
        (0, "P1W", "up", "supported"),
        (0, "P5D", "up", "supported"),
        (50, "P1M", "down", "contradicted"),
        (100, "P30Y", "up", "insufficient"),
    ],
)
def test_windows_over_a_whole_series(
    entity: str, value: int, timex: str, direction: str, status: str
) -> None:
    analysis = rise(value, entity=entity, direction=direction, period=period(timex))
    assert only(analysis, whole(entity, steady)).status == status


@pytest.mark.parametrize(
    ("value", "status"), [(50, "supported"), (49, "contradicted"), (100, "contradicted")]
)
def test_a_fall_is_stated_positive(value: int, status: str) -> None:
    facts = whole(SP500, lambda day: Fraction(100 if day >= date(2025, 1, 1) else 200))
    finding = only(rise(value, direction="down"), facts)
    assert finding.status == status
    assert finding.computed == 50
    assert row(finding, "same_day").value == -50


def test_a_negative_number_is_not_mirrored_again() -> None:
    facts = whole(SP500, lambda day: Fraction(100 if day >= date(2025, 1, 1) else 200))
    assert only(rise(-50, direction="down"), facts).status == "supported"


@pytest.mark.parametrize(("after", "status"), [("に下落", "contradicted"), ("下落", "supported")])
def test_a_third_down_or_down_to_a_third(after: str, status: str) -> None:
    facts = whole(SP500, lambda day: Fraction(200 if day >= date(2025, 1, 1) else 300))
    analysis = said(
        "1/3", "ratio", interval("3/10", "7/20"), text="3分の1", sentence=f"3年で3分の1{after}",
        metric="return", entity=SP500, direction="down", period=THREE_YEARS,
    )  # fmt: skip
    assert only(analysis, facts).status == status


def test_twofold_rise_is_ambiguous() -> None:
    analysis = said(
        "1.5", "times", exactly("1.5"), text="1.5倍", sentence="3年で1.5倍増",
        metric="return", entity=SP500, period=THREE_YEARS,
    )  # fmt: skip
    assert only(analysis, whole(SP500, steady)).status == "insufficient"


def test_a_value_after_the_as_of_date_is_never_used() -> None:
    facts = Facts(closes(SP500, {"2023-01-23": "100.00", "2026-01-26": "175.00"}))
    finding = only(rise(75), facts)
    assert finding.status == "insufficient"
    assert all(each.value is None for each in finding.evidence)


def test_a_neighbouring_day_is_never_taken() -> None:
    facts = Facts(closes(SP500, {"2023-01-24": "100.00", "2026-01-23": "175.00"}))
    assert only(rise(75), facts).status == "insufficient"


def test_sources_that_disagree() -> None:
    days = {"2023-01-23": "100.00", "2026-01-23": "175.00"}
    other = [
        fact(SP500, "close", "2023-01-23", "100", "points", source="b", place=Fraction("0.01")),
        fact(SP500, "close", "2026-01-23", "171", "points", source="b", place=Fraction("0.01")),
    ]
    finding = only(rise(75), Facts([*closes(SP500, days), *other]))
    assert finding.status == "conflicting"
    assert "食い違う" in finding.explanation


def test_a_claimant_confirms_nothing() -> None:
    rows = [
        fact(SP500, "return", "2026-01-23", 75, "percent", start="2023-01-23",
             definition="price", quality="claimant", source="a column"),
    ]  # fmt: skip
    finding = only(rise(75), Facts(rows))
    assert finding.status == "insufficient"
    assert finding.evidence[-1].holds is None
    assert finding.evidence[-1].quality == "claimant"
    assert "裏付けにはならない" in finding.explanation


def test_the_rounding_of_the_data_widens_the_comparison() -> None:
    rows = [
        fact(SP500, "return", "2026-01-23", "75.6", "percent", start="2023-01-23",
             definition="price", place=Fraction(place))
        for place in ("0.1", "0.3")
    ]  # fmt: skip
    assert holds(only(rise(75), Facts(rows[:1])))["same_day"] is False
    assert holds(only(rise(75), Facts(rows[1:])))["same_day"] is True


@pytest.mark.parametrize(
    ("value", "timex", "status"),
    [
        (100, "2025", "supported"),
        (106, "2025", "insufficient"),  # dividends may have made it
        (108, "2025", "contradicted"),
        (120, "2025", "contradicted"),  # none could
        (90, "2025", "contradicted"),  # none lowers a return
        (90, "P3Y", "insufficient"),
    ],
)
def test_dividends_are_bounded_over_a_year(value: int, timex: str, status: str) -> None:
    facts = Facts(every_day(SP500, "2021-12-01", "2026-02-20", steady))
    finding = only(rise(value, period=period(timex)), facts)
    assert finding.status == status
    assert ("配当" in finding.explanation) == (timex == "2025" or status == "insufficient")
