"""One engine for all declared checks: pair, compute, compare, explain.

A slip is reported only where the pairing is sure: the text names both sides of a comparison, or
there is just one way to pair. Where another pairing holds, nothing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Analysis, Finding, FlipPoint, Interval
from .compare import Verdict, compare
from .formula import evaluate, reach, solve
from .operands import Operand, Pool, pool_of
from .pairing import Pairing, pairings
from .remarks import Page, Remark
from .rules import CHECKS, JUDGES
from .schema import ANY, Assumed, Check, Dimension, ends
from .slips import Slip, slip_of
from .wording import assumption_text, explain, formula_text, suggest

_AROUND = 40
"""Characters on each side of a number in which its cue stands."""
_HOLDS = ("consistent", "approx")


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One pairing computed and compared; numbers in the unit of the stated quantity."""

    check: Check
    stated: Operand
    pairing: Pairing
    computed: Fraction
    reach: Interval
    verdict: Verdict
    assumed: Assumed | None = None


def check_claims(
    analysis: Analysis, folded: str, *, lang: Literal["ja", "en"] = "ja", strict: bool = False
) -> tuple[Finding, ...]:
    """Check the claims of an article against each other; finding ids are i1, i2, ....

    folded: the folded text of the article. strict: a marginal result counts as inconsistent.
    """
    pool = pool_of(analysis)
    results = list(_results(pool, folded, strict))
    findings: list[Finding] = []
    for result in results:
        cause = _cause(result, results[: len(findings)], findings)
        findings.append(_finding(result, f"i{len(findings) + 1}", cause, lang))
    page = Page(text=folded, pool=pool, published=analysis.article.published)
    for remark in (remark for judge in JUDGES for remark in judge(page)):
        findings.append(_remarked(remark, f"i{len(findings) + 1}", pool, lang))
    return tuple(findings)


def _results(pool: Pool, folded: str, strict: bool) -> Iterator[Result]:
    """Yield what each check finds at each number; of entries with one key, the first that can."""
    said: set[tuple[str, str]] = set()
    kinds = {o.claim.metric: {ANY, o.claim.metric, o.family()} for o in pool.operands}
    for check in CHECKS:
        stating = {metric for metric, kind in kinds.items() if check.metrics & kind}
        for stated in pool.operands if stating else ():
            if stated.claim.metric not in stating:
                continue
            result = _result(check, stated, pool, folded, strict)
            place = (check.key, stated.quantity.id)
            if result is not None and place not in said:
                said.add(place)
                yield result


def _remarked(remark: Remark, finding_id: str, pool: Pool, lang: Literal["ja", "en"]) -> Finding:
    quantity = remark.quantity
    return Finding(
        id=finding_id,
        scope="internal",
        check=remark.check,
        status=remark.status,
        claim=pool.claim_of(quantity),
        quantity=quantity.id,
        operands=tuple(each.id for each in remark.against),
        formula=remark.formula,
        unit=quantity.unit,
        stated=quantity.value,
        computed=remark.computed,
        explanation=remark.ja if lang == "ja" else remark.en,
        suggestion=None
        if remark.status in _HOLDS
        else remark.mend_ja
        if lang == "ja"
        else remark.mend_en,
    )


def _result(check: Check, stated: Operand, pool: Pool, folded: str, strict: bool) -> Result | None:
    """Give the one result that is sure enough to report, or None."""
    if not _states(check, stated, folded):
        return None
    found = pairings(check, stated, pool, folded)
    if not found:
        return None
    results = [r for p in found if (r := _compute(check, stated, p, pool, strict)) is not None]
    if not results:
        return None
    best = results[0]
    holding = [r for r in results if r.verdict.status in _HOLDS]
    if holding:
        return holding[0] if check.chain or best is holding[0] else None
    alike = len({result.computed for result in results}) == 1
    if not (best.pairing.named or alike or check.chain) or not _far(best):
        return None
    return _otherwise(best, pool) or best


def _far(result: Result) -> bool:
    """Tell whether the number misses by as much as the check asks for."""
    stated, beyond = result.stated.quantity.value or Fraction(0), result.check.beyond
    low, high = sorted((abs(stated), abs(result.computed)))
    return beyond == 1 or low * beyond <= high


def _otherwise(result: Result, pool: Pool) -> Result | None:
    """Give the check's second reading where the number holds by it: 4.0%から4.4%へ10%上昇."""
    if result.check.or_else is None:
        return None
    formula, dimension = result.check.or_else
    check = msgspec.structs.replace(result.check, formula=formula, dimension=dimension)
    pairing = msgspec.structs.replace(result.pairing, formula=formula)
    if result.stated.factor(dimension) is None:
        return None
    other = _compute(check, result.stated, pairing, pool, strict=False)
    return other if other is not None and other.verdict.status in _HOLDS else None


