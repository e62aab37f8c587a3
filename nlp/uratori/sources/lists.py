"""A list of sources in a file: a source a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..articles.encoding import decode
from ..errors import ArticleError
from .bounded import lines, opened

_LONGEST = 8000
"""Bytes of a line."""
_DEEPEST = 16


def is_list(name: str) -> bool:
    """Tell whether a name is of a list: ``@list.txt``, or ``morning.list``."""
    return name.startswith("@") or name.lower().endswith(".list")


def listed(path: Path, shown: str, within: tuple[Path, ...]) -> Iterator[str | ArticleError]:
    """Yield the names of a list; empty lines and those that begin with # are left out.

    within: the lists that name this one. Raises ArticleError where it is one of them, or lists
    name lists too deep, and OSError where it cannot be read.
    """
    if path.resolve() in within:
        raise ArticleError("is a list that names itself", where=shown, todo="take it out")
    if len(within) >= _DEEPEST:
        raise ArticleError(f"lists nested more than {_DEEPEST} deep", where=shown, todo="join them")
    with opened(path) as file:
        for number, line in enumerate(lines(file, longest=_LONGEST), 1):
            name = _name(line, f"{shown}:{number}")
            if name:
                yield name


def _name(line: bytes | None, where: str) -> str | ArticleError:
    if line is None:
        return ArticleError("a line that is too long", where=where, todo="write a source a line")
    try:
        name = decode(line, where=where).strip()
    except ArticleError as error:
        return error
    return "" if name.startswith("#") else name
