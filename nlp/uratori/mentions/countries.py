"""Which country's an indicator, a rate or a bond is: 失業率, 長期金利, 国債.

The country written before it (米国の11月の失業率); else the last one that its sentence has spoken
of; else that of the last indicator or institution of the article; else Japan's, since a Japanese
text that speaks of no country speaks of its own.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from ..lexicon import read_table
from ..records import EntityType
from ..text import Text
from ..text.lazy import lazy
from .boundaries import script, tails

HOME = "jp"
"""The country of what a text says of none."""

REACH = 4
"""Sentences back to the indicator or the institution that told the country last."""

TYPES = frozenset({"indicator", "rate", "bond"})
_BONDS = {
    "jgb": "jp", "jgbi": "jp", "ust": "us", "bund": "de", "gilt": "uk", "oat": "fr", "btp": "it",
    "cgb": "cn", "bono": "es", "au": "au", "tdb": "jp", "tbill": "us",
}  # fmt: skip
_BANKS = {
    "fed": "us", "boj": "jp", "ecb": "eu", "boe": "uk", "pboc": "cn", "rba": "au", "bok": "kr",
    "rbi": "in", "boc": "ca", "bcb": "br", "cbrt": "tr",
}  # fmt: skip
_OFFICES = lazy(r"(?:^|_)(us|jp|cn|uk|kr|au|in)(?:_|$)")
_OFFICE_OF = {
    "ustreasury": "us", "cao": "jp", "meti": "jp", "mhlw": "jp", "eurostat": "eu", "ism": "us",
    "destatis": "de", "umich": "us", "adp": "us", "conference_board": "us",
}  # fmt: skip
_AMERICAN = ("sp500", "dow", "nasdaq", "russell", "sox", "vix")
# 米国の11月の失業率, 中国の4~6月期の実質GDP: what may stand between the country and the name.
_BETWEEN = lazy(
    r"(?:の|、|は|では|で)?(?:\d{1,4}年)?(?:\d{1,2}(?:[~〜～ー-]\d{1,2})?月期?)?(?:分|の)?(?:の)?$"
)
# What stands before it is another market's news: 米金利の上昇を受け、長期金利は…
_TURN = lazy(
    r"を受け|に連れ|につれ|に伴い|を背景|を手掛かり|の影響|に追随|を映し|を反映|にならい|対し|一方"
)
_OPENING = 12
_TALK, _MANY = 20_000, 200
"""Characters and names back to which a text is one talk: an article; a longer one is several."""
_NEWS = 2
_HOME_SIGNS = ("東京", "東証", "新発", "日銀", "日経平均")
_PLACES = frozenset({"全国", "東京都区部", "首都圏", "大企業製造業", "大企業非製造業"})
# 全国CPI, 大企業・製造業DI; not 全国企業短期経済観測調査, of whose name it is part.
_OF_WHOM = lazy(
    r"(?:全国|(?:大|中堅|中小)企業・?(?:非?製造業|全産業))(?=(?:コア)?CPI|消費者物価|業況判断|DI)"
)
# 米国市場では、 at the head of a sentence sets the scene of all of it.
_BEHIND = lazy(
    r"[^。]{0,30}?(?:[、はもが(]|に)(?P<of>[^\W\d_]{1,8}?)(?:の?(?:債券|国債|金融)?市場[でに]|\))"
)
"""A market named behind a rate: 2年債の利回りは11日、米国市場で…, …で終えた(米国)."""
_BRACKETED = lazy(r"[^、。()はがも]{1,14}[(]([^()]{1,8})[)]")
_OFFICIAL = ("省", "府", "庁", "統計局")
_LATER = lazy(r"の?(?:インフレ|物価|労働市場|雇用|景気|経済)")
"""A country whose economy a sentence goes on to speak of: …1.9%上昇と、米国のインフレの根強さを."""
_BONDS_TOLD = lazy(r"(?:債券|国債|債)の?(?:市場|相場)|イールド|長短金利")
_SCENE = lazy(r"(?:の)?(?:株式|債券|国債|金融)?市場(?:では|は)、?")


class Told(msgspec.Struct, frozen=True):
    """A name already linked: where it stands, of which type, and whose it is."""

    start: int
    type: EntityType
    country: str


def country_of(entity_id: str) -> str:
    """Give the country of an entity, or an empty string: macro:us.cpi -> us, bond:jgb -> jp."""
    kind, _, rest = entity_id.partition(":")
    if kind == "bond":
        return _BONDS.get(rest, "")
    if kind == "bank":
        return _BANKS.get(rest, "us" if rest.endswith("fed") else "")
    if kind == "org":
        office = _OFFICES.search(rest)
        return office[1] if office else _OFFICE_OF.get(rest, "")
    if kind == "macro":
        return rest.partition("_")[2] if rest.endswith("_tokyo") else rest.partition(".")[0]
    return rest[:2] if kind == "rate" else ""


def market_of(entity_id: str) -> str:
    """Give the country whose shares an index is of, where that is America; else an empty string."""
    kind, _, name = entity_id.partition(":")
    return "us" if kind == "index" and name.startswith(_AMERICAN) else ""


def after_place(folded: str, start: int, end: int) -> int:
    """Give where a name begins behind the place that it is of: 失業率 in 米国の失業率.

    >>> after_place("国内の長期金利は", 0, 7), after_place("全国CPIは", 0, 5)
    (3, 2)
    """
    place, of, _ = folded[start:end].partition("の")
    if of and (place in _written() or place in _PLACES):
        start += len(place) + 1
    whom = _OF_WHOM.match(folded, start, end)
    return whom.end() if whom else start


def by_country(
    text: Text, start: int, candidates: Sequence[str], told: Sequence[Told]
) -> str | None:
    """Give the candidate of the country that is spoken of at a place, else None.

    told: what the article has named before the place and whose it is, in order.
    """
    kind = candidates[0].partition(":")[0]
    country = _spoken_of(text, start, kind, told)
    if country == "tokyo" and not any(country_of(one) == country for one in candidates):
        country = HOME  # Tokyo's is told of prices only
    return next((one for one in candidates if country_of(one) == country), None)


def is_local(folded: str, start: int) -> bool:
    """Tell whether a name is of a part of the country only: 当県の6月の有効求人倍率, 九州のCPI."""
    before = folded[max(0, start - _OPENING) : start]
    between = _BETWEEN.search(before)
    at = start - (len(between[0]) if between else 0)
    if folded[at : at + 1] != "の" or not tails("local", folded, at):
        return False
    return not _ending(folded[max(0, at - _OPENING) : at])  # 豪州 is no 州


def is_part(folded: str, start: int) -> bool:
    """Tell whether a total is of one thing only: 農産物の輸出額; not 中国の10月の輸出額.

    >>> is_part("農産物の輸出額は", 4), is_part("10月の輸出額は", 4)
    (True, False)
    """
    before = folded[max(0, start - 2 * _OPENING) : start]
    between = _BETWEEN.search(before)
    if not between or not between[0].startswith("の"):
        return False
    of = before[: -len(between[0])]
    return not _ending(of) and not tails("whole", of, len(of))


def of_country(folded: str, start: int) -> bool:
    """Tell whether a country stands right before a name: 韓国の10月の輸出額."""
    before = folded[max(0, start - 2 * _OPENING) : start]
    between = _BETWEEN.search(before)
    return bool(_ending(before[: len(before) - len(between[0])] if between else before))


def of_another(folded: str, start: int, entity_id: str) -> bool:
    """Tell whether the country right before a name is not the entity's: カナダの8月の雇用統計."""
    before = folded[max(0, start - 2 * _OPENING) : start]
    between = _BETWEEN.search(before)
    named = _ending(before[: len(before) - len(between[0])]) if between and between[0] else ""
    return named not in ("", country_of(entity_id))


