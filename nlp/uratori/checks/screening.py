"""Which checks are worth trying in an article, by the kinds of its numbers.

Most numbers can fill few roles; what is told of a kind is told once for all articles.
"""

from __future__ import annotations

from functools import lru_cache

from ..claims import metric
from .kinds import Kind, factor_of, of_kind
from .rules import CHECKS
from .schema import ANY, STATED, UNTIED

_ROLES = tuple((index, role) for index, check in enumerate(CHECKS) for role in check.roles)
ROLES_ASKED = tuple(
    sum(1 << bit for bit, (of, _) in enumerate(_ROLES) if of == index)
    for index in range(len(CHECKS))
)
"""The roles of each check, a bit each."""


@lru_cache(maxsize=4096)
def roles_filled(kind: Kind) -> int:
    """Give the roles of all checks that a number of a kind can fill, a bit each."""
    families = {ANY, STATED, *_families(kind)}
    return sum(
        1 << bit
        for bit, (_, role) in enumerate(_ROLES)
        if of_kind(role, kind)
        and (role.families & families or (role.relation == "other" and kind.metric is None))
    )


@lru_cache(maxsize=4096)
def checks_stated(kind: Kind) -> tuple[int, ...]:
    """Give which checks, in their order, a number of a kind can be the result of."""
    families = {ANY, *(_families(kind) or (UNTIED,))}
    return tuple(
        index
        for index, check in enumerate(CHECKS)
        if check.metrics & families
        and (check.units is None or kind.unit in check.units)
        and (check.reading is None or kind.reading == check.reading)
        and (check.moods is None or kind.modality in check.moods)
        and factor_of(check.dimension, kind.unit, lasts=kind.lasts) is not None
    )


def _families(kind: Kind) -> tuple[str, ...]:
    return (kind.metric, metric(kind.metric).family) if kind.metric else ()
