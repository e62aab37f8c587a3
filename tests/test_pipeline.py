"""The flow as a whole: every stage gives something real, and an Analyzer keeps no state."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import uratori

STORY = (
    "S&P 500の株価収益率(PER)は約28。これに対し、IWMのPERは19.5で、1/3を超える割引だ。\n"
    "ラッセル2000が同じ水準に並ぶには約50%の上昇が必要になる。\n"
    "FRBは2025年に3回の利下げ(合計75ベーシスポイント)を決めた。来賓は12人だった。"
)
PUBLISHED = date(2026, 1, 26)


@pytest.fixture(scope="module")
def report() -> uratori.Report:
    return uratori.Analyzer().check(STORY, published=PUBLISHED, offline=True)


def test_quantities_are_read(report: uratori.Report) -> None:
    found = [(q.text, q.value, q.unit, q.modifier) for q in report.analysis.quantities]
    assert found == [
        ("28", Fraction(28), "times", "approx"),
        ("19.5", Fraction("19.5"), "times", None),
        ("1/3", Fraction(1, 3), "ratio", "more_than"),
        ("50%", Fraction(50), "percent", "approx"),
        ("2025年", None, "date", None),
        ("3回", Fraction(3), "occurrences", None),
        ("75ベーシスポイント", Fraction(75), "bp", None),
        ("12人", Fraction(12), "people", None),
    ]


def test_mentions_are_linked(report: uratori.Report) -> None:
    assert [(m.text, m.entity) for m in report.analysis.mentions] == [
        ("S&P 500", "index:sp500"),
        ("IWM", "ARCX:IWM"),
        ("ラッセル2000", "index:russell2000"),
        ("FRB", "bank:fed"),
    ]


def test_claims_are_tied(report: uratori.Report) -> None:
    texts = {q.id: q.text for q in report.analysis.quantities}
    found = [(texts[c.quantity], c.entity, c.metric, c.modality) for c in report.analysis.claims]
    assert found == [
        ("28", "index:sp500", "per", "fact"),
        ("19.5", "ARCX:IWM", "per", "fact"),
        ("1/3", "ARCX:IWM", "discount", "fact"),
        ("50%", "index:russell2000", "parity_rise", "fact"),
        ("3回", "bank:fed", "policy_rate_moves", "fact"),
        ("75ベーシスポイント", "bank:fed", "policy_rate_change", "fact"),
    ]


def test_findings_come_worst_first_and_name_their_cause(report: uratori.Report) -> None:
    assert [(f.id, f.scope, f.check, f.status) for f in report.findings] == [
        ("f1", "internal", "discount", "inconsistent"),
        ("f2", "internal", "parity_rise", "marginal"),
        ("f3", "market", "per", "insufficient"),
        ("f4", "market", "per", "insufficient"),
        ("f5", "market", "policy_rate_moves", "supported"),
        ("f6", "market", "policy_rate_change", "supported"),
        ("f7", "internal", "step_total", "consistent"),
    ]
    assert report.findings[1].cause == "f1"


def test_the_discount_is_recomputed_exactly(report: uratori.Report) -> None:
    finding = report.findings[0]
    assert finding.formula == "1 - 19.5/28"
    assert finding.computed == Fraction(17, 56)
    assert (finding.low, finding.high) == (
        1 - Fraction("19.55") / Fraction("27.5"),
        1 - Fraction("19.45") / Fraction("28.5"),
    )
    assert {point.value for point in finding.flip_point} == {Fraction("29.25"), Fraction(56, 3)}


def test_supported_claims_cite_every_decision(report: uratori.Report) -> None:
    evidence = report.findings[4].evidence
    assert [e.as_of for e in evidence] == ["2025-09-17", "2025-10-29", "2025-12-10"]
    assert all(e.address and e.address.startswith("https://") and e.retrieved for e in evidence)


def test_a_number_without_a_metric_is_said_to_be_unchecked(report: uratori.Report) -> None:
    texts = {q.id: q.text for q in report.analysis.quantities}
    assert [(texts[u.quantity], u.reason) for u in report.unchecked] == [("12人", "no_metric")]


def test_strict_counts_marginal_as_inconsistent() -> None:
    strict = uratori.Analyzer().check(STORY, published=PUBLISHED, strict=True)
    assert [f.status for f in strict.findings if f.check == "parity_rise"] == ["inconsistent"]


def test_explanations_come_in_english_too() -> None:
    found = uratori.Analyzer().check(STORY, published=PUBLISHED, lang="en").findings[0]
    assert "the discount is 30.4% (28.9% to 31.8%)" in found.explanation


def test_an_article_without_a_date_resolves_nothing_against_today() -> None:
    text = "S&P 500は過去3年間で75%上昇した。"
    (claim,) = uratori.Analyzer().extract(text).claims
    assert claim.period is not None
    assert (claim.period.timex, claim.period.start_date, claim.period.end_date) == (
        "P3Y",
        None,
        None,
    )
    (finding,) = uratori.Analyzer().check(text).findings
    assert finding.status == "insufficient"
    assert "--published" in finding.explanation


def test_an_analyzer_is_shared_between_threads_and_pickled() -> None:
    analyzer = pickle.loads(pickle.dumps(uratori.Analyzer()))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: analyzer.check(STORY, published=PUBLISHED), range(8)))
    assert all(result == results[0] for result in results)


def test_many_texts_are_read_one_by_one() -> None:
    asked: list[str] = []

    def texts() -> Iterator[str]:
        for text in ("PERは28倍だ。", "PBRは1.2倍だ。"):
            asked.append(text)
            yield text

    stream = uratori.Analyzer().extract_many(texts())
    first = next(iter(stream))
    assert [q.text for q in first.quantities] == ["28倍"]
    assert asked == ["PERは28倍だ。"]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    if not text.strip():
        return
    analysis = uratori.Analyzer().check(text, published=PUBLISHED).analysis
    for record in (*analysis.quantities, *analysis.mentions):
        assert text[record.start : record.end] == record.text
