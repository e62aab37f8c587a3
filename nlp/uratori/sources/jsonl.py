"""JSON and JSON Lines -> Items, a line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..articles.columns import columns_of, unwrapped
from ..articles.documents import NO_ARTICLE
from ..articles.encoding import decode
from ..errors import ArticleError
from ..settings import MAX_ARTICLE_BYTES
from .bounded import lines, opened, unmarked
from .items import Item, SourceError
from .line_encoding import Decoded, line_decoder
from .making import item_error
from .rows import row_item
from .terms import Place, Terms

_SAMPLE = 1 << 16
_TODO = 'write {"text": "…", "title": "…", "published": "2026-01-26"}'


def read_lines(file: BinaryIO, place: str, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield an Item a line, in bounded memory; a damaged line is a SourceError."""
    held = unmarked(file)
    decoded = _legacy(held.peek(_SAMPLE)[:_SAMPLE])
    for number, line in enumerate(lines(held), 1):
        where = f"{place}:{number}"
        if line is None:
            yield _too_long(where)
        elif not line.isspace():
            yield _read_line(line, where, terms, decoded)


def read_json(place: Place, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield the articles of a file of JSON: one, a list of them, or JSON Lines by another name."""
    with opened(place.path) as file:
        top = file.read(MAX_ARTICLE_BYTES + 1)
    if _is_lines(top):
        with opened(place.path) as file:
            yield from read_lines(file, place.shown, terms)
        return
    try:
        yield from read_whole(_whole(top, place.shown), place.shown, terms)
    except ArticleError as error:
        yield item_error(error, place.shown, id=place.id, data=top)


def _whole(data: bytes, where: str) -> bytes:
    if len(data) > MAX_ARTICLE_BYTES:
        said = f"more than {MAX_ARTICLE_BYTES // 10**6} MB in one piece"
        raise ArticleError(said, where=where, todo="write JSON Lines, an article a line")
    return data


def _is_lines(data: bytes) -> bool:
    """Tell whether the first line is an object by itself and others follow."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not first.startswith(b"{") or not rest.strip():
        return False
    try:
        _decoded(first, "")
    except ArticleError:
        return False
    return True


def read_whole(data: bytes, place: str, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield the articles of JSON in hand; raise ArticleError where it is none."""
    value = _decoded(data, place)
    if not isinstance(value, list):
        yield _article(value, place, terms, data)
        return
    if not value:
        raise ArticleError(NO_ARTICLE, where=place, todo=_TODO)
    for number, one in enumerate(value):
        yield _article(one, f"{place}[{number}]", terms, None)


def _legacy(sample: bytes) -> Decoded | None:
    """Give what decodes lines that are not UTF-8, as JSON has to be; None where they are."""
    try:
        whole = sample.rpartition(b"\n")[0] or sample
        decoded = line_decoder(whole, where="")
        return None if decoded(whole) == whole.decode("utf-8", "replace") else decoded
    except (ArticleError, UnicodeError):
        return None


def _read_line(
    line: bytes, where: str, terms: Terms, decoded: Decoded | None
) -> Item | SourceError:
    try:
        value = _of_text(decoded(line), where) if decoded else _decoded(line, where)
    except ArticleError as error:
        return item_error(error, where, data=line)
    except UnicodeError:
        said = "a line that is not in the encoding of the file"
        todo = "save it as UTF-8"
        return item_error(ArticleError(said, where=where, todo=todo), where, data=line)
    return _article(value, where, terms, line)


def _article(value: Any, where: str, terms: Terms, data: bytes | None) -> Item | SourceError:
    """Read one article; that of a document of our own is one level down."""
    value = unwrapped(value)
    if not isinstance(value, dict):
        error = ArticleError("is no article", where=where, todo=_TODO)
        return item_error(error, where, data=data)
    return row_item(value, columns_of(value), where, terms.published, data)


def _decoded(data: bytes, where: str) -> Any:
    try:
        return msgspec.json.decode(data)
    except UnicodeDecodeError:
        return _of_text(decode(data, where=where), where)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _no_json(error, where) from None


def _of_text(text: str, where: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _no_json(error, where) from None


def _no_json(error: Exception, where: str) -> ArticleError:
    deep = isinstance(error, RecursionError)
    said = "nested too deeply" if deep else str(error)[:120]
    return ArticleError(f"is no JSON: {said}", where=where, todo=_TODO)


def _too_long(where: str) -> SourceError:
    said = f"a line of more than {MAX_ARTICLE_BYTES // 10**6} MB"
    error = ArticleError(said, where=where, todo="write an article a line")
    return item_error(error, where)
