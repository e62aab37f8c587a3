"""Which checks are worth trying in an article, by the kinds of its numbers.

Most numbers can fill few roles; what is told of a kind is told once for all articles.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..claims import metric
from .alone import most_beside
from .kinds import Kind, factor_of, of_kind
from .rules import CHECKS
from .runs import LEAST_PARTS
from .schema import ANY, STATED, UNTIED, Check
from .sought import ROLES, asked

_ASKED = tuple(
    sum(1 << bit for bit, (of, _) in enumerate(ROLES) if of == index)
    for index in range(len(CHECKS))
)
"""The roles of each check, a bit each."""
_OTHERS = tuple(LEAST_PARTS if check.chain else len(check.roles) for check in CHECKS)
"""Numbers besides the stated one that each check needs."""
MOST = max(_OTHERS)


@lru_cache(maxsize=4096)
def roles_filled(kind: Kind) -> int:
    """Give the roles of all checks that a number of a kind can fill, a bit each."""
    families = {ANY, STATED, *_families(kind)}
    return sum(
        1 << bit
        for bit, (_, role) in enumerate(ROLES)
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


class Cues(msgspec.Struct, frozen=True):
    """What must stand beside a number for a check to take it as its result; many share theirs."""

    against: str | None
    preceded_by: str
    told_as: str
    around: str
    unless: str
    words: tuple[str, ...]
    most: int | None
    """Other numbers that its sentence may hold; None for as many as there are."""
    asked: int
    """The patterns of which a word must be there, a bit each (`sought`)."""


def _cues(check: Check) -> Cues:
    return Cues(
        check.against,
        check.preceded_by,
        check.told_as,
        check.around,
        check.unless,
        check.words,
        most_beside(check),
        asked(check.preceded_by, check.around),
    )


_CUES = tuple(map(_cues, CHECKS))


@lru_cache(maxsize=1 << 13)
def open_checks(kind: Kind, filled: int, others: int) -> tuple[tuple[Cues, tuple[int, ...]], ...]:
    """Give which checks a number can be the result of beside numbers that fill such roles.

    They are grouped by their cues. others: how many other numbers there are, up to `MOST`.
    """
    missing = ~filled
    groups: dict[Cues, list[int]] = {}
    for index in checks_stated(kind):
        if not _ASKED[index] & missing and others >= _OTHERS[index]:
            groups.setdefault(_CUES[index], []).append(index)
    return tuple((cues, tuple(checks)) for cues, checks in groups.items())


def _families(kind: Kind) -> tuple[str, ...]:
    return (kind.metric, metric(kind.metric).family) if kind.metric else ()
