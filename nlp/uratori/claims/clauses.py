"""Where one clause of a sentence ends and the next begins, and what a clause speaks of.

Both come from UniDic's parts of speech. A sentence is tokenised a stretch at a time, from comma to
comma and only where a rule asks: no word of UniDic's best path spans a comma, so a stretch reads
as it does within its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ..records import Sentence, Token
from ..text import tokens_before
from ..text.lazy import lazy

_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞-接続助詞", "名詞-普通名詞-サ変可能")
_ENDINGS = ("連用形", "終止形", "仮定形", "連体形")
_MEASURES = frozenset(
    {"倍", "%", "円", "ドル", "割", "bp", "ポイント", "億", "万", "兆", "株", "社"}
)
_LINKS = frozenset({"一方", "半面", "反面", "他方"})
"""Nouns that end a clause behind its predicate: 「流入した一方、」."""
_SENTENCE_COLONS = frozenset(":;；")
_TOPICS = frozenset("はが")
_MARKS = frozenset("、,") | _SENTENCE_COLONS | _TOPICS
"""Words of which UniDic is asked; of all others only where they stand before one of these."""
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
    return start, read_stretch(folded[start : comma + 1 if comma >= 0 else sentence.end])


@lru_cache(maxsize=1 << 8)
def read_stretch(words: str) -> Stretch:
    """Read where clauses begin in a stretch and what は and が mark.

    A comma ends a clause only after a predicate: in 「75%上昇し、PERは28倍」 it does, in
    「現在のPERは、28倍」 it does not.
    """
    breaks: list[int] = []
    subjects: dict[int, int] = {}
    for *before, mark in tokens_before(words, _MARKS):
        if not before:
            continue
        if mark.surface in _TOPICS:
            if mark.pos.startswith(_TOPIC_MARKS) and _is_noun(before[-1]):
                subjects[mark.start] = before[-1].end
        elif mark.surface in _SENTENCE_COLONS or _ends_clause(before):
            breaks.append(mark.end)
    return Stretch(tuple(breaks), subjects)


def _ends_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether the last of one or two tokens ends a clause where a comma follows it."""
    *before, token = tokens
    if before and token.surface == "で" and before[0].surface in _MEASURES:
        return True  # 「PERは18.2倍で、」: UniDic takes this で for a case particle
    if before and token.surface in _LINKS:
        return before[0].pos.startswith(_PREDICATES)
    if not token.pos.startswith(_PREDICATES):
        return token.lemma in {"から", "為"} and token.pos.startswith("助詞")
    return not token.form or token.form.startswith(_ENDINGS)


def _is_noun(token: Token) -> bool:
    return token.pos.startswith(_NOUNS) and not token.pos.startswith("名詞-数詞")
