"""Ties a number to an entity: the mentions of its sentence, else what the article speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Mention, Quantity
from ..text.lazy import lazy
from .admission import can_own, in_passing, of_nobody
from .carried import carried
from .central_banks import bank_of_country, bank_tie, has_policy, led_to
from .deals import buys, held_by_other, target_tie
from .metrics import Metric
from .onlookers import is_broker, is_onlooker, speaks
from .roles import Role
from .sentence import SentenceView
from .series import series_tie, shared_out
from .spreads import spread_tie
from .strangers import stranger_at
from .ties import EntityTie, Topic

__all__ = ["LEAST", "EntityTie", "Topic", "entity_ties", "ties_proposed"]

LEAST = 0.5
"""A weaker tie is not made."""

_BEFORE: dict[Role, float] = {
    "direct": 0.97,
    "topic": 0.92,
    "subject": 0.9,
    "genitive": 0.93,
    "label": 0.86,
    "locative": 0.62,
    "object": 0.55,
    "other": 0.55,
    "reference": 0.0,
}
_BROKEN: dict[Role, float] = {
    "topic": 0.04,
    "subject": 0.2,
    "genitive": 0.3,
    "label": 0.25,
    "direct": 0.3,
}
_OWNED = lazy(
    r"(?:程度|前後|超|台)?(?:の|という|[をに](?:抱え|誇|持つ|持ち|有|運用|達し|のぼ|上)[^、。]{0,4})"
)
_WAS = lazy(r"[高安]?(?:だった|となった|に終わった|にとどまった)米?")
"""What makes of a number a word on the name behind it: 2.8%安だったS&P500を上回る."""
_ADJACENT = lazy(r"[)>】」』]{0,2}[ ]?(?:[のがは:]|[(][^()、。]{0,14})?")
_OWN = lazy(r"(?:[(][^()、。]{1,16}[)])?の[^()、。はがをにとで0-9]{1,10}")
"""What names the number of a name that another is measured against: ACWIの騰落率0.3%を上回る."""
_SET_APART = lazy(r"[はが]")
_SET_AGAINST = lazy(r"^が[^はが]{1,40}(?:のに対し|のに比べ|のと比べ)て?、")
"""What ends a clause that is only set against the next: Bが32%上げたのに対し、17%高と見劣りする."""
_SOURCE = lazy(r"[^、。]{0,40}?(?:によ|調べ|調査|公表|集計)")
_RELATIVE_CLAUSE = 20
"""Characters of a clause that modifies the name behind it."""


def entity_ties(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> list[EntityTie]:
    """Give the mentions that a number of this metric may belong to, best first."""
    if not (view.mentions or topics):
        return []
    if gap := spread_tie(view, quantity, metric, topics):
        return [gap]
    if of_nobody(view, quantity, metric) or shared_out(view, quantity):
        return []
    if placed := series_tie(view, quantity, metric, topics):
        return [placed]
    if target := target_tie(view, quantity, metric, topics):
        return [target]
    stranger = stranger_at(view, quantity)
    ties = _near(view, quantity, metric, stranger)
    if has_policy(metric):
        return ties or ([] if led_to(view, quantity, metric) else _of_a_bank(view, topics))
    if stranger is not None:
        return ties
    own, told = _told_apart(view, quantity, ties)
    if own:
        return own
    topic = carried(view, quantity, metric, topics)
    if told:
        return (topic or told) if is_broker(told[0].mention) else told
    return (
        _sole(view, quantity, metric, before=True)
        or topic
        or _sole(view, quantity, metric, before=False)
    )


def ties_proposed(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> list[EntityTie]:
    """Give every owner that a number might have: what `entity_ties` chooses among, and its choice.

    None where it has none, as of what is nobody's.
    """
    chosen = entity_ties(view, quantity, metric, topics)
    if not chosen or has_policy(metric):
        return chosen
    stranger = stranger_at(view, quantity)
    return [
        *chosen,
        *_near(view, quantity, metric, stranger),
        *carried(view, quantity, metric, topics),
        *_sole(view, quantity, metric, before=True),
        *_sole(view, quantity, metric, before=False),
    ]


def _near(
    view: SentenceView, quantity: Quantity, metric: Metric, stranger: int | None
) -> list[EntityTie]:
    """Give the ties to names of the sentence itself; none to one before an unknown owner."""
    ties = [
        EntityTie(mention, score, f"{role} {mention.text}")
        for mention, role in view.mentions_near(quantity)
        if (stranger is None or mention.start >= stranger)
        and _fits(view, quantity, metric, mention)
        and (score := _score(view, quantity, mention, role)) >= LEAST
    ]
    ties.sort(key=lambda tie: (-tie.score, -tie.mention.start))
    return ties


def _raters(view: SentenceView, quantity: Quantity, metric: Metric) -> set[str | None]:
    """Give the houses that rate a share here, by whatever name: 同社 is not the one that speaks."""
    return {m.entity for m in view.mentions if is_onlooker(view, quantity, metric, m)}


def _fits(view: SentenceView, quantity: Quantity, metric: Metric, mention: Mention) -> bool:
    if not can_own(view, quantity, metric, mention):
        return False
    if has_policy(metric) and mention.type != "institution":
        return False
    if held_by_other(view, metric, mention) or buys(view, metric, mention):
        return False
    if metric.key == "price_target":
        return mention.entity not in _raters(view, quantity, metric)
    return not is_onlooker(view, quantity, metric, mention)


def _of_a_bank(view: SentenceView, topics: Sequence[Topic]) -> list[EntityTie]:
    """Give the central bank of the sentence or the text, whatever else is spoken of between."""
    country = bank_of_country(view)
    banks = [m for m in view.mentions if (m.entity or "").startswith("bank:")]
    fitting = [m for m in banks if country in (None, m.entity)]
    if fitting and len({m.entity for m in fitting}) == 1:
        return [EntityTie(fitting[-1], 0.8, f"the central bank here, {fitting[-1].text}")]
    return [] if fitting else bank_tie(view, topics)


def _told_apart(
    view: SentenceView, quantity: Quantity, ties: Sequence[EntityTie]
) -> tuple[list[EntityTie], list[EntityTie]]:
    """Part the ties from those to whoever tells the number, which count only without others."""
    told = [tie for tie in ties if speaks(view, quantity, tie.mention)]
    return [tie for tie in ties if tie not in told], told


def _score(view: SentenceView, quantity: Quantity, mention: Mention, role: Role) -> float:
    if mention.start >= quantity.end:
        return _score_behind(view, quantity, mention, role)
    if mention.end > quantity.phrase[0]:
        return 0.0
    if in_passing(view, quantity, mention, role):
        return 0.0
    gap = view.between(mention.end, quantity.phrase[0])
    if mention.entity is None and mention.type == "rate":
        return 0.0
    if _ADJACENT.fullmatch(gap):
        return 0.98
    if role == "reference" and _OWN.fullmatch(gap):
        return 0.9
    figures = view.figures_between(mention.end, quantity.phrase[0])
    if figures and _only_measures(view, mention, gap):
        return 0.0
    score = _BEFORE[role] - 0.002 * min(len(gap), 100)
    if view.parted(mention.end, quantity.phrase[0]):
        score -= _BROKEN.get(role, 0.3)
    if figures and role in ("genitive", "direct", "label", "other", "object"):
        score -= 0.35
    return score - 0.02 * min(figures, 3) - 0.15 * _rivals(view, mention, quantity)


def _told_of(view: SentenceView, mention: Mention) -> bool:
    """Tell whether は or が parts a name from the first number behind it: Aは計画の3億円に対し."""
    own = next((q for q in view.quantities if q.start >= mention.end), None)
    return own is not None and _SET_APART.search(view.folded, mention.end, own.start) is not None


def _only_measures(view: SentenceView, mention: Mention, gap: str) -> bool:
    """Tell whether a name has a number of its own that another one's is set against."""
    if not _told_of(view, mention) and view.compared(mention):
        return True
    return _SET_AGAINST.search(gap) is not None


