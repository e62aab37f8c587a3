"""Which claims of an article can be the operands of a check: by metric, entity, basis and place."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from ..claims import metric
from ..records import Quantity, Reference
from ..text.document import LONGEST_SENTENCE
from .cues import compiled, ends, named_last, new_topic, of_another, of_owner
from .kinds import of_kind
from .lines import ASIDE, in_line, years_between
from .operands import LONGEST_NUMBER, Operand, Pool, one_subject, related
from .owners import of_others
from .schema import ANY, STATED, Check, Role

UNNAMED_WITHIN = 300
"""Characters over which operands are paired where the text does not name what is compared."""
_LOOSE = frozenset({"earlier", "forward", "cumulative", "loss"})
"""Bases that the operands of one comparison may differ in: 前期の820億円から943億円へ."""
NEAREST = 6
"""Candidates tried for one role, nearest first."""
_CUE = 24
"""Characters before a number in which what a role asks for stands."""


class Pairing(msgspec.Struct, frozen=True):
    """Operands that fill the roles of a check for one stated claim."""

    operands: Mapping[str, Operand]
    distance: int
    named: bool
    """The text itself names both sides: the subject and what it is compared with."""
    formula: str
    roles: Mapping[str, Role]
    years: Fraction | None = None
    """Years between two operands, where the formula asks for them and no number tells them."""
    sided: bool = False
    """Which of two is of before is told right beside it: no other reading of them is."""
    unsure: bool = False
    """There may be other operands as well: only that the number holds can be told."""


def pairings(check: Check, stated: Operand, pool: Pool, folded: str) -> list[Pairing]:
    """Give the ways to fill the roles of a check, those that the text names first, then nearest."""
    for role in check.roles:
        if not _fitting(role, pool, folded):
            return []
    roles = {role.name: role for role in check.roles}
    candidates = []
    for role in check.roles:
        candidates.append(fillers(check, role, stated, pool, folded))
        if not candidates[-1]:
            return []
    found = []
    for chosen in itertools.product(*candidates):
        operands = dict(zip(roles, chosen, strict=True))
        if _fits(check, stated, operands, folded, pool):
            distance = max(stated.distance(o) for o in chosen)
            named = _named(stated, operands)
            years = years_between(check, operands, folded)
            if check.dated is None or years is not None:
                found.append(Pairing(operands, distance, named, check.formula, roles, years))
    found.sort(key=lambda pairing: (not pairing.named, pairing.distance))
    return found


def fillers(check: Check, role: Role, stated: Operand, pool: Pool, folded: str) -> list[Operand]:
    """Give the operands that can fill a role, nearest first."""
    within = _within(check, role)
    anywhere = check.within or check.line
    fitting = _fitting(role, pool, folded)
    found: list[Operand] = []
    for distance, operand in pool.neighbours(stated, within):
        if distance > within or len(found) == NEAREST:
            break
        if (
            operand.quantity.id in fitting
            and (anywhere or operand.claim.sentence == stated.claim.sentence)
            and _of_family(role, stated, operand)
            and _stands(role, stated, operand)
            and (not role.named or named_before(stated, operand, folded, pool))
        ):
            found.append(operand)
    return found


def _within(check: Check, role: Role) -> int:
    """Give the characters over which an operand is looked for; those of a line stand close."""
    within = check.within or LONGEST_SENTENCE
    if check.line is None or role.name not in check.line.orders[0]:
        return within
    return min(within, len(check.line.orders[0]) * (check.line.gap + LONGEST_NUMBER))


def _fitting(role: Role, pool: Pool, folded: str) -> frozenset[str]:
    """Give the numbers of the article that can fill a role, whatever the stated one is.

    They are of its unit, reading and mood, and what it asks for stands right beside them.
    """
    fitting = pool.fitting.get(role)
    if fitting is None:
        alike = (q for kind, same in pool.alike.items() if of_kind(role, kind) for q in same)
        if role.preceded_by or role.not_after or role.followed_by:
            alike = (q for q in alike if _beside(role, q, pool, folded))
        fitting = pool.fitting[role] = frozenset(q.id for q in alike)
    return fitting


def _of_family(role: Role, stated: Operand, operand: Operand) -> bool:
    """Tell whether an operand is of a metric that fills a role, or the text points at it."""
    if role.entity is not None and operand.claim.entity != role.entity:
        return False
    key, families = operand.claim.metric, role.families
    if key in families or ANY in families or operand.family() in families:
        return True
    if STATED in families and stated.claim.metric in (key, operand.family()):
        return True
    return role.relation == "other" and operand.bare() and _set_against(stated, operand)


def _beside(role: Role, quantity: Quantity, pool: Pool, folded: str) -> bool:
    """Tell whether what stands right beside the number is what the role asks for."""
    cues = (quantity.id, role.preceded_by, role.not_after, role.followed_by)
    told = pool.told.get(cues)
    if told is None:
        told = pool.told[cues] = _cued(role, quantity.phrase, folded)
    return told


def _cued(role: Role, phrase: tuple[int, int], folded: str) -> bool:
    start, end = phrase
    if role.followed_by and compiled(role.followed_by).match(folded, end) is None:
        return False
    before = ASIDE.sub("", folded[max(0, start - 2 * _CUE) : start])[-_CUE:]
    if role.not_after and ends(role.not_after, before):
        return False
    return not role.preceded_by or ends(role.preceded_by, before)


def named_before(stated: Operand, operand: Operand, folded: str, pool: Pool) -> bool:
    """Tell whether the metric of an operand stands between the stated number and the one before."""
    last = pool.last_end(stated.quantity.start)
    said = folded[max(last, stated.claim.sentence[0]) : stated.quantity.start]
    return any(noun in said for noun in metric(operand.claim.metric or "").nouns)


def _stands(role: Role, stated: Operand, operand: Operand) -> bool:
    """Tell whether an operand's entity stands to the stated claim's as the role asks.

    Where the text names nothing to compare with, either side can be any entity; `_fits` then asks
    for two different ones of which the subject is one.
    """
    claim, entity = stated.claim, operand.claim.entity
    if role.relation == "any":
        return True
    if role.relation == "same":
        return (
            operand.bare()
            or stated.bare()
            or stated.owner() == operand.owner()
            or (_of_a_firm(stated, operand))
        )
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


def _of_a_firm(stated: Operand, operand: Operand) -> bool:
    """Tell whether a sentence gives an operand no owner and the result only the market it is in."""
    here = operand.owner() == (None, None) and operand.claim.sentence == stated.claim.sentence
    return here and (stated.claim.entity or "").startswith("index:")


def _fits(
    check: Check, stated: Operand, operands: Mapping[str, Operand], folded: str, pool: Pool
) -> bool:
    """Tell whether operands go together: no claim twice, one metric, basis, mood and time."""
    if check.line is not None and not in_line(check.line, stated, operands, folded, pool):
        return False
    chosen = list(operands.values())
    together = (
        len({o.quantity.id for o in chosen}) == len(chosen)
        and all(None not in (o.quantity.core.low, o.quantity.core.high) for o in chosen)
        and _one_mood(check, stated, operands)
        and _one_time(check, stated, operands)
        and _one_measure(check, stated, operands)
        and (not check.one_metric or len({o.claim.metric for o in chosen if not o.bare()}) <= 1)
        and _one_owner(check, operands)
        and _one_era(check, stated, operands)
        and (not check.rising or _rising(chosen))
        and (not check.concludes or all(o.quantity.end <= stated.quantity.start for o in chosen))
    )
    if not together:
        return False
    if "other" in operands:
        return _one_basis(stated, chosen) and _compared(stated, operands)
    if check.owned and of_others(stated, chosen, pool, folded):
        return False
    if check.told_as and not _of_one_ratio(check, stated, chosen, folded):
        return False
    return not check.one_topic or _of_one_topic(stated, chosen, folded)


def name_of_ratio(name: str, stated: Operand, folded: str) -> int | None:
    """Give where the name of the ratio that a number tells begins; None where none does."""
    start = stated.quantity.phrase[0]
    left = max(stated.claim.sentence[0], start - LONGEST_SENTENCE)
    at = named_last(name, folded[left:start])
    return None if at is None else left + at


def _of_one_topic(stated: Operand, chosen: Sequence[Operand], folded: str) -> bool:
    """Tell whether no other owner is named between figures and ratio: 「国内の営業利益率は」."""
    between = folded[_last_end(stated, chosen) : stated.quantity.start]
    before, named, _ = between.rpartition(stated.claim.metric_text or "\n\n")
    return not new_topic(between) and (not named or of_owner(before))


def _last_end(stated: Operand, chosen: Sequence[Operand]) -> int:
    """Give where the last operand before the stated number ends, else where its sentence begins."""
    before = [o.quantity.phrase[1] for o in chosen if o.quantity.end <= stated.quantity.start]
    return max(before, default=stated.claim.sentence[0])


def _of_one_ratio(check: Check, stated: Operand, chosen: Sequence[Operand], folded: str) -> bool:
    """Tell whether no other owner or time is named between the figures and their ratio."""
    name = name_of_ratio(check.told_as, stated, folded)
    if name is None:
        return False
    near = compiled("[(][^()]*[)]?").sub("", folded[max(0, name - 2 * _CUE) : name])[-_CUE:]
    return not new_topic(folded[_last_end(stated, chosen) : name]) and not of_another(
        near.rpartition("。")[2]
    )


def _one_mood(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the claims have one mood, but for roles that name their own or are of before."""
    free = {role.name for role in check.roles if role.moods is not None or role.earlier}
    asked = [o for name, o in operands.items() if name not in free]
    if check.one_mood:
        asked.append(stated)
    return len({o.claim.modality for o in asked if not o.bare()}) <= 1


