"""Numbers that stand alone: the only two of their unit in a sentence, or in it and one beside it.

Writers tell a change, a share or a progress in endless orders of words. Where a stretch of text
holds just two numbers of one unit, no order is needed to know what a third is made of.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..claims import metric
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
_LINE = 40
"""Characters of a line of a list; two of them may belong to the sentence behind."""
_MARK = 24
"""Characters before a number in which its mark stands."""
_MOVED = "(?:の|も|ほど|程度){0,2}(?:<growing>|<shrinking>|<above>|<below>|[高安](?!値)|取り崩し)"
_JOINTS = "(?:、|・|[(]|、[(]| |)(率(?:で|にして)は?)?"
_DATED = "[0-9]{2,4}年(?:度|[0-9]{1,2}月期)?(?:は|に|の|末)|[0-9]{1,2}月末"
_TOPIC = (
    "(?<=[^ぁ-ん])(?<![率幅額分差年月期日回合])(?<!シェア)(?<!その)(?<!損益)(?<!収支)は"
    "|(?<=[^ぁ-ん])(?<![率幅額分差合上下広])が|(?<=[^ぁ-ん])も(?!と)"
)
"""What the next words are about, where it is no change and no time."""
_PAIR = 2
_BASE = "(<earlier>)(?:比|より|から|に比べ|と比べ)[^。、%0-9]{0,8}$"
"""Before a change, what it is measured from: 前日より595円高い."""
_RATES = frozenset({"percent", "ratio", "times", "bp", "percentage_point", "points"})
_CROWD = 8
"""Other numbers at most among which the two are looked for."""
_APART = 6
"""Times that a figure changes by at most, where its change is told as an amount."""
_OF_AMOUNT = 3
"""Times that a figure is larger than what it has grown by, at least."""
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
        pair = others if len(others) == _PAIR else _told_apart(check, stated, others, folded, left)
        if len(pair) == _PAIR and _fits(check, stated, pair):
            told = _told(check.stretch, stated, pair, folded, left)
            return [_pairing(check, stated, pair)] if told else []
        if len(others) > _CROWD:
            return []
    return []


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
    marked = [each for each in others if _marked(stretch, each, told, folded, left)]
    if len(marked) != 1:
        return []
    (base,) = marked
    rest = [
        each
        for each in others
        if each is not base
        and each.measure() == base.measure()
        and _comparable(base, each)
        and (not stretch.one_metric or each.bare() or base.bare() or _of_one_kind(each, base))
        and (check.formula != "low/high" or each.value("plain") < base.value("plain"))
    ]
    if len(rest) != 1 or stated.quantity.start < max(base.quantity.end, rest[0].quantity.end):
        return []
    pair = sorted((base, *rest), key=lambda each: each.quantity.start)
    ended = pair[1].quantity.phrase[1]
    between = folded[ended : stated.quantity.phrase[0]]
    parted = any(ended < each.quantity.start < stated.quantity.start for each in others)
    return [] if parted or compiled(_TOPIC).search(between) else pair


def _comparable(base: Operand, other: Operand) -> bool:
    """Tell whether two figures are of one order of size."""
    low, high = sorted((base.value("plain"), other.value("plain")))
    return high < low * _APART


def _rival(operand: Operand, stated: Operand, folded: str) -> bool:
    """Tell whether a number may be what the two come to as well as the stated one."""
    if stated.quantity.unit in _RATES:
        return operand.quantity.unit in _RATES
    return operand.measure() == stated.measure() and _moves(operand, folded)


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
    """Give the sum of all numbers before a total in its sentence, or in the one before as well."""
    for left, right in itertools.islice(_stretches(stretch, stated, folded), 2):
        others = _others(stated, pool, left, right)
        parts = [each for each in others if not _counts(each, stated)]
        counted = {each.quantity.value for each in others if _counts(each, stated)}
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


def _counts(operand: Operand, stated: Operand) -> bool:
    """Tell whether a number counts the parts: 3会場で計."""
    value, kind = operand.quantity.value or 0, operand.quantity.kind
    return kind == "count" and value <= LONGEST_RUN and operand.measure() != stated.measure()


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
        lines = sentence_start(folded, max(0, before - 1))
        if 0 < before - lines <= _LINE and folded[before - 1] == folded[left - 1] == "\n":
            yield lines, right
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


def _told(
    stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str, left: int
) -> bool:
    """Tell whether two numbers can be set against each other, and one has its part told."""
    if not all(_plain(each, folded) for each in pair):
        return False
    first, second = pair
    if stretch.amount and not _may_be_change(stated, pair):
        return False
    if first.quantity.value == second.quantity.value or _of_else(stretch, stated, pair, folded):
        return False
    if not _of_one_sort(stretch, first, second, folded):
        return False
    tied = not (first.bare() or second.bare())
    if tied and stretch.one_metric and not _of_one_kind(first, second):
        return False
    if tied and not can_be_of_one(first, second):
        return False
    if stretch.apart and _has_amount(stated, pair, folded):
        return False
    if _grown_itself(stretch, pair, stated, folded) or _measured(pair, stated, folded):
        return False
    if _by_others(stretch, pair, stated, folded, left):
        return False
    right = max(each.quantity.end for each in (*pair, stated)) + _MARK
    says = not stretch.says or compiled(stretch.says).search(folded, left, right) is not None
    return says and _one_marked(stretch, pair, stated, folded, left)


def _by_others(
    stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str, left: int
) -> bool:
    """Tell whether one of two numbers is of others: 市場の予想, not 予想をAからBに."""
    if not stretch.unless or _from_to(pair, folded):
        return False
    return any(_before(stretch.unless, each, [*pair, stated], folded, left) for each in pair)


def _from_to(pair: Sequence[Operand], folded: str) -> bool:
    first, second = sorted(pair, key=lambda operand: operand.quantity.start)
    between = folded[first.quantity.phrase[1] : second.quantity.phrase[0]]
    return compiled("(?:<from>|を)[^。]{0,12}").fullmatch(between) is not None


def _of_one_sort(stretch: Stretch, first: Operand, second: Operand, folded: str) -> bool:
    """Tell whether two numbers are both levels, or both changes where the check takes them.

    The rates of growth of a figure that is no rate are.
    """
    name = first.claim.metric
    if name and name == second.claim.metric and _is_rate(name, first.quantity.unit):
        return True
    moving = _moves(first, folded)
    return moving == _moves(second, folded) and not (moving and stretch.levels)


def _of_one_kind(first: Operand, second: Operand) -> bool:
    """Tell whether two figures are of one metric, or both are prices: 初値 and 公開価格."""
    names = (first.claim.metric, second.claim.metric)
    prices = all(name is not None and metric(name).family == "price" for name in names)
    return prices or one_kind(first, second)


def _is_rate(name: str, unit: str) -> bool:
    """Tell whether a number of a metric is its growth, and not its level."""
    row = metric(name)
    return row.kind == "change" or unit not in row.units


def _of_else(stretch: Stretch, stated: Operand, pair: Sequence[Operand], folded: str) -> bool:
    """Tell whether words between two numbers and what follows them make it another thing's.

    「赤字が42億円から15億円に縮み、売上高が2.4倍になった」; a name of the change itself is none.
    """
    ended = [o.quantity.phrase[1] for o in pair if o.quantity.end <= stated.quantity.start]
    if not stretch.one_topic or len(ended) < _PAIR:
        return False
    between = folded[max(ended) : stated.quantity.phrase[0]]
    return compiled(_TOPIC).search(between) is not None


def _may_be_change(stated: Operand, pair: Sequence[Operand]) -> bool:
    """Tell whether an amount is of the size of what two others can differ by."""
    low, high = sorted(each.value("plain") for each in pair)
    return stated.value("plain") < high and high < low * _APART


def _has_amount(stated: Operand, pair: Sequence[Operand], folded: str) -> bool:
    """Tell whether a number is the amount of the rate right behind it: 30億円、7.1%の増加."""
    low, high = sorted(pair, key=lambda operand: operand.quantity.value or 0)
    between = folded[low.quantity.phrase[1] : stated.quantity.phrase[0]]
    joint = compiled(_JOINTS).fullmatch(between)
    small = low.value("plain") * _OF_AMOUNT < high.value("plain")
    return joint is not None and (small or joint[1] is not None)


def _grown_itself(stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether the figure of before has the rate itself: 前期は2133億円と34%増え."""
    return any(
        _marked(stretch, each, [*pair, stated], folded, 0)
        and folded[each.quantity.phrase[1] : stated.quantity.phrase[0]] == "と"
        for each in pair
    )


