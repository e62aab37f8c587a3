"""Whose a price is that is told before its owner: 終値は3049.41。5日のTOPIXは様子見だった."""

from __future__ import annotations

import msgspec

from ...records import Analysis, Claim, Mention, Quantity
from ...text.fold import fold_kept
from ..places import days_inside, inside
from ..reading.retimed import period_of_day
from ..reading.since_words import counts_price

_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_PRICES = frozenset({"close", "high", "low", "open", "moving_average"})
_REACH = 40
"""Characters behind a sentence in which its owner may be named."""


def owned_behind(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a price without an owner the only thing with a price that its article names.

    It has to be named at once in the next sentence, whose day is the price's too where it has none.
    """
    if claim.entity is not None or claim.metric not in _PRICES:
        return claim
    if (here := _owner_ahead(analysis, claim, quantity)) is not None:
        return msgspec.structs.replace(claim, entity=here.entity, mention=here.id)
    found = [m for m in analysis.mentions if m.type in _PRICED]
    if not found or len({m.entity for m in found}) != 1 or found[0].entity is None:
        return claim
    owner, end = found[0], claim.sentence[1]
    if not quantity.end <= owner.start <= end + _REACH:
        return claim
    between = analysis.article.text[end : owner.start]
    if "。" in between or "\n\n" in between:
        return claim
    day = None if claim.period is not None else _day_before(analysis, owner, end)
    return msgspec.structs.replace(
        claim, entity=owner.entity, mention=owner.id,
        period=period_of_day(day) if day is not None else claim.period,
    )  # fmt: skip


def _owner_ahead(analysis: Analysis, claim: Claim, quantity: Quantity) -> Mention | None:
    """Give the only thing with a price that the claim's sentence names before the number."""
    start, end = claim.sentence
    named = inside(analysis.mentions, start, end)
    priced = [each for each in named if each.type in _PRICED and each.entity]
    if len(named) != len(priced) or len({each.entity for each in priced}) != 1:
        return None
    owner = priced[0]
    text = fold_kept(analysis.article.text)
    speaks = owner.end <= quantity.start and counts_price(
        analysis, text, start, quantity.start, owner.entity or ""
    )
    return owner if speaks else None


def _day_before(analysis: Analysis, owner: Mention, start: int) -> Quantity | None:
    """Give the one day named between a sentence and the owner that the next one begins with."""
    days = days_inside(analysis, start, owner.start)
    return days[0] if len(days) == 1 else None
