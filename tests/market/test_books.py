"""Books: whose accounts, which vintage, years that end elsewhere, shares that were split."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from uratori.market import Fact, Facts

from .builders import fact
from .statements import findings, verdicts
from .world import NVIDIA, TOYOTA, books, prices

BILLION = 10**9


def row(
    metric: str, start: str, end: str, known: str, value: int, entity: str = TOYOTA,
    definition: str = "consolidated", unit: str = "JPY",
) -> Fact:  # fmt: skip
    return fact(
        entity, metric, end, value, unit, start=start, known=date.fromisoformat(known),
        definition=definition, place=Fraction(10**6), source="EDINET S100TEST",
    )  # fmt: skip


def restated() -> Iterator[Fact]:
    """Give a year told as 100 billion and later as 80, and the next year's 120."""
    yield row("sales", "2024-04-01", "2025-03-31", "2025-05-08", 100 * BILLION)
    yield row("sales", "2024-04-01", "2025-03-31", "2026-05-08", 80 * BILLION)
    yield row("sales", "2025-04-01", "2026-03-31", "2026-05-08", 120 * BILLION)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2026年3月期の売上高は前期比50%増の1200億円だった。", "2026-05-09", "supported supported"),
        # What the year before was first told as is a variant.
        (
            "2026年3月期の売上高は前期比20%増の1200億円だった。",
            "2026-05-09",
            "definition_dependent supported",
        ),
        (
            "2026年3月期の売上高は前期比35%増の1200億円だった。",
            "2026-05-09",
            "contradicted supported",
        ),
        ("2025年3月期の売上高は1000億円だった。", "2025-06-01", "supported"),
        # A later vintage is never used.
        ("2025年3月期の売上高は800億円だった。", "2025-06-01", "contradicted"),
        ("2026年3月期の売上高は1200億円だった。", "2026-05-01", "insufficient"),
    ],
)
def test_what_was_known_on_the_day_counts(text: str, published: str, expected: str) -> None:
    day, facts = date.fromisoformat(published), Facts(restated())
    assert verdicts("トヨタ自動車の" + text, day, facts) == expected


@pytest.mark.parametrize(
    ("words", "amount", "expected"),
    [
        ("", "1200億円", "supported_under"),
        ("", "700億円", "definition_dependent"),
        ("連結", "1200億円", "supported"),
        ("連結", "700億円", "contradicted"),
        ("単体", "700億円", "supported"),
        ("単体", "1200億円", "contradicted"),
        ("", "900億円", "contradicted"),
    ],
)
def test_whose_accounts(words: str, amount: str, expected: str) -> None:
    rows = [
        *restated(),
        row("sales", "2025-04-01", "2026-03-31", "2026-05-08", 70 * BILLION,
            definition="non_consolidated"),
    ]  # fmt: skip
    text = f"トヨタ自動車の2026年3月期の{words}売上高は{amount}だった。"
    assert verdicts(text, date(2026, 5, 9), Facts(rows)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "エヌビディアの8〜10月期の売上高は前年同期比62%増の570億600万ドルだった。",
            "supported supported",
        ),
        ("エヌビディアの8〜10月期の売上高は前年同期比52%増だった。", "contradicted"),
        ("エヌビディアの2026年1月期第3四半期の売上高は570億ドルだった。", "supported"),
        ("エヌビディアの2026年1月期第3四半期の売上高は620億ドルだった。", "contradicted"),
        ("エヌビディアの8〜10月期の売上高は570億円だった。", "insufficient"),
    ],
)
def test_a_year_of_weeks_and_dollars(text: str, expected: str) -> None:
    rows = [
        row("sales", "2024-07-29", "2024-10-27", "2024-11-20", 35_082 * 10**6, NVIDIA, unit="USD"),
        row("sales", "2025-07-28", "2025-10-26", "2025-11-19", 57_006 * 10**6, NVIDIA, unit="USD"),
    ]
    assert verdicts(text, date(2025, 11, 25), Facts(rows)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("トヨタ自動車の2025年3月期の純利益は前期比3倍の300億円だった。", "supported supported"),
        ("トヨタ自動車の2025年3月期の純利益は3倍に増えた。", "supported"),
        ("トヨタ自動車の2025年3月期の純利益は前期比5倍だった。", "contradicted"),
        (
            "トヨタ自動車の2025年3月期の純利益は前期比200億円増の300億円だった。",
            "supported supported",
        ),
        ("トヨタ自動車の2025年3月期の純利益は前期比250億円増だった。", "contradicted"),
    ],
)
def test_multiples_and_amounts_of_change(text: str, expected: str) -> None:
    rows = [
        row("net_profit", "2023-04-01", "2024-03-31", "2024-05-08", 10 * BILLION),
        row("net_profit", "2024-04-01", "2025-03-31", "2025-05-08", 30 * BILLION),
    ]
    assert verdicts(text, date(2025, 6, 1), Facts(rows)) == expected


def test_no_percentage_of_a_loss() -> None:
    rows = [
        row("net_profit", "2023-04-01", "2024-03-31", "2024-05-08", 10 * BILLION),
        row("net_profit", "2024-04-01", "2025-03-31", "2025-05-08", -30 * BILLION),
        row("net_profit", "2025-04-01", "2026-03-31", "2026-05-08", 20 * BILLION),
    ]
    text = "トヨタ自動車の2026年3月期の純利益は前期比50%増の200億円だった。"
    assert verdicts(text, date(2026, 6, 1), Facts(rows)) == "insufficient supported"


def test_a_split_leaves_figures_a_share_open() -> None:
    split = fact(TOYOTA, "split", "2025-10-01", 5, "times")
    facts = Facts([*books(), *prices(), split])
    for text in ("2025年3月期の1株利益は48.12円だった。", "実績PERは3倍だ。"):
        assert verdicts("トヨタ自動車の" + text, facts=facts) == "insufficient"


def test_each_reading_is_cited_with_its_arithmetic() -> None:
    (rate, amount) = findings(
        "トヨタ自動車の2025年10〜12月期の営業利益は前年同期比8%減の854億円だった。"
    )
    (row,) = rate.evidence
    assert row.series == "XTKS:7203/operating_profit"
    assert (row.as_of, row.definition) == ("2025-10-01/2025-12-31", "consolidated_quarter")
    assert row.note == "85418000000 / 93000000000 - 1"
    assert rate.computed == 100 * (1 - Fraction(85_418, 93_000))
    assert amount.computed == 85_418 * 10**6
    assert "連結・四半期単独・前年同期比(2025-10-01→2025-12-31)は-8.15%" in rate.explanation


def test_findings_are_told_in_english() -> None:
    (found,) = findings("トヨタ自動車の2025年3月期の営業利益率は9.4%だった。", lang="en")
    assert found.status == "contradicted"
    assert "Consolidated, full year (2024-04-01 to 2025-03-31) gives 8.38%" in found.explanation
