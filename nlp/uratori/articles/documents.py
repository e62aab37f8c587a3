"""JSON -> pages: one article, a list of them, JSON Lines, or the documents that uratori writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ..errors import ArticleError
from .columns import columns_of, read_row, unwrapped
from .encoding import decode
from .page import Page

_TODO = 'write {"text": "…", "title": "…", "published": "2026-01-26"}'
_LONGEST_ID = 200


NO_ARTICLE = "holds no article"


def read_documents(data: bytes, *, where: str) -> Iterator[Page | ArticleError]:
    """Give the articles of some JSON in order, and for each that is damaged what is wrong with it.

    Raises ArticleError where all of it is neither JSON nor JSON Lines, or holds no article.
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
    if isinstance(whole, list) and not whole:
        raise ArticleError(NO_ARTICLE, where=where, todo=_TODO)
    if isinstance(whole, list):
        return (_page(one, f"{where}[{number}]") for number, one in enumerate(whole))
    return iter((_page(whole, where),))


def _line(line: str, where: str) -> Page | ArticleError:
    try:
        return _page(msgspec.json.decode(line), where)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return ArticleError(f"is no JSON: {_said(error)}", where=where, todo=_TODO)


def _page(value: Any, where: str) -> Page | ArticleError:
    """Read one article, by the names of columns that tables have; other fields are passed over."""
    value = unwrapped(value)
    if not isinstance(value, dict):
        return ArticleError("is no article", where=where, todo=_TODO)
    try:
        row = read_row(value, columns_of(value), where)
    except ArticleError as error:
        return error
    source = value.get("source")
    return Page(
        text=row.text,
        title=row.title,
        author=row.author,
        published=row.published,
        id=row.id[:_LONGEST_ID] if row.id else None,
        source=(source if isinstance(source, str) else None) or row.address or where,
    )


def _said(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
