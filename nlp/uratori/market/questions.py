"""What is asked of the data, and what one definition answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import msgspec

from ..lexicon import read_table
from ..records import Analysis, Claim, Interval, Quantity
from .facts import Fact, FactSource, disagree

Standing = Literal["conventional", "unusual"]


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One reason, as a key of `uratori.market.wording` and the values it is told with."""

    code: str
    values: tuple[str, ...] = ()


class Unresolved(Exception):
    """A definition cannot be applied to a claim; `remark` says why. Never leaves this room."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark)
        self.remark = remark


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """How the unit of a claim becomes the unit its metric is compared in."""

    base: str
    factor: Fraction
    offset: Fraction

    def onto(self, interval: Interval) -> Interval:
        """Give an interval of the written unit in the base unit."""
        return shifted(interval.scaled(self.factor), self.offset)

    def back(self, value: Fraction) -> Fraction:
        """Give a value of the base unit in the written unit."""
        return (value - self.offset) / self.factor


RATE_UNITS = frozenset({"bp", "percentage_point", "percent", "points"})
"""Units in which moves of rates, and gaps between them, are told."""
Base = Literal["", "session", "week", "month", "year_end", "ago", "weekly", "monthly", "yearly"]
"""What a move is counted from: the close before, the last of the week, month or year before; the
same day a time ago; or a whole week, month or year (週間で, 月間で, 年間で). Empty: what the period
says."""


Crossing = Literal["", "up", "down"]
Sense = Literal[
    "", "high", "low", "rise", "fall", "recover", "lose", "big_rise", "big_fall", "record",
    "bottom", "highest", "lowest",
]  # fmt: skip
"""Of 以来 and ぶり: the first what; a rise or fall as large, a high or a low that is renewed; of a
day alone that of a high or a low that stands."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of a claim make of its metric."""

    topic: str = ""
    """The kind of question; empty: that of the metric itself."""
    entity: str | None = None
    against: str | None = None
    """The other entity of a comparison (S&P500を上回った)."""
    base: Base = ""
    back: str = ""
    """How long ago it is counted from, where `base` is ``ago``: ``P1Y``."""
    morning: bool = False
    """Whether the words name the session before the article's day (前日の終値)."""
    evening: bool = False
    """Whether the words name the article's own day (この日の終値)."""
    unsure: bool = False
    """Whether another reading is as likely: what does not hold is then not refuted."""
    run: bool = False
    """Whether a move is told over a run of sessions, and unsure where the run is not as told."""
    whose: bool = False
    """Whether all that is unsure is which of the owners told round it a number is of."""
    intraday: bool = False
    flipped: bool = False
    """Whether the words speak of a pair's second currency: 円は対ドルで1.2%上昇."""
    scope: str = ""
    """Over what time a high or a low is one: ``ever``, ``this_year``, ``two_years``, ``year_long``,
    ``period`` for that of the claim; empty where it is not said."""
    since: tuple[date, date] | None = None
    """The days in which a high or a low that something is counted from was reached."""
    start: date | None = None
    """The day from whose close, or the last before it, a move is told, where it is said."""
    either: bool = False
    """Whether the move may begin with the close before that day as well: 10日から14日まで."""
    until: date | None = None
    """The day with whose close it ends, where its sentence says so."""
    direction: Literal["up", "down"] | None = None
    """Whether a lead is one, or the opposite, where the words and not the number tell."""
    apart: bool = False
    """Whether a lead is told without who was ahead."""
    crossing: Crossing = ""
    """Whether the number is a line that was crossed (4万円を回復)."""
    sense: Sense = ""
    """Of 以来 and ぶり: what it was the first of."""
    broken: bool = False
    """Whether a run of sessions is one that its last session ended (連騰は5日で止まった)."""
    fixing: str = ""
    """The fixing of a currency that the words name: ``tokyo_17``, ``ecb_reference``."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One claim to look up: its entity, its number in the base unit, and where to look."""

    analysis: Analysis
    claim: Claim
    quantity: Quantity
    entity: str
    source: FactSource
    scale: Scale
    claimed: Interval
    """The outer interval of the written number, in the base unit; a fall is negative."""
    core: Interval | None = None
    """The core interval where a number has to meet it: a price is not a rounded figure."""
    mirrored: bool = False
    """Whether `claimed` is negative because the words say so (12%下落)."""
    asked: Asked = Asked()
    """What the claim's words make of its metric."""
    evening: bool = False
    """Whether the article is read as one of after the close of its own day."""
    other: Question | None = None
    """The same of another time that the claim may be of; what holds at it is not refuted."""
    fixing: str = ""
    """The definition of rows that is being read, where an entity has several (``tokyo_17``)."""
    alike: str = ""
    """The number near it whose question this is as well, as it is written."""

    @property
    def published(self) -> date | None:
        """The article's date."""
        return self.analysis.article.published

    @property
    def sentence(self) -> str:
        """The text of the claim's sentence."""
        start, end = self.claim.sentence
        return self.analysis.article.text[start:end]

    @property
    def topic(self) -> str:
        """The kind of question, a key of `uratori.market.definitions`."""
        return self.asked.topic or self.claim.metric or ""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What one definition gives for one question.

    `value` is in `unit`; None when data are missing, and `remark` says which.
    """

    definition: Definition
    entity: str
    value: Fraction | None = None
    spread: Interval | None = None
    """The values that the data's own rounding allows."""
    unit: str = ""
    as_of: str | None = None
    rows: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    """One a row, where each row is evidence by itself (a list of decisions)."""
    holds: bool | None = None
    conflict: bool = False
    """Whether the sources differ by more than their own rounding."""
    proxy: bool = False
    """Whether the values are those of a fund that tracks the entity."""
    remark: Remark | None = None
    working: str = ""
    """The arithmetic behind the value: ``6915.61 / 4019.81 - 1``."""
    also: tuple[Definition, ...] = ()
    """Other definitions that come to the very same window."""


