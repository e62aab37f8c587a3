"""What a sentence says once and means for several of its numbers: a window, a direction."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..records import Claim

_MOVES = ("policy_rate_moves", "policy_rate_change")


def share(claims: Sequence[Claim], before: Sequence[Claim]) -> list[Claim]:
    """Complete the claims of one sentence from each other, and from the last ones before it.

    before: the claims of the sentence just before. What it says twice (2024年に3回、2025年に3回)
    is not shared.
    """
    said = [claim.metric for claim in before]
    last = before[-1] if before and said.count(before[-1].metric) == 1 else None
    return _directions(_windows(claims, last))


def _windows(claims: Sequence[Claim], before: Claim | None) -> list[Claim]:
    """Let a window hold for the like claims behind it: 「6か月でAは9%上昇し、Bは17%上昇した」.

    before: the last claim of the sentence before.
    """
    shared: list[Claim] = []
    for claim in claims:
        last = shared[-1] if shared else before
        if last is not None and claim.period is None and _goes_on(last, claim):
            claim = msgspec.structs.replace(claim, period=last.period)
        shared.append(claim)
    return shared


def _goes_on(last: Claim, claim: Claim) -> bool:
    other = last.metric == claim.metric and last.entity != claim.entity
    return (other and _window(last)) or _same_moves(last, claim)


def _same_moves(last: Claim, claim: Claim) -> bool:
    """Tell whether two claims are of the same moves: 「25年に2回利上げした。上げ幅は計0.5%だ」."""
    both = last.metric in _MOVES and claim.metric in _MOVES and last.metric != claim.metric
    return both and last.entity == claim.entity and last.modality == claim.modality


def _directions(claims: Sequence[Claim]) -> list[Claim]:
    """Let a move and its total have one direction: 「3回の利下げ(合計75bp)」."""
    known = {c.entity: c.direction for c in claims if c.metric in _MOVES and c.direction}
    return [
        msgspec.structs.replace(c, direction=c.direction or known.get(c.entity))
        if c.metric in _MOVES
        else c
        for c in claims
    ]


def _window(claim: Claim) -> bool:
    return claim.period is not None and (claim.period.timex or "").startswith("P")
