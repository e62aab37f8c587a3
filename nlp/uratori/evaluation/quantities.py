"""Quantities against gold: the annotation of corpora/GUIDE.md, and how it is compared.

A found number is paired with the gold that has the very same span. Every score but ``days`` counts
over all that was found and all that was marked, so a number found where none is lowers each of
them; ``days`` counts over what has days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar, get_args

import msgspec

from ..pipeline import Analyzer
from ..records import Direction, Kind, Mod, Modifier, Quantity
from .gold import MarkedSpan, MarkedText, demand_spans, read_lines
from .pairs import Pair, count, count_said, pair_up
from .scores import Tally

_End = TypeVar("_End", Fraction, date)
Days = tuple[date | None, date | None]
NO_DAYS: Days = (None, None)


class GoldQuantity(MarkedSpan, frozen=True, kw_only=True):
    """One number as an annotator marked it; what is absent is None."""

    kind: Kind
    unit: str | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    modifier: Modifier | None = None
    direction: Direction | None = None
    timex: str | None = None
    mod: Mod | None = None
    start_date: date | None = None
    end_date: date | None = None

    def __post_init__(self) -> None:
        """Refuse what corpora/GUIDE.md does not allow: half a range, a number that says none."""
        if fault := _half(self.low, self.high) or _half(self.start_date, self.end_date):
            raise ValueError(f"「{self.text}」 {fault}")
        if self.low is not None and self.value is not None:
            raise ValueError(f"「{self.text}」 has both a value and bounds")
        said = (self.value, self.low, self.timex)
        if said == (None, None, None) and self.kind != "date" and self.modifier != "vague":
            raise ValueError(f"「{self.text}」 has no value, and is no date and not vague")


def _half(first: _End | None, last: _End | None) -> str:
    """Say what is wrong with two ends, empty where nothing is."""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return "has one end of two"
    return "ends before it begins" if last < first else ""


class GoldText(MarkedText, frozen=True, kw_only=True):
    """One text with every number that it states; none makes it a text that must stay silent."""

    quantities: tuple[GoldQuantity, ...]

    def __post_init__(self) -> None:
        """Refuse spans that are not in the text, or that meet."""
        demand_spans(self.text, self.quantities)


QuantityPair = Pair[GoldQuantity, Quantity]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one text gave, in order of position; of two at one place the marked one first."""

    line: GoldText
    pairs: tuple[QuantityPair, ...]


def read_texts(path: Path) -> Iterator[GoldText]:
    """Yield the texts of a gold corpus; raise ArticleError naming the line that is damaged."""
    return read_lines(path, GoldText)


def score(line: GoldText, analyzer: Analyzer) -> Outcome:
    """Read one text and pair what is found with what is marked."""
    found = analyzer.extract(line.text, published=line.published).quantities
    return Outcome(line=line, pairs=pair_up(line.quantities, found))


def same_value(gold: GoldQuantity, found: Quantity) -> bool:
    """Compare values: TIMEX3 and its mod of times, bounds of ranges, else the exact number.

    A vague number (数十億円) has no value; it is right when it is found to be vague. A length that
    is a range (2〜3年) must agree in both, as its TIMEX3 value says neither bound.
    """
    timed = gold.timex is not None or gold.kind in ("date", "duration")
    if timed and (gold.timex, gold.mod) != (found.timex, found.mod):
        return False
    if gold.low is not None:
        return (gold.low, gold.high) == (found.core.low, found.core.high)
    if gold.timex is not None or gold.kind == "date":
        return True
    if gold.modifier == "vague":
        return found.modifier == "vague"
    return gold.value == found.value


def same_unit(gold: GoldQuantity, found: Quantity) -> bool:
    """Compare units; a bare number has none."""
    return (gold.unit or "") == found.unit


def same_days(gold: GoldQuantity, found: Quantity) -> bool:
    """Compare first and last day; two times without days are the same in this."""
    return days_of(gold) == days_of(found)


SCORES: dict[str, Callable[[GoldQuantity, Quantity], bool]] = {
    "span": lambda gold, found: True,
    "value": same_value,
    "unit": same_unit,
    "modifier": lambda gold, found: gold.modifier == found.modifier,
    "direction": lambda gold, found: gold.direction == found.direction,
    "kind": lambda gold, found: gold.kind == found.kind,
    "strict": lambda gold, found: same_value(gold, found) and same_unit(gold, found),
}
"""What must agree, beside the span, for a number to count as right in each score."""

strict = SCORES["strict"]


def days_of(side: GoldQuantity | Quantity) -> Days:
    """Give the first and the last day."""
    return (side.start_date, side.end_date)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count every score, then strict per kind, style and part, then whole texts.

    A found number counts under the kind that the gold gives its span, else under its own.
    """
    pairs = [pair for outcome in outcomes for pair in outcome.pairs]
    counts = {name: count(pairs, same) for name, same in SCORES.items()}
    counts["days"] = count_said(pairs, _days_if_any, _days_if_any)
    for kind in get_args(Kind):
        if of_kind := [pair for pair in pairs if pair.sides[0].kind == kind]:
            counts[f"strict {kind}"] = count(of_kind, strict)
    for group in dict.fromkeys(group for o in outcomes for group in o.line.groups):
        within = [pair for o in outcomes if group in o.line.groups for pair in o.pairs]
        counts[f"strict in {group}"] = count(within, strict)
    whole = sum(all(pair.agrees(strict) for pair in outcome.pairs) for outcome in outcomes)
    counts["texts"] = Tally(right=whole, marked=len(outcomes), found=len(outcomes))
    return counts


def _days_if_any(side: GoldQuantity | Quantity) -> Days | None:
    days = days_of(side)
    return None if days == NO_DAYS else days
