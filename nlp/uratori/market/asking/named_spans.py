"""The stretches of time that a text has named before a move, over which it may well be told.

上期(4〜9月)の成績表。日経平均は6196円、率にして18.25%上げている: the second sentence has no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ...calendars import NoSession, calendar_of, session_at_or_before, session_before
from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, inside
from ..reading.sentences import owner_or_before, sentence_around, sentence_before
from .near_readings import beside
from .other_readings import MOVES

_METRICS = {
    "percent": "return", "JPY": "price_change", "USD": "price_change", "points": "price_change",
}  # fmt: skip
_OF_MOVES = re.compile("騰落|上昇率|下落率|値上がり率|値下がり率|パフォーマンス|リターン|成績")
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_BEGUN = re.compile("[^、。0-9]{0,10}(?:起点|出発点|基準|大納会)")
"""Behind a time with the end of which a stretch begins: 2025年の大納会を起点に."""
_REACH = 160
"""Characters before a sentence within which the time of its moves may be told."""
_CHANCE = Fraction(1, 10)
"""How likely a number may meet some move by chance, and still be told to agree with it."""


def move_over_span(analysis: Analysis, number: Quantity, own: Claim | None) -> Claim | None:
    """Give the claim of a move whose own words name no time; None where they do, or it is none."""
    if dates_inside(analysis, *beside(analysis, number)):
        return None
    if own is not None and own.metric in MOVES:
        return own if own.entity else None
    metric = _METRICS.get(number.unit)
    text = fold_kept(analysis.article.text)
    start, end = sentence_around(text, number)
    if metric is None or (own is not None and own.metric):
        return None
    if not number.direction and not _OF_MOVES.search(text, sentence_before(text, start), end):
        return None
    named = [e for e in inside(analysis.mentions, *beside(analysis, number)) if e.entity]
    owner = owner_or_before(analysis, start, end)[0]
    if named:
        owner = named[-1].entity if named[-1].type in _PRICED and len(named) == 1 else None
    if owner is None:
        return None
    return Claim(
        id="", sentence=(start, end), quantity=number.id, entity=owner, metric=metric,
        direction=number.direction, confidence=CERTAIN,
    )  # fmt: skip


def spans_named(
    analysis: Analysis, claim: Claim, number: Quantity
) -> tuple[tuple[date, date], ...]:
    """Give the first and last closes of the stretches named before a move.

    Empty where there are so many that a false number would meet one of them by chance.
    """
    text = analysis.article.text
    start = max(0, sentence_around(text, number)[0] - _REACH)
    try:
        found = set(
            _spans(analysis, claim.entity or "", dates_inside(analysis, start, number.start))
        )
    except (NoSession, ValueError):
        return ()
    found = {each for each in found if each[0] < each[1]}
    return tuple(sorted(found)) if len(found) * _share(number) <= _CHANCE else ()


def _share(number: Quantity) -> Fraction:
    """Give the share of the numbers of its size that one written as it is agrees with."""
    value, place = number.value, number.place
    return Fraction(1) if not value or place is None else abs(place / value)


def _spans(analysis: Analysis, entity: str, named: list[Quantity]) -> Iterator[tuple[date, date]]:
    published = analysis.article.published
    if published is None or not named:
        return
    calendar = calendar_of(entity)
    latest = session_at_or_before(calendar, published)
    lasts = (latest, session_before(calendar, latest))
    ends = {session_at_or_before(calendar, min(each.end_date or published, published))
            for each in named}  # fmt: skip
    for each in named:
        first, last = each.start_date, each.end_date
        if first is None or last is None or first > published:
            continue
        closed = session_at_or_before(calendar, min(last, published))
        if each.mod != "START" and last < published and first != last:
            yield session_before(calendar, first), closed
            if not _BEGUN.match(analysis.article.text, each.end):
                continue
            first = last
        begun = closed if first == last else session_before(calendar, first)
        yield from ((begun, end) for end in {*lasts, *ends})
