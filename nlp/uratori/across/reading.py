"""A folder of tables -> what its articles say together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..pipeline import Analyzer
from ..records import Analysis
from .counts import (
    checked_entities,
    claims_a_day,
    count_rows,
    days_of,
    finding_statuses,
)
from .disputes import disputes_of
from .groups import candidates, prepare, same_claims
from .records import Across, Dispute, Side, Voice
from .tables import opened

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_GROUPS = 50
MOST_DISPUTES = 1_000
"""Disputes that are kept; all are counted."""


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """The days of publication that are looked at; None is without a bound."""

    since: date | None = None
    until: date | None = None


def read_across(folder: Path, days: Days | None = None) -> Across:
    """Say what the articles of a folder that `uratori batch` wrote say together.

    Of each article the latest version counts. Memory does not grow with the number of articles; the
    same tables give the same result. Raises DataError where the folder holds no tables, or damaged
    ones.
    """
    span = days or Days()
    with opened(folder, span.since, span.until) as engine:
        prepare(engine)
        same, groups = same_claims(engine, MOST_GROUPS)
        contradictions, changes, disputes = _disputes(engine)
        articles, claims, findings, unread = count_rows(engine)
        return Across(
            folder=str(folder),
            since=span.since,
            until=span.until,
            articles=articles,
            claims=claims,
            findings=findings,
            unread=unread,
            claims_a_day=claims_a_day(engine),
            statuses=finding_statuses(engine),
            entities=checked_entities(engine),
            same=same,
            groups=groups,
            contradictions=len(contradictions),
            changes=changes,
            disputes=disputes,
            disputes_a_day=days_of(contradictions),
        )


def _disputes(
    engine: DuckDBPyConnection,
) -> tuple[list[date | None], int, tuple[Dispute, ...]]:
    """Give the day of each contradiction, the count of changes, and the disputes to be shown."""
    days: list[date | None] = []
    changes = 0
    kept: list[Dispute] = []
    analyzer = Analyzer()

    def read(sentence: str, published: date | None) -> Analysis:
        return analyzer.extract(sentence, published=published)

    for key, name, settled, voices in candidates(engine):
        for dispute in disputes_of(key, name, settled, voices, read):
            kept.append(dispute)
            if dispute.kind == "contradiction":
                days.append(dispute.day)
            else:
                changes += 1
        if len(kept) > 2 * MOST_DISPUTES:
            kept = _first(kept)
    return days, changes, _with_sources(engine, _first(kept))


def _first(disputes: list[Dispute]) -> list[Dispute]:
    def order(dispute: Dispute) -> tuple[bool, int, date, Any]:
        told = sum(side.articles for side in dispute.sides)
        return dispute.kind == "changed", -told, dispute.day or date.min, dispute.key

    return sorted(disputes, key=order)[:MOST_DISPUTES]


def _with_sources(engine: DuckDBPyConnection, disputes: list[Dispute]) -> tuple[Dispute, ...]:
    """Add to the voices of disputes where their articles stand."""
    named = {voice.article for d in disputes for side in d.sides for voice in side.voices}
    rows = engine.execute(
        "SELECT article, any_value(source), any_value(address), any_value(title) FROM articles"
        " SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS id) ON article = id GROUP BY article",
        [sorted(named)],
    ).fetchall()
    known = {row[0]: row[1:] for row in rows}

    def sourced(voice: Voice) -> Voice:
        source, address, title = known.get(voice.article, (None, None, None))
        return msgspec.structs.replace(voice, source=source, address=address, title=title)

    def told(side: Side) -> Side:
        return msgspec.structs.replace(side, voices=tuple(map(sourced, side.voices)))

    replace = msgspec.structs.replace
    return tuple(replace(d, sides=tuple(map(told, d.sides))) for d in disputes)
