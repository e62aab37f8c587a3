"""An HTML page -> its main text, title, author and date.

trafilatura finds the main text; what it finds is written out here, a paragraph, list item or table
row a line. Which day it was published, and why that one where a page tells several: `published.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from ..errors import ArticleError
from .page import Page, headed
from .published import published_day
from .tables import table_lines, unit_above

if TYPE_CHECKING:
    from configparser import ConfigParser

_AROUND = [
    "//nav | //footer | //aside | //form | //dialog | //template",
    "//*[@role='navigation' or @role='contentinfo' or @role='complementary' or @role='search']",
]
_DEEPEST = 60
_LONGEST_TITLE = 300
_NO_TEXT = "no main text in the page"
_TODO = "give the text itself, or the page as it is after its scripts ran"


def read_html(text: str, *, where: str = "") -> Page:
    """Read a page; raise ArticleError where no main text can be found in it."""
    import trafilatura

    tree = trafilatura.load_html(_with_root(text)) if text.strip() else None
    if tree is None:
        raise ArticleError("is no HTML that can be read", where=where, todo=_TODO)
    published = published_day(tree)
    _keep_captions(tree)
    _keep_whole(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        config=_config(),
        prune_xpath=_AROUND,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    lines = [] if found is None or found.body is None else list(_blocks((found.body,), 0))
    if not lines:
        raise ArticleError(_NO_TEXT, where=where, todo=_TODO)
    title = " ".join((found.title or "").split())[:_LONGEST_TITLE] or None
    author = " ".join((found.author or "").split()) or None
    page = Page(text="\n".join(lines) + "\n", title=title, author=author, published=published)
    return headed(page, title) if title else page


@cache
def _config() -> ConfigParser:
    """Give trafilatura's settings; its lengths are of English, which takes four times as many."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    return config


def _with_root(text: str) -> str:
    """Give a whole page; a fragment is not taken for HTML. Nor is one with an XML declaration."""
    text = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text, count=1)
    return text if "<html" in text[:4096].lower() else f"<html><body>{text}</body></html>"


def _keep_captions(tree: Any) -> None:
    """Turn captions of figures into lines in italics; the main text leaves figures out.

    The caption of a table becomes the line before it: it may tell the unit.
    """
    for caption in list(tree.iter("caption")):
        table, text = caption.getparent(), _flat(caption)
        table.remove(caption)
        if text and table.tag == "table" and table.getparent() is not None:
            line = table.makeelement("p")
            line.text = text
            table.addprevious(line)
    for caption in list(tree.iter("figcaption")):
        text = " ".join("".join(caption.itertext()).split()).replace("*", "")
        tail = caption.tail
        caption.clear()
        caption.tag, caption.tail = "p", tail
        caption.text = f"*{text}*" if text else ""
    for figure in list(tree.iter("figure")):
        figure.tag = "div"


def _keep_whole(tree: Any) -> None:
    """Open what trafilatura would leave out: the words of times, and a form around a whole page."""
    forms = [form for form in tree.iter("form") if form.find(".//h1") is not None]
    for element in (*tree.iter("time"), *forms):
        if element.getparent() is not None:
            element.drop_tag()


# --- the text --------------------------------------------------------------------------------


def _blocks(element: Any, depth: int) -> Iterator[str]:
    """Yield the lines of what trafilatura found: head, p, list, item, table, quote."""
    for child in element:
        name = child.tag
        if depth > _DEEPEST or not isinstance(name, str):
            yield from _plain(child)
        elif name == "table":
            rows = [[_flat(cell) for cell in row] for row in child.iter("row")]
            yield from table_lines(rows, unit_above(_before(child)))
        elif name == "list":
            yield from _blocks(child, depth + 1)
        elif name == "item":
            lines = list(_plain(child))
            yield from (f"- {line}" if not at else line for at, line in enumerate(lines))
        elif name in ("quote", "div", "body") and len(child):
            yield from _lines(child.text)
            yield from _blocks(child, depth + 1)
        else:
            yield from _plain(child)
        yield from _lines(child.tail)


def _before(element: Any) -> str:
    """Give the line that stands right before an element."""
    other = element.getprevious()
    if other is None:
        return ""
    return " ".join((other.tail or "").split()) or _flat(other)


def _plain(element: Any) -> Iterator[str]:
    """Yield the text of an element, a line for each that its lb elements make."""
    for lb in list(element.iter("lb", "br")):
        lb.tail = f"\n{lb.tail or ''}"
    yield from _lines("".join(element.itertext()))


def _lines(text: str | None) -> Iterator[str]:
    for line in (text or "").split("\n"):
        if words := line.split():
            yield " ".join(words)


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
