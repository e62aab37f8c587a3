"""Where market data come from: one Protocol, one adapter a file.

`protocol` says what a provider takes and gives; each adapter turns one server's wire format into
`Fact` rows, each with the definition, the unit, the address and the digest of the answer.
"""

from __future__ import annotations

from .protocol import Answer, Gap, Provider, Series, Wanted

__all__ = ["Answer", "Gap", "Provider", "Series", "Wanted"]
