"""One pairing computed and compared: values, corners, truncation, assumptions."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ..records import Interval, Quantity
from .compare import Verdict, compare
from .formula import evaluate, reach
from .operands import Operand, Pool
from .pairing import Pairing
from .schema import Assumed, Check, Dimension

HOLDS = ("consistent", "approx")
"""Statuses of a number that agrees with the others."""

SUM = "{added}"
"""The formula of a total of parts."""
_PAIR = 2
NOWHERE = 4
"""Times that a number and what its operands come to differ by, however roughly they are written."""
_POINTS = frozenset(".．・")
_ZERO = 10
"""How much coarser a figure may look than the one it is set against: its last digit is a zero."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One pairing computed and compared; numbers in the unit of the stated quantity."""

    check: Check
    stated: Operand
    pairing: Pairing
    computed: Fraction
    reach: Interval
    verdict: Verdict
    assumed: Assumed | None = None

    def numbers(self) -> frozenset[str]:
        """Give the ids of the numbers that it is made of, the stated one among them."""
        operands = self.pairing.operands.values()
        return self.stated.said_as | {operand.quantity.id for operand in operands}


def compute(
    check: Check, stated: Operand, pairing: Pairing, pool: Pool, strict: bool
) -> Result | None:
    """Compute and compare; with an assumption, under the first usual value that holds."""
    if pairing.years is not None or check.assumption is None:
        return _computed(check, stated, pairing, _known(pairing), strict)
    if any(o.quantity.value and o.quantity.value % 1 for o in pairing.operands.values()):
        return None  # 2.3 moves are what prices imply, not a count
    if stated.claim.entity in check.assumption.not_of:
        return None
    name, values = check.assumption.name, check.assumption.values
    for value in values:
        equal = Assumed(name, value, Interval(low=value, high=value))
        result = _computed(check, stated, pairing, equal, strict)
        if result is not None and result.verdict.status in HOLDS:
            return result
    lowest = check.assumption.lowest.get(stated.claim.entity or "", values[0])
    mixture = Assumed(name, values[0], Interval(low=lowest, high=values[-1]))
    result = _computed(check, stated, pairing, mixture, False)
    if result is None or _other_count(result, pool):
        return None
    if result.verdict.status == "inconsistent":
        return result
    return msgspec.structs.replace(result, verdict=Verdict("consistent", "by_unequal_steps"))


def _other_count(result: Result, pool: Pool) -> bool:
    """Tell whether another count stands beside the one paired, tied to nothing."""
    counts = {operand.quantity.unit for operand in result.pairing.operands.values()}
    left = result.stated.claim.sentence[0] - result.check.within
    right = result.stated.claim.sentence[1]
    return not counts.isdisjoint(pool.untied_units(left, right))


def far_off(check: Check, stated: Operand, pairing: Pairing) -> bool:
    """Tell at a glance whether what operands come to is nowhere near a number.

    False wherever it cannot be told so cheaply: with an assumption, with years between dates.
    """
    if check.assumption is not None or pairing.years is not None or not stated.quantity.value:
        return False
    try:
        point = evaluate(pairing.formula, values_of(stated, pairing))
        point /= scale_of(check, stated, pairing)
    except (ZeroDivisionError, KeyError):
        return False
    near, far = sorted((abs(point), abs(stated.quantity.value)))
    return far > near * NOWHERE


def _known(pairing: Pairing) -> Assumed | None:
    """Give the years between two operands, where the formula asks for them."""
    if pairing.years is None:
        return None
    return Assumed("years", pairing.years, Interval(low=pairing.years, high=pairing.years))


def _point(
    check: Check, stated: Operand, pairing: Pairing, assumed: Assumed | None
) -> tuple[Fraction, Fraction] | None:
    """Give what the operands come to as they are written, and the scale; None where nothing."""
    values = values_of(stated, pairing)
    if check.smaller and values[check.smaller[0]] >= values[check.smaller[1]]:
        return None
    if assumed is not None:
        values[assumed.name] = assumed.value
    try:
        scale = scale_of(check, stated, pairing)
        return evaluate(pairing.formula, values) / scale, scale
    except ZeroDivisionError:
        return None


def _computed(
    check: Check, stated: Operand, pairing: Pairing, assumed: Assumed | None, strict: bool
) -> Result | None:
    found = _point(check, stated, pairing, assumed)
    if found is None:
        return None
    point, scale = found
    roles = pairing.roles
    intervals = _cores(pairing)
    for name, operand in pairing.operands.items():
        if roles[name].signed and falls(operand, stated):
            intervals[name] = -intervals[name]
    if assumed is not None:
        intervals[assumed.name] = assumed.span
    span = _scaled(reach(pairing.formula, intervals), scale)
    core, outer = _written(check, stated)
    truncated = stated.cut() if check.truncates else None
    verdict = compare(point, span, core, outer, truncated=truncated, strict=strict)
    if verdict.status in ("marginal", "inconsistent"):
        cut = _reach_when_cut(check, stated, pairing, scale)
        verdict = compare(point, span, core, outer, truncated=truncated, cut=cut, strict=strict)
    return Result(
        check=check,
        stated=stated,
        pairing=pairing,
        computed=point,
        reach=span,
        verdict=verdict,
        assumed=assumed,
    )