def _spoken_of(text: Text, start: int, kind: str, told: Sequence[Told]) -> str:
    here = bisect_right(text.sentences, start, key=lambda sentence: sentence.start) - 1
    sentence = text.sentences[here].start if here >= 0 else 0
    before = text.folded[sentence:start]
    between = _BETWEEN.search(before[-_OPENING:])
    adjacent = before[: len(before) - len(between[0])] if between else before
    if found := _ending(adjacent) or _in_brackets(text.folded, start):
        return found
    turn = max((match.end() for match in _TURN.finditer(before)), default=0)
    if turn and (found := _scene(before)) and not _last_told(told, sentence, start, kind):
        return found
    if found := _last(before[turn:]) or _last_told(told, sentence + turn, start, kind):
        return found
    earlier = [each.start for each in text.sentences[max(0, here - REACH) : here + 1]]
    talk = text.folded[max(0, start - _TALK) : start]
    if found := _earlier(text.folded, earlier, told, kind) or _abroad(talk, kind):
        return found
    stated = kind == "rate" and text.folded[start : start + 1].isdigit()
    if stated and (found := _beside_market(text, start, here)):
        return found
    if kind == "macro" and here >= 0:
        return _later(text.folded, start, text.sentences[here].end) or HOME
    return _abroad_alone(talk, told, earlier[0] if earlier else 0) if stated else HOME


def _later(folded: str, start: int, end: int) -> str:
    """Give the country whose economy, or whose office, the rest of a sentence speaks of.

    4月のCPIは1.9%上昇と、米国のインフレの根強さを示した; …だったと、米労働省が発表した.
    """
    for match in _finder().finditer(folded, start, end):
        told = match[0].endswith(_OFFICIAL) or _LATER.match(folded, match.end(), end)
        if told and (country := _country_at(match)):
            return country
    return ""


