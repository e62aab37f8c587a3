"""Highs and lows in words: of what time a record is, from which peak a fall is counted."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from ..records import Analysis, Claim, Quantity
from .phrases import REACH
from .questions import Asked, Remark
from .windows import is_year, span_of
from .words import first_said, says

_RECORD_BESIDE = re.compile(r"[高安]値(?:[(（][^()（）]*)?[のは(（]?$")
_PEAK = r"(?:高値|安値|ピーク|底値)"
_FROM_PEAK = re.compile(
    r"(?:年初来|昨年来|史上最|直近)?"
    + _PEAK
    + r"(?:[(（][^()（）]{1,8}[)）])?(?:から|に比べ|と比べ)、"
    r"[^、。0-9]{0,20}(?:[0-9]{1,5}[^、。0-9]{0,12})?$"
)
_PEAK_BEHIND = re.compile(r"[^、。0-9]{0,10}?" + _PEAK)
_PEAK_BEFORE = re.compile(
    _PEAK + r"(?:[(（][^()（）]{1,8}[)）])?(?:を(?:付け|つけ|記録し|更新し)た|だった|となった)$"
)


def from_peak_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give the high or low from which the sentence counts a move: 2日の年初来高値から、…は."""
    before = analysis.article.text[claim.sentence[0] : quantity.phrase[0]]
    found = _FROM_PEAK.search(before)
    return found[0] if found else ""


def beside_record(before: str) -> bool:
    """Tell whether a number is the high or low named right before it: 年初来高値の6915."""
    return _RECORD_BESIDE.search(before) is not None


def of_record(analysis: Analysis, claim: Claim, held: Asked, words: str) -> Asked | Remark:
    """Make a question on a record of it where the words say so (史上最高値の6915)."""
    scope = _scope(analysis, claim, words)
    extreme = "extreme" in claim.basis or claim.metric in ("high", "low")
    if not extreme or not scope:
        return Remark(code="other_figure") if _odd(claim) else held
    low = says("trough", words) or claim.metric == "low"
    topic = "record_low" if low else "record_high"
    return msgspec.structs.replace(held, topic=topic, scope=scope, intraday=False)


def _scope(analysis: Analysis, claim: Claim, words: str) -> str:
    """Tell over what time a high or a low is one: 今年の最高値 is no record of all time."""
    said = first_said(("this_year", "two_years", "year_long", "ever"), words)
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


def from_extreme_asked(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, words: str
) -> Asked | Remark:
    """Make a question on a fall from a high, or a rise from a low."""
    down = (claim.direction or quantity.direction) == "down"
    if claim.metric != "return" or quantity.unit != "percent" or says("trough", words) == down:
        return Remark(code="other_figure")
    scope = first_said(("this_year", "two_years", "year_long", "ever"), words)
    since = _peak_days(analysis, claim, quantity)
    return Asked(
        topic="from_peak" if down else "from_trough",
        entity=entity,
        scope=scope,
        since=since,
        unsure=not scope and since is None,
    )


_UNTIL = re.compile("の?(?:終値|大引け|時点)?(?:まで|時点|現在)")
"""Behind the day up to which a fall is told: 14日終値までに最高値から."""


def _peak_days(analysis: Analysis, claim: Claim, quantity: Quantity) -> tuple[date, date] | None:
    """Give the days that the text names for the peak: 昨年11月の高値から, 高値を付けた16日から."""
    text = analysis.article.text
    for each in reversed(analysis.quantities):
        if each.kind != "date" or not claim.sentence[0] <= each.start < quantity.start:
            continue
        behind, before = text[each.end : quantity.start], text[claim.sentence[0] : each.start]
        if _UNTIL.match(behind):
            continue
        if _PEAK_BEHIND.match(behind) or _PEAK_BEFORE.search(before[-REACH:]):
            if each.start_date is None or each.end_date is None:
                return None
            return each.start_date, each.end_date
    return None
