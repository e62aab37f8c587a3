"""Highs and lows in words: of what time a record is."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..questions import Asked, Remark
from ..reading.sentences import sentence_before
from ..reading.words import first_said, says
from ..windows import is_year, span_of

_RECORD_BESIDE = re.compile(r"[高安]値(?:[(（][^()（）]*)?[のは(（]?$")


_IS_RANK = re.compile(r"(?:最[高低安]|一番(?:高|低|安)い?値)は")
"""What makes a price its rank: 終値の最低は5日の3120円."""


_AT_BEST = re.compile("[高安]値(?:引け|圏|警戒|もみ合|更新なら)")
"""A high that is none of a time: the close at the day's high, a range."""
_SCOPE = r"(?P<scope>年初来|今年|ことし|本年|昨年来)"
_DAY = r"(?:[0-9月]{1,5}日(?:に付けた|につけた|に記録した|の)?)?(?:約)?"
_TOPIC = re.compile(_SCOPE + rf"[^、。0-9はがも]{{0,14}}(?:最?[高安]値|最[高低])は、?{_DAY}$")
_PAIRED = re.compile(
    _SCOPE + rf"[^、。0-9はがも]{{0,14}}最?[高安]値は[^はがも]{{1,48}}最?[高安]値は、?{_DAY}$"
)
_REACH = 100
NAMED_BEHIND = re.compile(
    r"(?:が|は)、?[^、。0-9]{0,24}?(?:年初来|昨年来|今年の|ことしの|史上|上場来)(?:の)?"
    r"(?:終値(?:ベース)?(?:での|の))?最?[高安]値(?=だ|であ|です|とな|。|で、)"
)
"""Behind a price that is named as a record: 3,435.02が、TOPIXの年初来高値だ."""


def beside_record(before: str) -> bool:
    """Tell whether a number is the high or low named right before it: 年初来高値の6915."""
    return _RECORD_BESIDE.search(before) is not None


def of_record(
    analysis: Analysis, claim: Claim, quantity: Quantity, held: Asked, words: str
) -> Asked | Remark:
    """Make a question on a record of it where the words say so (史上最高値の6915)."""
    if "extreme" in claim.basis and _AT_BEST.search(words):
        words = _AT_BEST.sub("", words)
        if not any(says(each, words) for each in ("peak", "trough", "highest")):
            basis = tuple(each for each in claim.basis if each != "extreme")
            claim = msgspec.structs.replace(claim, basis=basis)
    behind = NAMED_BEHIND.match(fold_kept(analysis.article.text), quantity.end)
    words += behind[0] if behind else ""
    scope = _scope(analysis, claim, quantity, words)
    extreme = "extreme" in claim.basis or claim.metric in ("high", "low")
    extreme = extreme or _IS_RANK.search(words) is not None
    if not extreme or not scope:
        return Remark(code="other_figure") if _odd(claim) else held
    low = says("trough", words) or claim.metric == "low"
    if (held.entity or "").endswith("JPY") and _OF_YEN.search(words):
        low = not low
    topic = "record_low" if low else "record_high"
    return msgspec.structs.replace(held, topic=topic, scope=scope, intraday=False)


_OF_YEN = re.compile(r"(?<![ルロド・/])円(?:相場)?(?:の|は|が)[^。]{0,24}(?:高値|安値)")
"""The yen by itself, whose low is the high of a pair: 円の対ドル安値, not ドル円の安値."""


def _scope_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give the scope that words before the clause of a number tell.

    今年の終値の最安値は、2月5日の3117円; 年初来の高値は3月9日の2558で、安値は5月11日の2319.
    """
    text = fold_kept(analysis.article.text)
    start = sentence_before(text, claim.sentence[0])
    before = text[max(start, quantity.phrase[0] - _REACH) : quantity.phrase[0]]
    told = _TOPIC.search(before) or _PAIRED.search(before)
    return first_said(("this_year", "two_years"), told["scope"]) if told else ""


def _scope(analysis: Analysis, claim: Claim, quantity: Quantity, words: str) -> str:
    """Tell over what time a high or a low is one: 今年の最高値 is no record of all time."""
    said = first_said(("this_year", "two_years", "year_long", "ever"), words)
    if said in ("", "ever") and not says("all_time", words):
        said = _scope_before(analysis, claim, quantity) or said
    span = span_of(claim.period)
    if said not in ("", "ever") or says("all_time", words) or span is None:
        return said
    published = analysis.article.published
    if is_year(span) and published is not None and span.start.year == published.year:
        return "this_year"
    longer = span.start != span.end and (said or says("highest", words))
    return "period" if longer else said


def _odd(claim: Claim) -> bool:
    """Tell whether a number is some peak or low that is not told closer."""
    return "extreme" in claim.basis and claim.metric not in ("high", "low")
