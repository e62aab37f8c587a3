"""Every owner and time that a number may be of, where its words leave that open.

日経平均は9%上げた。円は151円で、5%の上昇だ: whose move, and over which time, the words do not tell;
but where no owner and no time that they name bears the number out, it is wrong whichever is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ...calendars import NoSession, calendar_of, session_at_or_before, session_before
from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, inside, number_of, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_before
from ..reading.since_words import moves_price

OWNERS = frozenset(
    {"index", "equity", "etf", "commodity", "crypto", "rate", "indicator", "fund", "fx", "bank"}
)
MOST = 30
"""Readings of one number beyond which none are tried."""
_MOST_DAYS = 8
"""Days named round a move beyond which its windows are not tried."""
_MONTHS = (1, 3, 6, 12)
"""Months by which writers look back."""
MOVES = frozenset({"return", "price_change"})


def other_readings(analysis: Analysis, claim: Claim, *, whose: bool) -> tuple[Claim, ...]:
    """Give a claim with each owner, and each time, that its sentence and the one before name.

    whose: whether its own time is sure. Empty where nothing can be ruled out: of too many, of names
    that no data go by, and of a level whose time may be one that is not told.
    """
    if not whose and claim.metric not in MOVES:
        return ()
    start = sentence_before(analysis.article.text, claim.sentence[0])
    end = claim.sentence[1]
    owners = {claim.entity: claim.mention}
    for each in inside(analysis.mentions, start, end):
        if each.type in OWNERS and may_have(claim, each.entity):
            owners.setdefault(each.entity, each.id)
    if None in owners or not _is_of_named(analysis, claim, owners):
        return ()
    times = [claim.period] if whose else [*times_named(analysis, claim, start, end)]
    found = tuple(
        msgspec.structs.replace(claim, entity=entity, mention=mention, period=period)
        for entity, mention in owners.items()
        for period in times
    )
    return found if len(found) <= MOST else ()


def may_have(claim: Claim, entity: str | None) -> bool:
    """Tell whether a number of one owner can be another's: no level of a currency is an index's."""
    kinds = {(each or "").partition(":")[0] for each in (claim.entity, entity)}
    return claim.metric in MOVES or len(kinds) == 1 or not kinds & {"fx", "rate"}


def _is_of_named(analysis: Analysis, claim: Claim, owners: Iterable[str | None]) -> bool:
    """Tell whether the subject of a number is a price, or one of the things that have one.

    日経平均2.9%、豚肉は2.7%: the second may be of what no data go by.
    """
    number = number_of(analysis, claim)
    text, start = fold_kept(analysis.article.text), claim.sentence[0]
    if number is None:
        return False
    return any(moves_price(analysis, text, start, number.start, owner or "") for owner in owners)


def times_named(analysis: Analysis, claim: Claim, start: int, end: int) -> Iterator[Period | None]:
    """Give the time of a claim, those told round it, and that of the article, each once."""
    told = [claim.period, *(each.period for each in told_inside(analysis, start, end)), None]
    told += [period_of_day(each) for each in dates_inside(analysis, start, end)]
    seen = set()
    for each in told:
        key = None if each is None else (each.start_date, each.end_date, each.timex)
        if key not in seen:
            seen.add(key)
            yield each


def windows_open(analysis: Analysis, claim: Claim, entity: str) -> tuple[tuple[date, date], ...]:
    """Give the first and last closes of the windows that a move may be told over.

    They end with the article's last closes or with those of a day that is named; they begin with
    the close before, with the last of the week, month, quarter or year before, with that of a
    named day or the one before it, or as many months back as writers look.
    """
    start = sentence_before(analysis.article.text, claim.sentence[0])
    named = dates_inside(analysis, start, claim.sentence[1])
    return windows_named(analysis, entity, named, usual=True)


def windows_named(
    analysis: Analysis, entity: str, named: Sequence[Quantity], *, usual: bool = False
) -> tuple[tuple[date, date], ...]:
    """Give the same of some times alone; usual: from where writers most often count, too."""
    published = analysis.article.published
    if published is None or len(named) > _MOST_DAYS:
        return ()
    calendar = calendar_of(entity)
    try:
        ends = {
            session_at_or_before(calendar, min(each.end_date or published, published))
            for each in named
        }
        near = {session_at_or_before(calendar, each.start_date or published) for each in named}
        starts = near | {session_before(calendar, each) for each in near} | ends
        latest = session_at_or_before(calendar, published)
        ends |= {latest, session_before(calendar, latest)}
        found = {(first, end) for end in ends for first in starts}
        if usual:
            found |= {(first, end) for end in ends for first in _bases(calendar, end)}
    except (NoSession, ValueError):
        return ()
    return tuple(sorted(each for each in found if each[0] < each[1]))


def _bases(calendar: str, end: date) -> Iterator[date]:
    """Give the closes that a writer most often counts a move up to a day from."""
    month = end.replace(day=1)
    quarter = month.replace(month=1 + (month.month - 1) // 3 * 3)
    week = end - timedelta(end.weekday())
    for first in (end, week, month, quarter, end.replace(month=1, day=1)):
        yield session_before(calendar, first)
    for count in _MONTHS:
        yield session_at_or_before(calendar, months_back(end, count))
