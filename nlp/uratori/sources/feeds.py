"""Feeds, in files and at addresses -> Items; pages at addresses too.

A feed is asked for with what its server said of it the last time (ETag, Last-Modified), so that
one that has not changed costs an answer of a few bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256

import msgspec

from ..articles.addresses import shown, site_of
from ..articles.fetch import Answer, Wanted, ask
from ..articles.kinds import charset_of, is_read, served_kind
from ..errors import ArticleError, UratoriError
from ..settings import MAX_ARTICLE_BYTES, read_settings
from .feed_entries import Feed, items_of, parsed
from .feed_guard import Hints
from .formats import LOOKED_AT, Format, is_feed, named_format, sniffed_format
from .items import FeedRead, Given, Item, SourceError, Validators
from .jsonl import read_lines, read_whole
from .making import Found, make_item, source_error
from .terms import Place, Terms

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, "
    "text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
)
_FEED_TYPES = frozenset(
    {
        "application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml",
        "text/xml", "application/x-rss+xml", "text/rss+xml", "text/rss", "application/rss",
    }
)  # fmt: skip
_BUSY = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 7 * 24 * 3600.0
_LONGEST_VALIDATOR = 1000


class FeedGoneError(ArticleError):
    """The server says that there will be nothing at this address any more (410)."""


class FeedBusyError(ArticleError):
    """The server cannot answer now (429, 500, 502, 503, 504)."""


def read_feed(place: Place, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield the entries of a feed in a file."""
    with place.path.open("rb") as file:
        data = file.read(MAX_ARTICLE_BYTES + 1)
    if len(data) > MAX_ARTICLE_BYTES:
        said = f"more than {MAX_ARTICLE_BYTES // 10**6} MB"
        raise ArticleError(said, where=place.shown, todo="split the feed")
    yield from items_of(parsed(data, id=place.id, shown=place.shown), terms.published)


def read_address(name: str, terms: Terms) -> Iterator[Given]:
    """Yield what is at an address: the entries of a feed, or one page, text or PDF.

    A `FeedRead` comes last, unless the whole of it failed: one SourceError tells how.
    """
    known = terms.memory.get(name) if terms.memory else None
    known = known or Validators()
    try:
        _refuse_offline(name, terms)
        answer = _asked(name, known, terms)
        if answer.status == 200:
            yield from _read(name, answer, known, terms)
        elif answer.status == 304:
            validators = _validators(answer, known.digest, _hints(known), known.moved)
            validators = _kept(validators, known)
            yield FeedRead(url=name, validators=validators, unchanged=True)
        else:
            yield _refused(name, answer)
    except UratoriError as error:
        yield source_error(error, shown(name))


def _refuse_offline(name: str, terms: Terms) -> None:
    site_of(name)
    if terms.offline or read_settings().offline:
        told = "--offline" if terms.offline else "URATORI_OFFLINE"
        raise ArticleError("is not fetched offline", where=shown(name), todo=f"leave {told} out")


def _asked(name: str, known: Validators, terms: Terms) -> Answer:
    """Ask where the feed has moved to, and where that is of no use any more, where it was."""
    wanted = Wanted(
        accept=_ACCEPT,
        takes=_is_taken,
        todo="give the address of a feed or a page",
        headers=tuple(_conditions(known)),
    )
    if known.moved:
        try:
            found = ask(known.moved, wanted, allow_private=terms.allow_private)
        except ArticleError:
            found = None
        if found and (found.status in (200, 304) or found.status in _BUSY):
            return msgspec.structs.replace(found, moved=found.moved or known.moved)
        wanted = msgspec.structs.replace(wanted, headers=())
    return ask(name, wanted, allow_private=terms.allow_private)


def _is_taken(kind: str) -> bool:
    return is_read(kind) or kind.partition(";")[0].strip().lower() in _FEED_TYPES


def _conditions(known: Validators) -> Iterator[tuple[str, str]]:
    if known.etag and _is_header(known.etag):
        yield "If-None-Match", known.etag
    if known.last_modified and _is_header(known.last_modified):
        yield "If-Modified-Since", known.last_modified


def _is_header(value: str) -> bool:
    return value.isprintable() and len(value) <= _LONGEST_VALIDATOR and value.isascii()


