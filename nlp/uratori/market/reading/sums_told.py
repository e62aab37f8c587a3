"""Figures that add up those of several firms: A、BとCを合わせた時価総額, 3メガバンクの合計で."""

from __future__ import annotations

import re

import msgspec

from ...mentions import entity
from ...records import Analysis, Claim, Mention, Quantity
from ..places import inside

_LISTED = re.compile(r"(?:と|や|・|、|及び|および|に|,|，|[)）(（」「]){1,3}")
_SUM = re.compile(r"[合あ]わせ[たてる]|合計|合算|[0-9０-９二三四五六]社の?計|足[しす]|加え")


def members_of(entity_id: str) -> tuple[str, ...]:
    """Give the members of a group as the lexicon lists them; of anything else, itself."""
    if not entity_id.startswith("group:"):
        return (entity_id,)
    try:
        return entity(entity_id).members
    except KeyError:
        return ()


def summed(analysis: Analysis, claim: Claim, quantity: Quantity) -> tuple[str, ...]:
    """Give the firms whose figures a number adds up; a group named behind them tells them all.

    Empty where the sentence names no two in a row and no group of them, or adds nothing up.
    """
    before = _named(analysis, claim, quantity)
    if not before or not _SUM.search(analysis.article.text, before[-1].end, quantity.start):
        return ()
    groups = [each.entity for each in before if (each.entity or "").startswith("group:")]
    if groups:
        last = groups[-1] or ""
        members = members_of(last)
        return members if all(each.entity in (last, *members) for each in before) else ()
    row = before[-1:]
    for each in reversed(before[:-1]):
        joined = _LISTED.fullmatch(analysis.article.text, each.end, row[0].start) is not None
        if not joined or each.type != row[0].type:
            break
        row.insert(0, each)
    whole = len(row) > 1 and len(row) == len(before)
    return tuple(dict.fromkeys(each.entity for each in row if each.entity)) if whole else ()


def is_summed(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number may add up figures of others than the one owner of its claim."""
    if (claim.entity or "").partition(":")[0] in ("group", "macro", "index", "fund"):
        return False
    before = _named(analysis, claim, quantity)
    text = analysis.article.text
    start = before[-1].end if before else claim.sentence[0]
    found = _SUM.search(text, start, quantity.start)
    return found is not None and (len(before) > 1 or "社" in text[start : quantity.start])


def owner_summed(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a claim on market values without an owner the first of those that it adds up."""
    firms = summed(analysis, claim, quantity) if claim.metric == "market_cap" else ()
    if not firms or claim.entity is not None:
        return claim
    return msgspec.structs.replace(claim, entity=firms[0])


def _named(analysis: Analysis, claim: Claim, quantity: Quantity) -> list[Mention]:
    named = inside(analysis.mentions, claim.sentence[0], quantity.start)
    weighed = claim.metric == "index_weight"  # what the sum is a part of is none of its parts
    return [each for each in named if each.entity and not (weighed and each.type == "index")]
