"""Whose words a claim is, where a verb of saying, 「…によると」 or 「市場予想」 names him."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from ..lexicon import read_table
from ..records import Modality, Quantity
from ..text.lazy import lazy
from ..text.stops import sentence_start
from .sentence import SentenceView
from .stances import Cue

_LETTER = r"[^\W_ぁ-ん]"
"""A kanji, katakana, Latin letter or digit; to compile a range of kanji takes a millisecond."""
_RUN = rf"(?:ある)?(?:{_LETTER}|[・&.]){{1,24}}?"
_ASIDE = r"(?:[0-9]{1,4}人(?:のうち[0-9]{1,4}人)?)?(?:[(〈<][^()〈〉<>]{1,20}[)〉>])?"
_SUBJECT = lazy(rf"({_RUN})(?:ら|たち|など)?{_ASIDE}(?:の間)?(は|が|も|では)")
_HOW = (
    r"(?:改めて|重ねて|繰り返し|[0-9]{1,2}日(?:に|付で)?"
    r"|(?:[0-9]{1,2}日に)?[^\W_ぁ-ん]{1,10}[にで])?"
)
"""How, when and to whom it is said, between と and the verb: と労働組合に回答した."""
_ACCORDING = lazy(rf"({_RUN})(?:の({_RUN}))?(?:など)?(?:\([^()]{{1,20}}\))?に(?:よると|よれば)")
_SOURCES = ("によると", "によれば")
_FOUND = ("調べでは", "取材では", "まとめでは", "集計では", "報道では")
_FINDINGS = lazy(rf"({_RUN})(?:の(調べ|取材|まとめ|集計|報道))?では(?!な|あり)")
_HOUSE = lazy(rf"({_RUN})の$")
_MARKET = lazy(
    r"市場(?:関係者|参加者)?(?:の|が)?(?:事前|平均|中央)?(?:予想|予測|コンセンサス|見通し)"
    r"(?:[値額]?(?:の?(?:平均|中央値))?(?:では|に(?:よると|よれば)))?$"
)
_FORECASTER = lazy(rf"({_RUN})(?:[がも]|の)$")
_OF_THE_MARKET = lazy(r"(?:(?:んで|して|みて)?い|し|んで)?[たる](市場)")
_TOLD_NEXT = lazy(r"\s?([^、。「」]{2,30}?)[はが]?(?:こう|そう|このように)")
_SOFT = lazy(r"(?:(?<![^\W\d_A-Za-z])|(?<=と))[ぁ-ん]{2,4}$")
"""The start of a name in hiragana: みなと証券."""
_TIME = lazy(r"[0-9](?:月|年|日|期|年度|四半期)$")
_SCRIPT = lazy(r"[ァ-ヶーA-Za-z0-9&・.]{2,}")
_CONCEDES = lazy(r"(?:た|る|だ|い)が、|ものの、|一方、?")
_OFFICES = ("省", "庁", "局", "委員会")
"""How an office of state ends, whose name keeps its country: 米エネルギー情報局."""
_OWN = ("当社", "弊社")
"""Who names his own forecast without の: 当社予想."""
_VIEWS = ("見方", "見通し", "予想", "予測", "考え", "認識", "試算", "方針")
_KINDS = frozenset({"institution", "equity", "group"})
_FAR = 200
"""Characters behind a number in which the verb that reports it stands."""


class _Words(msgspec.Struct, frozen=True):
    """The table of speakers, by what each word is for."""

    whole: frozenset[str]
    person: tuple[str, ...]
    title: tuple[str, ...]
    ending: tuple[str, ...]
    broker: tuple[str, ...]
    document: tuple[str, ...]
    preface: tuple[str, ...]
    lead: tuple[str, ...]
    press: frozenset[str]
    saying: re.Pattern[str]
    """と, who says it where he stands behind it, and the verb."""
    verbs: tuple[str, ...]
    says: frozenset[str]


@cache
def _words() -> _Words:
    sorts: dict[str, list[str]] = {}
    for row in read_table("speakers"):
        sorts.setdefault(row["sort"], []).append(row["word"])
    verbs = sorted((*sorts["says"], *sorts["thinks"]), key=len, reverse=True)
    any_verb = "|".join(map(re.escape, verbs))
    noun = "|".join(_VIEWS)
    return _Words(
        whole=frozenset(sorts["whole"]),
        person=tuple(sorts["person"]),
        title=tuple(sorts["title"]),
        ending=tuple(sorts["ending"]),
        broker=tuple(sorts["broker"]),
        document=tuple(sorts["document"]),
        lead=tuple(sorts["lead"]),
        press=frozenset(sorts["press"]),
        preface=tuple(sorted(sorts["preface"], key=len, reverse=True)),
        saying=lazy(
            rf"(?:と(?:、?(?:[ぁ-ん]{{2,3}})?(?:{_RUN}の)?({_RUN})(?:では|は|が)(?:[0-9]{{1,2}}日)?)?、?"
            rf"{_HOW}|(を))(?:({any_verb})(?!さ?れ|まれ|られ)"
            rf"(?!(?:して|し)?(?:い|お)?[たる]{_LETTER})|(?:する|の)(?:{noun})(を示|を発表|を公表|を明らか|が多|が強|が広|が大勢))"
        ),
        verbs=tuple(verbs),
        says=frozenset(sorts["says"]),
    )


def telling_words() -> tuple[str, ...]:
    """Give words one of which a sentence holds if `speaker_of` names anybody without a cue."""
    return (*_words().verbs, *_VIEWS, *_SOURCES, *_FOUND, *_words().press, "」")


def speaker_of(
    view: SentenceView, quantity: Quantity, modality: Modality, cue: Cue | None
) -> str | None:
    """Give who says it, in the text's own characters, or None.

    cue: the cue that gave the number its mood; a forecast that it names belongs to its forecaster
    alone (市場予想の300億円), whoever reports the sentence.
    """
    if cue is not None and cue.side == "tag":
        return _forecaster(view, cue) if modality == "forecast" else None
    if cue is not None and modality == "forecast" and (named := _forecaster(view, cue)):
        return named
    return (
        _reporter(view, quantity, modality, cue)
        or _source(view, quantity)
        or _told_next(view, quantity)
        or _outlet(view, quantity)
    )


def _forecaster(view: SentenceView, cue: Cue) -> str | None:
    """Name whose forecast a cue is: 市場予想, IMFの予測, 市場が見込んでいた, とみていた市場の."""
    begin = view.sentence.start
    left, right = begin + cue.start, begin + cue.end
    if cue.side == "behind":
        market = _OF_THE_MARKET.match(view.folded, right, view.sentence.end)
        return market[1] if market else None
    if _MARKET.search(view.folded, max(begin, right - 28), right):
        return "市場"
    if view.folded.endswith(_OWN, begin, left):
        return view.original[left - 2 : left]
    found = _FORECASTER.search(view.folded, max(begin, left - 26), left)
    if found is None:
        return None
    genitive = view.folded[left - 1] == "の"
    return _qualified(view, *found.span(1), strict=genitive)


def _reporter(
    view: SentenceView, quantity: Quantity, modality: Modality, cue: Cue | None
) -> str | None:
    """Name the subject of the verb of saying or thinking whose content a number is."""
    words = _words()
    if not _reports(view.folded[view.sentence.start : view.sentence.end]):
        return None
    start, end = quantity.end, min(view.sentence.end, quantity.end + _FAR)
    opened, closed = _quote(view, quantity)
    for said in words.saying.finditer(view.folded, closed or start, end):
        if modality == "fact" and said[3] not in words.says:
            continue
        if said[2] and not _takes_object(said[3]):
            continue
        if _CONCEDES.search(view.folded, start, said.start()) and not closed:
            return None
        if cue and cue.side == "behind" and not closed and _apart(view, cue, said.start()):
            return None
        if said[1] and (name := _qualified(view, *said.span(1))):
            return name
        before = opened if opened is not None else quantity.start
        return _subject(view, before, said, own=bool(said[2]) and said[3] == "見込")
    return None


@lru_cache(maxsize=1 << 8)
def _reports(sentence: str) -> bool:
    return _words().saying.search(sentence) is not None


def _apart(view: SentenceView, cue: Cue, said: int) -> bool:
    """Tell whether a clause of its own lies between a cue and a verb of saying."""
    left = view.sentence.start + cue.end
    return left < said and view.parted(left, said)


def _takes_object(verb: str | None) -> bool:
    return verb in ("予想", "予測", "見込", "見積", "見通", "期待")


def _quote(view: SentenceView, quantity: Quantity) -> tuple[int | None, int | None]:
    """Give where the quotation around a number opens and closes."""
    opened = view.folded.rfind("「", view.sentence.start, quantity.start)
    if opened < view.folded.rfind("」", view.sentence.start, quantity.start):
        return None, None
    closed = view.folded.find("」", quantity.end, view.sentence.end)
    return (opened, closed + 1) if opened >= 0 and closed >= 0 else (None, None)


def _subject(view: SentenceView, before: int, said: re.Match[str], *, own: bool) -> str | None:
    """Name the last topic before a number that can speak, else the last subject.

    own: the verb takes a noun (5%増を見込む), as a company says of itself: only others speak so.
    """
    topics: list[str] = []
    subjects: list[str] = []
    for found in _SUBJECT.finditer(view.folded, view.sentence.start, before):
        if name := _qualified(view, *found.span(1)):
            (subjects if found[2] == "が" else topics).append(name)
    named = topics or subjects
    if not (named or own):
        return _last_speaker(view, before)
    if not named or _speaks_between(view, before, said.start()):
        return None
    return None if own and not named[-1].endswith(_words().broker) else named[-1]


def _last_speaker(view: SentenceView, before: int) -> str | None:
    """Name who spoke in the sentence before, where this one names no subject but what it measures.

    「日銀は2.2%と予想する。成長率は0.8%になるとみている」: both are of 日銀.
    """
    known = {cue.end for cue in view.cues} | {time.phrase[1] for time in view.times}
    subjects = _SUBJECT.finditer(view.folded, view.sentence.start, before)
    if any(found.end(1) not in known for found in subjects):
        return None
    end = view.sentence.start
    begin = sentence_start(view.folded, max(0, end - 1))
    if end - begin > _FAR or view.folded.find("\n", begin, end) >= 0:
        return None
    told = None
    for said in _words().saying.finditer(view.folded, begin, end):
        told = said
    if told is None or told[2] or view.folded.find("、", told.end(), end) >= 0:
        return None
    topics = _SUBJECT.finditer(view.folded, begin, told.start())
    named = next((found for found in topics if found[2] == "は"), None)
    return _qualified(view, *named.span(1)) if named else None


def _speaks_between(view: SentenceView, left: int, right: int) -> bool:
    return any(
        found[2] == "は" and _qualified(view, *found.span(1))
        for found in _SUBJECT.finditer(view.folded, left, right)
        if "「" not in view.folded[left:right]
    )


def _source(view: SentenceView, quantity: Quantity) -> str | None:
    """Name the source that 「…によると」 gives for what follows; a document is none."""
    said = view.folded[view.sentence.start : quantity.start]
    if not any(source in said for source in _SOURCES):
        return None
    words = _words()
    for found in _ACCORDING.finditer(view.folded, view.sentence.start, quantity.start):
        for group in (2, 1):
            text = found[group]
            if text and not text.endswith(words.document) and not _TIME.search(text):
                return _soft(view, *found.span(group)) or _named(
                    view, *_with_house(view, *found.span(group))
                )
    return None


def _outlet(view: SentenceView, quantity: Quantity) -> str | None:
    """Name the paper or the body whose findings a number is: 毎日新聞では, JNNの調べでは."""
    if view.folded.find("では", view.sentence.start, quantity.start) < 0:
        return None
    for found in reversed([*_FINDINGS.finditer(view.folded, view.sentence.start, quantity.start)]):
        start, end = found.span(1)
        opened = view.folded.rfind("(", view.sentence.start, start)
        if opened >= 0 and 0 <= view.folded.find(")", opened) < quantity.start:
            continue
        if view.folded[start:end].removesuffix("社") in _words().press:
            return view.original[start:end]
        if found[2] and (name := _qualified(view, start, end)):
            return name
    return None


def _told_next(view: SentenceView, quantity: Quantity) -> str | None:
    """Name who the next sentence says has spoken: 「…だろう」。X証券の担当者はこう述べた."""
    if view.folded.find("」", view.sentence.end - 2, view.sentence.end) < 0:
        return None
    opened, closed = _quote(view, quantity)
    if opened is None or closed is None or view.sentence.end - closed > 1:
        return None
    told = _TOLD_NEXT.match(view.folded, view.sentence.end, view.sentence.end + 80)
    if told is None or not view.folded.startswith(_words().verbs, told.end()):
        return None
    return view.original[slice(*told.span(1))]


def _qualified(view: SentenceView, start: int, end: int, *, strict: bool = False) -> str | None:
    """Give a noun as a speaker if it can be one: an institution, a firm, a person by his title.

    strict: only an institution will do, or one who speaks of others' figures: 大和証券の試算では.
    """
    words = _words()
    for mention in view.mentions:
        if mention.end == end and mention.type in _KINDS:
            foreign = mention.text.endswith(words.broker) or mention.type == "institution"
            return None if strict and not foreign else mention.text
    text = view.folded[start:end]
    if strict:
        return _named(view, start, end) if text.endswith(words.broker) else None
    if text in words.whole or text.endswith((*words.title, *words.person)):
        return _named(view, *_with_house(view, start, end))
    if text in words.ending:
        return _soft(view, start, end)
    return _named(view, start, end) if text.endswith(words.ending) else _foreign(view, start, end)


def _foreign(view: SentenceView, start: int, end: int) -> str | None:
    """Give a firm unknown to the tables that begins a sentence: メタは…と見込む."""
    if start != view.sentence.start or not _SCRIPT.fullmatch(view.folded, start, end):
        return None
    taken = {mention.end for mention in view.mentions} | {cue.end for cue in view.cues}
    return None if end in taken else view.original[start:end]


def _soft(view: SentenceView, start: int, end: int) -> str | None:
    """Give a name that begins in hiragana before a bare ending: みなと証券."""
    if view.folded[start:end] not in _words().ending:
        return None
    soft = _SOFT.search(view.folded, max(0, start - 6), start)
    return view.original[soft.start() : end] if soft else None


def _with_house(view: SentenceView, start: int, end: int) -> tuple[int, int]:
    """Take in who employs a person, or whose head he is: JPモルガンのアナリスト, 経団連の会長."""
    text = view.folded[start:end]
    if not (text.endswith(_words().person) or text in _words().title):
        return start, end
    house = _HOUSE.search(view.folded, max(view.sentence.start, start - 26), start)
    return (house.start(1), end) if house else (start, end)


def _named(view: SentenceView, start: int, end: int) -> str:
    """Give a name in the text's own characters, without what only stands before it."""
    text = view.original[start:end]
    for lead in _words().lead:
        text = text.removeprefix(lead) or text
    for preface in _words().preface:
        rest = text.removeprefix(preface)
        if rest != text and rest and not rest.startswith(("の", "会社")) and _latin(rest):
            return text if rest.endswith(_OFFICES) else rest
    return text


def _latin(text: str) -> bool:
    return text[0].isascii() or "ァ" <= text[0] <= "ヺ"
