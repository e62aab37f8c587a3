"""What a user names -> a stream of Items: if you are new to this room, start here."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePath

from ..articles.addresses import is_address
from ..errors import ArticleError
from .files import as_error, holds_feed, read_file
from .folders import files_in, files_like, is_pattern, path_id
from .formats import Format, named_format
from .items import Given, PassedOver
from .jsonl import read_lines
from .lists import expanded
from .making import source_error
from .terms import FeedMemory, Place, Terms

__all__ = ["FeedMemory", "open_sources"]

_MOST_KINDS = 20


def open_sources(
    names: Sequence[str],
    *,
    published: date | None = None,
    offline: bool = False,
    allow_private: bool = False,
    memory: FeedMemory | None = None,
) -> Iterator[Given]:
    """Yield all that the sources named hold, in the order named, each in a fixed order of its own.

    A name is a path of a file or a folder, a pattern (``news/**/*.html``), the address of a feed
    or a page, a list of such names (``@list.txt``, ``*.list``), or ``-`` for JSON Lines on
    standard input. Beside `Item` come, in their places: a `SourceError` for each item or source
    that cannot be read, after which the rest goes on; a `FeedRead` after the last item of a feed;
    a `PassedOver` after a folder or archive that holds more than articles. Nothing is raised for
    what a source holds or lacks. Memory stays the same however many items there are.

    published: the day of articles whose source tells none. offline: no address is asked.
    allow_private: addresses of the local network are. memory: what is known of feeds from before;
    the stream asks it and never writes to it (see `FeedRead`).
    """
    terms = Terms(published=published, offline=offline, allow_private=allow_private, memory=memory)
    for name in expanded(names):
        if isinstance(name, ArticleError):
            yield source_error(name, name.where)
        else:
            yield from _source(name, terms)


def _source(name: str, terms: Terms) -> Iterator[Given]:
    shown = name if name == "-" or is_address(name) else path_id(name)
    try:
        yield from _opened(name, shown, terms)
    except Exception as error:  # a name that no file system takes
        yield source_error(as_error(error, shown), shown)


def _opened(name: str, shown: str, terms: Terms) -> Iterator[Given]:
    if name == "-":
        return _stdin(terms)
    if is_address(name):
        from .feeds import read_address

        return read_address(name, terms)
    path = Path(name)
    if path.is_dir():
        return _files(files_in(path, shown), shown, terms)
    if is_pattern(name) and not path.exists():
        return _files(files_like(name), shown, terms)
    return read_file(Place(path=path, id=shown, shown=shown), named_format(name), terms)


def _stdin(terms: Terms) -> Iterator[Given]:
    if sys.stdin is None:
        error = ArticleError("standard input is closed", where="-", todo="give a file")
        yield source_error(error, "-")
        return
    yield from read_lines(sys.stdin.buffer, "-", terms)


def _files(places: Iterator[Place | ArticleError], shown: str, terms: Terms) -> Iterator[Given]:
    """Yield what files hold; of kinds that are not read only their number."""
    passed: Counter[str] = Counter()
    found = False
    for place in places:
        found = True
        if isinstance(place, ArticleError):
            yield source_error(place, place.where)
        elif format := _format(place):
            yield from read_file(place, format, terms)
        else:
            passed[_kind(place, passed)] += 1
    if not found:
        error = ArticleError("holds no file", where=shown, todo="check the name")
        yield source_error(error, shown)
    if passed:
        yield _passed_over(shown, passed)


def _format(place: Place) -> Format | None:
    """Give the kind of a file in a folder; XML counts where it is a feed."""
    format = named_format(place.path.name)
    if format == "feed" and place.path.suffix.lower() in (".xml", ".rdf"):
        return format if holds_feed(place) else None
    return format


def _kind(place: Place, known: Counter[str]) -> str:
    suffix = PurePath(place.path.name).suffix.lower().lstrip(".")[:12] or "without a suffix"
    return suffix if suffix in known or len(known) < _MOST_KINDS else "others"


def _passed_over(shown: str, passed: Counter[str]) -> PassedOver:
    ranked = sorted(passed.items(), key=lambda entry: (-entry[1], entry[0]))
    kinds = ", ".join(f"{kind} {count}" for kind, count in ranked)
    return PassedOver(source=shown, count=passed.total(), kinds=kinds)
