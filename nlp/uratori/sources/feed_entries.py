"""RSS 0.9x, 1.0, 2.0 and Atom -> Items, by feedparser."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from ..articles.days import day_of
from ..errors import ArticleError, MissingExtraError
from .feed_guard import Hints, MalformedError, judge_malformed, judged
from .feed_text import DAMAGE, feed_text, mended
from .items import Item, SourceError
from .making import Found, item_error, make_item

_TAG = r"<[^<>]{0,2000}>"
_MARKUP = r"</?[A-Za-z!]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_IRI = r"[A-Za-z][A-Za-z0-9+.\-]{1,30}:[^\s]"
_FIRST_YEAR = 1990
"""Feeds are younger; 1970 is a clock that was never set."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that has been read: its entries as feedparser gives them, and where it stands."""

    entries: list[Any]
    link: str
    """Of the site, absolute where the feed or its address tells."""
    id: str
    """What a guid that is no address is of, where no address tells its site."""
    shown: str
    hints: Hints


def parsed(
    data: bytes, *, charset: str | None = None, address: str = "", id: str = "", shown: str
) -> Feed:
    """Read a feed; `address` is where it came from, for the links in it; `id` that of its file.

    Raises ArticleError for what is no feed, damaged beyond reading, or a bomb; MissingExtraError
    where feedparser is not installed.
    """
    text = feed_text(data, charset, where=shown)
    text, hints = _judged(text, shown)
    found = _parsed(text, shown)
    if not found["entries"] and (hints is None or not found["version"]):
        said = "is no feed" if hints else "is damaged, and no entry of it can be read"
        raise ArticleError(said, where=shown, todo="give RSS or Atom")
    link = _joined(address, _told(found["feed"], "link"))
    return Feed(entries=found["entries"], link=link, id=id, shown=shown, hints=hints or Hints())


def _parsed(text: str, shown: str) -> Any:
    """Hand the text to feedparser: no address, no path, nothing fetched, nothing decoded again."""
    feedparser = _feedparser(shown)
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # whatever a damaged feed leads it to
        said = f"cannot be read as a feed: {type(error).__name__}"
        raise ArticleError(said, where=shown, todo="ask its publisher") from None


def items_of(feed: Feed, published: date | None) -> Iterator[Item | SourceError]:
    """Yield the entries in the order of the feed."""
    for number, entry in enumerate(feed.entries, 1):
        yield _item(entry, feed, f"{feed.shown}#{number}", published)


def _judged(text: str, shown: str) -> tuple[str, Hints | None]:
    """Give the text as it is to be read, nearly XML mended; no hints where it is no XML."""
    try:
        return text, judged(text, where=shown)
    except MalformedError:
        text = mended(text)
    try:
        return text, judged(text, where=shown)
    except MalformedError:
        judge_malformed(text, where=shown)
        return text, None


def _feedparser(shown: str) -> Any:
    try:
        import feedparser  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError(
            "a feed needs an extra", where=shown, todo='pip install "uratori[batch]"'
        ) from None
    return feedparser


def _item(entry: Any, feed: Feed, where: str, published: date | None) -> Item | SourceError:
    link = _told(entry, "link")
    address = _joined(feed.link, link) or None if link else None
    named = _id(_told(entry, "id"), address or feed.link, feed.id)
    title = _line(entry, "title")
    body, is_html = _body(entry)
    text = body or title or ""
    if DAMAGE in text or DAMAGE in (title or ""):
        error = ArticleError("holds a damaged character", where=where, todo="ask its publisher")
        data = text.encode("utf-8")
        return item_error(error, where, id=named or address, data=data, published=_day(entry))
    found = Found(
        source=address or where,
        body=text,
        media="html" if is_html else "text",
        charset="utf-8" if is_html else None,
        id=named,
        title=title,
        author=_line(entry, "author"),
        published=_day(entry),
        address=address,
    )
    return make_item(found, published)


def _told(held: Any, key: str) -> str:
    """Give a text of feedparser's dictionary, past its mapping of old names, which warns."""
    value = dict.get(held, key)
    return value.strip() if isinstance(value, str) else ""


def _id(told: str, near: str, feed: str) -> str | None:
    """Give the guid; one that is no address is of its site only, so the host goes before it."""
    if not told or re.match(_IRI, told):
        return told or None
    site = _host(near) or feed
    return f"{site}#{told}" if site else told


def _body(entry: Any) -> tuple[str, bool]:
    """Give the longest content, else the summary, and whether it is HTML."""
    parts = [part for part in dict.get(entry, "content") or () if _is_text(part)]
    summary = dict.get(entry, "summary_detail") or {}
    best = max(parts, key=lambda part: len(_told(part, "value")), default=summary)
    if not _told(best, "value"):
        best = summary
    value = _told(best, "value") or _told(entry, "summary")
    kind = _told(best, "type") or "text/html"
    return value, kind in _HTML and re.search(_MARKUP, value) is not None


def _is_text(part: Any) -> bool:
    kind = _told(part, "type") or "text/plain"
    return kind.startswith("text/") or kind in _HTML


def _line(entry: Any, key: str) -> str | None:
    """Give a field without markup; titles come escaped once or twice."""
    text = _told(entry, key)
    detail = dict.get(entry, f"{key}_detail")
    kind = _told(detail, "type") if isinstance(detail, dict) else ""
    if kind in _HTML:
        text = html.unescape(re.sub(_TAG, "", text))
    return text or None


def _day(entry: Any) -> date | None:
    """Give the day as written; feedparser's reading makes 2 March of 30 February."""
    for key in ("published", "created", "updated"):
        with suppress(ValueError):
            day = day_of(_told(entry, key))
            if day and day.year >= _FIRST_YEAR:
                return day
    return None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # of a host in brackets that is none
        return ""


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname if "://" in address else None
    except ValueError:
        return None
