"""Levels of a price told before, near which a bare number stands: 「160円に乗せれば介入がある」.

Where a sentence names nobody, a number that stands as a price does, in the unit and about the size
of a price told before, is a level of the same thing: of an index, a currency, a share, a yield.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from ..records import Claim, Quantity
from ..text.lazy import lazy
from .metric_ties import MetricTie
from .metrics import metric as metric_row
from .quoted import stands_as_price
from .sentence import SentenceView
from .strangers import speaks_of_other

_PRICES = ("close", "high", "low", "open")
_KINDS = ("fx", "index", "commodity", "crypto", "bond")
"""Kinds of things whose levels are told without a name."""
_SHARES = ("XTKS", "XNAS", "XNYS")
"""Exchanges of firms, which have many other amounts: a price of one stands beside its last."""
_YIELD = "yield"
_POLICY = lazy(r"利[上下]げ|政策金利|中立金利|物価|実質|確率|成長率")
"""What makes of a percentage no yield."""
_LEAST, _MOST = Fraction(6, 10), Fraction(17, 10)
"""How far a level may be from the one told before, as a multiple of it."""
_SCORE = 0.72
LEVELS = 24
"""Levels back to which a number may go."""


class Level(msgspec.Struct, frozen=True):
    """A price, or a yield, that the text has told."""

    entity: str
    mention: str | None
    unit: str
    value: Fraction
    metric: str = "close"

    @property
    def of_share(self) -> bool:
        """Tell whether it is the price of a firm's share."""
        return self.entity.partition(":")[0] in _SHARES


def levels_of(claims: Iterable[Claim], numbers: Sequence[Quantity]) -> Iterator[Level]:
    """Yield the prices among claims, by the money or the points that they are told in."""
    for claim in claims:
        metric = _level_metric(claim)
        if metric is None or claim.entity is None:
            continue
        number = next(number for number in numbers if number.id == claim.quantity)
        value = number.core.low if number.value is None else number.value
        if value is not None and number.direction is None:
            yield Level(claim.entity, claim.mention, _told_in(number), value, metric)


def _level_metric(claim: Claim) -> str | None:
    """Give what a later number near that of a claim would be; None where nothing goes on so."""
    kind = (claim.entity or "").partition(":")[0]
    if claim.metric == _YIELD and kind == "rate":
        return _YIELD
    if claim.metric in _PRICES and kind in (*_KINDS, *_SHARES):
        return "close"
    return None


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
    if not near or not _goes_on(view, quantity, near[-1]):
        return None
    owner = near[-1]
    here = (quantity.start, quantity.start)
    return MetricTie(
        metric_row(owner.metric),
        "level",
        _SCORE,
        here,
        "near a price told before",
        entity=owner.entity,
        mention=owner.mention,
    )


def _goes_on(view: SentenceView, quantity: Quantity, level: Level) -> bool:
    """Tell whether a number stands as a price, and its clause speaks of nothing else.

    A share's price and a yield are told in the units of much else.
    """
    if not stands_as_price(view, quantity, share=level.of_share):
        return False
    if not (level.of_share or level.metric == _YIELD):
        return True
    if level.metric == _YIELD and _POLICY.search(
        view.between(view.sentence.start, view.sentence.end)
    ):
        return False
    others = [m for m in view.mentions if m.end <= quantity.start and m.entity != level.entity]
    return not others and not speaks_of_other(view, quantity)
