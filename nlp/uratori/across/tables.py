"""The tables of a folder, as DuckDB sees them: of each article the latest version only.

DuckDB reads the Parquet files column by column and puts what is larger than its memory on disk, so
that a folder of many millions of claims takes no more memory than a small one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..errors import DataError
from ..lexicon import read_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
"""What DuckDB may hold before it writes to disk."""
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
            _prepare(engine, folder, _between(since, until))
            yield engine
        except duckdb.Error as error:
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
        "temp_directory": scratch,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _prepare(engine: DuckDBPyConnection, folder: Path, days: str) -> None:
    for table in (*NEEDED, *_NONE):
        _add_table(engine, folder, table)
    engine.execute(
        "CREATE TEMP TABLE newest AS SELECT article, max(version) AS version FROM all_articles"
        " GROUP BY article HAVING max(version) > 1"
    )
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


def _between(since: date | None, until: date | None) -> str:
    bounds = ((">=", since), ("<=", until))
    said = [f"published {sign} DATE '{day.isoformat()}'" for sign, day in bounds if day]
    return " AND ".join(said) or "true"


def _add_table(engine: DuckDBPyConnection, folder: Path, table: str) -> None:
    """Name the files of one table; one without rows has none."""
    if next((folder / table).glob("date=*/*.parquet"), None) is not None:
        files = str(folder / table / "date=*" / "*.parquet").replace("'", "''")
        source = f"read_parquet('{files}', hive_partitioning = false, union_by_name = true)"
        engine.execute(f"CREATE VIEW all_{table} AS SELECT * FROM {source}")
    elif table in _NONE:
        engine.execute(f"CREATE VIEW all_{table} AS SELECT * FROM ({_NONE[table]}) WHERE false")
    else:
        raise DataError(
            f"holds no table of {table}", where=str(folder), todo="run uratori batch --out on it"
        )


def _add_list(engine: DuckDBPyConnection, name: str) -> None:
    """Make a bundled list a table of the connection."""
    head, *rows = read_rows(name, "uratori.across")
    columns = ", ".join(f"{column} VARCHAR" for column in head)
    engine.execute(f"CREATE TEMP TABLE {name}_list ({columns})")
    marks = ", ".join("?" for _ in head)
    engine.executemany(f"INSERT INTO {name}_list VALUES ({marks})", rows)
