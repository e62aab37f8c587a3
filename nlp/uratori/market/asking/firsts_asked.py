"""What a claim on a first asks for, by the side of a pair that its words speak of."""

from __future__ import annotations

import re

import msgspec

from ...records import Analysis, Claim, Quantity
from ..questions import Asked, Remark, Sense
from ..reading.phrases import REACH
from .moves_asked import side_of
from .since_told import asked_since

_TURNED: dict[Sense, Sense] = {"high": "low", "low": "high"}


def asked_first(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for a first; a low of the yen is a high of the dollar against it."""
    asked = asked_since(analysis, claim, quantity, entity)
    if entity is None or isinstance(asked, Remark) or not entity.startswith("fx:"):
        return asked
    behind = analysis.article.text[quantity.end : quantity.end + 2 * REACH]
    flipped, unclear = side_of(analysis, claim, entity, re.split(r"[、。]", behind)[0])
    sense = _TURNED.get(asked.sense, asked.sense) if flipped else asked.sense
    return msgspec.structs.replace(asked, sense=sense, unsure=asked.unsure or unclear)
