"""Rows of a table -> lines of text that say of each number what it is.

A number in a table means something by its row, its column and its unit, which stand elsewhere. A
line brings them together, 「2026年3月期 売上高 48,216百万円 5.2%」, and adds no word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from ..lexicon import read_table

Row = Sequence[str]

_NUMBER = r"[▲△+＋\-－−]?\s?\d[\d,，]{0,20}(?:[.．]\d{1,10})?"
_NOTHING = frozenset({"－", "―", "-", "—", "–", "ー", "─", "…", "－－", "N/A", "n/a"})
_HEADED = (
    r"(?P<name>.{0,80}?)\s*[(（［\[](?:単位\s*[:：]\s*)?(?P<unit>[^()（）［］\[\]]{1,8})[)）］\]]"
)
_ABOVE = r"単位\s*[:：]\s*(?P<unit>[^()（）［］\[\]、，,・/／]{1,8})"
_NOTE = 60
"""Characters of a line that may give the unit of the table below it."""


class Unit(msgspec.Struct, frozen=True):
    """What is put behind the numbers of a column."""

    text: str
    share: bool


class Column(msgspec.Struct, frozen=True):
    """What a table says above a column."""

    name: str = ""
    unit: Unit | None = None


@cache
def _units() -> dict[str, Unit]:
    rows = [row for row in read_table("tables", "uratori.articles") if row["unit"] != "-"]
    return {row["word"]: Unit(row["unit"], row["role"] == "share") for row in rows}


@cache
def _words(role: str) -> tuple[str, ...]:
    rows = read_table("tables", "uratori.articles")
    return tuple(row["word"] for row in rows if row["role"] == role)


def unit_of(word: str) -> Unit | None:
    """Give the unit that a cell names, and nothing else: 百万円, ％, 円 銭."""
    return _units().get(" ".join(word.split()))


def unit_above(line: str) -> str:
    """Give the unit that a line above a table tells, (単位：億円、％); "" for none."""
    told = re.search(_ABOVE, line) if len(line) <= _NOTE else None
    word = " ".join(told["unit"].split()) if told else ""
    return word if unit_of(word) else ""


def row_unit(label: str, above: Unit | None) -> tuple[str, Unit | None]:
    """Part a row's name from the unit of its bare numbers: its own, else that of the table.

    >>> row_unit("売上高(億円)", None)
    ('売上高', Unit(text='億円', share=False))
    """
    name, told = _headed(label)
    return name, told or (None if _is_rate(name) else above)


def is_number(cell: str) -> bool:
    """Tell whether a cell is a bare number."""
    return re.fullmatch(_NUMBER, cell.strip()) is not None


def is_value(cell: str) -> bool:
    """Tell whether a cell is a number or says that there is none (－)."""
    return cell.strip() in _NOTHING or is_number(cell)


def table_lines(rows: Sequence[Row], unit: str = "") -> list[str]:
    """Give the lines of a table. unit: what stands above it, 単位：百万円, for bare numbers.

    A unit stands also in the heading of a column, in the corner, or behind the name of a row:
    売上高(億円). Without headings and units that can be told, a line is the cells of a row with
    spaces between.
    """
    grid = [[_closed(cell) for cell in row] for row in rows if any(map(str.strip, row))]
    top = next((at for at, row in enumerate(grid) if _holds_values(row)), 0)
    columns = _columns(grid[:top])
    above = unit_of(unit) or _corner(grid[:top])
    lines = [" ".join(filter(None, row)) for row in grid[:top] if not _is_heading(row, columns)]
    for row in grid[top:]:
        lines.extend(_row_lines(row, columns, above))
    return [line for line in lines if line]


def _closed(cell: str) -> str:
    """Give the words of a cell; the letters of one that is set wide (売 上 高) closed up."""
    text = ""
    for word in cell.split():
        wide = len(word) == 1 and text[-1:] > "\u2fff" and word > "\u2fff" and not is_value(word)
        text += word if wide or not text else f" {word}"
    return text


def _holds_values(row: Row) -> bool:
    return any(map(is_number, row[1:]))


def _is_heading(row: Row, columns: Sequence[Column]) -> bool:
    """Tell whether a row above the numbers only names columns or units."""
    return any(column.name or column.unit for column in columns) and len(row) > 1


def _corner(heads: Sequence[Row]) -> Unit | None:
    """Give the unit that the cell above the names of the rows tells."""
    told = (_headed(row[0])[1] or unit_of(unit_above(row[0])) for row in heads if row)
    return next(filter(None, told), None)


def _headed(cell: str) -> tuple[str, Unit | None]:
    """Part a name from the unit in brackets behind it: 売上高(億円)."""
    found = re.fullmatch(_HEADED, cell)
    told = unit_of(found["unit"]) if found else None
    return (found["name"], told) if found and told else (cell, None)


def _columns(heads: Sequence[Row]) -> list[Column]:
    """Read the rows above the numbers: names, one over all columns perhaps, and units."""
    width = max((len(row) for row in heads), default=0)
    names: list[str] = [""] * width
    units: list[Unit | None] = [None] * width
    over = ""
    naming = [row for row in heads if not all(unit_of(cell) for cell in row if cell)]
    for row in heads:
        if all(unit_of(cell) for cell in row if cell):
            units = [unit_of(row[at]) if at < len(row) and row[at] else None for at in range(width)]
            continue
        if row is naming[0] is not naming[-1] and len(list(filter(None, row))) == 1 < width - 1:
            over = next(filter(None, row))
            continue
        for at, cell in enumerate(row):
            name, told = _headed(cell)
            units[at] = told or units[at]
            names[at] = f"{names[at]} {name}".strip()
    return [Column(_over(over, name), unit) for name, unit in zip(names, units, strict=True)]


def _over(over: str, name: str) -> str:
    """Put a name that stands over all columns before that of one; it may be all there is."""
    return f"{over} {name}".strip() if name or over else ""


def _row_lines(row: Row, columns: Sequence[Column], above: Unit | None) -> Iterator[str]:
    """Yield a line for each amount of a row, with the shares that follow it."""
    label = [cell for at, cell in enumerate(row) if at == 0 and not is_value(cell)]
    first = len(label)
    if not any(map(is_number, row[first:])):
        yield " ".join(filter(None, row))
        return
    if label:
        name, above = row_unit(label[0], above)
        label = [name] if name else []
    if len(columns) != len(row):
        yield " ".join(filter(None, (*label, *(with_unit(cell, above) for cell in row[first:]))))
        return
    parts: list[str] = []
    for at in range(first, len(row)):
        column, cell = columns[at], row[at]
        if parts and not _is_of_amount(column):
            yield " ".join((*label, *parts))
            parts = []
        if cell and cell.strip() not in _NOTHING:
            parts.extend(filter(None, (column.name, with_unit(cell, _unit(column, above)))))
    if parts:
        yield " ".join((*label, *parts))


def _unit(column: Column, above: Unit | None) -> Unit | None:
    """Give the unit of a cell: of its column, else of its row or table, which no rate is in."""
    return column.unit or (None if _is_rate(column.name) else above)


def _is_rate(name: str) -> bool:
    """Tell whether a name says by how it ends that its numbers are in no unit of money or count."""
    return name.rstrip(")） ").endswith(_words("rate"))


def _is_of_amount(column: Column) -> bool:
    """Tell whether a column goes on with the amount before it: ％ alone, or 前期比."""
    if column.unit is None or not column.unit.share:
        return False
    return not column.name or any(word in column.name for word in _words("relative"))


def with_unit(cell: str, unit: Unit | None) -> str:
    """Put a unit behind a bare number; any other cell stays as it is."""
    return f"{cell}{unit.text}" if unit and is_number(cell) else cell
