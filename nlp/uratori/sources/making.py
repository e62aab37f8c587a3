"""What was found of one article -> an Item, or the reason why there is none."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

import msgspec

from ..errors import ArticleError, UratoriError
from ..settings import MAX_ARTICLE_BYTES
from .items import Item, Media, SourceError

_LONGEST = {"id": 400, "source": 1000, "title": 300, "author": 200, "address": 4000}
"""Characters."""
_LONGEST_MESSAGE = 500
_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF))
_ADDRESS = r"(?i)https?://[^\s/?#]{1,300}"


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One article as its source tells it; nothing has been judged."""

    source: str
    body: str | bytes
    media: Media = "text"
    charset: str | None = None
    id: str | None = None
    """What the publisher calls it."""
    path: str | None = None
    """Below the source as named; None where its place may change, as that of a row."""
    title: str | None = None
    author: str | None = None
    published: date | None = None
    address: str | None = None


def make_item(
    found: Found, published: date | None, data: bytes | None = None
) -> Item | SourceError:
    """Make the Item; a SourceError for a body that is empty, too long or no Unicode text.

    published: for what tells no day itself. data: what it was read from, for the error's digest.
    """
    address = _address(found.address)
    named = _id(found.id) or _id(address) or found.path
    try:
        body = _body(found.body, found.source)
    except ArticleError as error:
        raw = found.body if isinstance(found.body, bytes) else data
        return item_error(error, found.source, id=named, data=raw, published=found.published)
    title, author = shortened(found.title, "title"), shortened(found.author, "author")
    fields, day = (found.media, found.charset, title, author), found.published or published
    version = _digest(fields, day, body)
    return Item(
        id=named or (version if day == found.published else _digest(fields, None, body)),
        source=shortened(found.source, "source") or "",
        version=version,
        media=found.media,
        body=body,
        charset=found.charset,
        title=title,
        author=author,
        published=day,
        address=address,
    )


def source_error(error: UratoriError, source: str, *, id: str | None = None) -> SourceError:
    """Turn what keeps a whole source from being read, now, into the record of it."""
    return SourceError(
        id=id or shortened(source, "id") or "",
        source=shortened(source, "source") or "",
        kind=type(error).__name__,
        message=_clean(str(error))[:_LONGEST_MESSAGE],
    )


def item_error(
    error: UratoriError,
    source: str,
    *,
    id: str | None = None,
    data: bytes | None = None,
    published: date | None = None,
) -> SourceError:
    """Turn what is wrong with one item into the record of it; `data` is what was damaged."""
    told = source_error(error, source, id=id)
    damaged = told.message.encode("utf-8") if data is None else data
    return msgspec.structs.replace(told, digest=sha256(damaged).hexdigest(), published=published)


def shortened(text: str | None, field: str) -> str | None:
    """Give one line of a field, cut at what is of use; None where nothing is left."""
    return (_clean(text[: 4 * _LONGEST[field]])[: _LONGEST[field]] or None) if text else None


def _clean(text: str) -> str:
    """Give one line without control characters and halves of surrogate pairs."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    line = line.translate(_CONTROL)
    return line if line.isascii() else line.encode("utf-8", "replace").decode("utf-8")


def _id(told: str | None) -> str | None:
    """Give an id; of one that is too long the beginning and its digest, so that no two are one."""
    if not told or len(told) <= _LONGEST["id"]:
        return shortened(told, "id")
    whole = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_clean(told[: _LONGEST['id'] - 34])}#{whole[:32]}"


def _address(told: str | None) -> str | None:
    """Give the address; one cut short would lead elsewhere, so a longer one is left out."""
    told = (told or "").strip()
    if len(told) > _LONGEST["address"] or not re.match(_ADDRESS, told):
        return None
    return shortened(told, "address")


def _body(body: str | bytes, where: str) -> bytes:
    data = _encoded(body, where) if isinstance(body, str) else body
    if not data or data.isspace() or (isinstance(body, str) and body.isspace()):
        raise ArticleError("the article is empty", where=where, todo="give a text")
    if len(data) > MAX_ARTICLE_BYTES:
        said = f"more than {MAX_ARTICLE_BYTES // 10**6} MB"
        raise ArticleError(said, where=where, todo="split the article")
    return data


def _encoded(text: str, where: str) -> bytes:
    if "\0" in text:
        raise ArticleError("holds NUL, so it is not text", where=where, todo="give plain text")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"half a surrogate pair at character {error.start}",
            where=where,
            todo="decode the text with its own encoding",
        ) from None


def _digest(fields: tuple[str | None, ...], day: date | None, body: bytes) -> str:
    digest = sha256(msgspec.json.encode((*fields, day)))
    digest.update(b"\0")
    digest.update(body)
    return digest.hexdigest()
