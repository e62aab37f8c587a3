"""Folding, sentences and tokens keep the article's own offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.text import fold, read_text, tokenize, tokens_before
from uratori.text.document import LONGEST_SENTENCE


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("１７％　−０．５", "17% -0.5"),
        ("Ｓ＆Ｐ５００は￥１，０００", "S&P500は¥1,000"),
        ("①㌫½㈱", "①㌫½㈱"),
        ("2〜3％", "2~3%"),
    ],
)
def test_only_variants_of_one_character_are_folded(original: str, folded: str) -> None:
    assert fold(original) == folded


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("original", "sentences"),
    [
        ("上がった。PERは28倍だ。", [("body", "上がった。"), ("body", "PERは28倍だ。")]),
        ("「上がる。必ず」と言う。次。", [("body", "「上がる。必ず」と言う。"), ("body", "次。")]),
        ("# 見出し\r\n本文です。", [("heading", "# 見出し"), ("body", "本文です。")]),
        ("*図の説明*\n- 項目、1つ", [("caption", "*図の説明*"), ("item", "- 項目、1つ")]),
        ("金利:経済の触媒\n小型株だ。", [("heading", "金利:経済の触媒"), ("body", "小型株だ。")]),
        ("  \n\t\n", []),
    ],
)  # fmt: skip
def test_a_text_is_cut_into_sentences(original: str, sentences: list[tuple[str, str]]) -> None:
    found = [(s.role, original[s.start : s.end]) for s in read_text(original).sentences]
    assert found == sentences


@given(st.text(alphabet="あ。、「」()\n 1%", max_size=300))
def test_sentences_lie_in_order_and_lose_no_letter(original: str) -> None:
    sentences = read_text(original).sentences
    ends = [0, *(s.end for s in sentences)]
    assert all(end <= s.start < s.end for end, s in zip(ends, sentences, strict=False))
    kept = "".join(original[s.start : s.end] for s in sentences)
    assert [c for c in original if not c.isspace()] == [c for c in kept if not c.isspace()]


@pytest.mark.parametrize("stretch", ["あ" * 5000, "「あ。" * 2000, "あ、" * 4000])
def test_an_endless_sentence_is_cut(stretch: str) -> None:
    sentences = read_text(stretch).sentences
    assert max(s.end - s.start for s in sentences) <= LONGEST_SENTENCE
    assert sum(s.end - s.start for s in sentences) == len(stretch)


def test_tokens_carry_unidic_features_at_their_place() -> None:
    folded = "前文。株価が75%上昇し、注目された。"
    tokens = tokenize(folded, 3, len(folded))
    assert [folded[t.start : t.end] for t in tokens] == [t.surface for t in tokens]
    rise = next(t for t in tokens if t.surface == "上昇")
    assert (rise.start, rise.pos) == (9, "名詞-普通名詞-サ変可能")
    did = next(t for t in tokens if t.surface == "し")
    assert (did.lemma, did.form) == ("為る", "連用形-一般")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("は、客数が、75% 増えた。", ["は", "は、", "、客数が", "客数が、"]),
        ("株価は上昇した。", ["株価は"]),
        ("上昇した。", []),
        ("", []),
    ],
)
def test_tokens_before_a_mark_are_those_of_the_whole_text(words: str, found: list[str]) -> None:
    near = tokens_before(words, ["は", "が", "、"])
    assert ["".join(token.surface for token in tokens) for tokens in near] == found
    whole = tokenize(words, 0, len(words))
    assert all(token in whole for tokens in near for token in tokens)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_tokens_of_any_text_stand_where_they_say(text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    for token in tokenize(line, 0, len(line)):
        assert line[token.start : token.end] == token.surface
