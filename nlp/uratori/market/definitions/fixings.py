"""Moves of a currency between the rates of 17:00 in Tokyo, where an article speaks of that hour.

Its days are those on which Tokyo fixed a rate: after a holiday 前日比 is against the day before it,
and of its own day the rate is known in the evening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...calendars import calendar_of, session_before
from ...records import Interval
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..windows import Window, base_window
from .fluid import moved_between, softened
from .returns import Observation, computed, difference, moved_by, pairs, plain, price_return
from .since import METRIC as SINCE
from .since import since
from .streaks import streak

TOKYO = "tokyo_17"
_HOUR = ("午後5時", "午後５時", "17時", "１７時")
_ABROAD = re.compile("ニューヨーク|NY|ＮＹ|ロンドン|米国市場")
_CLOSED = timedelta(12)
"""The longest time that Tokyo fixes no rate: its holidays of spring and of the new year."""


def change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how much a pair moved between fixings of Tokyo; without any, between closes."""
    days = _days(question)
    if not days:
        yield from difference(*_of_closes(question, definition))
        return
    window = _window(question, days)
    sign = -1 if question.asked.flipped else 1
    found = pairs(question, definition, question.entity, "close", window)
    seen = [
        Observation(
            value=sign * (last.value - first.value),
            spread=_spread(sign * (last.value - first.value), last.place + first.place),
            rows=(first, last),
            working=f"{plain(last)} - {plain(first)}",
        )
        for first, last, _ in found
    ]
    yield from _told(question, definition, window, seen, question.scale.base)


def percent(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the same in percent."""
    days = _days(question)
    if not days:
        yield from price_return(*_of_closes(question, definition))
        return
    window = _window(question, days)
    seen = list(computed(question, definition, question.entity, "close", window))
    yield from _told(question, definition, window, seen, "percent")


def run(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how many of Tokyo's fixings in a row a pair rose or fell to; without any, of closes."""
    days = _days(question)
    yield from streak(*((question, definition) if days else _of_closes(question, definition)))


def first(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the last of Tokyo's fixings that met a level before; without any, the close."""
    days = _days(question)
    yield from since(*((question, definition) if days else _of_closes(question, definition)))


def _spread(value: Fraction, room: Fraction) -> Interval:
    return Interval(low=value - room / 2, high=value + room / 2)


def _of_closes(question: Question, definition: Definition) -> tuple[Question, Definition]:
    """Give the same question on closes, of a pair whose rate of the hour no data have."""
    plainly = msgspec.structs.replace(definition, rows=())
    return msgspec.structs.replace(question, fixing=""), plainly


def _days(question: Question) -> tuple[date, ...]:
    """Give the days of the pair's fixings in Tokyo."""
    if _ABROAD.search(question.sentence):
        return ()
    rows = question.source.facts(question.entity, "close")
    return tuple(sorted({row.date for row in rows if row.definition == TOKYO}))


def _window(question: Question, days: tuple[date, ...]) -> Window:
    """Give the last fixing before the window's start and the one of its end."""
    whole = base_window(question, calendar_of(question.entity))
    if whole.end not in days:
        raise Unresolved(Remark(code="no_session", values=(whole.end.isoformat(),)))
    start = max((day for day in days if day <= whole.start), default=whole.start)
    if whole.start - start > _CLOSED:
        start = session_before(calendar_of(question.entity), whole.end)
    return Window(start=start, end=whole.end)


def _told(
    question: Question,
    definition: Definition,
    window: Window,
    seen: list[Observation],
    unit: str,
) -> Iterator[Attempt]:
    entity = question.entity
    if not seen:
        yield missing(definition, entity, "no_window", f"{entity}/close", str(window))
        return
    level = Fraction(100) if unit == "percent" else seen[0].rows[-1].value
    attempt = moved_by(question, definition, entity, window, seen[:1], unit)
    yield softened(
        question, attempt, moved_between(question, seen[0].rows[-1], seen[0].value, level)
    )


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="change_tokyo", metric="price_change", topic="based_price_change",
        ja="東京17時の変化幅", en="change of the rate at 17:00 in Tokyo", measure=change,
        needs=("close",), window="base", standing="conventional", sentence_names=_HOUR,
        rows=(TOKYO,), only_named=True,
    ),
    Definition(
        key="percent_tokyo", metric="return", topic="based_return", ja="東京17時の騰落率",
        en="move of the rate at 17:00 in Tokyo", measure=percent, needs=("close",), window="base",
        standing="conventional", sentence_names=_HOUR, rows=(TOKYO,), only_named=True,
    ),
    Definition(
        key="closes_tokyo", metric="streak", ja="東京17時の連続",
        en="rates of 17:00 in Tokyo in a row", measure=run, needs=("close",),
        standing="conventional", sentence_names=_HOUR, rows=(TOKYO,), only_named=True,
    ),
    Definition(
        key="since_tokyo", metric=SINCE, ja="東京17時", en="rate of 17:00 in Tokyo", measure=first,
        needs=("close",), standing="conventional", sentence_names=_HOUR, rows=(TOKYO,),
        only_named=True,
    ),
)  # fmt: skip
"""Definitions of moves between fixings."""
