"""Two statements of one day, put one behind the other, are told of as each of them alone.

Their verdicts may become careful where the first one's time or owner could be the second's; a true
one is never called wrong for its neighbour, and a false one never confirmed.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.evaluation.series import read_series
from uratori.market import FactSource

CORPUS = Path(__file__).parents[2] / "corpora" / "market.jsonl"
TRUE = frozenset({"supported", "supported_under", "definition_dependent", "insufficient"})
CONFIRMED = frozenset({"supported", "supported_under"})


@lru_cache(maxsize=1)
def _data() -> FactSource:
    return read_series(CORPUS.parent / "market")


def _pairs(seed: int, count: int) -> Iterator[tuple[dict, dict]]:
    """Yield some pairs of statements that were published on one day."""
    days = defaultdict(list)
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("published") and row["text"].endswith("。"):
            days[row["published"]].append(row)
    dice = random.Random(seed)
    rich = sorted(day for day, rows in days.items() if len(rows) > 1)
    for _ in range(count):
        yield tuple(dice.sample(days[dice.choice(rich)], 2))


def _statuses(text: str, published: str) -> dict[int, set[str]]:
    report = Analyzer().check(text, published=date.fromisoformat(published), data=_data())
    places = {each.id: each.start for each in report.analysis.quantities}
    found = defaultdict(set)
    for each in report.findings:
        if each.scope == "market" and each.quantity in places:
            found[places[each.quantity]].add(each.status)
    return found


def _slips(first: dict, second: dict) -> list[str]:
    found = _statuses(first["text"] + second["text"], first["published"])
    slips = []
    for row, shift in ((first, 0), (second, len(first["text"]))):
        for due in row["expect"]:
            seen = found.get(due["start"] + shift, set())
            accused = due["status"] in TRUE and "contradicted" in seen
            accused = accused and "contradicted" not in due.get("also_ok", ())
            confirmed = due["status"] == "contradicted" and seen & CONFIRMED
            if accused or confirmed:
                slips.append(f"{first['id']} + {second['id']}: {due['text']} {seen}")
    return slips


@pytest.mark.parametrize("seed", range(4))
def test_a_neighbour_makes_no_verdict_wrong(seed: int) -> None:
    assert [slip for pair in _pairs(seed, 60) for slip in _slips(*pair)] == []
