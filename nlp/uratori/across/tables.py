"""The tables of a folder, as DuckDB sees them: of each article the latest version only.

DuckDB reads the Parquet files column by column and puts what is larger than its memory on disk, so
that a folder of many millions of claims takes no more memory than a small one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from ..batch.done import EMPTY
from ..errors import DataError
from ..lexicon import read_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
"""What DuckDB may hold before it writes to disk."""
MOST_THREADS = 8
"""Each of them needs its share of that memory."""
NEEDED = ("articles", "claims")
_NONE: dict[str, str] = {
    "findings": "SELECT '' AS article, 1 AS version, '' AS status, NULL::DATE AS published",
    "errors": "SELECT '' AS article, NULL::DATE AS published",
}
"""What a table looks like of which no row was ever written; it is emptied again."""
_NUMBER = """CREATE MACRO number(said) AS CASE WHEN contains(said, '/')
    THEN TRY_CAST(split_part(said, '/', 1) AS DOUBLE) / TRY_CAST(split_part(said, '/', 2) AS DOUBLE)
    ELSE TRY_CAST(said AS DOUBLE) END"""
_LISTS = ("metrics", "references")
_GLOB = re.compile(r"[*?\[\]]")
Span: TypeAlias = tuple[date | None, date | None]


class _Manifest(msgspec.Struct, frozen=True):
    shard: str


_JSON = msgspec.json.Decoder(_Manifest)


@contextmanager
def opened(folder: Path, since: date | None, until: date | None) -> Iterator[DuckDBPyConnection]:
    """Open the tables of a folder as the views articles, claims, findings and errors.

    since, until: of publication; with either of them undated articles are left out.
    Raises DataError where there are none, or where one of their files is damaged.
    """
    import duckdb  # 90 ms

    with TemporaryDirectory(prefix="uratori-") as scratch:
        engine = duckdb.connect(config=_config(scratch))
        try:
            _prepare(engine, folder, (since, until))
            yield engine
        except (duckdb.Error, msgspec.DecodeError) as error:
            line = str(error).splitlines()[0]
            raise DataError(
                f"its tables cannot be read: {line}",
                where=str(folder),
                todo="run uratori batch on it again",
            ) from None
        finally:
            engine.close()


def _config(scratch: str) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": MEMORY,
        "threads": min(os.cpu_count() or 1, MOST_THREADS),
        "temp_directory": scratch,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _prepare(engine: DuckDBPyConnection, folder: Path, span: Span) -> None:
    unfinished = _unfinished(engine, folder)
    for table in (*NEEDED, *_NONE):
        # Of articles every day is read: a later version may be of another one.
        _add_table(
            engine, folder, table, unfinished, "true" if table == "articles" else _days(*span)
        )
    engine.execute(
        "CREATE TEMP TABLE newest AS SELECT article, max(version) AS version FROM all_articles"
        " GROUP BY article HAVING max(version) > 1"
    )
    days = _between(*span)
    for table in ("articles", "claims", "findings"):
        engine.execute(
            f"CREATE VIEW {table} AS SELECT * FROM all_{table} ANTI JOIN"
            f" (SELECT article AS id, version AS latest FROM newest)"
            f" ON article = id AND version <> latest WHERE {days}"
        )
    engine.execute(f"CREATE VIEW errors AS SELECT * FROM all_errors WHERE {days}")
    engine.execute(_NUMBER)
    for name in _LISTS:
        _add_list(engine, name)


def _unfinished(engine: DuckDBPyConnection, folder: Path) -> tuple[str, ...]:
    """Give the names of files whose shard has no manifest (yet): they do not count."""
    manifests = list((folder / "shards").glob("*/*.json"))
    if not manifests:
        return ()  # tables alone, as they may be copied elsewhere
    named = engine.execute(
        "SELECT DISTINCT parse_filename(file, true) FROM glob($tables)",
        {"tables": _pattern(folder, "*", "date=*", "*.parquet")},
    ).fetchall()
    # DuckDB would hold 32 MiB for each of these small files.
    counted = {_JSON.decode(manifest.read_bytes()).shard for manifest in manifests}
    return tuple(sorted({name for (name,) in named} - counted - {EMPTY}))


def _pattern(folder: Path, *parts: str) -> str:
    """Give a pattern of files below a folder, whose own name may hold signs of patterns."""
    return str(Path(_GLOB.sub(r"[\g<0>]", str(folder)), *parts))


def _between(since: date | None, until: date | None) -> str:
    bounds = ((">=", since), ("<=", until))
    said = [f"published {sign} DATE '{day.isoformat()}'" for sign, day in bounds if day]
    return " AND ".join(said) or "true"


def _days(since: date | None, until: date | None) -> str:
    """Say the same of the folders of days, so that no file of another day is opened."""
    bounds = ((">=", since), ("<=", until))
    said = [f"date {sign} '{day.isoformat()}'" for sign, day in bounds if day]
    return " AND ".join([*said, "date <> 'unknown'"]) if said else "true"


def _add_table(
    engine: DuckDBPyConnection, folder: Path, table: str, unfinished: tuple[str, ...], days: str
) -> None:
    """Name the files of one table; one without rows may have none."""
    if next((folder / table).glob("date=*/*.parquet"), None) is not None:
        files = _quoted(_pattern(folder, table, "date=*", "*.parquet"))
        source = (
            f"read_parquet({files}, filename = true, hive_partitioning = true,"
            " hive_types = {date: VARCHAR})"
        )
        named = ", ".join(map(_quoted, unfinished))
        where = f" AND parse_filename(filename, true) NOT IN ({named})" if unfinished else ""
        engine.execute(
            f"CREATE VIEW all_{table} AS SELECT * EXCLUDE (filename, date) FROM {source}"
            f" WHERE {days}{where}"
        )
    elif table in _NONE:
        engine.execute(f"CREATE VIEW all_{table} AS SELECT * FROM ({_NONE[table]}) WHERE false")
    else:
        raise DataError(
            f"holds no table of {table}", where=str(folder), todo="run uratori batch --out on it"
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _add_list(engine: DuckDBPyConnection, name: str) -> None:
    """Make a bundled list a table of the connection."""
    head, *rows = read_rows(name, "uratori.across")
    columns = ", ".join(f"{column} VARCHAR" for column in head)
    engine.execute(f"CREATE TEMP TABLE {name}_list ({columns})")
    marks = ", ".join("?" for _ in head)
    engine.executemany(f"INSERT INTO {name}_list VALUES ({marks})", rows)
