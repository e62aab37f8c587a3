"""Which vintage of a figure an article could know.

A statistics office revises, a firm restates: the same period then has several rows, each with the
day from which it could be `known`. What counts is the vintage that stood on the article's date; a
later one is never used. What was told first is a variant (docs/semantics.md, section 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from .facts import QUALITIES, Fact
from .questions import Question

_FIRST = re.compile(
    r"(?:当初|速報(?:値|段階)?|最初|改定前|修正前|(?:前回|前月|1カ月前)の?発表(?:分|時|値)?)"
    r"(?:[(（)）、]|の|では|は|に|された|時点|段階|発表|公表|比|プラス){0,4}"
    r"(?:前月比)?(?:の|で|は)?(?:約|\+)?$"
)


def names_first(before: str) -> bool:
    """Tell whether the words before a figure name it as the one told first: 当初の4.4万人増から."""
    return _FIRST.search(before) is not None


_REVISED = re.compile(
    r"[増減]?から[0-9万千百億.,]{1,12}人[増減]?(?:へ|に)と?(?:、)?(?:大幅に?)?(?:上方|下方)?"
    r"(?:へ|に)?(?:修正|改定|改訂|改め|書き換え|見直|引き[上下]げ|変更|訂正|直さ)"
)


def is_revised_behind(after: str) -> bool:
    """Tell whether a figure is the one that was revised: 3万1000人増から5万6000人増へ修正された."""
    return _REVISED.match(after) is not None


def known_day(question: Question) -> date:
    """Give the last day whose news the article could know: its own date, or the end of time."""
    return question.published or date.max


def provider_of(row: Fact) -> str:
    """Give who passed a row on: the first word of its source, ``EDINET`` of ``EDINET S100ABCD``."""
    return row.source.partition(" ")[0]


def standing_at(rows: Iterable[Fact], day: date) -> tuple[Fact, ...]:
    """Give of each figure and provider the vintage that stood on a day, best quality first.

    A row without a vintage counts from the day that it is about. Claimants are left out.
    """
    newest: dict[object, Fact] = {}
    for row in rows:
        if row.quality == "claimant" or (row.known or row.date) > day:
            continue
        key = (provider_of(row), row.definition, row.start, row.date)
        if key not in newest or _age(newest[key]) <= _age(row):
            newest[key] = row
    return tuple(sorted(newest.values(), key=lambda row: (QUALITIES.index(row.quality), row.date)))


def _age(row: Fact) -> tuple[date, date]:
    return row.known or date.min, row.retrieved


def release_days(rows: Iterable[Fact], day: date) -> tuple[date, ...]:
    """Give the days before a day on which any of the rows came out, the first one first."""
    return tuple(sorted({row.known for row in rows if row.known and row.known < day}))
