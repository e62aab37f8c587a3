"""An HTML page -> its main text, title, author and date.

trafilatura finds the main text; what it finds is written out here, a paragraph, list item or table
row a line. The date is taken only where the page itself says which it is, in the fields that are
made for it (schema.org, Open Graph, microdata), and where these agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from ..errors import ArticleError
from .page import Page, headed
from .tables import table_lines

if TYPE_CHECKING:
    from configparser import ConfigParser

JAPAN = timezone(timedelta(hours=9))
_ARTICLES = ("article", "posting", "report")
_META = (
    "//meta[@property='article:published_time' or @name='article:published_time'"
    " or @itemprop='datePublished' or @name='pubdate' or @name='publishdate'"
    " or @name='DC.date.issued' or @name='dcterms.issued' or @name='parsely-pub-date']/@content"
)
_TIME = "//time[@pubdate or @itemprop='datePublished']/@datetime"
_AROUND = [
    "//nav | //footer | //aside | //form | //dialog | //template",
    "//*[@role='navigation' or @role='contentinfo' or @role='complementary' or @role='search']",
]
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
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
    published = _published(tree)
    _keep_captions(tree)
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
    """Turn captions of figures into lines in italics; the main text leaves figures out."""
    for caption in list(tree.iter("figcaption")):
        text = " ".join("".join(caption.itertext()).split()).replace("*", "")
        tail = caption.tail
        caption.clear()
        caption.tag, caption.tail = "p", tail
        caption.text = f"*{text}*" if text else ""
    for figure in list(tree.iter("figure")):
        figure.tag = "div"


# --- the text --------------------------------------------------------------------------------


def _blocks(element: Any, depth: int) -> Iterator[str]:
    """Yield the lines of what trafilatura found: head, p, list, item, table, quote."""
    for child in element:
        name = child.tag
        if depth > _DEEPEST or not isinstance(name, str):
            yield from _plain(child)
        elif name == "table":
            yield from table_lines([[_flat(cell) for cell in row] for row in child.iter("row")])
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


# --- the date --------------------------------------------------------------------------------


def _published(tree: Any) -> date | None:
    """Give the day on which the page says it was published, by Japan's clock; None if in doubt."""
    told = [str(value) for value in (*tree.xpath(_META), *tree.xpath(_TIME))]
    for script in tree.xpath("//script[@type='application/ld+json']"):
        told.extend(_linked(script.text or ""))
    days = {day for day in map(_day, told) if day}
    return days.pop() if len(days) == 1 else None


def _linked(script: str) -> Iterator[str]:
    """Yield datePublished of the articles in a script of linked data (JSON-LD)."""
    try:
        left: list[Any] = [msgspec.json.decode(script.strip())]
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return
    for _ in range(1000):
        if not left:
            return
        node = left.pop()
        if isinstance(node, list):
            left.extend(node[:100])
        elif isinstance(node, dict):
            left.extend(node[key] for key in ("@graph", "mainEntity") if key in node)
            kinds = str(node.get("@type", "")).lower()
            if any(kind in kinds for kind in _ARTICLES):
                yield str(node.get("datePublished", ""))


def _day(said: str) -> date | None:
    said = said.strip()
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        found = re.match(_DAY, said)
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None
    return (moment.astimezone(JAPAN) if moment.tzinfo else moment).date()
