"""Which slip of the pen would explain a number that does not fit: a scale word, a base, two digits.

Each slip is a way to get from the recomputed number to the one that was written. The first that
fits is told; none is told where the number holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Interval, Quantity

_TEXTS: dict[str, tuple[str, str]] = {
    "scale": ("桁か位(万・億・兆)の取り違えなら合う", "the scale was mistaken"),
    "sign": ("増減・プラスマイナスの取り違えなら合う", "the sign was mistaken"),
    "base": ("比べる基準を逆に取ったなら合う", "the base was reversed"),
    "digits": ("数字の並びの取り違えなら合う", "two digits changed places"),
}
_SCALES = tuple(Fraction(10) ** n for n in (1, 2, 3, 4, 8, -1, -2, -3, -4, -8))
_SHARES = frozenset({"percent", "ratio"})
_LONGEST = 12
"""Digits of a numeral whose neighbours are exchanged."""


class Slip(msgspec.Struct, frozen=True):
    """A slip that explains a number."""

    key: str

    def text(self, lang: Literal["ja", "en"]) -> str:
        """Tell the slip in one clause."""
        return _TEXTS[self.key][0 if lang == "ja" else 1]


def slip_of(quantity: Quantity, computed: Fraction, *, relative: bool) -> Slip | None:
    """Give the slip that turns the recomputed number into the written one, None where none does.

    computed: in the unit of the quantity. relative: the number is a share of a base that can be
    taken the wrong way round (a discount, a change in percent).
    """
    if quantity.core.low is None or quantity.core.high is None:
        return None
    for key, value in _mistaken(quantity, computed, relative):
        if value in quantity.core:
            return Slip(key)
    return Slip("digits") if _transposed(quantity, computed) else None


def _mistaken(
    quantity: Quantity, computed: Fraction, relative: bool
) -> Iterator[tuple[str, Fraction]]:
    if computed == 0:
        return
    yield "sign", -computed
    if relative and quantity.unit in _SHARES:
        whole = Fraction(100) if quantity.unit == "percent" else Fraction(1)
        share = computed / whole
        if share not in (1, -1):
            yield "base", share / (1 + share) * whole
            yield "base", share / (1 - share) * whole
    for scale in _SCALES:
        yield "scale", computed * scale


def _transposed(quantity: Quantity, computed: Fraction) -> bool:
    """Tell whether two neighbouring digits exchanged give the recomputed number."""
    if quantity.value is None or quantity.place is None or quantity.place == 0:
        return False
    steps = quantity.value / quantity.place
    digits = str(abs(steps.numerator)) if steps.denominator == 1 else ""
    if not 1 < len(digits) <= _LONGEST:
        return False
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        shift = (int(swapped) - int(digits)) * quantity.place
        if quantity.value < 0:
            shift = -shift
        if shift and computed in _shifted(quantity.core, shift):
            return True
    return False


def _shifted(core: Interval, by: Fraction) -> Interval:
    return Interval(
        low=None if core.low is None else core.low + by,
        high=None if core.high is None else core.high + by,
        low_open=core.low_open,
        high_open=core.high_open,
    )
