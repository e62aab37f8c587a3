"""The bundled word lists. Each is a tab-separated table with a header that states its origin.

A table file begins with comment lines (``# source: ...``, ``# licence: ...``, ``# date: ...``,
``# rows: N``), then one line of column names, then one row a line. Cells with several values
separate them with ``|``.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from ..errors import LexiconError


def read_table(name: str, package: str = "uratori.lexicon") -> Iterator[dict[str, str]]:
    """Yield the rows of one table as column -> cell; raise LexiconError on a ragged row."""
    text = resources.files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
        elif len(cells) == len(columns):
            yield dict(zip(columns, cells, strict=True))
        else:
            raise LexiconError(
                f"{len(cells)} cells where {len(columns)} are due",
                where=f"{name}.tsv:{number}",
                todo="reinstall uratori, or mend the row",
            )


def split_cell(cell: str) -> tuple[str, ...]:
    """Split a cell of several values; an empty cell gives none."""
    return tuple(part for part in cell.split("|") if part)
