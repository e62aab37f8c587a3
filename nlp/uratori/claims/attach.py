"""Ties every number to its metric, entity, period, reference and mood.

If you are new here, start at `read_claims`. A sentence is seen as a `SentenceView`; candidates for
the metric (`metric_ties`) and for the entity (`entity_ties`) are scored and the best pair is taken,
with its reasons kept; what the article speaks of is carried from sentence to sentence as a list of
`Topic`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ..mentions import tracked
from ..records import Claim, Confidence, Direction, Mention, Quantity
from ..text import Text
from ..text.lazy import lazy
from .anchors import Frame, dates_of
from .basis import basis_of
from .duplicates import merge_duplicates
from .entity_ties import EntityTie, Topic, entity_ties
from .frames import in_frame
from .headings import complete_headline
from .metric_ties import MetricTie, metric_ties
from .metrics import metric as metric_row
from .modality import mood_of
from .periods import period_of
from .prices import PRICES, pair_moved, pair_of_unit
from .references import as_written, carry_references, reference_of
from .sentence import SentenceView, sentence_views
from .sharing import share
from .sides import name_sides
from .standards import as_standards

_DOWN = lazy(r"(?:追加)?利下げ|(?:金融)?緩和|引き?下げ|切り?下げ|下げ|金利を下げ|追加緩和")
_UP = lazy(r"(?:追加)?利上げ|(?:金融)?引き締め|引き?上げ|上げ|金利を上げ")
_RECENT = 4
"""Claims back to which a sentence may go on with a metric."""
_FAR = 200
"""Characters back to the claims that a comparison (安い, 下回る) can speak of."""
_NEAR = 80
"""Characters between a sentence and a claim that it goes on from."""
_RATE = ("利下げ", "利上げ", "金利", "金融緩和", "利回り")
_CONTINUES = (
    *("一方", "対して", "これに対し", "それに対し", "他方"),
    *("片や", "かたや", "半面", "反対に", "逆に"),
)


class Attachment(msgspec.Struct, frozen=True):
    """The claims, and the quantities with the units that their metrics gave them."""

    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]


def read_claims(
    text: Text,
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    published: date | None = None,
) -> Attachment:
    """Tie the numbers of a text to what they are about.

    A number without a metric makes no claim. Repeated claims are one, with `duplicates`. A bare
    number that is a PER gets the unit ``times``.
    """
    if not quantities:
        return Attachment((), ())
    quantities = as_standards(text, quantities, mentions)
    topics: list[Topic] = []
    claims: list[Claim] = []
    frame, dates = Frame(published=published), dates_of(quantities)
    for view in sentence_views(text, quantities, mentions):
        found, frame = in_frame(view, _claims_of(view, topics, claims, published), frame, dates)
        claims.extend(found)
        topics.extend(_topics_of(view, found))
    if not claims:
        return Attachment(tuple(quantities), ())
    settled = _settle_units(quantities, claims)
    numbers = {q.id: q for q in settled}
    sided = carry_references(name_sides(text.folded, claims, numbers, {m.id: m for m in mentions}))
    told = complete_headline(text, numbers, as_written(text, sided))
    return Attachment(settled, merge_duplicates(text, numbers, told))


def _claims_of(
    view: SentenceView, topics: Sequence[Topic], earlier: Sequence[Claim], published: date | None
) -> list[Claim]:
    if not (view.cues or view.mentions or any(q.direction for q in view.quantities)):
        return []
    claims: list[Claim] = []
    for quantity in view.quantities:
        before = (*earlier[-_RECENT:], *claims)
        metric = _best_metric(view, quantity, topics, before) or _continued(view, quantity, before)
        if metric is not None:
            owner = _best_entity(view, quantity, metric, topics, claims)
            claims.append(_claim(view, quantity, metric, owner, published))
    if not claims:
        return claims
    last = earlier[-1].sentence if earlier and _beside(view, earlier[-1]) else None
    return share(claims, [c for c in earlier[-_RECENT:] if c.sentence == last])


def _best_metric(
    view: SentenceView, quantity: Quantity, topics: Sequence[Topic], before: Sequence[Claim]
) -> MetricTie | None:
    """Take the best tie whose entity can be had; a metric that nobody here can have ranks last."""
    recent = _recent_families(view, before) if view.cues else frozenset()
    ties = metric_ties(view, quantity, recent)
    for tie in ties:
        if tie.metric.admits("") or entity_ties(view, quantity, tie.metric, topics):
            return tie
    return next((tie for tie in ties if _stands_alone(tie)), None)


def _recent_families(view: SentenceView, before: Sequence[Claim]) -> frozenset[str]:
    """Give the families just spoken of: ``valuation`` in this paragraph, ``@valuation`` near it."""
    said = [(metric_row(c.metric).family, c) for c in before[-_RECENT:] if c.metric]
    beside = {family for family, claim in said if _beside(view, claim)}
    near = {f"@{f}" for f, claim in said if view.sentence.start - claim.sentence[1] <= _FAR}
    return frozenset(beside | near)


def _beside(view: SentenceView, claim: Claim) -> bool:
    """Tell whether a claim stands in the same paragraph, at most a sentence before."""
    gap = view.between(claim.sentence[1], view.sentence.start)
    return len(gap) <= _NEAR and gap.count("\n") < 2


def _stands_alone(tie: MetricTie) -> bool:
    """Tell whether a metric is sure even though nobody is named whose it is.

    「PERは28倍」 and 「3回の利下げ」 are; 「客数は1割伸びた」 is no price return.
    """
    if tie.metric.family == "rate":
        return any(word in tie.reason for word in _RATE)
    return tie.metric.family == "relative" or tie.named


def _continued(
    view: SentenceView, quantity: Quantity, earlier: Sequence[Claim]
) -> MetricTie | None:
    """Go on with the metric of the last claim: 「S&P 500のPERは28倍。一方、IWMは19.5倍だ」."""
    if quantity.direction is not None or quantity.kind not in ("level", "change"):
        return None
    if quantity.unit in ("percent", "ratio") or not view.mentions:
        return None
    heard = [m for cue in view.heard for m, side in cue.readings if side == "noun"]
    said = [metric_row(c.metric) for c in earlier[-1:] if c.metric and _beside(view, c)]
    for row in (*said, *reversed(heard)):
        bare = quantity.unit == "" and "times" in row.units
        if row.kind == "level" and (quantity.unit in row.units or bare):
            score = 0.7 if view.folded.startswith(_CONTINUES, view.sentence.start) else 0.6
            return MetricTie(row, "level", score, (quantity.start,) * 2, "goes on from before")
    return None


def _best_entity(
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    topics: Sequence[Topic],
    claims: Sequence[Claim],
) -> EntityTie | None:
    """Take the best mention; a number in brackets belongs to the number before them."""
    ties = entity_ties(view, quantity, metric.metric, topics)
    opened = _bracket(view, quantity)
    if claims and opened is not None and not any(m.end == opened for m in view.mentions):
        host = claims[-1]
        hosted = [m for m in view.mentions if m.id == host.mention and metric.metric.admits(m.type)]
        outside = not ties or ties[0].mention.start < opened
        if hosted and outside:
            return EntityTie(hosted[0], 0.9, f"in brackets beside {host.quantity}")
    return ties[0] if ties else None


def _bracket(view: SentenceView, quantity: Quantity) -> int | None:
    """Give where the bracket around a number opens."""
    opened = view.folded.rfind("(", view.sentence.start, quantity.start)
    closed = view.folded.rfind(")", view.sentence.start, quantity.start)
    return opened if opened > closed else None


def _claim(
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    owner: EntityTie | None,
    published: date | None,
) -> Claim:
    mood = mood_of(view, quantity)
    named = _entity(view, quantity, metric, owner)
    return Claim(
        id=f"c{quantity.id}",
        sentence=(view.sentence.start, view.sentence.end),
        quantity=quantity.id,
        mention=owner.mention.id if owner else None,
        entity=tracked(named) if named and metric.metric.family == "rate" else named,
        metric=metric.metric.key,
        metric_text=view.folded[slice(*metric.cue)] or None,
        period=period_of(view, quantity, metric.metric, published),
        reference=reference_of(view, quantity, metric.metric, owner.mention if owner else None),
        direction=quantity.direction or _direction(view, metric),
        basis=basis_of(view, quantity, metric.cue),
        modality=mood.modality,
        negated=mood.negated,
        speaker=mood.speaker,
        confidence=Confidence(
            quantity=1.0 if quantity.unit else 0.8,
            entity=round(min(1.0, owner.score), 2) if owner else 0.0,
            metric=round(min(1.0, metric.score), 2),
        ),
        reasons=(metric.reason, owner.reason if owner else "no entity"),
    )


def _entity(
    view: SentenceView, quantity: Quantity, metric: MetricTie, owner: EntityTie | None
) -> str | None:
    """Give the owner's entity, or the pair where the number is a rate or a currency's move."""
    named = owner.mention.entity if owner else None
    if metric.metric.key not in PRICES:
        return named
    if pair := pair_of_unit(quantity.unit):
        return pair
    if named and named.startswith("currency:"):
        return pair_moved(view, quantity, named) or named
    return named


def _direction(view: SentenceView, metric: MetricTie) -> Direction | None:
    if metric.metric.kind == "level":
        return None
    cue = view.folded[slice(*metric.cue)]
    return "down" if _DOWN.match(cue) else "up" if _UP.match(cue) else None


def _topics_of(view: SentenceView, claims: Sequence[Claim]) -> list[Topic]:
    """Give what the next sentences may go on with: topics last, so that they are found first."""
    owners = {claim.mention for claim in claims}
    passing: list[Topic] = []
    spoken: list[Topic] = []
    for mention, role in zip(view.mentions, view.roles, strict=True):
        main = mention.id in owners or role in ("topic", "subject")
        (spoken if main else passing).append(
            Topic(view.index, mention, 1.0 if main else 0.6 if role != "reference" else 0.4)
        )
    return passing + spoken


def _is_multiple(key: str) -> bool:
    """Tell whether a bare number of a metric is so many times: a PER is, a Sharpe ratio is not."""
    row = metric_row(key)
    return row.family == "valuation" and "times" in row.units


def _settle_units(quantities: Sequence[Quantity], claims: Sequence[Claim]) -> tuple[Quantity, ...]:
    """Give the unit ``times`` to a bare PER or PBR, and count 4度 and 4会合 as occurrences."""
    bare = {claim.quantity for claim in claims if claim.metric and _is_multiple(claim.metric)}
    moves = {claim.quantity for claim in claims if claim.metric == "policy_rate_moves"}
    return tuple(
        msgspec.structs.replace(q, unit="times")
        if q.unit == "" and q.id in bare
        else msgspec.structs.replace(q, unit="occurrences")
        if q.id in moves
        else q
        for q in quantities
    )
