"""uratori reads Japanese market articles and checks their numbers.

>>> import uratori
>>> report = uratori.Analyzer().check("...", offline=True)  # doctest: +SKIP
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import (
        ArticleError,
        DataError,
        LexiconError,
        MissingExtraError,
        SettingsError,
        UratoriError,
    )
    from .pipeline import Analyzer
    from .records import (
        Analysis,
        Article,
        Claim,
        Confidence,
        Evidence,
        Finding,
        FlipPoint,
        Interval,
        Mention,
        Period,
        Quantity,
        Reference,
        Report,
        Unchecked,
    )

__version__ = "0.1.0"

_HOMES = ("errors", "records", "pipeline")
"""Modules that the public names come from."""


def __getattr__(name: str) -> object:
    """Give a public name when it is first asked for, and so `uratori.spacy`, which takes a second.

    The command imports this module before it can set anything: it is to cost nothing.
    """
    from importlib import import_module

    if name == "spacy":
        return import_module(".spacy", __name__)
    homes = (vars(import_module(f".{home}", __name__)) for home in _HOMES if name in __all__)
    found = next((home[name] for home in homes if name in home), None)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, found)


__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "ArticleError",
    "Claim",
    "Confidence",
    "DataError",
    "Evidence",
    "Finding",
    "FlipPoint",
    "Interval",
    "LexiconError",
    "Mention",
    "MissingExtraError",
    "Period",
    "Quantity",
    "Reference",
    "Report",
    "SettingsError",
    "Unchecked",
    "UratoriError",
    "__version__",
]
