"""The bundled word lists. Each is a tab-separated table with a header that states its origin.

A table file begins with comment lines (``# source: ...``, ``# licence: ...``, ``# date: ...``,
``# rows: N``), then one line of column names, then one row a line. Cells with several values
separate them with ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import LexiconError

# importlib.resources would take longer to import than all the tables of an article take to read.
_ROOT = Path(__file__).parent.parent


def read_table(name: str, package: str = "uratori.lexicon") -> Iterator[dict[str, str]]:
    """Yield the rows of one table as column -> cell; raise LexiconError on a ragged row."""
    rows = read_rows(name, package)
    columns = next(rows, [])
    for cells in rows:
        yield dict(zip(columns, cells, strict=True))


def read_rows(name: str, package: str = "uratori.lexicon") -> Iterator[list[str]]:
    """Give the cells of each row of one table, those of the header first.

    For the large tables, where a mapping a row would be felt. Raise LexiconError on a ragged row.
    """
    lines = table_path(name, package).read_bytes().decode("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    if len(set(map(len, rows))) > 1:
        raise _ragged(name, lines)
    return iter(rows)


def _ragged(name: str, lines: list[str]) -> LexiconError:
    """Say which row of a table has not as many cells as its header."""
    rows = [(at, line.count("\t")) for at, line in enumerate(lines, 1) if line and line[0] != "#"]
    due = rows[0][1]
    number, found = next((at, cells) for at, cells in rows if cells != due)
    return LexiconError(
        f"{found + 1} cells where {due + 1} are due",
        where=f"{name}.tsv:{number}",
        todo="reinstall uratori, or mend the row",
    )


def read_lines(path: Path, *, keep_comments: bool = False) -> list[str]:
    """Give the lines of the table in one file, that of the column names first.

    Their cells are not counted. For the tables that are made, not written, and of which an article
    needs few lines.
    """
    lines = path.read_bytes().decode("utf-8").splitlines()
    if keep_comments:
        return lines
    return lines[next(at for at, line in enumerate(lines) if not line.startswith("#")) :]


def table_path(name: str, package: str = "uratori.lexicon") -> Path:
    """Give the file of one table."""
    return _ROOT.joinpath(*package.split(".")[1:], f"{name}.tsv")


def split_cell(cell: str) -> tuple[str, ...]:
    """Split a cell of several values; an empty cell gives none."""
    return tuple(filter(None, cell.split("|")))
