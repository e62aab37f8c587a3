"""Each demo article gives the findings it was written for, and no other slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import uratori
from uratori.articles import read_article

ARTICLES = Path(__file__).parents[1] / "corpora" / "articles"
EXPECTED = json.loads((ARTICLES / "expected.json").read_text(encoding="utf-8"))
WRONG = {"inconsistent", "marginal", "contradicted", "conflicting"}


def findings(name: str) -> list[tuple[str, str, str]]:
    report = uratori.Analyzer().check(read_article(ARTICLES / name), offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    return [(f.check, f.status, texts[f.quantity]) for f in report.findings]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_demo_article_gives_its_findings(name: str) -> None:
    expected = {(e["check"], e["status"], e["text"]) for e in EXPECTED[name]}
    found = findings(name)
    assert expected <= set(found)
    assert [f for f in found if f[1] in WRONG and f not in expected] == []


def test_every_demo_article_is_expected_something_of() -> None:
    assert set(EXPECTED) == {path.name for path in ARTICLES.glob("*.md")}


def test_the_repeated_paragraph_counts_once() -> None:
    report = uratori.Analyzer().check(read_article(ARTICLES / "russell_rotation.md"))
    discounts = [f for f in report.findings if f.check == "discount"]
    (claim,) = [c for c in report.analysis.claims if c.id == discounts[0].claim]
    assert len(discounts) == 1
    assert len(claim.duplicates) == 1
