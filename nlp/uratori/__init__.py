"""uratori reads Japanese market articles and checks their numbers.

>>> import uratori
>>> report = uratori.Analyzer().check("...", offline=True)  # doctest: +SKIP
"""

from .errors import (
    ArticleError,
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
