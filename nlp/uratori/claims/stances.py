"""The cues of mood in one sentence, and on which side each has the numbers that it is about.

The words are data (``lexicon/modality.tsv``). On which side their numbers stand is told here from
the words around: 「市場予想の300億円」 speaks of the number right behind it, 「予想は5%増」 of what
follows, 「5%増を予想する」 of what stands before, 「予想を上回った」 of none. That reach and
direction belong to the cue is the idea of ConText (Harkema et al., J. Biomed. Inform. 42, 2009).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

import ahocorasick_rs
import msgspec

from ..lexicon import read_table
from ..text.lazy import lazy

Stance = Literal["forecast", "target", "opinion", "hypothetical"]
Reach = Literal["stance", "behind", "verdict", "judged", "if", "ahead"]
Side = Literal["tag", "topic", "behind", "verdict", "judged", "if", "ahead"]

_FRAME = lazy(r"[値額]?(?:の?(?:平均|中央値))?(?:では(?!な|あり)|に(?:よると|よれば)|からすると)")
_VOID = lazy(
    r"外|以上|通り|どおり|比|並み|より|から(?!すると)|に反し|に対|との(?:差|開き|比較)|に(?:は)?(?:届|達|及)"
    r"|に(?:つい|関|まつわ)"
    r"|[をは][^、。0-9]{0,8}(?:[0-9.]{1,8}(?:%|[割倍円]|[億兆万]円|ポイント)[^、。0-9]{0,4})?"
    r"(?:上回|下回|超[えす]|達成|満た)"
    r"|を(?:上方|下方|修正|引き[上下]げ|据え置|発表|公表|示|維持|撤回|取り下げ|嫌気|好感|受け|まとめ|立て|練)"
    r"|の?(?:上方|下方)?(?:修正|達成|進捗|発表|公表|据え置|引き[上下]げ|未達|期間|策定)"
    r"|が(?:強|弱|広|高|後退|浮上|台頭|多|少)|[^、。はがを]{0,10}確率|む期待インフレ"
)
"""What follows a noun of stance that is itself what is spoken of, and states no number."""
_MEASURE = lazy(
    r"[をは][^、。0-9]{0,8}(?:上回|下回|超[えす]|割り?込)|に(?:は)?(?:届|達|及|反し)|より|並み"
)
"""What makes of a number and its stance the measure of another: 2.6%上昇と、2%目標を上回った."""
_COMPOUND = lazy(r"(?:の[^、。はがをの0-9]{0,6})?")
_ADNOMINAL = lazy(r"(?:との|という|[うくすつぬむぐぶるた]|ない)$")
_INVERTED = r"と[^、。「」とを]{1,16}[はが]"
_OBJECT = lazy(rf"(?:を|と|」|{_INVERTED})(?:(?:今後|引き続き|将来|早期|最終的|着実)[もにの]?)?$")
_SAID_SO = lazy(r"と[^、。「」とを]{1,16}$")
_FAR_OBJECT = lazy(r"[^、。はが]{0,12}を[^、。はがを]{0,10}")
_VERBAL = frozenset("しすむんさま")
_PASSIVE = lazy(r"(?:さ|ま)れ")
_TAG = lazy(r"(?:に(?:掲げる|据える|置く)|んでい[るた]|である)?[^、。はがをにで」)→]{0,14}")
_CONTENT = lazy(r"[^、。はがをにで(「\s]{0,12}")
_OWN = lazy(r"(?:[^と]*|.*と)")
_TOPIC = lazy(r"[^、。はがをもで]{0,16}[はがをも]")
_VERDICT_ON = lazy(
    r"(?:な|と(?:み|考え|思|され|言え|いえ)[^、。はがを]{0,4})[^、。はがをもで]{1,12}は"
)
"""A verdict that names what the numbers behind it are: 妥当な水準は15倍."""
_ACT = lazy(r"修正|受け|発表|公表|据え置い|引き[上下]げ[てたら]|嫌気|好感|上回|下回|超え")
_EARLIER = lazy(r"(?:従来|前回|これまで|期初|当初|前の)の?$")
_REVISED = lazy(r"を(?:[^、。はがを]{0,16})")
_REVISES = lazy(r"[にへ](?:と)?(?:[^、。はがを0-9]{0,4})(?:上方修正|下方修正|修正|見直|改め)")
_PAIR = lazy(r"(?:程度|前後)?(?:から|→)[^、。0-9]{0,6}")


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A word of mood in a sentence; offsets count from the sentence's start."""

    start: int
    end: int
    modality: Stance
    side: Side
    numbers: tuple[int, int] = (0, 0)
    """For a tag: from which to which phrase it speaks of, as a slice of the sentence's numbers."""
    clausal: bool = True
    """Whether its complement is a clause (…すると予想), not a noun (5%増を予想)."""


class _Row(msgspec.Struct, frozen=True, gc=False):
    cue: str
    modality: Stance | Literal["none"]
    reach: Reach


@cache
def _rows() -> tuple[_Row, ...]:
    return msgspec.convert(list(read_table("modality")), tuple[_Row, ...])


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        [row.cue for row in _rows()], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def cue_words() -> list[str]:
    """Give every word of mood; a sentence without one has no `cues_of`."""
    return [row.cue for row in _rows() if row.modality != "none"]


