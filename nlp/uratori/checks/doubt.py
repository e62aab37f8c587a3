"""Whether a number that does not fit would fit with another number of the article.

Writers leave out what a number is measured from, and readers find it: 「140兆9000億円から
2兆7000億円(1.9%)減」 stands beside three other amounts. A slip that another number near by would
explain away is not sure enough to report.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from ..records import Quantity
from ..text.stops import sentence_end, sentence_start
from .compute import SUM, Result, compute, far_off
from .cues import compiled
from .operands import Operand, Pool, can_be_of_one
from .pairing import fillers, named_before

REACH = 300
"""Characters from the stated number within which another operand is looked for."""
_TELLING = 100
"""Last places that a number has at least which hardly anything comes to by chance."""


def explained(result: Result, pool: Pool, folded: str) -> bool:
    """Tell whether the check holds with one of its operands replaced by a number near by.

    Or whether that number is what the operands come to: 「事業利益512億円、前年同期は831億円。
    事業利益の内訳は」 tells the parts of the first.
    """
    if _told_elsewhere(result, pool) or _lacks_a_part(result, pool):
        return True
    for name, operand in result.pairing.operands.items():
        named = not operand.bare() and named_before(result.stated, operand, folded, pool)
        for other in _others(result, name, pool):
            if named and other.claim.metric != operand.claim.metric and not other.bare():
                continue  # 公開価格ベースの時価総額 leaves no choice
            if _holds(result, _in_order({**result.pairing.operands, name: other}), pool):
                return True
    return False


def _in_order(operands: dict[str, Operand]) -> dict[str, Operand]:
    """Let the smaller and the larger of two numbers that stand alone be what they are called."""
    if operands.keys() != {"low", "high"}:
        return operands
    low, high = sorted(operands.values(), key=lambda operand: operand.value("plain"))
    return {"low": low, "high": high}


def _holds(result: Result, operands: dict[str, Operand], pool: Pool) -> bool:
    """Tell whether a check holds with other operands."""
    pairing = msgspec.structs.replace(result.pairing, operands=operands)
    if far_off(result.check, result.stated, pairing):
        return False
    instead = compute(result.check, result.stated, pairing, pool, strict=False)
    if instead is None or instead.verdict.note == "by_truncation":
        return False  # what was cut off comes to too much
    return instead.verdict.status == "consistent"


def paired_otherwise(result: Result, pool: Pool, folded: str) -> bool:
    """Tell whether the check holds with other numbers that can fill its roles, of whatever time.

    「営業利益率は19.6%」 of the whole firm stands beside its regions' sales and profits as well.
    """
    check, stated = result.check, result.stated
    single = check.line is None and check.stretch is None and not check.chain
    single = single and all(role.relation != "other" for role in check.roles)
    if not single or check.dimension not in ("ratio", "share"):
        return False
    filling = [fillers(check, role, stated, pool, folded) for role in check.roles]
    for chosen in itertools.product(*filling):
        operands = dict(zip(result.pairing.roles, chosen, strict=True))
        if _holds(result, operands, pool):
            return True
    return False


def stands_elsewhere(result: Result, pool: Pool, folded: str) -> bool:
    """Tell whether a spread has a rate in its own sentence that the pairing leaves out.

    「10年は4.24%、2年は3.71%。30年は4.80%で、10年との差は56bp」.
    """
    if not result.check.rate_beside:
        return False
    quantity = result.stated.quantity
    start, end = sentence_start(folded, quantity.start), sentence_end(folded, quantity.end)
    taken = result.numbers()
    here = [o for o in pool.operands if start <= o.quantity.start < end]
    paired = any(o.quantity.id in taken - result.stated.said_as for o in here)
    rates = (o for o in here if o.quantity.unit == "percent" and o.quantity.kind == "level")
    return not paired and any(o.quantity.id not in taken for o in rates)


def _lacks_a_part(result: Result, pool: Pool) -> bool:
    """Tell whether a number before is what a sum lacks: 「今期は42円。前期は38円…合計は」."""
    if result.check.formula != SUM:
        return False
    stated, taken = result.stated, result.numbers()
    lacking = (stated.quantity.value or 0) - result.computed
    first = min(each.quantity.start for each in result.pairing.operands.values())
    return lacking > 0 and any(
        other.quantity.value == lacking
        and other.quantity.id not in taken
        and other.quantity.end <= first
        and other.measure() == stated.measure()
        for _, other in pool.neighbours(stated, REACH)
    )


def _of_a_part(result: Result, pool: Pool) -> bool:
    """Tell whether shares are of a share: 海外は46%で、国別では12%、9%、その他が25%."""
    values = [each.value("plain") for each in result.pairing.operands.values()]
    stated = result.stated.value("plain")
    told = [other.value("plain") for _, other in pool.neighbours(result.stated, REACH)]
    wholes = [sum(values[at:]) + stated for at in range(len(values) - 1)]
    return any(abs(whole - each) * _TELLING <= whole for whole in wholes for each in told)


def _told_elsewhere(result: Result, pool: Pool) -> bool:
    """Tell whether another number is what was computed, to three digits at least.

    Or of the very metric that a run of parts was told for: 0.3%増だった。前の期は0.6%減…内需が0.4.
    """
    stated, came = result.stated, abs(result.computed)
    if result.check.chain and result.check.formula.startswith("1 - "):
        return _of_a_part(result, pool)
    taken = result.numbers()
    return any(
        distance <= REACH
        and other.quantity.id not in taken
        and other.measure() == stated.measure()
        and (_tells(other.quantity) or (bool(result.check.chain) and _of_one_metric(stated, other)))
        and (came in other.quantity.core or -came in other.quantity.core)
        for distance, other in pool.neighbours(stated, REACH)
    )


def _of_one_metric(stated: Operand, other: Operand) -> bool:
    return stated.claim.metric is not None and stated.claim.metric == other.claim.metric


def _tells(quantity: Quantity) -> bool:
    """Tell whether a number is written finely enough not to be met by chance."""
    value, place = quantity.value, quantity.place
    return value is not None and place is not None and place > 0 and abs(value) >= _TELLING * place


def _others(result: Result, name: str, pool: Pool) -> Iterator[Operand]:
    """Yield the numbers that may be meant where a role took another one, nearest first.

    What stands in a later sentence was not yet told.
    """
    operand, stated = result.pairing.operands[name], result.stated
    taken = result.numbers()
    owned = result.pairing.roles[name].relation in ("own", "same")
    for distance, other in pool.neighbours(stated, REACH):
        if distance > REACH:
            return
        told = other.quantity.start < stated.claim.sentence[1]
        free = told and other.quantity.id not in taken
        if free and _alike(operand, other) and (not owned or can_be_of_one(operand, other)):
            yield other


def _alike(operand: Operand, other: Operand) -> bool:
    """Tell whether a number is of the unit and time of another, and no average where it is none.

    To have taken the figure of before (820億円から) is a slip.
    """
    core = other.quantity.core
    before, now = (compiled("<from>").match(each.behind) for each in (other, operand))
    return (
        None not in (core.low, core.high)
        and other.measure().partition("/")[0] == operand.measure().partition("/")[0]
        and set(other.claim.basis) - {"loss"} <= set(operand.claim.basis)
        and (before is None or now is not None)
    )
