"""Numbers that data tell of, and what another is asked since they were."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from ..records import SUPPORTED, Analysis, Claim, MarketStatus, Mention, Quantity
from .asking.near_readings import beside
from .asking.other_readings import MOVES, OWNERS
from .places import inside
from .posed import posed
from .questions import Asked, Attempt, Question, Remark
from .reading.sentences import sentence_around

SETTLED = frozenset({*SUPPORTED, "contradicted", "definition_dependent"})
"""Verdicts under which the question that was asked is the one that is told."""
_SIGNS = ("プラス", "マイナス", "+", "-", "−", "▲", "△", "＋", "－")
_MEANWHILE = re.compile("前の[週月年]|[こそ]の(?:間|あいだ|期間)|通算|累計|合計|合わせて")
"""Beside a move that is one of a time that other words tell."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A number that data bear out, or refute, and what was asked for it."""

    question: Question
    status: MarketStatus
    attempts: tuple[Attempt, ...]


class Parallel(msgspec.Struct, frozen=True, kw_only=True):
    """What a number is asked since another was."""

    question: Question
    sure: bool
    """Whether what does not hold is refuted, and not only left open."""
    borrowed: bool = False
    """Whether its time is that of another owner's number, and none is named beside it."""


def owners_beside(analysis: Analysis, number: Quantity, host: Question) -> list[Mention]:
    """Give whom the words beside a number name, apart from whom it is set against."""
    behind = inside(analysis.mentions, number.phrase[1], number.phrase[1] + 2)
    if not (behind and analysis.article.text.startswith("の", number.phrase[1])):
        behind = inside(analysis.mentions, *beside(analysis, number))
    found = {
        each.entity: each
        for each in behind
        if each.type in OWNERS and each.entity and each.entity != host.asked.against
    }
    return list(found.values())


def spans_more(analysis: Analysis, number: Quantity) -> bool:
    """Tell whether the words beside a number tell a length of time: 9日続落し、この間に9.2%."""
    start, end = beside(analysis, number)
    lengths = (each.kind == "duration" for each in inside(analysis.quantities, start, end))
    return any(lengths) or _MEANWHILE.search(analysis.article.text, start, end) is not None


def window_of(host: Settled) -> tuple[date, date] | None:
    """Give the days between which data bear out a move, or else refute it."""
    if host.question.claim.metric not in MOVES or host.question.topic.startswith("from_"):
        return None
    tried = [each for each in host.attempts if len(each.rows) > 1]
    for each in sorted(tried, key=lambda each: not each.holds):
        days = sorted(row.date for row in each.rows)
        return days[0], days[-1]
    return None


def over(asked: Asked, entity: str | None, start: date, until: date) -> Asked:
    """Give what is asked over a window of its own."""
    return msgspec.structs.replace(
        asked, entity=entity, topic=asked.topic.removeprefix("based_"), start=start, until=until,
        base="", back="", morning=False, evening=False,
    )  # fmt: skip


def posed_as(
    analysis: Analysis,
    number: Quantity,
    claim: Claim,
    asked: Asked,
    host: Settled,
    *,
    sure: bool,
    plain: bool = False,
    borrowed: bool = False,
) -> Parallel | None:
    """Pose for a number what another was asked; plain: whatever the direction of that one."""
    signed = plain or number.text.startswith(_SIGNS)
    claim = msgspec.structs.replace(
        claim, id="", quantity=number.id,
        direction=number.direction or (None if signed else host.question.claim.direction),
        sentence=sentence_around(analysis.article.text, number),
    )  # fmt: skip
    found = posed(analysis, claim, number, asked, host.question.source)
    if isinstance(found, Remark):
        return None
    told = analysis.article.text[slice(*host.question.quantity.phrase)]
    found = msgspec.structs.replace(found, alike=told)
    return Parallel(question=found, sure=sure, borrowed=borrowed)
