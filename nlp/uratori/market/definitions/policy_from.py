"""Policy rates told as those of before a move: 0.5%から0.75%へ引き上げ, 利下げ開始前の5.5%.

Which decision is meant is told by the time before the number, or else it is the last one, or the
first of the moves the same way that led to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..questions import Asked, Attempt, Definition, Question, Remark, Unresolved
from ..reading.policy_spans import is_rate_of_start, span_told
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_before
from ..windows import Window, span_of, third_of
from .policy import Move, as_of, moves_of
from .rates import rate_on

TOPIC = "policy_rate_from"
_FROM = re.compile(r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:から|を(?:ピーク|頂点|起点)に)")
_BEFORE_MOVE = re.compile(
    r"(?:利[上下]げ|引き[上下]げ|緩和|引き締め|政策変更)(?:を?(?:開始|始める|する)|局面(?:入り)?|サイクル)?"
    r"前の(?:約)?$"
)
_AGO = re.compile(r"(?P<count>[0-9]{1,2})(?P<unit>年|[かカヶヵケ箇]月)前(?:の|に|は|には)(?:約)?$")
_KEY = "before_"
_TOGETHER = re.compile(r"(?:に)?(?:と|、|・|および|及び|から|より|~|-)")
_SINCE = re.compile(r"以降|から|以来|に始")
_STEPPED = re.compile(r"上げ|下げ|下が|上が|し(?:た|て)|な(?:った|り)|変更|修正|動か")
_STEP_REACH = 16
"""Characters behind 「から」 within which the level that a move came to stands."""
_CLEAR = timedelta(20)
"""Days around a day so long ago in which the rate must not have moved."""


def as_level(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give what is no size of a move its metric: 利下げ開始前の5.5%から."""
    text = fold_kept(analysis.article.text)
    before = text[claim.sentence[0] : quantity.phrase[0]]
    sized = claim.metric == "policy_rate_change" and quantity.unit == "percent"
    start = is_rate_of_start(analysis, quantity) or _CAME_BY.search(before) is not None
    if sized and quantity.direction is None and start:
        return msgspec.structs.replace(claim, metric="policy_rate", direction=None)
    if not sized or _BEFORE_MOVE.search(before) is None or quantity.direction is not None:
        return claim
    return msgspec.structs.replace(claim, metric="policy_rate", basis=("earlier",), direction=None)


_CAME_BY = re.compile(
    r"利[上下]げ(?:を(?:経て|経た|はさんで|挟んで)|の末に?|の結果)(?:、|いまは|現在は|足元は){0,2}(?:約)?$"
)
"""Before the rate that moves led to: 四度の利上げを経て1.25%へ."""
_TURN = re.compile(r"(?P<up>利上げ|引き上げ)|利下げ|引き下げ")


