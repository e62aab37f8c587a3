"""A number that a time stands before with の is of that time: 8月末の4.00%から9月15日に3.58%へ.

Of a move told from one level to another each end has its own time: the one before the level that
it came from is none of the level that it came to.
"""

from __future__ import annotations

import re

import msgspec

from ..records import Analysis, Claim, Quantity
from ..text.fold import fold_kept
from .retimed import period_of_day

_KINDS = frozenset({"rate", "bank", "fx", "macro"})
_LEVELS = frozenset({"yield", "policy_rate", "close", "unemployment", "cpi", "core_cpi"})
_OWN = re.compile(r"(?:時点|の終値|の水準)?の(?:約|同)?")
_PART = re.compile(r"の[^、。はをでがもに0-9]{1,16}(?:の|は|、)(?:約|同)?")
"""Between a time and a number that is of a time near it: 2024年9月の利下げ開始前の5.5%."""
_CAME_FROM = re.compile(
    r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:から|を(?:ピーク|頂点|起点)に)(?!は)"
)
_CAME_TO = re.compile(r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:まで|に|へ|と)")
EARLIER = "earlier"


def of_its_date(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a level the time right before it, and take that of the level it came from away."""
    kind = (claim.entity or "").partition(":")[0]
    if kind not in _KINDS or claim.metric not in _LEVELS or quantity.kind == "change":
        return claim
    text = fold_kept(analysis.article.text)
    time = _last_time(analysis, claim, quantity.phrase[0])
    if time is not None and _OWN.fullmatch(text, time.end, quantity.phrase[0]):
        basis = tuple(each for each in claim.basis if each != EARLIER)
        return msgspec.structs.replace(claim, period=period_of_day(time), basis=basis)
    if _is_taken(analysis, claim, quantity):
        return msgspec.structs.replace(claim, period=None)
    return claim


def _last_time(analysis: Analysis, claim: Claim, before: int) -> Quantity | None:
    """Give the last time of the sentence before a place, where no number stands between."""
    for each in reversed(analysis.quantities):
        if claim.sentence[0] <= each.start and each.end <= before:
            dated = each.kind == "date" and each.start_date is not None
            return each if dated else None
    return None


def _is_taken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the claim's time is that of the level from which its sentence came to it."""
    text, period = fold_kept(analysis.article.text), claim.period
    if period is None or _CAME_TO.match(text, quantity.phrase[1]) is None:
        return False
    for each in reversed(analysis.quantities):
        if each.end > quantity.phrase[0] or each.start < claim.sentence[0]:
            continue
        if each.kind == "date":
            return False  # a time of its own
        if each.unit == quantity.unit and _CAME_FROM.match(text, each.phrase[1]):
            time = _last_time(analysis, claim, each.phrase[0])
            at = time.end if time is not None and time.text == period.text else -1
            return at >= 0 and any(
                held.fullmatch(text, at, each.phrase[0]) is not None for held in (_OWN, _PART)
            )
    return False
