"""Tokens by fugashi and UniDic, for one stretch of the folded text at a time."""

from __future__ import annotations

import threading
from functools import lru_cache

import fugashi
import msgspec

from ..records import Token

_local = threading.local()


class _Word(msgspec.Struct, frozen=True, gc=False):
    """What UniDic says in one row, shared by all tokens that have it."""

    surface: str
    pos: str
    lemma: str
    form: str


def tokenize(folded: str, start: int, end: int) -> tuple[Token, ...]:
    """Tokenise ``folded[start:end]``; token offsets are those of the whole text.

    UniDic splits 19.5 into three words and 1,234 too: numbers are read by `uratori.quantities`,
    never from tokens.
    """
    tokens = []
    cursor = start
    for row in _tagger().parse(folded[start:end]).split("\n"):
        word = _word(row)
        if word is None:
            continue
        left = folded.find(word.surface, cursor, end)
        if left < 0:  # a control character that MeCab replaced
            continue
        cursor = left + len(word.surface)
        tokens.append(
            Token(
                start=left, end=cursor, surface=word.surface,
                pos=word.pos, lemma=word.lemma, form=word.form,
            )
        )  # fmt: skip
    return tuple(tokens)


def _tagger() -> fugashi.Tagger:
    """Give this thread's tagger; MeCab's lattice is not to be shared between threads."""
    tagger: fugashi.Tagger | None = getattr(_local, "tagger", None)
    if tagger is None:
        tagger = _local.tagger = fugashi.Tagger()
    return tagger


@lru_cache(maxsize=1 << 14)
def _word(row: str) -> _Word | None:
    """Parse a row of unidic-lite, None for the one that ends a text.

    Its cells: surface, pronunciation, reading, lemma reading, lemma, POS, type, form.
    """
    cells = row.split("\t")
    if len(cells) == 1:
        return None
    cells += [""] * (8 - len(cells))
    return _Word(surface=cells[0], pos=cells[4], lemma=cells[3] or cells[0], form=cells[6])
