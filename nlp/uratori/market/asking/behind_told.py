"""A number whose time stands behind it, or is told without a date: 3.75%だった昨年前半, コロナ禍で.

「5000を超えたのは2024年2月だ」, 「6204だった昨年6月末」 tell the time of the number before them.
Where the words name a time of which nothing gives the days, none is guessed, least of all the
article's own.
"""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.retimed import period_of_day
from ..reading.words import words_of
from ..windows import duration_of

_KINDS = frozenset({"index", "equity", "etf", "commodity", "crypto", "rate", "bank", "fx", "macro",
                    "XTKS", "XNAS", "XNYS", "ARCX"})  # fmt: skip
_MOVES = frozenset({"return", "price_change", "policy_rate_change", "policy_rate_moves"})
_CLEFT = re.compile(
    r"[^、。0-9]{0,24}[ただ](?:の|こと)(?:は|が)、?[^、。0-9]{0,8}?(?:今回(?:が|は))?"
)
_RELATIVE = re.compile(r"[^、。0-9のがは]{0,20}(?:た|していた|る)|という")
_SINCE_THEN = re.compile(r"以来|ぶり|以降|後|前(?!半)|から")
_NO_TIME = re.compile(r"と(?:同じ|並)|並み|に(?:次ぐ|並ぶ)|(?:以来|ぶり)の")
_AT_ITS_TIME = re.compile(r"[0-9一昨今来]年?の?[^、。0-9はがも]{0,12}$")
_NOW = re.compile(r"足元|現在|いま|今は|直近|今回")
_PASSED = re.compile(
    r"(?:程度|台)?(?:まで|に|へ)[^、。0-9]{1,12}た(?:後|あと|のち|ものの|が)"
    r"|[^、。0-9]{0,16}た(?:とき|時(?!点)|頃|ころ|際|局面|場面|時代|当時)"
)
"""Behind a level of another time: 5.25%まで引き上げた後、3.75%まで下げた; 5.25%に達したとき."""
_GOES_ON = re.compile(r"(?:時点|現在)?(?:で|に)?(?:は|も)?、?(?:約|わずか)?[0-9]")
"""Behind a time that is the one of the next number: 3015円だったのが10月末には2619円."""
_CLEFT_HEAD = re.compile(r"[^、。0-9]{0,24}[ただ](?:の|こと)(?:は|が)")
UNKNOWN = "PAST_REF"
"""The TIMEX3 value of a time gone by of which the text gives no days."""


def behind_told(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim the time that its sentence tells behind the number."""
    if (claim.entity or "").partition(":")[0] not in _KINDS or claim.reference is not None:
        return claim
    time = _time_behind(analysis, claim, quantity)
    if time is None:
        return claim
    moved = claim.metric in _MOVES  # 4月4日以降 behind it counts no move of it
    period = msgspec.structs.replace(
        period_of_day(time), text="" if moved else fold_kept(time.text)
    )
    if period.start_date is None:
        period = msgspec.structs.replace(period, timex=UNKNOWN)
    basis = tuple(each for each in claim.basis if each != "earlier")
    return msgspec.structs.replace(claim, period=period, basis=basis)


def _time_behind(analysis: Analysis, claim: Claim, quantity: Quantity) -> Quantity | None:
    """Give the time right behind the clause of a number, which is of it."""
    text, end = fold_kept(analysis.article.text), quantity.end
    for each in inside(analysis.quantities, end, claim.sentence[1]):
        if each.kind != "date" or (each.timex or "").startswith("T"):
            return None
        cleft = _CLEFT.fullmatch(text, end, each.start) is not None
        if cleft:
            other = _SINCE_THEN.match(text, each.end) or _GOES_ON.match(text, each.end)
            return None if other else each
        if _RELATIVE.fullmatch(text, end, each.start) is None or _NO_TIME.match(text, each.end):
            return None
        return None if _has_own(claim, text, end) else each
    return None


def _has_own(claim: Claim, text: str, end: int) -> bool:
    """Tell whether a claim has a day of its own before its number."""
    period = claim.period
    if period is None or period.start_date is None or not period.text:
        return False
    long = period.end_date is None or (period.end_date - period.start_date).days > 1
    return not long and fold_kept(period.text) in text[claim.sentence[0] : end]


def tells_behind(claim: Claim, after: str) -> bool:
    """Tell whether the time of a claim is one that the words behind its number tell."""
    period = claim.period
    if period is None or period.start_date is None or not period.text:
        return False
    return fold_kept(period.text) in fold_kept(after)


def is_loosely_timed(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number may be of another time than now: 0.5%にしたのは17年ぶりだった."""
    text = fold_kept(analysis.article.text)
    told = _CLEFT_HEAD.match(text, quantity.end) or _PASSED.match(text, quantity.end)
    return claim.period is None and told is not None


def is_undated(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is of a time that its sentence names without days: コロナ禍では."""
    period = claim.period
    if period is not None and period.timex == UNKNOWN:
        return True
    text = fold_kept(analysis.article.text)
    if claim.metric == "policy_rate" and period is None and _PASSED.match(text, quantity.end):
        return True
    before = text[claim.sentence[0] : quantity.phrase[0]]
    found = [*re.finditer(words_of("past_episode"), before)]
    if not found or _NOW.search(before, found[-1].end()):
        return False
    inside = period is not None and bool(period.text) and fold_kept(period.text) in before
    looked_back = period is not None and duration_of(period) is not None
    if not inside or looked_back:
        return True
    moved = claim.metric in ("return", "price_change")
    return moved and _AT_ITS_TIME.search(before[: found[-1].start()]) is not None
