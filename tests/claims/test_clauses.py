"""A sentence read from comma to comma has the clauses and the subjects of the whole."""

from __future__ import annotations

import pytest

from uratori.claims.clauses import breaks_at, marks_of, read_stretch, subject_at, topics_before
from uratori.records import Sentence
from uratori.text import fold

SENTENCES = [
    "指数は75%上昇し、PERは28倍に達したが、株価は下がり、利回りも0.5%低下した。",
    "売上高は1,234億円(前期比3.5%増)、営業利益は56億円(同7.8%減)となり、増収減益だった。",
    "トヨタ、ホンダ、日産が上げ、(7203)、「円高」、を売り、買う。",
    "単純な話だ:上昇が必要で、PERは18.2倍で、株価 が下がるから、待つ；売る;買う。",
    "、、はじめに、がそう、は、",
    "円高のため、輸出は減少、輸入はアップ、収支はUP,株は安い。",
]


def place(text: str) -> Sentence:
    """The part of a text from 《 to 》 as a sentence."""
    return Sentence(start=text.index("《") + 1, end=text.index("》"), block=0)


@pytest.mark.parametrize("words", SENTENCES)
def test_marks_that_break_are_the_breaks_of_the_whole_sentence(words: str) -> None:
    folded = fold(f"前の文。《{words}》次は、買う。")
    sentence = place(folded)
    whole = read_stretch(folded[sentence.start : sentence.end]).breaks
    marks = marks_of(folded, sentence)
    found = [mark - sentence.start for mark in marks if breaks_at(folded, sentence, mark)]
    assert tuple(found) == whole


@pytest.mark.parametrize(
    ("words", "nouns"),
    [
        ("客数は、前年より減り、売上高が1割増えた。", ["客数", "売上高"]),
        ("トヨタでは、株価 が下がり、客数には響かなかったが、日産は違う。", ["株価", "日産"]),
        ("8月は3割、9月は2割が減った。", ["月", "月", "割"]),
    ],
)
def test_a_subject_is_a_noun_that_a_topic_mark_follows(words: str, nouns: list[str]) -> None:
    folded = fold(f"前の文。《{words}》")
    sentence = place(folded)
    topics = topics_before(folded, sentence, sentence.end)
    ends = [end for t in topics if (end := subject_at(folded, sentence, t)) is not None]
    assert [noun for noun, end in zip(nouns, ends, strict=True) if folded[:end].endswith(noun)] == (
        nouns
    )
