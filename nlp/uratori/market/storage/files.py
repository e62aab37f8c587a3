"""Rows of the store from a file and to a file: CSV, tab-separated text and Parquet.

The columns are those of `rows.COLUMNS`, the same in both directions. A file is taken whole or not
at all: the first bad row is named by its line and its reason.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ...articles.encoding import decode
from ...errors import ArticleError, DataError
from ..facts import Fact
from .rows import COLUMNS, REQUIRED, read_row, write_row

if TYPE_CHECKING:
    from _csv import Reader

MAX_FILE_BYTES = 100_000_000
"""Bytes of one file of rows (100 MB); a larger one is refused."""
MAX_ROWS = 500_000
"""Rows of one file; thirty years of 60 daily series are some 450,000."""
_PARQUET = b"PAR1"
_TODO = "no row of it was taken; mend it and import again"

Key = tuple[object, ...]


def read_file(path: Path, *, today: datetime.date | None = None) -> tuple[Fact, ...]:
    """Give the rows of one file of CSV, of tab-separated text or of Parquet.

    Text may be in any encoding that articles may be in. A row that is there twice is given once.
    today: what counts as the day of retrieval where a row has none (default: today).
    Raises DataError, naming the line, where a row is bad; no row of such a file is to be taken.
    """
    packed = _bytes(path)
    day = today or datetime.date.today()
    digest = sha256(packed).hexdigest()
    rows = _parquet(path) if packed.startswith(_PARQUET) else _table(packed, path)
    facts: dict[Key, tuple[str, Fact]] = {}
    for place, cells in rows:
        if len(facts) >= MAX_ROWS:
            raise _bad(f"{path}", f"more than {MAX_ROWS} rows")
        try:
            fact = read_row(cells, today=day, digest=digest)
        except ValueError as error:
            raise _bad(f"{path}, {place}", str(error)) from None
        _keep(facts, fact, f"{path}, {place}", place)
    return tuple(fact for _, fact in facts.values())


def write_csv(rows: Iterable[Fact]) -> str:
    """Give rows as CSV with every column; `read_file` reads the same rows back.

    Exact values that have no end as decimals are written as fractions (1/3).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(write_row, rows))
    return out.getvalue()


def write_parquet(rows: Iterable[Fact], path: Path) -> None:
    """Write rows as Parquet, every column as text, so that values stay exact; whole or not at all.

    Raises DataError where the file cannot be written.
    """
    import duckdb

    columns = list(zip(*map(write_row, rows), strict=True)) or [()] * len(COLUMNS)
    names = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in COLUMNS)
    fresh = path.with_name(f".{secrets.token_hex(8)}.parquet")
    try:
        with duckdb.connect() as engine:
            engine.execute(f"CREATE TABLE rows AS SELECT {names}", list(map(list, columns)))
            engine.execute(f"COPY rows TO {_quoted(str(fresh))} (FORMAT parquet)")
        os.replace(fresh, path)  # noqa: PTH105, of any file there is
    except (duckdb.Error, OSError) as error:
        fresh.unlink(missing_ok=True)
        raise DataError(
            f"cannot be written: {_line(error)}", where=str(path), todo="give another place"
        ) from None


# --- bytes -> rows of cells --------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            packed = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DataError(
            f"cannot be read: {error.strerror or error}", where=str(path), todo="check the path"
        ) from None
    if len(packed) > MAX_FILE_BYTES:
        raise _bad(str(path), f"larger than {MAX_FILE_BYTES} bytes", "split it")
    return packed


def _table(packed: bytes, path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        text = decode(packed, where=str(path))
    except ArticleError as error:
        raise _bad(str(path), error.what, "save it as CSV in UTF-8, or as Parquet") from None
    lines = csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True)
    try:
        yield from _lines(lines, path)
    except csv.Error as error:
        raise _bad(f"{path}, line {lines.line_num}", str(error)) from None


def _lines(lines: Reader, path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Pair each row with the names of its cells; lines that hold nothing are passed over."""
    header: list[str] = []
    last = 0
    for cells in lines:
        place, last = f"line {last + 1}", lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _header(cells, f"{path}, {place}")
        elif len(cells) != len(header):
            raise _bad(f"{path}, {place}", f"{len(cells)} cells where {len(header)} are due")
        else:
            yield place, dict(zip(header, cells, strict=True))
    if not header:
        raise _bad(str(path), "is empty", f"give the columns {', '.join(REQUIRED)}")


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.lstrip().split("\n", 1)[0]
    return csv.excel_tab if "\t" in first and "," not in first else csv.excel


def _header(cells: Sequence[str], where: str) -> list[str]:
    """Give the names of the columns; refuse one that is not read, missing or there twice."""
    names = [cell.strip().lower() for cell in cells]
    missing = [name for name in REQUIRED if name not in names]
    foreign = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    known = f"the columns are {', '.join(COLUMNS)}"
    if missing:
        raise _bad(where, f"no column {', '.join(missing)}", known)
    if foreign:
        raise _bad(where, f"column {foreign[0][:40]!r} is not one that is read", known)
    if twice:
        raise _bad(where, f"column {twice[0]} is there twice", known)
    return names


def _parquet(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Read Parquet with every value as DuckDB writes it: the shortest decimal of a float."""
    import duckdb

    query = f"FROM read_parquet({_quoted(_literal(str(path)))})"
    try:
        with duckdb.connect() as engine:
            described = engine.execute(f"DESCRIBE {query}").fetchall()
            header = _header([str(row[0]) for row in described], str(path))
            rows = engine.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) {query}")
            number = 0
            while held := rows.fetchmany(10_000):
                for cells in held:
                    number += 1
                    filled = ("" if cell is None else str(cell) for cell in cells)
                    yield f"row {number}", dict(zip(header, filled, strict=True))
    except duckdb.Error as error:
        raise _bad(str(path), f"no sound Parquet: {_line(error)}") from None


def _literal(path: str) -> str:
    """Write a path in which DuckDB finds no pattern."""
    return re.sub(r"[*?\[]", lambda found: f"[{found[0]}]", path)


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _keep(facts: dict[Key, tuple[str, Fact]], fact: Fact, where: str, place: str) -> None:
    """Take a row; refuse one that gives another value for what an earlier one states."""
    key: Key = (
        fact.entity, fact.metric, fact.definition, fact.start, fact.date, fact.source,
        fact.retrieved, fact.known,
    )  # fmt: skip
    earlier, held = facts.setdefault(key, (place, fact))
    if (held.value, held.unit) != (fact.value, fact.unit):
        raise _bad(where, f"another value than {earlier} for the same day, source and definition")


def _bad(where: str, what: str, todo: str = "") -> DataError:
    return DataError(what, where=where, todo="; ".join(filter(None, (todo, _TODO))))


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
