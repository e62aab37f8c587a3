"""Moves told beside another number or by a noun: 1302円、2.46%の上昇; 率にして2.46%; 戻りは231円.

No claim is tied to them as moves, or only one on a price, so that one is made here. A sign before
an amount of money makes it a move as well: 日経平均は+1161円67銭.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.sentences import day_named, owner_of, sentence_around, sentence_before
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid

_MONEY = frozenset({"points", "JPY", "USD"})
_PRICES = frozenset({"close", "price_change"})
_LENGTH = re.compile(
    r"(?:[1一][日週月年]|日|週間?|[かカヶ]月間?|年間|今週|今月|今年)(?:だけ)?で(?:約|実に|計|合計)?$"
)
"""What makes a number before a percentage a move: 1日で1612ポイント、4.36%の急騰."""
_RATE = re.compile(r"率(?:にして|では?|換算で)(?:約|およそ)?$")
_COMMA = re.compile(r"、")
_HELD = r"(?:わずか|約|およそ|ほぼ|、){0,2}$"
_ROSE = re.compile(rf"(?:値上がり|上げ|上昇|戻り|反発|伸び)(?:幅)?[はがも]{_HELD}")
_FELL = re.compile(rf"(?:値下がり|下げ|下落|反落)(?:幅)?[はがも]{_HELD}")
_OVER_TIME = re.compile(r"その間|この間|期間中|以降|以来|から|まで|先物|一時|間で")
_NEAR = 60
"""Characters before a number in which the move that it belongs to is told."""


def claims_paired(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each move that its own words or the number beside it make one."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    found: list[Claim] = []
    for each in analysis.quantities:
        own = held.get(each.id)
        if each.unit == "percent" and own is None:
            found += _of_rate(analysis, text, each)
        elif each.unit in _MONEY and (own is None or _is_price(own)):
            found += _of_amount(analysis, text, each, own)
    return tuple(found)


def _is_price(claim: Claim) -> bool:
    return claim.metric in _PRICES and claim.modality == "fact"


def _of_rate(analysis: Analysis, text: str, quantity: Quantity) -> Iterator[Claim]:
    """Give the percentage of the move told right before it: 1303ドルの大幅高。率にして2.46%."""
    start = quantity.phrase[0]
    rate = _RATE.search(text[max(0, start - 12) : start])
    if rate is None:
        return
    told = text[max(0, start - 12) : start][: rate.start()].rstrip("、")
    beside = start - len(rate[0])
    if told[-1:] != "。" and not any(
        each.phrase[1] <= beside <= each.phrase[1] + 1
        for each in inside(analysis.quantities, start - _NEAR, start)
    ):
        return
    ends = {each.id: each.end for each in analysis.quantities}
    moves = [
        each
        for each in analysis.claims
        if each.metric == "price_change" and 0 < start - ends[each.quantity] <= _NEAR
    ]
    for move in moves[-1:]:
        yield msgspec.structs.replace(
            move, id="", quantity=quantity.id, metric="return",
            direction=move.direction or _direction_of(analysis, move),
        )  # fmt: skip


def _direction_of(analysis: Analysis, claim: Claim) -> Literal["up", "down"] | None:
    return next((q.direction for q in analysis.quantities if q.id == claim.quantity), None)


def _of_amount(
    analysis: Analysis, text: str, quantity: Quantity, own: Claim | None
) -> Iterator[Claim]:
    if quantity.kind == "level" and (pair := _beside(analysis, text, quantity, own)) is not None:
        yield pair
        return
    before = text[max(0, quantity.phrase[0] - _NEAR) : quantity.phrase[0]]
    before = re.split(r"[。\n]", before)[-1]
    sign = text[quantity.start : quantity.start + 1]
    up = _ROSE.search(before) is not None or (sign == "+" and own is None)
    down = _FELL.search(before) is not None or (sign in ("-", "−", "▲", "△") and own is None)
    if up == down or quantity.kind != "level" or _OVER_TIME.search(before):
        return
    yield from _alone(analysis, text, quantity, own, "up" if up else "down")


def _beside(analysis: Analysis, text: str, quantity: Quantity, own: Claim | None) -> Claim | None:
    """Give the amount of a move whose percentage follows at once, with the claim on that."""
    follows = _COMMA.match(text, quantity.end)
    at = quantity.phrase[0]
    if follows is None or _LENGTH.search(text[max(0, at - 12) : at]) is None:
        return None
    starts = {each.id: each.phrase[0] for each in analysis.quantities}
    for each in analysis.claims:
        if each.metric == "return" and starts[each.quantity] == follows.end():
            return msgspec.structs.replace(
                each, id=own.id if own else "", quantity=quantity.id, metric="price_change",
                direction=each.direction or _direction_of(analysis, each),
            )  # fmt: skip
    return None


def _alone(
    analysis: Analysis,
    text: str,
    quantity: Quantity,
    own: Claim | None,
    direction: Literal["up", "down"],
) -> Iterator[Claim]:
    """Give the claim on a move of the one thing with a price that its sentence speaks of."""
    start, end = sentence_around(text, quantity)
    owner, since = (own.entity if own else None) or owner_of(analysis, start, end), start
    if owner is None and not inside(analysis.mentions, start, end):
        since = sentence_before(text, start)
        owner = owner_of(analysis, since, start) if since < start else None
    if owner is None or owner.startswith(("fx:", "rate:")) or is_unsaid(text, start, end, quantity):
        return
    if own is None and not _is_of_price(analysis, text, start, quantity, owner):
        return
    loose = since < start and "戻り" in text[start : quantity.start]
    period = own.period if own is not None else day_named(analysis, since, quantity)
    yield Claim(
        id=own.id if own else "", sentence=(start, end), quantity=quantity.id, entity=owner,
        mention=own.mention if own else None, metric="price_change", direction=direction,
        period=None if loose else period, confidence=CERTAIN,
    )  # fmt: skip


def _is_of_price(analysis: Analysis, text: str, start: int, quantity: Quantity, owner: str) -> bool:
    at = quantity.phrase[0]
    named = _ROSE.search(text[start:at]) or _FELL.search(text[start:at])
    return counts_price(analysis, text, start, start + named.start() if named else at, owner)
