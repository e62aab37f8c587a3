"""`uratori data show` and `import`: rows of the store, out of it and into it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import DataError
from ..market.facts import Fact, usable
from ..market.providers.protocol import Series
from ..market.sources import Layered
from ..market.storage.draft import Stored, draft
from ..market.storage.files import read_file, write_csv
from ..market.storage.rows import COLUMNS, write_row
from ..market.storage.store import Held, Store
from ..text.numbers import exact_text

Form = Literal["text", "csv", "json"]
FORMS: tuple[Form, ...] = ("text", "csv", "json")


def rows_of(
    folder: Path,
    series: Series,
    *,
    start: datetime.date | None,
    end: datetime.date | None,
    vintages: bool,
) -> tuple[Fact, ...]:
    """Give the rows of one series that a check would find: of the store, and the bundled ones.

    vintages: those that were replaced by later ones as well. Raises DataError where there is none.
    """
    layers = Layered(folder)
    try:
        held = layers.until(None).facts(series.entity, series.metric)
        lines = layers.take_lines()
    finally:
        layers.close()
    if lines:
        raise DataError(lines[0])
    rows = held if vintages else usable(held)
    found = tuple(
        row
        for row in rows
        if (start is None or start <= row.date) and (end is None or row.date <= end)
    )
    if not found:
        todo = "uratori data show lists what is held, uratori data sync fetches it"
        raise DataError("no row", where=str(series), todo="other days are held" if held else todo)
    return found


def held_series(folder: Path) -> tuple[Held, ...]:
    """Give what the store holds; raise DataError where that is nothing."""
    store = Store(folder)
    try:
        held = store.held()
    finally:
        store.close()
    if not held:
        raise DataError("holds nothing yet", where=str(store.path), todo="uratori data sync")
    return held


def written(rows: Iterable[Fact], form: Form) -> str:
    """Write rows; CSV has the columns that an import reads, JSON the same as fields."""
    if form == "csv":
        return write_csv(rows)
    if form == "json":
        held = [dict(zip(COLUMNS, write_row(row), strict=True)) for row in rows]
        return msgspec.json.format(msgspec.json.encode(held)).decode() + "\n"
    return _table(
        ["date", "value", "unit", "definition", "source", "retrieved"],
        [
            [
                f"{row.start} to {row.date}" if row.start else str(row.date),
                exact_text(row.value), row.unit, row.definition, row.source, str(row.retrieved),
            ]
            for row in rows
        ],
    )  # fmt: skip


def _table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if name == "value" else cell.ljust(width)
            for cell, width, name in zip(row, widths, head, strict=True)
        ).rstrip()
        for row in (head, *rows)
    )
    return "".join(f"{line}\n" for line in lines)


def import_file(folder: Path, path: Path) -> tuple[Stored, int, Sequence[str]]:
    """Put the rows of a file into the store, all or none; give counts, series and lines to tell.

    Raises DataError where a row is bad, naming its line, or where the store cannot be written.
    """
    rows = read_file(path)
    with draft(folder) as opened:
        stored = opened.put(rows)
    return stored, len({row.series for row in rows}), opened.told
