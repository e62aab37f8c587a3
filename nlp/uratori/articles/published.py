"""The day on which a page says that it was published.

A page says it in several places, and they do not always agree: systems fill some of them anew with
every change, and lists of other articles have days too. So the places have ranks, by how surely
what is written there is the publication of this article; the first rank that gives one day counts.

1. ``article:published_time`` and its like in the head: made for this one thing, of this one page.
2. ``datePublished`` of linked data (schema.org) and of microdata in the head: the same, but a page
   may describe other articles too.
3. meta elements whose name is only a date (``date``, ``pubdate``, ``DC.date``): some systems write
   the day of the last change there.
4. A ``time`` element that says it is the publication (``pubdate``, ``itemprop``).
5. A day that the reader sees between headline and text, as a ``time`` element or a line that is
   only a date.

A rank that gives several days says nothing, since none of them is surer. Of rank 4 and 5 only what
stands in the article itself counts: not in asides, lists, links to other articles, comments and
other articles, and of rank 5 not what stands after the text has begun, or is told as a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec

from .dateline import read_dateline
from .days import JAPAN

_ARTICLES = ("article", "posting", "report")
_TIMES = frozenset({"article:published_time", "og:published_time", "og:article:published_time"})
_NAMES = frozenset({
    "date", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date", "dc.date",
    "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued", "dcterms.created",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "originalpublicationdate",
})  # fmt: skip
_OF_PRESS = re.compile(r"(?:19|20)\d\d")
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_OTHERS = frozenset({"aside", "nav", "footer", "form", "table", "blockquote", "figure"})
_ASIDE = (
    r"(?i)(?:^|[\s_-])(?:relat\w{0,10}|recommend\w{0,10}|ranking|comments?|replies|side-?bar|widget|"
    r"ticker|popular|latest|breadcrumbs?|pager|pagination|(?:news|link|post|article)[_-]?list)"
    r"(?:$|[\s_-])"
)
_CHANGED = r"(?i)更新|改訂|修正|訂正|updat|modif"
_PUBLISHED = r"(?i)公開|掲載|配信|投稿|発表|発行|日付|publish|posted"
_DAY_LABEL = r"(?:日|日時|期限|期日)\s?[:：]?$"
"""How the label of a day ends."""
_TO_NUMBER = r"^.*\d\S*"
"""What is no label: a day itself, and what stands before it."""
_LABEL = 12
"""Characters of a label at most."""
_HEADLINE = 10
"""Characters from which a link in a list is a headline."""
_BEGUN = 40
"""Characters of a paragraph with which the text has begun; a line below a headline has fewer."""
_MOST, _DEEPEST = 50, 60
"""Headlines or marked times, and levels above them, that are looked at."""
_LOOKED_AT = 400
"""Elements after the headline among which the date of an article is looked for."""


def published_day(tree: Any) -> date | None:
    """Give the day on which a page (an lxml tree) says it was published, by Japan's clock."""
    headed = _headed(tree)
    for told in (_times(tree), _linked_days(tree), _named(tree), _marked(tree, headed)):
        days = {day for day in map(day_told, told) if day}
        if len(days) == 1:
            return days.pop()
    days = set(_seen(tree, headed))
    return days.pop() if len(days) == 1 else None


def day_told(said: str) -> date | None:
    """Read a day, or the day of a moment by Japan's clock; None where it is none.

    >>> day_told("2026-01-25T20:00:00Z")
    datetime.date(2026, 1, 26)
    """
    said = said.strip()
    if not _OF_PRESS.match(said):  # 0001-01-01 is what systems write that know none
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        found = re.match(_DAY, said)
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None
    return (moment.astimezone(JAPAN) if moment.tzinfo else moment).date()


# --- what the head says ----------------------------------------------------------------------


def _times(tree: Any) -> Iterator[str]:
    """Yield what the properties made for it say."""
    for meta in tree.iter("meta"):
        if not _TIMES.isdisjoint((_word(meta, "property"), _word(meta, "name"))):
            yield meta.get("content", "")


