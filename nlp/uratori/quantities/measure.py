"""From a number and the words around it to its modifier and its two intervals."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ..records import Interval, Modifier, Quantity
from . import intervals
from .context import Around
from .intervals import Pair

_PLURAL_MULTIPLES = frozenset({"times", "ratio"})
_BOUNDS: dict[str, Modifier] = {
    "more_than": "more_than", "at_least": "at_least",
    "less_than": "less_than", "at_most": "at_most",
}  # fmt: skip
_EDGES: dict[str, Modifier] = {"above": "more_than", "below": "nearly"}


class Measured(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The modifier of a number and the intervals it stands for."""

    modifier: Modifier | None
    core: Interval
    outer: Interval


def measure(
    value: Fraction, place: Fraction, grain: Fraction, unit: str, words: Around, *, valuation: bool
) -> Measured:
    """Measure a number by the words around it; a negative one is measured by its size, mirrored.

    valuation: PER and PBR figures are plain numbers; 2倍 of anything else is a rough multiple.
    """
    if value.numerator < 0 and words.after not in _BOUNDS and words.before not in _BOUNDS:
        mirrored = measure(-value, place, grain, unit, words, valuation=valuation)
        return Measured(modifier=mirrored.modifier, core=-mirrored.core, outer=-mirrored.outer)
    modifier, pair = _pair(value, place, grain, unit, words, valuation)
    return Measured(modifier=modifier, core=pair[0], outer=pair[1])


def _pair(
    value: Fraction, place: Fraction, grain: Fraction, unit: str, words: Around, valuation: bool
) -> tuple[Modifier | None, Pair]:
    effect = words.after
    if effect in _BOUNDS:
        return _BOUNDS[effect], intervals.bound(value, effect)
    if effect.startswith("band"):
        width = intervals.band_width(value, grain, unit)
        return "band", intervals.band(value, place, width, effect)
    if effect == "nearly":
        return "nearly", intervals.nearly(value, place)
    if effect in _EDGES:
        return _EDGES[effect], intervals.edge(value, place, grain, effect)
    if words.before in _BOUNDS:
        return _BOUNDS[words.before], intervals.bound(value, words.before)
    hedge = effect == "approx" or words.before == "approx"
    return ("approx" if hedge else None), _plain(value, place, grain, unit, hedge, valuation)


def _plain(
    value: Fraction, place: Fraction, grain: Fraction, unit: str, hedge: bool, valuation: bool
) -> Pair:
    if unit in _PLURAL_MULTIPLES and not valuation:
        known = intervals.plain_fraction(value, unit, hedge=hedge)
        if known and place in (1, value):
            return known
        if unit == "ratio" and 0 < value < 1:
            return intervals.small_fraction(value)
    return (intervals.hedged if hedge else intervals.bare)(value, place, grain)


def standing_alone(quantity: Quantity) -> Quantity:
    """Give a number without the bound written behind it, which speaks of something else.

    The PER of 28 in 「IWMはS&P 500の28倍を下回る」 is 28; a hedge before it (約28倍) stays.
    """
    value, place = quantity.value, quantity.place
    if value is None or place is None:
        return quantity
    hedge = quantity.phrase[0] < quantity.start
    grain = place
    while "." not in quantity.text and value and value % (grain * 10) == 0:
        grain *= 10
    pair = _plain(value, place, grain, quantity.unit, hedge, valuation=True)
    return msgspec.structs.replace(
        quantity,
        phrase=(quantity.phrase[0], quantity.end),
        modifier="approx" if hedge else None,
        core=pair[0],
        outer=pair[1],
    )
