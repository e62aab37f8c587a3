"""uratori reads Japanese market articles and checks their numbers.

>>> import uratori
>>> report = uratori.Analyzer().check("...", offline=True)  # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from .exports import lazily

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

__getattr__ = lazily(__name__, __all__, ("errors", "records", "pipeline", "spacy"))
"""The command imports this module before it can set anything, and `spacy` takes a second."""