def _score_behind(view: SentenceView, quantity: Quantity, mention: Mention, role: Role) -> float:
    """Score a mention behind the number: 28倍のS&P 500; 3回の利下げを終えた連邦準備制度は."""
    gap = view.between(quantity.phrase[1], mention.start)
    gap = gap or view.between(quantity.end, mention.start)
    if _WAS.fullmatch(gap):
        return 0.95
    if _OWNED.fullmatch(gap):
        return 0.88
    near = len(gap) <= _RELATIVE_CLAUSE and "、" not in gap and role != "reference"
    if not near or view.parted(quantity.end, mention.start):
        return 0.0
    modified = gap.removesuffix("米").endswith(("た", "だ", "る", "い"))
    return 0.6 if modified else 0.0


def _rivals(view: SentenceView, mention: Mention, quantity: Quantity) -> int:
    """Count the topics and subjects that stand nearer to the number."""
    return sum(
        role in ("topic", "subject") and mention.end < other.start and other.end <= quantity.start
        for other, role in view.mentions_near(quantity)
        if other.entity != mention.entity
    )


def _sole(
    view: SentenceView, quantity: Quantity, metric: Metric, *, before: bool
) -> list[EntityTie]:
    """Give the only fitting name before, or else behind: 「IWMをみると、PERは19.5だ」."""
    fitting = [
        m
        for m, role in zip(view.mentions, view.roles, strict=True)
        if (m.end <= quantity.start if before else m.start >= quantity.end)
        and role != "reference"
        and not (before and in_passing(view, quantity, m, role))
        and _fits(view, quantity, metric, m)
    ]
    if not fitting or len({m.entity for m in fitting}) > 1 or view.compared(fitting[-1]):
        return []
    if not before and (_has_own_number(view, fitting[-1]) or _is_source(view, fitting[-1])):
        return []
    return [EntityTie(fitting[-1], 0.55, f"the only name here, {fitting[-1].text}")]


def _is_source(view: SentenceView, mention: Mention) -> bool:
    """Tell whether a name behind a number only says where it is from: (電通「…」による)."""
    return _SOURCE.match(view.folded, mention.end, view.sentence.end) is not None


def _has_own_number(view: SentenceView, mention: Mention) -> bool:
    """Tell whether a number stands behind a name, which then has no need of one before it."""
    return any(q.start >= mention.end for q in view.quantities)