def _states(check: Check, stated: Operand, folded: str) -> bool:
    """Tell whether a claim can be the result of a check at all."""
    if check.units is not None and stated.quantity.unit not in check.units:
        return False
    if stated.factor(check.dimension) is None or stated.quantity.modifier == "vague":
        return False
    if check.reading is not None and stated.reading() != check.reading:
        return False
    if check.moods is not None and stated.claim.modality not in check.moods:
        return False
    said = stated.claim.reference
    if check.against is not None and (said is None or said.kind != check.against):
        return False
    if check.preceded_by:
        before = folded[max(0, stated.quantity.phrase[0] - 24) : stated.quantity.start]
        if not ends(check.preceded_by, before):
            return False
    return not check.around or _said_around(check.around, stated, folded)


def _said_around(pattern: str, stated: Operand, folded: str) -> bool:
    left, right = stated.quantity.phrase
    written = f"{folded[max(0, left - _AROUND) : left]}#{folded[right : right + _AROUND]}"
    return re.search(pattern, written) is not None


def _compute(
    check: Check, stated: Operand, pairing: Pairing, pool: Pool, strict: bool
) -> Result | None:
    """Compute and compare; with an assumption, under the first usual value that holds."""
    if pairing.years is not None:
        known = Assumed("years", pairing.years, Interval(low=pairing.years, high=pairing.years))
        return _computed(check, stated, pairing, known, strict)
    if check.assumption is None:
        return _computed(check, stated, pairing, None, strict)
    if any(o.quantity.value and o.quantity.value % 1 for o in pairing.operands.values()):
        return None  # 2.3 moves are what prices imply, not a count
    name, values = check.assumption.name, check.assumption.values
    for value in values:
        equal = Assumed(name, value, Interval(low=value, high=value))
        result = _computed(check, stated, pairing, equal, strict)
        if result is not None and result.verdict.status in _HOLDS:
            return result
    lowest = check.assumption.lowest.get(stated.claim.entity or "", values[0])
    mixture = Assumed(name, values[0], Interval(low=lowest, high=values[-1]))
    result = _computed(check, stated, pairing, mixture, False)
    if result is None or _other_count(result, pool):
        return None
    if result.verdict.status == "inconsistent":
        return result
    return msgspec.structs.replace(result, verdict=Verdict("consistent", "by_unequal_steps"))


def _other_count(result: Result, pool: Pool) -> bool:
    """Tell whether another count stands beside the one paired, tied to nothing."""
    counts = {operand.quantity.unit for operand in result.pairing.operands.values()}
    left = result.stated.claim.sentence[0] - result.check.within
    right = result.stated.claim.sentence[1]
    return not counts.isdisjoint(pool.untied_units(left, right))


def _computed(
    check: Check, stated: Operand, pairing: Pairing, assumed: Assumed | None, strict: bool
) -> Result | None:
    roles = pairing.roles
    values = _values(stated, pairing)
    intervals = {n: o.core(roles[n].dimension) for n, o in pairing.operands.items()}
    for name, operand in pairing.operands.items():
        if roles[name].signed and _falls(operand, stated):
            intervals[name] = -intervals[name]
    if assumed is not None:
        values[assumed.name] = assumed.value
        intervals[assumed.name] = assumed.span
    try:
        scale = _scale(check, stated, pairing)
        point = evaluate(pairing.formula, values) / scale
    except ZeroDivisionError:
        return None
    span = _scaled(reach(pairing.formula, intervals), scale)
    core, outer = _written(check, stated)
    verdict = compare(
        point,
        span,
        core,
        outer,
        truncated=stated.cut() if check.truncates else None,
        cut=_reach_when_cut(check, stated, pairing, scale),
        strict=strict,
    )
    return Result(
        check=check,
        stated=stated,
        pairing=pairing,
        computed=point,
        reach=span,
        verdict=verdict,
        assumed=assumed,
    )


def _values(stated: Operand, pairing: Pairing) -> dict[str, Fraction]:
    """Give the operands in the dimensions of their roles, falls with a minus."""
    return {
        name: -operand.value(role.dimension)
        if (role := pairing.roles[name]).signed and _falls(operand, stated)
        else operand.value(role.dimension)
        for name, operand in pairing.operands.items()
    }


def _falls(operand: Operand, stated: Operand) -> bool:
    """Tell whether a change goes down; 「3億円、11%の減収」 says it once for both."""
    if operand.claim.direction is not None:
        return operand.falls()
    return stated.falls() and (operand.quantity.value or 0) >= 0


def _written(check: Check, stated: Operand) -> tuple[Interval, Interval]:
    """Give the core and the outer interval that the stated number stands for in this check."""
    quantity = stated.quantity
    if check.exact and quantity.modifier is None:
        point = Interval(low=quantity.value, high=quantity.value)
        return point, point
    return quantity.core, quantity.outer


