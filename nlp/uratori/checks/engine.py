"""One engine for all declared checks: pair, compute, compare, explain.

A slip is reported only where the pairing is sure: the text names both sides of a comparison, or
there is just one way to pair. Where another pairing holds, nothing is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Analysis, Finding, FlipPoint, Interval
from .alone import alone, beside
from .compute import HOLDS, Result, compute, scale_of
from .cues import compiled, ends
from .doubt import explained, paired_otherwise, stands_elsewhere
from .formula import evaluate, solve
from .lines import ASIDE
from .operands import LONGEST_NUMBER, Operand, Pool
from .pairing import Pairing, name_of_ratio, pairings
from .published import as_published, unrivalled
from .remarks import Page, Remark
from .rules import CHECKS, COMPARING, JUDGES
from .runs import runs
from .schema import FARTHEST, Check, Dimension
from .screening import MOST, Cues, open_checks, roles_filled
from .slips import nowhere_near, slip_of
from .sought import AROUND, possible
from .wording import assumption_text, explain, formula_text, suggest

_BEFORE = 24
"""Characters before a number in which what must precede it stands."""
_BLOCK = FARTHEST + LONGEST_NUMBER
"""Characters of which an operand stands in the same ones as the result, or in those beside them."""
_COARSE = 100
"""How much coarser an operand may be than a result that is told only of fine ones."""
_ALIKE = 50
"""The part of a rate that two rounded amounts may miss it by."""


def check_claims(
    analysis: Analysis, folded: str, *, lang: Literal["ja", "en"] = "ja", strict: bool = False
) -> tuple[Finding, ...]:
    """Check the claims of an article against each other; finding ids are i1, i2, ....

    folded: the folded text of the article. strict: a marginal result counts as inconsistent.
    """
    if not analysis.quantities:
        return ()
    page = Page(text=folded, analysis=analysis)
    single = page.one_figure()
    results = [] if single else unrivalled(list(_results(page.pool, folded, strict)))
    findings: list[Finding] = []
    for result in results:
        cause = _cause(result, results[: len(findings)], findings)
        findings.append(_finding(result, f"i{len(findings) + 1}", cause, lang))
    for judge in JUDGES if single else (*JUDGES, *COMPARING):
        for remark in judge(page):
            findings.append(_remarked(remark, f"i{len(findings) + 1}", page.pool, lang))
    return tuple(findings)


def _results(pool: Pool, folded: str, strict: bool) -> Iterator[Result]:
    """Yield what each check finds at each number; of entries with one key, the first that can.

    A slip that one check tells is not told again of another of its numbers by their standing alone.
    """
    stating = _stating(pool, folded)
    said: set[tuple[str, str]] = set()
    missed: set[frozenset[str]] = set()
    for index in sorted(stating):
        check = CHECKS[index]
        for stated in stating[index]:
            place = (check.key, stated.quantity.id)
            result = None if place in said else _result(check, stated, pool, folded, strict)
            if result is None:
                continue
            said.add(place)
            numbers = result.numbers()
            again = check.stretch is not None and numbers in missed
            wrong = result.verdict.status not in HOLDS
            if wrong:
                missed.add(numbers)
            if not (wrong and again):
                yield as_published(result)


def _stating(pool: Pool, folded: str) -> dict[int, list[Operand]]:
    """Give the numbers that the words around them make the result of each check."""
    around = {operand.quantity.id: _Surroundings(operand, folded) for operand in pool.operands}
    filled = _filled(pool, around)
    stating: dict[int, list[Operand]] = defaultdict(list)
    said: dict[tuple[str, ...], bool] = {(): True}
    for operand in pool.operands:
        if operand.quantity.modifier == "vague":
            continue
        near = 0
        for place, _ in operand.places:
            block = place // _BLOCK
            near |= filled[block - 1] | filled[block] | filled[block + 1]
        for cues, checks in _beside(operand, pool, folded, near, around[operand.quantity.id]):
            if cues.words not in said:
                said[cues.words] = any(word in folded for word in cues.words)
            if said[cues.words]:
                for index in checks:
                    stating[index].append(operand)
    return stating


def _filled(pool: Pool, around: dict[str, _Surroundings]) -> dict[int, int]:
    """Give the roles that the numbers of each block of the article can fill, a bit each."""
    filled: dict[int, int] = defaultdict(int)
    for place, index in pool.places:
        operand = pool.operands[index]
        roles = roles_filled(operand.kind) & around[operand.quantity.id].roles
        filled[place // _BLOCK] |= roles
    return filled


def _beside(
    operand: Operand, pool: Pool, folded: str, filled: int, around: _Surroundings
) -> Iterator[tuple[Cues, tuple[int, ...]]]:
    """Yield the cues that stand beside a number, and the checks that ask for them."""
    absent = ~around.cues
    crowd: int | None = None
    for cues, checks in open_checks(operand.kind, filled, min(len(pool.places) - 1, MOST)):
        if cues.asked & absent:
            continue
        if cues.most is not None:
            crowd = beside(operand, pool, folded) if crowd is None else crowd
            if crowd > cues.most:
                continue
        if _told(cues, operand, around, folded):
            yield cues, checks


def _remarked(remark: Remark, finding_id: str, pool: Pool, lang: Literal["ja", "en"]) -> Finding:
    quantity = remark.quantity
    return Finding(
        id=finding_id,
        scope="internal",
        check=remark.check,
        status="consistent" if remark.right else "inconsistent",
        claim=pool.claim_of(quantity),
        quantity=quantity.id,
        operands=tuple(each.id for each in remark.against),
        formula=remark.formula,
        unit=quantity.unit,
        stated=quantity.value,
        computed=remark.computed,
        explanation=remark.ja if lang == "ja" else remark.en,
        suggestion=None if remark.right else remark.mend_ja if lang == "ja" else remark.mend_en,
    )


def _result(check: Check, stated: Operand, pool: Pool, folded: str, strict: bool) -> Result | None:
    """Give the one result that is sure enough to report, or None."""
    if check.below is not None and (stated.quantity.value or 0) >= check.below:
        return None
    found = _ways(check)(check, stated, pool, folded)
    if not found:
        return None
    results = [r for p in found if (r := compute(check, stated, p, pool, strict)) is not None]
    if not results:
        return None
    best = results[0]
    holding = [r for r in results if r.verdict.status in HOLDS]
    if holding:
        return holding[0] if check.chain or best is holding[0] else None
    alike = len({result.computed for result in results}) == 1
    owned = all(role.relation != "other" for role in check.roles)
    wrong = owned and all(result.verdict.status == "inconsistent" for result in results)
    sure = best.pairing.named or alike or wrong or check.chain
    if not sure or best.pairing.unsure or not _far(best) or _of_else(best) or _turned(best):
        return None
    other = _otherwise(best, pool)
    if other is not None and other.verdict.status in HOLDS:
        return other
    if all(nowhere_near(reading) for reading in (best, other) if reading is not None):
        return None
    told = best.pairing.named or _explicit(check)
    if not told and explained(best, pool, folded):
        return None
    if paired_otherwise(best, pool, folded) or stands_elsewhere(best, pool, folded):
        return None
    return best


def _ways(check: Check) -> Callable[[Check, Operand, Pool, str], list[Pairing]]:
    """Give how operands are found: in a run, alone in a stretch, or by their roles."""
    return runs if check.chain else alone if check.stretch is not None else pairings


def _explicit(check: Check) -> bool:
    """Tell whether the words beside each operand tell its part: 「820億円から943億円へ」."""
    return check.line is not None and {"before", "after"} <= set(check.line.orders[0])


def _far(result: Result) -> bool:
    """Tell whether the number misses by as much as the check asks for."""
    if result.check.fine and _coarse(result):
        return False
    stated, beyond = result.stated.quantity.value or Fraction(0), result.check.beyond
    low, high = sorted((abs(stated), abs(result.computed)))
    return beyond == 1 or low * beyond <= high


def _coarse(result: Result) -> bool:
    """Tell whether an operand is written too roughly: 9.2兆円 less 9.3兆円 is no 1158億円."""
    places = [each.quantity.place or Fraction(0) for each in result.pairing.operands.values()]
    return max(places) > _COARSE * (result.stated.quantity.place or Fraction(0))


def _turned(result: Result) -> bool:
    """Tell whether a currency is told in another, so that it falls where the figure rises."""
    levels = [o for o in result.pairing.operands.values() if o.quantity.kind != "change"]
    return (
        result.check.directed
        and result.computed < 0
        and any((o.claim.entity or "").startswith("fx:") for o in levels)
    )


def _of_else(result: Result) -> bool:
    """Tell whether of two that stand alone one is the change: 4億円となり、3億円、300%の増加."""
    quantity = result.stated.quantity
    factor = result.stated.factor("ratio")
    if result.check.stretch is None or result.check.dimension != "ratio" or not factor:
        return False
    stated = abs(quantity.value or Fraction(0))
    low, high = (each.value("plain") for each in result.pairing.operands.values())
    rates = (low / base / factor for base in (high - low, high + low) if base)
    return any(abs(rate - stated) * _ALIKE <= stated for rate in rates)


def _otherwise(result: Result, pool: Pool) -> Result | None:
    """Give the check's second reading, where it has one: 4.0%から4.4%へ10%上昇."""
    if result.check.or_else is None or result.pairing.sided:
        return None
    formula, dimension = result.check.or_else
    check = msgspec.structs.replace(result.check, formula=formula, dimension=dimension)
    pairing = msgspec.structs.replace(result.pairing, formula=formula)
    if result.stated.factor(dimension) is None:
        return None
    return compute(check, result.stated, pairing, pool, strict=False)


