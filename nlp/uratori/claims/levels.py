"""Levels of a price told before, near which a bare number stands: 「160円に乗せれば介入がある」.

Where a sentence names nobody, a number that stands as a price does, in the unit and about the size
of a price told before, is a level of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from ..records import Claim, Quantity
from .metric_ties import MetricTie
from .metrics import metric as metric_row
from .quoted import stands_as_price
from .sentence import SentenceView

_PRICES = ("close", "high", "low", "open")
_KINDS = ("fx", "index", "commodity", "crypto", "bond")
"""Kinds of things whose levels are told without a name; firms have many other amounts."""
_LEAST, _MOST = Fraction(6, 10), Fraction(17, 10)
"""How far a level may be from the one told before, as a multiple of it."""
_SCORE = 0.72
LEVELS = 24
"""Levels back to which a number may go."""


class Level(msgspec.Struct, frozen=True):
    """A price that the text has told."""

    entity: str
    mention: str | None
    unit: str
    value: Fraction


def levels_of(claims: Iterable[Claim], numbers: Sequence[Quantity]) -> Iterator[Level]:
    """Yield the prices among claims, by the money or the points that they are told in."""
    for claim in claims:
        if claim.metric not in _PRICES or claim.entity is None:
            continue
        if claim.entity.partition(":")[0] not in _KINDS:
            continue
        number = next(number for number in numbers if number.id == claim.quantity)
        value = number.core.low if number.value is None else number.value
        if value is not None:
            yield Level(claim.entity, claim.mention, _told_in(number), value)


def _told_in(number: Quantity) -> str:
    """Give the money that a number is told in, empty for points."""
    unit = number.unit.partition("/")[0]
    return "" if unit in ("index", "points") else unit


def level_near(view: SentenceView, quantity: Quantity, told: Sequence[Level]) -> MetricTie | None:
    """Give the tie of a number that is a price of what had about that price before."""
    if not told or quantity.kind != "level" or quantity.direction is not None:
        return None
    low = quantity.core.low if quantity.value is None else quantity.value
    if low is None or low <= 0:
        return None
    near = [
        level
        for level in told[-LEVELS:]
        if level.unit == _told_in(quantity) and level.value * _LEAST <= low <= level.value * _MOST
    ]
    if not near or not stands_as_price(view, quantity):
        return None
    owner = near[-1]
    here = (quantity.start, quantity.start)
    return MetricTie(
        metric_row("close"),
        "level",
        _SCORE,
        here,
        "near a price told before",
        entity=owner.entity,
        mention=owner.mention,
    )
