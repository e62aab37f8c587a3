"""One number of an article against market data.

`verify_claims` looks up every claim whose metric has declared definitions
(`uratori.market.definitions`) in a `FactSource`, tries each definition that the data allow, and
gives one `Finding` a claim with the evidence. `default_source` is where the facts come from: the
store of the data folder, `bundled_facts`, and the providers.
"""

from __future__ import annotations

from .asking.claims_asked import claims_on_data
from .facts import Fact, Facts, FactSource, bundled_facts
from .sources import Layered, default_source
from .verify import verify_claims

__all__ = [
    "Fact",
    "FactSource",
    "Facts",
    "Layered",
    "bundled_facts",
    "claims_on_data",
    "default_source",
    "verify_claims",
]