def _scale(check: Check, stated: Operand, pairing: Pairing) -> Fraction:
    """Give the formula's value per unit as stated; a fall of 12% is written as 12.

    「12%、3億円減少し」 says once that both fall. 「0.2ポイント悪化」 says no direction at all.
    """
    factor = stated.factor(check.dimension) or Fraction(1)
    if check.directed and stated.judged:
        rises = evaluate(pairing.formula, _values(stated, pairing)) >= 0
        return factor if rises else -factor
    signed = [o for name, o in pairing.operands.items() if pairing.roles[name].signed]
    unsaid = stated.claim.direction is None and (stated.quantity.value or 0) >= 0
    falls = stated.falls() or (unsaid and signed and all(o.falls() for o in signed))
    return -factor if check.directed and falls else factor


def _reach_when_cut(
    check: Check, stated: Operand, pairing: Pairing, scale: Fraction
) -> Interval | None:
    """Give the range of the recomputed number when the amounts of results were cut off."""
    if not check.truncates or check.assumption is not None:
        return None
    intervals = {}
    for name, operand in pairing.operands.items():
        role = pairing.roles[name]
        written = operand.cut() if role.dimension == "amount" else None
        intervals[name] = written or operand.core(role.dimension)
        if role.signed and _falls(operand, stated):
            intervals[name] = -intervals[name]
    return _scaled(reach(pairing.formula, intervals), scale)


def _scaled(span: Interval, scale: Fraction) -> Interval:
    return span.scaled(1 / scale) if scale > 0 else (-span).scaled(-1 / scale)


def _cause(result: Result, earlier: Sequence[Result], findings: Sequence[Finding]) -> str | None:
    """Name the finding whose stated number this one was computed from, where both miss."""
    if result.check.follows is None or result.verdict.status in _HOLDS:
        return None
    key, formula = result.check.follows
    for other, finding in zip(earlier, findings, strict=True):
        if other.check.key != key or other.verdict.status in _HOLDS:
            continue
        mine = {o.claim.id for o in result.pairing.operands.values()}
        theirs = {o.claim.id for o in other.pairing.operands.values()}
        if mine == theirs and _explains(formula, other, result):
            return finding.id
    return None


def _explains(formula: str, cause: Result, result: Result) -> bool:
    stated = cause.stated.value(cause.check.dimension)
    if stated == 1:
        return False
    implied = evaluate(formula, {"stated": stated}) / _scale(
        result.check, result.stated, result.pairing
    )
    return implied in result.stated.quantity.outer


def _finding(
    result: Result, finding_id: str, cause: str | None, lang: Literal["ja", "en"]
) -> Finding:
    names = {name: role.dimension for name, role in result.pairing.roles.items()}
    return Finding(
        id=finding_id,
        scope="internal",
        check=result.check.key,
        status=result.verdict.status,
        claim=result.stated.claim.id or None,
        quantity=result.stated.quantity.id,
        operands=tuple(o.quantity.id for o in result.pairing.operands.values()),
        formula=formula_text(result.check, result.pairing, result.assumed),
        unit=result.stated.quantity.unit,
        stated=result.stated.quantity.value,
        computed=result.computed,
        low=result.reach.low,
        high=result.reach.high,
        flip_point=tuple(_flips(result, names)),
        assumption=assumption_text(result.check, result.assumed, lang),
        cause=cause,
        explanation=explain(
            result.check,
            result.stated,
            result.pairing,
            result.computed,
            result.reach,
            result.verdict,
            _slip(result),
            lang,
        ),
        suggestion=suggest(result.check, result.stated, result.pairing, result.computed, lang)
        if result.verdict.status not in _HOLDS
        else None,
    )


def _slip(result: Result) -> Slip | None:
    """Name the slip that would explain a number that does not fit."""
    if result.verdict.status in _HOLDS:
        return None
    formula = result.check.formula
    relative = formula.startswith("1 -") or formula.endswith("- 1")
    return slip_of(result.stated.quantity, result.computed, relative=relative)


def _flips(result: Result, dimensions: dict[str, Dimension]) -> Iterator[FlipPoint]:
    """Give, for each operand, from which value on the stated number would hold."""
    given = result.check.assumption is not None or result.pairing.years is not None
    if result.verdict.status in _HOLDS or given:
        return
    edge = _nearest_edge(result.computed, result.stated.quantity.core)
    if edge is None:
        return
    target = edge * _scale(result.check, result.stated, result.pairing)
    values = {n: o.value(dimensions[n]) for n, o in result.pairing.operands.items()}
    for name, operand in result.pairing.operands.items():
        found = solve(result.pairing.formula, values, name, target)
        if found is not None:
            worth = operand.factor(dimensions[name]) or Fraction(1)
            yield FlipPoint(quantity=operand.quantity.id, value=found / worth)


def _nearest_edge(point: Fraction, core: Interval) -> Fraction | None:
    edges = [edge for edge in (core.low, core.high) if edge is not None]
    return min(edges, key=lambda edge: abs(edge - point), default=None)
