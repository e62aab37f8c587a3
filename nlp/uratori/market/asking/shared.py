"""Numbers of several owners told together: 日本と米国の失業率はそれぞれ2.6%、4.1%だった.

Where such numbers were all given to one owner, whose each of them is has not been told apart, and
none of them is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ...records import Analysis, Claim, Mention, Quantity
from ..definitions.valuation import RATIOS
from ..places import back_from, inside, mention_of, told_inside, told_with
from ..reading.clauses import turn_before
from ..reading.cues import words
from ..reading.sentences import sentence_before
from ..reading.sums_told import is_summed, summed

_OWNERS = frozenset({"index", "equity", "etf", "commodity", "crypto", "rate", "indicator", "fund"})
_OF_TWO = frozenset({"spread", "nt_ratio", "index_weight", "outperformance_streak"})
_JOINED = re.compile(r"(?:と|や|・|、|及び|および)")
_INITIALS = re.compile(r"(?<![一-龯])[日米英独欧中韓印豪仏]{2,4}(?:両国)?の")


def is_shared(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim is one of several of one owner in a sentence that names two of them."""
    if claim.metric == "spread":  # it has two sides
        return False
    if _is_of_member(analysis, claim):
        return True
    if is_summed(analysis, claim, quantity):
        return claim.metric != "market_cap" or not summed(analysis, claim, quantity)
    alike = [
        each
        for each in told_with(analysis, claim)
        if (each.metric, each.entity, each.modality) == (claim.metric, claim.entity, claim.modality)
    ]
    if len(alike) < 2:
        return False
    text = analysis.article.text[claim.sentence[0] : quantity.start]
    return bool(_INITIALS.search(text) or _countries().search(text)) or _names_two(
        analysis, claim, quantity
    )


def _is_of_member(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a group is named only as that of which the owner is one: M7のうち最大の."""
    group = mention_of(analysis, claim)
    if group is None or group.type != "group":
        return False
    return _AMONG.match(analysis.article.text, group.end) is not None


_AMONG = re.compile(r"の(?:うち|中で|なかで|一角|一員|一社)")


def is_overtaken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether something else is named between a claim's owner and its number.

    TOPIXは反発した。三菱UFJの上げが止まらない。10日続伸した may be of either.
    """
    if claim.entity is None and claim.mention is None:
        return False
    here = [each for each in inside(analysis.mentions, *claim.sentence) if each.entity]
    own = [each for each in here if _is_of(claim, each)]
    others = [each for each in here if _may_be_of(claim, each)]
    ahead = back_from(analysis.mentions, quantity.start)
    last = next((each for each in ahead if _is_of(claim, each)), None)
    if last is None:
        told = any(each.start < quantity.start for each in others)
        return told and any(quantity.end <= each.start for each in own)
    if claim.metric in RATIOS and claim.metric_text is None and quantity.kind == "change":
        return True  # 配当利回りは4.2%だった。日経平均は8.6%上げた
    against = claim.reference.entity if claim.reference else None
    between = inside(analysis.mentions, last.start + 1, quantity.start)
    if any(each.entity != against and _may_be_of(claim, each) for each in between):
        return claim.metric not in _OF_TWO
    if not own and any(quantity.end <= each.start for each in others):
        return claim.metric not in _OF_TWO  # 終値は25日線を3.7%下回り、日経平均には過熱感がない
    return _across_turn(analysis, claim, quantity, last, others)


def _is_of(claim: Claim, named: Mention) -> bool:
    """Tell whether a name is that of a claim's owner."""
    return named.entity is not None and (named.entity == claim.entity or named.id == claim.mention)


def _may_be_of(claim: Claim, named: Mention) -> bool:
    """Tell whether a name is of something else that a number may be of."""
    kinds = _OWNERS - {"rate"} if (claim.entity or "").startswith("bank:") else _OWNERS
    return bool(named.entity) and named.type in kinds and not _is_of(claim, named)


def _across_turn(
    analysis: Analysis, claim: Claim, quantity: Quantity, own: Mention, others: Sequence[Mention]
) -> bool:
    """Tell whether another clause's owner, or its day, may be taken for that of a number."""
    text, (start, end) = analysis.article.text, claim.sentence
    turn = turn_before(text, start, quantity.start)
    if turn <= start:
        return False
    if own.start < turn and any(quantity.end <= each.start < end for each in others):
        return True
    dated = any(each.kind == "date" for each in inside(analysis.quantities, start, turn))
    return dated and own.start >= turn and any(start <= each.start < turn for each in others)


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("countries")))
    return re.compile(rf"(?:{names}){_JOINED.pattern}(?:{names})(?:両国)?の")


def _names_two(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether two names of one type stand joined before a number: ソニーGとトヨタの."""
    text = analysis.article.text
    named = inside(analysis.mentions, claim.sentence[0], quantity.start)
    near = [each for each in named if each.end <= quantity.start]
    return any(
        first.type == second.type
        and first.entity != second.entity
        and _JOINED.fullmatch(text, first.end, second.start) is not None
        and text.startswith(("の", "は"), second.end)
        for first, second in pairwise(near)
    )


def is_of_ratio(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether points go on from a ratio of two indices: NT倍率は14倍。0.1ポイント低下した."""
    start = sentence_before(analysis.article.text, claim.sentence[0])
    if quantity.unit != "points" or inside(analysis.mentions, claim.sentence[0], quantity.start):
        return False
    told = [e for e in told_inside(analysis, start, quantity.start) if e.id != claim.id]
    return bool(told) and told[-1].metric == "nt_ratio"
