"""A file, an address, standard input or bytes in hand -> Article.

Each kind of file has a reader of its own, which is imported when such a file comes: a text costs
none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from ..errors import ArticleError
from ..records import Article
from ..settings import MAX_ARTICLE_BYTES, read_settings
from .encoding import decode
from .kinds import UNREAD, Kind, charset_of, named_kind, served_kind, sniffed_kind
from .page import Page, article_from

_FORMATS = "give text, Markdown, HTML, PDF, JSON or JSON Lines"
_LARGE_PAGE = 2_000_000
_LONG_TAG = 20_000
"""Characters between two signs <; a tag with thousands of attributes takes the square of them."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What came from somewhere, before anyone has read it."""

    name: str
    data: bytes
    kind: Kind
    charset: str | None = None


def read_article(
    source: str | Path,
    data: bytes | None = None,
    *,
    published: date | None = None,
    offline: bool = False,
    allow_private: bool = False,
) -> Article:
    """Read one article from a path, an address, standard input (``-``), or `data` if it is given.

    Kinds: text, Markdown, HTML, PDF and JSON, by the server's word, the name, or the first bytes.
    Encodings: UTF-8, UTF-16, Shift_JIS/cp932, EUC-JP, ISO-2022-JP, found without being told.
    `published` counts when the article gives no date itself. offline: no address is fetched.
    allow_private: addresses of the local network are. Raises ArticleError, with one line that says
    what, where and what to do, for what cannot be read, an empty article, one of more than 10 MB,
    and JSON of several; MissingExtraError for a PDF without the extra ``pdf``.
    """
    found = list(
        read_articles(
            source, data, published=published, offline=offline, allow_private=allow_private
        )
    )
    if len(found) != 1:
        said = f"holds {len(found)} articles where one is due"
        raise ArticleError(said, where=str(source), todo="give one of them")
    if isinstance(found[0], ArticleError):
        raise found[0]
    return found[0]


def read_articles(
    source: str | Path,
    data: bytes | None = None,
    *,
    published: date | None = None,
    offline: bool = False,
    allow_private: bool = False,
) -> Iterator[Article | ArticleError]:
    """Read all articles of a source, as `read_article` does; JSON may hold several.

    One of several that is damaged is given as its error, and the others go on. What keeps the
    whole source from being read is raised.
    """
    held = _held(str(source), data, offline=offline, allow_private=allow_private)
    if len(held.data) > MAX_ARTICLE_BYTES:
        raise ArticleError(
            f"more than {MAX_ARTICLE_BYTES // 10**6} MB", where=held.name, todo="split the article"
        )
    for page in _pages(held):
        try:
            if isinstance(page, ArticleError):
                raise page
            yield article_from(page, source=held.name, published=published)
        except ArticleError as error:
            yield error


def _held(name: str, data: bytes | None, *, offline: bool, allow_private: bool) -> Held:
    if data is None and "://" in name:
        from .addresses import is_address

        if is_address(name):
            return _fetched(name, offline=offline, allow_private=allow_private)
    suffix = Path(name).suffix.lower()
    if suffix in UNREAD:
        raise ArticleError(f"{UNREAD[suffix]} is not read", where=name, todo=_FORMATS)
    if data is None:
        data = _read_stdin() if name == "-" else _read_file(Path(name))
    return Held(name=name, data=data, kind=named_kind(name) or sniffed_kind(data))


def _fetched(name: str, *, offline: bool, allow_private: bool) -> Held:
    from .addresses import shown, site_of

    site_of(name)
    if offline or read_settings().offline:
        told = "--offline" if offline else "URATORI_OFFLINE"
        raise ArticleError(
            "is not fetched offline", where=shown(name), todo=f"leave {told} out, or give a file"
        )
    from .fetch import fetch

    found = fetch(name, allow_private=allow_private)
    kind = served_kind(found.content_type) or named_kind(site_of(found.url).target.split("?")[0])
    return Held(
        name=shown(found.url),
        data=found.content,
        kind=kind or sniffed_kind(found.content),
        charset=charset_of(found.content_type),
    )


def _pages(held: Held) -> Iterator[Page | ArticleError]:
    if held.kind == "json":
        from .documents import read_documents

        return read_documents(held.data, where=held.name)
    return iter((_page(held),))


def _page(held: Held) -> Page:
    if held.kind == "pdf":
        from .apart import read_apart

        return read_apart("pdf", held.data, where=held.name)
    if held.kind == "html":
        return _html(held)
    if held.charset is None:
        return Page(text=decode(held.data, where=held.name))
    from .declared import decode_declared

    return Page(text=decode_declared(held.data, held.charset, where=held.name))


def _html(held: Held) -> Page:
    from .declared import decode_declared

    text = decode_declared(held.data, held.charset, where=held.name)
    if len(text) > _LARGE_PAGE or max(map(len, text.split("<"))) > _LONG_TAG:
        from .apart import read_apart

        return read_apart("html", text.encode("utf-8", "replace"), where=held.name)
    from .html import read_html

    return read_html(text, where=held.name)


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise ArticleError("standard input is closed", where="-", todo="give a file")
    return sys.stdin.buffer.read(MAX_ARTICLE_BYTES + 1)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _file_error(error, path) from None


def _file_error(error: OSError | ValueError, path: Path) -> ArticleError:
    where = str(path)
    if isinstance(error, FileNotFoundError):
        return ArticleError("no such file", where=where, todo="check the path")
    if isinstance(error, IsADirectoryError):
        return ArticleError("is a folder", where=where, todo="name the files in it")
    if isinstance(error, PermissionError):
        return ArticleError("may not be read", where=where, todo="check its permissions")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return ArticleError(f"cannot be read: {reason}", where=where, todo="check the path")