def _cores(pairing: Pairing) -> dict[str, Interval]:
    """Give the interval that each operand stands for, in the dimension of its role."""
    cores = {n: _core(o, pairing.roles[n].dimension) for n, o in pairing.operands.items()}
    for name, place in _finer_places(pairing).items():
        cores[name] = _rounded(pairing.operands[name], pairing.roles[name].dimension, place)
    return cores


def _core(operand: Operand, dimension: Dimension) -> Interval:
    """Give the interval of an operand; of 上限500億円 it is the limit itself."""
    place = operand.quantity.place
    if operand.quantity.modifier not in ("at_most", "at_least") or place is None:
        return operand.core(dimension)
    return _rounded(operand, dimension, place)


def _rounded(operand: Operand, dimension: Dimension, place: Fraction) -> Interval:
    """Give what a number rounded to a place stands for."""
    half, value = place / 2 * (operand.factor(dimension) or 1), operand.value(dimension)
    return Interval(low=value - half, high=value + half, high_open=True)


def _finer_places(pairing: Pairing) -> dict[str, Fraction]:
    """Give the place of an operand that ends in a zero: 7億円 beside 8億4000万円 is as fine.

    Of decimals a zero would be written: 26倍 beside 18.2倍 is no 26.0.
    """
    operands = pairing.operands
    if len(operands) != _PAIR or len({each.measure() for each in operands.values()}) != 1:
        return {}
    places = {name: _last_digit(each.quantity) for name, each in operands.items()}
    finer, coarser = sorted(places, key=lambda name: places[name])
    quantity = operands[coarser].quantity
    alike = quantity.place == places[finer] * _ZERO and quantity.modifier is None
    if not alike or any(set(each.quantity.text) & _POINTS for each in operands.values()):
        return {}
    return {coarser: places[finer]}


def _last_digit(quantity: Quantity) -> Fraction:
    """Give the value of one in the last digit that is no zero, at least of the last place."""
    place, value = quantity.place or Fraction(0), abs(quantity.value or Fraction(0))
    while place and value and value % (place * _ZERO) == 0:
        place *= _ZERO
    return place


def values_of(stated: Operand, pairing: Pairing) -> dict[str, Fraction]:
    """Give the operands in the dimensions of their roles, falls with a minus."""
    return {
        name: -operand.value(role.dimension)
        if (role := pairing.roles[name]).signed and falls(operand, stated)
        else operand.value(role.dimension)
        for name, operand in pairing.operands.items()
    }


def falls(operand: Operand, stated: Operand) -> bool:
    """Tell whether an operand goes down; 「3億円、11%の減収」 says it once for both."""
    if operand.falls() or operand.rises():
        return operand.falls()
    return stated.falls() and (operand.quantity.value or 0) >= 0


def _written(check: Check, stated: Operand) -> tuple[Interval, Interval]:
    """Give the core and the outer interval that the stated number stands for in this check."""
    quantity = stated.quantity
    if check.exact and quantity.modifier is None:
        point = Interval(low=quantity.value, high=quantity.value)
        return point, point
    return quantity.core, quantity.outer


def scale_of(check: Check, stated: Operand, pairing: Pairing) -> Fraction:
    """Give the formula's value per unit as stated; a fall of 12% is written as 12.

    「12%、3億円減少し」 says once that both fall. 「0.2ポイント悪化」 says no direction at all.
    """
    factor = stated.factor(check.dimension) or Fraction(1)
    if check.directed and stated.judged:
        rises = evaluate(pairing.formula, values_of(stated, pairing)) >= 0
        return factor if rises else -factor
    signed = [o for name, o in pairing.operands.items() if pairing.roles[name].signed]
    unsaid = stated.claim.direction is None and (stated.quantity.value or 0) >= 0
    falls = stated.falls() or (unsaid and signed and all(o.falls() for o in signed))
    return -factor if check.directed and falls else factor


def _reach_when_cut(
    check: Check, stated: Operand, pairing: Pairing, scale: Fraction
) -> Interval | None:
    """Give the range of the recomputed number when the amounts of results were cut off."""
    if not check.truncates or check.assumption is not None:
        return None
    intervals, places = _cores(pairing), _finer_places(pairing)
    cut = False
    for name, operand in pairing.operands.items():
        role = pairing.roles[name]
        written = operand.cut(places.get(name)) if role.dimension == "amount" else None
        intervals[name], cut = written or intervals[name], cut or written is not None
        if role.signed and falls(operand, stated):
            intervals[name] = -intervals[name]
    return _scaled(reach(pairing.formula, intervals), scale) if cut else None


def _scaled(span: Interval, scale: Fraction) -> Interval:
    return span.scaled(1 / scale) if scale > 0 else (-span).scaled(-1 / scale)
