"""Regular expressions that are compiled when they are first used.

A short article needs few of them, and compiling them all takes longer than reading it.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub")


class LazyPattern:
    """What `lazy` gives: after its first use it is as quick as the compiled pattern."""

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep the methods, so that the next call goes straight to them."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


def lazy(source: str) -> re.Pattern[str]:
    """Give a pattern that is compiled when one of its methods is first called.

    >>> lazy("利[上下]げ").search("日銀の利上げ")[0]
    '利上げ'
    """
    return cast("re.Pattern[str]", LazyPattern(source))