def _measured(pair: Sequence[Operand], stated: Operand, folded: str) -> bool:
    """Tell whether the rate names a base that is neither: AからBに修正した(前期比3%増)."""
    start = stated.quantity.phrase[0]
    base = compiled(_BASE).search(folded[max(0, start - _MARK) : start])
    if base is None:
        return False
    return not any(_before(base[1][:2], each, [*pair, stated], folded, 0) for each in pair)


def _plain(operand: Operand, folded: str) -> bool:
    """Tell whether a number is a figure with two ends, no average, base or split: 2020年=100."""
    core, value = operand.quantity.core, operand.quantity.value or 0
    start = operand.quantity.phrase[0]
    bounded = value > 0 and None not in (core.low, core.high)
    own = ends("=|(?<!予想)平均(?:で|は)?<about>", folded[max(0, start - _MARK) : start])
    split = compiled("[^。、]{0,6}分割").match(folded, operand.quantity.phrase[1])
    return bounded and operand.quantity.modifier != "range" and not own and split is None


def _moves(operand: Operand, folded: str) -> bool:
    """Tell whether a number is itself a change: 13円安, 350億円の上積み, 上げ幅は2000億円."""
    start, end = operand.quantity.phrase
    return (
        operand.quantity.kind == "change"
        or compiled(_MOVED).match(folded, end) is not None
        or ends("<width>[はがも]?<about>", folded[max(0, start - _MARK) : start])
    )


