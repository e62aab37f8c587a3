"""Policy rates: the rate in force, and the decisions that changed it.

A series of decisions holds a row at the day of each decision; the rate stands until the next.
Where the source does not promise that its list is complete over a span, nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import msgspec

from ...records import Claim, Interval, Period
from ..facts import Fact
from ..places import told_with
from ..questions import Attempt, Definition, Question, Remark, Unresolved
from ..reading.words import says
from ..windows import Window, duration_of, is_since, is_year, months_back, span_of, third_of
from .decided import (
    adds_months,
    covered,
    follows_decision,
    is_by_now,
    is_done,
    is_each,
    last_weekday,
    range_text,
    rate_rows,
    require_clear_edges,
    says_total,
)

_FROM_TIME = re.compile(r"[0-9０-９][日月年](?:の[^、。]{0,8})?(?:から|以降|に始)|[年昨今]初から")
UPPER, LOWER = "policy_rate_upper", "policy_rate_lower"
_FAMILY = ("policy_rate_moves", "policy_rate_change")
_SO_FAR = 10
"""Characters behind a span in which it is told to end now: 2026年に入って."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One decision that changed the rate; sizes in percentage points, a cut negative."""

    day: date
    row: Fact
    size: Fraction
    """Change of the upper bound, or of the one rate."""
    lower_size: Fraction
    floor: Fraction  # the lower bound, or the one rate, that it led to
    before: str
    after: str


def moves_of(question: Question) -> tuple[Move, ...]:
    """Give every change of the rate that the source lists, in order of date."""
    uppers = rate_rows(question, UPPER)
    lowers = {row.date: row.value for row in rate_rows(question, LOWER)}
    held = []
    for old, new in pairwise(uppers):
        bottom, floor = lowers.get(old.date, old.value), lowers.get(new.date, new.value)
        size, lower_size = new.value - old.value, floor - bottom
        if size or lower_size:
            held.append(
                Move(
                    day=new.date,
                    row=new,
                    size=size,
                    lower_size=lower_size,
                    floor=floor,
                    before=range_text(bottom, old.value),
                    after=range_text(floor, new.value),
                )
            )
    return tuple(held)


def event_window(question: Question) -> Window:
    """Give the first and last day of the span in which the claim's decisions fall.

    2025年 is the year, 2025年末 its last third, 過去1年 the twelve months up to the as-of date.
    Raises Unresolved where no span is said, or where it lies after the as-of date.
    """
    period = period_of(question)
    if period is None:
        raise Unresolved(Remark(code="no_period_moves"))
    length = duration_of(period)
    if length is not None:
        return _looking_back(question, period)
    span = span_of(period)
    if span is None:
        raise Unresolved(Remark(code="period_unclear"))
    if _is_until(question, period):
        return ended(question, Window(start=_run_start(question, span.end), end=span.end))
    if is_since(question, period):
        return ended(question, Window(start=_opening(period, span), end=date.max))
    return ended(question, third_of(span, period.mod) if period.mod else span)


def _is_until(question: Question, period: Period) -> bool:
    """Tell whether moves are told up to a time, and from no other: 2026年6月までに合計2%."""
    if not period.text or re.search("から|[〜~～-]", period.text):
        return False
    before, named, behind = question.sentence.partition(period.text)
    return bool(named) and behind.startswith("まで") and not _FROM_TIME.search(before)


def _run_start(question: Question, end: date) -> date:
    """Give the day of the first of the moves the same way that a time ends."""
    sign = -1 if question.claim.direction == "down" else 1
    start = end
    for move in reversed([each for each in moves_of(question) if each.day <= end]):
        if sign * (move.size or move.lower_size) < 0:
            break
        start = move.day
    return start


def _looking_back(question: Question, period: Period) -> Window:
    length = duration_of(period)
    end = period.end_date if period.anchor == "text" else None
    end = end or as_of(question)
    if length is None or length.letter not in "YQMW":
        raise Unresolved(Remark(code="period_unclear"))
    if length.letter == "W":
        return Window(start=end - timedelta(7 * length.count - 1), end=end)
    size = {"Y": 12, "Q": 3, "M": 1}[length.letter]
    return Window(start=months_back(end, length.count * size) + timedelta(1), end=end)


def as_of(question: Question) -> date:
    """Give the last weekday before the article's date; Unresolved where it has none."""
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    return last_weekday(question.published)


def _opening(period: Period, span: Window) -> date:
    if period.mod == "END":
        return third_of(span, "END").start
    return span.start


