"""Figures of so many digits that they are hardly another's: 35063.48, and 35630.48 for it.

What is a digit apart from what data give is a slip of it, and no true figure of another owner, or
of another time: whose it is need not be any surer.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from ..records import Interval, Quantity
from .questions import Attempt, Question

_ROUND = 100
"""How many of its last places make a number a round one: one nought may be a digit like others."""
_LEAST = 5
"""Digits of a number that no other true one is a digit apart from by chance."""


def last_place(number: Quantity) -> Fraction | None:
    """Give the place to which a number is told: 0.01 of 35063.48, 1 of 42520, 1000 of 51000."""
    value, place = number.value, number.place
    if not value or not place:
        return None
    if place < 1 or value % (_ROUND * place):
        return place
    while value % (10 * place) == 0:
        place *= 10
    return place


def exactly(number: Quantity) -> Quantity:
    """Give a number as it is written, whatever is said to pass it or to come near it."""
    value, place = number.value, number.place
    if value is None or place is None:
        return number
    span = Interval(low=value - place / 2, high=value + place / 2, high_open=True)
    return msgspec.structs.replace(number, modifier=None, core=span, outer=span)


def is_misspelling(question: Question, attempt: Attempt) -> bool:
    """Tell whether a number of many digits is what a definition gives but for one of them."""
    if attempt.value is None:
        return False
    return _is_misspelt(question.quantity, question.scale.back(attempt.value))


def _is_misspelt(number: Quantity, value: Fraction) -> bool:
    """Tell whether a number is a value, in its unit, with one digit changed or two exchanged."""
    place = last_place(number)
    if number.value is None or place is None:
        return False
    told, true = (str(round(abs(each) / place)) for each in (number.value, value))
    if len(told) < _LEAST or len(told) != len(true):
        return False
    apart = [at for at, (one, other) in enumerate(zip(told, true, strict=True)) if one != other]
    if len(apart) != 2:
        return len(apart) == 1
    first, last = apart
    return last - first == 1 and (told[first], told[last]) == (true[last], true[first])
