"""Numbers that stand in one phrase, and the years that they are told of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from fractions import Fraction

from .cues import compiled
from .operands import Operand, Pool
from .schema import Check, Line

_MOVES = frozenset({"return", "price_change", "policy_rate_change"})
"""Metrics of a change that say nothing of what has changed."""
_CUE = 24
"""Characters before a number in which its year stands."""
ASIDE = re.compile(r"\([^()\n]{1,40}\)")
"""What is said in brackets between two numbers, of the first of them."""
_YEAR_BEFORE = re.compile(
    r"(?<![0-9])((?:19|20)?[0-9]{2})年(?:度|末|時点|実績|[0-9]{1,2}月期|ごろ|頃)?"
    r"(?:に|の|は|で|、|時点で){0,2}[^。、0-9]{0,8}$"
)
"""The year that a number is of: 2024年の, 30年3月期には."""


def in_line(
    line: Line, stated: Operand, operands: Mapping[str, Operand], folded: str, pool: Pool
) -> bool:
    """Tell whether one phrase holds the numbers in an order of the check: AからBへX%."""
    wanted = line.orders[0]
    placed = {name: o for name, o in {**operands, "stated": stated}.items() if name in wanted}
    order = sorted(placed, key=lambda name: placed[name].quantity.start)
    if tuple(order) not in line.orders:
        return False
    if "stated" in order and not _one_thing(stated, operands):
        return False
    return all(
        _follows(line, placed[a].quantity.phrase[1], placed[b].quantity.phrase[0], folded, pool)
        for a, b in itertools.pairwise(order)
    )


def _follows(line: Line, left: int, right: int, folded: str, pool: Pool) -> bool:
    """Tell whether what stands between two numbers leaves them in one phrase.

    What is said in brackets there is said of the first: 「142万ケース(1ケースは20本)で、」.
    """
    asides = [aside.span() for aside in ASIDE.finditer(folded, left, right)]
    between = ASIDE.sub("", folded[left:right])
    times = pool.timed(left, right, asides)
    return (
        times is not None
        and len(between) - times <= line.gap
        and compiled(line.unless).search(between) is None
        and (not line.only or compiled(line.only).fullmatch(between) is not None)
    )


def _one_thing(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the result is of the operands' metric.

    「前期の280億円から10%増」 names the number that it measures from, so it is of no other pair.
    """
    if "before" not in operands and "level" not in operands:
        return True
    metrics = _MOVES | {o.claim.metric for o in operands.values()}
    if not stated.bare() and stated.claim.metric not in metrics and None not in metrics:
        return False
    earlier = stated.claim.reference
    return "before" not in operands or not (
        earlier is not None and earlier.kind == "period" and earlier.quantity is None
    )


def one_kind(left: Operand, right: Operand) -> bool:
    """Tell whether two claims are of one metric, or one only says that something moved."""
    return left.claim.metric == right.claim.metric or bool(
        _MOVES & {left.claim.metric, right.claim.metric}
    )


def years_between(check: Check, operands: Mapping[str, Operand], folded: str) -> Fraction | None:
    """Give the years between two operands that stand behind their years."""
    if check.dated is None:
        return None
    first, last = (_year(operands[name], folded) for name in check.dated)
    if first is None or last is None:
        return None
    last += 100 * (first // 100) if last < 100 <= first else 0
    return Fraction(last - first) if last > first else None


def _year(operand: Operand, folded: str) -> int | None:
    start = operand.quantity.phrase[0]
    said = _YEAR_BEFORE.search(folded[max(0, start - _CUE) : start])
    return int(said[1]) if said else None
