"""The errors of a corpus of quantities, a line each: first spans, then what a right span says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..records import Quantity
from ..report.width import printable
from ..text.numbers import exact_text
from .quantities import SCORES, GoldQuantity, Outcome, days_of, same_days

Side = GoldQuantity | Quantity


def errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield ``missed`` and ``false`` spans as they stand in the texts, then ``wrong`` by field."""
    yield from _spans(outcomes)
    for field, said in _SAID.items():
        yield from _wrong(outcomes, field, said)


def _spans(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        for pair in outcome.pairs:
            if pair.found is None and pair.gold is not None:
                yield f"missed {_place(outcome, pair.gold)} {_all_said(pair.gold)}"
            elif pair.gold is None and pair.found is not None:
                yield f"false  {_place(outcome, pair.found)} {_all_said(pair.found)}"


def _wrong(outcomes: Sequence[Outcome], field: str, said: Callable[[Side], str]) -> Iterator[str]:
    same = SCORES.get(field, same_days)
    for outcome in outcomes:
        for pair in outcome.pairs:
            if pair.gold is None or pair.found is None or same(pair.gold, pair.found):
                continue
            both = f"gold {said(pair.gold) or 'none'}, found {said(pair.found) or 'none'}"
            yield f"wrong  {_place(outcome, pair.gold)} {field}: {both}"


def _place(outcome: Outcome, side: Side) -> str:
    return printable(f"{outcome.line.id}: 「{side.text}」")


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
