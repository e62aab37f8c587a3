"""Rows -> Parquet, the same bytes for the same rows (docs/batch.md has the columns).

A file lies at ``<table>/date=2026-01-26/<name>.parquet``; the day is that of the rows' column
``published``, ``unknown`` where that is null. Rows keep the order of the items.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from .rows import ArticleRow, ClaimRow, ErrorRow, FindingRow, Rows

Table = Literal["articles", "claims", "findings", "errors"]
Row: TypeAlias = ArticleRow | ClaimRow | FindingRow | ErrorRow
TABLES: tuple[Table, ...] = ("articles", "claims", "findings", "errors")
ROW_GROUP = 65_536
"""Rows of one row group."""

_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64()}
_ROWS: dict[Table, type[Row]] = {
    "articles": ArticleRow,
    "claims": ClaimRow,
    "findings": FindingRow,
    "errors": ErrorRow,
}


def _schema(row: type[Row]) -> pa.Schema:
    """Give a table's columns from the fields of its row; what may be None is nullable."""
    return pa.schema([_column(field) for field in msgspec.structs.fields(row)])


def _column(field: msgspec.structs.FieldInfo) -> pa.Field:
    kinds = getattr(field.type, "__args__", (field.type,))
    given = next(kind for kind in kinds if kind is not type(None))
    kind = pa.date32() if given is date else _TYPES[given]
    return pa.field(field.name, kind, nullable=type(None) in kinds)


SCHEMAS: dict[Table, pa.Schema] = {table: _schema(row) for table, row in _ROWS.items()}
"""The columns of each table."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a shard; `path` is below DIR."""

    path: str
    rows: int
    data: bytes


def join(many: Sequence[Rows]) -> Rows:
    """Give the rows of several items in one, in order."""
    return Rows(
        articles=tuple(row for rows in many for row in rows.articles),
        claims=tuple(row for rows in many for row in rows.claims),
        findings=tuple(row for rows in many for row in rows.findings),
        errors=tuple(row for rows in many for row in rows.errors),
    )


def parquet_files(rows: Rows, name: str) -> Iterator[Made]:
    """Give the files of a shard; a table without rows has none."""
    for table in TABLES:
        for day, of_day in _by_day(getattr(rows, table)).items():
            path = file_path(table, day, name)
            yield Made(path=path, rows=len(of_day), data=parquet_bytes(table, of_day))


def file_path(table: str, day: date | None, name: str, suffix: str = "parquet") -> str:
    """Give the path of a shard's file below DIR."""
    return f"{table}/date={day.isoformat() if day else 'unknown'}/{name}.{suffix}"


def parquet_bytes(table: Table, rows: Sequence[Row]) -> bytes:
    """Write rows as one Parquet file: no clock, no machine, no setting is in its bytes."""
    schema = SCHEMAS[table]
    columns = [
        pa.array([getattr(row, field.name) for row in rows], type=field.type) for field in schema
    ]
    sink = io.BytesIO()
    pq.write_table(
        pa.Table.from_arrays(columns, schema=schema),
        sink,
        row_group_size=ROW_GROUP,
        version="2.6",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
    )
    return sink.getvalue()


def _by_day(rows: Sequence[Row]) -> dict[date | None, list[Row]]:
    days: dict[date | None, list[Row]] = {}
    for row in rows:
        days.setdefault(row.published, []).append(row)
    return dict(sorted(days.items(), key=lambda pair: (pair[0] is None, pair[0] or date.min)))
