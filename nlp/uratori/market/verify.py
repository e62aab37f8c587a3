"""Every claim against market data: the question, the definitions tried, the verdict, the words.

New here? Start at `verify_claims`; what can be looked up is in `definitions`, how the outcome is
decided in `verdicts`, how it is told in `explain` and `wording`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import chain
from typing import Literal

import msgspec

from ..calendars import NoSession, calendar_of, known_on, market_of, session_at_or_before
from ..records import Analysis, Claim, Finding, Interval, MarketStatus, Quantity
from .asking.claims_asked import as_fact, claims_on_data, not_checkable
from .asking.runs_said import run_direction
from .asking.timed import Timed, doubted, timed_claim
from .asking.topics import asked_of
from .definitions.catalogue import DEFINITIONS, SIGNED, definitions_for
from .definitions.plans import as_plan
from .explain import claimants, evidence_of, explanation_of
from .facts import FactSource
from .questions import Attempt, Definition, Question, Remark, Scale, Unresolved, scale_of
from .reading.losses import improved, loss_sign
from .stated import stated
from .verdicts import merged, verdict
from .windows import NOT_BEGUN
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
    return tuple(
        msgspec.structs.replace(finding, id=f"m{number}")
        for number, finding in enumerate(found, start=1)
    )


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
        claim=claim.id or None,
        quantity=quantity.id,
        unit=quantity.unit,
        stated=quantity.value,
        explanation=explanation,
    )


def _question(
    analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource
) -> Question | Remark:
    """Give what is to be looked up, or the reason why it cannot be."""
    timed = timed_claim(analysis, claim, quantity)
    if timed.undated:
        return Remark(code="period_unclear")
    question = _asking(analysis, timed, quantity, source)
    if isinstance(question, Remark) or timed.other is None:
        return question
    other = msgspec.structs.replace(timed, claim=timed.other, other=None)
    then = _asking(analysis, other, quantity, source)
    return question if isinstance(then, Remark) else msgspec.structs.replace(question, other=then)


def _asking(
    analysis: Analysis, timed: Timed, quantity: Quantity, source: FactSource
) -> Question | Remark:
    """Give the question of a claim whose time is told."""
    claim = timed.claim
    try:
        asked = asked_of(analysis, claim, quantity)
    except Unresolved as unresolved:
        return unresolved.remark
    if isinstance(asked, Remark):
        return asked
    asked = doubted(analysis, timed, quantity, asked)
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


def _signed_change(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is a change with a sign; so many times the level has none."""
    return (
        claim.metric in SIGNED
        and quantity.kind == "change"
        and quantity.unit not in ("times", "ratio")
    )


def _upper(claimed: Interval) -> Fraction:
    return Fraction(1) if claimed.high is None else claimed.high


TURNED = frozenset(
    each.topic or each.metric
    for each in DEFINITIONS
    if each.metric in ("return", "price_change", "deviation")
    or each.topic.endswith(("yield_change", "average_gap"))
)
"""The topics of which a fall is written as a positive number (12%下落)."""


_LEVELS = frozenset({"close", "high", "low", "open", "moving_average"})
_FAR = 15
"""How many times a price lies apart from what is no slip of a digit but another thing's number."""


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
        computed=_computed(question, best),
        low=_edge(question, best, low=True),
        high=_edge(question, best, low=False),
        evidence=evidence_of(question, attempts, stated, lang),
    )


def _attempts(question: Question) -> Iterator[Attempt]:
    for definition in definitions_for(question):
        for attempt in _at_other_time(question, definition):
            open_to = question.asked.unsure or _is_mirror(question, attempt)
            doubted = attempt.holds is False and open_to
            if doubted or (attempt.holds is not None and _is_far(question, attempt)):
                unsure = Remark(code="unsure")
                yield msgspec.structs.replace(attempt, holds=None, remark=unsure)
            else:
                yield attempt


