"""Every claim against market data: the question, the definitions tried, the verdict, the words.

New here? Start at `verify_claims`; how a claim becomes a question is in `posed`, how its
definitions are tried in `tried`, what can be looked up in `definitions`, how the outcome is decided
in `verdicts`, how it is told in `explain` and `wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import SUPPORTED, Analysis, Claim, Finding, MarketStatus, Quantity
from .asking.claims_asked import as_fact, claims_on_data, not_checkable
from .asking.exact_told import claims_exact
from .definitions.plans import as_plan
from .explain import claimants, evidence_of, explanation_of
from .facts import FactSource
from .posed import question_of
from .questions import Attempt, Question, Remark
from .tried import attempts_of
from .verdicts import merged, verdict
from .wording import Lang, say, sentences


def verify_claims(
    analysis: Analysis,
    source: FactSource,
    *,
    lang: Literal["ja", "en"] = "ja",
    claims: Sequence[Claim] | None = None,
) -> tuple[Finding, ...]:
    """Give the market findings of an article, at most one a claim, ``m1``, ``m2``, ...

    A claim on a metric without declared definitions gives none. Nothing is looked up beyond
    `source`; nothing is changed. claims: those of `claims_on_data`, where they are at hand.
    """
    defined = claims_on_data(analysis) if claims is None else claims
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    found = [
        _finding(analysis, claim, quantities[claim.quantity], source, lang)
        for claim in defined
        if claim.quantity in quantities
    ]
    found = _with_exact(analysis, source, lang, found)
    return tuple(
        msgspec.structs.replace(finding, id=f"m{number}")
        for number, finding in enumerate(found, start=1)
    )


_OPEN = frozenset({"close", "price_range"})
"""Checks of a price whose words may be told of another than the close that it is."""


def _with_exact(
    analysis: Analysis, source: FactSource, lang: Lang, found: list[Finding]
) -> list[Finding]:
    """Give findings with those on exact prices that their own words leave unsaid, and that hold."""
    left = {
        each.quantity for each in found if each.status != "insufficient" or each.check not in _OPEN
    }
    left |= {each.quantity for each in analysis.claims if each.modality != "fact" or each.negated}
    numbers = {each.id: each for each in analysis.quantities}
    tried = (
        _finding(analysis, claim, numbers[claim.quantity], source, lang)
        for claim in claims_exact(analysis, left)
    )
    exact = {each.quantity: each for each in tried if each.status in SUPPORTED}
    return [*(each for each in found if each.quantity not in exact), *exact.values()]


def _finding(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource, lang: Lang
) -> Finding:
    claim = as_plan(analysis, as_fact(analysis, claim, quantity), quantity, source)
    reason = not_checkable(claim, quantity)
    if reason is not None:
        words = say(lang, reason)
        if claim.speaker and reason == claim.modality:
            words += say(lang, "speaker", claim.speaker)
        return _blank(claim, quantity, "not_checkable", sentences(lang, [words]))
    question = question_of(analysis, claim, quantity, source)
    if isinstance(question, Remark):
        return _unanswered(analysis, claim, quantity, question, lang)
    attempts = merged(tuple(attempts_of(question)))
    if not attempts:
        return _unanswered(analysis, claim, quantity, Remark(code="no_definition"), lang)
    return _answer(question, attempts, lang)


def _unanswered(
    analysis: Analysis, claim: Claim, quantity: Quantity, reason: Remark, lang: Lang
) -> Finding:
    """Tell why a number could not be looked up."""
    text = analysis.article.text[slice(*quantity.phrase)]
    parts = [say(lang, reason.code, *reason.values), say(lang, "insufficient_blank", text)]
    return _blank(claim, quantity, "insufficient", sentences(lang, parts))


def _blank(claim: Claim, quantity: Quantity, status: MarketStatus, explanation: str) -> Finding:
    return Finding(
        id="",
        scope="market",
        check=claim.metric or "",
        status=status,
        claim=claim.id or None,
        quantity=quantity.id,
        unit=quantity.unit,
        stated=quantity.value,
        explanation=explanation,
    )


def _answer(question: Question, attempts: tuple[Attempt, ...], lang: Lang) -> Finding:
    status = verdict(attempts)
    stated = claimants(question, attempts)
    best = _best(attempts)
    finding = _blank(
        question.claim,
        question.quantity,
        status,
        explanation_of(question, attempts, stated, status, lang),
    )
    return msgspec.structs.replace(
        finding,
        computed=_computed(question, best),
        low=_edge(question, best, low=True),
        high=_edge(question, best, low=False),
        evidence=evidence_of(question, attempts, stated, lang),
    )


def _best(attempts: tuple[Attempt, ...]) -> Attempt | None:
    """Give the attempt whose value the finding shows: the conventional, or the first that holds."""
    valued = [each for each in attempts if each.value is not None]
    usual = [
        each for each in valued if each.definition.standing == "conventional" and not each.proxy
    ]
    usual.sort(key=lambda each: each.holds is not True)
    held = [each for each in valued if each.holds]
    return next(iter([*usual, *held, *valued]), None)


def _computed(question: Question, best: Attempt | None) -> Fraction | None:
    if best is None or question.quantity.kind == "date":
        return None
    return _written(question, best.value)


def _written(question: Question, value: Fraction | None) -> Fraction | None:
    """Give a computed value in the unit and the sense of the written number."""
    if value is None:
        return None
    return question.scale.back(-value if question.mirrored else value)


def _edge(question: Question, best: Attempt | None, *, low: bool) -> Fraction | None:
    spread = best.spread if best is not None else None
    if spread is None or spread.low == spread.high:
        return None
    return _written(question, spread.low if low != question.mirrored else spread.high)
