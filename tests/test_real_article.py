"""The article that uratori exists for, where the development text lies beside the checkout."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import uratori
from uratori.articles import read_article

ARTICLE = Path(__file__).parents[2] / "shared" / "text" / "russell_momentum.txt"

pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the article is not the project's own; it may lie beside it"
)


@pytest.fixture(scope="module")
def report() -> uratori.Report:
    article = read_article(ARTICLE, published=date(2026, 1, 26))
    return uratori.Analyzer().check(article, offline=True)


def found(report: uratori.Report, check: str, text: str) -> uratori.Finding:
    """Give the one finding of a check on a number; the repeated paragraph counts once."""
    texts = {q.id: q.text for q in report.analysis.quantities}
    (one,) = [f for f in report.findings if f.check == check and texts[f.quantity] == text]
    return one


@pytest.mark.parametrize(
    ("check", "text", "status"),
    [
        ("discount", "1/3", "inconsistent"),
        ("parity_rise", "50%", "marginal"),
        ("step_total", "75ベーシスポイント", "consistent"),
        ("policy_rate_moves", "3回", "supported"),
        ("policy_rate_change", "75ベーシスポイント", "supported"),
        ("return", "17%", "supported_under"),
        ("return", "75%", "insufficient"),
        ("net_assets", "750億ドル", "supported"),
        ("outperformance_streak", "14日", "supported"),
        ("per", "28", "insufficient"),
        ("per", "19.5", "insufficient"),
        ("index_weight", "3分の1", "insufficient"),
        ("policy_rate_moves", "1回", "not_checkable"),
    ],
)
def test_the_table_of_findings(report: uratori.Report, check: str, text: str, status: str) -> None:
    assert found(report, check, text).status == status


def test_nothing_else_is_reported(report: uratori.Report) -> None:
    assert len(report.findings) == 13


def test_the_discount_and_the_rise_share_their_cause(report: uratori.Report) -> None:
    discount, rise = found(report, "discount", "1/3"), found(report, "parity_rise", "50%")
    assert rise.cause == discount.id
    assert {p.value for p in discount.flip_point} == {Fraction("29.25"), Fraction(56, 3)}
    assert [round(float(v), 1) for v in (rise.computed, rise.low, rise.high) if v] == [
        43.6,
        40.7,
        46.5,
    ]


def test_the_three_year_return_was_tried_in_every_way(report: uratori.Report) -> None:
    evidence = found(report, "return", "75%").evidence
    values = [None if e.value is None else round(float(e.value), 1) for e in evidence]
    assert values == [72.0, 74.1, 78.3, None]


def test_the_six_months_hold_for_the_etf_as_proxy(report: uratori.Report) -> None:
    holding = [e.series for e in found(report, "return", "17%").evidence if e.holds]
    assert holding and all(series.startswith("ARCX:IWM/") for series in holding)


def test_each_decision_is_cited(report: uratori.Report) -> None:
    for check, text in (("policy_rate_moves", "3回"), ("policy_rate_change", "75ベーシスポイント")):
        evidence = found(report, check, text).evidence
        assert [e.as_of for e in evidence] == ["2025-09-17", "2025-10-29", "2025-12-10"]


def test_the_weak_source_and_the_speaker_are_named(report: uratori.Report) -> None:
    assert [e.quality for e in found(report, "net_assets", "750億ドル").evidence] == ["weak"]
    claims = {c.id: c for c in report.analysis.claims}
    assert claims[found(report, "policy_rate_moves", "1回").claim].speaker == "連邦準備制度"


def test_the_streak_is_dated(report: uratori.Report) -> None:
    evidence = found(report, "outperformance_streak", "14日").evidence
    assert [e.as_of for e in evidence] == ["2026-01-02/2026-01-22"]


def test_tickers_are_linked_and_indices_hold_no_numbers(report: uratori.Report) -> None:
    linked = {m.text: (m.type, m.entity) for m in report.analysis.mentions}
    assert linked["IWM"] == ("etf", "ARCX:IWM")
    assert linked["VTWG"][0] == linked["VTWV"][0] == "etf"
    assert linked["NASDAQ: AMPL"] == ("equity", "XNAS:AMPL")
    assert linked["NASDAQ: INOD"] == ("equity", "XNAS:INOD")
    assert linked["S&P 500"] == ("index", "index:sp500")
    assert linked["ラッセル2000"] == ("index", "index:russell2000")
    names = [(m.start, m.end) for m in report.analysis.mentions]
    assert not [
        q for q in report.analysis.quantities for a, b in names if q.start < b and a < q.end
    ]
