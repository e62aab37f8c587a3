"""Prices of a span, one a session, all in the terms of its end: splits are undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

import msgspec

from ...calendars import sessions_between
from ..facts import Fact, Keep, rows_between, usable
from ..questions import Definition, Question, Remark, Unresolved
from .fluid import fluidity

_LISTED = ("XTKS", "XNAS", "XNYS", "XASE", "ARCX", "BATS")
_FIXINGS = ("close", "ny_noon", "tokyo_17", "ecb_reference")
_JUMP = (Fraction(11, 20), Fraction(9, 5))
"""A share that moves more than this in one session was split, or the data do not say what was."""


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a session; `value` and `half` (of its rounding) are in the terms of the end."""

    day: date
    value: Fraction
    half: Fraction
    row: Fact


def is_listed(entity: str) -> bool:
    """Tell whether an entity is a listed share or fund, which may be split."""
    return entity.partition(":")[0] in _LISTED


def splits(question: Question, entity: str, after: date, end: date) -> Fraction:
    """Give how many shares of the end one share of `after` has become."""
    if not is_listed(entity):
        return Fraction(1)
    held = question.source.facts(entity, "split")
    factor = Fraction(1)
    for row in usable(held, by=question.published):
        if after < row.date <= end and row.value > 0:
            factor *= row.value
    return factor


def keeps(question: Question, definition: Definition, entity: str, metric: str, end: date) -> Keep:
    """Give which rows a computation over a span reads: adjusted prices where the source has them.

    Only a listed share has adjusted prices; with them no split needs to be undone. Of a currency
    one fixing is read throughout.
    """
    adjusted = f"{metric}_adjusted"
    if definition.rows or not (is_listed(entity) or fluidity(entity)):
        return definition.keeps
    rows = rows_between(question.source, entity, metric, end, end, by=question.published)
    held = {row.definition for row in rows}
    if adjusted in held:
        return lambda fact: fact.definition == adjusted
    order = (question.asked.fixing, *_FIXINGS)
    one = next((each for each in order if each in held), None)
    if one is not None and not is_listed(entity):
        return lambda fact: fact.definition == one
    return definition.keeps


def prices(
    question: Question, definition: Definition, metric: str, start: date, end: date
) -> tuple[Price, ...]:
    """Give the prices of a span in order of date, those of its end last.

    Raises Unresolved where a share jumps as only a split that the data do not tell would make it.
    """
    entity = question.entity
    keep = keeps(question, definition, entity, metric, end)
    by = question.published
    rows = rows_between(question.source, entity, metric, start, end, keep=keep, by=by)
    best: dict[date, Fact] = {}
    for row in rows:
        best.setdefault(row.date, row)
    later = _split_since(question, definition, metric, best.get(end), end)
    found = tuple(_price(question, row, end, later) for row in best.values())
    require_whole(entity, found)
    return found


def _split_since(
    question: Question, definition: Definition, metric: str, last: Fact | None, end: date
) -> Fraction:
    """Give how many shares a share of the end has become in the terms of adjusted prices."""
    if last is None or not last.definition.endswith("_adjusted") or not last.value:
        return Fraction(1)
    rows = rows_between(question.source, question.entity, metric, end, end, by=question.published)
    traded = [row for row in rows if definition.keeps(row) and row.source == last.source]
    if not traded or abs(traded[0].value - last.value) <= last.place:
        return Fraction(1)
    held = question.source.facts(question.entity, "split")
    factor = Fraction(1)
    for row in held:
        if end < row.date and row.value > 0:
            factor *= row.value
    exact = factor * last.value
    return factor if abs(exact - traded[0].value) <= factor * last.place else Fraction(1)


def _price(question: Question, row: Fact, end: date, later: Fraction) -> Price:
    raw = not row.definition.endswith("_adjusted")
    factor = splits(question, row.entity, row.date, end) if raw else 1 / later
    return Price(day=row.date, value=row.value / factor, half=row.place / 2 / factor, row=row)


def require_whole(entity: str, found: Iterable[Price]) -> None:
    """Raise Unresolved where a share's prices jump between two sessions as at a split."""
    if not is_listed(entity):
        return
    for old, new in pairwise(found):
        if old.value > 0 and not _JUMP[0] <= new.value / old.value <= _JUMP[1]:
            raise Unresolved(Remark(code="maybe_split", values=(new.day.isoformat(),)))


def require_every_day(
    question: Question, calendar: str, start: date, end: date, found: tuple[Price, ...]
) -> None:
    """Raise Unresolved where a session of a span has no price.

    What is traded by many has no sessions of its own: its holidays differ by source.
    """
    if fluidity(question.entity) is not None:
        return
    due = sessions_between(calendar, start, end)
    if len(found) < len(due):
        raise Unresolved(Remark(code="days_missing", values=(str(len(found)), str(len(due)))))
