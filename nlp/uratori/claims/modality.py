"""In which mood a claim is made, and whether it is denied.

Of the cues whose reach a number is in (`stances`), the closest tie wins: one that names the number
itself (市場予想の300億円), then a verdict (べきだ, 割高だ), a condition (…なら), a noun of forecast
or target whose content it is, a verb at the end of its clause. A number that another one is only
measured against (前期の280億円を上回る見通し) stays a fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

import ahocorasick_rs
import msgspec

from ..records import Modality, Quantity
from ..text.lazy import lazy
from .asides import bracketed, tells_effect
from .coming import COMING, COMING_WORDS, comes
from .denials import DENYING, DENYING_LATER, negated
from .headed import headed
from .sentence import SentenceView
from .speakers import speaker_of, telling_words
from .stances import Cue, cue_words, cues_of

Hint = Literal["cue", "told", "denied", "denied later", "coming"]

_DONE = lazy(
    r"(?:[いきぎしちにびみりえけげせてねべめれっ]た|んだ|ました|だった|でした)"
    r"(?!ら|り|い|と(?:み|見|予|推|考|す|の|いう)|場合|時|とき|め)"
)
_RUNS_ON = lazy(
    r"(?:[しりきみえけげせれべねくちびいずて]|(?<!た)め|(?<![の%円倍ドル])で|[増減高安益収配%倍])、$"
)
"""The end of a clause that shares the predicate of the next; not が、 nor ため、 nor だった、"""
_NOMINAL = lazy(r"[増減高安益収配%倍昇落下加少長]、$")
_AHEAD = (
    r"(?!今後も)(?:通期|今期|来期|翌期|今年度?|来年度?|再来期|[0-9]{4}年度|先行き|今後|次|(?:年|年度)末)"
    r"(?:(?:に|の[^、。はが]{1,12}|見通し|予想)?(?:は|には|も)|の[^、。はが]{1,12}が)"
)
_NEW_TOPIC = lazy(_AHEAD)
_PAST_END = lazy(r"(?:た|だった|でした|ました)[。」)]{0,3}$")
_REPORTED = lazy(
    r"(?:と|を)(?:[^、。」]{0,8}は)?(?:述べ|語|話|指摘|説明|発表|し|予想|予測|試算|み|見|示|主張)[^、。]{0,8}[。」)]{0,3}$"
)
_STANDARD = lazy(
    r"(?:程度|前後|台)?(?:を[^、。]{0,8}(?:上回|下回|超え)|から|より|に(?:比べ|対し|届|並)|と比べ|並み)"
)
_EARLIER = lazy(
    r"(?:前の?期|前年(?:同期|同月|度)?|前々?[回月週日]|昨年度?|同期|実績|現在|足元|直近|現状|従来"
    r"|過去[^、。]{0,8}|[0-9]月(?:期|分)?)(?:実績)?の[^、。はがをに0-9]{0,6}$"
)
_RECORD = lazy(r"[高安]値(?:である|の|\()[^、。0-9]{0,6}$")
"""What a level that has been reached is called: 年初来高値の4万円を視野に入れる."""
_PART = lazy(r"のうち|を占める[^\Wぁ-ん]")
"""What follows a whole, or a share, that is given: 1100店舗のうち250店を閉じる方針だ."""
_FROM = lazy(r"(?:程度|前後|台)?から[^、。0-9]{0,8}")
_TO = lazy(r"(?:程度|前後|台|超|未満|以[上下])?(?:に|へ|まで)")
_JUDGED = lazy(
    r"(?:割れ|以[下上]|台|超|前後|程度|近辺|という(?:水準|評価))*"
    r"(?:(?:[はがも]|に[はも]|でも)(?:[^、。]{0,8}|、?[^、。はがを]{0,20})|と(?:、?[^、。はがを]{1,24}(?:比べて?|より|対して?))?)"
)
_NAMED = lazy(
    r"(?:目標(?:株価|価格|値段)|(?:想定|前提)(?:と?する)?(?:為替)?(?:レート|為替))[^、。0-9]{0,10}$"
)
"""A metric whose own word tells that its figure is a plan or a view: that it is so is a fact."""
_GROUND = lazy(r"ので(?!あ|は|す)")
"""A ground; 定着するのであれば is a condition."""
_BUT = lazy(r"(?:[るうくすつぬむぶいだ]|です|ます)(?:が|けど|けれど)、")
"""What ends what follows from a condition: …を切るなら売るが、利回りは5.3%ある."""
_YEAR = lazy(r"[0-9]{2,4}年(?:[0-9]{1,2}月期|度)")
"""A financial year, of which だろう tells no opinion."""
_LET_BE = lazy(r"[増減高安]?と、")
_HELD = lazy(r"(?:(?:んで|して)?い[たる]|んだ|した)[^\W_ぁ-ん]")
"""What was expected of another number: 0.2%減と、0.3%増を見込んでいた市場の予想に反して."""
_INSTEAD = "ではなく、"
_ROOM = 40
"""Characters before a number in which what it is named or measured by stands."""


class Mood(msgspec.Struct, frozen=True, gc=False):
    """The mood of one number."""

    modality: Modality
    negated: bool
    speaker: str | None


@cache
def _hints() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Hint, ...]]:
    sorts: tuple[tuple[Hint, Iterable[str]], ...] = (
        ("cue", cue_words()),
        ("told", telling_words()),
        ("denied", DENYING),
        ("denied later", DENYING_LATER),
        ("coming", COMING_WORDS),
    )
    rows = [(word, sort) for sort, words in sorts for word in words]
    return ahocorasick_rs.AhoCorasick([word for word, _ in rows]), tuple(sort for _, sort in rows)


@lru_cache(maxsize=1 << 8)
def _hints_in(words: str) -> frozenset[Hint]:
    """Tell in one pass what a sentence can hold at all: most hold nothing to look for."""
    automaton, sorts = _hints()
    return frozenset(
        [sorts[i] for i, _, _ in automaton.find_matches_as_indexes(words, overlapping=True)]
    )


def mood_of(view: SentenceView, quantity: Quantity) -> Mood:
    """Read the mood of a number from the cues whose reach it is in; without one it is a fact."""
    words = view.folded[view.sentence.start : view.sentence.end]
    hints = _hints_in(words)
    told = next(_modalities(view, quantity, words), None) if "cue" in hints else None
    item = told is None and view.sentence.role == "item"
    if item and (above := headed(view, quantity)) is not None:
        return Mood(above[0], negated(view, quantity, hints), above[1])
    modality, cue = told or ("forecast" if comes(view, quantity, hints) else "fact", None)
    known = cue is not None or "told" in hints
    return Mood(
        modality,
        negated(view, quantity, hints),
        speaker_of(view, quantity, modality, cue) if known else None,
    )


def _modalities(
    view: SentenceView, quantity: Quantity, words: str
) -> Iterator[tuple[Modality, Cue | None]]:
    """Yield what the cues of a sentence make of a number, the closest tie first."""
    start = view.sentence.start
    phrases = tuple([(q.phrase[0] - start, q.phrase[1] - start) for q in view.quantities])
    at = bisect_left(phrases, (quantity.phrase[0] - start, 0))
    return _ranked(view, quantity, _unnamed(view, cues_of(words, phrases)), at)


def _unnamed(view: SentenceView, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Leave out what is part of a name: 良品計画 plans nothing."""
    start = view.sentence.start
    names = [(m.start - start, m.end - start) for m in view.mentions]
    return tuple([c for c in cues if not any(a <= c.start < b for a, b in names)])


