"""Scoring findings against gold: what is met, what is missed, what is false."""

from __future__ import annotations

from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.evaluation.findings import Expected, GoldLine, errors, read_gold, score, tally
from uratori.evaluation.scores import Tally

from .corpora import RIGHT, STORY, WRONG, finding, write_lines


@pytest.mark.parametrize(
    ("expect", "forbid", "counts"),
    [
        ([RIGHT], ["inconsistent"], (1, 1, 1)),
        ([RIGHT | {"status": "marginal"}], ["inconsistent"], (0, 1, 1)),
        ([RIGHT | {"status": "marginal"}], [], (0, 1, 0)),
        ([WRONG, RIGHT], [], (1, 2, 1)),
        ([], ["inconsistent"], (0, 0, 1)),
        ([], ["contradicted"], (0, 0, 0)),
    ],
)
def test_a_line_is_scored(
    tmp_path: Path, expect: list[dict[str, str]], forbid: list[str], counts: tuple[int, int, int]
) -> None:
    (line,) = read_gold(write_lines(tmp_path / "gold.jsonl", [finding(expect, forbid)]))
    scores = tally([score(line, Analyzer())])
    right, marked, found = counts
    assert scores["all"] == Tally(right=right, marked=marked, found=found)
    whole = int(right == marked == found)
    assert scores["texts"] == Tally(right=whole, marked=1, found=1)


def test_another_status_is_right_where_the_line_says_so() -> None:
    lenient = Expected(check="discount", status="marginal", text="1/3", also_ok=("inconsistent",))
    outcome = score(GoldLine(id="g", row="r", text=STORY, expect=(lenient,)), Analyzer())
    assert (outcome.met, outcome.missed) == ((lenient,), ())


def test_errors_are_listed() -> None:
    missed = Expected(check="premium", status="consistent", text="1/3")
    line = GoldLine(id="g", row="r", text=STORY, expect=(missed,), forbid=("inconsistent",))
    assert list(errors([score(line, Analyzer())])) == [
        "missed g: premium consistent 「1/3」",
        "false  g: discount inconsistent 「1/3」",
    ]
