"""Which claims of an article can be the operands of a check: by metric, entity, basis and place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from ..text.document import LONGEST_SENTENCE
from .operands import Operand, Pool, one_subject, related
from .rules import Check, Role

UNNAMED_WITHIN = 300
"""Characters over which operands are paired where the text does not name what is compared."""
NEAREST = 6
"""Candidates tried for one role, nearest first."""


class Pairing(msgspec.Struct, frozen=True):
    """Operands that fill the roles of a check for one stated claim."""

    operands: Mapping[str, Operand]
    distance: int
    named: bool
    """The text itself names both sides: the subject and what it is compared with."""


def pairings(check: Check, stated: Operand, pool: Pool, folded: str) -> list[Pairing]:
    """Give the ways to fill the roles of a check, those that the text names first, then nearest."""
    candidates = [_candidates(check, role, stated, pool, folded) for role in check.roles]
    found = []
    for chosen in itertools.product(*candidates):
        operands = {role.name: o for role, o in zip(check.roles, chosen, strict=True)}
        if _fits(check, stated, operands):
            distance = max(stated.distance(o) for o in chosen)
            found.append(Pairing(operands, distance, _named(stated, operands)))
    found.sort(key=lambda pairing: (not pairing.named, pairing.distance))
    return found


def _candidates(
    check: Check, role: Role, stated: Operand, pool: Pool, folded: str
) -> list[Operand]:
    fitting = [
        o
        for o in pool.near(stated, check.within or LONGEST_SENTENCE)
        if (o.family() in role.families or o.claim.metric in role.families)
        and o.factor(role.dimension) is not None
        and (check.within > 0 or o.claim.sentence == stated.claim.sentence)
        and _stands(role, stated, o)
        and _followed(role, o, folded)
    ]
    return sorted(fitting, key=stated.distance)[:NEAREST]


def _followed(role: Role, operand: Operand, folded: str) -> bool:
    """Tell whether what stands right after the number is what the role asks for."""
    return re.compile(role.followed_by).match(folded, operand.quantity.phrase[1]) is not None


def _stands(role: Role, stated: Operand, operand: Operand) -> bool:
    """Tell whether an operand's entity stands to the stated claim's as the role asks.

    Where the text names nothing to compare with, either side can be any entity; `_fits` then asks
    for two different ones of which the subject is one.
    """
    claim, entity = stated.claim, operand.claim.entity
    if role.relation == "same":
        return claim.entity == entity and claim.subject == operand.claim.subject
    against = claim.reference
    if against is None or against.kind != "entity":
        return entity is not None or operand.claim.subject is not None
    if role.relation == "other" and against.quantity is not None:
        return operand.quantity.id == against.quantity
    if role.relation == "other":
        words = operand.claim.subject if entity is None else None
        return related(against.entity, entity) or (words is not None and words in against.text)
    if claim.entity is None and claim.subject is None:
        return stated.distance(operand) <= UNNAMED_WITHIN and not related(entity, against.entity)
    return one_subject(stated, operand)


def _fits(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether operands go together: one metric, one basis, one mood, one time, no twice."""
    chosen = list(operands.values())
    if len({o.claim.id for o in chosen}) < len(chosen):
        return False
    if len({o.claim.modality for o in chosen}) > 1 or not _one_time(check, stated, chosen):
        return False
    if check.within and len({o.claim.basis for o in chosen if not _set_against(stated, o)}) > 1:
        return False
    if check.one_metric and len({o.claim.metric for o in chosen}) > 1:
        return False
    if any(o.quantity.core.low is None or o.quantity.core.high is None for o in chosen):
        return False
    if "other" in operands and not _named(stated, operands):
        if stated.claim.reference is not None and stated.claim.reference.kind == "entity":
            return True
        near = all(stated.distance(o) <= UNNAMED_WITHIN for o in chosen)
        return near and _rising(chosen) and _two_sides(stated, operands)
    return check.within != 0 or _in_order(chosen)


def _set_against(stated: Operand, operand: Operand) -> bool:
    """Tell whether the text itself measures from this number; its basis is then what it is."""
    against = stated.claim.reference
    return against is not None and against.quantity == operand.quantity.id


def _one_time(check: Check, stated: Operand, chosen: Sequence[Operand]) -> bool:
    """Tell whether the claims speak of one time; a dated result needs operands of its date."""
    if check.within == 0:
        return True
    own = _date(stated)
    dates = {_date(o) for o in chosen if not _set_against(stated, o)}
    said = (dates | {own}) - {None}
    if len(said) > 1:
        return False
    return own is None or own in dates or stated.family() != "relative"


def _date(operand: Operand) -> tuple[str | None, str | None] | None:
    period = operand.claim.period
    if period is None or (period.timex or "P").startswith("P"):
        return None
    return period.timex, period.mod


def _rising(chosen: Sequence[Operand]) -> bool:
    """Tell whether the first role's value is the smaller one, as the claim's meaning asks."""
    low, high = (operand.quantity.value or 0 for operand in chosen)
    return low < high


def _two_sides(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the operands are of two entities of which the subject, if any, is one."""
    own, other = operands["own"], operands["other"]
    if one_subject(own, other):
        return False
    unsaid = stated.claim.entity is None and stated.claim.subject is None
    return unsaid or one_subject(stated, own) or one_subject(stated, other)


def _in_order(chosen: Sequence[Operand]) -> bool:
    starts = [o.quantity.start for o in chosen]
    return starts == sorted(starts) and len({o.quantity.unit for o in chosen}) == 1


def _named(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    against = stated.claim.reference
    if "other" not in operands:
        return True
    owned = stated.claim.entity is not None or stated.claim.subject is not None
    return against is not None and against.kind == "entity" and owned
