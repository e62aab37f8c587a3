"""Rows of CSV (RFC 4180) that a spreadsheet takes for what they are, never for a formula.

A cell that a spreadsheet might compute, or take for a day, gets an apostrophe before it, and so
does one that begins with an apostrophe: taking one off gives the text back. A plain number stays a
number, with its minus.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..text.lazy import lazy

BOM = "\ufeff"
"""Begins a file that Excel is to read as UTF-8."""

_GUARD = "'"
# Full-width signs are computed, too, by spreadsheets set to Japanese.
_COMPUTED = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = lazy(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
# 1/3 would become a day of January, 12e4 and 007 a number.
_MISREAD = lazy(r"[0-9]+(?:/[0-9]+){1,2}|[0-9]+[eE][0-9]+|0[0-9]+")


def guarded(text: str) -> str:
    """Give a cell that a spreadsheet neither computes nor takes for a day.

    >>> guarded("=HYPERLINK(0)"), guarded("-5.3"), guarded("1/3"), guarded("'90")
    ("'=HYPERLINK(0)", '-5.3', "'1/3", "''90")
    """
    if _NUMBER.fullmatch(text):
        return text
    first = text.lstrip(" \u3000\xa0\ufeff")[:1]
    computed = text.startswith(_GUARD) or first in _COMPUTED
    return _GUARD + text if computed or _MISREAD.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Give back the text of a cell that `guarded` made."""
    return cell[1:] if cell.startswith(_GUARD) else cell


def csv_lines(rows: Iterable[Iterable[str]]) -> str:
    """Write rows with every cell guarded, quoted where need be, each ended by CR LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([map(guarded, row) for row in rows])
    return text.getvalue()


def csv_records(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Read what `csv_lines` wrote: the number of each row, as a spreadsheet counts, and its cells.

    A row that is shorter than the header has empty cells; what lies beyond it is left out. Raises
    csv.Error for what is no CSV.
    """
    reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
    header = [unguarded(cell).strip() for cell in next(reader, [])]
    for number, row in enumerate(reader, start=2):
        if any(cell.strip() for cell in row):
            cells = [unguarded(cell) for cell in row] + [""] * len(header)
            yield number, dict(zip(header, cells, strict=False))
