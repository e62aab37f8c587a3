"""Sentences as news writes them, over the invented world: each number and its verdict in order."""

from pathlib import Path

import pytest

from .statements import verdicts

LINES = (Path(__file__).parent / "news.tsv").read_text(encoding="utf-8").splitlines()[2:]


@pytest.mark.parametrize("line", LINES)
def test_sentences_of_news(line: str) -> None:
    expected, text = line.split("\t")
    assert verdicts(text) == expected


def test_there_are_sentences() -> None:
    assert len(LINES) >= 80
