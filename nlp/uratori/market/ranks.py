"""Highs and lows in words: of what time a record is."""

from __future__ import annotations

import re

import msgspec

from ..records import Analysis, Claim
from .questions import Asked, Remark
from .windows import is_year, span_of
from .words import first_said, says

_RECORD_BESIDE = re.compile(r"[高安]値(?:[(（][^()（）]*)?[のは(（]?$")


_IS_RANK = re.compile(r"(?:最[高低安]|一番(?:高|低|安)い?値)は")
"""What makes a price its rank: 終値の最低は5日の3120円."""


def beside_record(before: str) -> bool:
    """Tell whether a number is the high or low named right before it: 年初来高値の6915."""
    return _RECORD_BESIDE.search(before) is not None


def of_record(analysis: Analysis, claim: Claim, held: Asked, words: str) -> Asked | Remark:
    """Make a question on a record of it where the words say so (史上最高値の6915)."""
    scope = _scope(analysis, claim, words)
    extreme = "extreme" in claim.basis or claim.metric in ("high", "low")
    extreme = extreme or _IS_RANK.search(words) is not None
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
