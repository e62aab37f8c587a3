"""Numbers that stand alone: the only two of their unit in a sentence, or in it and one beside it.

Writers tell a change, a share or a progress in endless orders of words. Where a stretch of text
holds just two numbers of one unit, no order is needed to know what a third is made of.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..text.lazy import lazy
from ..text.stops import sentence_end, sentence_start
from .apposite import can_be_set, comparable, is_marked, is_plain, moves, names_another, of_one_kind
from .cues import compiled, ends
from .operands import LONGEST_RUN, Operand, Pool
from .pairing import Pairing
from .runs import total_of
from .schema import Check, Stretch

_LONGEST = 160
"""Characters of a sentence that is looked at."""
_DIGIT = lazy("[0-9]")
_LINE = 40
"""Characters of a line of a list; two of them may belong to the sentence behind."""
_PAIR = 2
_RATES = frozenset({"percent", "ratio", "times", "bp", "percentage_point", "points"})
_CROWD = 8
"""Other numbers at most among which the two are looked for."""
_PAST = (
    "(?:<earlier>|[0-9]{1,2}(?:年|[カか]月)前|前の(?:期|年|月))"
    "(?:の(?:実績)?|は|が|も|、|[(]){0,2}<about>"
)
"""Right before a figure that is of before."""
_EXCHANGE = lazy("[A-Z]{3}/[A-Z]{3}")
_MEASURED = "から|より|に対し|に比べ|と比べ"
"""Right behind what a result is measured from."""
_NEXT = 20
_NEAR = Fraction(5, 3)
"""Times that a total and its parts may differ; figures farther apart are of other things."""


def alone(check: Check, stated: Operand, pool: Pool, folded: str) -> list[Pairing]:
    """Give the one pair that stands alone with the stated number, or nothing."""
    if check.stretch is None or (stated.quantity.value or 0) <= 0:
        return []
    if check.stretch.parts:
        return _all_parts(check, check.stretch, stated, pool, folded)
    for left, right in _stretches(check.stretch, stated, folded):
        others = _of_one_unit(_others(stated, pool, left, right))
        if check.stretch.still:
            others = [
                each for each in others if _is_amount(each, check) and not moves(each, folded)
            ]
        pair = others if len(others) == _PAIR else _told_apart(check, stated, others, folded, left)
        if len(pair) == _PAIR and _fits(check, stated, pair):
            if can_be_set(check.stretch, stated, pair, folded, left):
                return [
                    _pairing(check, stated, pair, _of_before(check.stretch, stated, pair, folded))
                ]
            told = [*pair, stated]
            if not all(is_marked(check.stretch, each, told, folded, left) for each in pair):
                return []
        if len(others) > _CROWD:
            return []
    return []


def _is_amount(operand: Operand, check: Check) -> bool:
    """Tell whether a number is in a unit that a role of the check takes."""
    return operand.factor(check.roles[0].dimension) is not None


def _told_apart(
    check: Check, stated: Operand, others: Sequence[Operand], folded: str, left: int
) -> list[Operand]:
    """Give the one number that is marked as what was before, and the one that it compares with.

    They stand before the stated one, and nothing that it may be of instead stands between.
    """
    stretch = check.stretch
    if stretch is None or not stretch.marks or len(others) <= _PAIR:
        return []
    if stretch.one_topic and any(_rival(each, stated, folded) for each in others):
        return []
    told = [*others, stated]
    marked = [each for each in others if is_marked(stretch, each, told, folded, left)]
    ahead = [each for each in marked if each.quantity.start < stated.quantity.start]
    if not ahead or (len(marked) > 1 and stretch.one_topic):
        return []
    base = ahead[-1]
    rest = [
        each
        for each in others
        if each not in marked
        and each.measure() == base.measure()
        and comparable(base, each)
        and (not stretch.one_metric or each.bare() or base.bare() or of_one_kind(each, base))
    ]
    if len(rest) != 1 or stated.quantity.start < max(base.quantity.end, rest[0].quantity.end):
        return []
    pair = sorted((base, *rest), key=lambda each: each.quantity.start)
    ended = pair[1].quantity.phrase[1]
    between = folded[ended : stated.quantity.phrase[0]]
    parted = any(ended < each.quantity.start < stated.quantity.start for each in others)
    return [] if parted or names_another(between) else pair


def _rival(operand: Operand, stated: Operand, folded: str) -> bool:
    """Tell whether a number may be what the two come to as well as the stated one."""
    if stated.quantity.unit in _RATES:
        return operand.quantity.unit in _RATES
    return operand.measure() == stated.measure() and moves(operand, folded)


def most_beside(check: Check) -> int | None:
    """Give how many other numbers the sentence of a result may hold, None for any number."""
    if check.stretch is None:
        return None
    return LONGEST_RUN + 1 if check.stretch.parts else _CROWD


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
    """Give the sums of the numbers before a total, in its sentence and in the one before too."""
    found: list[Pairing] = []
    for left, right in itertools.islice(_stretches(stretch, stated, folded), 2):
        others = _others(stated, pool, left, right)
        parts = [each for each in others if not _counts(each, stated)]
        counted = {each.quantity.value for each in others if _counts(each, stated)}
        if len(parts) < _PAIR:
            continue
        if counted - {len(parts)}:
            break
        units = {each.measure() for each in (*parts, stated)}
        before = all(each.quantity.end <= stated.quantity.start for each in parts)
        plain = all(is_plain(each, folded) and not moves(each, folded) for each in parts)
        says = compiled(stretch.says).search(folded, left, right) is not None
        near = len(parts) <= LONGEST_RUN and _of_size(stated, parts)
        if len(units) == 1 and before and plain and not says and near:
            found.append(total_of(check, stated, parts, unsure=False))
        elif not found:
            break
    return found


def _of_size(stated: Operand, parts: Sequence[Operand]) -> bool:
    """Tell whether a number is near enough to the sum of others to be meant as it."""
    came = sum(each.value("plain") for each in parts)
    return came <= stated.value("plain") * _NEAR and stated.value("plain") <= came * _NEAR


def _counts(operand: Operand, stated: Operand) -> bool:
    """Tell whether a number counts the parts: 3会場で計."""
    value, kind = operand.quantity.value or 0, operand.quantity.kind
    return kind == "count" and value <= LONGEST_RUN and operand.measure() != stated.measure()


def _stretches(stretch: Stretch, stated: Operand, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the sentence of a number, then it with the one before, then with the one behind.

    A sentence that tells no number does not part the ones around it, nor does a line break.
    """
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
        earlier = sentence_start(folded, max(0, before - 1))
        lines = folded[before - 1] == folded[left - 1] == "\n" and before - earlier <= _LINE
        aside = folded[before - 1] == "。" and not _DIGIT.search(folded, before, left)
        if earlier < before and (lines or aside) and left - earlier <= _LONGEST:
            yield earlier, right
    behind = sentence_end(folded, right + 1) if stretch.behind_too else right
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


