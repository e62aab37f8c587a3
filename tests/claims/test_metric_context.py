"""A number whose metric its surroundings tell: a price's level, a forecast, what goes on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.claims import metrics
from uratori.lexicon import read_table

INDICATORS = ("entities_macro",)
TRADED = ("entities_macro", "entities_indices")


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[2:]]


@pytest.mark.parametrize(("sentence", "text", "wanted"), rows("test_metric_context"))
def test_the_metric_that_the_context_tells(sentence: str, text: str, wanted: str) -> None:
    assert metrics_of(sentence, text) == [wanted]


@pytest.mark.parametrize(("sentence", "text", "wanted"), rows("test_metric_context_held"))
def test_the_metric_in_sentences_kept_back(sentence: str, text: str, wanted: str) -> None:
    assert metrics_of(sentence, text) == [wanted]


def metrics_of(sentence: str, text: str) -> list[str | None]:
    analysis = Analyzer().extract(sentence, published=date(2026, 1, 26))
    owners = {claim.quantity: claim.metric for claim in analysis.claims}
    spans = {span: c.metric for c in analysis.claims for span in c.duplicates}
    found = [q for q in analysis.quantities if q.text == text]
    return [owners.get(q.id) or spans.get((q.start, q.end), "-") for q in found]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("quotes", ("entity", "unit")),
        ("quoting", ("word", "side")),
        ("measures", ("entity",)),
        ("goes_on", ("word", "side")),
    ],
)
def test_a_row_stands_once(name: str, cells: tuple[str, ...]) -> None:
    keys = [tuple(row[cell] for cell in cells) for row in read_table(name)]
    assert [key for key in keys if keys.count(key) > 1] == []


def test_the_tables_hold_what_is_known() -> None:
    kinds = {row["entity"] for name in INDICATORS for row in read_table(name)}
    assert {row["entity"] for row in read_table("measures")} <= kinds
    assert {row["metric"] for row in read_table("measures")} <= {row.key for row in metrics()}
    assert {row["owners"] for row in read_table("quoting")} == {"any", "traded", "told", "none"}
    sides = {row["side"] for row in read_table("goes_on")}
    assert sides == {"before", "growth", "result", "after", "subject", "item", "amount"}


def test_a_range_of_prices_has_two_ends() -> None:
    assert all(Fraction(r["least"]) < Fraction(r["most"]) for r in read_table("quotes"))
    named = {r["entity"] for r in read_table("quotes") if ":" in r["entity"]}
    known = {row["entity"] for name in TRADED for row in read_table(name)}
    assert named - known == set()