def _at_other_time(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure at the claim's time and, where that fails, at the other one that it may be of."""
    found = _read_twice(question, definition)
    if question.other is None or any(each.holds for each in found):
        return found
    then = [
        each for other in definitions_for(question.other)
        if other.standing == definition.standing for each in _read_twice(question.other, other)
    ]  # fmt: skip
    held = tuple(each for each in then if each.holds)
    if held or all(each.holds is False for each in then):
        return held or found
    unsure = Remark(code="unsure")
    return tuple(
        msgspec.structs.replace(each, holds=None, remark=unsure) if each.holds is False else each
        for each in found
    )


def _is_mirror(question: Question, attempt: Attempt) -> bool:
    """Tell whether a number without a direction or a sign is the very move, the other way."""
    number = question.quantity
    if question.claim.direction or question.mirrored or attempt.spread is None:
        return False
    bare = number.text[:1].isdigit() and question.topic in TURNED and question.scale.offset == 0
    return bare and (-question.claimed).meets(attempt.spread)


def _is_far(question: Question, attempt: Attempt) -> bool:
    """Tell whether a price is so far off that the number must be of something else."""
    stated, value = question.quantity.value, attempt.value
    if question.claim.metric not in _LEVELS or question.quantity.kind != "level":
        return False
    if stated is None or not value or attempt.unit == "percent":
        return False
    return not abs(value) / _FAR <= abs(stated * question.scale.factor) <= abs(value) * _FAR


def _read_twice(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure as of the close before the article and, where it is known, of its own day.

    An article has a date and no hour: what one of the two readings bears out holds, and what one
    of them lacks data for is not refuted.
    """
    fixing = definition.rows[0] if definition.rows else ""
    question = msgspec.structs.replace(question, fixing=fixing)
    morning = _measured(question, definition)
    settled = definition.settled and not question.entity.startswith("index:")
    if not morning or settled or not _evening(question, morning):
        return morning
    evening = _measured(msgspec.structs.replace(question, evening=True), definition)
    if any(each.remark and each.remark.code == NOT_BEGUN for each in morning):
        return evening  # no article of before the first session tells a move
    if question.asked.morning:
        return tuple(map(_unless_other, morning, evening))
    if question.asked.evening and len(evening) == len(morning):
        return tuple(map(_unless_other, evening, morning))
    if len(evening) != len(morning):
        return min(morning, evening, key=lambda each: min(map(_rank, each), default=3))
    return tuple(chain.from_iterable(map(_better, morning, evening)))


def _unless_other(read: Attempt, other: Attempt) -> Attempt:
    """Take back a refusal where the session that is not the one named has the number."""
    if read.holds is False and other.holds:
        return msgspec.structs.replace(read, holds=None, remark=Remark(code="unsure"))
    return read


def _better(morning: Attempt, evening: Attempt) -> tuple[Attempt, ...]:
    """Give the reading that tells more for the claim; both where both fail."""
    if morning.holds is False and evening.holds is False and morning.rows != evening.rows:
        return morning, evening
    return (min(morning, evening, key=_rank),)


def _rank(attempt: Attempt) -> int:
    """Order readings: one that holds, then one that cannot tell, then one that fails."""
    return {True: 0, None: 1, False: 2}[attempt.holds]


def _evening(question: Question, morning: tuple[Attempt, ...]) -> bool:
    """Tell whether the close of the article's own day may be the one it speaks of."""
    published = question.published
    if published is None or (all(each.holds for each in morning) and not question.asked.evening):
        return False
    codes = {each.remark.code for each in morning if each.value is None and each.remark}
    if codes == {"no_series"} and all(each.value is None for each in morning):
        return False
    try:
        known = known_on(market_of(question.entity, question.fixing), published)
        calendar = calendar_of(question.entity)
        return known <= published and session_at_or_before(calendar, published) == published
    except NoSession:
        return False


def _measured(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure from the day named and, where it may be part of a move, from the one before."""
    asked = question.asked
    found = _measured_once(question, definition)
    if not asked.either or asked.start is None:
        return found
    earlier = msgspec.structs.replace(asked, start=asked.start - timedelta(1))
    other = _measured_once(msgspec.structs.replace(question, asked=earlier), definition)
    return tuple(chain.from_iterable(map(_better, found, other)))


def _measured_once(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    try:
        return tuple(definition.measure(question, definition))
    except NoSession as none:
        remark = Remark(code=none.code, values=none.values)
    except Unresolved as unresolved:
        remark = unresolved.remark
    return (Attempt(definition=definition, entity=question.entity, remark=remark),)


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
