"""What every definition makes of a question, at each time that its words leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

import msgspec

from ..calendars import NoSession, calendar_of, known_on, market_of, session_at_or_before
from ..records import Claim
from .asking.near_readings import is_of_another, near_readings, near_windows
from .asking.other_readings import MOVES, other_readings, windows_open
from .asking.timed import Timed
from .definitions.catalogue import definitions_for
from .definitions.streaks import is_whole_run
from .exact import is_misspelling
from .posed import TURNED, question_at
from .questions import Asked, Attempt, Definition, Question, Remark, Unresolved
from .windows import NOT_BEGUN, duration_of

_LEVELS = frozenset({"close", "high", "low", "open", "moving_average"})
_VAST = 10**8
"""An amount that is no move of a price: 前月末を6億ドル下回った."""
_FAR = 15
"""How many times a price lies apart from what is no slip of a digit but another thing's number."""


def attempts_of(question: Question) -> Iterator[Attempt]:
    """Yield what each definition makes of a question; what may be another number fails none."""
    tried = [
        attempt
        for definition in definitions_for(question)
        for attempt in _at_other_time(question, definition)
    ]
    doubted = _doubted(question, tried)
    for attempt in tried:
        if attempt in doubted or (attempt.holds is not None and _is_far(question, attempt)):
            unsure = Remark(code="unsure")
            yield msgspec.structs.replace(attempt, holds=None, remark=unsure)
        else:
            yield attempt


def _doubted(question: Question, tried: list[Attempt]) -> list[Attempt]:
    """Give the refusals that do not stand, for what else their number may be."""
    refused = [each for each in tried if each.holds is False]
    if not refused:
        return []
    doubted = [
        each
        for each in refused
        if _is_open_to_others(question, each) and not is_misspelling(question, each)
    ]
    if doubted and not _is_refuted_throughout(question):
        return doubted
    alone = not any(each.holds for each in tried)
    return refused if alone and _is_borne_out_near(question) else []


def _is_open_to_others(question: Question, attempt: Attempt) -> bool:
    """Tell whether a number may be of another owner, time, side or run than the one tried."""
    sided = _is_mirror(question, attempt) or _is_of_another_run(question, attempt)
    return question.asked.unsure or sided


def _is_refuted_throughout(question: Question) -> bool:
    """Tell whether no owner and no time that the words name bears a number out.

    A reading of which data are missing may be the one that is meant.
    """
    whose = question.asked.whose
    if not (whose or _is_over_dates(question)):
        return False
    others = other_readings(question.analysis, question.claim, whose=whose)
    read = [_read_as(question, each) for each in others]
    remarks = {each.code for each in read if isinstance(each, Remark)}
    if not others or not remarks <= _NO_READING:
        return False
    posed = [each for each in read if isinstance(each, Question)]
    if not all(_is_refuted(each) for each in posed):
        return False
    return whose or all(_is_refuted_over_windows(each) for each in _each_owner(posed))


def _is_borne_out_near(question: Question) -> bool:
    """Tell whether a number may hold as what the words round it may make of it as well."""
    analysis, claim = question.analysis, question.claim
    if is_of_another(analysis, claim):
        return True
    read = (_read_as(question, each) for each in near_readings(analysis, claim))
    posed = [each for each in read if isinstance(each, Question)]
    if _is_over_dates(question):
        spans = near_windows(analysis, claim, question.entity)
        posed += [_over(question, *each) for each in spans]
    return any(tried.holds for each in posed for tried in _each(each))


def _is_over_dates(question: Question) -> bool:
    """Tell whether a move is one between two days, not from a peak or over a length of time."""
    asked, period = question.asked, question.claim.period
    plain = asked.topic in ("", question.claim.metric, f"based_{question.claim.metric}")
    return plain and asked.base != "ago" and (period is None or duration_of(period) is None)


_NO_READING = frozenset({"no_unit", "no_session", "other_figure"})
"""Reasons why a number cannot be what a reading makes of it."""
_NO_WINDOW = _NO_READING | {"no_window", "after_as_of"}
"""The same of a window that only writers' habit suggests: its days may lie outside the data."""


def _read_as(question: Question, claim: Claim) -> Question | Remark:
    """Ask for a number as what another reading makes of it."""
    timed = Timed(claim=claim, written=claim, guessed=False, other=None)
    return question_at(question.analysis, timed, question.quantity, question.source)


def _is_refuted(question: Question) -> bool:
    """Tell whether data refute a number, as they do where some definition has what it needs."""
    tried = _each(question)
    if _is_open(tried, _NO_READING):
        return False
    return any(each.holds is not None for each in tried)


def _each_owner(read: list[Question]) -> Iterable[Question]:
    """Give one of the readings of each owner: over windows of their own they are the same."""
    found: dict[object, Question] = {}
    for each in read:
        asked = each.asked
        key = (each.entity, each.claimed, each.core, asked.flipped, asked.fixing)
        found.setdefault(key, each)
    return found.values()


def _is_refuted_over_windows(question: Question) -> bool:
    """Tell whether data refute a move over every window that writers may tell it over."""
    spans = windows_open(question.analysis, question.claim, question.entity)
    over = (_each(_over(question, *each)) for each in spans)
    return bool(spans) and not any(_is_open(each, _NO_WINDOW) for each in over)


def may_hold_elsewhere(question: Question) -> bool:
    """Tell whether a move may agree with the data over another window that writers often use.

    A time of which data are missing may be the one that is meant.
    """
    if question.claim.metric not in MOVES or not _is_over_dates(question):
        return False
    return not _is_refuted_over_windows(question)


