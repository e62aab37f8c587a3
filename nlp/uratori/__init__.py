"""uratori reads Japanese market articles and checks their numbers.

>>> import uratori
>>> report = uratori.Analyzer().check("...", offline=True)  # doctest: +SKIP
"""

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


def __getattr__(name: str) -> object:
    """Give `uratori.spacy` when it is first asked for: importing spaCy takes a second."""
    if name != "spacy":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module(".spacy", __name__)


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
