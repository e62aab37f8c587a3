"""What results say once all are known: whose figures they are made of, how firms round them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .compare import Verdict
from .compute import HOLDS, Result


def as_published(result: Result) -> Result:
    """Let a rate hold that lies within what its change in results can come to, rounded as it is.

    「売上高は845億円と前期比53億円(6.6%)の増収」: firms work the rate out before they
    round the change, which has few digits.
    """
    rounded = any(role.signed for role in result.check.roles) and result.check.truncates
    published = rounded and result.stated.family() == "results"
    if result.verdict.status != "marginal" or not published:
        return result
    if not result.reach.meets(result.stated.quantity.core):
        return result
    return msgspec.structs.replace(result, verdict=Verdict("consistent", "by_rounding"))


def unrivalled(results: Sequence[Result]) -> list[Result]:
    """Leave out numbers that miss where the same figures bear out another: they are of others.

    「営業利益率は8.0%(同業7.5%)。売上高は1200億円、営業利益は96億円」.
    """
    borne_out = {_made_of(result) for result in results if _is_borne_out(result)}
    return [
        result
        for result in results
        if result.verdict.status in HOLDS
        or not result.check.owned
        or _made_of(result) not in borne_out
    ]


def _is_borne_out(result: Result) -> bool:
    """Tell whether a number holds, and is no bound: 3期続けて20%を割り込んだ."""
    core = result.stated.quantity.core
    return result.verdict.status in HOLDS and None not in (core.low, core.high)


def _made_of(result: Result) -> tuple[str, frozenset[str]]:
    operands = result.pairing.operands.values()
    return result.check.key, frozenset(operand.quantity.id for operand in operands)
