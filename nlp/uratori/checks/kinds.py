"""What a number is by itself, before any place is looked at, and which roles that can fill."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import msgspec

from ..claims import metric
from ..records import Claim, Modality, Quantity
from .schema import FACTORS, Dimension, Reading, Role

_COUNTED = ("amount", "count")
_SHARES = frozenset({"percent", "ratio", "times", "bp", "percentage_point"})
"""Units that no amount has."""


class Kind(msgspec.Struct, frozen=True, cache_hash=True):
    """What decides, before any place is looked at, which roles a number can fill."""

    metric: str | None
    unit: str
    lasts: bool
    negative: bool
    modality: Modality
    reading: Reading
    """A level of its metric, or a change of it."""


def kind_of(claim: Claim, quantity: Quantity) -> Kind:
    """Give the kind of a number as its claim tells it."""
    return Kind(
        claim.metric,
        quantity.unit,
        quantity.kind == "duration",
        (quantity.value or 0) < 0,
        claim.modality,
        _reading(claim, quantity),
    )


def _reading(claim: Claim, quantity: Quantity) -> Reading:
    moved = quantity.direction is not None or quantity.kind == "change"
    if claim.metric is None:
        return "change" if quantity.kind == "change" else "level"
    row = metric(claim.metric)
    against = claim.reference is not None and claim.reference.quantity is None
    changed = row.kind == "change" or moved or quantity.unit not in (*row.units, "times")
    return "change" if changed or (against and quantity.unit in row.change_units) else "level"


@lru_cache(maxsize=4096)
def factor_of(dimension: Dimension, unit: str, *, lasts: bool) -> Fraction | None:
    """Give what one of a unit is worth in a dimension, None if it has no place in it.

    lasts: it is a length of time.
    """
    if factors := FACTORS[dimension]:
        return factors.get(unit)
    if lasts or (dimension in _COUNTED and unit in _SHARES):
        return None
    if dimension in ("foreign", "rate") and (dimension == "rate") != ("/" in unit):
        return None
    return Fraction(1)


@lru_cache(maxsize=1 << 14)
def of_kind(role: Role, kind: Kind) -> bool:
    """Tell whether a number of a kind can fill a role, whatever its metric is."""
    if factor_of(role.dimension, kind.unit, lasts=kind.lasts) is None:
        return False
    if kind.unit == role.not_unit:
        return False
    if role.sign is not None and kind.negative != (role.sign == "-"):
        return False
    if role.moods is not None and kind.modality not in role.moods:
        return False
    return role.reading is None or kind.reading == role.reading