def forecasts(words: str) -> bool:
    """Tell whether a sentence holds a noun of forecast; 予想PER and 予想外 are none."""
    rows = [_rows()[index] for index, _, _ in _automaton().find_matches_as_indexes(words)]
    return any(row.modality == "forecast" and row.reach == "stance" for row in rows)


@lru_cache(maxsize=1 << 8)
def cues_of(words: str, phrases: tuple[tuple[int, int], ...]) -> tuple[Cue, ...]:
    """Give the cues of a sentence in order.

    words: the sentence; phrases: its numbers with their hedges, as offsets into it, in order.
    """
    return tuple(_cues(words, phrases))


def _cues(words: str, phrases: tuple[tuple[int, int], ...]) -> Iterator[Cue]:
    rows = _rows()
    for index, start, end in _automaton().find_matches_as_indexes(words):
        row = rows[index]
        if row.modality == "none":
            continue
        if words.startswith(("はみ", "は見"), start) and not _SAID_SO.search(
            words, max(0, start - 20), start
        ):
            continue  # とアナリストはみる; in 市場はみている nothing is said
        if row.reach == "stance":
            yield from _sides(words, phrases, start, end, row.modality)
            continue
        if row.reach == "verdict" and _VERDICT_ON.match(words, end):
            yield Cue(start, end, row.modality, "topic")
        frame = _FRAME.match(words, end) if row.reach == "ahead" else None
        yield Cue(start, frame.end() if frame else end, row.modality, row.reach)


def _sides(
    words: str, phrases: tuple[tuple[int, int], ...], start: int, end: int, modality: Stance
) -> Iterator[Cue]:
    """Give a noun or verb of stance with each side on which it has numbers."""
    after = bisect_left(phrases, (end, 0))
    tagged = after < len(phrases) and _TAG.fullmatch(words, end, phrases[after][0]) is not None
    noun = tagged and (phrases[after][0] == end or words[end] in "の(")
    listed = noun and words[start - 1 : start] == "と"  # 2.1ドルとコンセンサスの1.9ドル
    behind = bool(after) and not listed and _closes(words, phrases[after - 1][1], start, end)
    if behind and _measures(words, phrases[after - 1][1], start, end):
        yield Cue(start, end, modality, "tag", (after - 1, after))
        return
    frame = None if behind else _FRAME.match(words, end)
    if frame:
        yield Cue(start, frame.end(), modality, "ahead")
        return
    if behind:
        yield Cue(start, end, modality, "behind", clausal=words[start - 1 : start] != "を")
    elif _VOID.match(words, end):
        return
    if words.startswith("として「", end):  # 目標として「売上高2兆円」「純利益800億円」
        yield Cue(start, end, modality, "topic")
    elif tagged and words[end] == ":":  # 予想:売上高2580億円、営業利益535億円
        yield Cue(start, end + 1, modality, "topic")
    elif tagged:
        yield Cue(
            start, end, modality, "tag", (after, after + _paired(words, phrases, after, start))
        )
    elif not behind and after < len(phrases) and _opens(words, end, phrases[after][0]):
        yield Cue(start, end, modality, "topic")


def _measures(words: str, number_end: int, start: int, end: int) -> bool:
    """Tell whether a stance is of the number before it alone, which another one exceeds."""
    beside = _COMPOUND.fullmatch(words, number_end, start) is not None
    return beside and _MEASURE.match(words, end) is not None


def _closes(words: str, number_end: int, start: int, end: int) -> bool:
    """Tell whether a stance closes what is said before it: 5%増を予想, 減らす計画, 642円の予想."""
    if number_end > start:
        return False
    said = _ADNOMINAL.search(words, max(0, start - 2), start) or _OBJECT.search(
        words, max(0, start - 20), start
    )
    if said or _PASSIVE.match(words, end):
        return True
    if words[end : end + 1] in _VERBAL and _FAR_OBJECT.fullmatch(words, number_end, start):
        return True
    beside = _CONTENT.fullmatch(words, number_end, start)
    return bool(beside and _OWN.fullmatch(beside[0])) or _is_last(words, end)


def _is_last(words: str, end: int) -> bool:
    return words[end : end + 1] in ("", "。", "」") or words.startswith(
        ("だ", "です", "である"), end
    )


def _opens(words: str, end: int, number: int) -> bool:
    """Tell whether a stance is the topic of the numbers behind it: 予想は5%増, 予想レンジは."""
    particle = _TOPIC.match(words, end, number)
    return particle is not None and not _ACT.search(words, end, number)


def _paired(words: str, phrases: tuple[tuple[int, int], ...], at: int, start: int) -> int:
    """Count the phrases of a tag: 従来予想の600億円から520億円 are both forecasts.

    So are both of a revision, whatever day is told between: 計画500万台を3月に450万台へ下方修正.
    """
    for behind in range(at + 1, min(at + 3, len(phrases))):
        between = words[phrases[at][1] : phrases[behind][0]]
        if _REVISED.fullmatch(between) and _REVISES.match(words, phrases[behind][1]):
            return behind - at + 1
    if at + 1 == len(phrases) or not _EARLIER.search(words, max(0, start - 6), start):
        return 1
    return 2 if _PAIR.fullmatch(words, phrases[at][1], phrases[at + 1][0]) else 1
