"""Chooses whose a number is, and what the next sentences may go on speaking of."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Claim, Quantity
from .entity_ties import EntityTie, Topic, entity_ties
from .metric_ties import MetricTie
from .prices import PRICES, pair_moved, pair_of_unit
from .sentence import SentenceView


def owner_of(
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


def entity_of(
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


def topics_of(view: SentenceView, claims: Sequence[Claim]) -> list[Topic]:
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
