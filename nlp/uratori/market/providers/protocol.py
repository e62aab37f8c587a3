"""What is asked of a provider of market data, and what it answers."""

from __future__ import annotations

import datetime
from typing import Literal, Protocol

import msgspec

from ..facts import Fact

Reason = Literal[
    "unknown",  # the provider knows no such series
    "no_key",  # it wants a key, and there is none
    "refused",  # the key or the address was refused
    "limited",  # too many requests, and the wait asked for is longer than we wait
    "unreachable",  # no connection, a time-out, an error of the server
    "malformed",  # the answer is not in the format that its documentation promises
    "unfit",  # the answer is of another currency, unit or split than it says
    "empty",  # the series has no value in the span
]
"""Why a provider could not give a series."""


class Series(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One series: an entity and a metric, ``index:sp500`` and ``close``."""

    entity: str
    metric: str

    def __str__(self) -> str:
        """Write it as findings do, ``index:sp500/close``."""
        return f"{self.entity}/{self.metric}"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Some series over one span of days, both ends included."""

    series: tuple[Series, ...]
    start: datetime.date
    end: datetime.date


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider could not give, and why, in one line without any key."""

    series: Series
    provider: str
    reason: Reason
    detail: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that came, and what did not."""

    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Provider(Protocol):
    """One source of market data. Implementations hold no state of a call and raise nothing."""

    @property
    def name(self) -> str:
        """Its short name, ``fred``: what a row's `source` begins with and a user asks for."""
        ...

    @property
    def key(self) -> str | None:
        """The environment variable that holds its key; None where it needs none."""
        ...

    def offers(self, series: Series) -> bool:
        """Tell, with no network, whether it has such a series."""
        ...

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the addresses that `fetch` would read, without any key: what a dry run shows."""
        ...

    def fetch(self, wanted: Wanted) -> Answer:
        """Read the series that it offers; every fault of the server is a `Gap`, none an error."""
        ...