def _one_owner(check: Check, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the operands that are of the stated claim's owner are of one."""
    own = [operands[role.name] for role in check.roles if role.relation == "same"]
    return len({operand.owner() for operand in own if not operand.bare()}) <= 1


def _one_era(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether a figure of before (1年前の0.7倍) is computed from figures of before alone."""
    if not check.one_era:
        return True
    past = _past(stated)
    return all(
        _past(operands[role.name]) == past
        for role in check.roles
        if not role.earlier and not _set_against(stated, operands[role.name])
    )


def _past(operand: Operand) -> bool:
    return "earlier" in operand.claim.basis and "forward" not in operand.claim.basis


def _one_measure(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the amounts are in one unit, and so are the counts."""
    for dimension in ("amount", "count"):
        alike = [operands[role.name] for role in check.roles if role.dimension == dimension]
        if check.dimension == dimension:
            alike.append(stated)
        units = {operand.measure().partition("/")[0] for operand in alike}
        if len(units) > 1:
            return False
    return _converts(check, stated, operands)


def _converts(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether a rate leads from the foreign unit to the stated one: JPY/USD to JPY."""
    units = {role.dimension: operands[role.name].measure() for role in check.roles}
    if "rate" not in units:
        return True
    return units["rate"] == f"{stated.measure()}/{units['foreign']}"


def _compared(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether two sides can be compared: positive, in the order that the claim means."""
    chosen = list(operands.values())
    if any((o.quantity.value or 0) <= 0 for o in chosen) or not _rising(chosen):
        return False
    if len({o.measure() for o in chosen}) > 1:
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


def _one_time(check: Check, stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the claims speak of one time; a dated result needs operands of its date."""
    if check.within == 0 or check.any_time:
        return True
    own = _date(stated)
    earlier = {role.name for role in check.roles if role.earlier}
    chosen = [o for name, o in operands.items() if name not in earlier]
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


def _named(stated: Operand, operands: Mapping[str, Operand]) -> bool:
    """Tell whether the text names both the subject and what it is compared with."""
    owned = stated.claim.entity is not None or stated.claim.subject is not None
    return "other" in operands and owned and _against(stated) is not None


def _against(stated: Operand) -> Reference | None:
    """Give what the text compares with, a name or a number; an earlier period is none."""
    against = stated.claim.reference
    return against if against is not None and against.kind == "entity" else None
