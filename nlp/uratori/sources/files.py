"""One file of whatever kind -> its Items."""

from __future__ import annotations

from collections.abc import Iterator

from ..articles.encoding import decode
from ..errors import ArticleError, UratoriError
from ..settings import MAX_ARTICLE_BYTES
from .bounded import opened
from .formats import LOOKED_AT, Format, is_feed, sniffed_format
from .items import Given, Item, Media, SourceError
from .jsonl import read_json, read_lines
from .making import Found, item_error, make_item, source_error
from .terms import Place, Terms


def read_file(place: Place, format: Format | None, terms: Terms) -> Iterator[Given]:
    """Yield what a file holds; what keeps it from being read to its end is its last SourceError.

    format: None for a file whose name says nothing, which is told by how it begins.
    """
    try:
        yield from _read(place, format or _sniffed(place), terms)
    except Exception as error:  # a reader of a format raises whatever damage leads it to
        yield source_error(as_error(error, place.shown), place.shown, id=place.id)


def holds_feed(place: Place) -> bool:
    """Tell whether an XML file is RSS or Atom; True where it cannot be read, which is told then."""
    try:
        with place.path.open("rb") as file:
            return is_feed(file.read(LOOKED_AT))
    except OSError:
        return True


def _read(place: Place, format: Format, terms: Terms) -> Iterator[Given]:
    if format == "jsonl":
        return _lines(place, terms)
    if format == "json":
        return read_json(place, terms)
    if format in ("text", "html", "pdf"):
        return iter((_article(place, format, terms),))
    if format == "feed":
        from .feeds import read_feed

        return read_feed(place, terms)
    return _archive(place, format, terms)


def _archive(place: Place, format: Format, terms: Terms) -> Iterator[Given]:
    if format == "table":
        from .csv_rows import read_table

        return read_table(place, terms)
    if format == "parquet":
        from .parquet import read_parquet

        return read_parquet(place, terms)
    if format == "warc":
        from .warc import read_warc

        return read_warc(place, terms)
    raise ArticleError("is not read", where=place.shown, todo="give text, HTML, PDF or JSON Lines")


def _lines(place: Place, terms: Terms) -> Iterator[Item | SourceError]:
    with opened(place.path) as file:
        yield from read_lines(file, place.shown, terms)


def _article(place: Place, media: Media, terms: Terms) -> Item | SourceError:
    with place.path.open("rb") as file:
        data = file.read(MAX_ARTICLE_BYTES + 1)
    try:
        body = decode(data, where=place.shown) if _is_text(data, media) else data
    except ArticleError as error:
        return item_error(error, place.shown, id=place.id, data=data)
    found = Found(source=place.shown, path=place.id, media=media, body=body)
    return make_item(found, terms.published)


def _is_text(data: bytes, media: Media) -> bool:
    return media == "text" and len(data) <= MAX_ARTICLE_BYTES


def _sniffed(place: Place) -> Format:
    with opened(place.path) as file:
        return sniffed_format(file.read(LOOKED_AT))


def as_error(error: Exception, shown: str) -> UratoriError:
    """Give an error of ours as it is, any other as `as_article_error` does."""
    return error if isinstance(error, UratoriError) else as_article_error(error, shown)


def as_article_error(error: Exception, shown: str) -> ArticleError:
    """Say in one line what a file, gzip or a reader of a format made of it."""
    if isinstance(error, ArticleError):
        return error
    if isinstance(error, FileNotFoundError):
        return ArticleError("no such file", where=shown, todo="check the path")
    if isinstance(error, PermissionError):
        return ArticleError("may not be read", where=shown, todo="check its permissions")
    told = (error.strerror if isinstance(error, OSError) else None) or str(error)
    said = f"cannot be read: {told or type(error).__name__}"
    return ArticleError(said[:200], where=shown, todo="check that it is whole")
