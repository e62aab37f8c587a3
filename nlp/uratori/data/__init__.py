"""What users fetch and keep: lists of listed names (`lists`), series of market data (`series`).

`lists` needs nothing of the market, and is all that this module imports.
"""

from .lists import EDINET, LISTS, Change, sync, tell_change, tell_status

__all__ = ["EDINET", "LISTS", "Change", "sync", "tell_change", "tell_status"]
