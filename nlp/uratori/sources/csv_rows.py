"""CSV and TSV -> Items, a row at a time, in whatever encoding a spreadsheet wrote them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import BinaryIO

from ..articles.columns import columns_of
from ..errors import ArticleError
from ..settings import MAX_ARTICLE_BYTES
from .bounded import lines, opened
from .items import Item, SourceError
from .line_encoding import line_decoder
from .making import item_error
from .rows import row_item
from .terms import Place, Terms

_SAMPLE = 1 << 20
"""Bytes by which the encoding of a file is told."""
_DELIMITERS = (",", "\t", ";")
_LONGEST_ROW = 2 * MAX_ARTICLE_BYTES
_TODO = 'name a column of the first line "text", "body" or "content"'


def read_table(place: Place, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield an Item a row; the first row names the columns. A damaged row is a SourceError.

    Encodings: UTF-8, UTF-16 with a mark, Shift_JIS (cp932), EUC-JP, ISO-2022-JP; fields in quotes
    may hold line ends. Raises ArticleError where no column is known to hold the text.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_ROW))
    decoded = line_decoder(_sample(place), where=place.shown)
    with opened(place.path) as file:
        source = _Lines(file, decoded)
        delimiter, names = _header(next(source, ""), place.shown)
        columns = columns_of(names)
        for number, row in _rows(source, delimiter, len(names)):
            where = f"{place.shown}:{number}"
            if isinstance(row, str):
                error = ArticleError(row, where=where, todo="mend the row")
                yield item_error(error, where)
            else:
                fields = dict(zip(names, row, strict=True))
                yield row_item(fields, columns, where, terms.published)


def _sample(place: Place) -> bytes:
    """Give the first lines of a file, whole ones, by which its encoding is told."""
    with opened(place.path) as file:
        sample = file.read(_SAMPLE)
    return (sample.rpartition(b"\n")[0] if len(sample) == _SAMPLE else sample) or sample


class _Lines:
    """The lines of a table as text; those of a damaged row can be read again as rows of their own.

    So a quote that is never closed costs its own row only.
    """

    def __init__(self, file: BinaryIO, decoded: Callable[[bytes], str]) -> None:
        self._lines = lines(file)
        self._decoded = decoded
        self._again: list[bytes] = []
        self._row: list[bytes] = []
        self._taken = 0
        self.number = 0
        self.fault = ""

    def begin(self) -> None:
        """Begin a row."""
        self._row, self._taken, self.fault = [], 0, ""

    def give_back(self) -> None:
        """Put back all lines of the row but the first."""
        left = self._row[1:]
        self._again += reversed(left)
        self.number -= len(left)
        self.begin()

    def first(self) -> str:
        """Give the first line of the row."""
        return self._text(self._row[0]) if self._row else ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.number += 1
        if line is None:
            raise csv.Error(f"a line of more than {MAX_ARTICLE_BYTES // 10**6} MB")
        self._row.append(line)
        self._taken += len(line)
        if self._taken > _LONGEST_ROW:
            raise csv.Error(f"a row of more than {_LONGEST_ROW // 10**6} MB")
        return self._text(line)

    def _text(self, line: bytes) -> str:
        try:
            return self._decoded(line)
        except (UnicodeError, ArticleError):
            self.fault = "a line that is not in the encoding of the file"
            return line.decode("ascii", "replace")


def _rows(source: _Lines, delimiter: str, due: int) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row with the number of its first line, or in place of it what is wrong."""
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin()
        first = source.number + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            plain = source.first().rstrip("\r\n").split(delimiter)
            source.give_back()
            is_plain = delimiter == "\t" and len(plain) == due  # most TSV knows no quotes
            yield first, plain if is_plain else f"cannot be read: {str(error)[:80]}"
            continue
        if row is None:
            return
        if source.fault:
            yield first, source.fault
        elif row and len(row) != due:
            yield first, f"{len(row)} columns where the first line has {due}"
        elif row:
            yield first, row


def _header(line: str, where: str) -> tuple[str, list[str]]:
    """Give the delimiter, and the names of the columns; names that come twice are told apart."""
    for delimiter in _DELIMITERS:
        names = next(csv.reader([line], delimiter=delimiter), [])
        if columns_of(names)["text"]:
            return delimiter, [
                name if name not in names[:at] else f"{name}#{at}" for at, name in enumerate(names)
            ]
    said = "has no column of text" if line.strip() else "is empty"
    raise ArticleError(said, where=where, todo=_TODO)
