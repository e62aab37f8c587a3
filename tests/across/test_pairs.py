"""What two articles say together: told apart, changed, or left alone."""

from datetime import date
from pathlib import Path

import pytest

from tests.across.written import Told, write_tables
from uratori.across import read_across

PAIRS = Path(__file__).with_name("pairs.tsv")


def pairs() -> list[list[str]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"][1:]


@pytest.mark.parametrize("row", pairs(), ids=lambda row: f"{row[0]}:{row[4][:30]}")
def test_two_articles(row: list[str], tmp_path: Path) -> None:
    expected, first, one, second, other = row
    told = [
        Told(text=one, published=date.fromisoformat(first), id="one"),
        Told(text=other, published=date.fromisoformat(second), id="other"),
    ]
    across = read_across(write_tables(tmp_path, told))
    kinds = {dispute.kind for dispute in across.disputes}
    assert kinds == (set() if expected == "silent" else {expected})
