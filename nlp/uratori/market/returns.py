"""Returns: a rise or fall over a window, from closes or from a cited return of that window."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import msgspec

from ..calendars import calendar_of
from ..errors import LexiconError
from ..lexicon import read_table, split_cell
from ..records import Interval
from .facts import Fact, rows_on, rows_over
from .questions import Attempt, Definition, Question, Remark, Unresolved, measured, missing
from .windows import Window, require_as_of, return_window


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """One return in percent, the spread that the data's rounding allows, and its rows."""

    value: Fraction
    spread: Interval
    rows: tuple[Fact, ...]


@lru_cache(maxsize=1)
def _tracking() -> dict[str, tuple[str, ...]]:
    funds: dict[str, tuple[str, ...]] = {}
    try:
        rows = list(read_table("entities_funds"))
    except (FileNotFoundError, LexiconError):
        return funds
    for row in rows:
        for index in split_cell(row.get("tracks", "")):
            funds[index] = (*funds.get(index, ()), row["entity"])
    return funds


def proxies(index: str) -> tuple[str, ...]:
    """Give the funds that track an index, ``index:russell2000`` -> ``ARCX:IWM``, as listed."""
    return _tracking().get(index, ())


def price_return(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the price return of the entity, and that of each fund which tracks it and has data."""
    yield from _returns(question, definition, "close", "price")


def total_return(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the return with dividends reinvested, of the entity and of its proxies."""
    yield from _returns(question, definition, "total_return", "total_return")


def _returns(
    question: Question, definition: Definition, series: str, basis: str
) -> Iterator[Attempt]:
    own = _attempt(question, definition, question.entity, series, basis)
    if own is None:
        return
    yield own
    for fund in proxies(question.entity):
        if not _has_data(question, fund, series, basis):
            continue
        attempt = _attempt(question, definition, fund, series, basis)
        if attempt is not None and attempt.value is not None:
            yield attempt


def _has_data(question: Question, entity: str, series: str, basis: str) -> bool:
    cited = question.source.facts(entity, "return")
    return bool(question.source.facts(entity, series)) or any(
        row.definition == basis for row in cited
    )


def _attempt(
    question: Question, definition: Definition, entity: str, series: str, basis: str
) -> Attempt | None:
    if question.claim.period is None:
        raise Unresolved(Remark(code="no_period"))
    require_as_of(question)
    if not _has_data(question, entity, series, basis):
        return missing(definition, entity, "no_series", f"{entity}/{series}")
    window = return_window(question, calendar_of(entity), definition.window)
    if window is None:
        return None
    seen = [*_cited(question, entity, basis, window), *_computed(question, entity, series, window)]
    if not seen:
        gap = missing(definition, entity, "no_window", f"{entity}/{series}", str(window))
        return msgspec.structs.replace(gap, as_of=str(window))
    return measured(
        question,
        definition,
        entity=entity,
        spreads=tuple(each.spread for each in seen),
        attempt=Attempt(
            definition=definition,
            entity=entity,
            value=seen[0].value,
            unit="percent",
            as_of=str(window),
            rows=seen[0].rows,
        ),
    )


def _cited(question: Question, entity: str, basis: str, window: Window) -> Iterator[Observation]:
    for row in rows_over(question.source, entity, "return", window.start, window.end):
        if row.definition == basis and row.unit == "percent":
            yield Observation(value=row.value, spread=row.interval, rows=(row,))


def _computed(
    question: Question, entity: str, series: str, window: Window
) -> Iterator[Observation]:
    base = rows_on(question.source, entity, series, window.start)
    for last in rows_on(question.source, entity, series, window.end):
        first = next((row for row in base if row.source == last.source), None)
        first = first or next(iter(base), None)
        if first is not None and first.unit == last.unit and first.interval.low:
            yield _change(first, last)


def _change(first: Fact, last: Fact) -> Observation:
    """Give 100 * (last / first - 1), and its range over the rounding of both closes."""
    (low, high), (below, above) = _bounds(first), _bounds(last)
    return Observation(
        value=100 * (last.value / first.value - 1),
        spread=Interval(low=100 * (below / high - 1), high=100 * (above / low - 1)),
        rows=(first, last),
    )


def _bounds(fact: Fact) -> tuple[Fraction, Fraction]:
    half = fact.place / 2
    return fact.value - half, fact.value + half
