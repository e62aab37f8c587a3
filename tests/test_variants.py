"""Variants of the article that uratori was made for: other numbers, entities and wording.

Each line of corpora/findings*.jsonl is a short article with what must be found in it.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import uratori

VARIANTS = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "corpora").glob("findings*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def found(variant: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Check one variant and give (check, status, text of the number) of each finding."""
    published = date.fromisoformat(variant["published"]) if variant["published"] else None
    report = uratori.Analyzer().check(variant["text"], published=published, offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    return [(f.check, f.status, texts[f.quantity]) for f in report.findings]


def misses(variant: dict[str, Any]) -> list[str]:
    """Tell what is wrong with the findings of one variant."""
    findings = found(variant)
    wrong = []
    expected = set()
    for item in variant["expect"]:
        allowed = {item["status"], *item.get("also_ok", ())}
        expected.add((item["check"], item["text"]))
        if not any(
            check == item["check"] and text == item["text"] and status in allowed
            for check, status, text in findings
        ):
            wrong.append(f"missing {item}")
    for check, status, text in findings:
        if (check, text) not in expected and status in variant["forbid"]:
            wrong.append(f"false {check} {status} {text}")
    return wrong


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v["id"])
def test_variant_is_judged_right(variant: dict[str, Any]) -> None:
    assert misses(variant) == []


def test_every_row_has_ten_variants() -> None:
    rows = Counter(v["row"].partition("_inconsistent")[0] for v in VARIANTS)
    assert min(rows.values()) >= 4
    assert len(VARIANTS) >= 100
