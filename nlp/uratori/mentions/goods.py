"""What trades under a word of every day: 金, 銅, 小麦, コーヒー, where the words are of its market.

金は1トロイオンス5040ドル and 大豆相場 name what trades; 金メダル, お金 and 小麦粉 do not.
A missed one costs less than a false one. They hold no digit, so they mask nothing.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Literal, cast

import ahocorasick_rs
import msgspec

from ..lexicon import read_table, split_cell
from ..text.lazy import lazy
from ..text.stops import sentence_end, sentence_start
from .boundaries import heads, script
from .entities import find_entity

Kind = Literal["metal", "good", "shop"]

# 金価格, 銅の国内建値, LNGのスポット価格, カカオの先物; not 金の管理 and 大豆の使用量.
_PRICED = lazy(
    r"(?:の[^、。\n]{0,12}?)?(?:小売り?|店頭|国際)?"
    r"(?:価格|相場|先物|市況|建値|スポット|現物|地金|終値|値動き|騰落率|上昇率|下落率|調整幅|(?:\d{2,4}年)?\d{1,2}(?:カ月物|月(?:物|限|渡し)))"
)
# 小麦相場, コーヒーの先物; not 小麦の価格.
_QUOTED = lazy(r"(?:の[^、。\n]{0,6}?)?(?:相場|先物|(?:\d{2,4}年)?\d{1,2}月(?:物|限|渡し))")
# 1ブッシェル=10.45ドル, 1トン80ドル, 100万BTU=11.2ドル; not 1トンを購入.
_PER_UNIT = lazy(
    r"[^。\n]{0,24}?(?:1|当たり|あたり|万) ?"
    r"(?:トロイオンス|オンス|ブッシェル|ポンド|バレル|BTU|トン)"
    r"(?:当たり|あたり)?[^。\n]{0,6}?\d[\d.,万千]*(?:ドル|セント)"
)
_PER_GRAM = lazy(r"[^。\n]{0,24}?1(?:グラム|キロ|トン)(?:当たり|あたり)?[ =]?\d[\d.,万千]*円")
# 金は反発した, 銀が2%安, 金、初の5000ドル台, 金の17%高; not 金が回らない.
_MOVED = lazy(
    r"(?:は|が|も|、| |の(?=\d))[^。\n]{0,30}?"
    r"(?:ドル|%(?:も|超|強|弱|近く)?(?:高|安|上昇|下落|上げ|下げ|上が|下が)|続[伸落]|反[発落]"
    r"|(?<=[はがも])[上下]げ|急[騰伸落]|最高値|高値|安値|上昇|下落|買われ|売られ|値上がり|値下がり|値動き|高い|安い|堅調|軟調"
    r"|年初(?:来|から)の?(?:上げ|下げ))"
)
# 大豆も3%程度の調整: what in a sentence with another good is a price; not コーヒーは1杯4ドル.
_AMOUNT = lazy(
    r"[はがも](?! ?[1一][杯袋箱個本缶枚皿食])[^。、\n]{0,20}?\d[\d.,万千]*(?:ドル|セント|%)"
)
# 金は2.7%、, 銀はマイナス3.1%。: the move of a list in which something with a price stands as well.
_LISTED_MOVE = lazy(
    r"[はがも]?(?:同)?(?:プラス|マイナス|[+-])?\d[\d.]{0,5}%(?:[、。)]|$|と、|だ|で(?:ある|あった|、)|の(?:プラス|マイナス|上昇|下落))"
)
_TRADED = ("index:", "commodity:", "crypto:", "XTKS:", "XNAS:", "XNYS:", "ARCX:")
_SIGNED = lazy(r"(?:プラス|マイナス)\d")
_FOLLOWED = tuple("はがもをにのとやで、。・ \n」)")
_JOINT = frozenset("、・とや/")
_DAYS = frozenset("月火水木土日")
_VETO = ("メダル", "五輪", "オリンピック")


class Good(msgspec.Struct, frozen=True):
    """One row of goods.tsv."""

    ids: tuple[str, ...]
    """Best first; several where the word does not say which (原油)."""
    kind: Kind


class Spoken(msgspec.Struct, frozen=True):
    """A word for a good at its place."""

    start: int
    end: int
    good: Good


@cache
def goods() -> dict[str, Good]:
    """Map each word to what it may stand for."""
    rows = read_table("goods", package="uratori.mentions")
    return {row["surface"]: Good(split_cell(row["ids"]), cast(Kind, row["kind"])) for row in rows}


@cache
def _finder() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Good, ...]]:
    """Give what finds the words, and what the words stand for, in one order."""
    automaton = ahocorasick_rs.AhoCorasick(
        goods(),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return automaton, tuple(goods().values())


def find_goods(folded: str, named: Callable[[], set[str]]) -> list[Spoken]:
    """Find the goods that are spoken of as traded, in order.

    named: gives the entities that the article names without doubt, and what its funds track.
    """
    standing = _standing(folded)
    if not standing:
        return []
    sure = [_is_priced(folded, spoken) for spoken in standing]
    known = named()
    for spoken, priced in zip(standing, sure, strict=True):
        if priced:
            known.update(spoken.good.ids)
    traded = any(each.startswith(_TRADED) for each in known)
    sure = [
        priced or (traded and _is_listed(folded, spoken))
        for spoken, priced in zip(standing, sure, strict=True)
    ]
    listed = _beside_sure(folded, standing, sure)
    told = [spoken.start for spoken, priced in zip(standing, sure, strict=True) if priced]
    found = [
        beside or _goes_on(folded, spoken, known) or _alike(folded, spoken, told)
        for spoken, beside in zip(standing, listed, strict=True)
    ]
    found = _beside_sure(folded, standing, found) if found != listed else found
    return [spoken for spoken, kept in zip(standing, found, strict=True) if kept]


def _standing(folded: str) -> list[Spoken]:
    """Give the words that stand for themselves: 金は, not 資金, 金額, 金メダル and (金)."""
    automaton, kinds = _finder()
    found: list[Spoken] = []
    for index, start, end in automaton.find_matches_as_indexes(folded):
        last = found[-1].end if found else -1
        if _is_word(folded, start, end) and not _ends_another(folded, start, last):
            found.append(Spoken(start, end, kinds[index]))
    return found


def _ends_another(folded: str, start: int, last: int) -> bool:
    """Tell whether a word ends a longer name: バリック・ゴールド; not アルミ・ニッケル.

    last: where the good before it ends.
    """
    joined = folded[start - 1 : start] == "・" and last != start - 1
    katakana = script(folded, start) == script(folded, start - 2) == "katakana"
    return joined and start > 1 and katakana


def _is_word(folded: str, start: int, end: int) -> bool:
    left, right = folded[start - 1 : start], folded[end : end + 1]
    if script(folded, start - 1) in ("kanji", "latin", "katakana") or left in ("お", "ご"):
        return False
    if script(folded, end) == "kanji":
        return heads("good_follow", folded, end) and right not in _DAYS
    if script(folded, end) in ("latin", "katakana"):
        return heads("good_follow", folded, end) or _signed(folded, end)
    if (left, right) == ("(", ")") or _is_weekday(folded, start, end):
        return False
    return not any(word in _sentence(folded, start, end) for word in _VETO)


def _signed(folded: str, end: int) -> bool:
    """Tell whether a number with a sign in words stands right behind: 金マイナス3.9%."""
    return _SIGNED.match(folded, end) is not None


def _is_weekday(folded: str, start: int, end: int) -> bool:
    """Tell the weekday from the metal: 金、土、日; 木・金."""
    after = folded[end : end + 1] in _JOINT and folded[end + 1 : end + 2] in _DAYS
    before = start > 1 and folded[start - 1] in _JOINT and folded[start - 2] in _DAYS
    before = before and script(folded, start - 3) not in ("kanji", "digit")  # 取引日、金は
    return end - start == 1 and (after or before)


def _sentence(folded: str, start: int, end: int) -> str:
    return folded[sentence_start(folded, start) : sentence_end(folded, end)]


def _is_priced(folded: str, spoken: Spoken) -> bool:
    end, kind = spoken.end, spoken.good.kind
    if (_QUOTED if kind == "shop" else _PRICED).match(folded, end) or _PER_UNIT.match(folded, end):
        return True
    moved = _MOVED.match(folded, end) or _PER_GRAM.match(folded, end)
    return kind == "metal" and moved is not None


def _is_listed(folded: str, spoken: Spoken) -> bool:
    """Tell whether a metal has a bare move, as what is traded in an article on markets has."""
    return spoken.good.kind == "metal" and _LISTED_MOVE.match(folded, spoken.end) is not None


def _beside_sure(folded: str, standing: Sequence[Spoken], sure: Sequence[bool]) -> list[bool]:
    """Tell which stand right beside one that is sure: 金・銀相場, 大豆やトウモロコシの先物."""
    joined = [
        left.end + 1 == right.start and folded[left.end] in _JOINT
        for left, right in itertools.pairwise(standing)
    ]
    found = list(sure)
    for at in range(len(joined) - 1, -1, -1):
        found[at] = found[at] or (joined[at] and found[at + 1])
    for at, join in enumerate(joined):
        follows = join and found[at] and standing[at + 1].good.kind != "shop"
        found[at + 1] = found[at + 1] or follows
    return found


def _goes_on(folded: str, spoken: Spoken, known: set[str]) -> bool:
    """Tell whether a good that the article speaks of elsewhere is spoken of again."""
    if spoken.good.kind == "shop" or not known & {*spoken.good.ids}:
        return False
    end = spoken.end
    return (
        folded.startswith(_FOLLOWED, end) or heads("good_follow", folded, end) or end == len(folded)
    )


def _alike(folded: str, spoken: Spoken, told: Sequence[int]) -> bool:
    """Tell whether a good is spoken of in one paragraph with another that is sure.

    銅は1トン9000ドル。上げ幅はアルミを上回る; of 金 and 銀 more is asked, and of 小麦 a price.
    """
    if not told:
        return False
    if _AMOUNT.match(folded, spoken.end) and _shared(folded, spoken, told):
        return True
    if spoken.good.kind == "shop":
        return False
    begin, end = folded.rfind("\n", 0, spoken.start) + 1, folded.find("\n", spoken.start)
    first = bisect_left(told, begin)
    if first == len(told) or 0 <= end <= told[first]:
        return False
    if _MOVED.match(folded, spoken.end):
        return True
    named = spoken.good.kind == "metal" and spoken.end - spoken.start > 1
    return named and len(spoken.good.ids) == 1 and folded.startswith(_FOLLOWED, spoken.end)


def _shared(folded: str, spoken: Spoken, told: Sequence[int]) -> bool:
    """Tell whether one that is sure stands in the same sentence."""
    return any(
        "。" not in (span := folded[min(one, spoken.start) : max(one, spoken.start)])
        and "\n" not in span
        for one in told
    )


def spoken_of(named: Collection[str]) -> set[str]:
    """Give the entities named, and what those of them that are funds track."""
    tracked = (record.tracks for record in map(find_entity, named) if record)
    return {*named, *(entity for entity in tracked if entity)}
