"""The decision table: a number as written against the number as recomputed (docs/semantics.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from ..records import InternalStatus, Interval

Note = Literal["by_rounding", "by_truncation", "by_unequal_steps"]

_WIDEST = 5
"""Times that the range of cut-off figures may be as wide as what it bears out."""


class Verdict(msgspec.Struct, frozen=True):
    """The status of a comparison, with a note where it holds only in a way worth telling."""

    status: InternalStatus
    note: Note | None = None


def compare(
    point: Fraction,
    reach: Interval,
    core: Interval,
    outer: Interval,
    *,
    truncated: Interval | None = None,
    cut: Interval | None = None,
    strict: bool = False,
) -> Verdict:
    """Compare a recomputed number with what is written; the first row that holds decides.

    point: the value from the operands as written. reach: its range over their core intervals.
    core, outer: what the written number stands for. truncated: what it stands for when its last
    place was cut off and not rounded, as results are. cut: the range of the recomputed number when
    those of its operands were. strict: marginal counts as inconsistent.
    All are in one unit.
    """
    marginal: InternalStatus = "inconsistent" if strict else "marginal"
    if point in core:
        return Verdict("consistent", None if reach.within(core) else "by_rounding")
    if point in outer:
        return Verdict("approx")
    if cut is not None and reach.meets(outer) and cut.meets(core) and _is_narrow(cut, core):
        return Verdict("consistent", "by_truncation")
    if reach.meets(outer):
        return Verdict(marginal)
    if truncated is not None and reach.meets(truncated):
        return Verdict(marginal, "by_truncation")
    if cut is not None and (cut.meets(outer) or (truncated is not None and cut.meets(truncated))):
        return Verdict(marginal, "by_truncation")
    return Verdict("inconsistent")


def _is_narrow(cut: Interval, core: Interval) -> bool:
    """Tell whether what was cut off leaves little room: not where 10億円 may be 10億9000万円."""
    ends = (cut.low, cut.high, core.low, core.high)
    if None in ends:
        return False
    low, high, least, most = (end or Fraction(0) for end in ends)
    return high - low <= _WIDEST * (most - least)