def _one_marked(
    stretch: Stretch, pair: Sequence[Operand], stated: Operand, folded: str, left: int
) -> bool:
    """Tell whether a mark stands with one of the two only, or dates with both."""
    if not stretch.marks:
        return True
    told = [*pair, stated]
    marked = [_marked(stretch, operand, told, folded, left) for operand in pair]
    if stretch.weak and not any(marked):
        marked = [_before(stretch.weak, operand, told, folded, left) for operand in pair]
    dated = [_before(_DATED, operand, told, folded, left) for operand in pair]
    return sum(marked) == 1 or (not any(marked) and stretch.dated and all(dated))


def _marked(
    stretch: Stretch, operand: Operand, told: Sequence[Operand], folded: str, left: int
) -> bool:
    end = operand.quantity.phrase[1]
    behind = stretch.behind and compiled(stretch.behind).match(folded, end)
    return bool(behind) or _before(stretch.marks, operand, told, folded, left)


def _before(marks: str, operand: Operand, told: Sequence[Operand], folded: str, left: int) -> bool:
    """Tell whether the words between a number and the one before it in its clause have a mark."""
    start = operand.quantity.phrase[0]
    ended = [o.quantity.phrase[1] for o in told if o.quantity.phrase[1] <= start]
    before = folded[max(left, start - _MARK, *ended) : start]
    return ends(f"(?:{marks})[^。、%]{{0,12}}", before)


def _pairing(check: Check, stated: Operand, pair: Sequence[Operand]) -> Pairing:
    low, high = sorted(pair, key=lambda operand: operand.quantity.value or 0)
    roles = {role.name: role for role in check.roles}
    operands = dict(zip(roles, (low, high), strict=True))
    return Pairing(operands, stated.distance(high), False, check.formula, roles)
