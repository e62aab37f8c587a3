"""Every claim against market data: the question, the definitions tried, the verdict, the words.

New here? Start at `verify_claims`; what can be looked up is in `definitions`, how the outcome is
decided in `verdicts`, how it is told in `explain` and `wording`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import msgspec

from ..calendars import NoSession
from ..records import Analysis, Claim, Finding, Interval, MarketStatus, Quantity
from .cues import is_record
from .definitions import METRICS, SIGNED, definitions_for
from .explain import claimants, evidence_of, explanation_of
from .facts import FactSource
from .losses import loss_sign
from .questions import Attempt, Question, Remark, Scale, Unresolved, scale_of
from .verdicts import merged, verdict
from .wording import Lang, say, sentences


def verify_claims(
    analysis: Analysis, source: FactSource, *, lang: Literal["ja", "en"] = "ja"
) -> tuple[Finding, ...]:
    """Give the market findings of an article, at most one a claim, ``m1``, ``m2``, ...

    A claim on a metric without declared definitions gives none. Nothing is looked up beyond
    `source`; nothing is changed.
    """
    defined = [claim for claim in analysis.claims if claim.metric in METRICS]
    if not defined:
        return ()
    quantities = {quantity.id: quantity for quantity in analysis.quantities}
    found = [
        _finding(analysis, claim, quantities[claim.quantity], source, lang)
        for claim in defined
        if claim.quantity in quantities
    ]
    return tuple(
        msgspec.structs.replace(finding, id=f"m{number}")
        for number, finding in enumerate(found, start=1)
    )


def _finding(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource, lang: Lang
) -> Finding:
    reason = _not_checkable(claim, quantity)
    if reason is not None:
        words = say(lang, reason)
        if claim.speaker and reason == claim.modality:
            words += say(lang, "speaker", claim.speaker)
        return _blank(claim, quantity, "not_checkable", sentences(lang, [words]))
    question = _question(analysis, claim, quantity, source)
    if isinstance(question, Remark):
        text = analysis.article.text[slice(*quantity.phrase)]
        parts = [say(lang, question.code, *question.values), say(lang, "insufficient_blank", text)]
        return _blank(claim, quantity, "insufficient", sentences(lang, parts))
    return _answer(question, lang)


def _blank(claim: Claim, quantity: Quantity, status: MarketStatus, explanation: str) -> Finding:
    return Finding(
        id="",
        scope="market",
        check=claim.metric or "",
        status=status,
        claim=claim.id,
        quantity=quantity.id,
        unit=quantity.unit,
        stated=quantity.value,
        explanation=explanation,
    )


def _not_checkable(claim: Claim, quantity: Quantity) -> str | None:
    """Give the reason why a claim is not set against data, as a key of the wording."""
    if claim.modality != "fact":
        return claim.modality
    if claim.negated:
        return "negated"
    unbounded = quantity.outer.low is None and quantity.outer.high is None
    return "vague" if quantity.modifier == "vague" or unbounded else None


OTHER_FIGURES = frozenset({"average", "extreme", "earlier", "weighting", "excluding"})
"""Bases under which a number is not the figure of its date: an average, what it was before."""


def _own_time(claim: Claim) -> bool:
    """Tell whether an earlier figure is told with its own time: 先月の, 前年同期の."""
    if set(claim.basis) & OTHER_FIGURES != {"earlier"}:
        return False
    return claim.period is not None and claim.period.text in EARLIER_TIMES


EARLIER_TIMES = frozenset({"先月", "前月", "前年同月", "前年同期", "昨年", "前年", "前年度"})
"""Times that stand before a figure of their own; the claim's period tells their days."""


def _question(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource
) -> Question | Remark:
    """Give what is to be looked up, or the reason why it cannot be."""
    if claim.entity is None:
        return Remark(code="no_entity")
    others = set(claim.basis) & OTHER_FIGURES
    if others == {"extreme"} and is_record(analysis.article.text, claim, quantity):
        others = set()
    if others and not _own_time(claim):
        return Remark(code="other_figure")
    after = analysis.article.text[quantity.end : quantity.end + 1]
    if claim.metric == "return" and quantity.unit == "times" and after == "増":
        return Remark(code="ambiguous_times")
    scale = scale_of(claim.metric or "", quantity.unit)
    if scale is None:
        return Remark(code="no_unit")
    if claim.metric == "return" and quantity.unit == "ratio" and after in ("に", "へ"):
        scale = msgspec.structs.replace(scale, offset=Fraction(-100))
    direction = claim.direction or quantity.direction
    claimed = scale.onto(_meant(claim, quantity))
    signed = claim.metric == "return" or _signed_change(claim, quantity)
    mirrored = signed and _falls(direction, scale, claimed)
    mirrored = mirrored or loss_sign(analysis.article.text, claim, quantity) < 0 < _upper(claimed)
    return Question(
        analysis=analysis,
        claim=msgspec.structs.replace(claim, direction=direction),
        quantity=quantity,
        entity=claim.entity,
        source=source,
        scale=scale,
        claimed=-claimed if mirrored else claimed,
        mirrored=mirrored,
    )


def _signed_change(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is a change with a sign; so many times the level has none."""
    return (
        claim.metric in SIGNED
        and quantity.kind == "change"
        and quantity.unit not in ("times", "ratio")
    )


def _upper(claimed: Interval) -> Fraction:
    return Fraction(1) if claimed.high is None else claimed.high


def _meant(claim: Claim, quantity: Quantity) -> Interval:
    """Give what a number is compared as; an unhedged move of a policy rate is meant exactly."""
    if claim.metric == "policy_rate_change" and quantity.modifier is None:
        return Interval(low=quantity.value, high=quantity.value)
    return quantity.outer


def _falls(direction: str | None, scale: Scale, claimed: Interval) -> bool:
    """Tell whether 12%下落 has to be read as -12%; a multiple of the level has its own sign."""
    positive = claimed.high is None or claimed.high > 0
    return direction == "down" and scale.offset == 0 and positive


def _answer(question: Question, lang: Lang) -> Finding:
    attempts = merged(tuple(_attempts(question)))
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
        computed=_written(question, best.value if best else None),
        low=_edge(question, best, low=True),
        high=_edge(question, best, low=False),
        evidence=evidence_of(question, attempts, stated, lang),
    )


def _attempts(question: Question) -> Iterator[Attempt]:
    for definition in definitions_for(question):
        try:
            yield from definition.measure(question, definition)
        except NoSession as none:
            remark = Remark(code=none.code, values=none.values)
            yield Attempt(definition=definition, entity=question.entity, remark=remark)
        except Unresolved as unresolved:
            yield Attempt(definition=definition, entity=question.entity, remark=unresolved.remark)


def _best(attempts: tuple[Attempt, ...]) -> Attempt | None:
    """Give the attempt whose value the finding shows: the conventional, or the first that holds."""
    valued = [each for each in attempts if each.value is not None]
    usual = [
        each for each in valued if each.definition.standing == "conventional" and not each.proxy
    ]
    usual.sort(key=lambda each: each.holds is not True)
    held = [each for each in valued if each.holds]
    return next(iter([*usual, *held, *valued]), None)


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
