"""Numbers of several owners told together: 日本と米国の失業率はそれぞれ2.6%、4.1%だった.

Where such numbers were all given to one owner, whose each of them is has not been told apart, and
none of them is called wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ..records import Analysis, Claim, Quantity
from .cues import words
from .sums_told import is_summed

_JOINED = re.compile(r"(?:と|や|・|、|及び|および)")
_INITIALS = re.compile(r"(?<![一-龯])[日米英独欧中韓印豪仏]{2,4}(?:両国)?の")


def is_shared(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim is one of several of one owner in a sentence that names two of them."""
    if claim.metric == "spread":  # it has two sides
        return False
    if is_summed(analysis, claim, quantity):
        return True
    alike = [
        each
        for each in analysis.claims
        if each.sentence == claim.sentence
        and (each.metric, each.entity, each.modality)
        == (claim.metric, claim.entity, claim.modality)
    ]
    if len(alike) < 2:
        return False
    text = analysis.article.text[claim.sentence[0] : quantity.start]
    return bool(_INITIALS.search(text) or _countries().search(text)) or _names_two(
        analysis, claim, quantity
    )


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("countries")))
    return re.compile(rf"(?:{names}){_JOINED.pattern}(?:{names})(?:両国)?の")


def _names_two(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether two names of one type stand joined before a number: ソニーGとトヨタの."""
    text = analysis.article.text
    near = [
        each
        for each in analysis.mentions
        if claim.sentence[0] <= each.start and each.end <= quantity.start
    ]
    return any(
        first.type == second.type
        and first.entity != second.entity
        and _JOINED.fullmatch(text, first.end, second.start) is not None
        and text.startswith(("の", "は"), second.end)
        for first, second in pairwise(near)
    )
