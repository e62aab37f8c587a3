"""What users fetch and keep: so far the lists of listed names (`lists`), fetched by `fetch`."""

from .lists import EDINET, Change, sync, tell_change, tell_status

__all__ = ["EDINET", "Change", "sync", "tell_change", "tell_status"]
