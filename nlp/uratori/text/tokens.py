"""Tokens by fugashi and UniDic, for one stretch of the folded text at a time."""

from __future__ import annotations

import csv
import threading
from collections.abc import Collection
from functools import lru_cache

import fugashi
import msgspec

from ..records import Token

_local = threading.local()


class _Word(msgspec.Struct, frozen=True, gc=False):
    """What UniDic says in one row, shared by all tokens that have it."""

    pos: str
    lemma: str
    form: str


def tokenize(folded: str, start: int, end: int) -> tuple[Token, ...]:
    """Tokenise ``folded[start:end]``; token offsets are those of the whole text.

    UniDic splits 19.5 into three words and 1,234 too: numbers are read by `uratori.quantities`,
    never from tokens.
    """
    return tuple([_token(left, node) for left, node in _placed(folded, start, end)])


def tokens_before(words: str, marks: Collection[str]) -> list[tuple[Token, ...]]:
    """Give each token that is one of `marks`, behind the two before it, fewer at the start.

    Far quicker than `tokenize`: what UniDic says of all other words is left unread.
    """
    placed = _placed(words, 0, len(words))
    return [
        tuple([_token(*near) for near in placed[max(0, at - 2) : at + 1]])
        for at, (_, node) in enumerate(placed)
        if node.surface in marks
    ]


def _placed(folded: str, start: int, end: int) -> list[tuple[int, fugashi.UnidicNode]]:
    """Give MeCab's nodes and where each stands; they are void once another text is parsed."""
    placed = []
    for node in _tagger().parseToNodeList(folded[start:end]):
        left = folded.find(node.surface, start, end)
        if left < 0:  # a control character that MeCab replaced
            continue
        placed.append((left, node))
        start = left + len(node.surface)
    return placed


def _token(left: int, node: fugashi.UnidicNode) -> Token:
    surface, word = node.surface, _word(node.feature_raw)
    return Token(
        start=left, end=left + len(surface), surface=surface,
        pos=word.pos, lemma=word.lemma or surface, form=word.form,
    )  # fmt: skip


def _tagger() -> fugashi.Tagger:
    """Give this thread's tagger; MeCab's lattice is not to be shared between threads."""
    tagger: fugashi.Tagger | None = getattr(_local, "tagger", None)
    if tagger is None:
        tagger = _local.tagger = fugashi.Tagger()
    return tagger


@lru_cache(maxsize=1 << 14)
def _word(features: str) -> _Word:
    """Parse a row of unidic-lite, in which * is nothing.

    Its cells: four levels of POS, type, form, lemma reading, lemma; an unknown word has six.
    """
    cells = next(csv.reader([features]), [])[:8]
    cells = ["" if cell == "*" else cell for cell in cells] + [""] * (8 - len(cells))
    return _Word(pos="-".join(filter(None, cells[:4])), lemma=cells[7], form=cells[5])
