"""Chooses whose a number is."""

from __future__ import annotations

from collections.abc import Sequence

from ..mentions import named
from ..records import Claim, Quantity
from .carried import topics_of
from .central_banks import bank_beside, bank_of_country, has_policy
from .entity_ties import EntityTie, Topic, entity_ties
from .metric_ties import MetricTie
from .prices import PRICES, pair_moved, pair_of_unit
from .sentence import SentenceView

__all__ = ["entity_of", "owner_of", "topics_of"]

_CORE = {"cpi": "core_cpi", "hicp": "core_hicp"}
"""The indicator that the core of an indicator is."""


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
    entity = owner.mention.entity if owner else None
    if has_policy(metric.metric):
        return bank_beside(entity) or entity or bank_of_country(view)
    if metric.metric.key == "core_cpi":
        return _core_of(entity)
    if metric.metric.key not in PRICES:
        return entity
    if pair := pair_of_unit(quantity.unit):
        return pair
    if entity and entity.startswith("currency:"):
        return pair_moved(view, quantity, entity) or entity
    return entity


def _core_of(entity: str | None) -> str | None:
    """Give the core of an indicator: 生鮮食品を除く総合 of macro:jp.cpi is macro:jp.core_cpi."""
    country, _, indicator = (entity or "").partition(".")
    core = f"{country}.{_CORE.get(indicator, '')}"
    return core if named(core) != core else entity
