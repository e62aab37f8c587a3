"""Ties every number to its metric, entity, period, reference and mood.

If you are new here, start at `read_claims`. A sentence is seen as a `SentenceView`. Candidates for
the metric (`metric_ties`) and for the entity (`entity_ties`) are scored; the best are taken
(`metric_choice`, `owners`) and their reasons kept. What the article speaks of is carried from
sentence to sentence as a list of `Topic`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from ..mentions import tracked
from ..records import Claim, Confidence, Direction, Mention, Quantity
from ..scoring.rules import RULES
from ..text import Text
from ..text.lazy import lazy
from .anchors import Frame, dates_of
from .basis import basis_of
from .carried import forget, topics_of
from .coming import revised, to_be_paid
from .duplicates import merge_duplicates
from .entity_ties import EntityTie, Topic, ties_proposed
from .frames import in_frame
from .headed import foretold_before
from .headings import complete_headline
from .levels import LEVELS, Level, levels_of
from .losses import LOSS, is_loss
from .measures import indicator_beside, indicator_of_country
from .metric_choice import listed_with, metric_of, metrics_proposed
from .metric_ties import RECENT, MetricTie, is_beside
from .metrics import metric as metric_row
from .modality import mood_of
from .owners import entity_of, owner_of
from .periods import period_of
from .prices import pair_of_unit, pair_of_words
from .readings import RESULTS
from .references import as_written, carry_references, reference_of
from .sentence import SentenceView, sentence_views
from .sharing import share
from .sides import name_sides
from .standards import as_standards

if TYPE_CHECKING:
    from ..scoring import Scorer
    from .asking import Asking

_VIEWS = frozenset({"move_probability"})
"""Metrics that are a view by themselves: where nobody is named, that they are so is a fact."""
_REPORTS = frozenset({"macro:us.employment"})
"""Releases that tell of several indicators."""
_DOWN = lazy(r"(?:追加)?利下げ|(?:金融)?緩和|引き?下げ|切り?下げ|下げ|値下げ|金利を下げ|追加緩和")
_UP = lazy(r"(?:追加)?利上げ|(?:金融)?引き締め|引き?上げ|上げ|値上げ|金利を上げ")


_BY_UNIT, _BY_WORDS, _BY_COUNTRY, _SPOKEN_OF = 0.9, 0.8, 0.75, 0.65
"""How sure an owner is that no name tells."""


class Attachment(msgspec.Struct, frozen=True):
    """The claims, and the quantities with the units that their metrics gave them."""

    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]


def read_claims(
    text: Text,
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    published: date | None = None,
    scorer: Scorer = RULES,
) -> Attachment:
    """Tie the numbers of a text to what they are about.

    A number without a metric makes no claim. Repeated claims are one, with `duplicates`. A bare
    number that is a PER gets the unit ``times``. scorer: who may prefer another of the candidates
    to the rules' choice, and votes on moods.
    """
    if not quantities:
        return Attachment((), ())
    quantities = as_standards(text, quantities, mentions)
    views = tuple(sentence_views(text, quantities, mentions))
    asking = _asking(scorer)
    claims = _told(views, quantities, published, asking) if views else []
    if not claims:
        return Attachment(quantities, ())
    settled = _settle_units(quantities, claims)
    numbers = {q.id: q for q in settled}
    sided = carry_references(name_sides(text.folded, claims, numbers, {m.id: m for m in mentions}))
    told = complete_headline(text, numbers, as_written(text, sided))
    merged = merge_duplicates(text, numbers, told)
    # Last of all: what else a claim says, and whether it is one, rests on the mood of the rules.
    return Attachment(settled, merged if asking is None else asking.moods(views, merged))


def _asking(scorer: Scorer) -> Asking | None:
    """Give what asks a scorer; the rules need not be asked, they have chosen."""
    if scorer is RULES:
        return None
    from .asking import Asking

    return Asking(scorer)


def _told(
    views: Sequence[SentenceView],
    quantities: Sequence[Quantity],
    published: date | None,
    asking: Asking | None,
) -> list[Claim]:
    """Read sentence after sentence; each may go on with what those before it told."""
    topics: list[Topic] = []
    claims: list[Claim] = []
    frame, dates = Frame(published=published), dates_of(quantities)
    units = {quantity.id: quantity.unit for quantity in quantities}
    levels: list[Level] = []
    last: tuple[SentenceView, list[Claim]] | None = None
    for view in views:
        if last is not None:  # what a sentence speaks of is asked for by a next one alone
            topics.extend(topics_of(*last, topics))
            forget(topics, view)
        found = _claims_of(view, topics, claims, units, levels, published, asking)
        if found:
            found, frame = in_frame(view, found, frame, dates)
            claims.extend(found)
            levels.extend(levels_of(found, view.quantities))
        last = view, found
    return claims


def _claims_of(
    view: SentenceView,
    topics: Sequence[Topic],
    earlier: Sequence[Claim],
    units: Mapping[str, str],
    levels: Sequence[Level],
    published: date | None,
    asking: Asking | None,
) -> list[Claim]:
    if not view.quantities:
        return []
    claims: list[Claim] = []
    told = list(levels[-LEVELS:])
    for quantity in view.quantities:
        before = (*earlier[-RECENT:], *claims)
        metric = metric_of(view, quantity, topics, before, units, told)
        if metric is None:
            continue
        if asking is not None and asking.asks("metric"):
            others = metrics_proposed(view, quantity, topics, before, units, told)
            metric = asking.metric(view, quantity, (metric, *others))
        owner = None
        if metric.entity is None:
            owner = owner_of(view, quantity, metric, topics, before)
            if owner is not None and _is_report(owner.mention, metric, before):
                owner = None
            if owner is None:
                metric = _of_the_same(metric, before)
            elif asking is not None and asking.asks("owner"):
                owner = _preferred(asking, view, quantity, metric, owner, topics)
        claims.append(_claim(view, quantity, metric, owner, published))
        told.extend(levels_of(claims[-1:], (quantity,)))
    if not claims:
        return claims
    last = earlier[-1].sentence if earlier and is_beside(view, earlier[-1]) else None
    return share(claims, [c for c in earlier[-RECENT:] if c.sentence == last])


def _preferred(
    asking: Asking,
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    owner: EntityTie,
    topics: Sequence[Topic],
) -> EntityTie:
    """Ask whose a number is, of all that it might be, each as the claim would name it."""
    ties = (owner, *ties_proposed(view, quantity, metric.metric, topics))
    named = [(tie, _entity(_whose(view, quantity, metric, tie)[0], metric)) for tie in ties]
    return asking.owner(view, quantity, metric, named)


def _is_report(mention: Mention, metric: MetricTie, before: Sequence[Claim]) -> bool:
    """Tell whether a name is of a report whose figure was told of its own indicator before.

    「雇用統計では非農業部門の雇用者数が13万人増え、12万人とした予想を上回った」.
    """
    if metric.source is None or metric.metric.family != "macro":
        return False
    last = next((claim for claim in reversed(before) if claim.quantity == metric.source), None)
    return mention.entity in _REPORTS and last is not None and last.entity not in _REPORTS


def _of_the_same(metric: MetricTie, before: Sequence[Claim]) -> MetricTie:
    """Let a figure of the economy that goes on be of what it goes on from: 「食料は6%上がった」."""
    if metric.source is None or metric.metric.family != "macro":
        return metric
    last = next((claim for claim in reversed(before) if claim.quantity == metric.source), None)
    if last is None or last.entity is None:
        return metric
    if last.metric == f"core_{metric.metric.key}":
        whole = last.entity.replace(".core_", ".")
        return msgspec.structs.replace(metric, entity=whole, mention=last.mention)
    if last.metric != metric.metric.key:
        return metric
    return msgspec.structs.replace(metric, entity=last.entity, mention=last.mention)


def _claim(
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    owner: EntityTie | None,
    published: date | None,
) -> Claim:
    mood = mood_of(view, quantity)
    modality = mood.modality
    if modality == "fact":
        modality = revised(view, quantity, metric.metric.key) or modality
        key = metric.metric.key
        if modality == "fact" and (
            foretold_before(view, quantity, key) or to_be_paid(view, quantity, key)
        ):
            modality = "forecast"
    elif modality == "forecast" and metric.metric.key in _VIEWS and mood.speaker is None:
        modality = "fact"
    named, why, sure = _whose(view, quantity, metric, owner)
    return Claim(
        id=f"c{quantity.id}",
        sentence=(view.sentence.start, view.sentence.end),
        quantity=quantity.id,
        mention=owner.mention.id if owner else metric.mention,
        entity=_entity(named, metric),
        metric=metric.metric.key,
        metric_text=view.between(*metric.cue) or None,
        period=period_of(view, quantity, metric.metric, published),
        reference=reference_of(view, quantity, metric.metric, owner.mention if owner else None),
        direction=quantity.direction or _direction(view, quantity, metric),
        basis=_basis(view, quantity, metric),
        modality=modality,
        negated=mood.negated,
        speaker=mood.speaker,
        confidence=Confidence(
            quantity=1.0 if quantity.unit else 0.8,
            entity=round(min(1.0, sure), 2),
            metric=round(min(1.0, metric.score), 2),
        ),
        reasons=(metric.reason + ", by the model" * metric.preferred, why),
    )


def _basis(view: SentenceView, quantity: Quantity, metric: MetricTie) -> tuple[str, ...]:
    found = basis_of(view, quantity, metric.cue)
    loss = is_loss(view.folded, quantity, metric.metric.key, view.between(*metric.cue))
    return tuple(sorted({*found, LOSS})) if loss else found


def _entity(named: str | None, metric: MetricTie) -> str | None:
    """Give the entity of a claim: what tracks a rate is asked for that rate."""
    return tracked(named) if named and metric.metric.family == "rate" else named


def _whose(
    view: SentenceView, quantity: Quantity, metric: MetricTie, owner: EntityTie | None
) -> tuple[str | None, str, float]:
    """Give whose a number is, why, and how sure that is: 1ドル=150円 is so by its unit."""
    if metric.entity is not None:
        other = metric.source and indicator_of_country(view, quantity, metric.metric.key)
        if other and _country(other) != _country(metric.entity):
            return other, "by its country", _BY_COUNTRY
        return metric.entity, "of what was told before", _SPOKEN_OF
    entity = entity_of(view, quantity, metric, owner)
    known = entity is not None and entity.startswith("fx:")
    pair = pair_of_words(view, quantity) if metric.metric.key in RESULTS and not known else None
    if pair is not None:
        return pair, "by the currencies that move", _BY_WORDS
    beside = indicator_beside(view, quantity, metric.metric.key) if entity else None
    if beside and _country(beside) != _country(entity or ""):
        return beside, "by its country", _BY_COUNTRY
    if owner is not None:
        return entity, owner.reason, owner.score
    if entity is None and metric.metric.family == "macro":
        entity = indicator_of_country(view, quantity, metric.metric.key)
    if entity is None:
        return None, "no entity", 0.0
    if pair_of_unit(quantity.unit) is not None:
        return entity, "by its unit", _BY_UNIT
    return entity, "by its country", _BY_COUNTRY


def _country(entity: str) -> str:
    """Give the country of an indicator: macro:jp of macro:jp.cpi."""
    return entity.partition(".")[0]


def _direction(view: SentenceView, quantity: Quantity, metric: MetricTie) -> Direction | None:
    if metric.metric.kind == "level":
        return None
    if metric.metric.key in RESULTS and (last := listed_with(view, quantity)) is not None:
        return last.direction
    cue = view.between(*metric.cue)
    return "down" if _DOWN.match(cue) else "up" if _UP.match(cue) else None


def _is_multiple(key: str) -> bool:
    """Tell whether a bare number of a metric is so many times: a PER is, a Sharpe ratio is not."""
    row = metric_row(key)
    return row.family == "valuation" and "times" in row.units


def _settle_units(
    quantities: tuple[Quantity, ...], claims: Sequence[Claim]
) -> tuple[Quantity, ...]:
    """Give the unit ``times`` to a bare PER or PBR, and count 4度 and 4会合 as occurrences."""
    bare = {claim.quantity for claim in claims if claim.metric and _is_multiple(claim.metric)}
    moves = {claim.quantity for claim in claims if claim.metric == "policy_rate_moves"}
    if not (bare or moves):
        return quantities
    return tuple(
        msgspec.structs.replace(q, unit="times")
        if q.unit == "" and q.id in bare
        else msgspec.structs.replace(q, unit="occurrences")
        if q.id in moves
        else q
        for q in quantities
    )
