"""A claim as a question to data: whose number, of what time, in which unit and sense."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ..records import Analysis, Claim, Interval, Quantity
from ..text.fold import fold_kept
from .asking.runs_said import run_direction
from .asking.timed import Timed, doubted, timed_claim
from .asking.topics import asked_of
from .definitions.catalogue import DEFINITIONS, SIGNED
from .definitions.results import AMOUNTS
from .facts import FactSource
from .places import days_inside
from .questions import Asked, Question, Remark, Scale, Unresolved, scale_of
from .reading.fixings_said import fixing_said
from .reading.losses import improved, loss_sign
from .reading.retimed import period_of_day
from .stated import stated


def question_of(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource
) -> Question | Remark:
    """Give what is to be looked up, or the reason why it cannot be."""
    timed = timed_claim(analysis, claim, quantity)
    if timed.undated:
        return Remark(code="period_unclear")
    question = question_at(analysis, timed, quantity, source)
    if isinstance(question, Remark) or timed.other is None:
        return question
    other = msgspec.structs.replace(timed, claim=timed.other, other=None)
    then = question_at(analysis, other, quantity, source)
    return question if isinstance(then, Remark) else msgspec.structs.replace(question, other=then)


def question_at(
    analysis: Analysis, timed: Timed, quantity: Quantity, source: FactSource
) -> Question | Remark:
    """Give the question of a claim whose time is told, or the reason why there is none."""
    claim = timed.claim
    try:
        asked = asked_of(analysis, claim, quantity)
    except Unresolved as unresolved:
        return unresolved.remark
    if isinstance(asked, Remark):
        return asked
    asked = doubted(analysis, timed, quantity, asked)
    return posed(analysis, claim, quantity, asked, source)


def posed(
    analysis: Analysis, claim: Claim, quantity: Quantity, asked: Asked, source: FactSource
) -> Question | Remark:
    """Give the question that a claim is, by what its words make of its metric."""
    claim, asked = _fixed(analysis, claim, quantity, asked, source)
    topic = asked.topic or claim.metric or ""
    after = analysis.article.text[quantity.end : quantity.end + 1]
    if claim.metric == "return" and quantity.unit == "times" and after == "増":
        return Remark(code="ambiguous_times")
    scale = scale_of(topic, quantity.unit)
    if scale is None:
        return Remark(code="no_unit")
    if claim.metric == "return" and quantity.unit == "ratio" and after in ("に", "へ"):
        scale = msgspec.structs.replace(scale, offset=Fraction(-100))
    told = improved(analysis.article.text, claim, quantity)
    direction = told or asked.direction or claim.direction or quantity.direction
    direction = direction or run_direction(analysis, claim, quantity)
    claimed, core = stated(analysis, claim, quantity, asked, scale)
    signed = topic in TURNED or told is not None or _signed_change(claim, quantity)
    mirrored = signed and _falls(direction, scale, claimed)
    mirrored = mirrored or (topic == "spread" and asked.flipped)
    mirrored = mirrored or loss_sign(analysis.article.text, claim, quantity) < 0 < _upper(claimed)
    return Question(
        analysis=analysis,
        claim=msgspec.structs.replace(claim, direction=direction),
        quantity=quantity,
        entity=asked.entity or "",
        source=source,
        scale=scale,
        claimed=-claimed if mirrored else claimed,
        core=-core if mirrored and core is not None else core,
        mirrored=mirrored,
        asked=asked,
    )


def _fixed(
    analysis: Analysis, claim: Claim, quantity: Quantity, asked: Asked, source: FactSource
) -> tuple[Claim, Asked]:
    """Give a claim and what it asks with the fixing of a currency that the words name.

    A move without a day is of the one that the sentence on the fixing names. A fixing that the data
    do not have is left out.
    """
    entity = asked.entity or ""
    text = fold_kept(analysis.article.text)
    said = fixing_said(text, quantity) if entity.startswith("fx:") else None
    if said is None:
        return claim, asked
    if not any(row.definition == said.definition for row in source.facts(entity, "close")):
        return claim, asked
    days = days_inside(analysis, said.start, said.end)
    if claim.period is None and asked.base == "session" and len(days) == 1:
        claim = msgspec.structs.replace(claim, period=period_of_day(days[0]))
    return claim, msgspec.structs.replace(asked, fixing=said.definition)


def _signed_change(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is a change with a sign; so many times the level has none."""
    rate = claim.metric in AMOUNTS and quantity.unit == "percent"  # 減益率は5%: a level no change
    turned = rate and claim.reference is not None and claim.direction is not None
    changed = quantity.kind == "change" or turned
    return claim.metric in SIGNED and changed and quantity.unit not in ("times", "ratio")


def _upper(claimed: Interval) -> Fraction:
    return Fraction(1) if claimed.high is None else claimed.high


TURNED = frozenset(
    each.topic or each.metric
    for each in DEFINITIONS
    if each.metric in ("return", "price_change", "deviation")
    or each.topic.endswith(("yield_change", "average_gap"))
)
"""The topics of which a fall is written as a positive number (12%下落)."""


def _falls(direction: str | None, scale: Scale, claimed: Interval) -> bool:
    """Tell whether 12%下落 has to be read as -12%; a multiple of the level has its own sign."""
    positive = claimed.high is None or claimed.high > 0
    return direction == "down" and scale.offset == 0 and positive
