"""What a reader of one format gives, and the Article that is made of it."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

import msgspec

from ..errors import ArticleError
from ..records import Article
from .dateline import find_dateline
from .marks import find_marks

# `re` compiles these when they are asked for; most articles ask for none.
_FIRST_HEADING = r"(?m)^ {0,3}# +(\S.*)$"
_TOP_HEADING = r"(?m)\s*^ {0,3}## +(\S.*)$"


_TOP_LINES = 3
"""Lines of a text in which its headline may stand."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A text and what its file says of it; None where it does not say."""

    text: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    id: str | None = None
    source: str | None = None


def headed(page: Page, title: str) -> Page:
    """Give a page whose text opens with its headline; one that one of its top lines says stays."""
    line = " ".join(title.split())
    top = page.text.split("\n", _TOP_LINES)[:_TOP_LINES]
    if not line or any(said == line or said in line or line in said for said in top if said):
        return page
    return msgspec.structs.replace(page, text=f"{line}\n{page.text}")


def article_of(text: str, *, source: str = "", published: date | None = None) -> Article:
    """Make an Article of a text in hand; the text is kept as it is, line ends included.

    A date in the article's own top lines wins over `published`. Raises ArticleError for a text
    that is empty, all white space, or not Unicode (a lone surrogate).
    """
    return article_from(Page(text=text), source=source, published=published)


def article_from(page: Page, *, source: str, published: date | None = None) -> Article:
    """Make an Article of what a file holds; its own date, or that of its top lines, wins."""
    text, source = page.text, page.source or source
    if not text or text.isspace():
        raise ArticleError("the article is empty", where=source, todo="give a text")
    try:
        digest = sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"half a surrogate pair at character {error.start}",
            where=source,
            todo="decode the text with its own encoding",
        ) from None
    return Article(
        id=page.id or digest[:12],
        source=source,
        text=text,
        sha256=digest,
        title=page.title or _title(text),
        published=page.published or find_dateline(text) or published,
        author=page.author,
        marks=find_marks(text),
    )


def _title(text: str) -> str | None:
    """Give the first level-one Markdown heading, or a level-two one that opens the text."""
    if "# " not in text:
        return None
    heading = re.search(_FIRST_HEADING, text) or re.match(_TOP_HEADING, text)
    return heading[1].rstrip(" \t\r#") or None if heading else None
