"""Which claims of an article can be the operands of a check: by metric, entity, basis and place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from ..records import Quantity, Reference
from ..text.document import LONGEST_SENTENCE
from .operands import Operand, Pool, one_subject, related
from .rules import Check, Role

UNNAMED_WITHIN = 300
"""Characters over which operands are paired where the text does not name what is compared."""
_LOOSE = frozenset({"earlier", "forward", "cumulative"})
"""Bases that the operands of one comparison may differ in: 前期の820億円から943億円へ."""
_SHORT = 12
"""Characters between two amounts and the percentage that is of them."""
_ELSE = re.compile(r"修正|[はがも]|比|来")
"""What between them says that the percentage is of something else."""
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
        if _fits(check, stated, operands, folded, pool):
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
    against = _against(stated)
    if against is None:
        return entity is not None or operand.claim.subject is not None
    if role.relation == "other" and against.quantity is not None:
        return against.quantity in operand.said_as
    if role.relation == "other":
        words = operand.claim.subject if entity is None else None
        return related(against.entity, entity) or (words is not None and words in against.text)
    if claim.entity is None and claim.subject is None:
        return stated.distance(operand) <= UNNAMED_WITHIN and not related(entity, against.entity)
    return one_subject(stated, operand)


def _fits(
    check: Check, stated: Operand, operands: Mapping[str, Operand], folded: str, pool: Pool
) -> bool:
    """Tell whether operands go together: no claim twice, one metric, basis, mood and time."""
    chosen = list(operands.values())
    if len({o.claim.id for o in chosen}) < len(chosen):
        return False
    if any(o.quantity.core.low is None or o.quantity.core.high is None for o in chosen):
        return False
    if len({o.claim.modality for o in chosen}) > 1 or not _one_time(check, stated, chosen):
        return False
    if "other" in operands and not _one_basis(stated, chosen):
        return False
    if check.one_metric and len({o.claim.metric for o in chosen}) > 1:
        return False
    if "other" in operands:
        return _compared(stated, operands)
    return check.within > 0 or _in_line(stated, chosen, folded, pool)


def _compared(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether two sides can be compared: positive, in the order that the claim means."""
    chosen = list(operands.values())
    if any((o.quantity.value or 0) <= 0 for o in chosen) or not _rising(chosen):
        return False
    if _against(stated) is not None:
        return True
    near = all(stated.distance(o) <= UNNAMED_WITHIN for o in chosen)
    return near and _two_sides(stated, operands)


def _one_basis(stated: Operand, chosen: Sequence[Operand]) -> bool:
    """Tell whether the figures are of one kind; 820億円から is earlier and may be set against."""
    bases = {_basis(o) for o in chosen if not _set_against(stated, o)}
    own = _basis(stated)
    return len(bases) <= 1 and (not own or own in bases)


def _basis(operand: Operand) -> tuple[str, ...]:
    return tuple(basis for basis in operand.claim.basis if basis not in _LOOSE)


def _set_against(stated: Operand, operand: Operand) -> bool:
    """Tell whether the text itself measures from this number; its basis is then what it is."""
    against = _against(stated)
    return against is not None and against.quantity in operand.said_as


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


def _date(operand: Operand) -> tuple[object, object] | None:
    period = operand.claim.period
    if period is None or (period.timex or "").startswith("P"):
        return None
    if period.timex:
        return period.timex, period.mod
    return (period.start_date, period.end_date) if period.start_date else None


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


def _in_line(stated: Operand, chosen: Sequence[Operand], folded: str, pool: Pool) -> bool:
    """Tell whether the text runs AからBへX%, or X%増のAからBへ, with nothing in between."""
    first, last = chosen
    if first.quantity.start > last.quantity.start or first.quantity.unit != last.quantity.unit:
        return False
    if stated.claim.metric not in (first.claim.metric, "return"):
        return False
    earlier = stated.claim.reference
    if earlier is not None and earlier.kind == "period" and earlier.quantity is None:
        return False  # 「前期の280億円から10%増」 names the number that it measures from
    return all(
        right - left <= _SHORT
        and not pool.figures(left, right)
        and not _ELSE.search(folded, left, right)
        for left, right in _gaps(stated.quantity, first.quantity, last.quantity)
    )


def _gaps(stated: Quantity, first: Quantity, last: Quantity) -> list[tuple[int, int]]:
    """Give what stands between a percentage and its amounts: behind, before or between them."""
    if stated.start > last.end:
        return [(last.phrase[1], stated.phrase[0])]
    if stated.end < first.start:
        return [(stated.phrase[1], first.phrase[0])]
    return [(first.phrase[1], stated.phrase[0]), (stated.phrase[1], last.phrase[0])]


def _named(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the text names both the subject and what it is compared with."""
    owned = stated.claim.entity is not None or stated.claim.subject is not None
    return "other" in operands and owned and _against(stated) is not None


def _against(stated: Operand) -> Reference | None:
    """Give what the text compares with, a name or a number; an earlier period is none."""
    against = stated.claim.reference
    return against if against is not None and against.kind == "entity" else None
