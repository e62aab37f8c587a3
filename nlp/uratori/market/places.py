"""What an article says in a stretch of it, found by bisection.

An article's records are in order of position (`records.Analysis`), so that what stands in one
sentence is looked for there alone: the work for a claim does not grow with its article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from ..records import Analysis, Claim, Mention, Quantity

_Placed = TypeVar("_Placed", Mention, Quantity)
_start, _end = attrgetter("start"), attrgetter("end")


def inside(records: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Give the numbers or names that begin between two places; at the second none does."""
    first = bisect_left(records, start, key=_start)
    return records[first : bisect_left(records, end, first, key=_start)]


def dates_inside(analysis: Analysis, start: int, end: int) -> list[Quantity]:
    """Give the times of which the days are known that stand between two places, in order."""
    return [
        each
        for each in inside(analysis.quantities, start, end)
        if each.kind == "date" and each.start_date is not None and each.end <= end
    ]


def days_inside(analysis: Analysis, start: int, end: int) -> list[Quantity]:
    """Give those of `dates_inside` that are a single day."""
    dated = dates_inside(analysis, start, end)
    return [each for each in dated if each.start_date == each.end_date]


def back_from(records: Sequence[_Placed], at: int) -> Iterator[_Placed]:
    """Yield the numbers or names that end before a place, or right at it, the nearest first."""
    return (records[index] for index in range(bisect_right(records, at, key=_end) - 1, -1, -1))


def told_inside(analysis: Analysis, start: int, end: int) -> Sequence[Claim]:
    """Give the claims whose sentences begin between two places; at the second none does."""
    claims = analysis.claims
    first = bisect_left(claims, start, key=_sentence)
    return claims[first : bisect_left(claims, end, first, key=_sentence)]


def told_with(analysis: Analysis, claim: Claim) -> Sequence[Claim]:
    """Give the claims of the sentence of a claim, itself among them where the article tells it."""
    near = told_inside(analysis, claim.sentence[0], claim.sentence[0] + 1)
    return [each for each in near if each.sentence == claim.sentence]


def counts_open(
    analysis: Analysis, units: frozenset[str], held: Container[str]
) -> Iterator[Quantity]:
    """Yield the numbers in some units, zero apart, whose claims are not among those held."""
    for each in analysis.quantities:
        if each.unit in units and each.value and each.id not in held:
            yield each


def mention_of(analysis: Analysis, claim: Claim) -> Mention | None:
    """Give the name of a claim's owner, which most often stands in its sentence or before it."""
    if claim.mention is None:
        return None
    near = back_from(analysis.mentions, claim.sentence[1])
    named = next((each for each in near if each.id == claim.mention), None)
    return named or next((each for each in analysis.mentions if each.id == claim.mention), None)


def number_of(analysis: Analysis, claim: Claim) -> Quantity | None:
    """Give the number of a claim, which stands in its sentence."""
    numbers = inside(analysis.quantities, *claim.sentence)
    return next((each for each in numbers if each.id == claim.quantity), None)


def _sentence(claim: Claim) -> int:
    return claim.sentence[0]
