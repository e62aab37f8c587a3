"""Scoring against gold: what is met, what is missed, what is false, and the floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from uratori import Analyzer, ArticleError
from uratori.evaluate import Expected, GoldLine, main, read_gold, score, tally

STORY = "IWMのPERは19.5、S&P 500は28で、IWMはS&P 500より1/3超割安だ。"
RIGHT = {"check": "discount", "status": "inconsistent", "text": "1/3"}
WRONG = {"check": "premium", "status": "consistent", "text": "1/3"}


def gold(expect: list[dict[str, str]], forbid: list[str]) -> dict[str, object]:
    return {"id": "g1", "row": "discount", "text": STORY, "expect": expect, "forbid": forbid}


def write_corpus(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("expect", "forbid", "counts"),
    [
        ([RIGHT], ["inconsistent"], (1, 0, 0)),
        ([RIGHT | {"status": "marginal"}], ["inconsistent"], (0, 1, 1)),
        ([RIGHT | {"status": "marginal"}], [], (0, 1, 0)),
        ([WRONG, RIGHT], [], (1, 1, 0)),
        ([], ["inconsistent"], (0, 0, 1)),
        ([], ["contradicted"], (0, 0, 0)),
    ],
)
def test_a_line_is_scored(
    tmp_path: Path, expect: list[dict[str, str]], forbid: list[str], counts: tuple[int, int, int]
) -> None:
    (line,) = read_gold(write_corpus(tmp_path, gold(expect, forbid)))
    total = tally([score(line, Analyzer())])["all"]
    assert (total.met, total.missed, total.false) == counts


def test_another_status_is_right_where_the_line_says_so() -> None:
    lenient = Expected(check="discount", status="marginal", text="1/3", also_ok=("inconsistent",))
    outcome = score(GoldLine(id="g", row="r", text=STORY, expect=(lenient,)), Analyzer())
    assert (outcome.met, outcome.missed) == ((lenient,), ())


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "row": "r", "text": "x"}\n{"id": 1}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        list(read_gold(path))


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        main(str(tmp_path / "none.jsonl"), write=str)


@pytest.mark.parametrize(("recall", "status"), [(1.0, 1), (0.5, 0)])
def test_a_score_below_its_floor_fails(tmp_path: Path, recall: float, status: int) -> None:
    path = write_corpus(tmp_path, gold([RIGHT, WRONG], []))
    floor = {"precision": 1.0, "recall": recall, "reason": "test"}
    (tmp_path / "floors.json").write_text(json.dumps({"gold.jsonl": floor}), encoding="utf-8")
    written: list[str] = []
    assert main(str(path), write=written.append) == status
    assert any(text.startswith("missed g1: premium") for text in written)
