"""Which claims of an article can be the operands of a check: by metric, entity, basis and place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from .operands import Operand, related
from .rules import Check, Role

NEAREST = 6
"""Candidates tried for one role, nearest first."""
_ACTUAL = frozenset({"fact"})


class Pairing(msgspec.Struct, frozen=True):
    """Operands that fill the roles of a check for one stated claim."""

    operands: Mapping[str, Operand]
    distance: int
    named: bool
    """The text itself names both sides: the subject and what it is compared with."""


def pairings(check: Check, stated: Operand, pool: Sequence[Operand], folded: str) -> list[Pairing]:
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
    check: Check, role: Role, stated: Operand, pool: Sequence[Operand], folded: str
) -> list[Operand]:
    fitting = [
        o
        for o in pool
        if o.claim.id != stated.claim.id
        and (o.family() in role.families or o.claim.metric in role.families)
        and o.factor(role.dimension) is not None
        and _near(check, stated, o)
        and _stands(role, stated, o)
        and _followed(role, o, folded)
    ]  # fmt: skip
    return sorted(fitting, key=stated.distance)[:NEAREST]


def _followed(role: Role, operand: Operand, folded: str) -> bool:
    """Tell whether what stands right after the number is what the role asks for."""
    return re.compile(role.followed_by).match(folded, operand.quantity.phrase[1]) is not None


def _near(check: Check, stated: Operand, operand: Operand) -> bool:
    if check.within == 0:
        return stated.claim.sentence == operand.claim.sentence
    return stated.distance(operand) <= check.within


def _stands(role: Role, stated: Operand, operand: Operand) -> bool:
    """Tell whether an operand's entity stands to the stated claim's as the role asks."""
    subject, entity = stated.claim.entity, operand.claim.entity
    if role.relation == "same":
        return subject == entity
    if role.relation == "own":
        return related(subject, entity)
    against = stated.claim.reference
    if against is not None and against.kind == "entity" and against.entity is not None:
        return related(against.entity, entity)
    return entity is not None and not related(subject, entity)


def _fits(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether operands go together: one metric, one basis, one mood, one time, no twice."""
    chosen = list(operands.values())
    if len({o.claim.id for o in chosen}) < len(chosen):
        return False
    first = chosen[0].claim
    if any(o.claim.basis != first.basis or o.claim.modality != first.modality for o in chosen):
        return False
    if check.one_metric and len({o.claim.metric for o in chosen}) > 1:
        return False
    if any(o.quantity.core.low is None or o.quantity.core.high is None for o in chosen):
        return False
    if check.ordered and not _named(stated, operands):
        low, high = (operands[role.name].quantity for role in check.roles)
        return (low.value or 0) < (high.value or 0)
    return check.within != 0 or _in_order(chosen)


def _in_order(chosen: Sequence[Operand]) -> bool:
    starts = [o.quantity.start for o in chosen]
    return starts == sorted(starts) and len({o.quantity.unit for o in chosen}) == 1


def _named(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    against = stated.claim.reference
    if "other" not in operands:
        return True
    return against is not None and against.entity is not None