def ended(question: Question, span: Window) -> Window:
    """Cut a span off at the as-of date; a day that the article names is taken at its word."""
    if question.published is None:
        if span.end == date.max:
            raise Unresolved(Remark(code="no_as_of"))
        return span
    if span.start > question.published:
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    if span.start == span.end:
        return span
    return Window(start=span.start, end=max(span.start, min(span.end, as_of(question))))


def period_of(question: Question) -> Period | None:
    """Give the claim's period, or that of its companion: 2025年の3回の利下げ(合計75bp)."""
    if question.claim.period is not None:
        return question.claim.period
    return next((each.period for each in companions(question) if each.period is not None), None)


def companions(question: Question) -> tuple[Claim, ...]:
    """Give the other claims of the sentence on the moves of the same bank."""
    mine = question.claim
    return tuple(
        each
        for each in told_with(question.analysis, mine)
        if each.id != mine.id
        and each.entity == mine.entity
        and each.metric in _FAMILY
        and each.direction in (None, mine.direction)
        and each.modality == mine.modality
    )


def directed(question: Question, window: Window) -> tuple[Move, ...]:
    """Give the moves of a window in the claim's direction."""
    if question.claim.direction is None:
        raise Unresolved(Remark(code="no_direction"))
    if not covers(question, window):
        span = question.source.complete(question.entity, UPPER)
        if span is None:
            raise Unresolved(Remark(code="no_list", values=(question.entity,)))
        raise Unresolved(Remark(code="beyond_list", values=(str(window), f"{span[0]}/{span[1]}")))
    require_clear_edges(question, UPPER, window)
    sign = 1 if question.claim.direction == "up" else -1
    return tuple(
        move
        for move in moves_of(question)
        if window.start <= move.day <= window.end and sign * (move.size or move.lower_size) > 0
    )


def covers(question: Question, window: Window) -> bool:
    """Tell whether the source promises that no decision of the window is missing."""
    return window.start <= window.end and covered(question, UPPER, window)


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What a list of moves comes to under one definition."""

    value: Fraction
    unit: str
    window: Window
    moves: tuple[Move, ...]


def answered(question: Question, definition: Definition, tally: Tally) -> Attempt:
    """Give the attempt of what a list of moves comes to."""
    spread = Interval(low=tally.value, high=tally.value)
    rows = tuple(move.row for move in tally.moves)
    return Attempt(
        definition=definition,
        entity=question.entity,
        value=tally.value,
        spread=spread,
        unit=tally.unit,
        as_of=str(tally.window),
        rows=rows or _standing_row(question, tally.window.end),
        notes=tuple(f"{move.before} → {move.after}" for move in tally.moves),
        holds=spread.meets(question.claimed),
    )


def _standing_row(question: Question, day: date) -> tuple[Fact, ...]:
    rows = [row for row in rate_rows(question, UPPER) if row.date <= day]
    return tuple(rows[-1:])


def counted(moves: tuple[Move, ...], window: Window) -> Tally:
    """Give how many moves there are."""
    return Tally(value=Fraction(len(moves)), unit="occurrences", window=window, moves=moves)


def totalled(moves: tuple[Move, ...], window: Window) -> Tally:
    """Give their total size, in percentage points."""
    size = abs(sum((move.size for move in moves), Fraction(0)))
    return Tally(value=size, unit="percentage_point", window=window, moves=moves)


def _tally(question: Question, window: Window) -> Tally:
    measure = counted if question.claim.metric == "policy_rate_moves" else totalled
    return measure(directed(question, window), window)


def decisions(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the number, or the total size, of the moves in the claim's span.

    A decision of the very day of publication may or may not be known to the article: it is
    counted only where the article's number asks for it. Behind a decision that was made, a total
    without that of the day is not confirmed.
    """
    if is_each(question):
        return
    if question.quantity.kind == "ordinal":
        yield _nth(question, definition)
        return
    window = event_window(question)
    found = answered(question, definition, _tally(question, window))
    late = _including_publication(question, window)
    if late is not None and (found.holds is False or follows_decision(question)):
        again = answered(question, definition, _tally(question, late))
        unsure = msgspec.structs.replace(again, holds=None, remark=Remark(code="unsure"))
        found = again if again.holds else unsure if found.holds else found
    if found.holds is False and _unfinished(question) and (found.value or 0) < _least(question):
        raise Unresolved(Remark(code="period_open"))
    yield found


