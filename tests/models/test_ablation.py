"""The table: who is compared on what, and what it takes to be on by default."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from uratori.scoring import RULES, Context, Votes

pytest.importorskip("numpy", reason="numpy is not installed")


class Prophet:
    """Takes every number for a forecast."""

    model = "prophet"

    def margin(self, job: str) -> float | None:
        return 0.0 if job == "mood" else None

    def ties(self, candidates: object) -> list[float]:
        raise AssertionError("nobody asks for ties")

    def moods(self, contexts: Sequence[Context]) -> list[Votes]:
        return [(0.0, 1.0, 0.0, 0.0, 0.0)] * len(contexts)


def test_every_set_that_training_never_saw_is_compared(root: Path) -> None:
    from models.ablation import compare, held_out, table, wins
    from models.figures import KINDS

    gold = {name: lines[:12] for name, lines in held_out(root / "corpora/claims.jsonl").items()}
    assert {"l", "n"} <= set(gold)
    rows = compare(gold, {"rules": RULES, "both": Prophet()})
    assert [(row.gold, row.kind) for row in rows] == [(g, kind) for g in gold for kind in KINDS]
    by_kind = {row.kind: row for row in rows if row.gold == "n"}
    assert by_kind["entity"].over_rules["both"].value == 0.0
    assert by_kind["mood fact"].scores["both"].value == 0.0
    assert by_kind["mood fact"].scores["rules"].value > 0.9
    assert by_kind["mood"].over_rules["both"].high < 0
    assert not wins(rows)
    lines = table(rows).splitlines()
    assert len(lines) == 2 + len(rows)
    assert {line.count("|") for line in lines} == {7}


@pytest.mark.parametrize(
    ("differences", "won"),
    [
        ({"n": {"mood": (0.01, 0.03)}, "o": {"mood": (0.01, 0.02)}}, True),
        ({"n": {"mood": (0.01, 0.03)}, "o": {"mood": (-0.01, 0.02)}}, False),
        ({"n": {"mood": (0.01, 0.03)}, "o": {"mood": (0.0, 0.02)}}, False),
        ({"n": {"mood": (0.01, 0.03), "entity": (-0.03, -0.01)}}, False),
        ({"n": {"mood": (0.01, 0.03), "entity": (-0.03, 0.01)}}, True),
        ({"n": {"mood target": (0.01, 0.03)}}, False),
        ({}, False),
    ],
)
def test_what_it_takes_to_be_on_by_default(
    differences: dict[str, dict[str, tuple[float, float]]], won: bool
) -> None:
    from models.ablation import Row, wins
    from models.figures import Score

    rows = [
        Row(
            gold=gold,
            kind=kind,
            marked=10,
            scores={},
            over_rules={"both": Score(value=(low + high) / 2, low=low, high=high)},
        )
        for gold, kinds in differences.items()
        for kind, (low, high) in kinds.items()
    ]
    assert wins(rows) is won
