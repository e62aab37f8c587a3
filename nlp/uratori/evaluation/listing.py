"""The errors of a corpus of quantities, a line each: first spans, then what a right span says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..records import Quantity
from ..text.numbers import exact_text
from .pairs import differing, unpaired
from .quantities import SCORES, GoldQuantity, Outcome, days_of, same_days

Side = GoldQuantity | Quantity


def errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield ``missed`` and ``false`` spans as they stand in the texts, then ``wrong`` by field."""
    for outcome in outcomes:
        yield from unpaired(outcome.line.id, outcome.pairs, _all_said)
    for field, said in _SAID.items():
        same = SCORES.get(field, same_days)
        for outcome in outcomes:
            yield from differing(outcome.line.id, outcome.pairs, field, same, said)


def _all_said(side: Side) -> str:
    said = (side.kind, *(tell(side) for field, tell in _SAID.items() if field != "kind"))
    return " ".join(dict.fromkeys(filter(None, said)))


def _value(side: Side) -> str:
    parts = [side.timex, side.mod, _bounds(side)]
    if side.timex is None and side.modifier == "vague":
        parts.append("vague")
    elif side.timex is None and side.value is not None and not _bounds(side):
        parts.append(exact_text(side.value))
    return " ".join(filter(None, parts))


def _bounds(side: Side) -> str:
    """Give the bounds of a range; those of any other found number are of its rounding."""
    if isinstance(side, GoldQuantity):
        low, high = side.low, side.high
    elif side.modifier == "range" or (side.value is None and side.modifier != "vague"):
        low, high = side.core.low, side.core.high
    else:
        return ""
    return f"{_bound(low)}..{_bound(high)}" if (low, high) != (None, None) else ""


def _bound(value: Fraction | None) -> str:
    return "" if value is None else exact_text(value)


def _days(side: Side) -> str:
    first, last = days_of(side)
    return "..".join(day.isoformat() for day in dict.fromkeys((first, last)) if day)


_SAID: dict[str, Callable[[Side], str]] = {
    "value": _value,
    "unit": lambda side: side.unit or "",
    "kind": lambda side: side.kind,
    "modifier": lambda side: side.modifier or "",
    "direction": lambda side: side.direction or "",
    "days": _days,
}