_OF_CYCLE = re.compile(
    r"(?:今次|今回|一連|現行|この)の?[^、。]{0,10}(?:局面|サイクル)|通算|一連の利[上下]げ"
)


def _cycle(question: Question) -> Window:
    """Give the span of the moves the same way up to the claim's day, or up to now."""
    span = span_of(question.claim.period)
    dated = span is not None and span.start == span.end
    end = span.end if span and dated else question.published or as_of(question)
    return Window(start=_run_start(question, end), end=end)


def _nth(question: Question, definition: Definition) -> Attempt:
    """Give how many moves there were so far, of which a number tells the last: 今年4回目の利下げ.

    Raises Unresolved where no time is told from which they count. One of the moves before the last
    may be meant, so that a smaller number is not refuted.
    """
    period = period_of(question)
    span = span_of(period)
    whole = span is not None and span.start < span.end
    if _OF_CYCLE.search(question.sentence) and not whole:
        # some count a cycle from after its last pause
        return _kept(answered(question, definition, _tally(question, _cycle(question))))
    if period is None or period.mod is not None:
        raise Unresolved(Remark(code="ordinal"))
    window = event_window(question)
    late = _including_publication(question, window)
    found = answered(question, definition, _tally(question, late or window))
    if found.holds is False and late is not None:
        again = answered(question, definition, _tally(question, window))
        found = again if again.holds else found
    last = whole and span is not None and any(each.day == span.end for each in moves_of(question))
    last = last or is_by_now(question)
    fewer = (question.quantity.value or 0) < (found.value or 0) and not last
    return _kept(found) if fewer or window.start == window.end else found


def _kept(found: Attempt) -> Attempt:
    """Take back a miss of a count whose first one is in doubt."""
    unsure = Remark(code="ordinal")
    return found if found.holds else msgspec.structs.replace(found, holds=None, remark=unsure)


def _unfinished(question: Question) -> bool:
    """Tell whether the claim's span goes on after the article: 今年 in January may yet see more."""
    period = period_of(question)
    span = span_of(period)
    if period is None or span is None or question.published is None:
        return False
    behind = question.sentence.partition(period.text)[2] if period.text else ""
    so_far = (
        behind.startswith("から")
        or follows_decision(question)
        or says("until_now", behind[:_SO_FAR])
        or is_done(question)
    )
    added = adds_months(period.text + behind[:_SO_FAR])
    return question.published < span.end and not (so_far or added)


def _least(question: Question) -> Fraction:
    return question.claimed.low if question.claimed.low is not None else Fraction(0)


def _including_publication(question: Question, window: Window) -> Window | None:
    day = question.published
    period = period_of(question)
    span = span_of(period)
    if day is None or window.end != last_weekday(day):
        return None
    since = period is not None and is_since(question, period)
    if span is not None and span.end < day and not since:
        return None
    later = Window(start=window.start, end=day)
    return later if any(move.day == day for move in moves_of(question)) else None


def decisions_narrowly(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the same over a narrower reading of a loose edge: 2025年末 as October on, or December.

    Tried only when the wider reading fails: the edge of 年末 is loose, and a narrower reading of
    the same words is no second definition that has to hold too.
    """
    period = question.claim.period
    span = span_of(period)
    if period is None or span is None or period.mod is None or not is_year(span):
        return
    wide = event_window(question)
    if _tally(question, wide).value in question.claimed:
        return
    tries = [
        answered(question, definition, _tally(question, each))
        for each in _narrower(wide, period.mod)
    ]
    yield next((each for each in tries if each.holds), tries[0])


def _narrower(wide: Window, mod: str) -> Iterator[Window]:
    for cut in (1, 2, 3):
        if mod == "START":
            first = months_back(wide.start, -(4 - cut))
            yield Window(start=wide.start, end=min(wide.end, first - timedelta(1)))
        else:
            start = months_back(wide.start, -cut)
            yield Window(start=min(start, wide.end), end=wide.end)


def each_move(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the size of every single move (0.25%の利下げを3回), unless the words say total."""
    if says_total(question):
        return
    window = event_window(question)
    moves = directed(question, window)
    sizes = {abs(move.size) for move in moves}
    named = tuple(move for move in moves if abs(move.size) in question.claimed)
    if len(moves) > 1 and (named or len(sizes) == 1):
        shown = named or moves
        size = abs(shown[0].size)
        tally = Tally(value=size, unit="percentage_point", window=window, moves=shown)
        yield answered(question, definition, tally)
