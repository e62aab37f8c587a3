"""How far a figure may lie from one worked out before it is refuted (`reference/drifts.tsv`)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import msgspec

from ...lexicon import read_table
from ...records import Interval
from ..questions import Attempt, Question, Remark


@lru_cache(maxsize=1)
def _drifts() -> dict[str, Fraction]:
    rows = read_table("drifts", package="uratori.reference")
    return {row["way"]: Fraction(row["drift"]) for row in rows}


def drift_of(way: str) -> Fraction:
    """Give the share of a value within which a miss refutes nothing; KeyError if unknown."""
    return _drifts()[way]


def is_near(question: Question, attempt: Attempt, drift: Fraction) -> bool:
    """Tell whether a value lies within a share of itself from what is claimed."""
    value = attempt.value or Fraction(0)
    room = abs(value) * drift
    return Interval(low=value - room, high=value + room).meets(question.claimed)


def drifted(question: Question, attempt: Attempt, drift: Fraction) -> Attempt:
    """Take back a miss that is nearer than a drift."""
    value = attempt.value
    if attempt.holds is not False or value is None:
        return attempt
    if not is_near(question, attempt, drift):
        return attempt
    remark = Remark(code="near", values=(str(int(drift * 100)),))
    return msgspec.structs.replace(attempt, holds=None, remark=remark)