class _Surroundings:
    """What stands beside a number, and which patterns are in it; many checks ask for the same."""

    __slots__ = ("_known", "before", "cues", "roles", "written")

    def __init__(self, stated: Operand, folded: str) -> None:
        left, right = stated.quantity.phrase
        self.before = folded[max(0, left - _BEFORE) : stated.quantity.start]
        # As roles see it: what is said in brackets there is said of something else.
        opened = folded[max(0, left - 2 * _BEFORE) : left]
        plain = ASIDE.sub("", opened) if "(" in opened else ""
        left += folded[left] in "+-"
        self.written = f"{folded[max(0, left - AROUND) : left]}#{folded[right : right + AROUND]}"
        self.cues, self.roles = possible(f"{self.written}\n{self.before}\n{plain}")
        self._known: dict[str, bool] = {}

    def have(self, pattern: str) -> bool:
        """Tell whether a pattern of a declaration matches; the number is written #."""
        known = self._known.get(pattern)
        if known is None:
            known = self._known[pattern] = compiled(pattern).search(self.written) is not None
        return known


def _told(cues: Cues, stated: Operand, around: _Surroundings, folded: str) -> bool:
    """Tell whether the words beside a claim make it what checks with these cues recompute."""
    said = stated.claim.reference
    if cues.against is not None and (said is None or said.kind != cues.against):
        return False
    if cues.preceded_by and not ends(cues.preceded_by, around.before):
        return False
    if cues.told_as and name_of_ratio(cues.told_as, stated, folded) is None:
        return False
    if cues.around and not around.have(cues.around):
        return False
    return not (cues.unless and around.have(cues.unless))


