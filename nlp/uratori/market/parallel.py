"""Numbers that are told as the one beside them is: ソニーは昨年末から23%高い。トヨタは9%の値下がり.

What a text says of one owner, or of one time, it says of the next without its words. A number that
its own words leave open is asked what the nearest number of its kind was, of its own owner and at
its own time; a move also over the times that the text before it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from ..records import SUPPORTED, Analysis, Claim, Quantity
from ..text.fold import fold_kept
from .asking.named_spans import move_over_span, spans_named
from .asking.near_readings import beside
from .asking.other_readings import MOVES, may_have
from .definitions.since import METRIC as SINCE
from .facts import FactSource
from .parallel_moves import as_lead, as_other_unit, between_levels
from .places import dates_inside, inside
from .posed import posed
from .questions import Asked, Question
from .reading.retimed import period_of_day
from .reading.sentences import sentence_around, sentence_before
from .reading.shares_told import METRIC as SHARES
from .reading.unsaid import is_unsaid
from .reading.words import says
from .settled import Parallel, Settled, over, owners_beside, posed_as, spans_more, window_of

_KINDS = frozenset({"level", "change", "duration", "count", "ordinal"})
_STANDS = frozenset({"close", "high", "low", "open", "yield", "fx_close", "policy_rate", "spread"})
"""Topics of where something stood; by how much it moved is no number of their kind."""
_OF_LINES = frozenset({"deviation", "average_gap", "moving_average"})
"""Topics of an average, of which the words beside each number tell the length."""
_GLUED = re.compile("[ァ-ヶーA-Za-z]{2}$")
"""A name that no word parts from a number, and that none of ours is: 銅プラス6.0%."""
_FROM = re.compile(r"[)）]?(?:から|より|に対し|だったのが)")
"""Behind a figure of before, whose time is not the one told with what it became."""
_RANKED = re.compile("[高安始]値|最[高低]|寄り付き|(?<!日経)(?<!ダウ)平均")
_CLAUSE = re.compile("[、。]")
_RUN = re.compile("連続|連|続")
"""Behind a length that is one of a run, and told without whose direction it was."""
_GAP = re.compile("(?<!時)差(?:額|し引き)?(?:は|が|も|を|で|、|$)|格差|スプレッド|開き")
"""Beside how far two things lie apart, which none of them is: 5月の差は0.42%."""
_BASE = re.compile(r"(?:の?(?:終値|水準|時点))?(?:比|対比|に比べ|と比べ|から|より|に対し|を)")
"""Behind a time that a move is counted from, and is not told of."""


def parallels(
    analysis: Analysis, number: Quantity, own: Claim | None, settled: Mapping[str, Settled]
) -> Iterator[Parallel]:
    """Yield what a number may be asked as the numbers near it were, the nearest first.

    own: its own claim, where it has one. settled: the others that data tell of, by their numbers.
    """
    text = analysis.article.text
    start, end = sentence_around(text, number)
    if not settled or not _is_fact(text, number):
        return
    between = between_levels(analysis, number, settled)
    if between is not None:
        yield between
    near = _near(analysis, number, sentence_before(text, start), end)
    hosts = [settled[each.id] for each in near if each.id in settled]
    alike = [each for each in hosts if _is_alike(number, own, each)]
    of_one = len({each.question.entity for each in alike}) == 1
    for host in hosts:
        found = _as_other(analysis, number, host, of_one=of_one) if host in alike else None
        found = found or as_other_unit(analysis, number, host)
        found = found or as_lead(analysis, number, host)
        if found is not None:
            yield found


def over_spans(
    analysis: Analysis, number: Quantity, own: Claim | None, source: FactSource
) -> Iterator[Parallel]:
    """Yield a move over each stretch of time that the text before it names."""
    if not _is_fact(analysis.article.text, number):
        return
    claim = move_over_span(analysis, number, own)
    if claim is None:
        return
    for start, until in spans_named(analysis, claim, number):
        asked = over(Asked(topic=claim.metric or ""), claim.entity, start, until)
        question = posed(analysis, claim, number, asked, source)
        if isinstance(question, Question):
            yield Parallel(question=question, sure=False)


def _is_fact(text: str, number: Quantity) -> bool:
    if number.kind not in _KINDS or number.value is None:
        return False
    return not is_unsaid(text, *sentence_around(text, number), number)


def _near(analysis: Analysis, number: Quantity, start: int, end: int) -> Sequence[Quantity]:
    numbers = inside(analysis.quantities, start, end)
    return sorted(numbers, key=lambda each: abs(each.start - number.start))


def _is_alike(number: Quantity, own: Claim | None, host: Settled) -> bool:
    """Tell whether a number can be of the same kind as one that is settled."""
    question = host.question
    text, other = question.analysis.article.text, question.quantity
    if question.claim.metric == SINCE:
        same = sentence_around(text, number) == sentence_around(text, other)
        return same and number.kind == "duration" and text.startswith("ぶり", number.phrase[1])
    if number.id == other.id or number.unit != other.unit:
        return False
    run = number.direction is not None or _RUN.match(text, number.phrase[1]) is not None
    if number.kind == "duration" and not run:
        return False
    if question.topic in _STANDS and (number.direction is not None or number.kind == "change"):
        return False
    if question.topic != "spread" and _GAP.search(text, *beside(question.analysis, number)):
        return False
    if own is None or own.metric in (None, question.claim.metric):
        return True
    moved = number.direction is None or question.claim.metric in MOVES
    return own.metric in MOVES and moved


def _is_glued(analysis: Analysis, number: Quantity) -> bool:
    start, _ = beside(analysis, number)
    return _GLUED.search(fold_kept(analysis.article.text)[start : number.phrase[0]]) is not None


def _is_named_else(analysis: Analysis, number: Quantity, host: Question) -> bool:
    """Tell whether a name stands beside a number that is no owner of prices as the host's is."""
    named = inside(analysis.mentions, *beside(analysis, number))
    return any(each.entity not in (None, host.entity, host.asked.against) for each in named)


