"""A page parsed as a browser parses it, and what the tests ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib

Element = Any
"""An element of xml.etree; html5lib has no types."""


def parsed(page: str) -> Element:
    """Parse a document; raise html5lib's ParseError on what HTML5 calls an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def with_class(tree: Element, name: str) -> list[Element]:
    """Give the elements of a class, in order."""
    return [e for e in tree.iter() if name in (e.get("class") or "").split()]


def text_of(element: Element) -> str:
    """Give all the text of an element."""
    return "".join(element.itertext())


def article_text(element: Element) -> str:
    """Give the text of a marked article, without the panels of its numbers."""
    return "".join(text for text, _ in article_pieces(element))


def article_pieces(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the texts of a marked article with the element that each is in, without panels."""
    if "panel" in (element.get("class") or "").split():
        return
    if element.text:
        yield element.text, element
    for child in element:
        yield from article_pieces(child)
        if child.tail:
            yield child.tail, element


def numbers_at(article: Element) -> dict[int, tuple[str, Element]]:
    """Give each marked number by its offset in the article."""
    found, at = {}, 0
    for text, element in article_pieces(article):
        if "n" in (element.get("class") or "").split():
            found[at] = (text, element)
        at += len(text)
    return found
