"""A list of sources in a file: a source a line."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ..articles.addresses import is_address
from ..articles.encoding import decode
from ..errors import ArticleError
from .bounded import lines, opened
from .files import as_article_error
from .folders import path_id

_LONGEST = 8000
"""Bytes of a line."""
_DEEPEST = 16


def expanded(
    names: Iterable[str], *, base: Path | None = None, within: tuple[Path, ...] = ()
) -> Iterator[str | ArticleError]:
    """Yield the sources that names mean: of a list those in it, where it stands, and so on.

    A list that cannot be read, or a line of it, is given as its error. base: the folder where
    names of files begin, the working one if not told. within: see `listed`.
    """
    for name in names:
        path = (base or Path()) / name.removeprefix("@")
        if name == "-" or is_address(name):
            yield name
        elif is_list(name) and not _is_folder(path):
            yield from _expanded(path, within)
        else:
            yield name if base is None else str(base / name)


def _expanded(path: Path, within: tuple[Path, ...]) -> Iterator[str | ArticleError]:
    shown = path_id(str(path))
    try:
        inner = (*within, path.resolve())
        for name in listed(path, shown, within):
            if isinstance(name, ArticleError):
                yield name
            else:
                yield from expanded((name,), base=path.parent, within=inner)
    except (ArticleError, OSError, EOFError, ValueError, zlib.error) as error:
        yield as_article_error(error, shown)


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


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
