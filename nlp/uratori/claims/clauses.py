"""Where one clause of a sentence ends and the next begins, and what a clause speaks of.

Both come from UniDic's parts of speech. A sentence is tokenised a stretch at a time, from comma to
comma and only where a rule asks: no word of UniDic's best path spans a comma, so a stretch reads
as it does within its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from ..records import Sentence, Token
from ..text import tokenize
from ..text.lazy import lazy

_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞-接続助詞", "名詞-普通名詞-サ変可能")
_ENDINGS = ("連用形", "終止形", "仮定形", "連体形")
_MEASURES = frozenset(
    {"倍", "%", "円", "ドル", "割", "bp", "ポイント", "億", "万", "兆", "株", "社"}
)
_LINKS = frozenset({"一方", "半面", "反面", "他方"})
"""Nouns that end a clause behind its predicate: 「流入した一方、」."""
_SENTENCE_COLONS = (":", ";", "；")
_CUT = "、"
_MARK = lazy(r"[、,:;；](?<![0-9%)」円はを][、,])")
"""A comma or a colon; before a break stands no figure, no bracket, and no は or を."""
_TOPIC = lazy(r"[はが]")
_TOPIC_MARKS = ("助詞-係助詞", "助詞-格助詞")
_NOUNS = ("名詞", "接尾辞-名詞的")


class Stretch(msgspec.Struct, frozen=True):
    """What the words from one comma to the next tell; offsets count from its start."""

    breaks: tuple[int, ...]
    """Where a new clause begins."""
    subjects: dict[int, int]
    """Where は or が marks what is spoken of -> where that noun ends."""


def marks_of(folded: str, sentence: Sentence) -> tuple[int, ...]:
    """Give the offsets behind commas and colons, where a new clause can begin, in order."""
    return tuple([mark.end() for mark in _MARK.finditer(folded, sentence.start, sentence.end)])


def breaks_at(folded: str, sentence: Sentence, mark: int) -> bool:
    """Tell whether a new clause begins at one of `marks_of`."""
    start, stretch = _stretch_around(folded, sentence, mark - 1)
    return mark - start in stretch.breaks


def topics_before(folded: str, sentence: Sentence, offset: int) -> list[int]:
    """Give the places of は and が before an offset, in order; not each marks a subject."""
    return [topic.start() for topic in _TOPIC.finditer(folded, sentence.start, offset)]


def subject_at(folded: str, sentence: Sentence, topic: int) -> int | None:
    """Give where the noun ends that one of `topics_before` marks as what is spoken of, or None."""
    start, stretch = _stretch_around(folded, sentence, topic)
    end = stretch.subjects.get(topic - start)
    return None if end is None else start + end


def _stretch_around(folded: str, sentence: Sentence, at: int) -> tuple[int, Stretch]:
    start = max(folded.rfind(_CUT, sentence.start, at), sentence.start)
    comma = folded.find(_CUT, at, sentence.end)
    return start, _read(folded[start : comma + 1 if comma >= 0 else sentence.end])


@lru_cache(maxsize=1 << 10)
def _read(words: str) -> Stretch:
    tokens = tokenize(words, 0, len(words))
    return Stretch(clause_breaks(tokens), dict(_subjects(tokens)))


def clause_breaks(tokens: Sequence[Token]) -> tuple[int, ...]:
    """Give the offsets at which a new clause begins, in order.

    A comma ends a clause only after a predicate: in 「75%上昇し、PERは28倍」 it does, in
    「現在のPERは、28倍」 it does not.
    """
    return tuple(
        tokens[at].end
        for at in range(1, len(tokens))
        if tokens[at].surface in _SENTENCE_COLONS
        or (tokens[at].surface in "、," and _ends_clause(tokens, at - 1))
    )


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.surface == "で" and at and tokens[at - 1].surface in _MEASURES:
        return True  # 「PERは18.2倍で、」: UniDic takes this で for a case particle
    if token.surface in _LINKS and at:
        return tokens[at - 1].pos.startswith(_PREDICATES)
    if not token.pos.startswith(_PREDICATES):
        return token.lemma in {"から", "為"} and token.pos.startswith("助詞")
    return not token.form or token.form.startswith(_ENDINGS)


def _subjects(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for noun, mark in pairwise(tokens):
        marks = mark.surface in ("は", "が") and mark.pos.startswith(_TOPIC_MARKS)
        if marks and noun.pos.startswith(_NOUNS) and not noun.pos.startswith("名詞-数詞"):
            yield mark.start, noun.end
