"""Runs told by other words than 続伸: 4営業日続けて上昇した, 下落は3日連続となった.

No claim is tied to such a count, so that one is made of it here: of the only thing with a price in
its sentence, and in the direction that its words name. Where either is not clear, nothing is said.
"""

from __future__ import annotations

import re
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.pairs_said import yen_pair
from ..reading.sentences import day_reached, owner_of, sentence_around, sentence_before
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid

METRIC = "streak"
_REACH = 16
_SOME_DAYS = re.compile(r"曜|[今先前]週|月初|[0-9]日から")
"""What may make of a run one that has ended before the last close."""
_UNITS = frozenset({"days", "business_days", "weeks", "months"})
_IN_A_ROW = re.compile(r"(?:間)?(?:連続|続け|続い)")
_GREW = re.compile(r"(?:間)?(?:に(?:伸び|達し|な[っり]|及[んび])|とな[っり]|を数え|だ[。っ]?|。)")
_BROKEN = re.compile(
    r"(?:間)?(?:連続|続い|続け|続く|にわた)?[^、。0-9]{0,14}?(?:途切れ|止ま(?!ら)|ストップ|途絶え|終止符|歯止め|一服|ピリオド)"
)
"""Behind a count of a run that the next session ended: 連続上昇は5営業日で止まった."""
_RUN_NAMED = re.compile(r"(?:連騰|続伸|続落|連続上昇|連続下落|連勝|連敗)[^、。]{0,8}[はが]$")
_STREAK_BEFORE = re.compile(
    r"(?:連騰|続伸|続落|連敗|連勝|連続上昇|連続下落|連続高|連続安)(?:は|が|記録は)[^、。]{0,16}$"
)
_BESIDE_EVE = re.compile(
    r"(?:間)?(?:連続|続けて)(?:で|して)?、?前(?:日|営業日)(?:の終値|の水準)?を(?:(?P<up>上回)|下回)"
)
"""Behind a count of sessions each of which closed above, or below, the one before it."""
_UP_TO_EVE = re.compile(r"(?P<day>前日|前営業日|前の日)まで(?:に|の|で)?、?$")
"""Before a count of a run that ended with the session before."""
_NOT_PRICES = re.compile(
    r"売買代金|出来高|[売買]い?越し|流入|流出|[増減][配益収]|大台|割れ|上回|下回|[高安]値|ストップ|始ま|寄り付|一時|取引時間|銘柄数"
)
"""What is counted beside rises and falls of a close."""
_RISES = re.compile(
    r"上昇|値上がり|続伸|連騰|続騰|上げ(?!幅)|プラス|値を上げ|値を伸ば|高(?:[でと。、くい]|$)"
)
_FALLS = re.compile(
    r"下落|値下がり|続落|下げ(?!幅)|マイナス|値を下げ|値を消|低下|安(?:[でと。、くい]|$)|下がっ"
)


def claims_run(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of sessions in a row whose owner and direction are clear."""
    text = fold_kept(analysis.article.text)
    places = {each.id: each.end for each in analysis.quantities}
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric and not _BESIDE_EVE.match(text, places.get(each.quantity, 0))
    }
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.unit in _UNITS and each.value and each.id not in held
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before, behind = text[start : quantity.start], text[quantity.end : end]
    row = _IN_A_ROW.match(behind)
    grown = _STREAK_BEFORE.search(before) if _GREW.match(behind) else None
    ended = _BROKEN.match(behind) if _RUN_NAMED.search(before) or row else None
    if row is None and grown is None and ended is None:
        return None
    if _SOME_DAYS.search(before):
        return None
    yen = _yen_run(behind)
    direction = _direction(before, behind) if yen is None else "down" if yen == "円高" else "up"
    owner, named_from = owner_of(analysis, start, end), start
    if owner is None and not inside(analysis.mentions, start, end):
        named_from = sentence_before(text, start)
        owner = owner_of(analysis, named_from, start) if named_from < start else None
    if yen is not None and owner == "currency:JPY":
        owner = yen_pair(text, quantity)
    if direction is None or owner is None or is_unsaid(text, start, end, quantity):
        return None
    if not counts_price(analysis, text, start, quantity.start, owner):
        return None
    if yen is not None and not owner.startswith("fx:"):
        return None
    return Claim(
        id="",
        sentence=(start, end),
        quantity=quantity.id,
        entity=owner,
        mention=subject_of(analysis, start, quantity) if owner.startswith("fx:") else None,
        metric=METRIC,
        metric_text=yen,
        direction=direction,
        period=day_reached(analysis, named_from, quantity),
        confidence=CERTAIN,
    )


def _yen_run(behind: str) -> str | None:
    """Give what goes on of the yen behind a count of sessions: 3日続けて円安が進んだ."""
    clause = re.split(r"[、。]", behind)[0]
    told = {each for each in ("円高", "円安") if each in clause}
    return told.pop() if len(told) == 1 else None


def subject_of(analysis: Analysis, start: int, quantity: Quantity) -> str | None:
    """Give the mention that a sentence is about: the ドル of ドルは対円で."""
    text = analysis.article.text
    named = [
        each
        for each in inside(analysis.mentions, start, quantity.start)
        if each.end <= quantity.start
        and text.startswith(("は", "が", "も", "相場"), each.end)
    ]  # fmt: skip
    return named[-1].id if named else None


def is_broken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a run is told that its last session ended: 9日続いた上昇が途切れた.

    So is one up to the day before: 反落。前日まで5日続伸していた.
    """
    text = fold_kept(analysis.article.text)
    eve = _UP_TO_EVE.search(text, max(0, quantity.start - _REACH), quantity.start)
    dated = claim.period is not None and not claim.period.text.startswith("前")
    before = text[sentence_before(text, claim.sentence[0]) : quantity.start]
    if eve is not None and (dated or "反落" in before or "反発" in before):
        return True
    return _BROKEN.match(text, quantity.end) is not None


def _direction(before: str, behind: str) -> Literal["up", "down"] | None:
    """Give the direction named right behind the count, or else before it."""
    behind = _BESIDE_EVE.sub(lambda found: "連続上昇" if found["up"] else "連続下落", behind)
    clause = re.split(r"[、。]", behind)[0]
    if _NOT_PRICES.search(clause) or _NOT_PRICES.search(before[-_REACH:]):
        return None
    if re.search(r"[0-9]", clause):
        return None  # 3日連続で100円を超える上昇
    for part in (clause, before):
        rises, falls = bool(_RISES.search(part)), bool(_FALLS.search(part))
        if rises != falls:
            return "up" if rises else "down"
        if rises:
            return None
    return None
