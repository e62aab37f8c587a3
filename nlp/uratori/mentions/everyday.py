"""Which names of companies are everyday words too: さくら, ポート, 鈴木, note.

Used when the tables are made (`edinet`), never when an article is read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from ..lexicon import read_table
from ..text.fold import fold

if TYPE_CHECKING:
    import fugashi

Judgement = Literal["plain", "weak"]

_COMPANY = ("名詞", "固有名詞", "一般")
_SHORT = {"latin": 3, "kana": 2}


def judge(surface: str) -> Judgement:
    """Tell whether a name stands for its company wherever it is read.

    Weak are a word that UniDic knows and takes for anything but the name of an organisation, what
    is too short to be told from an abbreviation, and what ``listed_judged.tsv`` says.

    >>> judge("アイシン"), judge("ポート"), judge("鈴木"), judge("大成建設")
    ('plain', 'weak', 'weak', 'plain')
    """
    known = _judged().get(surface)
    if known:
        return known
    if len(surface) <= _SHORT["latin" if surface.isascii() else "kana"]:
        return "plain" if not surface.isascii() and _is_kanji(surface) else "weak"
    return "weak" if is_word(surface) else "plain"


def is_word(surface: str) -> bool:
    """Tell whether UniDic has the surface as one word that is no organisation's name."""
    tokens = _tagger()(surface)
    if len(tokens) != 1 or tokens[0].is_unk:
        return False
    return tuple(tokens[0].feature[:3]) != _COMPANY


def _is_kanji(surface: str) -> bool:
    return all("一" <= char <= "鿿" for char in surface) and not is_word(surface)


@cache
def _judged() -> dict[str, Judgement]:
    table = read_table("listed_judged")
    return {fold(row["surface"]): cast(Judgement, row["judgement"]) for row in table}


@cache
def _tagger() -> fugashi.Tagger:
    import fugashi

    return fugashi.Tagger()
