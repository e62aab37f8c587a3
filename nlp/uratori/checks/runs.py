"""Runs of numbers: the parts of a total or of a mean, before it or behind it.

「国内12億円と海外8億円の計20億円」, 「20億円、内訳は国内12億円、海外8億円」.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..text.lazy import lazy
from .cues import compiled, ends
from .lines import ASIDE
from .operands import Operand, Pool
from .pairing import Pairing
from .schema import ANY, Check, Role

_NAMES = "abcdefgh"
_NEAR = 60
"""Characters before a run in which it is said what the run is of."""
_UNITS = "円人株%台件戸社ドル"
_ASIDE = 20
"""Characters from a bracket to a number in it."""
_BEHIND = 20
"""Characters behind it that may say so too, or that there are other parts."""
LEAST_PARTS = 2
"""Numbers that are the parts of something at least."""
_MOST_PARTS = len(_NAMES)
_SOME = "うち"
"""What tells that no more than some of the parts follow: このうち1日が189ポイント."""
_MOVED = lazy("(?:純|微)?[増減](?:加|少)?")
_OTHERS = "<word>{0,4}(?:など|ほか|のほか)|[、。](?:その他|そのほか|残り|残る|このほか)"


def runs(check: Check, stated: Operand, pool: Pool, folded: str) -> list[Pairing]:
    """Give the runs that a total may be of, longest first.

    What stands before the parts, or behind them, may be none of them, so every shorter run is a
    pairing as well.
    """
    run, left_out = (_behind if check.parts_follow else _before)(check, stated, pool, folded)
    count = _count(check, stated, pool, folded)
    if not LEAST_PARTS <= len(run) <= _MOST_PARTS or not _spoken_of(check, stated, run, folded):
        return []
    if check.parts_follow:
        shorter = [run[:end] for end in range(len(run), LEAST_PARTS - 1, -1)]
    else:
        shorter = [run[start:] for start in range(len(run) - LEAST_PARTS + 1)]
    unsure = count is None and _more_parts(check, stated, left_out, run, folded)
    return [
        total_of(check, stated, part, unsure=unsure)
        for part in shorter
        if count in (None, len(part))
    ]


def _before(
    check: Check, stated: Operand, pool: Pool, folded: str
) -> tuple[list[Operand], list[Operand]]:
    """Give the parts before a total in order, and the numbers before them."""
    run: list[Operand] = []
    right = stated.quantity.phrase[0]
    numbers = pool.before(stated)
    while numbers:
        operand = numbers[-1]
        between = _between(stated, operand, folded, right)
        passed = _in_brackets(operand, folded) or (
            not run and _counts(check, stated, operand, between)
        )
        if not passed and not (operand.kind.lasts and not stated.kind.lasts):
            part = _part(check, stated, operand) and _one_kind(run, operand)
            if not part or not _goes_on(check, between):
                break
            run.append(operand)
            right = operand.quantity.phrase[0]
        numbers.pop()
    run.reverse()
    return run, numbers


def _behind(
    check: Check, stated: Operand, pool: Pool, folded: str
) -> tuple[list[Operand], list[Operand]]:
    """Give the parts behind a total in order, and the numbers behind them.

    Words that name others beside them leave none.
    """
    run: list[Operand] = []
    left = stated.quantity.phrase[1]
    numbers = pool.behind(stated)
    while numbers:
        operand = numbers[0]
        right = operand.quantity.phrase[0]
        between = _between(stated, run[-1], folded, right) if run else folded[left:right]
        goes_on = _goes_on(check, between) if run else _SOME not in between
        if len(between) > check.apart or not goes_on:
            break
        if _part(check, stated, operand):
            run.append(operand)
            left = operand.quantity.phrase[1]
        elif run or not _passed_over(check, stated, operand, between):
            break
        numbers.pop(0)
    return ([] if compiled(_OTHERS).match(folded, left) else run), numbers


def _more_parts(
    check: Check, stated: Operand, left_out: Sequence[Operand], run: Sequence[Operand], folded: str
) -> bool:
    """Tell whether the sentence has another number that could be a part of a longer run."""
    first = min(run[0].quantity.start, stated.quantity.start)
    last = max(run[-1].quantity.end, stated.quantity.end)
    return any(
        _part(check, stated, other)
        and "。" not in folded[other.quantity.end : first]
        and "。" not in folded[last : other.quantity.start]
        for other in left_out
    )


def _count(check: Check, stated: Operand, pool: Pool, folded: str) -> Fraction | None:
    """Give how many parts the text says that there are: 「3社の合計」."""
    if check.parts_follow:
        return None
    last = next(iter(reversed(pool.before(stated))), None)
    if last is None:
        return None
    between = _between(stated, last, folded, stated.quantity.phrase[0])
    return last.quantity.value if _counts(check, stated, last, between) else None


def _between(stated: Operand, part: Operand, folded: str, right: int) -> str:
    """Give the words behind a part but for its direction where that is the total's own: 3人増."""
    left = part.quantity.phrase[1]
    way = part.quantity.direction
    moved = _MOVED.match(folded, left) if way and way == stated.quantity.direction else None
    return folded[moved.end() if moved else left : right]


