"""A bank's rate as rows of decisions, from a list of decisions or from a rate for every day.

A list (definition ``decision``) stands at the days of the decisions. A daily series (``daily``)
tells the rate in force; how long after a decision a rate comes into force is data
(`reference/rate_effect.tsv`). Where that is not known, a move near the edge of a span is in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import msgspec

from ...lexicon import read_table
from ...text.fold import fold_kept
from ..facts import Fact
from ..figures import decimal_text
from ..kept import all_usable, once_a_series
from ..questions import Question, Remark, Unresolved
from ..reading.sentences import sentence_before
from ..windows import Window

DAILY = "daily"
_DONE = re.compile(
    r"(?:の?(?:追加)?(?:利[上下]げ|引き[上下]げ))?[をにも]?"
    r"(?:実施|決定|決断|断行|行|決め|重ね|踏み切|引き[上下]げ|利[上下]げ)?"
    r"(?:[しっ]?た|して[いき]た|ってきた|ました)(?!ら|り|い|場合)"
)
_CAME_TO = re.compile(r"に(?:上った|のぼった|達した|及んだ|なった)")
_GAP = timedelta(5)  # a daily series may leave out a long weekend
_DOUBT = timedelta(10)  # days between a decision and its effect where no lag is known


@lru_cache(maxsize=1)
def _lags() -> dict[str, int]:
    rows = read_table("rate_effect", package="uratori.reference")
    return {row["entity"]: int(row["days"]) for row in rows}


class Daily(msgspec.Struct, frozen=True, kw_only=True):
    """A rate for every day: its days since the last gap, and where a new rate begins."""

    days: tuple[date, ...]
    first: date
    start: Fact
    moves: tuple[Fact, ...]


@once_a_series
def _listed(rows: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(row for row in all_usable(rows) if row.definition != DAILY)


@once_a_series
def _daily(rows: Sequence[Fact]) -> Daily | None:
    held = [row for row in all_usable(rows) if row.definition == DAILY]
    if not held:
        return None
    pairs = [*pairwise(held)]
    gaps = [new.date for old, new in pairs if new.date - old.date > _GAP]
    return Daily(
        days=tuple(row.date for row in held),
        first=gaps[-1] if gaps else held[0].date,
        start=held[0],
        moves=tuple(new for old, new in pairs if new.value != old.value),
    )


def rate_rows(question: Question, metric: str) -> tuple[Fact, ...]:
    """Give the rows of one bound, each at the day of its decision.

    Rows of a list as they are; of a daily series those that begin a new rate, moved back by the
    bank's lag, outside the days that the list covers.
    """
    rows = question.source.facts(question.entity, metric)
    listed, daily = _listed(rows), _daily(rows)
    if daily is None:
        return listed
    span = question.source.complete(question.entity, metric) if listed else None
    lag = timedelta(_lags().get(question.entity, 0))
    moved = (msgspec.structs.replace(row, date=row.date - lag) for row in daily.moves)
    begun = [
        row for row in (daily.start, *moved) if span is None or not span[0] <= row.date <= span[1]
    ]
    return tuple(sorted([*listed, *begun], key=lambda row: row.date))


def covered(question: Question, metric: str, window: Window) -> bool:
    """Tell whether no move of a span can be missing: the list promises it, or days are whole."""
    spans = [question.source.complete(question.entity, metric), _daily_span(question, metric)]
    reach = window.start
    for first, last in sorted(span for span in spans if span is not None):
        if first <= reach <= last:
            reach = last + timedelta(1)
    return reach > window.end


def _daily_span(question: Question, metric: str) -> tuple[date, date] | None:
    """Give the days of whose decisions the end of the daily series knows, without a gap."""
    daily = _daily(question.source.facts(question.entity, metric))
    if daily is None:
        return None
    return daily.first, daily.days[-1] - timedelta(_lags().get(question.entity, 0))


def last_seen(question: Question, metric: str, day: date) -> date | None:
    """Give the last day whose rate is known, where it lies some days at most before a day."""
    daily = _daily(question.source.facts(question.entity, metric))
    at = bisect_right(daily.days, day) if daily is not None else 0
    if daily is None or not at:
        return None
    return daily.days[at - 1] if day - daily.days[at - 1] <= _GAP else None


def require_clear_edges(question: Question, metric: str, window: Window) -> None:
    """Raise Unresolved where a daily series leaves open on which side of an edge a move lies."""
    if question.entity in _lags():
        return
    daily = _daily(question.source.facts(question.entity, metric))
    for row in daily.moves if daily is not None else ():
        for edge in (window.start, window.end):
            if timedelta(0) <= row.date - edge <= _DOUBT:
                raise Unresolved(Remark(code="effect_unclear"))


def is_done(question: Question) -> bool:
    """Tell whether the words right behind a number say that it has happened: 2回利上げした."""
    text, end = question.analysis.article.text, question.claim.sentence[1]
    at = max(question.quantity.end, question.quantity.phrase[1])
    return any(words.match(text, at, end) is not None for words in (_DONE, _CAME_TO))


_MONTHS_ADDED = re.compile(
    r"[0-9０-９]月[と、・][0-9０-９]{1,2}月(?:の[^、。]{0,6})?(?:を|と)?(?:合わせ|あわせ|足)"
)


def adds_months(text: str) -> bool:
    """Tell whether a size adds up the moves of months that are named: 6月と9月を合わせて."""
    return _MONTHS_ADDED.search(text) is not None


def is_each(question: Question) -> bool:
    """Tell whether a size is that of each of several moves: 0.25%ずつ2回."""
    end = max(question.quantity.end, question.quantity.phrase[1])
    return question.analysis.article.text.startswith("ずつ", end)


_TOTAL = re.compile(
    r"(?:合計|累計|総計|通算|合わせて|あわせて|トータル|(?<![統設家会推集余])計)[^0-9０-９]{0,6}$"
)


def says_total(question: Question) -> bool:
    """Tell whether the words right before a size make it that of all moves: 合計1%."""
    start = max(question.claim.sentence[0], question.quantity.start - 12)
    return bool(_TOTAL.search(question.analysis.article.text[start : question.quantity.start]))


_BY_NOW = re.compile(r"(?:これ|今回)で、?(?:通算|累計|早くも|もう|すでに|計){0,2}$")


def is_by_now(question: Question) -> bool:
    """Tell whether a count ends with the last of the moves: これで3回目."""
    text = fold_kept(question.analysis.article.text)
    return _BY_NOW.search(text[: question.quantity.start]) is not None


_MOVED_BY = re.compile(r"利[上下]げ|引き[上下]げ")
_ENDED = re.compile(r"(?:決め|決定し|実施し|踏み切っ|し|上げ|下げ|動い)(?:た|ました)。")


def follows_decision(question: Question) -> bool:
    """Tell whether a total follows on a decision that was made: 利下げを決めた。今年は計."""
    text, end = fold_kept(question.analysis.article.text), question.claim.sentence[0]
    before = text[sentence_before(text, end) : end]
    told = says_total(question) or is_by_now(question)
    decided = _MOVED_BY.search(before) is not None and _ENDED.search(before) is not None
    return told and decided


def range_text(low: Fraction, high: Fraction) -> str:
    """Write a rate or a target range: ``0.50``, ``4.25-4.50``."""
    top = decimal_text(high, 2)
    return top if low == high else f"{decimal_text(low, 2)}-{top}"


def last_weekday(day: date) -> date:
    """Give the last weekday strictly before a day: no bank is assumed to act unseen on it."""
    back = {0: 3, 6: 2}.get(day.weekday(), 1)
    return day - timedelta(back)