def _in_brackets(folded: str, start: int) -> str:
    """Give the country in brackets right behind a name: 失業率(米国)."""
    behind = _BRACKETED.match(folded, start)
    return _written().get(behind[1], "") if behind else ""


def _scene(sentence: str) -> str:
    """Give the country of the market that a sentence sets its scene in: 米国市場では、….

    It holds past 雇用統計を受けて, unless another rate is told of in the same sentence.
    """
    market = _SCENE.search(sentence)
    return _last(sentence[: market.start()]) if market else ""


def _beside_market(text: Text, start: int, here: int) -> str:
    """Give the country of a market of bonds named behind a rate, or in the sentence just before."""
    sentences = text.sentences
    behind = _BEHIND.match(text.folded, start, sentences[here].end)
    if behind and (found := _written().get(behind["of"], "")):
        return found
    if not here:
        return ""
    before = text.folded[sentences[here - 1].start : sentences[here].start]
    market = _BONDS_TOLD.search(before)
    return _last(before) if market else ""


def _earlier(folded: str, starts: Sequence[int], told: Sequence[Told], kind: str) -> str:
    """Give the country of the last name of a like kind in the sentences before, the latest first.

    A sentence that names home after it (国内でも) has come back.
    """
    for start, end in reversed(list(itertools.pairwise(starts))):
        if found := _last_told(told, start, end, kind):
            return HOME if _last(folded[start:end]) == HOME else found
    return ""


def _last_told(told: Sequence[Told], least: int, before: int, kind: str) -> str:
    """Give the country of the last name of a like kind between two places."""
    for one in reversed(told):
        if one.start < least:
            return ""
        if one.start < before and one.country and _alike(one.type, kind):
            return one.country
    return ""


def _alike(earlier: EntityType, kind: str) -> bool:
    """Tell whether a name tells the country of a later one: of a rate no indicator does."""
    return earlier in (("indicator", "institution") if kind == "macro" else ("rate", "bond"))


def _abroad(before: str, kind: str) -> str:
    """Give the country that a text has spoken of alone, the last of several; Japan ends the search.

    Of a rate it is not asked: 長期金利 alone is Japan's though all the talk be of America.
    """
    if kind != "macro":
        return ""
    found = [country for match in _finder().finditer(before) if (country := _country_at(match))]
    return "" if HOME in found else (found or [""])[-1]


def _abroad_alone(before: str, told: Sequence[Told], least: int) -> str:
    """Give the country of the news behind a rate of a stated term, where home is not spoken of.

    An article on America's prices and its central bank that goes on 発表後に10年債利回りは… speaks
    of Treasuries; two things of the country at least must be named, or one index
    of its shares, and the last of them just before.
    """
    names = [one for one in told[-_MANY:] if one.type in ("indicator", "institution", "index")]
    of = {one.country for one in names}
    shares = any(one.type == "index" for one in names)
    if len(names) + shares < _NEWS or len(of) != 1 or names[-1].start < least:
        return HOME
    spoken = {country for match in _finder().finditer(before) if (country := _country_at(match))}
    return HOME if HOME in spoken or any(word in before for word in _HOME_SIGNS) else of.pop()


@cache
def _written() -> dict[str, str]:
    return {row["written"]: row["country"] for row in _rows() if row["kind"] != "beside"}


@cache
def _beside() -> dict[str, str]:
    return {row["written"]: row["country"] for row in _rows()}


def _rows() -> Iterator[dict[str, str]]:
    return read_table("countries", package="uratori.mentions")


@cache
def _marks() -> frozenset[str]:
    return frozenset(written for written in _written() if len(written) == 1)


@cache
def _finder() -> re.Pattern[str]:
    return lazy("|".join(map(re.escape, sorted(_written(), key=len, reverse=True))))


def _ending(before: str) -> str:
    """Give the country whose word ends a text."""
    for size in range(min(len(before), 10), 0, -1):
        found = _beside().get(before[-size:])
        if found and (size > 1 or script(before, len(before) - 2) != "kanji"):
            return found
    return ""


def _last(before: str) -> str:
    """Give the country named last in a text."""
    found = ""
    for match in _finder().finditer(before):
        found = _country_at(match) or found
    return found


_PARTICLES = frozenset("のはがもでとやにを")


def _at_head(text: str, start: int) -> bool:
    """Tell whether a word begins at a place: 米債市場 of 1日の米債市場, not 米 of 欧米 or お米."""
    before = script(text, start - 1)
    return before != "kanji" and (before != "hiragana" or text[start - 1] in _PARTICLES)


def _country_at(match: re.Match[str]) -> str:
    """Give the country of a match; a mark counts only at the head of a word: 米景気, not 欧米."""
    written, text, end = match[0], match.string, match.end()
    if written in _marks() and (
        not _at_head(text, match.start()) or script(text, end) in ("hiragana", "other")
    ):
        return ""
    return _written()[written]
