"""One article as a row of a table, or an object of JSON. The names of columns: columns.tsv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

import msgspec

from ..errors import ArticleError
from ..lexicon import read_table
from .days import day_of
from .encoding import decode

_TODO = 'name it "text", "body" or "content"'
_SHORT = 2000
"""Characters of all names of columns; longer ones are not kept."""
Columns = dict[str, tuple[str, ...]]
_FIELDS = ("text", "title", "author", "published", "id", "url")


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a row says of its article."""

    text: str
    title: str | None
    author: str | None
    published: date | None
    id: str | None
    address: str | None


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Give, for each name of a column, its field and its rank among the names of that field."""
    rows = read_table("columns", "uratori.articles")
    return {row["name"]: (row["field"], rank) for rank, row in enumerate(rows)}


def columns_of(names: Iterable[str]) -> Columns:
    """Give the columns of each field (text, title, author, published, id, url), the best first.

    Case and blanks around a name do not count; other columns are left out.
    """
    told = tuple(names)
    return _kept_columns(told) if sum(map(len, told)) < _SHORT else _columns(told)


def _columns(names: tuple[str, ...]) -> Columns:
    known = _names()
    found = [(known[key], name) for name in names if (key := _key(name)) in known]
    found.sort()
    return {field: tuple(name for (of, _), name in found if of == field) for field in _FIELDS}


_kept_columns = lru_cache(maxsize=64)(_columns)
"""Most rows of a source have the same columns."""


def _key(name: object) -> str:
    return name.strip().lower().removeprefix("\ufeff") if isinstance(name, str) else ""


def unwrapped(value: Any) -> Any:
    """Give the article of a document that uratori writes, which is one level down."""
    if isinstance(value, dict) and isinstance(value.get("article"), dict) and "text" not in value:
        return value["article"]
    return value


def named(row: Mapping[str, Any], columns: Columns) -> str | None:
    """Give what a row is called: its id, else its address."""
    return _word(_first(row, columns["id"])) or _word(_first(row, columns["url"]))


def read_row(row: Mapping[str, Any], columns: Columns, where: str) -> Row:
    """Read a row; raise ArticleError for one without a text, or with a day that is none."""
    said = _first(row, columns["published"])
    try:
        day = day_of(said)
    except ValueError:
        told = f"published is no date: {str(said)[:40]!r}"
        raise ArticleError(told, where=where, todo="write it as 2026-01-26") from None
    return Row(
        text=_text(row, columns["text"], where),
        title=_word(_first(row, columns["title"])),
        author=_word(_first(row, columns["author"])),
        published=day,
        id=named(row, columns),
        address=_word(_first(row, columns["url"])),
    )


def _text(row: Mapping[str, Any], names: tuple[str, ...], where: str) -> str:
    """Give the first text that is not empty; bytes of a binary column are decoded."""
    if not names:
        raise ArticleError("has no text", where=where, todo=_TODO)
    values = [row[name] for name in names]
    for value in values:
        if isinstance(value, bytes) and value:
            return decode(value, where=where)
        if isinstance(value, str) and value and not value.isspace():
            return value
    if all(value is None or isinstance(value, str | bytes) for value in values):
        raise ArticleError("the article is empty", where=where, todo="give a text")
    raise ArticleError(f"{names[0]} is no text", where=where, todo="write it as a string")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Give the first value that there is."""
    return next((row[name] for name in names if row[name] not in (None, "")), None)


def _word(value: Any) -> str | None:
    """Give a field of one line; numbers count as written, other kinds of value do not count."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers that has gaps, as pandas keeps it
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
