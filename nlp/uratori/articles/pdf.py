"""A PDF -> its text: paragraphs joined again, tables as lines, running heads left out."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from ..errors import ArticleError, MissingExtraError
from ..settings import MAX_PAGES
from .page import Page
from .pdf_lines import Sheet, Word, lines_of, without_margins
from .pdf_text import text_of

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_MOST_CHARACTERS = 3_000_000
_MOST_DRAWN = 4_000_000
"""Bytes of what draws one page; a letter takes one or more, and a thousand once it is read."""
_FEW = 10
"""Characters; a PDF with fewer holds page numbers or nothing."""
_GAP = 0.35
"""Of the size of the type: a wider gap parts two words. Japanese is set solid."""
_CONTROL = dict.fromkeys((*range(0x20), 0x7F), " ")


def read_pdf(data: bytes, *, where: str = "") -> Page:
    """Read a PDF; to be called through `apart.read_apart`, which bounds what it takes.

    Raises ArticleError for one that is damaged, encrypted, too long or without a text layer, and
    MissingExtraError where pdfplumber is not installed.
    """
    try:
        import pdfplumber
    except ImportError:
        raise MissingExtraError(
            "a PDF needs an extra", where=where, todo='pip install "uratori[pdf]"'
        ) from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            sheets = _sheets(pdf, where)
            title = _told(pdf, "Title")
    except ArticleError:
        raise
    except (MemoryError, RecursionError):
        raise _refused(where, "takes too much memory") from None
    except Exception as error:  # pdfminer raises whatever a damaged file leads it to
        raise _damaged(error, where) from None
    text = text_of(without_margins(sheets))
    if len("".join(text.split())) < _FEW:
        todo = "make its text readable first (OCR)"
        raise ArticleError("the PDF has no text layer, as scans have none", where=where, todo=todo)
    return Page(text=text, title=title if title and title in text else None)


def _sheets(pdf: PDF, where: str) -> list[Sheet]:
    if len(pdf.pages) > MAX_PAGES:
        raise _refused(where, f"has {len(pdf.pages)} pages, more than {MAX_PAGES}")
    sheets: list[Sheet] = []
    seen = 0
    for page in pdf.pages:
        if sum(len(stream.get_data()) for stream in page.page_obj.contents) > _MOST_DRAWN:
            raise _refused(where, "takes too much memory")
        seen += len(page.chars)
        if seen > _MOST_CHARACTERS:
            raise _refused(where, f"holds more than {_MOST_CHARACTERS:,} characters")
        found = page.extract_words(
            x_tolerance_ratio=_GAP, y_tolerance=3, extra_attrs=["upright"], keep_blank_chars=False
        )
        words = [_word(one) for one in found if one["upright"]]
        sheets.append(
            Sheet(lines=lines_of([w for w in words if w.text]), height=float(page.height))
        )
        page.close()
    return sheets


def _word(found: dict[str, Any]) -> Word:
    return Word(
        text=str(found["text"]).translate(_CONTROL).strip(),
        left=float(found["x0"]),
        right=float(found["x1"]),
        top=float(found["top"]),
        bottom=float(found["bottom"]),
    )


def _told(pdf: PDF, name: str) -> str | None:
    value = pdf.metadata.get(name)
    return " ".join(value.split())[:300] or None if isinstance(value, str) else None


def _damaged(error: Exception, where: str) -> ArticleError:
    if any(isinstance(cause, MemoryError) for cause in (error, *error.args)):
        return _refused(where, "takes too much memory")
    names = f"{type(error).__name__} {error!r}"
    if "Password" in names or "Encryption" in names:
        return ArticleError("the PDF is encrypted", where=where, todo="save it without a password")
    return ArticleError("the PDF is damaged", where=where, todo="save it again, or give its text")


def _refused(where: str, what: str) -> ArticleError:
    return ArticleError(f"the PDF {what}", where=where, todo="give the part that matters")
