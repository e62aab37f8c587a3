"""The high, the low and the close of one day where a paragraph names each just once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..records import Quantity
from ..text.lazy import lazy
from .remarks import Page

_BEFORE = 32
"""Characters before a number in which its name stands."""
_NAMED = lazy(
    r"(?P<not>来|最|前日の|前週の|週の|月の|午前の|前場の|夜間の|先物の)?(?P<level>高値|安値)(?:は|が|を|の|:|、|に)?(?:一時)?\s?$"
)
_NAMED_BEHIND = lazy(r"の(?P<level>高値|安値)")
_CLOSE = lazy(
    r"(?P<not>前日の?|前週末の?)?終値[はが](?:前日(?:を|比|より|に比べ)[^。、#]{1,16})?(?:約)?$"
)
_CLOSED = lazy(r"(?:で|に)(?:この日の|日中の?)?(?:取引を)?(?:終え|引け)")
_SPREAD = Fraction(7, 5)
"""Times that the figures of one day differ by at most."""
_OTHER_TIME = lazy(
    "前日は|昨年|今年|前週|月間|週間|前場|後場|午前|夜間|[0-9]年の|上場来|来高値|来安値"
)

Bound = tuple[Quantity, str]


def days_told(page: Page) -> Iterator[tuple[Quantity, list[Bound]]]:
    """Give the close of each paragraph that tells one day, and the high or low that it names.

    None where it names two of one kind, where another market or time is spoken of, or where the
    figures are too far apart to be of one thing.
    """
    start = 0
    for line in page.text.split("\n"):
        end = start + len(line)
        if ("高値" in line or "安値" in line) and _OTHER_TIME.search(line) is None:
            yield from _day(page, start, end)
        start = end + 1


def _day(page: Page, start: int, end: int) -> Iterator[tuple[Quantity, list[Bound]]]:
    told: dict[str, list[Quantity]] = {"high": [], "low": [], "close": []}
    for quantity in page.quantities:
        if start <= quantity.start < end and (name := _name(page.text, quantity, start)):
            told[name].append(quantity)
    closes, bounds = told["close"], [(q, k) for k in ("high", "low") for q in told[k]]
    if len(closes) != 1 or not bounds or max(len(told["high"]), len(told["low"])) > 1:
        return
    (close,) = closes
    figures = [close, *(bound for bound, _ in bounds)]
    values = [abs(each.value or Fraction(0)) for each in figures]
    if len({each.unit for each in figures}) == 1 and max(values) < _SPREAD * min(values):
        yield close, bounds


def _name(text: str, quantity: Quantity, start: int) -> str | None:
    """Tell whether a number is the high, the low or the close of the day, by its words."""
    if quantity.kind != "level" or not quantity.value or quantity.modifier is not None:
        return None
    before = text[max(start, quantity.phrase[0] - _BEFORE) : quantity.phrase[0]]
    named = _NAMED.search(before) or _NAMED_BEHIND.match(text, quantity.phrase[1])
    if named is not None:
        known = named.groupdict().get("not") is None
        return {"高値": "high", "安値": "low"}[named["level"]] if known else None
    close = _CLOSE.search(before)
    if close is not None:
        return "close" if close["not"] is None else None
    return "close" if _CLOSED.match(text, quantity.phrase[1]) else None
