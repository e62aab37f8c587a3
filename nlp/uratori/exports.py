"""Public names of a package, each imported when it is first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module


def lazily(package: str, names: Sequence[str], homes: Sequence[str]) -> Callable[[str], object]:
    """Give a package's `__getattr__`: its `names` from its modules `homes`, and `homes` themselves.

    A module is tried after those before it: the light ones come first. Raises AttributeError for
    any other name, as a module does.
    """

    def __getattr__(name: str) -> object:
        if name in homes:
            return import_module(f".{name}", package)
        for home in homes if name in names else ():
            held = vars(import_module(f".{home}", package))
            if name in held:
                return vars(import_module(package)).setdefault(name, held[name])
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return __getattr__
