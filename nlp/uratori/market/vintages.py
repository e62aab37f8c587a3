"""Which vintage of a figure an article could know.

A statistics office revises, a firm restates: the same period then has several rows, each with the
day from which it could be `known`. What counts is the vintage that stood on the article's date; a
later one is never used. What was told first is a variant (docs/semantics.md, section 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .facts import QUALITIES, Fact
from .questions import Question


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