def _cause(result: Result, earlier: Sequence[Result], findings: Sequence[Finding]) -> str | None:
    """Name the finding whose stated number this one was computed from, where both miss."""
    if result.check.follows is None or result.verdict.status in HOLDS:
        return None
    key, formula = result.check.follows
    for other, finding in zip(earlier, findings, strict=True):
        if other.check.key != key or other.verdict.status in HOLDS:
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
    implied = evaluate(formula, {"stated": stated}) / scale_of(
        result.check, result.stated, result.pairing
    )
    return implied in result.stated.quantity.outer


def _finding(
    result: Result, finding_id: str, cause: str | None, lang: Literal["ja", "en"]
) -> Finding:
    names = {name: role.dimension for name, role in result.pairing.roles.items()}
    slip = slip_of(result)
    return Finding(
        id=finding_id,
        scope="internal",
        check=result.check.key,
        status=result.verdict.status,
        claim=result.stated.claim.id or None,
        quantity=result.stated.quantity.id,
        operands=tuple(o.quantity.id for o in result.pairing.operands.values()),
        formula=formula_text(result.stated, result.pairing, result.assumed),
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
            slip,
            lang,
        ),
        suggestion=suggest(result.check, result.stated, result.pairing, result.computed, slip, lang)
        if result.verdict.status not in HOLDS
        else None,
    )


def _flips(result: Result, dimensions: dict[str, Dimension]) -> Iterator[FlipPoint]:
    """Give, for each operand, from which value on the stated number would hold."""
    given = result.check.assumption is not None or result.pairing.years is not None
    if result.verdict.status in HOLDS or given:
        return
    edge = _nearest_edge(result.computed, result.stated.quantity.core)
    if edge is None:
        return
    target = edge * scale_of(result.check, result.stated, result.pairing)
    values = {n: o.value(dimensions[n]) for n, o in result.pairing.operands.items()}
    for name, operand in result.pairing.operands.items():
        found = solve(result.pairing.formula, values, name, target)
        if found is not None:
            worth = operand.factor(dimensions[name]) or Fraction(1)
            yield FlipPoint(quantity=operand.quantity.id, value=found / worth)


def _nearest_edge(point: Fraction, core: Interval) -> Fraction | None:
    edges = [edge for edge in (core.low, core.high) if edge is not None]
    return min(edges, key=lambda edge: abs(edge - point), default=None)
