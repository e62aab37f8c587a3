"""Sentences with digits and numerals that state nothing, and names right beside a number."""

import pytest

import uratori

from .tables import FOLDER, PUBLISHED, read, rows

SENTENCES = [
    line
    for line in (FOLDER / "negatives.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
PAIRS = [(row["sentence"], row["spans"]) for row in rows("names_and_numbers.tsv")]


def spans(sentence: str) -> list[str]:
    """Give what an article of this sentence is read as, its names masked."""
    found = uratori.Analyzer().extract(sentence, published=PUBLISHED)
    return [q.text for q in found.quantities]


def test_there_are_enough_sentences() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 1400
    assert len({sentence for sentence, _ in PAIRS}) == len(PAIRS) >= 300


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nothing_is_read(sentence: str) -> None:
    """Neither by the reader alone nor once the names of the lexicon are masked."""
    assert [(q.text, q.rule) for q in read(sentence)] == []
    assert spans(sentence) == []


@pytest.mark.parametrize(("sentence", "expected"), PAIRS)
def test_a_number_beside_a_name_is_read_and_the_name_is_not(sentence: str, expected: str) -> None:
    assert spans(sentence) == (expected.split("|") if expected else [])


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
