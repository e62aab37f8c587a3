"""Gold corpora: where they lie, and how their lines are read.

A gold corpus is JSON Lines. What its first line holds tells what it is gold for: ``claims`` (with
``mentions``) or ``quantities`` where the line has a field of that name, ``findings`` where it has
``row`` or ``expect``, ``market`` where it names its ``series``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from ..errors import ArticleError

FOLDER = Path("corpora")
"""Where the corpora lie that are scored when none is named, below the working folder."""

Subject = Literal["findings", "quantities", "claims", "market"]

_Line = TypeVar("_Line")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")


class MarkedSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a text as an annotator marked it."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    start: Annotated[int, msgspec.Meta(ge=0)]

    @property
    def end(self) -> int:
        """The code point after the span."""
        return self.start + len(self.text)


class MarkedText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text of a corpus, and what it counts under."""

    id: str
    text: str
    style: str | None = None
    part: str | None = None
    """Which half of the corpus it belongs to: `seen` while the rules were made, or `blind`."""
    published: date | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """The style and the part, those that there are."""
        return tuple(group for group in (self.style, self.part) if group)


def demand_spans(text: str, spans: Iterable[MarkedSpan]) -> None:
    """Raise ValueError where a span does not stand in its text, or where two meet."""
    reached = 0
    for span in sorted(spans, key=lambda span: span.start):
        if text[span.start : span.end] != span.text:
            nearest = text.find(span.text)
            hint = f", but at {nearest}" if nearest >= 0 else " or anywhere else"
            raise ValueError(f"「{span.text}」 does not stand at {span.start}{hint}")
        if span.start < reached:
            raise ValueError(f"「{span.text}」 at {span.start} overlaps the one before it")
        reached = span.end


def corpora(folder: Path) -> list[Path]:
    """Give every gold corpus of a folder, by name; raise ArticleError where there is none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise ArticleError("no gold corpus", where=str(folder), todo="name a JSON Lines file")
    return paths


def subject_of(path: Path) -> Subject:
    """Tell what a corpus is gold for; raise ArticleError where its first line does not say."""
    first = next(read_lines(path, dict[str, Any]))
    fields: dict[str, Subject] = {
        "claims": "claims",
        "quantities": "quantities",
        "series": "market",
        "row": "findings",
        "expect": "findings",
    }
    for field, subject in fields.items():
        if field in first:
            return subject
    raise ArticleError(
        "none of `claims`, `quantities` and `expect`",
        where=f"{path}:1",
        todo="name a gold corpus",
    )


def read_lines(path: Path, kind: type[_Line]) -> Iterator[_Line]:
    """Yield each line as a `kind`; raise ArticleError naming the line that is damaged."""
    for number, line in enumerate(_text(path).rstrip("\n").split("\n"), start=1):
        try:
            record = msgspec.json.decode(line, type=kind, dec_hook=exact_number)
        except msgspec.DecodeError as error:
            raise ArticleError(
                str(error), where=f"{path}:{number}", todo="mend the line or leave it out"
            ) from error
        yield record


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise ArticleError(
            "cannot be read", where=str(path), todo="name a gold corpus in JSON Lines"
        ) from error


def exact_number(kind: type, value: object) -> Fraction:
    """Read ``"0.1"`` or ``"1/3"`` exactly, as a hook of msgspec; raise ValueError for all else.

    A number of JSON is refused: it would come as a binary float.
    """
    if kind is not Fraction or not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise ValueError(f"{value!r} is no decimal or fraction in a string")
    return Fraction(value)
