"""Patterns that an earlier run of the command compiled, kept beside Python's compiled modules.

Python keeps what it compiles of a module in ``__pycache__``, and of a pattern nothing; to compile
those that one short article needs takes a quarter of a run. So the command keeps them there too,
in one file, by the rules of compiled modules: made for one version of Python, not written where
``PYTHONDONTWRITEBYTECODE`` forbids it or the folder is not ours to write, and never needed. A
pattern is looked up by its source, so what is kept cannot be out of date.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from array import array
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

MOST = 2000
"""Patterns in the file; what would make it larger begins it anew."""

_made: set[str] = set()
"""Sources that this process has compiled itself."""


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What `re` hands to its engine for one pattern."""

    flags: int
    code: bytes
    groups: int
    numbers: dict[str, int]
    """Of the named groups."""
    names: tuple[str | None, ...]
    """Of all groups, the whole match first."""


class File(msgspec.Struct, frozen=True, array_like=True):
    """All that is kept, by source. `engine`: version of the engine that alone can take it."""

    engine: int
    patterns: dict[str, Kept]


def compile_pattern(source: str) -> re.Pattern[str]:
    """Give a pattern from what is kept, else compile it.

    >>> compile_pattern("利[上下]げ").search("日銀の利上げ")[0]
    '利上げ'
    """
    if kept := _patterns().get(source):
        return _put_together(source, kept)
    _made.add(source)
    return re.compile(source)


def keep_patterns() -> None:
    """Add what this process has compiled to what is kept, where that may be written."""
    path = _path()
    if path is None or sys.dont_write_bytecode or _made <= _patterns().keys():
        return
    # The engine has no public door, so what went through the back door is compared.
    with contextlib.suppress(AttributeError, TypeError, RuntimeError, OSError):
        new = {source: _taken_apart(source) for source in sorted(_made)}
        if all(_put_together(source, new[source]) == re.compile(source) for source in new):
            old = _patterns() if len(_patterns()) + len(new) < MOST else {}
            _write(path, File(_engine().MAGIC, {**old, **new}))


def _write(path: Path, file: File) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(msgspec.msgpack.encode(file))
    beside.replace(path)


@cache
def _patterns() -> dict[str, Kept]:
    """Read what is kept: nothing where there is no sound file for this engine."""
    path = _path()
    if path is None:
        return {}
    try:
        file = msgspec.msgpack.decode(path.read_bytes(), type=File)
    except (OSError, msgspec.DecodeError):
        return {}
    return file.patterns if file.engine == _engine().MAGIC else {}


def _path() -> Path | None:
    """Give the file, in the folder of this module's compiled form."""
    compiled, tag = __spec__.cached, sys.implementation.cache_tag
    if sys.implementation.name != "cpython" or not compiled:
        return None
    return Path(compiled).with_name(f"patterns.{tag}.bin")


def _taken_apart(source: str) -> Kept:
    """Compile a pattern as `re` does, up to what it hands to its engine."""
    parsed = import_module("re._parser").parse(source)
    state = parsed.state
    names = {number: name for name, number in state.groupdict.items()}
    return Kept(
        flags=state.flags,
        code=array("I", import_module("re._compiler")._code(parsed, 0)).tobytes(),
        groups=state.groups - 1,
        numbers=state.groupdict,
        names=tuple(names.get(number) for number in range(state.groups)),
    )


def _put_together(source: str, kept: Kept) -> re.Pattern[str]:
    code = memoryview(kept.code).cast("I").tolist()
    pattern: re.Pattern[str] = _engine().compile(
        source, kept.flags, code, kept.groups, kept.numbers, kept.names
    )
    return pattern


def _engine() -> Any:
    return import_module("_sre")