def _named(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if _word(meta, "name") in _NAMES:
            yield meta.get("content", "")


def _linked_days(tree: Any) -> Iterator[str]:
    """Yield datePublished of scripts of linked data, and of meta elements of microdata."""
    for meta in tree.iter("meta"):
        if meta.get("itemprop") == "datePublished":
            yield meta.get("content", "")
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from _linked(script.text or "")


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


def _word(element: Any, name: str) -> str:
    return (element.get(name) or "").strip().lower()


# --- what the article shows ------------------------------------------------------------------


def _headed(tree: Any) -> frozenset[Any]:
    """Give the headlines and all that they are in."""
    first = islice(tree.iter("h1"), _MOST)
    return frozenset(e for h1 in first for e in (h1, *islice(h1.iterancestors(), _DEEPEST)))


def _marked(tree: Any, headed: frozenset[Any]) -> Iterator[str]:
    for time in tree.xpath("//time[@pubdate or @itemprop='datePublished']")[:_MOST]:
        if not _is_aside(time, headed):
            yield time.get("datetime") or _flat(time)


def _seen(tree: Any, headed: frozenset[Any]) -> Iterator[date]:
    """Yield the days that stand around the headline, before the text."""
    top = _top(tree, headed)
    if top is None:
        return
    below = top.tag != "body"  # what stands above the headline of a whole page is the site's
    for element in islice(top.iter(), _LOOKED_AT):
        if _begins_text(element):
            return
        below = below or element.tag == "h1"
        day = _day_of(element) if below else None
        if day and not _is_aside(element, headed) and _is_publication(element):
            yield day


def _top(tree: Any, headed: frozenset[Any]) -> Any:
    """Give the element that holds headline and text; None where a page may have several."""
    whole = tree.xpath("//article[not(ancestor::article)]")
    if len(whole) == 1 and (whole[0] in headed or _holds_most(whole[0], tree)):
        return whole[0]
    headings = [element for element in headed if element.tag == "h1"]
    above = islice(headings[0].iterancestors(), _DEEPEST) if len(headings) == 1 else ()
    return next((e for e in above if any(map(_begins_text, e.iter("p")))), None)


def _holds_most(article: Any, tree: Any) -> bool:
    """Tell whether most of a page's paragraphs are in an article: a card with a link has few."""
    inside, all_of_it = (sum(len(_flat(p)) for p in e.iter("p")) for e in (article, tree))
    return 2 * inside > all_of_it


def _begins_text(element: Any) -> bool:
    if element.tag not in ("p", "table", "ul", "ol"):
        return False
    text = _flat(element)
    return len(text) > _BEGUN or text.endswith("。")


def _day_of(element: Any) -> date | None:
    """Give the day of a time element, or of an element whose own words are only a date."""
    if element.tag == "time":
        return day_told(element.get("datetime") or "") or read_dateline(_flat(element))
    if not isinstance(element.tag, str) or len(element) or element.tag in ("h1", "title", "a"):
        return None
    return read_dateline(_flat(element))


def _is_aside(element: Any, headed: frozenset[Any]) -> bool:
    """Tell whether an element belongs to another article, a list or a comment, by what it is in.

    Nothing that the headline is in as well is looked at: a form or a table may hold a whole page.
    """
    inside = False
    for above in (element, *islice(element.iterancestors(), _DEEPEST)):
        if inside and above.tag == "article":
            return True
        if above in headed:
            continue
        inside = inside or above.tag == "article"
        named = f"{above.get('class', '')} {above.get('id', '')}"
        if above.tag in _OTHERS or _leads_away(above) or re.search(_ASIDE, named):
            return True
    return False


def _leads_away(element: Any) -> bool:
    """Tell whether an element is a link to another article, or an item of a list of these."""
    if element.tag == "a":
        return "bookmark" not in (element.get("rel") or "")
    return element.tag == "li" and any(len(_flat(a)) > _HEADLINE for a in element.iter("a"))


def _is_publication(element: Any) -> bool:
    """Tell whether no label says otherwise: 開催日 is another day, and 更新日 that of a change."""
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if re.search(_CHANGED, names) and not re.search(_PUBLISHED, names):
        return False
    before = element.getprevious()
    said = (element.getparent().text or "") if before is None else (before.tail or "")
    if before is not None and not said.strip() and len(_flat(before)) <= _LABEL:
        said = _flat(before)
    label = re.sub(_TO_NUMBER, "", said.strip()[-_LABEL:])
    if re.search(_CHANGED, label + _flat(element)):
        return False
    return not re.search(_DAY_LABEL, label) or re.search(_PUBLISHED, label) is not None


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
