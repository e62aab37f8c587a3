"""Text -> quantities: numbers with units, signs, bounds and intervals, and times.

Start at `reader.read_quantities`. This room knows nothing of mentions, metrics or claims.
"""

from .measure import standing_alone
from .no_day import is_no_day
from .reader import read_quantities
from .timex import months_back

__all__ = ["is_no_day", "months_back", "read_quantities", "standing_alone"]
