"""Gold corpora: where they lie, and how their lines are read.

A gold corpus is JSON Lines. What its first line holds tells what it is gold for: ``quantities``
where the line has a field of that name, ``findings`` where it has ``row`` or ``expect``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from ..errors import ArticleError

FOLDER = Path("corpora")
"""Where the corpora lie that are scored when none is named, below the working folder."""

Subject = Literal["findings", "quantities"]

_Line = TypeVar("_Line")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")


def corpora(folder: Path) -> list[Path]:
    """Give every gold corpus of a folder, by name; raise ArticleError where there is none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise ArticleError("no gold corpus", where=str(folder), todo="name a JSON Lines file")
    return paths


def subject_of(path: Path) -> Subject:
    """Tell what a corpus is gold for; raise ArticleError where its first line does not say."""
    first = next(read_lines(path, dict[str, Any]))
    if "quantities" in first:
        return "quantities"
    if "row" in first or "expect" in first:
        return "findings"
    raise ArticleError(
        "neither `quantities` nor `expect`", where=f"{path}:1", todo="name a gold corpus"
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