def _of_one_unit(others: list[Operand]) -> list[Operand]:
    """Leave out a count of something else beside two numbers of one unit: 12人の予想平均."""
    if len(others) != _PAIR + 1:
        return others
    for odd in others:
        rest = [each for each in others if each is not odd]
        if odd.quantity.kind == "count" and len({each.measure() for each in rest}) == 1:
            return rest if odd.measure() != rest[0].measure() else others
    return others


def _fits(check: Check, stated: Operand, pair: Sequence[Operand]) -> bool:
    """Tell whether two numbers are in one unit, which the check can take.

    「1リットル184.6円。前の週は175.4円だった」 says only once what the price is of.
    """
    units = {operand.measure() for operand in pair}
    if len(units) == _PAIR and len({unit.partition("/")[0] for unit in units}) == 1:
        units = {unit for unit in units if "/" not in unit}
    if check.dimension == "amount":
        units.add(stated.measure())
    factors = [o.factor(role.dimension) for o, role in zip(pair, check.roles, strict=True)]
    return len(units) == 1 and None not in factors


def _of_before(
    stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str
) -> Operand | None:
    """Give the one that is told to be of before right beside it, where the result has a direction.

    A rate behind it may be its own: 「前年同期は500億円で、10%増えていた」.
    """
    if stretch.rises is None or any(_is_rate(each) for each in pair):
        return None
    marked = [each for each in pair if _is_of_before(each, stated, folded)]
    return marked[0] if len(marked) == 1 else None


def _is_rate(operand: Operand) -> bool:
    """Tell whether a number is a rate of exchange, which falls where its currency rises."""
    named = (operand.claim.entity or "").startswith("fx:")
    return named or _EXCHANGE.fullmatch(operand.quantity.unit) is not None


def _is_of_before(operand: Operand, stated: Operand, folded: str) -> bool:
    start, end = operand.quantity.phrase
    if stated.quantity.end > start and compiled(_MEASURED).match(folded, end) is None:
        return False
    return ends(_PAST, folded[max(0, start - _NEXT) : start])


def _pairing(
    check: Check, stated: Operand, pair: Sequence[Operand], base: Operand | None
) -> Pairing:
    """Give the two as the smaller and the larger, or as the words have it: 前年同期は312億円."""
    low, high = sorted(pair, key=lambda operand: operand.quantity.value or 0)
    far = stated.distance(high)
    rises = check.stretch is not None and check.stretch.rises
    if base is not None and base is (high if rises else low):
        low, high = high, low
    roles = {role.name: role for role in check.roles}
    operands = dict(zip(roles, (low, high), strict=True))
    return Pairing(operands, far, False, check.formula, roles, sided=base is not None)
