"""How many claims, findings and articles there are, by day, status and entity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ..pipeline import WORST_FIRST
from .records import Count

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ENTITIES = 15
_WRONG = "(internal_status = 'inconsistent' OR market_status = 'contradicted')"
_CHECKED = "(internal_status IS NOT NULL OR market_status IS NOT NULL)"


def count_rows(engine: DuckDBPyConnection) -> tuple[int, int, int, int]:
    """Give how many articles, claims and findings there are, and items that stayed unread."""
    row = engine.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM claims),"
        " (SELECT count(*) FROM findings),"
        " (SELECT count(DISTINCT article) FROM errors ANTI JOIN articles USING (article))"
    ).fetchone()
    articles, claims, findings, unread = row or (0, 0, 0, 0)
    return articles, claims, findings, unread


def claims_a_day(engine: DuckDBPyConnection) -> tuple[Count, ...]:
    """Give the claims of each day of publication, in order; undated articles are left out."""
    rows = engine.execute(
        f"SELECT published, count(*), count(*) FILTER (WHERE {_WRONG}) FROM claims"
        " WHERE published IS NOT NULL GROUP BY published ORDER BY published"
    ).fetchall()
    return tuple(Count(name=str(day), count=count, wrong=wrong) for day, count, wrong in rows)


def finding_statuses(engine: DuckDBPyConnection) -> tuple[Count, ...]:
    """Give the findings of each status, worst first."""
    rows = engine.execute("SELECT status, count(*) FROM findings GROUP BY status").fetchall()
    held = {str(status): int(count) for status, count in rows}
    return tuple(Count(name=name, count=held[name]) for name in WORST_FIRST if name in held)


def checked_entities(engine: DuckDBPyConnection) -> tuple[Count, ...]:
    """Give the entities with the most claims that a check spoke of."""
    rows = engine.execute(
        "SELECT coalesce(mode(entity_name), entity), count(*) AS checked,"
        f" count(*) FILTER (WHERE {_WRONG}) FROM claims WHERE entity IS NOT NULL AND {_CHECKED}"
        f" GROUP BY entity ORDER BY checked DESC, entity LIMIT {MOST_ENTITIES}"
    ).fetchall()
    return tuple(Count(name=name, count=count, wrong=wrong) for name, count, wrong in rows)


def days_of(days: Iterable[date | None]) -> tuple[Count, ...]:
    """Count days, in order."""
    counted = Counter(str(day) for day in days if day is not None)
    return tuple(Count(name=day, count=counted[day]) for day in sorted(counted))
