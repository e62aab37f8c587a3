"""Formulas of the checks: exact arithmetic, ranges at the corners, and flip points."""

from __future__ import annotations

import ast
import itertools
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

from ..records import Interval

_Term = Callable[[Mapping[str, Fraction]], Fraction]
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_NAME = re.compile(r"[a-z_]+")
_DIGITS = 10**18
_LARGEST_EXPONENT = 400
_MANY = 4
"""Operands that no formula but a total of parts has more of."""


def evaluate(formula: str, operands: Mapping[str, Fraction]) -> Fraction:
    """Evaluate ``1 - own/other`` exactly; raises ZeroDivisionError, and KeyError on a free name."""
    return _parse(formula)(operands)


@cache
def _parse(formula: str) -> _Term:
    return _term(ast.parse(formula, mode="eval").body)


def _term(node: ast.expr) -> _Term:
    """Give a part of a formula as a function of the operands."""
    if isinstance(node, ast.Name):
        return operator.itemgetter(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        constant = Fraction(node.value)
        return lambda operands: constant
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "power":
        base, exponent = map(_term, node.args)
        return lambda operands: power(base(operands), exponent(operands))
    if isinstance(node, ast.BinOp):
        operate, left, right = _OPERATORS[type(node.op)], _term(node.left), _term(node.right)
        return lambda operands: operate(left(operands), right(operands))
    raise ValueError(f"a formula cannot hold {ast.dump(node)}")


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Give base ** exponent: exact for a whole exponent, else to 18 digits after the point.

    Raises ZeroDivisionError where there is no such number or none worth writing (a negative base,
    an exponent of hundreds).
    """
    if base <= 0 or max(abs(exponent.numerator), exponent.denominator) > _LARGEST_EXPONENT:
        raise ZeroDivisionError(f"no power {exponent} of {base}")
    whole: Fraction = base**exponent.numerator
    return whole if exponent.denominator == 1 else _root(whole, exponent.denominator)


def _root(value: Fraction, degree: int) -> Fraction:
    """Give the root of a positive number by bisection of whole numbers, rounded down."""
    scaled = value.numerator * _DIGITS**degree // value.denominator
    low, high = 0, 1 << (scaled.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= scaled else (low, middle)
    return Fraction(low, _DIGITS)


def written(formula: str, numerals: Mapping[str, str]) -> str:
    """Write a formula with the numbers in it: ``1 - 19.5/28``."""
    return _NAME.sub(lambda name: numerals.get(name[0], name[0]), formula)


def reach(formula: str, intervals: Mapping[str, Interval]) -> Interval:
    """Give the range of a formula over its operands' intervals, evaluated at the corners.

    The formulas are monotone in each operand over intervals that hold no pole, so that the extremes
    lie at corners; a corner with an open end is itself open. An operand without a bound, or
    a zero denominator inside, leaves the range unbounded.
    """
    names = list(intervals)
    if any(i.low is None or i.high is None for i in intervals.values()):
        return Interval(low=None, high=None)
    if len(names) > _MANY:
        return _reach_of_sum(formula, intervals)
    corners: list[tuple[Fraction, bool]] = []
    ends = [((i.low, i.low_open), (i.high, i.high_open)) for i in intervals.values()]
    for corner in itertools.product(*ends):
        point = {n: v for n, (v, _) in zip(names, corner, strict=True) if v is not None}
        try:
            value = evaluate(formula, point)
        except ZeroDivisionError:
            return Interval(low=None, high=None)
        corners.append((value, any(is_open for _, is_open in corner)))
    low = min(corners)
    high = max(corners, key=lambda corner: (corner[0], not corner[1]))
    return Interval(low=low[0], high=high[0], low_open=low[1], high_open=high[1])


def _reach_of_sum(formula: str, intervals: Mapping[str, Interval]) -> Interval:
    """Give the range of a formula that is linear in each of its many operands: a total, a mean.

    Each operand moves it one way wherever the others stand, so two corners are enough.
    """
    lows = {name: each.low or Fraction(0) for name, each in intervals.items()}
    floor = evaluate(formula, lows)
    least, most = dict(lows), dict(lows)
    least_open = most_open = False
    for name, each in intervals.items():
        high = each.high or Fraction(0)
        falls = evaluate(formula, {**lows, name: high}) < floor
        (least if falls else most)[name] = high
        least_open |= each.high_open if falls else each.low_open
        most_open |= each.low_open if falls else each.high_open
    low, high = evaluate(formula, least), evaluate(formula, most)
    return Interval(low=low, high=high, low_open=least_open, high_open=most_open)


def solve(
    formula: str, operands: Mapping[str, Fraction], name: str, target: Fraction
) -> Fraction | None:
    """Give the value of one operand at which the formula meets a target, the others as they are.

    The formulas are linear fractional in each operand, (ax + b)/(cx + d), and such a map keeps
    the cross-ratio of four points, so three values of it give its inverse exactly. None where
    the target is out of reach.
    """
    at = operands[name]
    xs = [at, at * 2 + 1, at * 3 + 2]
    try:
        y1, y2, y3 = (evaluate(formula, {**operands, name: x}) for x in xs)
        ratio = ((target - y1) * (y2 - y3)) / ((target - y3) * (y2 - y1))
        left, right = xs[1] - xs[2], ratio * (xs[1] - xs[0])
        found = (xs[0] * left - xs[2] * right) / (left - right)
        return found if evaluate(formula, {**operands, name: found}) == target else None
    except ZeroDivisionError:
        return None
