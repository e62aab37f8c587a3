"""Figures that add up those of several firms: A、BとCを合わせた時価総額, 3メガバンクの合計で."""

from __future__ import annotations

import re

import msgspec

from ...mentions import entity
from ...records import Analysis, Claim, Mention, Quantity
from ...text.fold import fold
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
    text = analysis.article.text
    added = before and _SUM.search(text, before[-1].end, quantity.start)
    if not added and not _is_counted(text, before, quantity):
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


_COUNT_BEFORE = re.compile(r"(?P<count>[2-9])[社行]の?(?:株)?[(（]$")
_COUNT_BEHIND = re.compile(r"(?:の|など)?(?P<count>[2-9])[社行]")
_EACH = re.compile(r"それぞれ|いずれも|ともに|そろって|平均|各社|[のは]うち|最[大高小]|トップ|首位")


def _is_counted(text: str, named: list[Mention], quantity: Quantity) -> bool:
    """Tell whether a figure is told of so many firms that are all named: 3社(A、B、C)の価値は."""
    if len(named) < 2 or _EACH.search(text, named[-1].end, quantity.start):
        return False
    before = fold(text[max(0, named[0].start - 8) : named[0].start])
    behind = fold(text[named[-1].end : named[-1].end + 4])
    found = _COUNT_BEFORE.search(before) or _COUNT_BEHIND.match(behind)
    return found is not None and int(found["count"]) == len({each.entity for each in named})


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
