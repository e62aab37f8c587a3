"""Folders and patterns -> the files in them, in the order of their names, loops left out."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from ..errors import ArticleError
from .terms import Place

_MAGIC = frozenset("*?[")


def is_pattern(name: str) -> bool:
    """Tell whether a name holds *, ? or [ as patterns of files do."""
    return not _MAGIC.isdisjoint(name)


def files_in(top: Path, shown: str, most: int | None = None) -> Iterator[Place | ArticleError]:
    """Yield the files of a folder and of those below it, hidden ones left out.

    Sorted by name, folders and files alike; what is held is the names of the folders on the way.
    Symbolic links are followed, except to a folder that holds them. most: how many folders deep.
    A folder that cannot be read is given as its error. Pipes, sockets and devices are left out.
    """
    names = _names(top, shown)
    if isinstance(names, ArticleError):
        yield names
        return
    stack = [(top, "", names, _identity(top))]
    while stack:
        folder, below, left, _ = stack[-1]
        name = next(left, None)
        if name is None:
            stack.pop()
            continue
        path, inner = folder / name, f"{below}{name}"
        if path.is_file():
            yield Place(path=path, id=path_id(inner), shown=f"{shown}/{path_id(inner)}")
        elif path.is_dir() and (most is None or len(stack) < most):
            identity = _identity(path)
            entries = _names(path, f"{shown}/{path_id(inner)}")
            if isinstance(entries, ArticleError):
                yield entries
            elif all(identity != other for *_, other in stack):
                stack.append((path, f"{inner}/", entries, identity))


def files_like(pattern: str) -> Iterator[Place | ArticleError]:
    """Yield the files that a pattern names; ``**`` stands for any number of folders.

    Their ids are paths below the folder where the pattern begins: ``news`` of ``news/**/*.html``.
    """
    top, parts = _split(pattern)
    most = None if "**" in parts else len(parts)
    shown = top.as_posix() if str(top) != "." else "."
    for place in files_in(top, shown, most):
        if isinstance(place, ArticleError) or _fits(tuple(place.id.split("/")), parts):
            yield place


def path_id(path: str) -> str:
    """Give a path as an id: forward slashes, NFC, undecodable bytes as escapes."""
    told = PurePath(path).as_posix()
    if not told.isascii():
        told = os.fsencode(told).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", told)


def _split(pattern: str) -> tuple[Path, tuple[str, ...]]:
    """Give the folder where a pattern begins, and its parts below that."""
    parts = PurePath(pattern).parts
    fixed = next(at for at, part in enumerate(parts) if is_pattern(part))
    told = (unicodedata.normalize("NFC", part) for part in parts[fixed:])
    return Path(*parts[:fixed]), tuple(told)


def _fits(names: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Tell whether a path fits a pattern: a row of a table for each part, as diff has it."""
    row = [True] + [False] * len(names)
    for part in parts:
        if part == "**":
            reached = False
            row = [reached := reached or here for here in row]
        else:
            fits = (fnmatchcase(name, part) for name in names)
            row = [False, *(before and now for before, now in zip(row, fits, strict=False))]
    return row[-1]


def _names(folder: Path, shown: str) -> Iterator[str] | ArticleError:
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as error:
        said = f"cannot be read: {error.strerror}"
        return ArticleError(said, where=shown, todo="check its permissions")
    return iter(sorted(name for name in names if not name.startswith(".")))


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return (found.st_dev, found.st_ino)
