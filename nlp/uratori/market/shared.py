"""Numbers of several owners told together: 日本と米国の失業率はそれぞれ2.6%、4.1%だった.

Where such numbers were all given to one owner, whose each of them is has not been told apart, and
none of them is called wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ..records import Analysis, Claim, Quantity
from .cues import words
from .sums_told import is_summed
from .valuation import RATIOS

_OWNERS = frozenset({"index", "equity", "etf", "commodity", "crypto", "rate", "indicator", "fund"})
_OF_TWO = frozenset({"spread", "nt_ratio", "index_weight", "outperformance_streak"})
_TURN = "が、"
_JOINED = re.compile(r"(?:と|や|・|、|及び|および)")
_INITIALS = re.compile(r"(?<![一-龯])[日米英独欧中韓印豪仏]{2,4}(?:両国)?の")


def is_shared(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim is one of several of one owner in a sentence that names two of them."""
    if claim.metric == "spread":  # it has two sides
        return False
    if is_summed(analysis, claim, quantity):
        return True
    alike = [
        each
        for each in analysis.claims
        if each.sentence == claim.sentence
        and (each.metric, each.entity, each.modality)
        == (claim.metric, claim.entity, claim.modality)
    ]
    if len(alike) < 2:
        return False
    text = analysis.article.text[claim.sentence[0] : quantity.start]
    return bool(_INITIALS.search(text) or _countries().search(text)) or _names_two(
        analysis, claim, quantity
    )


def is_overtaken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether something else is named between a claim's owner and its number.

    TOPIXは反発した。三菱UFJの上げが止まらない。10日続伸した may be of either.
    """
    before = [
        each
        for each in analysis.mentions
        if each.entity and each.end <= quantity.start and each.type in _OWNERS
    ]
    if claim.metric in RATIOS and claim.metric_text is None and quantity.kind == "change":
        return True  # 配当利回りは4.2%だった。日経平均は8.6%上げた
    own = [each for each in before if each.entity == claim.entity or each.id == claim.mention]
    if not own:
        return False
    later = [each for each in before if each.start > own[-1].start and each not in own]
    against = claim.reference.entity if claim.reference else None
    if any(each.entity != against for each in later):
        return claim.metric not in _OF_TWO
    start = claim.sentence[0]
    turn = analysis.article.text.rfind(_TURN, start, own[-1].start)
    if turn < 0 or not any(start <= each.start < turn for each in before if each not in own):
        return False
    return any(
        each.kind == "date" and start <= each.start < turn for each in analysis.quantities
    )  # the day of the first clause may not be that of the second


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("countries")))
    return re.compile(rf"(?:{names}){_JOINED.pattern}(?:{names})(?:両国)?の")


def _names_two(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether two names of one type stand joined before a number: ソニーGとトヨタの."""
    text = analysis.article.text
    near = [
        each
        for each in analysis.mentions
        if claim.sentence[0] <= each.start and each.end <= quantity.start
    ]
    return any(
        first.type == second.type
        and first.entity != second.entity
        and _JOINED.fullmatch(text, first.end, second.start) is not None
        and text.startswith(("の", "は"), second.end)
        for first, second in pairwise(near)
    )