def _in_brackets(operand: Operand, folded: str) -> bool:
    """Tell whether a number is said in brackets of the one before it: 412億円(前年比8%増)."""
    left, right = operand.quantity.phrase
    opened = folded.rfind("(", max(0, left - _ASIDE), left)
    aside = ASIDE.match(folded, opened) if opened >= 0 else None
    inside = aside is not None and right < aside.end()
    return inside and folded[opened - 1 : opened] in _UNITS


def _counts(check: Check, stated: Operand, operand: Operand, between: str) -> bool:
    """Tell whether a number counts the parts: 「3社の合計」."""
    other = operand.measure() != stated.measure()
    return other and compiled(check.counted).match(between) is not None


def _passed_over(check: Check, stated: Operand, operand: Operand, between: str) -> bool:
    """Tell whether a number before the parts is of another thing, or the total told again."""
    if not check.passed_over:
        return False
    return operand.measure() != stated.measure() or ends(check.passed_over, between)


def _goes_on(check: Check, between: str) -> bool:
    plain = ASIDE.sub("", between)
    return len(plain) <= check.apart and not compiled(check.chain).search(plain)


def _spoken_of(check: Check, stated: Operand, run: Sequence[Operand], folded: str) -> bool:
    first, last = (stated, run[-1]) if check.parts_follow else (run[0], stated)
    left = first.quantity.end if check.parts_follow else max(0, first.quantity.start - _NEAR)
    right = last.quantity.phrase[1] + _BEHIND if check.parts_follow else last.quantity.phrase[0]
    return not check.spoken_of or compiled(check.spoken_of).search(folded[left:right]) is not None


def _one_kind(run: Sequence[Operand], operand: Operand) -> bool:
    """Tell whether a part is of the metric of the others: sales and profit add up to nothing."""
    told = {o.claim.metric for o in (*run, operand) if o.family() == "results"}
    return len(told) <= 1


def _part(check: Check, stated: Operand, operand: Operand) -> bool:
    """Tell whether a number can be a part: of the total's unit and kind, with two ends."""
    if check.part_units is not None:
        alike = operand.kind.unit in check.part_units
    else:
        alike = operand.measure() == stated.measure()
        small = abs(operand.value("plain")) < abs(stated.value("plain"))
        moves = "change" in (operand.kind.reading, stated.kind.reading)
        alike = alike and (operand.kind.reading == stated.kind.reading or (moves and small))
    bounded = operand.quantity.core.low is not None and operand.quantity.core.high is not None
    return alike and bounded and operand.quantity.modifier != "range"


def total_of(check: Check, stated: Operand, parts: Sequence[Operand], *, unsure: bool) -> Pairing:
    """Give the pairing of a total with its parts, in their order."""
    operands = dict(zip(_NAMES, parts, strict=False))
    formula = check.formula.format(added=" + ".join(operands), count=len(parts))
    role = Role(
        name="part",
        relation="any",
        families=frozenset({ANY}),
        dimension=check.dimension,
        signed=check.directed,
        ja=check.ja,
        en=check.en,
    )
    distance = stated.distance(parts[0])
    return Pairing(operands, distance, False, formula, dict.fromkeys(operands, role), unsure=unsure)
