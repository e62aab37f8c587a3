"""What all charts are written with: a text at a place, what is safe in markup, a coordinate."""

from __future__ import annotations

from fractions import Fraction
from html import escape

from .width import printable


def text_at(name: str, x: Fraction | int, y: Fraction | int, text: str, anchor: str) -> str:
    """Give a text of a class of the stylesheet; anchor: start, middle or end."""
    place = f'x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}"'
    return f'<text class="{name}" {place}>{safe(text)}</text>'


def safe(text: str) -> str:
    """Give a text as it may stand in markup."""
    return escape(printable(text))


def coordinate(value: Fraction | int) -> str:
    """Write a coordinate to a tenth."""
    whole, tenth = divmod(round(abs(Fraction(value)) * 10), 10)
    sign = "-" if value < 0 and (whole or tenth) else ""
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"