def _read(name: str, answer: Answer, known: Validators, terms: Terms) -> Iterator[Given]:
    digest = sha256(answer.content).hexdigest()
    if digest == known.digest:
        validators = _validators(answer, digest, _hints(known), answer.moved)
        yield FeedRead(url=name, validators=validators, unchanged=True)
        return
    hints = Hints()
    format = _format(answer)
    if format == "feed":
        feed = _feed(name, answer)
        yield from items_of(feed, terms.published)
        hints = feed.hints
    else:
        yield from _page(name, answer, format, terms)
    yield FeedRead(url=name, validators=_validators(answer, digest, hints, answer.moved))


def _feed(name: str, answer: Answer) -> Feed:
    return parsed(
        answer.content,
        charset=charset_of(answer.headers.get("Content-Type", "")),
        address=answer.url,
        shown=shown(name),
    )


def _format(answer: Answer) -> Format:
    """Tell what came: by its beginning where that is a feed, else as an article's kind is told."""
    kind = answer.headers.get("Content-Type", "")
    top = answer.content[:LOOKED_AT]
    if is_feed(top) or kind.partition(";")[0].strip().lower() in _FEED_TYPES:
        return "feed"
    named = named_format(site_of(answer.url).target.partition("?")[0])
    return served_kind(kind) or named or sniffed_format(top)


def _page(name: str, answer: Answer, format: Format, terms: Terms) -> Iterator[Item | SourceError]:
    """Yield the one article of a page, or those of JSON; its id is the address as named."""
    data, where = answer.content, shown(name)
    if format == "jsonl":
        yield from read_lines(io.BufferedReader(io.BytesIO(data)), where, terms)
    elif format == "json":
        yield from read_whole(data, where, terms)
    elif format in ("html", "pdf", "text"):
        charset = charset_of(answer.headers.get("Content-Type", ""))
        found = Found(source=where, id=name, address=name, media=format, body=data)
        if format == "html":
            found = msgspec.structs.replace(found, charset=charset)
        elif format == "text":
            from ..articles.declared import decode_declared

            text = decode_declared(data, charset, where=where)
            found = msgspec.structs.replace(found, body=text)
        yield make_item(found, terms.published)
    else:
        raise ArticleError("is no feed and no article", where=where, todo="give a feed or a page")


def _refused(name: str, answer: Answer) -> SourceError:
    said = f"the server answers {answer.status} {answer.reason[:60]}".rstrip()
    if answer.status == 410:
        gone = FeedGoneError(said, where=shown(name), todo="leave it out, it is gone for good")
        return source_error(gone, shown(name))
    if answer.status not in _BUSY:
        error = ArticleError(said, where=shown(name), todo="check the address")
        return source_error(error, shown(name))
    busy = source_error(FeedBusyError(said, where=shown(name), todo="ask again later"), shown(name))
    return msgspec.structs.replace(busy, retry_after=_retry_after(answer.headers))


def _retry_after(headers: Message) -> float | None:
    """Give the seconds of Retry-After, a number or a date (RFC 9110 10.2.3)."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal() and len(said) < 10:
        return min(float(said), _LONGEST_WAIT)
    until, now = _moment(said), _moment(headers.get("Date", "")) or datetime.now(UTC)
    if until is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT)


def _moment(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _validators(answer: Answer, digest: str | None, hints: Hints, moved: str | None) -> Validators:
    return Validators(
        etag=_header(answer, "ETag"),
        last_modified=_header(answer, "Last-Modified"),
        digest=digest,
        moved=moved,
        ttl=hints.ttl,
        max_age=_max_age(answer.headers),
        skip_hours=hints.skip_hours,
        skip_days=hints.skip_days,
    )


def _kept(new: Validators, known: Validators) -> Validators:
    """Keep what an answer 304 leaves out."""
    return msgspec.structs.replace(
        new,
        etag=new.etag or known.etag,
        last_modified=new.last_modified or known.last_modified,
        max_age=new.max_age or known.max_age,
    )


def _header(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name, "").strip()
    return value if value and _is_header(value) else None


def _hints(known: Validators) -> Hints:
    return Hints(ttl=known.ttl, skip_hours=known.skip_hours, skip_days=known.skip_days)


def _max_age(headers: Message) -> int | None:
    for part in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isascii() and value.isdecimal() and len(value) < 10:
            return int(value)
    return None
