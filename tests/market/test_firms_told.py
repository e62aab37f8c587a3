"""Sizes, shares, multiples and results of firms as news tells them, over the corpus's series."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from uratori.evaluation.series import read_series
from uratori.market import Facts

from .statements import verdicts

FOLDER = Path(__file__).parents[2] / "corpora" / "market"
TABLE = Path(__file__).parent / "firms_told.tsv"
LINES = TABLE.read_text(encoding="utf-8").splitlines()[2:]


@lru_cache(maxsize=1)
def held() -> Facts:
    return read_series(FOLDER)


@pytest.mark.parametrize("line", LINES)
def test_sentences_on_firms(line: str) -> None:
    published, expected, text = line.split("\t")
    found = verdicts(text, date.fromisoformat(published), held())
    assert found.replace("supported_under", "supported") == expected


def test_there_are_sentences() -> None:
    assert len(LINES) >= 80