Measure = Callable[[Question, "Definition"], Iterable[Attempt]]


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """One way to read a metric. A new definition is a new entry of `DEFINITIONS`."""

    key: str
    metric: str
    """The metric of the claims it is for."""
    ja: str
    en: str
    measure: Measure
    """Computes it: gives one attempt, more with proxies, none where it does not apply."""
    standing: Standing = "unusual"
    needs: tuple[str, ...] = ()
    """The series it reads, as metrics of facts."""
    window: str = ""
    """The kind of window a return is taken over, a key of `uratori.market.windows.WINDOWS`."""
    names: tuple[str, ...] = ()
    """Words that name it in the claim's metric (配当込みリターン)."""
    sentence_names: tuple[str, ...] = ()
    """Words that name it anywhere in the sentence."""
    only_named: bool = False
    """Whether it is tried only when the article names it."""
    signed: bool = False
    """Whether a change of the metric is compared with its sign: 13%減 as -13%."""
    settled: bool = False
    """Whether a firm's figure is the same before and after the close of the article's own day, or
    the difference is allowed for; it is then read once."""
    topic: str = ""
    """The kind of question it answers; empty: that of the metric itself."""
    hours: str = ""
    """``close`` or ``intraday``: what a text names by 終値 or by 一時."""
    rows: tuple[str, ...] = ()
    """The definitions of the rows it reads (`Fact.definition`); empty: all but adjusted prices."""

    def keeps(self, fact: Fact) -> bool:
        """Tell whether a row is of this definition."""
        if self.rows:
            return fact.definition in self.rows
        return not fact.definition.endswith("_adjusted")


def shifted(interval: Interval, offset: Fraction) -> Interval:
    """Move both bounds of an interval."""
    return Interval(
        low=None if interval.low is None else interval.low + offset,
        high=None if interval.high is None else interval.high + offset,
        low_open=interval.low_open,
        high_open=interval.high_open,
    )


def fits(question: Question, spread: Interval) -> bool | None:
    """Tell whether a value meets the written number; None where only its rounding would reach it.

    A level of 2万円 is 20000; 19300 is neither that nor, as a round figure, plainly wrong.
    """
    if question.core is not None and not spread.meets(question.core):
        return None if spread.meets(question.claimed) else False
    return spread.meets(question.claimed)


def measured(
    question: Question,
    definition: Definition,
    *,
    entity: str,
    spreads: tuple[Interval, ...],
    attempt: Attempt,
) -> Attempt:
    """Complete an attempt whose values are known: the best comes first in `spreads`."""
    conflict = disagree(spreads)
    return msgspec.structs.replace(
        attempt,
        definition=definition,
        entity=entity,
        spread=spreads[0],
        holds=None if conflict else fits(question, spreads[0]),
        conflict=conflict,
        proxy=entity != question.entity,
    )


def missing(definition: Definition, entity: str, code: str, *values: str) -> Attempt:
    """Give the attempt of a definition that lacks data."""
    return Attempt(
        definition=definition, entity=entity, remark=Remark(code=code, values=tuple(values))
    )


@lru_cache(maxsize=1)
def _scales() -> dict[tuple[str, str], Scale]:
    return {
        (row["metric"], row["unit"]): Scale(
            base=row["base"], factor=Fraction(row["factor"]), offset=Fraction(row["offset"])
        )
        for row in read_table("scales", package="uratori.reference")
    }


def scale_of(metric: str, unit: str) -> Scale | None:
    """Give the scale of a metric's unit; None when the unit does not fit the metric."""
    table = _scales()
    found = table.get((metric, unit))
    if found is not None:
        return found
    kept = table.get((metric, "*"))
    return None if kept is None else msgspec.structs.replace(kept, base=unit)