def _ranked(
    view: SentenceView, quantity: Quantity, cues: tuple[Cue, ...], at: int
) -> Iterator[tuple[Modality, Cue | None]]:
    """Yield what a number is, the closest tie first; a fact where nothing farther can reach it."""
    if (aside := bracketed(view, quantity)) is not None:
        start = view.sentence.start
        cues = tuple([cue for cue in cues if aside[0] <= cue.start + start < aside[1]])
    sides = {cue.side for cue in cues}
    for cue in cues:
        if cue.side == "tag" and cue.numbers[0] <= at < cue.numbers[1]:
            yield cue.modality, cue
    if sides & {"verdict", "judged"}:
        yield from _verdicts(view, quantity, cues)
    if _named(view, quantity):
        yield "fact", None
    if sides & {"if", "ahead"}:
        yield from _conditions(view, quantity, cues)
    if sides & {"topic", "ahead"}:
        yield from _topics(view, quantity, cues)
    if "behind" in sides and not _measured_against(view, quantity):
        yield from _clause_ends(view, quantity, cues)


def _verdicts(
    view: SentenceView, quantity: Quantity, cues: tuple[Cue, ...]
) -> Iterator[tuple[Modality, Cue | None]]:
    for cue in cues:
        left = cue.start + view.sentence.start
        if cue.side == "verdict" and _reaches_back(view, quantity, cue):
            if not _moves_from(view, quantity):
                yield cue.modality, cue
        elif cue.side == "judged" and left >= quantity.phrase[1]:
            topic = _JUDGED.fullmatch(view.folded, quantity.phrase[1], left)
            if topic or _JUDGED.fullmatch(view.folded, quantity.end, left):
                yield cue.modality, cue


