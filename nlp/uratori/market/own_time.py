"""Figures told with their rank or as earlier ones that still are those of their own time."""

from __future__ import annotations

from ..records import Analysis, Claim, Quantity
from .cues import is_record, words


def of_its_time(analysis: Analysis, claim: Claim, quantity: Quantity, others: set[str]) -> bool:
    """Tell whether the claim's period is that of the figure in spite of its basis.

    others: what the basis says else, ``earlier`` or ``extreme``. 先月の and 前年同期の name the
    period themselves; 過去最高の2403億円 is the figure of the year that the sentence is about.
    """
    if others == {"extreme"}:
        return is_record(analysis.article.text, claim, quantity)
    period = claim.period
    return others == {"earlier"} and period is not None and period.text in words("earlier_time")
