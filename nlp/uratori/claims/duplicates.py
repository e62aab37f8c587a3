"""A claim that an article makes twice is one claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ..records import Claim, Quantity
from ..text import Text


def merge_duplicates(
    text: Text, quantities: Mapping[str, Quantity], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Merge repeated claims into their first place and number the claims c1, c2, ....

    Two claims are the same when they say the same number of the same metric and entity in the same
    mood and of the same period, or stand at the same place of one repeated sentence.
    """
    firsts: dict[object, int] = {}
    merged: list[Claim] = []
    for claim in claims:
        quantity = quantities[claim.quantity]
        keys = _keys(text, claim, quantity)
        known = [firsts[key] for key in keys if key in firsts]
        place = known[0] if known else len(merged)
        if not known:
            merged.append(msgspec.structs.replace(claim, id=f"c{place + 1}"))
        else:
            first = merged[place]
            spans = (*first.duplicates, (quantity.start, quantity.end))
            merged[place] = msgspec.structs.replace(first, duplicates=spans)
        for key in keys:
            firsts.setdefault(key, place)
    return tuple(merged)


def _keys(text: Text, claim: Claim, quantity: Quantity) -> list[object]:
    start, end = claim.sentence
    number = (quantity.value, quantity.unit, quantity.modifier, claim.direction)
    owner = (claim.entity, claim.subject, claim.metric)
    keys: list[object] = [(text.folded[start:end], quantity.start - start, *owner)]
    if claim.entity is not None:
        period = claim.period.timex if claim.period else None
        against = claim.reference.entity if claim.reference else None
        said = (claim.modality, claim.negated, against, period)
        keys.append((claim.entity, claim.metric, *number, *said))
    return keys