def _is_ranked(analysis: Analysis, number: Quantity) -> bool:
    """Tell whether a price is told as a high, a low or an average, and not as a close."""
    text = analysis.article.text
    own = text[slice(*beside(analysis, number))] + _CLAUSE.split(text[number.phrase[1] :], 1)[0]
    return says("within_hours", own) or _RANKED.search(own) is not None


def _as_other(
    analysis: Analysis, number: Quantity, host: Settled, *, of_one: bool
) -> Parallel | None:
    """Ask for a number what another was asked, of its own owner and at its own time.

    of_one: whether all the numbers near it that it may be like have the same owner.
    """
    question, window = host.question, window_of(host)
    owners = owners_beside(analysis, number, question)
    times = dates_inside(analysis, *beside(analysis, number))
    if not owners and (_is_named_else(analysis, number, question) or _is_glued(analysis, number)):
        return None
    entity = owners[-1].entity if owners else question.entity
    other = entity != question.entity or bool(times)
    if not other and question.topic not in _OF_LINES and question.claim.metric != SINCE:
        return None
    if question.topic == SHARES:  # of an index, whoever is told to be a part of it
        entity = question.entity
    if entity is None or not may_have(question.claim, entity):
        return None
    asked = msgspec.structs.replace(
        question.asked, entity=entity, unsure=False, whose=False, run=False
    )
    mention = owners[-1].id if owners else None
    claim = msgspec.structs.replace(question.claim, entity=entity, mention=mention)
    sure = host.status in SUPPORTED and len(owners) <= 1 and len(times) <= 1
    sure = sure and (of_one or bool(owners))
    sure = sure and not spans_more(analysis, number)
    sure = sure and not (question.topic in _STANDS and _is_ranked(analysis, number))
    sure = sure and not _FROM.match(analysis.article.text, number.phrase[1])
    if times and question.claim.metric != SINCE:
        claim, asked = _timed(analysis, claim, asked, times[-1], window)
        span = times[-1].start_date != times[-1].end_date
        sure = sure and not (span and question.topic in _STANDS)
    elif window is not None:
        asked = over(asked, entity, *window)
    if entity != question.entity and question.topic.startswith("from_"):
        sure = False  # each has a peak of its own
    return posed_as(analysis, number, claim, asked, host, sure=sure, borrowed=not times)


def _timed(
    analysis: Analysis, claim: Claim, asked: Asked, time: Quantity, window: tuple[date, date] | None
) -> tuple[Claim, Asked]:
    """Give a claim and what it asks at a time of its own, or from there."""
    text = fold_kept(analysis.article.text)
    if window and claim.metric in MOVES and _BASE.match(text, time.end) and time.end_date:
        return claim, over(asked, claim.entity, time.end_date, window[1])
    span = time.start_date != time.end_date
    asked = msgspec.structs.replace(
        asked, start=None, until=None, morning=False, evening=False,
        base="" if span else asked.base,
    )  # fmt: skip
    return msgspec.structs.replace(claim, period=period_of_day(time)), asked