def turned(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give the size of moves the direction that its sentence names: 利上げは計0.75%に上った.

    Where it names none it goes on from the one before: 昨年は3回利下げした。その前の年は2回だ.
    """
    told = claim.direction or quantity.direction
    if claim.metric not in ("policy_rate_change", "policy_rate_moves") or told:
        return claim
    text, (start, end) = fold_kept(analysis.article.text), claim.sentence
    ways = _ways(text[start : quantity.phrase[0]])
    if not _ways(text[start:end]):
        ways = _ways(text[sentence_before(text, start) : start])
    if len(ways) != 1:
        return claim
    return msgspec.structs.replace(claim, direction="up" if "up" in ways else "down")


def _ways(text: str) -> set[str]:
    return {"up" if each["up"] else "down" for each in _TURN.finditer(text)}


def asked_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Asked | None:
    """Ask for the rate of before a move, where the words tell of it; else None."""
    if "earlier" not in claim.basis or claim.entity is None:
        return None
    text = fold_kept(analysis.article.text)
    before = text[claim.sentence[0] : quantity.phrase[0]]
    told = _FROM.match(text, quantity.phrase[1]) or _BEFORE_MOVE.search(before)
    return Asked(entity=claim.entity, topic=TOPIC) if told or _AGO.search(before) else None


def of_before(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the rate that was in force before the move that a number is told to come from.

    Where several moves may be meant the rate is confirmed by any and refuted by none.
    """
    spanned = _before_span(question)
    days = _days_ago(question) or spanned or _days_of_moves(question)
    reached = step_end(question)
    if reached is not None and not spanned:
        yield from _before_step(question, definition, reached)
        return
    key = definition.key.removeprefix(_KEY)
    plainly = msgspec.structs.replace(definition, key=key)
    tries = [
        msgspec.structs.replace(each, definition=definition)
        for day in days
        for each in rate_on(question, plainly, day)
    ]
    held = next((each for each in tries if each.holds), None)
    if held is not None or len(days) == 1:
        yield from [held] if held is not None else tries
        return
    unsure = Remark(code="unsure")
    yield from (msgspec.structs.replace(each, holds=None, remark=unsure) for each in tries[-1:])


_STEP_END = re.compile(r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:まで|に|へ)")
_AT_ONCE = re.compile(r"一度に|一気に|一挙に|1回で|1度に")
_IN_STAGES = re.compile(
    r"まで|段階|徐々|[0-9](?:回|会合|年|[かカヶヵケ箇]月)|計|かけて|の間に|これまで|相次|連続|累計|順次"
)


def step_end(question: Question) -> Quantity | None:
    """Give the level that moves came to from the claim's: 0.5%から0.75%に引き上げた."""
    text, after = fold_kept(question.analysis.article.text), question.quantity.phrase[1]
    came = _FROM.match(text, after)
    if came is None or _time(question) is not None:
        return None
    for each in question.analysis.quantities:
        if each.start < came.end():
            continue
        near = each.start <= came.end() + _STEP_REACH and each.start < question.claim.sentence[1]
        level = near and each.kind == "level" and each.unit == "percent"
        held = level and _STEP_END.match(text, max(each.end, each.phrase[1]))
        return (
            each if held and _STEPPED.search(text, each.end, question.claim.sentence[1]) else None
        )
    return None


def _before_step(
    question: Question, definition: Definition, reached: Quantity
) -> Iterator[Attempt]:
    """Give the rate of before the move that ended at a level; none of the moves before refutes it.

    Of moves told as several the rate may be that of before any of them; of one told as one, only
    that of before the last.
    """
    key = definition.key.removeprefix(_KEY)
    plainly = msgspec.structs.replace(definition, key=key)
    text = fold_kept(question.analysis.article.text)
    told = text[question.quantity.phrase[1] : question.claim.sentence[1]]
    last = question.published or as_of(question)
    moves = [each for each in moves_of(question) if each.day <= last]
    ends = [at for at, each in enumerate(moves) if _came_to(question, each, reached)]
    if not ends:
        raise Unresolved(Remark(code="period_unclear"))
    once, staged = _AT_ONCE.search(told), _IN_STAGES.search(told)
    unsure = Remark(code="unsure")
    tries = [
        (at, msgspec.structs.replace(each, definition=definition))
        for at in ends
        for each in rate_on(question, plainly, moves[at].day - timedelta(1))
    ]
    held = [each for _, each in tries if each.holds]
    if held or once:
        yield from held[:1] or (each for _, each in tries[-1:])
        return
    for at, found in tries[-1:]:
        earlier = [
            msgspec.structs.replace(each, definition=definition)
            for move in _same_way(moves[: at + 1])
            for each in rate_on(question, plainly, move.day - timedelta(1))
        ]
        before = next((each for each in earlier if each.holds), None)
        if before is not None and staged:
            yield before
        elif before is not None:
            yield msgspec.structs.replace(found, holds=None, remark=unsure)
        else:
            yield found


def _came_to(question: Question, move: Move, reached: Quantity) -> bool:
    """Tell whether a move ended at a written rate, or range of rates."""
    low, high = reached.core.low, reached.core.high
    top, floor = move.row.value, move.floor
    if low is None or high is None:
        return False
    if reached.modifier == "range":
        return (floor, top) == (low, high)
    return any(each in reached.outer for each in (floor, top))


def _days_ago(question: Question) -> tuple[date, ...]:
    """Give the day so long ago, where the rate did not move around it."""
    found = _AGO.search(_before(question))
    if found is None or question.published is None:
        return ()
    count = int(found["count"]) * (12 if found["unit"] == "年" else 1)
    day = months_back(question.published, count)
    near = any(abs(each.day - day) <= _CLEAR for each in moves_of(question))
    return (day - _CLEAR, day + _CLEAR) if near else (day,)


def _before_span(question: Question) -> tuple[date, ...]:
    """Give the day before the first move of a span that is told with both its ends."""
    told = span_of(span_told(question.analysis, question.claim, question.quantity))
    if told is None:
        return ()
    first = next((each.day for each in moves_of(question) if told.start <= each.day), None)
    return (first - timedelta(1),) if first is not None and first <= told.end else ()


def _days_of_moves(question: Question) -> tuple[date, ...]:
    """Give the days before the moves that may be meant."""
    last = question.published or as_of(question)
    moves = [each for each in moves_of(question) if each.day <= last]
    period = _time(question)
    span = span_of(period)
    if span is not None and period is not None:
        span = third_of(span, period.mod) if period.mod else span
        since = _since(question, period)
        moves = _of_span(moves, span, since=since)
    else:
        moves = _same_way(moves)
    days = [each.day - timedelta(1) for each in moves]
    if span is not None and period is not None and len(days) != 1:
        days = [*days, *(each.day for each in moves[:1])]
    return tuple(days)


def _since(question: Question, period: Period) -> bool:
    behind = question.sentence.partition(period.text)[2] if period.text else ""
    return _SINCE.match(behind) is not None


def _of_span(moves: Sequence[Move], span: Window, *, since: bool) -> list[Move]:
    end = date.max if since else span.end
    return [each for each in moves if span.start <= each.day <= end]


def _same_way(moves: Sequence[Move]) -> list[Move]:
    """Give the last moves that went the same way, the first one first."""
    found: list[Move] = []
    for each in reversed(moves):
        if found and _size(found[-1]) * _size(each) < 0:
            break
        found.append(each)
    return found[::-1]


def _size(move: Move) -> Fraction:
    return move.size or move.lower_size


def _time(question: Question) -> Period | None:
    """Give the claim's time, or the last one that its sentence names before the number."""
    if question.claim.period is not None:
        return question.claim.period
    text = fold_kept(question.analysis.article.text)
    start, at = question.claim.sentence[0], question.quantity.start
    last: Quantity | None = None
    for each in reversed(inside(question.analysis.quantities, start, at)):
        if each.kind != "date" or each.start_date is None:
            continue
        if last is None:
            found, last = period_of_day(each), each
        elif _TOGETHER.fullmatch(text, each.end, last.start):  # 6月と9月に
            found = msgspec.structs.replace(found, text="", timex=None, start_date=each.start_date)
            last = each
        else:
            break
    return found if last is not None else None


def _before(question: Question) -> str:
    text = fold_kept(question.analysis.article.text)
    return text[question.claim.sentence[0] : question.quantity.phrase[0]]


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="before_range", metric="policy_rate", topic=TOPIC, ja="変更前の誘導目標の上下限",
        en="both bounds of the target before the move", measure=of_before,
        standing="conventional", needs=("policy_rate_upper", "policy_rate_lower"),
    ),
    Definition(
        key="before_upper", metric="policy_rate", topic=TOPIC, ja="変更前の誘導目標(上限)",
        en="upper bound of the target before the move", measure=of_before,
        standing="conventional", needs=("policy_rate_upper",), sentence_names=("上限",),
    ),
    Definition(
        key="before_lower", metric="policy_rate", topic=TOPIC, ja="変更前の誘導目標の下限",
        en="lower bound of the target before the move", measure=of_before,
        needs=("policy_rate_lower",), sentence_names=("下限",),
    ),
)  # fmt: skip
"""Definitions of the rate before a move."""
