"""Numbers that stand alone: the only two of their unit in a sentence, or in it and one beside it.

Writers tell a change, a share or a progress in endless orders of words. Where a stretch of text
holds just two numbers of one unit, no order is needed to know what a third is made of.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .cues import compiled, ends
from .lines import one_kind
from .operands import (
    LONGEST_RUN,
    Operand,
    Pool,
    can_be_of_one,
    sentence_end,
    sentence_start,
)
from .pairing import Pairing
from .runs import total_of
from .schema import Check, Stretch

_LONGEST = 160
"""Characters of a sentence that is looked at."""
_MARK = 24
"""Characters before a number in which its mark stands."""
_MOVED = "(?:の|も|ほど|程度){0,2}(?:<growing>|<shrinking>|<above>|<below>|[高安](?!値)|取り崩し)"
_JOINTS = ("、", "・", "(", "、(", " ", "")
_DATED = "[0-9]{2,4}年度?(?:は|に|の|末)|[0-9]{1,2}月末"
_PAIR = 2
_NEAR = Fraction(5, 3)
"""Times that a total and its parts may differ; figures farther apart are of other things."""


def alone(check: Check, stated: Operand, pool: Pool, folded: str) -> list[Pairing]:
    """Give the one pair that stands alone with the stated number, or nothing."""
    if check.stretch is None or (stated.quantity.value or 0) <= 0:
        return []
    if check.stretch.parts:
        return _all_parts(check, check.stretch, stated, pool, folded)
    for left, right in _stretches(check.stretch, stated, folded):
        others = _others(stated, pool, left, right)
        if len(others) > _PAIR:
            return []
        if len(others) == _PAIR:
            fits = _fits(check, stated, others) and _told(
                check.stretch, stated, others, folded, left
            )
            return [_pairing(check, stated, others)] if fits else []
    return []


def most_beside(check: Check) -> int | None:
    """Give how many other numbers the sentence of a result may hold, None for any number."""
    if check.stretch is None:
        return None
    return LONGEST_RUN + 1 if check.stretch.parts else _PAIR


def beside(stated: Operand, pool: Pool, folded: str) -> int:
    """Count the other figures in the sentence of a number."""
    left, right = (
        sentence_start(folded, stated.quantity.start),
        sentence_end(folded, stated.quantity.end),
    )
    return len(_others(stated, pool, left, right))


def _all_parts(
    check: Check, stretch: Stretch, stated: Operand, pool: Pool, folded: str
) -> list[Pairing]:
    """Give the sum of all numbers before a total in its sentence, or in the one before as well."""
    for left, right in itertools.islice(_stretches(stretch, stated, folded), 2):
        others = _others(stated, pool, left, right)
        parts = [each for each in others if not _counts(each)]
        counted = {each.quantity.value for each in others if _counts(each)}
        if len(parts) < _PAIR:
            continue
        if counted - {len(parts)}:
            return []
        units = {each.measure() for each in (*parts, stated)}
        before = all(each.quantity.end <= stated.quantity.start for each in parts)
        plain = all(_plain(each, folded) and not _moves(each, folded) for each in parts)
        says = compiled(stretch.says).search(folded, left, right) is not None
        near = len(parts) <= LONGEST_RUN and _of_size(stated, parts)
        if len(units) == 1 and before and plain and not says and near:
            return [total_of(check, stated, parts, unsure=False)]
        return []
    return []


def _of_size(stated: Operand, parts: Sequence[Operand]) -> bool:
    """Tell whether a number is near enough to the sum of others to be meant as it."""
    came = sum(each.value("plain") for each in parts)
    return came <= stated.value("plain") * _NEAR and stated.value("plain") <= came * _NEAR


def _counts(operand: Operand) -> bool:
    """Tell whether a number counts the parts: 3会場で計."""
    value = operand.quantity.value or 0
    return operand.quantity.kind == "count" and value <= LONGEST_RUN


def _stretches(stretch: Stretch, stated: Operand, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the sentence of a number, then it with the one before, then with the one behind."""
    left, right = (
        sentence_start(folded, stated.quantity.start),
        sentence_end(folded, stated.quantity.end),
    )
    if right - left > _LONGEST:
        return
    yield left, right
    if not stretch.beside:
        return
    before = sentence_start(folded, max(0, left - 1))
    if 0 < left - before <= _LONGEST:
        yield before, right
    behind = sentence_end(folded, right + 1)
    if right < behind <= right + _LONGEST:
        yield left, behind


