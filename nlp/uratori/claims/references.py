"""What a number is set against: another entity, an earlier period, or a forecast."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ..records import Claim, Mention, Quantity, Reference
from ..text.lazy import lazy
from .metrics import Metric, metric
from .roles import REFERENCE
from .sentence import SentenceView

_PERIOD = lazy(
    r"前年同期比|前年同月比|前年比|前期比|前月比|前週比|前日比|前年同期に?比べ|前四半期比|対前年|前週末比|"
    r"前営業日比|年初比|昨年末比|前年度比|前期末比|前年末比|前回比|前年並み"
)
_FORECAST = lazy(r"予想比|市場予想|コンセンサス|会社計画|計画比|会社予想")
_RELATIVE = frozenset({"relative"})
_UNNAMED = lazy(
    r"(?<![^、。\s])(?!これ|それ|この|その)[^、。\s]{1,24}(?:(?:と|に)(?:比べ|並べ|比較|対し|対する|対して|比して)|との(?:比較|対比)|よりも?|並みに?)"
)
"""Something that is compared with but is no entity: 過去5年の平均に対して, 純資産に比べ."""
_OBJECT = lazy(r"(?<![^、。\s])[^、。\s]{1,24}を$")
"""What a number says it exceeds: 過去5年の平均を6割上回る."""
_FROM = lazy(rf"(?:程度|前後)?(?:から(?:は|みて|見て)?|{REFERENCE.pattern})")
"""What follows a number that another is measured from."""
NEAR = 3
"""Claims over which the reference of a discount is carried to the rise to parity beside it."""


def reference_of(
    view: SentenceView, quantity: Quantity, row: Metric, owner: Mention | None
) -> Reference | None:
    """Give what the sentence sets a number against, or None."""
    if found := _entity(view, quantity, row, owner):
        return found
    if row.kind == "level" and quantity.direction is None:
        return None
    for kind, pattern in (("period", _PERIOD), ("forecast", _FORECAST)):
        if said := _last_in_clause(pattern, view, quantity):
            return msgspec.convert({"text": said, "kind": kind}, Reference)
    return None


def _entity(
    view: SentenceView, quantity: Quantity, row: Metric, owner: Mention | None
) -> Reference | None:
    if row.kind == "level":
        return None
    compared = [
        m
        for m, role in zip(view.mentions, view.roles, strict=True)
        if m.end <= quantity.start
        and row.admits(m.type)
        and m is not owner
        and (m.entity is None or owner is None or m.entity != owner.entity)
        and (role == "reference" or (_relates(view) and view.compared(m)))
    ]
    standard = _standard(view, quantity) if row.family in _RELATIVE else None
    if standard is not None:
        named = compared[-1] if compared and compared[-1].end <= standard.start else None
        text = view.folded[standard.start : standard.end]
        entity = named.entity if named and view.compared(named) else None
        return Reference(text=text, kind="entity", entity=entity, quantity=standard.id)
    if not compared:
        before = view.between(view.sentence.start, quantity.phrase[0])
        unnamed = row.family in _RELATIVE and (_UNNAMED.search(before) or _OBJECT.search(before))
        return Reference(text=unnamed[0], kind="entity") if unnamed else None
    return Reference(text=compared[-1].text, kind="entity", entity=compared[-1].entity)


def _standard(view: SentenceView, quantity: Quantity) -> Quantity | None:
    """Give the number before that this one is measured from: 「18.7倍を19%上回る」."""
    before = [q for q in view.quantities if q.end <= quantity.start and q.unit in ("times", "")]
    if not before:
        return None
    last = before[-1]
    behind = view.folded[last.phrase[1] : last.phrase[1] + 1] == ")"
    return last if _FROM.match(view.folded, last.phrase[1] + behind) else None


def _relates(view: SentenceView) -> bool:
    return any(metric.family in _RELATIVE for cue in view.cues for metric, _ in cue.readings)


def _last_in_clause(pattern: re.Pattern[str], view: SentenceView, quantity: Quantity) -> str | None:
    """Give what a pattern finds last between the start of a number's clause and the number."""
    found = list(pattern.finditer(view.folded, view.sentence.start, quantity.start))
    if not found or found[-1].start() < view.clause_start(quantity.start):
        return None
    return found[-1][0]


def carry_references(claims: Sequence[Claim]) -> list[Claim]:
    """Let a claim of a relation without a reference take that of the one just before it.

    「IWMはS&P 500より3割割安だ。並ぶには43%の上昇が必要だ」: the rise is against the S&P 500 too.
    """
    carried: list[Claim] = []
    for claim in claims:
        relative = claim.metric is not None and metric(claim.metric).family in _RELATIVE
        if relative and claim.reference is None:
            earlier = [
                c.reference
                for c in carried[-NEAR:]
                if c.metric
                and metric(c.metric).family in _RELATIVE
                and c.reference
                and c.reference.entity not in (None, claim.entity)
            ]
            if earlier:
                claim = msgspec.structs.replace(claim, reference=earlier[-1])
        carried.append(claim)
    return carried
