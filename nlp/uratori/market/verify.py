"""Every claim against market data: the question, the definitions tried, the verdict, the words.

New here? Start at `verify_claims`; how a claim becomes a question is in `posed`, how its
definitions are tried in `tried`, what can be looked up in `definitions`, how the outcome is decided
in `verdicts`, how it is told in `explain` and `wording`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from fractions import Fraction
from itertools import chain
from typing import Literal

import msgspec

from ..records import SUPPORTED, Analysis, Claim, Finding, MarketStatus, Quantity
from .asking.claims_asked import as_fact, claims_on_data, not_checkable
from .asking.exact_told import SIZES, claims_exact
from .definitions.plans import as_plan
from .derived import with_derived
from .exact import exactly, is_misspelling
from .explain import claimants, evidence_of, explanation_of
from .facts import FactSource
from .parallel import over_spans, parallels
from .posed import question_of
from .questions import Attempt, Question, Remark
from .settled import SETTLED, Settled
from .tried import attempts_of, may_hold_elsewhere
from .verdicts import merged, verdict
from .wording import Lang, say, sentences


def verify_claims(
    analysis: Analysis,
    source: FactSource,
    *,
    lang: Literal["ja", "en"] = "ja",
    claims: Sequence[Claim] | None = None,
    inside: Sequence[Finding] = (),
) -> tuple[Finding, ...]:
    """Give the market findings of an article, at most one a claim, ``m1``, ``m2``, ...

    A claim on a metric without declared definitions gives none. Nothing is looked up beyond
    `source`; nothing is changed. claims: those of `claims_on_data`, where they are at hand.
    inside: what the article's own arithmetic says, to which data may tell who is right.
    """
    defined = claims_on_data(analysis) if claims is None else claims
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    told = [
        _told(analysis, claim, quantities[claim.quantity], source, lang)
        for claim in defined
        if claim.quantity in quantities
    ]
    told = _with_exact(analysis, source, lang, told)
    told = _with_parallels(analysis, source, lang, told)
    found = with_derived(analysis, inside, [each.finding for each in told], lang)
    return tuple(
        msgspec.structs.replace(each, id=f"m{number}") for number, each in enumerate(found, start=1)
    )


class _Told(msgspec.Struct, frozen=True):
    """A finding and, where data had anything to say, what was asked and answered."""

    finding: Finding
    settled: Settled | None = None


_OPEN = frozenset({
    "close", "high", "low", "price_range", "price_change", "moving_average", "yield", *SIZES,
})  # fmt: skip
"""Checks of a figure whose words may be told of another than the one that it is."""


def _with_exact(
    analysis: Analysis, source: FactSource, lang: Lang, told: list[_Told]
) -> list[_Told]:
    """Give findings with those on exact figures that their own words leave unsaid, where sure."""
    found = {each.finding.quantity: each for each in told}
    unmet = {each.quantity for each in analysis.claims if each.negated}
    left = {key for key, each in found.items() if not _is_open(each.finding, unmet)}
    left |= {each.quantity for each in analysis.claims if each.modality != "fact"}
    numbers = {each.id: each for each in analysis.quantities}
    for claim in claims_exact(analysis, left):
        exact = _told(analysis, claim, exactly(numbers[claim.quantity]), source, lang)
        last = found.get(claim.quantity)
        settled = last is not None and last.settled is not None
        if not settled and _is_sure(exact, last):
            found[claim.quantity] = exact
    return list(found.values())


def _is_open(finding: Finding, unmet: Container[str]) -> bool:
    """Tell whether a figure may be told of another than its words make of it.

    unmet: those that something is said not to reach, which stood all the same.
    """
    if finding.quantity in unmet:
        return finding.status == "not_checkable"
    return finding.status == "insufficient" and finding.check in _OPEN


def _is_sure(told: _Told, last: _Told | None) -> bool:
    """Tell whether a figure in any words is one to the last place, or a digit apart from it.

    last: what its own words made of it. What they call a move is no price but for a digit.
    """
    if told.finding.status in SUPPORTED:
        return True
    if last is not None and last.finding.check == "price_change":
        return False
    refuted = told.settled if told.finding.status == "contradicted" else None
    return refuted is not None and any(
        is_misspelling(refuted.question, each) for each in refuted.attempts
    )


def _with_parallels(
    analysis: Analysis, source: FactSource, lang: Lang, told: list[_Told]
) -> list[_Told]:
    """Give findings with those on numbers left open that are told as the ones beside them are."""
    found = {each.finding.quantity: each for each in told}
    settled = {key: each.settled for key, each in found.items() if each.settled is not None}
    own = {each.quantity: each for each in analysis.claims}
    for number in analysis.quantities:
        if _is_left(found.get(number.id), own.get(number.id)):
            alike = parallels(analysis, number, own.get(number.id), settled)
            spans = over_spans(analysis, number, own.get(number.id), source)
            for each in chain(alike, spans):
                answer = _answered(each.question, lang)
                status = answer.finding.status
                sure = each.sure and not (each.borrowed and may_hold_elsewhere(each.question))
                if answer.settled and (status in SUPPORTED or (sure and status == "contradicted")):
                    found[number.id], settled[number.id] = answer, answer.settled
                    break
    return list(found.values())


def _is_left(told: _Told | None, claim: Claim | None) -> bool:
    """Tell whether a number is a fact of which neither its own words nor data settle anything."""
    fact = claim is None or (claim.modality == "fact" and not claim.negated)
    return fact and (told is None or told.finding.status == "insufficient")


def _told(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource, lang: Lang
) -> _Told:
    claim = as_plan(analysis, as_fact(analysis, claim, quantity), quantity, source)
    reason = not_checkable(claim, quantity)
    if reason is not None:
        words = say(lang, reason)
        if claim.speaker and reason == claim.modality:
            words += say(lang, "speaker", claim.speaker)
        return _Told(_blank(claim, quantity, "not_checkable", sentences(lang, [words])))
    question = question_of(analysis, claim, quantity, source)
    if isinstance(question, Remark):
        return _Told(_unanswered(analysis, claim, quantity, question, lang))
    return _answered(question, lang)


def _answered(question: Question, lang: Lang) -> _Told:
    attempts = merged(tuple(attempts_of(question)))
    if not attempts:
        reason = Remark(code="no_definition")
        return _Told(
            _unanswered(question.analysis, question.claim, question.quantity, reason, lang)
        )
    finding = _answer(question, attempts, lang)
    if finding.status not in SETTLED:
        return _Told(finding)
    settled = Settled(question=question, status=finding.status, attempts=attempts)
    return _Told(finding, settled)


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
