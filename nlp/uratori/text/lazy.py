"""Regular expressions that are compiled when they are first needed.

A short article needs few of them, and compiling them all takes longer than reading it. Until then
a text that lacks what every match has (`needed`) is answered without compiling.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, cast

from .needed import Needed, needed

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub")
_SPARED = 32
"""Texts that are answered so; a process that reads more is quicker with the compiled pattern."""


class LazyPattern:
    """What `lazy` gives: after its first use it is as quick as the compiled pattern."""

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Give a method that compiles when it must; then the pattern's own take its place."""
        if name not in _METHODS:
            raise AttributeError(name)
        asked = needed(self.pattern) if name != "sub" else None
        self.__dict__[name] = self._compiled(name) if asked is None else self._spared(name, asked)
        return self.__dict__[name]

    def _compiled(self, name: str) -> Callable[..., Any]:
        compiled = re.compile(self.pattern)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return cast("Callable[..., Any]", self.__dict__[name])

    def _spared(self, name: str, asked: Needed) -> Callable[..., Any]:
        """Give a method that first looks for what a match needs."""
        can_match = asked.in_reach if name in ("match", "fullmatch") else asked.within
        left = _SPARED

        def method(text: str, start: int = 0, end: int = sys.maxsize) -> Any:
            nonlocal left
            left -= 1
            if left < 0 or can_match(text[start:end]):
                return self._compiled(name)(text, start, end)
            return {"finditer": iter(()), "findall": []}.get(name)

        return method


def lazy(source: str) -> re.Pattern[str]:
    """Give a pattern that is compiled when one of its methods first needs it.

    >>> lazy("利[上下]げ").search("日銀の利上げ")[0]
    '利上げ'
    """
    return cast("re.Pattern[str]", LazyPattern(source))
