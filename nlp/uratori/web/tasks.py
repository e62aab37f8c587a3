"""What a worker does: read an article, check it, draw its page, write a format.

Everything that touches an article runs here, in a process of its own: an article that takes too
long or brings its reader down takes one worker with it and never the server.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from ..articles import article_of, read_article
from ..errors import ArticleError, SettingsError
from ..given import as_article
from ..market import Layered, default_source
from ..pipeline import Analyzer
from ..records import Article, Report
from .drawing import draw
from .formats import Wish, write

Lang = Literal["ja", "en"]
Stage = Literal["waiting", "reading", "checking", "drawing", "asking"]
EARLY_CHARACTERS = 200_000
"""Of an article that is checked twice, first without asking any provider: a longer one takes long
anyway, and its reader sees the progress."""

_SAMPLE = "S&P 500のPERは約28倍、IWMは19.5倍で、1/3超の割引だ。2026年1月、日経平均は2%上昇した。"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One article, given in one of three ways, and what to do with it."""

    verb: Literal["check", "extract"] = "check"
    text: str | None = None
    url: str | None = None
    data: bytes | None = None
    """A file as it was sent; `name` is its name, of which the ending counts."""
    name: str = ""
    published: date | None = None
    lang: Lang = "ja"
    offline: bool = False
    strict: bool = False
    wish: Wish | None = None
    """How to write it; None: draw the page."""


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """A kept result to be written in one of the formats."""

    packed: bytes
    wish: Wish


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A result for the page: its HTML, and the report for downloads, packed."""

    page: bytes
    packed: bytes
    title: str


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A result in the format asked for, UTF-8."""

    body: bytes


Task = Asked | Again
Answer = Drawn | Written
Tell = Callable[[Stage | Drawn], None]


def perform(task: Task, folder: Path | None, tell: Tell) -> Answer:
    """Do a task; `tell` hears each stage begin, and what can be shown before the end.

    Raises what the rooms raise, UratoriError.
    """
    if isinstance(task, Again):
        tell("drawing")
        report: Report = pickle.loads(zlib.decompress(task.packed))
        return Written(body=write(report, task.wish, _at_hand(folder)))
    tell("reading")
    article = as_article(_article(task), task.published)
    tell("checking")
    if task.verb == "extract":
        analysis = Analyzer().extract(article)
        return Written(body=write(analysis, task.wish or Wish(format="json"), None))
    if task.wish is None and not task.offline and len(article.text) <= EARLY_CHARACTERS:
        offline = msgspec.structs.replace(task, offline=True)
        tell(_drawn(_checked(offline, article, folder), folder))
        tell("asking")
    report = _checked(task, article, folder)
    tell("drawing")
    if task.wish is not None:
        return Written(body=write(report, task.wish, _at_hand(folder)))
    return _drawn(report, folder)


def warm(folder: Path | None) -> None:
    """Load the dictionaries and tables, so that the first article does not wait for them."""
    perform(Asked(text=_SAMPLE, published=date(2026, 1, 26), offline=True), folder, lambda _: None)


def _article(asked: Asked) -> Article:
    """Read the article; only an http address or bytes in hand, never a path of this machine."""
    if asked.text is not None:
        return article_of(asked.text, published=asked.published)
    if asked.data is not None:
        return read_article(asked.name or "article.txt", asked.data, published=asked.published)
    url = asked.url or ""
    if not url.lower().startswith(("http://", "https://")):
        raise ArticleError("is no address of a page", where=url, todo="begin it with https://")
    if asked.offline:
        raise SettingsError("is not fetched offline", where=url, todo="switch offline off")
    return read_article(url, published=asked.published)


def _checked(asked: Asked, article: Article, folder: Path | None) -> Report:
    source = default_source(folder, offline=asked.offline)
    report = Analyzer().check(article, data=source, lang=asked.lang, strict=asked.strict)
    source.log_lines()
    return report


def _drawn(report: Report, folder: Path | None) -> Drawn:
    article = report.analysis.article
    return Drawn(
        page=zlib.compress(draw(report, report.lang, _at_hand(folder)).encode(), 1),
        packed=zlib.compress(pickle.dumps(report), 1),
        title=article.title or article.source,
    )


def _at_hand(folder: Path | None) -> Layered:
    """Give what charts are drawn from: what the check asked for is in the store by now."""
    return default_source(folder, offline=True)