def _conditions(
    view: SentenceView, quantity: Quantity, cues: tuple[Cue, ...]
) -> Iterator[tuple[Modality, Cue | None]]:
    """Yield a condition for its own numbers and for those of what follows from it."""
    for cue in cues:
        if cue.modality != "hypothetical" or cue.side not in ("if", "ahead"):
            continue
        right = cue.end + view.sentence.start
        if right <= quantity.start:
            counterfactual = cue.side == "ahead"
            if _stopped(view, right, quantity.start) or _compared_with(view, quantity):
                continue
            if cue.side == "if" and _BUT.search(view.folded, right, quantity.start):
                continue
            if counterfactual or not _finished(view, quantity):
                yield "hypothetical", cue
        elif cue.side == "if" and _reaches_back(view, quantity, cue) and not _past_end(view):
            yield "hypothetical", cue


def _past_end(view: SentenceView) -> bool:
    """Tell whether a sentence ends in the past; a report of what was said does not count."""
    end = view.sentence.end
    past = _PAST_END.search(view.folded, max(view.sentence.start, end - 8), end)
    if past is None:
        return False
    return _REPORTED.search(view.folded, max(view.sentence.start, end - 28), end) is None


def _finished(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether the clause of a number ends in the past and reports no words."""
    start = quantity.phrase[1]
    end = view.clause_end(start)
    past = _DONE.search(view.folded, start, end)
    return past is not None and _REPORTED.search(view.folded, max(start, end - 28), end) is None


def _topics(
    view: SentenceView, quantity: Quantity, cues: tuple[Cue, ...]
) -> Iterator[tuple[Modality, Cue | None]]:
    """Yield the last noun of stance before a number whose content it is: 予想は5%増."""
    for cue in reversed(cues):
        right = cue.end + view.sentence.start
        if cue.side not in ("topic", "ahead") or right > quantity.start:
            continue
        if cue.modality == "hypothetical" and cue.side == "ahead":
            continue  # a condition, read before
        if _stopped(view, right, quantity.start):
            continue
        if _runs_on(view, right, quantity.start, nominal=cue.side == "topic"):
            yield cue.modality, cue


def _clause_ends(
    view: SentenceView, quantity: Quantity, cues: tuple[Cue, ...]
) -> Iterator[tuple[Modality, Cue | None]]:
    """Yield what the predicate says; だろう of what is to come is a forecast."""
    reached = [cue for cue in cues if cue.side == "behind" and _reaches_back(view, quantity, cue)]
    for cue in reached:
        if cue.modality != "opinion":
            yield cue.modality, cue
    begin = view.clause_start(quantity.start)
    if view.folded.endswith(_INSTEAD, view.sentence.start, begin):
        begin = view.clause_start(begin - 1)
    for cue in reached:
        start = quantity.start
        coming = COMING.search(view.folded, begin, start) or _YEAR.search(view.folded, begin, start)
        yield ("forecast" if coming else "opinion"), cue


def _reaches_back(view: SentenceView, quantity: Quantity, cue: Cue) -> bool:
    """Tell whether a number stands in the clause that a cue closes, or in one that shares it."""
    left = cue.start + view.sentence.start
    if left < quantity.end:
        return False
    start = min(quantity.phrase[1], left)  # the hedge of 150円を割れば is in the condition
    opened = view.folded.find("「", start, left)
    if opened >= 0 and view.folded.find("」", opened, left) < 0:
        return False
    if _stopped(view, start, left) or _done_between(view, start, left):
        return False
    if opened >= 0 and view.folded.find("」", left - 2, left) >= 0:
        return False  # a verb that tells what the quotation says, not what stands before it
    if cue.side == "behind" and _is_subject_of_likeness(view, quantity, left, cue):
        return False
    if cue.side == "behind" and tells_effect(view, start, left):
        return False
    shifted = _NEW_TOPIC.search(view.folded, start, left)
    if shifted and not _NEW_TOPIC.search(view.folded, view.sentence.start, quantity.start):
        return False
    if _LET_BE.match(view.folded, start, left) and _HELD.match(
        view.folded, view.sentence.start + cue.end
    ):
        return False
    if cue.modality == "opinion" and cue.side == "behind":
        instead = view.folded.startswith(_INSTEAD, start)
        return not view.parted(start + len(_INSTEAD) * instead, left)
    return _runs_on(view, start, left, nominal=not cue.clausal)


def _stopped(view: SentenceView, left: int, right: int) -> bool:
    """Tell whether a sentence or a ground ends between two places; a quotation holds several."""
    if any(view.folded.find(end, left, right) >= 0 for end in ("。", "ため、")):
        return True
    return _GROUND.search(view.folded, left, right) is not None


def _done_between(view: SentenceView, start: int, left: int) -> bool:
    """Tell whether a finished predicate stands between a number and a cue; …たとみる is none."""
    found = _DONE.finditer(view.folded, start, min(left + 4, view.sentence.end))
    return any(
        done.end() <= left
        and not (left - done.end() <= 1 and "と" in view.folded[left - 1 : left + 1])
        for done in found
    )


def _is_subject_of_likeness(view: SentenceView, quantity: Quantity, left: int, cue: Cue) -> bool:
    """Tell whether …そうだ speaks of a number that is itself given: 24倍が支えになりそうだ."""
    likely = view.folded.startswith("そう", view.sentence.start + cue.end - 2)
    joined = view.folded.find("で、", quantity.phrase[1], left) == quantity.phrase[1]
    return likely and (joined or view.folded[quantity.phrase[1]] in "はが")


def _runs_on(view: SentenceView, left: int, right: int, *, nominal: bool) -> bool:
    """Tell whether every clause break between two places lets the predicate be shared."""
    pattern = _NOMINAL if nominal else _RUNS_ON
    at = view.clause_end(left + view.folded.startswith("、", left))
    while at <= right and at < view.sentence.end:
        if pattern.search(view.folded, max(left, at - 4), at) is None:
            return False
        at = view.clause_end(at)
    return True


def _measured_against(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number is what a coming one is told from: 前期の280億円を上回る, 2%から."""
    end = quantity.phrase[1]
    if _moves_from(view, quantity) or _PART.match(view.folded, end, view.sentence.end):
        return True
    if _before(view, quantity, _RECORD):
        return True
    if _STANDARD.match(view.folded, end, view.sentence.end) is None:
        return False
    return _before(view, quantity, _EARLIER)


def _moves_from(view: SentenceView, quantity: Quantity) -> bool:
    behind = [q for q in view.quantities if q.start >= quantity.end]
    if not behind or not _FROM.fullmatch(view.folded, quantity.end, behind[0].phrase[0]):
        return False
    return _TO.match(view.folded, behind[0].end) is not None


def _compared_with(view: SentenceView, quantity: Quantity) -> bool:
    return view.folded.startswith(("より", "に比べ", "に対し", "と比べ"), quantity.end)


def _named(view: SentenceView, quantity: Quantity) -> bool:
    return _before(view, quantity, _NAMED)


def _before(view: SentenceView, quantity: Quantity, pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern that ends in ``$`` is found right before a number."""
    start = quantity.phrase[0]
    return pattern.search(view.folded, max(view.sentence.start, start - _ROOM), start) is not None
