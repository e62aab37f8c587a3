"""What adapters share when they read JSON: exact numbers, days, and columns that must be there."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

import msgspec

from .wire import Fault, malformed

Row = Mapping[str, str | bool | None]
"""One row of an answer, its numbers as they are written."""
_T = TypeVar("_T")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")
_ABSENT = frozenset({"", "-", "－", "―", "NaN", "Infinity", "-Infinity"})
_SCALES = (1_000_000, 1_000)


def read_json(content: bytes, kind: type[_T]) -> _T:
    """Decode an answer with each number as a string of what is written.

    Raises Fault where it is no JSON or not of the kind.
    """
    try:
        held = json.loads(content, parse_float=str, parse_int=str, parse_constant=str)
        return msgspec.convert(held, kind)
    except (ValueError, RecursionError) as error:
        if isinstance(error, msgspec.ValidationError):
            raise malformed(f"JSON of another form: {_line(error)}") from None
        raise Fault("malformed", "no JSON, or only a part of it", again=True) from None


def day_in(row: Row, column: str) -> datetime.date:
    """Give the day in a column; raise ValueError where there is none."""
    try:
        return datetime.date.fromisoformat(str(row[column])[:10])
    except (KeyError, ValueError):
        raise ValueError(f"no day in the column {column}") from None


def number_in(row: Row, column: str, *, above_zero: bool = False) -> Fraction | None:
    """Give an exact number, None where the cell is empty.

    Raises ValueError where the column is gone or holds something else: the format has changed.
    """
    if column not in row:
        raise ValueError(f"no column {column}")
    held = row[column]
    if held is None or (isinstance(held, str) and held.strip() in _ABSENT):
        return None
    value = exact(held, column)
    if above_zero and value <= 0:
        raise ValueError(f"{held} in the column {column}")
    return value


def exact(held: object, column: str) -> Fraction:
    """Read a number as it is written; raise ValueError naming the column where it is none."""
    if not isinstance(held, str) or _NUMBER.fullmatch(held.strip()) is None:
        raise ValueError(f"no number in the column {column}")
    return Fraction(held.strip())


def common_place(amounts: Iterable[Fraction]) -> Fraction:
    """Give the place that a statement rounds to: a million, a thousand or one.

    Filers give every amount of a statement in one unit (百万円 or 千円), so it is the largest that
    divides them all.
    """
    held = [amount for amount in amounts if amount]
    for scale in _SCALES:
        if held and all(amount % scale == 0 for amount in held):
            return Fraction(scale)
    return Fraction(1)


def _line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
