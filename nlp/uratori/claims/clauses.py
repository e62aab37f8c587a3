"""Where one clause of a sentence ends and the next begins, from UniDic's parts of speech."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..records import Token

_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞-接続助詞", "名詞-普通名詞-サ変可能")
_ENDINGS = ("連用形", "終止形", "仮定形", "連体形")
_MEASURES = frozenset(
    {"倍", "%", "円", "ドル", "割", "bp", "ポイント", "億", "万", "兆", "株", "社"}
)
_SENTENCE_COLONS = (":", ";", "；")


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
    if not token.pos.startswith(_PREDICATES):
        return token.lemma in {"から", "為"} and token.pos.startswith("助詞")
    return not token.form or token.form.startswith(_ENDINGS)


def crossed(breaks: Sequence[int], start: int, end: int) -> int:
    """Count the clause breaks between two offsets, start < break <= end."""
    return bisect_left(breaks, end + 1) - bisect_left(breaks, start + 1)
