"""Runs of sessions: rises and falls in a row (5日続伸), days in a row ahead of another index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise

import msgspec

from ...calendars import (
    calendar_of,
    session_at_or_before,
    sessions_back,
    sessions_between,
)
from ...mentions import named
from ...records import Interval
from ..facts import Fact, has_rows, usable
from ..questions import Attempt, Definition, Question, Remark, Unresolved, measured, missing
from ..windows import base_end, last_close, require_as_of, span_of
from .fluid import fluidity, hour_of, quotes_source, unrefuted
from .prices import Price, prices, require_every_day

_LAG = 10  # sessions since the end of a run after which it is no longer news
_LONGEST = 60  # sessions; no index has risen longer in a row
_LONG = 600  # sessions over which weeks and months in a row are counted
_AHEAD = 20  # days within which the next session comes
_ONE_SOURCE = Fraction(9, 1000)
"""In percent: a hundredth up or down is one at each who quotes the one source of a yield."""
LAST_OF: dict[str, Callable[[date], object]] = {
    "weeks": lambda day: day.isocalendar()[:2],
    "months": lambda day: (day.year, day.month),
}
"""What the days of one week, or month, have in common."""


def streak(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how many sessions in a row, up to the claim's day, a price rose or fell."""
    entity = question.entity
    metric = "yield" if entity.startswith("rate:") else definition.needs[0]
    require_as_of(question)
    if question.claim.direction is None:
        raise Unresolved(Remark(code="no_direction"))
    if not has_rows(question.source, entity, metric):
        yield missing(definition, entity, "no_series", f"{entity}/{metric}")
        return
    calendar = calendar_of(entity)
    end = base_end(question, calendar)
    long = question.scale.base in LAST_OF
    start = sessions_back(calendar, end, (_LONG if long else _LONGEST) + 1)
    found = prices(question, definition, metric, start, end)
    if not found or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/{metric}", end.isoformat())
        return
    found = last_of_each(question.scale.base, calendar, found) if long else found
    up = (question.claim.direction == "up") != question.asked.flipped
    if question.asked.broken and len(found) > 1:
        found, end = found[:-1], found[-2].day
    run = _run(found, up=up)
    if len(run) == len(found):
        raise Unresolved(Remark(code="short_series", values=(found[0].day.isoformat(),)))
    base = max(len(found) - len(run) - 1, 0)
    if not (long or definition.rows):
        require_every_day(question, calendar, found[base].day, end, found[base:])
    attempt = _counted_run(question, definition, run)
    yield attempt if _is_broken(question, found, run, up=up) else unrefuted(question, attempt)


def is_whole_run(question: Question, definition: Definition, first: date, last: date) -> bool:
    """Tell whether the closes between two days went one way, and the one before the other."""
    start = sessions_back(calendar_of(question.entity), first, 1)
    metric = "yield" if question.entity.startswith("rate:") else "close"
    found = prices(question, definition, metric, start, last)
    if len(found) < 3 or found[-1].day != last:
        return False
    return _run(found, up=found[-1].value > found[-2].value)[0].day == first


def _is_broken(
    question: Question, found: tuple[Price, ...], run: tuple[Price, ...], *, up: bool
) -> bool:
    """Tell whether what has no one close went against a run by more than its hours can differ.

    A run told as longer holds moves the other way; one told as shorter leaves out one of its own.
    """
    count, sign = question.quantity.value or Fraction(0), 1 if up else -1
    if fluidity(question.entity) is None or not 0 < count < len(found) - 1:
        return False
    told = tuple(sign * each.value for each in found[-1 - int(count) :])
    against = max(top - each for top, each in zip(accumulate(told, max), told, strict=True))
    if count < len(run) - 1:
        against = max(against, told[0] - sign * found[-2 - int(count)].value)
    return against > _room(question, found[-1])


def _room(question: Question, last: Price) -> Fraction:
    """Give how far two hours' values may differ; less where the words quote the data's own.

    Of the yields of one market all have the same source.
    """
    rate = question.entity.startswith("rate:")
    quoted = quotes_source(question, last.row.metric, (last.day,))
    margin = fluidity(question.entity, "same" if rate or quoted else hour_of(question))
    room = 2 * margin.room(last.value) if margin is not None else Fraction(0)
    if not (rate and quoted):
        return room
    return _ONE_SOURCE if question.entity.startswith("rate:jp") else room / 2


def last_of_each(unit: str, calendar: str, found: tuple[Price, ...]) -> tuple[Price, ...]:
    """Keep the last price of each week, or month, that had ended: 3週連続で上昇."""
    last: dict[object, Price] = {}
    for each in found:
        last[LAST_OF[unit](each.day)] = each
    held = tuple(last.values())
    end = found[-1].day
    due = sessions_between(calendar, end, end + timedelta(_AHEAD))[1]
    rule = LAST_OF[unit]
    return held[:-1] if rule(due) == rule(end) else held


def _run(found: tuple[Price, ...], *, up: bool) -> tuple[Price, ...]:
    """Give the prices of the last run, its base first."""
    count = 0
    for new, old in pairwise(reversed(found)):
        if (new.value > old.value) if up else (new.value < old.value):
            count += 1
        else:
            break
    return found[len(found) - 1 - count :]


def _counted_run(question: Question, definition: Definition, run: tuple[Price, ...]) -> Attempt:
    first, last = run[0], run[-1]
    return counted(question, definition, len(run) - 1, (first.day, last.day), first, last)


