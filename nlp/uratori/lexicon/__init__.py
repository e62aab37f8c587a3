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
    """Yield the cells of each row of one table, those of the header first.

    For the large tables, where a mapping a row would be felt. Raise LexiconError on a ragged row.
    """
    width = 0
    path = table_path(name, package)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        width = width or len(cells)
        if len(cells) != width:
            raise LexiconError(
                f"{len(cells)} cells where {width} are due",
                where=f"{name}.tsv:{number}",
                todo="reinstall uratori, or mend the row",
            )
        yield cells


def read_lines(path: Path, *, keep_comments: bool = False) -> list[str]:
    """Give the lines of the table in one file, that of the column names first.

    Their cells are not counted. For the tables that are made, not written, and of which an article
    needs few lines.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if keep_comments:
        return lines
    return lines[next(at for at, line in enumerate(lines) if not line.startswith("#")) :]


def table_path(name: str, package: str = "uratori.lexicon") -> Path:
    """Give the file of one table."""
    return _ROOT.joinpath(*package.split(".")[1:], f"{name}.tsv")


def split_cell(cell: str) -> tuple[str, ...]:
    """Split a cell of several values; an empty cell gives none."""
    return tuple(part for part in cell.split("|") if part)
