"""JSON -> pages: one article, a list of them, JSON Lines, or the documents that uratori writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from ..errors import ArticleError
from .encoding import decode
from .page import Page

_TODO = 'write {"text": "…", "title": "…", "published": "2026-01-26"}'
_LONGEST_ID = 200


class Fields(msgspec.Struct, frozen=True):
    """One article in JSON; other fields are passed over."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    id: str | int | None = None
    source: str | None = None


def read_documents(data: bytes, *, where: str) -> Iterator[Page | ArticleError]:
    """Give the articles of some JSON in order, and for each that is damaged what is wrong with it.

    Raises ArticleError where all of it is neither JSON nor JSON Lines.
    """
    text = decode(data, where=where)
    if not text.strip():
        raise ArticleError("the article is empty", where=where, todo=_TODO)
    try:
        whole = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or not any(line.lstrip().startswith("{") for _, line in lines[:2]):
            raise ArticleError(f"is no JSON: {_said(error)}", where=where, todo=_TODO) from None
        return (_line(line, f"{where}:{number}") for number, line in lines)
    if isinstance(whole, list):
        return (_page(one, f"{where}[{number}]") for number, one in enumerate(whole))
    return iter((_page(whole, where),))


def _line(line: str, where: str) -> Page | ArticleError:
    try:
        return _page(msgspec.json.decode(line), where)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return ArticleError(f"is no JSON: {_said(error)}", where=where, todo=_TODO)


def _page(value: Any, where: str) -> Page | ArticleError:
    """Read one article; that of a document of our own is one level down."""
    if isinstance(value, dict) and isinstance(value.get("article"), dict) and "text" not in value:
        value = value["article"]
    try:
        fields = msgspec.convert(value, Fields)
    except (msgspec.ValidationError, RecursionError) as error:
        return ArticleError(f"is no article: {_said(error)}", where=where, todo=_TODO)
    try:
        published = _day(fields.published)
    except ValueError:
        said = f"published is no date: {str(fields.published)[:40]!r}"
        return ArticleError(said, where=where, todo="write it as 2026-01-26")
    name = None if fields.id is None else str(fields.id)[:_LONGEST_ID]
    return Page(
        text=fields.text,
        title=fields.title or None,
        author=fields.author or None,
        published=published,
        id=name or None,
        source=fields.source or where,
    )


def _day(said: str | None) -> date | None:
    """Read a date, or the date of a time as its own clock shows it."""
    if not said or not said.strip():
        return None
    written = said.strip().replace("/", "-")
    return (
        date.fromisoformat(written)
        if len(written) <= 10
        else datetime.fromisoformat(written).date()
    )


def _said(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
