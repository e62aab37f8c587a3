"""In which mood a claim is made, whether it is denied, and whose words it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import ahocorasick_rs
import msgspec

from ..lexicon import read_table
from ..records import Modality, Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_DENIED = lazy(
    r"(?:程度|ほど|前後|以上)?(?:の(?:上昇|下落|水準|大台|節目))?"
    r"(?:では(?:な[いくか]|あり?ませ)|でな[いくか]"
    r"|に(?:は)?(?:届か|達し(?:ていな|な|ませ)|満た|及ば|至ら))"
)
_DENIED_LATER = lazy(r"(?:わけでは|とは言え|とはいえ|ほどでは|ことには)(?:な|ませ|あり?ませ)")
_DONE = lazy(
    r"(?:[いきぎしちにびみりえけげせてねべめれっ]た|んだ|ました|だった)"
    r"(?!ら|り|い|と(?:み|見|予|推|考|す|の|いう)|場合|時|とき)"
)
_PAST = lazy(r"(?:た|だ|ました|でした)(?:が|けれど|ものの|から|ため|ので|ことから|後|のち)?、?$")
_SPEECH = lazy(
    r"予想|予測|見通|見込|述べ|語[っる]|発表|説明|指摘|主張|示[しす]|明らかに|と(?:みて|みる|し)|計画|"
    r"ガイダンス|試算|推計|コメント|強調|表明|言及"
)
_SAID = lazy(r"と(?:述べ|語|発表|説明|指摘|明らかに)")
_SPEAKERS = lazy(
    r"(?:市場(?:関係者|参加者|予想)?|アナリスト|エコノミスト|専門家|投資家|会社側?|経営陣|同社|政府|当局)"
    r"(?=は|が|も|の(?:予想|見方|間|予測|見通し)|によ)"
)

Reach = Literal["clause", "quote", "before", "frame", "both"]


class Mood(msgspec.Struct, frozen=True):
    """The mood of one number."""

    modality: Modality
    negated: bool
    speaker: str | None


class _Cue(msgspec.Struct, frozen=True):
    modality: Literal["forecast", "target", "opinion", "hypothetical", "none"]
    reach: Reach


@cache
def _cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[_Cue, ...]]:
    rows = tuple(read_table("modality"))
    automaton = ahocorasick_rs.AhoCorasick(
        [row["cue"] for row in rows], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, tuple(
        msgspec.convert({"modality": row["modality"], "reach": row["reach"]}, _Cue) for row in rows
    )


def mood_of(view: SentenceView, quantity: Quantity) -> Mood:
    """Read the mood of a number from the cues whose reach it is in; without one it is a fact."""
    modality = _modality(view, quantity)
    behind = view.folded[quantity.phrase[1] : view.sentence.end]
    denied = _DENIED.match(behind) is not None or _in_clause(_DENIED_LATER, view, quantity)
    negated = denied and not any(
        m.end == quantity.phrase[0] - 1 and view.compared(m) for m in view.mentions
    )
    return Mood(modality, negated, _speaker(view, quantity, modality))


def _in_clause(pattern: re.Pattern[str], view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a pattern is found between a number and the end of its clause."""
    start, end = quantity.phrase[1], view.sentence.end
    return any(
        found.end() <= view.clause_end(start) for found in pattern.finditer(view.folded, start, end)
    )


def _modality(view: SentenceView, quantity: Quantity) -> Modality:
    automaton, cues = _cues()
    sentence = view.folded[view.sentence.start : view.sentence.end]
    for index, start, end in automaton.find_matches_as_indexes(sentence):
        cue = cues[index]
        left, right = start + view.sentence.start, end + view.sentence.start
        if cue.modality != "none" and _reaches(view, cue.reach, left, right, quantity):
            return cue.modality
    return "fact"


def _reaches(view: SentenceView, reach: Reach, left: int, right: int, quantity: Quantity) -> bool:
    if reach in ("before", "frame"):
        framed = reach == "frame" or not view.parted(right, quantity.start)
        return right <= quantity.start and framed
    if reach == "both" and not view.parted(min(left, quantity.start), max(right, quantity.end)):
        return True
    if left < quantity.start:
        return False
    if reach == "quote" and _DONE.search(view.between(quantity.end, left)):
        return False
    clause_end = view.clause_end(quantity.phrase[1])
    if left < clause_end:
        return True
    finished = _PAST.search(view.between(quantity.start, clause_end))
    quoting = view.folded[left - 1] in "とを" or view.folded[left] == "と"
    return reach == "quote" and quoting and not finished


def _speaker(view: SentenceView, quantity: Quantity, modality: Modality) -> str | None:
    """Name who says it: the topic of the sentence, where a verb of saying follows the number."""
    if modality == "fact" and not _in_clause(_SAID, view, quantity):
        return None
    if not _SPEECH.search(view.between(view.sentence.start, view.sentence.end)):
        return None
    named = [
        m
        for m, role in zip(view.mentions, view.roles, strict=True)
        if role in ("topic", "subject", "genitive")
        and m.end <= quantity.start
        and m.type in ("institution", "equity")
    ]
    if named:
        return view.folded[named[-1].start : named[-1].end]
    general = _SPEAKERS.search(view.between(view.sentence.start, quantity.start))
    return general[0] if general else None
