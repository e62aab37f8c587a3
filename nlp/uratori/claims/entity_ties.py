"""Ties a number to an entity: the mentions of its sentence, else what the article speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .roles import Role
from .sentence import SentenceView

LEAST = 0.5
"""A weaker tie is not made."""

CARRY = 8
"""Sentences over which a topic is carried when a sentence names nobody."""

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
_ADJACENT = lazy(r"[)>】」』]{0,2}[ ]?(?:[のがは:]|[(][^()、。]{0,14})?")
_RELATIVE_CLAUSE = 20
"""Characters of a clause that modifies the name behind it."""
_DEMONSTRATIVE = ("これ", "それ", "この", "その", "こうした", "そうした", "同")


class EntityTie(msgspec.Struct, frozen=True):
    """One mention that a number may belong to."""

    mention: Mention
    score: float
    reason: str


class Topic(msgspec.Struct, frozen=True):
    """A mention that later sentences may go on speaking of."""

    sentence: int
    mention: Mention
    weight: float
    """1 for what a number was tied to or a topic, less for a mention in passing."""


def entity_ties(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> list[EntityTie]:
    """Give the mentions that a number of this metric may belong to, best first."""
    ties = [
        EntityTie(mention, score, f"{role} {mention.text}")
        for mention, role in view.mentions_near(quantity)
        if metric.admits(mention.type) and (score := _score(view, quantity, mention, role)) >= LEAST
    ]
    ties.sort(key=lambda tie: (-tie.score, -tie.mention.start))
    return (
        ties
        or _sole(view, quantity, metric, before=True)
        or _carried(view, quantity, metric, topics)
        or _sole(view, quantity, metric, before=False)
    )


def _score(view: SentenceView, quantity: Quantity, mention: Mention, role: Role) -> float:
    if mention.start >= quantity.end:
        return _score_behind(view, quantity, mention, role)
    if mention.end > quantity.phrase[0]:
        return 0.0
    gap = view.between(mention.end, quantity.phrase[0])
    if mention.entity is None and mention.type == "rate":
        return 0.0
    if _ADJACENT.fullmatch(gap):
        return 0.98
    figures = view.figures_between(mention.end, quantity.phrase[0])
    if figures and view.compared(mention):
        return 0.0
    score = _BEFORE[role] - 0.002 * min(len(gap), 100)
    if view.parted(mention.end, quantity.phrase[0]):
        score -= _BROKEN.get(role, 0.3)
    if figures and role in ("genitive", "direct", "label", "other", "object"):
        score -= 0.35
    return score - 0.02 * min(figures, 3) - 0.15 * _rivals(view, mention, quantity)


def _score_behind(view: SentenceView, quantity: Quantity, mention: Mention, role: Role) -> float:
    """Score a mention behind the number: 28倍のS&P 500; 3回の利下げを終えた連邦準備制度は."""
    gap = view.between(quantity.phrase[1], mention.start)
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
        if (m.end <= quantity.start) == before and metric.admits(m.type) and role != "reference"
    ]
    if not fitting or len({m.entity for m in fitting}) > 1 or view.compared(fitting[-1]):
        return []
    return [EntityTie(fitting[-1], 0.55, f"the only name here, {fitting[-1].text}")]


def _carried(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> list[EntityTie]:
    """Give the topic of the sentences before; 「これは…」 points at the last number's entity."""
    for topic in reversed(topics):
        distance = view.index - topic.sentence
        if distance > CARRY:
            break
        money = (topic.mention.entity or "").startswith("currency:")
        if topic.weight >= LEAST and metric.admits(topic.mention.type) and not money:
            if view.other_subject(quantity):
                break
            pointing = view.folded.startswith(_DEMONSTRATIVE, view.sentence.start)
            score = (0.86 if pointing and distance == 1 else 0.78) - 0.04 * distance
            return [EntityTie(topic.mention, score, f"carried from {topic.mention.text}")]
    return []
