"""A bank's rate as rows of decisions, from a list of decisions or from a rate for every day.

A list (definition ``decision``) stands at the days of the decisions. A daily series (``daily``)
tells the rate in force; how long after a decision a rate comes into force is data
(`reference/rate_effect.tsv`). Where that is not known, a move near the edge of a span is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import msgspec

from ..lexicon import read_table
from .facts import Fact, usable
from .questions import Question, Remark, Unresolved
from .windows import Window

DAILY = "daily"
_GAP = timedelta(5)  # a daily series may leave out a long weekend
_DOUBT = timedelta(10)  # days between a decision and its effect where no lag is known


@lru_cache(maxsize=1)
def _lags() -> dict[str, int]:
    rows = read_table("rate_effect", package="uratori.reference")
    return {row["entity"]: int(row["days"]) for row in rows}


def rate_rows(question: Question, metric: str) -> tuple[Fact, ...]:
    """Give the rows of one bound, each at the day of its decision.

    Rows of a list as they are; of a daily series those that begin a new rate, moved back by the
    bank's lag, outside the days that the list covers.
    """
    rows = usable(question.source.facts(question.entity, metric))
    listed = tuple(row for row in rows if row.definition != DAILY)
    daily = [row for row in rows if row.definition == DAILY]
    if not daily:
        return listed
    span = question.source.complete(question.entity, metric) if listed else None
    begun = [
        row for row in _begun(question, daily) if span is None or not span[0] <= row.date <= span[1]
    ]
    return tuple(sorted([*listed, *begun], key=lambda row: row.date))


def _begun(question: Question, daily: Sequence[Fact]) -> list[Fact]:
    """Give the first row and every row that begins a new rate, at the day of its decision."""
    lag = timedelta(_lags().get(question.entity, 0))
    moved = [
        msgspec.structs.replace(new, date=new.date - lag)
        for old, new in pairwise(daily)
        if new.value != old.value
    ]
    return [daily[0], *moved]


def covered(question: Question, metric: str, window: Window) -> bool:
    """Tell whether no move of a span can be missing: the list promises it, or days are whole."""
    spans = [question.source.complete(question.entity, metric), _daily_span(question, metric)]
    reach = window.start
    for first, last in sorted(span for span in spans if span is not None):
        if first <= reach <= last:
            reach = last + timedelta(1)
    return reach > window.end


def _daily_span(question: Question, metric: str) -> tuple[date, date] | None:
    """Give the days of whose decisions the end of the daily series knows, without a gap."""
    rows = usable(question.source.facts(question.entity, metric))
    days = [row.date for row in rows if row.definition == DAILY]
    if not days:
        return None
    first = days[0]
    for old, new in pairwise(days):
        if new - old > _GAP:
            first = new
    return first, days[-1] - timedelta(_lags().get(question.entity, 0))


def last_seen(question: Question, metric: str, day: date) -> date | None:
    """Give the last day whose rate is known, where it lies some days at most before a day."""
    rows = usable(question.source.facts(question.entity, metric))
    days = [row.date for row in rows if row.definition == DAILY and row.date <= day]
    return days[-1] if days and day - days[-1] <= _GAP else None


def require_clear_edges(question: Question, metric: str, window: Window) -> None:
    """Raise Unresolved where a daily series leaves open on which side of an edge a move lies."""
    if question.entity in _lags():
        return
    rows = usable(question.source.facts(question.entity, metric))
    daily = [row for row in rows if row.definition == DAILY]
    for old, new in pairwise(daily):
        if old.value == new.value:
            continue
        for edge in (window.start, window.end):
            if timedelta(0) <= new.date - edge <= _DOUBT:
                raise Unresolved(Remark(code="effect_unclear"))
