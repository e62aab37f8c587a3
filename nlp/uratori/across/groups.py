"""Claims that are the same but for their number: which are told often, and which need a look.

A group is looked at where the doubles nearest to the bounds of its numbers leave some pair of them
apart; whether two numbers exclude each other is then decided on exact fractions (`disputes`). Of
the wordings of a value so many are read that a claim told a million times takes no more memory than
one told a hundred times.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..records import Interval
from .records import MOST_IDS, MOST_VALUES, Key, SameClaim, Settled, Told, Voice

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_WORDINGS = 40
"""Wordings of one value that are read."""
MOST_OF_CLAIM = 2_000
"""Wordings of one claim that are read, those of most articles first."""
_KEY = "entity, metric, unit, kind, first, last, against, basis"
_FIELDS = 8
_BATCH = 1_000

_TOLD = """CREATE TEMP VIEW told AS SELECT *,
    CASE WHEN sign > 0 THEN number(low) ELSE -number(high) END AS least,
    CASE WHEN sign > 0 THEN number(high) ELSE -number(low) END AS most
FROM (SELECT entity, entity_name, metric, unit, kind, period_start AS first, period_end AS last,
    CASE WHEN settled = 'session' AND coalesce(same, '') = 'session_before' THEN ''
        ELSE coalesce(same, reference, '') END AS against,
    basis, coalesce(settled, '') AS settled, article, version, sentence, claims.text AS text,
    value, low, high, low_open, high_open, speaker, published,
    CASE WHEN kind = 'change' AND direction = 'down' AND number(low) >= 0
        AND NOT starts_with(entity, 'fx:') THEN -1 ELSE 1 END AS sign
FROM claims LEFT JOIN metrics_list USING (metric)
    LEFT JOIN references_list ON claims.reference = references_list.text
WHERE entity IS NOT NULL AND metric IS NOT NULL AND kind IN ('level', 'change', 'count')
    AND modality = 'fact' AND NOT negated AND period_start IS NOT NULL AND period_end IS NOT NULL
    AND low IS NOT NULL AND high IS NOT NULL AND basis IN ('', 'consolidated', 'parent'))"""
"""A currency's move is told from either side, so that its direction is none of the pair's."""


def prepare(engine: DuckDBPyConnection) -> None:
    """Make the view `told` of what can be grouped: facts with an owner, a metric and a period."""
    engine.execute(_TOLD)


def same_claims(engine: DuckDBPyConnection, most: int) -> tuple[int, tuple[SameClaim, ...]]:
    """Give how many claims two articles or more tell, and the most told of them."""
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE shared AS SELECT {_KEY},"
        " count(DISTINCT article) AS articles, count(DISTINCT sentence) AS wordings,"
        f" max(entity_name) AS name FROM told GROUP BY {_KEY} HAVING count(DISTINCT article) > 1"
    )
    found = engine.execute("SELECT count(*) FROM shared").fetchone()
    total = int(found[0]) if found else 0
    rows = engine.execute(
        f"WITH top AS (SELECT * FROM shared ORDER BY articles DESC, {_KEY} LIMIT {most}),"
        f" counted AS (SELECT {_KEY}, told.text AS said, count(DISTINCT article) AS tellers"
        f" FROM told SEMI JOIN top USING ({_KEY}) GROUP BY ALL)"
        f" SELECT {_KEY}, max(name), max(articles), max(wordings),"
        f" list((said, tellers) ORDER BY tellers DESC, said)[:{MOST_VALUES}]"
        f" FROM top JOIN counted USING ({_KEY}) GROUP BY {_KEY}"
        f" ORDER BY max(articles) DESC, {_KEY}"
    ).fetchall()
    return total, tuple(map(_same_claim, rows))


def _same_claim(row: tuple[Any, ...]) -> SameClaim:
    name, articles, wordings, told = row[_FIELDS:]
    return SameClaim(
        key=_key(row),
        name=name or row[0],
        articles=articles,
        wordings=wordings,
        told=tuple(Told(text=text, articles=count) for text, count in map(_pair, told)),
    )


def _pair(value: Any) -> tuple[str, int]:
    text, count = value.values() if isinstance(value, dict) else value
    return text, count


def candidates(engine: DuckDBPyConnection) -> Iterator[tuple[Key, str, Settled, list[Voice]]]:
    """Yield the claims whose numbers may exclude each other: key, owner's name, how it is settled.

    Voices come in order of publication. The same tables give the same order.
    """
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE apart AS SELECT {_KEY} FROM told WHERE settled <> ''"
        f" GROUP BY {_KEY} HAVING max(least) > min(most) AND min(article) <> max(article)"
    )
    rows = engine.execute(
        f"WITH worded AS (SELECT {_KEY}, settled, sentence, told.text AS said, value, low, high,"
        " low_open, high_open, sign, speaker, max(entity_name) AS name,"
        " count(DISTINCT article) AS copies, min(published) AS published,"
        " min_by(article, (published, article)) AS article,"
        " min_by(version, (published, article)) AS version,"
        f" list_distinct(min(article, {MOST_IDS})) AS articles"
        f" FROM told SEMI JOIN apart USING ({_KEY}) GROUP BY ALL),"
        " ranked AS (SELECT *, row_number() OVER"
        f" (PARTITION BY {_KEY}, low, high, sign ORDER BY copies DESC, published, sentence)"
        f" AS place, row_number() OVER"
        f" (PARTITION BY {_KEY} ORDER BY copies DESC, published, sentence, said) AS of_claim,"
        f" count(*) OVER (PARTITION BY {_KEY}, low, high, sign) > {MOST_WORDINGS}"
        f" OR count(*) OVER (PARTITION BY {_KEY}) > {MOST_OF_CLAIM} AS more FROM worded)"
        f" SELECT {_KEY}, name, settled, article, version, articles, copies, sentence, said, value,"
        " low, high, low_open, high_open, sign, speaker, published, more FROM ranked"
        f" WHERE place <= {MOST_WORDINGS} AND of_claim <= {MOST_OF_CLAIM}"
        f" ORDER BY {_KEY}, published NULLS LAST, article, sentence, said"
    )
    for key, group in groupby(_fetched(rows), key=_key):
        held = list(group)
        name = next((row[_FIELDS] for row in held if row[_FIELDS]), key.entity)
        yield key, name, held[0][_FIELDS + 1], [_voice(row) for row in held]


def _fetched(rows: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := rows.fetchmany(_BATCH):
        yield from batch


def _key(row: tuple[Any, ...]) -> Key:
    entity, metric, unit, kind, first, last, against, basis = row[:_FIELDS]
    return Key(
        entity=entity, metric=metric, unit=unit, kind=kind,
        first=first, last=last, against=against, basis=basis,
    )  # fmt: skip


def _voice(row: tuple[Any, ...]) -> Voice:
    article, version, articles, copies, sentence, said, value = row[_FIELDS + 2 : _FIELDS + 9]
    low, high, low_open, high_open, sign, speaker, published, more = row[_FIELDS + 9 :]
    core = Interval(low=Fraction(low), high=Fraction(high), low_open=low_open, high_open=high_open)
    return Voice(
        article=article,
        version=version,
        articles=tuple(articles),
        copies=copies,
        sentence=sentence,
        text=said,
        value=None if value is None else Fraction(value) * sign,
        core=core if sign > 0 else -core,
        speaker=speaker,
        published=published,
        more=more,
    )
