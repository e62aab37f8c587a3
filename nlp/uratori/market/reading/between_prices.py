"""Moves told behind the two prices that they run between.

株価は7月2日の6013円から10月22日の3997円まで下がった。下落率は33.5%だ is no move of one session.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, inside, told_inside
from .sentences import sentence_before

_RATE = re.compile(
    r"(?:(?:下落|上昇|騰落|値下がり|値上がり|変化)率|[上下]げ幅|率にして|(?:下落|上昇)幅)[^、。0-9]{0,12}$"
)
_PRICES = frozenset({"close", "high", "low"})
_OWN_BASE = re.compile(r"年初来|前日|前週|先週|前月|先月|昨年|前年|年間|[かカヶ]月間|週間|1日")


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """The days of two prices of one thing, and whether the first is told as a high or a low."""

    start: date
    until: date
    ranked: bool


def between_prices(analysis: Analysis, claim: Claim, quantity: Quantity) -> Between | None:
    """Give the days between which a rate is told, where its words name no time of their own."""
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    own = text[start : quantity.phrase[0]]
    if claim.metric != "return" or quantity.unit != "percent" or _RATE.search(own) is None:
        return None
    told = _dated_prices(analysis, claim, start, quantity.start)
    if not told:
        if dates_inside(analysis, start, quantity.start) or _OWN_BASE.search(own):
            return None
        start = sentence_before(text, start)
        told = _dated_prices(analysis, claim, start, quantity.start)
    days = [day for _, day in told]
    if len(days) != 2 or days[0] >= days[1]:
        return None
    ranked = told[0][0] in ("high", "low") and "終値" not in text[start : quantity.start]
    return Between(start=days[0], until=days[1], ranked=ranked)


def _dated_prices(analysis: Analysis, claim: Claim, start: int, end: int) -> list[tuple[str, date]]:
    """Give the metrics and days of the prices of a claim's owner between two places, in order."""
    places = {each.id: each.start for each in inside(analysis.quantities, start, end)}
    priced = [
        each for each in told_inside(analysis, start, end)
        if each.quantity in places and each.metric in _PRICES and each.entity == claim.entity
        and each.period is not None and each.period.start_date is not None
    ]  # fmt: skip
    found = []
    for each in sorted(priced, key=lambda one: places[one.quantity]):
        period = each.period
        if period is None or period.start_date is None or period.start_date != period.end_date:
            return []
        found.append((each.metric or "", period.start_date))
    return found
