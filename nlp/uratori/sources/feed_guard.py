"""Whether a feed may be handed to feedparser, which takes the time and memory that a feed asks for.

One pass with expat, which itself works in linear time: depth, elements and entries are counted,
entities that a document declares are refused, as are the few things that take feedparser the
square of their length. On the way it reads what RSS says of when to come again.
"""

from __future__ import annotations

import re
from xml.parsers import expat

import msgspec

from ..errors import ArticleError

_DEEPEST = 100
_MOST_ELEMENTS = 400_000
_MOST_ENTRIES = 20_000
_MOST_IN_ENTRY = 5_000
"""Elements of one entry."""
_MOST_PIECES = 1_500_000
"""Of text, as expat gives it: a line, a reference, what stands between them."""
_MOST_ATTRIBUTES = 100
_MOST_NAMESPACES = 100
_MOST_TAGS = 200
"""Categories of one entry, each of which is compared with the others."""
_MOST_SQUARED = 300_000_000
"""Sum of the squares of the lengths of the names of authors."""
_MOST_BLANKS = 20_000_000_000
"""Sum over the entries of their pieces of text, times those of them that are blank."""
_MOST_MALFORMED = 1_000_000
"""Characters of a feed that is no XML, which takes the slower way."""
_AUTHORS = frozenset(
    {"author", "creator", "name", "email", "managingeditor", "webmaster", "publisher"}
)
_TAGS = frozenset({"category", "keywords", "subject"})
_HINTS = frozenset({"ttl", "hour", "day", "updateperiod", "updatefrequency"})
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_MOST_MINUTES = 7 * 24 * 60
_TODO = "leave the feed out, or ask its publisher"


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of when it is worth asking for; as in `Validators`."""

    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


class MalformedError(Exception):
    """The feed is no well-formed XML."""


def judged(text: str, *, where: str) -> Hints:
    """Give what a feed says of its schedule; raise ArticleError where it is a bomb.

    Raises MalformedError where it is no XML.
    """
    guard = _Guard(where)
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = guard.data
    parser.EntityDeclHandler = guard.entity
    parser.StartNamespaceDeclHandler = guard.namespace
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise MalformedError(str(error)) from None
    return guard.hints()


def judge_malformed(text: str, *, where: str) -> None:
    """Judge what is no XML by counting signs; raise ArticleError where it may be a bomb."""
    if len(text) > _MOST_MALFORMED:
        said = f"more than {_MOST_MALFORMED // 10**6} MB that are no XML"
        raise ArticleError(said, where=where, todo=_TODO)
    if re.search(r"<!ENTITY\s+[^%\s]", text):
        raise _declares(where)
    if len(re.findall(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", text)) > _MOST_ENTRIES:
        raise _too_many(where)


class _Guard:
    """Counts while expat reads."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._names: list[str] = []
        self._elements = self._entries = self._namespaces = self._squared = self._crossed = 0
        self._all_pieces = 0
        self._in_entry = self._tags = self._pieces = self._blanks = 0
        self._read = ""
        self._told: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        self._names.append(local)
        self._elements += 1
        self._in_entry += 1
        self._read = ""
        if local in ("item", "entry"):
            self._begin_entry()
        elif local in _TAGS:
            self._tags += 1
        if len(self._names) > _DEEPEST:
            raise self._refused(f"elements nested more than {_DEEPEST} deep")
        if self._elements > _MOST_ELEMENTS or self._in_entry > _MOST_IN_ENTRY:
            raise self._refused("more elements than a feed has")
        if self._tags > _MOST_TAGS:
            raise self._refused("more categories than an entry has")
        if len(attributes) > _MOST_ATTRIBUTES:
            raise self._refused("more attributes than an element has")

    def _begin_entry(self) -> None:
        self._entries += 1
        if self._entries > _MOST_ENTRIES:
            raise _too_many(self._where)
        self._crossed += self._pieces * self._blanks
        self._in_entry = self._tags = self._pieces = self._blanks = 0

    def end(self, name: str) -> None:
        local = self._names.pop()
        if local in _AUTHORS:
            self._squared += len(self._read) ** 2
        elif local in _HINTS and len(self._told) < 100:
            self._told.append((local, self._read.strip()[:40]))

    def data(self, text: str) -> None:
        self._pieces += 1
        self._all_pieces += 1
        if self._all_pieces > _MOST_PIECES:
            raise self._refused("more pieces of text than a feed has")
        if text.isspace():
            self._blanks += 1
            if self._crossed + self._pieces * self._blanks > _MOST_BLANKS:
                raise self._refused("more blank lines than a feed has")
        local = self._names[-1]
        if local in _AUTHORS or local in _HINTS:
            self._read += text
            if self._squared + len(self._read) ** 2 > _MOST_SQUARED:
                raise self._refused("names of authors that are too long")

    def entity(self, name: str, is_parameter: int, *rest: object) -> None:
        if not is_parameter:
            raise _declares(self._where)

    def namespace(self, prefix: str | None, uri: str) -> None:
        self._namespaces += 1
        if self._namespaces > _MOST_NAMESPACES and self._namespaces > self._entries * 20:
            raise self._refused("more namespaces than a feed has")

    def hints(self) -> Hints:
        told = dict(self._told)
        hours = {int(said) % 24 for name, said in self._told if name == "hour" and _short(said)}
        days = {said[:3].lower() for name, said in self._told if name == "day"}
        return Hints(
            ttl=_minutes(told),
            skip_hours=tuple(sorted(hours)) if len(hours) < 24 else (),
            skip_days=tuple(at for at, day in enumerate(_DAYS) if day in days)
            if len(days) < len(_DAYS)
            else (),
        )

    def _refused(self, what: str) -> ArticleError:
        return ArticleError(what, where=self._where, todo=_TODO)


def _minutes(told: dict[str, str]) -> int | None:
    """Give the minutes between two looks: ttl, else the period of the syndication module."""
    if _short(told.get("ttl", "")):
        return min(int(told["ttl"]), _MOST_MINUTES) or None
    period = _PERIODS.get(told.get("updateperiod", "").lower())
    if period is None:
        return None
    often = told.get("updatefrequency", "")
    return min(period // max(int(often) if _short(often) else 1, 1), _MOST_MINUTES) or None


def _short(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) <= 6


def _declares(where: str) -> ArticleError:
    return ArticleError("declares entities of its own", where=where, todo=_TODO)


def _too_many(where: str) -> ArticleError:
    return ArticleError(f"more than {_MOST_ENTRIES} entries", where=where, todo=_TODO)