def counted(
    question: Question, definition: Definition, count: int, days: tuple[date, date], *shown: Price
) -> Attempt:
    """Give a count of sessions between two days, with the prices that show it."""
    value = Fraction(count)
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=(Interval(low=value, high=value),),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=value,
            unit=question.scale.base,
            as_of=f"{days[0]}/{days[1]}",
            rows=tuple(each.row for each in shown),
        ),
    )


def cited_lead(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the cited run of sessions in a row ahead of another index (n日連続アウトパフォーム).

    A run speaks for a claim when it lies inside the claim's period, or, where the claim names no
    other time, when it ended within ten sessions before the as-of date.
    """
    metric = definition.needs[0]
    require_as_of(question)
    if question.scale.base in LAST_OF:
        return  # of weeks and months none is cited
    against = question.asked.against
    rows = [
        row
        for row in usable(question.source.facts(question.entity, metric), by=question.published)
        if row.start is not None and against in (None, row.definition)
    ]
    fitting = [row for row in rows if _speaks(question, row)]
    if not fitting:
        if not _computable(question):
            series = f"{question.entity}/{metric}"
            yield missing(definition, question.entity, "no_streak", series)
        return
    last = max(fitting, key=lambda row: row.date)
    same = tuple(row for row in fitting if row.date == last.date)
    yield measured(
        question,
        definition,
        entity=question.entity,
        spreads=tuple(row.interval for row in same),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=last.value,
            unit=last.unit,
            as_of=f"{same[0].start}/{last.date}",
            rows=same[:1],
            remark=Remark(code="against", values=(named(same[0].definition),)),
        ),
    )


def _speaks(question: Question, row: Fact) -> bool:
    if row.start is None or (question.published and row.date >= question.published):
        return False
    span = span_of(question.claim.period)
    if span is not None:
        start = question.asked.start or span.start
        if start <= row.start and row.date <= span.end:
            return True
        if row.date < start or span.end < row.start:
            return False
    calendar = calendar_of(question.entity)
    return sessions_back(calendar, last_close(question, calendar), _LAG) <= row.date


def _computable(question: Question) -> bool:
    """Tell whether both series of a lead are there."""
    against = question.asked.against
    return against is not None and all(
        has_rows(question.source, entity, "close") for entity in (question.entity, against)
    )


def lead(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the runs of sessions whose return beat another entity's, as `cited_lead` picks them."""
    against = question.asked.against
    if against is None or not _computable(question):
        return
    require_as_of(question)
    calendar = calendar_of(question.entity)
    end = _lead_end(question, calendar)
    long = question.scale.base in LAST_OF
    start = sessions_back(calendar, end, _LONG if long else _LONGEST + _LAG + 1)
    own = prices(question, definition, "close", start, end)
    asked = msgspec.structs.replace(question, entity=against)
    other = {each.day: each for each in prices(asked, definition, "close", start, end)}
    if not own or own[-1].day != end or end not in other:
        if has_rows(question.source, question.entity, "outperformance_streak"):
            return  # a cited run stands for the closes
        yield missing(definition, question.entity, "no_day", f"{against}/close", end.isoformat())
        return
    if long:
        own = last_of_each(question.scale.base, calendar, own)
    least = own[-1].day if long else sessions_back(calendar, end, _floor(question))
    runs = _leads(own, other, least)
    tries = [_counted_run(question, definition, _since(run, question.asked.start)) for run in runs]
    if not tries and has_rows(question.source, question.entity, "outperformance_streak"):
        return
    if not tries:
        yield missing(definition, question.entity, "no_streak", f"{question.entity}/close")
        return
    best = next((each for each in tries if each.holds), tries[-1])
    complete = _is_complete(best, own, other)
    held = best.holds if best.holds or complete else None
    against_remark = Remark(code="against", values=(named(against),))
    yield msgspec.structs.replace(best, holds=held, remark=against_remark)


def _is_complete(best: Attempt, own: tuple[Price, ...], other: dict[date, Price]) -> bool:
    """Tell whether the other side has the days of a run, and the one before it."""
    base = best.rows[0].date if best.rows else own[0].day
    at = next((at for at, each in enumerate(own) if each.day >= base), 0)
    return all(each.day in other for each in own[max(0, at - 1) :])


def _lead_end(question: Question, calendar: str) -> date:
    span = span_of(question.claim.period)
    last = last_close(question, calendar)
    if span is None:
        return last
    return min(last, session_at_or_before(calendar, span.end))


def _floor(question: Question) -> int:
    """Give how many sessions before the end a run may have ended."""
    span = span_of(question.claim.period)
    named = span is not None and span.start == span.end
    return 0 if named or question.asked.morning else _LAG


def _leads(
    own: tuple[Price, ...], other: dict[date, Price], least: date
) -> list[tuple[Price, ...]]:
    """Give every whole run that ended on or after a day, each with its base, oldest first."""
    runs: list[tuple[Price, ...]] = []
    run: list[Price] = []
    for old, new in pairwise(own):
        pair = other.get(old.day), other.get(new.day)
        ahead = (
            pair[0] is not None
            and pair[1] is not None
            and new.value * pair[0].value > pair[1].value * old.value
        )
        if ahead:
            run = [*run, new] if run else [old, new]
            continue
        if run and run[-1].day >= least:
            runs.append(tuple(run))
        run = []
    return [*runs, tuple(run)] if run else runs


def _since(run: tuple[Price, ...], start: date | None) -> tuple[Price, ...]:
    """Leave out of a run the sessions before the one from which the words count it."""
    if start is None:
        return run
    first = next((at for at, each in enumerate(run) if each.day >= start), len(run))
    return run[max(0, first - 1) :]
