"""A file, standard input or a text in hand -> Article."""

from __future__ import annotations

import re
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

from ..errors import ArticleError
from ..records import Article
from ..settings import MAX_ARTICLE_BYTES
from .dateline import find_dateline
from .encoding import decode
from .marks import find_marks

_FORMATS = "this version reads .txt and .md files and standard input"
_UNREAD = {
    ".html": "an HTML page", ".htm": "an HTML page", ".xhtml": "an HTML page",
    ".pdf": "a PDF file", ".json": "a JSON file", ".jsonl": "a JSON Lines file",
    ".xml": "an XML file", ".docx": "a Word file", ".xlsx": "an Excel file",
    ".parquet": "a Parquet file",
}  # fmt: skip
# `re` compiles these when they are asked for; most articles ask for none.
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.\-]{1,15}://"
_FIRST_HEADING = r"(?m)^ {0,3}# +(\S.*)$"
_TOP_HEADING = r"(?m)\s*^ {0,3}## +(\S.*)$"


def read_article(
    source: str | Path, data: bytes | None = None, *, published: date | None = None
) -> Article:
    """Read one article from a path, from standard input (``-``), or from `data` if it is given.

    Encodings: UTF-8, UTF-16, Shift_JIS/cp932, EUC-JP, ISO-2022-JP, found without being told.
    `published` counts when the article's own top lines give no date. Raises ArticleError, with one
    line that says what, where and what to do, for a missing or unreadable file, a format that is
    not read, bytes that are no text, an empty article, and one of more than 10 MB.
    """
    name = str(source)
    _refuse_format(name)
    if data is None:
        data = _read_stdin() if name == "-" else _read_file(Path(name))
    if len(data) > MAX_ARTICLE_BYTES:
        raise ArticleError(
            f"more than {MAX_ARTICLE_BYTES // 10**6} MB", where=name, todo="split the article"
        )
    return article_of(decode(data, where=name), source=name, published=published)


def article_of(text: str, *, source: str = "", published: date | None = None) -> Article:
    """Make an Article of a text in hand; the text is kept as it is, line ends included.

    A date in the article's own top lines wins over `published`. Raises ArticleError for a text
    that is empty, all white space, or not Unicode (a lone surrogate).
    """
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
        id=digest[:12],
        source=source,
        text=text,
        sha256=digest,
        title=_title(text),
        published=find_dateline(text) or published,
        marks=find_marks(text),
    )


def _refuse_format(name: str) -> None:
    if "://" in name and re.match(_ADDRESS, name):
        raise ArticleError("addresses are not fetched", where=name, todo=_FORMATS)
    kind = _UNREAD.get(Path(name).suffix.lower())
    if kind:
        raise ArticleError(f"{kind} is not read", where=name, todo=_FORMATS)


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


def _title(text: str) -> str | None:
    """Give the first level-one Markdown heading, or a level-two one that opens the text."""
    if "# " not in text:
        return None
    heading = re.search(_FIRST_HEADING, text) or re.match(_TOP_HEADING, text)
    return heading[1].rstrip(" \t\r#") or None if heading else None
