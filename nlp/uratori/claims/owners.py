"""Chooses whose a number is."""

from __future__ import annotations

from collections.abc import Sequence

from ..mentions import named
from ..records import Claim, Mention, Quantity
from ..text.lazy import lazy
from .admission import of_nobody
from .central_banks import bank_beside, bank_of_country, bank_right_before, has_policy
from .entity_ties import EntityTie, Topic, entity_ties
from .measures import indicator_of_country
from .metric_ties import MetricTie
from .prices import CODES, PRICES, pair_moved, pair_of_unit
from .sentence import SentenceView
from .series import shared_out
from .strangers import stranger_at

_CORE = {"cpi": "core_cpi", "hicp": "core_hicp"}
"""The indicator that the core of an indicator is."""
_GOES_ON = lazy(r"(?:goes on from|what) (q[0-9]{1,6})(?: came to)?$")
_MOVED = lazy(r"(?:程度|ほど|前後|余り)?の?(円|ユーロ|ポンド|豪ドル|ドル)[高安]")
_SENSITIVE = lazy(
    r"[^、。はが]{0,6}[高安](?:は|につき|ごと|当たり|あたり|で[^。]{0,16}?[利増減]益)"
)
"""What makes of a move of a currency only the measure of its effect: 1円の円安は利益を…."""
_SURVEYS = {"payrolls": "adp"}
"""A survey of its own that measures what an official indicator is named after."""


def owner_of(
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    topics: Sequence[Topic],
    claims: Sequence[Claim],
) -> EntityTie | None:
    """Take the best mention; a number in brackets belongs to the number before them.

    claims: those of the sentence and of the ones just before it. A number that goes on with the
    metric of another and names nobody is of the same: 「9%増えた。市場予想は7%だった」.
    """
    if not (view.mentions or topics):
        return None
    ties = entity_ties(view, quantity, metric.metric, topics)
    if ties and ties[0].mention.type != "currency" and _currency_moved(view, quantity, metric):
        return None
    opened = _bracket(view, quantity)
    if claims and opened is not None and not any(m.end == opened for m in view.mentions):
        host = claims[-1]
        hosted = [m for m in view.mentions if m.id == host.mention and metric.metric.admits(m.type)]
        outside = not ties or ties[0].mention.start < opened
        if hosted and outside and not _named_since(view, host, opened, metric):
            return EntityTie(hosted[0], 0.9, f"in brackets beside {host.quantity}")
    return ties[0] if ties else _gone_on(view, quantity, metric, topics, claims)


def _named_since(view: SentenceView, host: Claim, opened: int, metric: MetricTie) -> bool:
    """Tell whether another owner stands between a number and a bracket: 日銀の政策金利(1.25%)."""
    start = next((q.end for q in view.quantities if q.id == host.quantity), opened)
    return any(
        start <= each.start < opened and metric.metric.admits(each.type) for each in view.mentions
    )


def _gone_on(
    view: SentenceView,
    quantity: Quantity,
    metric: MetricTie,
    topics: Sequence[Topic],
    claims: Sequence[Claim],
) -> EntityTie | None:
    """Give the owner of the number that this one goes on from; none for a firm without an id."""
    found = _GOES_ON.match(metric.reason)
    if found is None or of_nobody(view, quantity, metric.metric) or shared_out(view, quantity):
        return None
    host = next((claim for claim in reversed(claims) if claim.quantity == found[1]), None)
    if host is None or host.entity is None or stranger_at(view, quantity) is not None:
        return None
    if _of_another_country(view, quantity, metric, host.entity):
        return None
    mention = _mention_of(view, topics, host.mention)
    if mention is None:
        return None
    return EntityTie(mention, 0.7, f"as {host.quantity}, of {mention.text}", host.entity)


def _of_another_country(
    view: SentenceView, quantity: Quantity, metric: MetricTie, entity: str
) -> bool:
    """Tell whether a number is told of another country than the one it goes on from: 米国の4.1%."""
    other = indicator_of_country(view, quantity, metric.metric.key)
    return other is not None and other.partition(".")[0] != entity.partition(".")[0]


def _mention_of(view: SentenceView, topics: Sequence[Topic], wanted: str | None) -> Mention | None:
    """Give the mention with an id, from this sentence or from those before."""
    here = (mention for mention in view.mentions if mention.id == wanted)
    before = (t.mention for t in reversed(topics) if t.mention and t.mention.id == wanted)
    return next(here, None) or next(before, None)


def _bracket(view: SentenceView, quantity: Quantity) -> int | None:
    """Give where the bracket around a number opens."""
    opened = view.folded.rfind("(", view.sentence.start, quantity.start)
    closed = view.folded.rfind(")", view.sentence.start, quantity.start)
    return opened if opened > closed else None


def entity_of(
    view: SentenceView, quantity: Quantity, metric: MetricTie, owner: EntityTie | None
) -> str | None:
    """Give the owner's entity, or the pair where the number is a rate or a currency's move."""
    entity = (owner.entity or owner.mention.entity) if owner else None
    if has_policy(metric.metric):
        named = bank_right_before(view, quantity) or bank_beside(entity)
        return named or entity or bank_of_country(view)
    if metric.metric.key == "core_cpi":
        return _core_of(entity)
    if metric.metric.key == "cpi":
        return _whole_of(entity)
    if metric.metric.key in _SURVEYS:
        return _survey_of(view, quantity, entity)
    if metric.metric.key not in PRICES and metric.metric.key != "streak":
        return entity
    if pair := pair_of_unit(quantity.unit):
        return pair
    if entity and entity.startswith("currency:"):
        return pair_moved(view, quantity, entity) or entity
    if moved := _currency_moved(view, quantity, metric):
        if _SENSITIVE.match(view.folded, quantity.end, view.sentence.end):
            return None
        return pair_moved(view, quantity, f"currency:{moved}") or entity
    return entity


def _currency_moved(view: SentenceView, quantity: Quantity, metric: MetricTie) -> str | None:
    """Give the currency whose rise or fall a number is by the word behind it: 1割円高が進む."""
    if metric.metric.key not in PRICES:
        return None
    moved = _MOVED.match(view.folded, quantity.end, view.sentence.end)
    return CODES[moved[1]] if moved else None


def _survey_of(view: SentenceView, quantity: Quantity, entity: str | None) -> str | None:
    """Give the survey that tells of its own what it calls as the official one: 米ADP雇用報告で."""
    country, _, indicator = (entity or "").partition(".")
    survey = f"{country}.{_SURVEYS.get(indicator, '')}"
    told = any(m.entity == survey and m.end <= quantity.start for m in view.mentions)
    return survey if told else entity


def _core_of(entity: str | None) -> str | None:
    """Give the core of an indicator: 生鮮食品を除く総合 of macro:jp.cpi is macro:jp.core_cpi."""
    country, _, indicator = (entity or "").partition(".")
    core = f"{country}.{_CORE.get(indicator, '')}"
    return core if named(core) != core else entity


def _whole_of(entity: str | None) -> str | None:
    """Give the index that a figure of all or of one item is of: コアは2.4%上昇、家賃は1.9%上昇."""
    country, _, indicator = (entity or "").partition(".")
    whole = next((plain for plain, core in _CORE.items() if core == indicator), None)
    return f"{country}.{whole}" if whole else entity
