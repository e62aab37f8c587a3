"""The tables of many articles -> the same claim told in several, and where they disagree."""

from .reading import Days, read_across
from .records import Across, Dispute, SameClaim, Side, Voice

__all__ = ["Across", "Days", "Dispute", "SameClaim", "Side", "Voice", "read_across"]
