"""What a sentence says of which figure its number is: the close or an hour, the group or a part.

Only claims of one standing are set against each other, and a number whose sentence says that it may
be another figure of its metric is set against none. The words are data (`words.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import msgspec

from ..lexicon import read_table
from ..records import Analysis, Claim
from .records import Key, Settled, Voice

Read: TypeAlias = "Callable[[str, date | None], Analysis]"
"""Reads a sentence by itself, as of an article's date."""

_CLAUSE = re.compile(r"[、。，；;\n]")
_BRACKETS = re.compile(r"[(（][^()（）]{0,60}[)）]")
_WHOLE = re.compile(r"(?:連結|単体|単独|通期|全社)$")
_NOUN = re.compile(r"[一-鿿ァ-ヴーA-Za-zＡ-Ｚａ-ｚ0-9]$")
_DIGIT = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万]")
_CLOSE = 24
"""Characters between a metric's word and its number, brackets left out."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Which figure of its metric a number is; two of one standing tell of the same."""

    senses: tuple[str, ...]
    speaker: str
    revised: bool = False


class _Words(msgspec.Struct, frozen=True):
    """The words of one effect, as one pattern, the longest first."""

    pattern: re.Pattern[str]
    senses: dict[str, str]

    def said(self, text: str) -> set[str]:
        return {self.senses[found] for found in self.pattern.findall(text)}


def standing_of(voice: Voice, settled: Settled) -> Standing | None:
    """Give the standing of a number, None where its sentence leaves it open."""
    place = voice.sentence.find(voice.text)
    if place < 0 or voice.sentence.find(voice.text, place + 1) >= 0:
        return None
    if not _DIGIT.search(voice.text):
        return None
    around = voice.sentence[:place] + " " + voice.sentence[place + len(voice.text) :]
    if _said(settled, "alone", around):
        return None
    senses = _said(settled, "apart", around)
    revised = bool(_said(settled, "revised", around))
    if settled != "session":
        return Standing(senses=tuple(sorted(senses)), speaker=voice.speaker or "", revised=revised)
    moment = _moment(voice.sentence, place, place + len(voice.text))
    if moment is None:
        return None
    return Standing(senses=(moment, *sorted(senses)), speaker="", revised=revised)


def _moment(sentence: str, start: int, end: int) -> str | None:
    """Tell the hour of a number of a session: its clause says it, or the whole sentence does.

    What stands in another clause counts only where the sentence names the close and no other hour:
    「始値は3万9000円、その後3万9500円まで上昇した」.
    """
    breaks = [found.start() for found in _CLAUSE.finditer(sentence)]
    left = max((at + 1 for at in breaks if at < start), default=0)
    right = min((at for at in breaks if at >= end), default=len(sentence))
    for text, known in ((sentence[left:right], None), (sentence, {"close"})):
        said = _said("session", "moment", text) - {"no_moment"}
        if said:
            one = said.pop() if len(said) == 1 else None
            return one if one and one != "hours" and (known is None or one in known) else None
    return None


def _said(settled: str, effect: str, text: str) -> set[str]:
    words = _words(settled, effect)
    return words.said(text) if words else set()


def says_itself(voice: Voice, key: Key, settled: Settled, read: Read) -> bool:
    """Tell whether a sentence, read by itself, makes the claim: its owner, its metric, its time.

    What an article carries from sentence to sentence may be of a part of the firm by then. The day
    of a session may stand in another sentence. The metric's word has to stand by itself (no
    ライセンス売上高) and close to the number.
    """
    analysis = read(voice.sentence, voice.published)
    quantities = {q.id: q for q in analysis.quantities}
    for claim in analysis.claims:
        phrase = quantities[claim.quantity].phrase
        if voice.sentence[slice(*phrase)] != voice.text:
            continue
        if (claim.entity, claim.metric) != (key.entity, key.metric):
            return False
        if settled == "session":
            return True
        period = claim.period
        times = (period.start_date, period.end_date) if period else None
        same = times == (key.first, key.last)
        return same and (settled == "released" or _named_alone(voice.sentence, claim, phrase))
    return False


def _named_alone(sentence: str, claim: Claim, phrase: tuple[int, int]) -> bool:
    said = claim.metric_text or ""
    place = sentence.rfind(said, 0, phrase[0]) if said else -1
    if place < 0:
        return False
    between = _BRACKETS.sub("", sentence[place + len(said) : phrase[0]])
    before = _WHOLE.sub("", sentence[:place])
    return len(between) <= _CLOSE and not _NOUN.search(before)


@lru_cache(maxsize=16)
def _words(settled: str, effect: str) -> _Words | None:
    senses = {
        word: row["sense"]
        for row in read_table("words", "uratori.across")
        if row["effect"] == effect and row["of"] in (settled, "all")
        for word in row["words"].split("|")
    }
    if not senses:
        return None
    longest = sorted(senses, key=lambda word: (-len(word), word))
    return _Words(re.compile("|".join(map(re.escape, longest))), senses)
