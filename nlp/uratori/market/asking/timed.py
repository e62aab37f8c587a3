"""Whose number a claim is and of what time, and what of that its words leave open."""

from __future__ import annotations

import msgspec

from ...records import Analysis, Claim, Period, Quantity
from ..definitions.size_changes import CHANGE
from ..definitions.yield_gaps import of_tenor
from ..places import inside
from ..questions import Asked
from ..reading.pairs_said import repaired
from ..reading.policy_spans import with_first_move
from ..reading.retimed import is_day_before, is_of_publication, retimed
from ..reading.sums_told import owner_summed, summed
from ..reading.times_before import session_abroad, set_from_month, time_before
from .behind_told import behind_told, is_loosely_timed, is_undated
from .completed import completed
from .levels_told import behind_turn, is_turn, ranked_elsewhere, turned_at
from .listed_told import as_listed, of_year
from .other_month import (
    day_elsewhere,
    is_anothers_time,
    is_this_day,
    is_told_length,
    longer_time,
    nearer_day,
    topic_time,
    unfinished,
)
from .own_dates import of_session_before
from .owners_behind import owned_behind
from .shared import is_overtaken, is_shared
from .shared_times import is_bare, may_share_time, shares_time, under_heading, without_event


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the time that its words tell."""

    claim: Claim
    """With the time that its sentence tells."""
    written: Claim
    """The claim with its time as it was first read."""
    guessed: bool
    """Whether its time is as likely another."""
    other: Claim | None
    """The same with another time that it may be of."""
    undated: bool = False
    """Whether its words name a time of which nothing gives the days."""


def timed_claim(analysis: Analysis, claim: Claim, quantity: Quantity) -> Timed:
    """Give a claim with its owner and its time as the words round it tell them."""
    claim = of_tenor(analysis, owned_behind(analysis, claim, quantity), quantity)
    claim = plain = repaired(analysis, claim, quantity)
    claim, asunder = _parted(analysis, claim, quantity)
    claim = as_listed(analysis, of_year(analysis, claim, quantity), quantity)
    claim = completed(analysis, claim, quantity)
    claim = turned_at(analysis, owner_summed(analysis, claim, quantity), quantity)
    claim = ranked_elsewhere(analysis, claim, quantity)
    turned = behind_turn(analysis, claim, quantity)
    if turned:
        claim = msgspec.structs.replace(claim, period=None)
    claim = set_from_month(analysis, session_abroad(analysis, claim), quantity)
    before = time_before(analysis, claim, quantity)
    written, claim = claim, retimed(analysis, claim, quantity)
    if before is not None:
        claim = msgspec.structs.replace(claim, period=before)
    claim = behind_told(analysis, claim, quantity)
    if (two := of_session_before(analysis, claim, quantity)) is not None:
        return Timed(claim=two[0], written=two[0], guessed=False, other=two[1])
    then = day_elsewhere(analysis, claim, quantity)
    if then is not None and then[1]:
        claim, then = msgspec.structs.replace(claim, period=then[0]), None
    longer = longer_time(analysis, claim, quantity)
    if longer is not None and is_told_length(analysis, claim, longer):
        claim, longer = msgspec.structs.replace(claim, period=longer), None
    period = then[0] if then else longer
    other = msgspec.structs.replace(claim, period=period) if period else None
    if other is None and (topic := topic_time(analysis, claim, quantity)) is not None:
        other = msgspec.structs.replace(claim, period=topic)
    if other is None and is_anothers_time(analysis, claim):
        other = msgspec.structs.replace(claim, period=None)
    if other is None and (then_told := _also_told(analysis, claim, quantity)):
        other = msgspec.structs.replace(claim, period=then_told)
    if (
        other is None
        and claim.sentence != plain.sentence
        and not is_bare(analysis, plain, quantity)
    ):
        other = plain  # of the last session, and not over the time of another sentence
    return Timed(
        claim=claim,
        written=written,
        guessed=turned
        or asunder
        or before is not None
        or longer is not None
        or is_loosely_timed(analysis, claim, quantity),
        other=other,
        undated=is_undated(analysis, claim, quantity),
    )


def _also_told(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the time that a claim without a place for another one may be of as well."""
    found = unfinished(analysis, claim) or nearer_day(analysis, claim)
    return found or with_first_move(analysis, claim, quantity)


def _parted(analysis: Analysis, claim: Claim, quantity: Quantity) -> tuple[Claim, bool]:
    """Give a claim the time that another sentence tells, and whether it may be another."""
    shared = shares_time(analysis, claim, quantity) or under_heading(analysis, claim, quantity)
    if shared is not None:
        return shared, False
    if (plain := without_event(analysis, claim, quantity)) is not None:
        return plain, True
    return claim, may_share_time(analysis, claim, quantity)


def doubted(analysis: Analysis, timed: Timed, quantity: Quantity, asked: Asked) -> Asked:
    """Give a question with what its words leave open: whose session, whose number."""
    claim = timed.claim
    if is_day_before(analysis, timed.written, quantity):
        unsure = asked.unsure or not is_of_publication(analysis, quantity)
        asked = msgspec.structs.replace(asked, morning=True, unsure=unsure)
    elif claim.period is None and is_this_day(analysis, claim, quantity):
        asked = msgspec.structs.replace(asked, evening=True)
    of_two = asked.topic in ("spread", "excess_return") or asked.against is not None
    of_two = of_two or claim.metric == "nt_ratio"
    of_two = of_two or _has_sure_owner(analysis, claim, quantity)
    of_peak = asked.topic.startswith("from_") and bool(asked.scope or asked.since)
    guessed = timed.guessed and not (of_peak and timed.other is not None)
    guessed = guessed or is_turn(analysis, quantity)
    whole = asked.start is not None and asked.until is not None
    clear = of_two or (whole and _is_beside_owner(analysis, claim, quantity))
    overtaken = not clear and is_overtaken(analysis, claim, quantity)
    shared = is_shared(analysis, claim, quantity)
    if guessed or overtaken or shared:
        whose = overtaken and not (guessed or shared or asked.unsure)
        return msgspec.structs.replace(asked, unsure=True, whose=whose)
    return asked


def _has_sure_owner(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a size is of what its words add up, or of what they make a change of."""
    adds_up = claim.metric == "market_cap" and bool(summed(analysis, claim, quantity))
    return claim.metric == CHANGE or adds_up


def _is_beside_owner(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether only its owner is named between a number and the one before it.

    年初来で金は7.7%上昇し、原油は12.0%下落した: both ends of the second move are told as well.
    """
    start = claim.sentence[0]
    numbers = inside(analysis.quantities, start, quantity.start)
    last = max((each.end for each in numbers if each.kind in ("change", "level")), default=start)
    named = {each.entity for each in inside(analysis.mentions, last, quantity.start)}
    return named == {claim.entity}
