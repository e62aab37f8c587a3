"""One item of a shard -> its rows; an error of the article's is a row, too."""

from __future__ import annotations

import msgspec

from ..articles.declared import decode_declared
from ..articles.page import Page, article_from, headed
from ..errors import DataError, LexiconError, UratoriError
from ..given import YEARS
from ..records import Article
from ..report import report_document, to_json
from ..sources import Item, SourceError
from .intake import Entry
from .plan import Check, Plan
from .rows import ErrorRow, Rows, error_rows, report_rows


class Answer(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What came of one item: its rows, and its JSON document on one line where that is wanted."""

    rows: Rows
    document: str | None = None


def read_entry(entry: Entry, plan: Plan, check: Check, *, alone: bool) -> Answer:
    """Read and check one item. alone: this process may be lost over it, so nothing is kept apart.

    What Python raises over it is its row of the errors. Raises what is no fault of the item's:
    DataError, LexiconError, and MemoryError, which an earlier item may have brought about.
    """
    if entry.item is None:
        return Answer(rows=fault_rows(entry.error))
    try:
        report = check(read_item(entry.item, plan, alone=alone))
        rows = report_rows(report, entry.item, version=entry.version, pipeline=plan.digest)
        document = to_json(report_document(report), lines=True) if plan.documents else None
        return Answer(rows=rows, document=document)
    except (DataError, LexiconError, MemoryError):
        raise
    except UratoriError as error:
        return Answer(rows=error_rows(entry.item, type(error).__name__, str(error)))
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Answer(rows=error_rows(entry.item, type(error).__name__, said))


def read_item(item: Item, plan: Plan, *, alone: bool) -> Article:
    """Make the Article of an item: what its source tells of it wins over what the file does."""
    page = _page(item, alone)
    if item.title and item.media == "html":  # a feed tells the headline beside the text
        page = headed(page, item.title)
    told = item.published if item.published and item.published.year in YEARS else None
    full = msgspec.structs.replace(
        page,
        id=item.id,
        source=item.address or item.source,
        title=item.title or page.title,
        author=item.author or page.author,
        published=told or page.published,
    )
    return article_from(full, source=item.source, published=plan.published)


def fault_rows(error: SourceError | None) -> Rows:
    """Give the row of what its source could not make an item of."""
    if error is None:
        return Rows()
    row = ErrorRow(
        article=error.id,
        digest=error.digest or "",
        source=error.source,
        kind=error.kind,
        message=" ".join(error.message.split()),
        published=error.published,
    )
    return Rows(errors=(row,))


def _page(item: Item, alone: bool) -> Page:
    if item.media == "text":
        return Page(text=item.body.decode("utf-8"))
    if not alone:
        from ..articles.apart import read_apart

        data = item.body if item.media == "pdf" else _text(item).encode("utf-8", "replace")
        return read_apart(item.media, data, where=item.source)
    if item.media == "pdf":
        from ..articles.pdf import read_pdf

        return read_pdf(item.body, where=item.source)
    from ..articles.html import read_html

    return read_html(_text(item), where=item.source)


def _text(item: Item) -> str:
    return decode_declared(item.body, item.charset, where=item.source)
