"""Numbers of a list, each with its own time: 4〜6月に10.6%、7〜9月に9.8%、10〜12月に2.3%上昇した.

Only the last has the verb, or a claim. Those before it are the same of their own times. A year of
two digits (23年が24%、24年が23%) is a year there, and no length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.retimed import period_of_day

_METRICS = frozenset({"return", "price_change", "close", "yield", "policy_rate"})
_MOVES = frozenset({"return", "price_change"})
_TIED = re.compile(r"(?:の終値|時点)?(?:に|が|は|の|で|には)(?:約)?")
_NEXT = re.compile(
    r"(?:高|安|上昇|下落|上げ|下げ|の(?:上昇|下落|プラス|マイナス))?(?:だった|で|し)?(?:、|・|と|,)(?:続く|翌)?"
)
_YEAR = re.compile(r"[0-9]{2}年")
_CENTURY = 2000
_MOST = 8
"""Numbers of a list that are read back."""


def claims_listed(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each number that stands in a list before one that has a claim."""
    held = {each.quantity for each in analysis.claims if each.metric and each.entity}
    text = fold_kept(analysis.article.text)
    places = {each.id: at for at, each in enumerate(analysis.quantities)}
    found: list[Claim] = []
    for claim in analysis.claims:
        if claim.metric in _METRICS and claim.entity and claim.quantity in places:
            for time, number in _before(analysis, text, claim, places[claim.quantity]):
                if number.id in held:
                    break
                held.add(number.id)
                found.append(
                    msgspec.structs.replace(
                        claim, id="", quantity=number.id, period=period_of_day(time),
                        direction=number.direction or claim.direction,
                    )
                )  # fmt: skip
    return tuple(found)


def _before(
    analysis: Analysis, text: str, claim: Claim, at: int
) -> Iterator[tuple[Quantity, Quantity]]:
    """Give the times and numbers listed before one, the nearest first."""
    every, last = analysis.quantities, analysis.quantities[at]
    for place in range(at - 1, max(0, at - 2 * _MOST), -2):
        time, number = every[place], every[place - 1]
        own = every[place - 2] if place > 1 else None
        if own is None or number.start < claim.sentence[0] or number.unit != last.unit:
            return
        tied = time.kind == own.kind == "date" and number.kind in ("level", "change")
        tied = tied and time.start_date is not None and own.start_date is not None
        if not tied or own.start < claim.sentence[0]:
            return
        joined = _TIED.fullmatch(text, time.end, last.phrase[0])
        parted = _NEXT.fullmatch(text, max(number.end, number.phrase[1]), time.start)
        if not (joined and parted and _TIED.fullmatch(text, own.end, number.phrase[0])):
            return
        yield own, number
        last = number


def as_listed(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a move of a list the direction of the one behind it: 2月に1.4%、3月に5.8%下げた."""
    if claim.metric not in _MOVES or quantity.direction is not None:
        return claim
    text, last = fold_kept(analysis.article.text), quantity
    behind = inside(analysis.quantities, quantity.end, claim.sentence[1])
    for time, number in zip(behind[:_MOST:2], behind[1:_MOST:2], strict=False):
        tied = _TIED.fullmatch(text, time.end, number.phrase[0]) is not None
        listed = _NEXT.fullmatch(text, max(last.end, last.phrase[1]), time.start) is not None
        if not (tied and listed and number.unit == quantity.unit):
            return claim
        if number.direction is not None:
            return msgspec.structs.replace(claim, direction=number.direction)
        last = number
    return claim


def of_year(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim the year that a list tells in two digits: 23年が24%、24年が23%."""
    period, published = claim.period, analysis.article.published
    if period is None or published is None or _YEAR.fullmatch(fold_kept(period.text)) is None:
        return claim
    if not (period.timex or "").startswith("P"):
        return claim
    text = fold_kept(analysis.article.text)
    years = [
        int(each.text[:2])
        for each in inside(analysis.quantities, *claim.sentence)
        if each.unit == "years"
        and _YEAR.fullmatch(fold_kept(each.text)) and _TIED.match(text, each.end)
    ]  # fmt: skip
    year = int(fold_kept(period.text)[:2])
    if not {year - 1, year + 1} & set(years) or _CENTURY + year > published.year:
        return claim
    year += _CENTURY
    held = Period(
        text=period.text, timex=f"{year}", start_date=date(year, 1, 1),
        end_date=date(year, 12, 31), anchor="text",
    )  # fmt: skip
    return msgspec.structs.replace(claim, period=held)
