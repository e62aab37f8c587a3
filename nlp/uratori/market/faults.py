"""What providers could not give, in words: one line for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from .providers.protocol import Answer, Gap, Provider, Reason, Series, Wanted

DOWN: frozenset[Reason] = frozenset(("unreachable", "limited", "refused", "no_key"))
"""Reasons that hold for a provider, whatever series is asked for."""
_HARMLESS: frozenset[Reason] = frozenset(("unknown", "empty", "no_key"))
"""Reasons that are no fault: the provider has nothing to give, or was never set up."""
_SHOWN = 3


def ask(provider: Provider, wanted: Wanted) -> Answer:
    """Give a provider's answer; what it raises against the protocol is a `Gap` as well."""
    try:
        return provider.fetch(wanted)
    except Exception as error:
        detail = f"unexpected error: {type(error).__name__}"  # its text might show a key
        return Answer(
            gaps=tuple(
                Gap(series=series, provider=provider.name, reason="malformed", detail=detail)
                for series in wanted.series
            )
        )


def offers(provider: Provider, series: Series) -> bool:
    """Tell whether a provider has a series; one that raises has none."""
    try:
        return provider.offers(series)
    except Exception:
        return False


def requests(provider: Provider, wanted: Wanted) -> tuple[str, ...]:
    """Give the addresses that a fetch would read; none where the provider raises."""
    try:
        return provider.requests(wanted)
    except Exception:
        return ()


def outage(gaps: Sequence[Gap]) -> list[str]:
    """Give one line on the faults among some gaps; none where there is no fault."""
    faults = [gap for gap in gaps if gap.reason not in _HARMLESS]
    if not faults:
        return []
    said = {gap.provider: f"{gap.provider} {fault(gap)}" for gap in reversed(faults)}
    told = "; ".join(list(dict.fromkeys(said[gap.provider] for gap in faults))[:_SHOWN])
    more = f"; {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
    series = len({gap.series for gap in faults})
    return [
        f"market data: {told}{more}; {series} series not looked up, the store and the bundled"
        " facts are used (try again later, or check --offline)"
    ]


def fault(gap: Gap) -> str:
    """Say why, for a reader: ``cannot be reached: no answer in 10 seconds``."""
    return f"{_said(gap.reason)}: {gap.detail}" if gap.detail else _said(gap.reason)


def _said(reason: Reason) -> str:
    match reason:
        case "unknown":
            return "knows no such series"
        case "no_key":
            return "wants a key"
        case "refused":
            return "refused"
        case "limited":
            return "asks to wait"
        case "unreachable":
            return "cannot be reached"
        case "malformed":
            return "answered in another format"
        case "unfit":
            return "answered with other data than it says"
        case "empty":
            return "has no value in the span"
    assert_never(reason)
