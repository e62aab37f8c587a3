"""How the tests ask a provider, and what a user sees of the answer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from uratori.market.providers import Answer, Series, Wanted
from uratori.market.providers.wire import Pace, Patience

QUICK = Patience(
    connect=0.3, read=0.2, deadline=1.0, attempts=2, first_wait=0.01, longest_wait=0.02,
    jitter=0.005, retry_after=0.2, most_bytes=1_000_000,
)  # fmt: skip
FAST = Pace(requests=1000, seconds=1)
TODAY = date(2026, 11, 23)


def wanted(*series: str, start: str = "2026-01-01", end: str = "2026-03-31") -> Wanted:
    """Ask for series written as ``index:sp500/close``."""
    pairs = [name.split("/") for name in series]
    return Wanted(
        series=tuple(Series(entity=entity, metric=metric) for entity, metric in pairs),
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
    )


def seen(answer: Answer) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Give the days and values that came, and each gap as series, reason and line."""
    rows = [(fact.date.isoformat(), decimal(fact.value)) for fact in answer.facts]
    gaps = [(str(gap.series), str(gap.reason), gap.detail) for gap in answer.gaps]
    return rows, gaps


def decimal(value: Fraction) -> str:
    """Write an exact decimal; fail where it has no end."""
    for places in range(13):
        if (value * 10**places).denominator == 1:
            digits = f"{abs(int(value * 10**places)):0{places + 1}d}"
            text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
            return f"-{text}" if value < 0 else text
    raise AssertionError(f"{value} has no end")
