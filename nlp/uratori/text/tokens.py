"""Tokens by fugashi and UniDic, for one stretch of the folded text at a time."""

from __future__ import annotations

import threading
from functools import lru_cache

import fugashi
import msgspec

from ..records import Token

_local = threading.local()


class _Word(msgspec.Struct, frozen=True):
    """What UniDic knows of a surface, shared by all its tokens."""

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
    for line in _tagger().parse(folded[start:end]).split("\n"):
        surface, tab, row = line.partition("\t")
        if not tab:
            continue
        word = _word(row)
        left = folded.find(surface, cursor, end)
        if left < 0:  # a control character that MeCab replaced
            continue
        cursor = left + len(surface)
        tokens.append(
            Token(
                start=left, end=cursor, surface=surface,
                pos=word.pos, lemma=word.lemma or surface, form=word.form,
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
def _word(row: str) -> _Word:
    """Parse a row of unidic-lite: pronunciation, reading, lemma reading, lemma, POS, type, form."""
    cells = row.split("\t")
    cells += [""] * (7 - len(cells))
    return _Word(pos=cells[3], lemma=cells[2], form=cells[5])
