"""One number of an article against market data.

`verify_claims` looks up every claim whose metric has declared definitions
(`uratori.market.definitions`) in a `FactSource`, tries each definition that the data allow, and
gives one `Finding` a claim with the evidence. `bundled_facts` is the source that needs no network.
"""

from __future__ import annotations

from .facts import Fact, Facts, FactSource, bundled_facts
from .verify import verify_claims

__all__ = ["Fact", "FactSource", "Facts", "bundled_facts", "verify_claims"]