def _others(stated: Operand, pool: Pool, left: int, right: int) -> list[Operand]:
    """Give the other figures between two offsets; dates and lengths of time are none."""
    found: dict[str, Operand] = {}
    at = bisect_left(pool.places, (left, -1))
    for start, index in pool.places[at:]:
        if start >= right:
            break
        operand = pool.operands[index]
        if stated.quantity.id not in operand.said_as and not operand.kind.lasts:
            found[operand.quantity.id] = operand
    return list(found.values())


def _fits(check: Check, stated: Operand, pair: Sequence[Operand]) -> bool:
    """Tell whether two numbers are in one unit, which the check can take."""
    units = {operand.measure() for operand in pair}
    if check.dimension == "amount":
        units.add(stated.measure())
    factors = [o.factor(role.dimension) for o, role in zip(pair, check.roles, strict=True)]
    return len(units) == 1 and None not in factors


def _told(
    stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str, left: int
) -> bool:
    """Tell whether two numbers can be set against each other, and one has its part told."""
    if not all(_plain(each, folded) for each in pair):
        return False
    first, second = pair
    moving = _moves(first, folded)
    if moving != _moves(second, folded) or (moving and stretch.levels):
        return False
    tied = not (first.bare() or second.bare())
    if tied and stretch.one_metric and not one_kind(first, second):
        return False
    if tied and not can_be_of_one(first, second):
        return False
    if stretch.apart and any(_beside(each, stated, folded) for each in pair):
        return False
    if _grown_itself(stretch, pair, stated, folded):
        return False
    if stretch.unless and any(_before(stretch.unless, each, folded, left) for each in pair):
        return False
    right = max(each.quantity.end for each in (*pair, stated)) + _MARK
    says = not stretch.says or compiled(stretch.says).search(folded, left, right) is not None
    return says and _one_marked(stretch, pair, folded, left)


def _beside(operand: Operand, stated: Operand, folded: str) -> bool:
    """Tell whether a number is the amount of the rate behind it: 30億円、7.1%の増加."""
    between = folded[operand.quantity.phrase[1] : stated.quantity.phrase[0]]
    return between in _JOINTS and operand.quantity.end <= stated.quantity.start


def _grown_itself(stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether the figure of before has the rate itself: 前期は2133億円と34%増え."""
    return any(
        _marked(stretch, each, folded, 0)
        and folded[each.quantity.phrase[1] : stated.quantity.phrase[0]] == "と"
        for each in pair
    )


def _plain(operand: Operand, folded: str) -> bool:
    """Tell whether a number is a figure with two ends, no average, base or split: 2020年=100."""
    core, value = operand.quantity.core, operand.quantity.value or 0
    start = operand.quantity.phrase[0]
    bounded = value > 0 and None not in (core.low, core.high)
    own = ends("=|平均(?:で|は)?<about>", folded[max(0, start - _MARK) : start])
    split = compiled("[^。、]{0,6}分割").match(folded, operand.quantity.phrase[1])
    return bounded and operand.quantity.modifier != "range" and not own and split is None


def _moves(operand: Operand, folded: str) -> bool:
    """Tell whether a number is itself a change: 13円安, 350億円の上積み, 上げ幅は2000億円."""
    start, end = operand.quantity.phrase
    return (
        operand.kind.reading == "change"
        or compiled(_MOVED).match(folded, end) is not None
        or ends("<width>[はがも]?<about>", folded[max(0, start - _MARK) : start])
    )


def _one_marked(stretch: Stretch, pair: Sequence[Operand], folded: str, left: int) -> bool:
    """Tell whether a mark stands with one of the two only, or dates with both."""
    if not stretch.marks:
        return True
    marked = [_marked(stretch, operand, folded, left) for operand in pair]
    dated = [_before(_DATED, operand, folded, left) for operand in pair]
    return sum(marked) == 1 or (not any(marked) and stretch.dated and all(dated))


def _marked(stretch: Stretch, operand: Operand, folded: str, left: int) -> bool:
    end = operand.quantity.phrase[1]
    behind = stretch.behind and compiled(stretch.behind).match(folded, end)
    return bool(behind) or _before(stretch.marks, operand, folded, left)


def _before(marks: str, operand: Operand, folded: str, left: int) -> bool:
    """Tell whether the words before a number in its clause have a mark."""
    start = operand.quantity.phrase[0]
    before = folded[max(left, start - _MARK) : start]
    return ends(f"(?:{marks})[^。、%円人台件社]{{0,12}}", before)


def _pairing(check: Check, stated: Operand, pair: Sequence[Operand]) -> Pairing:
    low, high = sorted(pair, key=lambda operand: operand.quantity.value or 0)
    roles = {role.name: role for role in check.roles}
    operands = dict(zip(roles, (low, high), strict=True))
    return Pairing(operands, stated.distance(high), False, check.formula, roles)