def _over(question: Question, start: date, until: date) -> Question:
    """Ask for a move over a window of its own."""
    asked = Asked(
        topic=question.claim.metric or "", entity=question.entity, start=start, until=until,
        flipped=question.asked.flipped, fixing=question.asked.fixing,
    )  # fmt: skip
    return msgspec.structs.replace(question, asked=asked)


def _each(question: Question) -> list[Attempt]:
    return [each for one in definitions_for(question) for each in _read_twice(question, one)]


def _is_open(tried: list[Attempt], gaps: frozenset[str]) -> bool:
    """Tell whether a number holds, or may for want of data other than the gaps allowed for."""
    codes = {each.remark.code if each.remark else "" for each in tried if each.holds is None}
    return any(each.holds for each in tried) or not codes <= gaps


def _at_other_time(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure at the claim's time and, where that fails, at the other one that it may be of."""
    found = _read_twice(question, definition)
    if question.other is None or any(each.holds for each in found):
        return found
    then = [
        each for other in definitions_for(question.other)
        if other.standing == definition.standing for each in _read_twice(question.other, other)
    ]  # fmt: skip
    held = tuple(each for each in then if each.holds)
    if held or all(each.holds is False for each in then):
        return held or found
    unsure = Remark(code="unsure")
    return tuple(
        msgspec.structs.replace(each, holds=None, remark=unsure) if each.holds is False else each
        for each in found
    )


def _is_of_another_run(question: Question, attempt: Attempt) -> bool:
    """Tell whether a move is told over a run of sessions that is not as long as is said."""
    if not question.asked.run or len(attempt.rows) < 2:
        return question.asked.run
    first, last = sorted((attempt.rows[0].date, attempt.rows[-1].date))
    return not is_whole_run(question, attempt.definition, first, last)


def _is_mirror(question: Question, attempt: Attempt) -> bool:
    """Tell whether a number without a direction or a sign is the very move, the other way."""
    number = question.quantity
    if question.claim.direction or question.mirrored or attempt.spread is None:
        return False
    bare = number.text[:1].isdigit() and question.topic in TURNED and question.scale.offset == 0
    return bare and (-question.claimed).meets(attempt.spread)


def _is_far(question: Question, attempt: Attempt) -> bool:
    """Tell whether a price is so far off that the number must be of something else."""
    stated, value = question.quantity.value, attempt.value
    if question.claim.metric == "price_change" and stated is not None and abs(stated) >= _VAST:
        return True
    if question.claim.metric not in _LEVELS or question.quantity.kind != "level":
        return False
    if stated is None or not value or attempt.unit == "percent":
        return False
    return not abs(value) / _FAR <= abs(stated * question.scale.factor) <= abs(value) * _FAR


def _read_twice(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure as of the close before the article and, where it is known, of its own day.

    An article has a date and no hour: what one of the two readings bears out holds, and what one
    of them lacks data for is not refuted.
    """
    fixing = definition.rows[0] if definition.rows else question.asked.fixing
    question = msgspec.structs.replace(question, fixing=fixing)
    morning = _measured(question, definition)
    settled = definition.settled and not question.entity.startswith("index:")
    if not morning or settled or not _evening(question, morning):
        return morning
    evening = _measured(msgspec.structs.replace(question, evening=True), definition)
    if any(each.remark and each.remark.code == NOT_BEGUN for each in morning):
        return evening  # no article of before the first session tells a move
    if question.asked.morning:
        return tuple(map(_unless_other, morning, evening))
    if question.asked.evening and len(evening) == len(morning):
        return tuple(map(_unless_other, evening, morning))
    if len(evening) != len(morning):
        return min(morning, evening, key=lambda each: min(map(_rank, each), default=3))
    return tuple(chain.from_iterable(map(_better, morning, evening)))


def _unless_other(read: Attempt, other: Attempt) -> Attempt:
    """Take back a refusal where the session that is not the one named has the number."""
    if read.holds is False and other.holds:
        return msgspec.structs.replace(read, holds=None, remark=Remark(code="unsure"))
    return read


def _better(morning: Attempt, evening: Attempt) -> tuple[Attempt, ...]:
    """Give the reading that tells more for the claim; both where both fail."""
    if morning.holds is False and evening.holds is False and morning.rows != evening.rows:
        return morning, evening
    return (min(morning, evening, key=_rank),)


def _rank(attempt: Attempt) -> int:
    """Order readings: one that holds, then one that cannot tell, then one that fails."""
    return {True: 0, None: 1, False: 2}[attempt.holds]


def _evening(question: Question, morning: tuple[Attempt, ...]) -> bool:
    """Tell whether the close of the article's own day may be the one it speaks of."""
    published = question.published
    if published is None or (all(each.holds for each in morning) and not question.asked.evening):
        return False
    codes = {each.remark.code for each in morning if each.value is None and each.remark}
    if codes == {"no_series"} and all(each.value is None for each in morning):
        return False
    try:
        known = known_on(market_of(question.entity, question.fixing), published)
        calendar = calendar_of(question.entity)
        return known <= published and session_at_or_before(calendar, published) == published
    except NoSession:
        return False


def _measured(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    """Measure from the day named and, where it may be part of a move, from the one before."""
    asked = question.asked
    found = _measured_once(question, definition)
    if not asked.either or asked.start is None:
        return found
    earlier = msgspec.structs.replace(asked, start=asked.start - timedelta(1))
    other = _measured_once(msgspec.structs.replace(question, asked=earlier), definition)
    return tuple(chain.from_iterable(map(_better, found, other)))


def _measured_once(question: Question, definition: Definition) -> tuple[Attempt, ...]:
    try:
        return tuple(definition.measure(question, definition))
    except NoSession as none:
        remark = Remark(code=none.code, values=none.values)
    except Unresolved as unresolved:
        remark = unresolved.remark
    return (Attempt(definition=definition, entity=question.entity, remark=remark),)
