"""What articles say together: a claim that several tell, and a claim that they tell differently."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import msgspec

from ..records import Interval

Settled = Literal["session", "reported", "released"]
Disagreement = Literal["contradiction", "changed"]


class Key(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What makes two claims the same but for their number."""

    entity: str
    metric: str
    unit: str
    kind: str
    first: date
    last: date
    against: str
    """What a change is measured against, words that say the same made one; "" where nothing is."""
    basis: str


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One wording of a claim, with the first of the articles that have it."""

    article: str
    version: int
    articles: tuple[str, ...]
    """Ids of articles with this very sentence, at most `MOST_IDS` of them."""
    copies: int
    """How many articles have this very sentence; copies of one text are one voice."""
    sentence: str
    text: str
    value: Fraction | None
    core: Interval
    """What the number stands for, its sign from the direction of its change."""
    speaker: str | None
    published: date | None
    """Of the first article."""
    more: bool = False
    """Whether its value has more wordings than were read."""
    source: str | None = None
    address: str | None = None
    title: str | None = None


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values of a claim that articles disagree about."""

    low: Fraction
    high: Fraction
    """What all its voices together allow."""
    articles: int
    wordings: int
    at_least: bool
    """Whether there are more, which were not read."""
    voices: tuple[Voice, ...]
    """The earliest ones, at most `MOST_VOICES`."""
    first: date | None
    """When the earliest of its articles was published."""


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that articles tell with values that exclude each other.

    contradiction: one of them is wrong. changed: the figure may have been revised in between.
    """

    key: Key
    name: str
    """The usual name of the entity."""
    kind: Disagreement
    settled: Settled
    day: date | None
    """When the later side was first published."""
    sides: tuple[Side, ...]
    """What most articles say first; of a change, what was said first."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a claim as written, and how many articles tell it."""

    text: str
    articles: int


class SameClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that several articles tell, with the values that they give."""

    key: Key
    name: str
    articles: int
    wordings: int
    told: tuple[Told, ...]
    """Most told first, at most `MOST_VALUES`."""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many of one thing: a day, a status, an entity."""

    name: str
    count: int
    wrong: int = 0
    """How many of them a check contradicts, where that is counted."""


class Across(msgspec.Struct, frozen=True, kw_only=True):
    """What the tables of a folder say together."""

    folder: str
    since: date | None
    until: date | None
    articles: int
    """Articles, each in its latest version."""
    claims: int
    findings: int
    unread: int
    """Items that could not be read."""
    claims_a_day: tuple[Count, ...]
    """By the day of publication, in order; the name is the day. `wrong`: found wrong by a check."""
    statuses: tuple[Count, ...]
    """Findings by status, worst first."""
    entities: tuple[Count, ...]
    """Entities with the most checked claims; the name is its usual one."""
    same: int
    """How many claims are told by two articles or more."""
    groups: tuple[SameClaim, ...]
    """The most told of them."""
    contradictions: int
    changes: int
    disputes: tuple[Dispute, ...]
    """Contradictions first, then changes; those of most articles first."""
    disputes_a_day: tuple[Count, ...]
    """Contradictions by the day on which the later side was first told, in order."""


MOST_IDS = 50
MOST_VOICES = 5
MOST_VALUES = 5
