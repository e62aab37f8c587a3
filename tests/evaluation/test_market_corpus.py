"""corpora/market.jsonl is what its script makes of the committed series, and covers all kinds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from uratori.evaluation.market import read_statements

KINDS = {
    "level", "high and low", "change in points", "change in percent", "window", "period",
    "year to date", "streak", "since", "record", "drawdown", "average", "relative", "valuation",
    "size", "group", "policy rate", "policy steps", "yield", "spread", "currency", "macro",
    "results", "growth", "sessions", "split", "proxy", "no data", "opinion",
}  # fmt: skip


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that the script would write now; benchmarks/ is no part of a source package."""
    if not (root / "benchmarks").is_dir():
        pytest.skip("benchmarks/ is not here")
    monkeypatch.syspath_prepend(str(root))
    from benchmarks.market_statements import line, statements

    return [line(number, told) for number, told in enumerate(statements(), start=1)]


def test_the_corpus_is_what_the_series_say(root: Path, made: list[str]) -> None:
    held = (root / "corpora" / "market.jsonl").read_text(encoding="utf-8")
    assert held.splitlines(keepends=True) == made


@pytest.mark.parametrize(
    ("status", "least"),
    [
        ("supported", 320),
        ("contradicted", 280),
        ("definition_dependent", 70),
        ("insufficient", 80),
        ("not_checkable", 10),
    ],
)
def test_every_verdict_is_due_often_enough(root: Path, status: str, least: int) -> None:
    lines = read_statements(root / "corpora" / "market.jsonl")
    assert Counter(due.status for told in lines for due in told.expect)[status] >= least


def test_every_kind_is_there(root: Path) -> None:
    assert {told.kind for told in read_statements(root / "corpora" / "market.jsonl")} == KINDS
