"""WARC archives -> Items: the pages, texts and PDFs that a crawler stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..articles.declared import decode_declared
from ..articles.kinds import charset_of, served_kind, sniffed_kind
from ..errors import ArticleError, MissingExtraError
from ..settings import MAX_ARTICLE_BYTES
from .items import Given, Item, Media, PassedOver, SourceError
from .making import Found, item_error, make_item
from .terms import Place, Terms
from .warc_records import Damage, Payload, Stored, stored_records, unpacked

_LONGEST_KIND = 40
_MOST_KINDS = 20


def read_warc(place: Place, terms: Terms) -> Iterator[Given]:
    """Yield the answers in an archive that are HTML, PDF or text; the others are counted.

    Texts of a WET archive (``conversion``) are read too. The id is the address that was crawled.
    The day of the crawl is not taken for that of publication. A damaged record or stretch is a
    SourceError. Raises MissingExtraError where fastwarc is not installed.
    """
    try:
        import fastwarc  # noqa: F401
    except ImportError:
        todo = 'pip install "uratori[batch]"'
        raise MissingExtraError("WARC needs an extra", where=place.shown, todo=todo) from None
    passed: Counter[str] = Counter()
    with place.path.open("rb") as file:
        for stored in stored_records(file):
            if isinstance(stored, Damage):
                where = f"{place.shown}@{stored.position}"
                said = f"records that cannot be read: {stored.what}"
                yield item_error(ArticleError(said, where=where, todo="store it anew"), where)
                continue
            found = _read(stored, place, terms)
            if isinstance(found, str):
                passed[found if found in passed or len(passed) < _MOST_KINDS else "others"] += 1
            else:
                yield found
    if passed:
        kinds = ", ".join(f"{kind} {count}" for kind, count in passed.most_common())
        yield PassedOver(source=place.shown, count=passed.total(), kinds=kinds)


def _read(stored: Stored, place: Place, terms: Terms) -> Item | SourceError | str:
    """Read one record; a word for what it is where it is none of an article."""
    where = stored.address or f"{place.shown}@{stored.position}"
    try:
        payload = _payload(stored, where)
        if payload.status not in (200, None):
            return f"status {payload.status}"
        media = _media(payload)
        if media is None:
            kind = payload.content_type.partition(";")[0].strip().lower()
            return kind[:_LONGEST_KIND] or "without a kind"
        return make_item(_found(payload, media, stored.address, where), terms.published)
    except ArticleError as error:
        return item_error(error, where, id=stored.address, data=stored.block)


def _payload(stored: Stored, where: str) -> Payload:
    if stored.is_too_long():
        said = f"more than {2 * MAX_ARTICLE_BYTES // 10**6} MB"
        raise ArticleError(said, where=where, todo="leave it out")
    if not stored.content_type.lower().startswith("application/http"):
        return Payload(status=None, content_type=stored.content_type, data=stored.block)
    try:
        return unpacked(stored.block, MAX_ARTICLE_BYTES + 1)
    except OSError as error:
        said = f"the answer is damaged: {str(error)[:100]}"
        raise ArticleError(said, where=where, todo="store it anew") from None


def _media(payload: Payload) -> Media | None:
    """Give what an answer is, by its type, and by its beginning where the type says little."""
    told = served_kind(payload.content_type)
    if told in ("html", "pdf", "text"):
        return told
    if told == "json":
        return None
    kind = payload.content_type.partition(";")[0].strip().lower()
    if kind not in ("text/plain", "application/octet-stream", ""):
        return None
    found = sniffed_kind(payload.data[:4096])
    if found in ("html", "pdf"):
        return found
    return "text" if kind == "text/plain" else None


def _found(payload: Payload, media: Media, address: str, where: str) -> Found:
    data, charset = payload.data, charset_of(payload.content_type)
    is_text = media == "text" and len(data) <= MAX_ARTICLE_BYTES
    return Found(
        source=where,
        id=address or None,
        address=address or None,
        media=media,
        body=decode_declared(data, charset, where=where) if is_text else data,
        charset=charset if media == "html" else None,
    )
