"""Which slip of the pen would explain a number that does not fit: a scale word, a base, two digits.

Each slip is a way to get from what a number should be to what was written, of the result itself or
of one of its operands. The first that fits is told; none is told where the number holds. A number
that is nowhere near what its operands give, and that no slip explains, is no slip at all: other
operands were meant (`nowhere_near`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Interval, Quantity
from ..text.lazy import lazy
from .compute import NOWHERE, SUM, Result, scale_of, values_of
from .formula import evaluate

Key = Literal["scale", "sign", "base", "point", "order", "multiple", "added", "left out", "digits"]

_TEXTS: dict[Key, tuple[str, str]] = {
    "scale": ("桁か位(万・億・兆)の取り違えなら合う", "the scale{of} was mistaken"),
    "sign": ("増減・プラスマイナスの取り違えなら合う", "the sign{of} was mistaken"),
    "base": ("比べる基準を逆に取ったなら合う", "the base was reversed"),
    "point": ("%と%ポイントの取り違えなら合う", "percent and percentage points were mixed up"),
    "order": ("2つの数字を逆に置いたなら合う", "the two figures changed places"),
    "multiple": (
        "逆に割った倍数に%を付けたなら合う",
        "the figures were divided the other way round and their multiple written as percent",
    ),
    "left out": ("「{of}」を足し忘れたなら合う", "{of} was left out"),
    "added": (
        "2つの数字を単に足し引きしたなら合う",
        "the two figures were simply added or subtracted",
    ),
    "digits": ("数字の並びの取り違えなら合う", "two digits{of} changed places"),
}
_SCALES = tuple(Fraction(10) ** n for n in (1, 2, 3, 4, 8, -1, -2, -3, -4, -8))
_SHARES = frozenset({"percent", "ratio"})
_POINTS = frozenset({"percentage_point", "points"})
_NOTHING = Interval(low=Fraction(0), high=Fraction(0))
_QUOTIENT = lazy("[a-z]{1,24}/[a-z]{1,24}")
_LONGEST = 12
"""Digits of a numeral that are exchanged or taken for others."""
_MYRIAD = Fraction(10_000)
_PAIR = 2


class Slip(msgspec.Struct, frozen=True):
    """A slip that explains a number; `operand`: in which other number, as written."""

    key: Key
    operand: str | None = None

    def text(self, lang: Literal["ja", "en"]) -> str:
        """Tell the slip in one clause."""
        ja, en = _TEXTS[self.key]
        if self.key == "left out":
            return (ja if lang == "ja" else en).format(of=self.operand)
        if lang == "ja":
            return f"「{self.operand}」の{ja}" if self.operand else ja
        return en.format(of=f" of {self.operand}" if self.operand else "")


def slip_of(result: Result) -> Slip | None:
    """Give the slip that explains a result that does not fit, None where none does.

    What misses by rounding alone (`marginal`) is no slip.
    """
    if result.verdict.status != "inconsistent":
        return None
    quantity, due = result.stated.quantity, result.computed
    if quantity.core.low is None or quantity.core.high is None:
        return None
    for key, value in _mistaken(result):
        if value in quantity.core:
            return Slip(key)
    for key, core in _meant(quantity):
        if due in core:
            return Slip(key)
    return _slip_of_operand(result)


def _slip_of_operand(result: Result) -> Slip | None:
    """Give the slip of one of the operands, and which one's where it can be no other's."""
    if result.check.formula == SUM:
        for name, operand in result.pairing.operands.items():
            if _held_with(result, name)(_NOTHING):
                return Slip("left out", operand.phrase)
    slips = [
        Slip(key, operand.phrase)
        for name, operand in result.pairing.operands.items()
        for holds in [_held_with(result, name)]
        for key, core in _meant(operand.quantity)
        if holds(core)
    ]
    if len({slip.operand for slip in slips}) > 1:
        return Slip(slips[0].key)
    return next(iter(slips), None)


def nowhere_near(result: Result) -> bool:
    """Tell whether a number is several times what its operands give, or a part of it.

    And no slip, not even one digit that is another, explains it.
    """
    if result.check.formula == SUM:
        return False  # a plus and a minus come to next to nothing
    stated, nearest = abs(result.stated.quantity.value or Fraction(0)), abs(result.computed)
    if result.assumed is not None and None not in (result.reach.low, result.reach.high):
        nearest = min(max(stated, result.reach.low or nearest), result.reach.high or nearest)
    low, high = sorted((stated, nearest))
    if high <= low * NOWHERE or (not nearest and result.check.line is not None):
        return False
    if slip_of(result) is not None:
        return False
    quantity = result.stated.quantity
    written = (*_misspelt(quantity), *_miscounted(quantity))
    if any(result.computed in core for core in written):
        return False
    return not any(
        any(map(_held_with(result, name), _misspelt(operand.quantity)))
        for name, operand in result.pairing.operands.items()
    )


def _mistaken(result: Result) -> Iterator[tuple[Key, Fraction]]:
    """Yield what the result comes to where it was computed in another way."""
    computed, unit = result.computed, result.stated.quantity.unit
    formula = result.pairing.formula
    yield "sign", -computed
    shares = (formula.startswith("1 -") or formula.endswith("- 1")) and not result.check.chain
    if computed and shares and unit in _SHARES:
        whole = Fraction(100) if unit == "percent" else Fraction(1)
        share = computed / whole
        if share not in (1, -1):
            fallen = scale_of(result.check, result.stated, result.pairing) < 0
            ahead = fallen == formula.endswith("- 1")
            yield "base", share / (1 - share if ahead else 1 + share) * whole
    if len(result.pairing.operands) == _PAIR and result.assumed is None:
        yield from _of_two(result)


def _of_two(result: Result) -> Iterator[tuple[Key, Fraction]]:
    """Yield what two figures come to where they were set against each other in another way."""
    unit, formula = result.stated.quantity.unit, result.pairing.formula
    values = values_of(result.stated, result.pairing)
    (one, first), (two, second) = values.items()
    if {role.dimension for role in result.pairing.roles.values()} == {"bp"}:
        if unit in _POINTS and first and second:
            yield from (
                ("point", (second / first - 1) * 100),
                ("point", (1 - second / first) * 100),
            )
        if unit in _SHARES and result.check.dimension == "ratio":
            yield from (("point", (second - first) / 100), ("point", (first - second) / 100))
    scale = abs(scale_of(result.check, result.stated, result.pairing))
    try:
        turned = evaluate(formula, {one: second, two: first})
    except ZeroDivisionError:
        return
    yield from (("order", turned / scale), ("order", -turned / scale))
    if unit in _SHARES and _QUOTIENT.fullmatch(formula):
        yield "multiple", turned
    if result.check.formula != SUM:
        for came in (first + second, first - second, second - first):
            yield "added", came / scale


def _held_with(result: Result, name: str) -> Callable[[Interval], bool]:
    """Give what tells whether the number holds with another value of one operand, in its unit."""
    stated, pairing = result.stated, result.pairing
    values = values_of(stated, pairing)
    written = pairing.operands[name].value(pairing.roles[name].dimension)
    worth = pairing.operands[name].factor(pairing.roles[name].dimension) or Fraction(1)
    worth = worth if values[name] == written else -worth
    if result.assumed is not None:
        values[result.assumed.name] = result.assumed.value
    scale = scale_of(result.check, stated, pairing)
    turns = stated.judged or not result.check.directed  # 悪化 follows whatever the figures do

    def holds(core: Interval) -> bool:
        if core.low is None or core.high is None:
            return False
        try:
            came = [
                evaluate(pairing.formula, {**values, name: end * worth}) / scale
                for end in (core.low, core.high)
            ]
        except ZeroDivisionError:
            return False
        span = Interval(low=min(came), high=max(came))
        return span.meets(stated.quantity.core) or (turns and (-span).meets(stated.quantity.core))

    return holds


def _meant(quantity: Quantity) -> Iterator[tuple[Key, Interval]]:
    """Yield what a number stands for without a slip of its sign, its scale or two of its digits."""
    core = quantity.core
    if core.low is None or core.high is None or not quantity.value:
        return
    yield "sign", -core
    for scale in _SCALES:
        yield "scale", core.scaled(scale)
    for by in _scaled_alone(abs(quantity.value)):
        yield "scale", _moved(core, by if quantity.value > 0 else -by)
    digits = _digits(quantity)
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if swapped != digits:
            yield "digits", _spelt(quantity, digits, swapped)


def _misspelt(quantity: Quantity) -> Iterator[Interval]:
    """Yield what a number of two digits or more stands for with one that is another."""
    digits = _digits(quantity)
    for at in range(len(digits)) if len(digits) > 1 else ():
        for digit in "0123456789":
            yield _spelt(quantity, digits, digits[:at] + digit + digits[at + 1 :])


def _miscounted(quantity: Quantity) -> Iterator[Interval]:
    """Yield what a number stands for with a digit that is new, or left out."""
    digits = _digits(quantity)
    for at in range(len(digits) + 1 if digits else 0):
        for digit in "0123456789":
            yield _spelt(quantity, digits, digits[:at] + digit + digits[at:])
        if at < len(digits) > 1:
            yield _spelt(quantity, digits, digits[:at] + digits[at + 1 :])


def _digits(quantity: Quantity) -> str:
    """Give the digits of a numeral down to its last place, none where it has too many."""
    if (
        quantity.value is None
        or not quantity.place
        or None in (quantity.core.low, quantity.core.high)
    ):
        return ""
    steps = quantity.value / quantity.place
    digits = str(abs(steps.numerator)) if steps.denominator == 1 else ""
    return digits if len(digits) <= _LONGEST else ""


def _scaled_alone(value: Fraction) -> Iterator[Fraction]:
    """Yield by how much a number changes where only its first scale word is another: 4億2114円."""
    myriads = max((n for n in range(1, 5) if value >= _MYRIAD**n), default=0)
    first = value // _MYRIAD**myriads
    if myriads and value % _MYRIAD**myriads:
        yield from (first * (_MYRIAD**n - _MYRIAD**myriads) for n in (myriads - 1, myriads + 1))


def _spelt(quantity: Quantity, digits: str, instead: str) -> Interval:
    """Give what a number stands for with other digits."""
    by = (int(instead) - int(digits)) * (quantity.place or Fraction(0))
    return _moved(quantity.core, -by if (quantity.value or 0) < 0 else by)


def _moved(core: Interval, by: Fraction) -> Interval:
    return Interval(
        low=None if core.low is None else core.low + by,
        high=None if core.high is None else core.high + by,
        low_open=core.low_open,
        high_open=core.high_open,
    )
