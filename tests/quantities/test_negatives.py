"""Sentences with digits and numerals that state nothing."""

import pytest

from .tables import FOLDER, read

SENTENCES = [
    line
    for line in (FOLDER / "negatives.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_there_are_enough_sentences() -> None:
    assert len(set(SENTENCES)) >= 120


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_is_read(sentence: str) -> None:
    assert [(q.text, q.rule) for q in read(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("S&P 500は堅調だ。", "S&P 500"),
        ("ラッセル2000は堅調だ。", "ラッセル2000"),
        ("トヨタ(7203)は堅調だ。", "(7203)"),
        ("日経225は堅調だ。", "日経225"),
    ],
)
def test_a_masked_name_is_silent(sentence: str, name: str) -> None:
    start = sentence.index(name)
    assert read(sentence, ((start, start + len(name)),)) == ()


def test_a_number_beside_a_masked_name_is_read() -> None:
    found = read("S&P 500は75%上昇した。", ((0, 7),))
    assert [q.text for q in found] == ["75%"]
