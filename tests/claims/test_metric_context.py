"""A number whose metric its surroundings tell: a price's level, a forecast, what goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from uratori import Analyzer


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
