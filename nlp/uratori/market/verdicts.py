"""The verdict table of docs/semantics.md, section 3: what the attempts of one claim add up to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..records import MarketStatus
from .questions import Attempt, Definition


def verdict(attempts: Sequence[Attempt]) -> MarketStatus:
    """Give the status of a claim from every definition that was tried.

    A fund that stands proxy for its index never gives more than ``supported_under``.
    """
    if any(each.conflict for each in attempts):
        return "conflicting"
    held = [each for each in attempts if each.holds]
    failed = [each for each in attempts if each.holds is False]
    if not held:
        return "contradicted" if failed and len(failed) == len(attempts) else "insufficient"
    if any(_conventional(each) and not each.proxy for each in held):
        return "supported_under" if failed else "supported"
    if any(_conventional(each) for each in held) and not any(
        _conventional(each) for each in failed
    ):
        return "supported_under"
    return "definition_dependent"


def _conventional(attempt: Attempt) -> bool:
    return attempt.definition.standing == "conventional"


def merged(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """Fold attempts that come to the same rows, or lack the same data, into the first of them.

    A month-end window and a calendar year that are the same days count as one definition.
    """
    kept: dict[object, Attempt] = {}
    for attempt in attempts:
        key = _sameness(attempt)
        if key not in kept:
            kept[key] = attempt
        else:
            also: tuple[Definition, ...] = (*kept[key].also, attempt.definition)
            kept[key] = msgspec.structs.replace(kept[key], also=also)
    return tuple(kept.values())


def _sameness(attempt: Attempt) -> object:
    if attempt.value is None:
        return attempt.entity, attempt.remark, attempt.as_of
    return attempt.entity, attempt.rows, attempt.as_of, attempt.value, attempt.unit
