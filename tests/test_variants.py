"""Variants of the article that uratori was made for: other numbers, entities and wording.

Each line of corpora/findings*.jsonl is a short article with what must be found in it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.evaluation.findings import GoldLine, read_gold, score

GOLD = [
    line
    for path in sorted((Path(__file__).parents[1] / "corpora").glob("findings*.jsonl"))
    for line in read_gold(path)
]


@pytest.mark.parametrize("line", [g for g in GOLD if not g.missed], ids=lambda g: g.id)
def test_a_variant_is_judged_right(line: GoldLine) -> None:
    outcome = score(line, Analyzer())
    assert (outcome.missed, outcome.false) == ((), ())


@pytest.mark.parametrize("line", [g for g in GOLD if g.missed], ids=lambda g: g.id)
def test_a_known_miss_is_silence_and_still_one(line: GoldLine) -> None:
    outcome = score(line, Analyzer())
    assert outcome.false == ()
    assert outcome.missed != ()


def test_every_row_of_the_article_has_ten_variants() -> None:
    rows = Counter(re.sub(r"_(inconsistent|consistent|holds|marginal)$", "", g.row) for g in GOLD)
    assert {row for row, count in rows.items() if count < 10} == set()
    assert rows["negative"] >= 60
