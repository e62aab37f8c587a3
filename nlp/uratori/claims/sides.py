"""Both sides of a comparison that names them by broad terms: 「小型株は大型株より30%割安」.

A broad term stands for an index only here, where the article itself gives the valuations that are
compared; elsewhere 日本株 is no claim about one index. Sides that are no known entity at all
(成長株, 割安株) are kept as their words, and operands are matched by them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from ..lexicon import read_table, split_cell
from ..mentions import tracked
from ..records import Claim, Mention, Quantity, Reference
from ..text.lazy import lazy
from .metrics import metric

_NOUN = r"[一-龥々ァ-ヴーA-Za-z0-9&・]{2,16}"
_TOPIC = lazy(rf"({_NOUN})(?:には|では|は|が|も|の(?={_NOUN}[はが]))")
_COMPARED = lazy(
    rf"({_NOUN}?)(?:[とに](?:比べ|比較|対し|対する|並べ|並び|並ぶ|追い|肩を|比して)|と(?:同じ|同等|同水準)"
    r"|との(?:比較|差|格差|開き)|よりも?|並み|を(?:約|およそ|ほぼ)?$)"
)
_GROUP = (
    *("株", "銘柄", "企業", "業種", "セクター", "ファンド", "市場", "指数", "平均"),
    *("REIT", "大手", "社"),
)
"""How the words for a group of shares end; 株価 or 倍率 is no owner."""
_SUFFIX = lazy(r"(?:ETF|指数|ファンド|全体|市場|側)$")


class Sides(msgspec.Struct, frozen=True):
    """The words for the subject of a comparison and for what it is compared with."""

    subject: str | None
    against: str | None


def sides_of(folded: str, claim: Claim, quantity: Quantity) -> Sides:
    """Read the words for both sides from the sentence before the number."""
    before = folded[claim.sentence[0] : quantity.start]
    compared = _last(_COMPARED, before)
    topics = [m[1] for m in _TOPIC.finditer(before) if compared is None or m[1] != compared]
    known = [topic for topic in topics if topic in _terms() or topic.endswith(_GROUP)]
    return Sides((known or topics or [None])[-1], compared)


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = [m[1] for m in pattern.finditer(text)]
    return found[-1] if found else None


def name_sides(
    folded: str,
    claims: Sequence[Claim],
    quantities: Mapping[str, Quantity],
    mentions: Mapping[str, Mention],
) -> list[Claim]:
    """Give comparisons the entities of their broad terms, where the article values them.

    Only a claim whose own sentence names no known owner takes one from its words.
    """
    if not any(_of(claim, "relative", "valuation") for claim in claims):
        return list(claims)
    worded = [
        _worded(folded, claim, quantities[claim.quantity])
        if _of(claim, "relative", "valuation") and not _owned(claim, mentions)
        else claim
        for claim in claims
    ]
    valued = _valued(worded)
    return [
        _named(claim, sides_of(folded, claim, quantities[claim.quantity]), valued, mentions)
        if _of(claim, "relative")
        else claim
        for claim in worded
    ]


def _of(claim: Claim, *families: str) -> bool:
    return claim.metric is not None and metric(claim.metric).family in families


def _owned(claim: Claim, mentions: Mapping[str, Mention]) -> bool:
    """Tell whether a known owner stands in the claim's own sentence, and is not carried into it."""
    if claim.mention is None or mentions[claim.mention].entity is None:
        return False
    return claim.sentence[0] <= mentions[claim.mention].start < claim.sentence[1]


def _worded(folded: str, claim: Claim, quantity: Quantity) -> Claim:
    """Keep the words for the owner where the sentence names one that is no known entity."""
    subject = sides_of(folded, claim, quantity).subject
    if subject is None or subject in _terms() or not subject.endswith(_GROUP):
        return claim
    reasons = (*claim.reasons[:1], f"of {subject} by its words")
    return msgspec.structs.replace(
        claim, subject=subject, mention=None, entity=None, reasons=reasons
    )


def _valued(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """Give the entities with a valuation here, by the index they are or are on."""
    valued: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.entity and _of(claim, "valuation"):
            valued[tracked(claim.entity)].add(claim.entity)
    return valued


def _named(
    claim: Claim, sides: Sides, valued: Mapping[str, set[str]], mentions: Mapping[str, Mention]
) -> Claim:
    subject, against = _stands_for(sides.subject, valued), _stands_for(sides.against, valued)
    if subject and not _owned(claim, mentions):
        reasons = (*claim.reasons[:1], f"{sides.subject} stands for it here")
        claim = msgspec.structs.replace(claim, entity=subject, mention=None, reasons=reasons)
    known = claim.reference is not None and claim.reference.entity is not None
    if against and against != claim.entity and not known and sides.against:
        named = Reference(text=sides.against, kind="entity", entity=against)
        claim = msgspec.structs.replace(claim, reference=named)
    return claim


def _stands_for(term: str | None, valued: Mapping[str, set[str]]) -> str | None:
    """Give the one entity with a valuation here that a broad term can stand for."""
    candidates = _terms().get(_SUFFIX.sub("", term or ""), ())
    fitting = set().union(*(valued.get(candidate, set()) for candidate in candidates))
    return fitting.pop() if len(fitting) == 1 else None


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    return dict(_rows())


def _rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in read_table("broad_terms"):
        yield row["term"], split_cell(row["candidates"])
