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
from typing import Annotated, TypeVar, get_args

import msgspec

from ..pipeline import Analyzer
from ..records import Direction, Kind, Mod, Modifier, Quantity
from .gold import read_lines
from .scores import Tally

_End = TypeVar("_End", Fraction, date)
Days = tuple[date | None, date | None]
NO_DAYS: Days = (None, None)


class GoldQuantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number as an annotator marked it; what is absent is None."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    start: Annotated[int, msgspec.Meta(ge=0)]
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

    @property
    def end(self) -> int:
        """The code point after the span."""
        return self.start + len(self.text)

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


class GoldText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text with every number that it states; none makes it a text that must stay silent."""

    id: str
    text: str
    quantities: tuple[GoldQuantity, ...]
    style: str | None = None
    part: str | None = None
    """Which half of the corpus it belongs to: `seen` while the grammar was made, or `blind`."""
    published: date | None = None

    def __post_init__(self) -> None:
        """Refuse spans that are not in the text, or that meet."""
        reached = 0
        for gold in sorted(self.quantities, key=lambda gold: gold.start):
            if self.text[gold.start : gold.end] != gold.text:
                nearest = self.text.find(gold.text)
                hint = f", but at {nearest}" if nearest >= 0 else " or anywhere else"
                raise ValueError(f"「{gold.text}」 does not stand at {gold.start}{hint}")
            if gold.start < reached:
                raise ValueError(f"「{gold.text}」 at {gold.start} overlaps the one before it")
            reached = gold.end


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A span that the gold marks, that was found, or both."""

    gold: GoldQuantity | None
    found: Quantity | None

    @property
    def start(self) -> int:
        """Where the span begins."""
        return min(side.start for side in (self.gold, self.found) if side is not None)

    @property
    def kind(self) -> Kind | None:
        """The kind that the gold gives the span, else that which was found."""
        return next((side.kind for side in (self.gold, self.found) if side is not None), None)

    def agrees(self, same: Callable[[GoldQuantity, Quantity], bool]) -> bool:
        """Tell whether the span was both marked and found, and the two are the same in this."""
        return self.gold is not None and self.found is not None and same(self.gold, self.found)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one text gave, in order of position; of two at one place the marked one first."""

    line: GoldText
    pairs: tuple[Pair, ...]


def read_texts(path: Path) -> Iterator[GoldText]:
    """Yield the texts of a gold corpus; raise ArticleError naming the line that is damaged."""
    return read_lines(path, GoldText)


def score(line: GoldText, analyzer: Analyzer) -> Outcome:
    """Read one text and pair what is found with what is marked."""
    marked = {(gold.start, gold.end): gold for gold in line.quantities}
    found = analyzer.extract(line.text, published=line.published).quantities
    pairs = [Pair(gold=marked.pop((one.start, one.end), None), found=one) for one in found]
    pairs += [Pair(gold=gold, found=None) for gold in marked.values()]
    in_order = sorted(pairs, key=lambda pair: (pair.start, pair.gold is None))
    return Outcome(line=line, pairs=tuple(in_order))


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


def days_of(side: GoldQuantity | Quantity | None) -> Days:
    """Give the first and the last day, none of both where there is no such side."""
    return NO_DAYS if side is None else (side.start_date, side.end_date)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count every score, then strict per kind, style and part, then whole texts.

    A found number counts under the kind that the gold gives its span, else under its own.
    """
    pairs = [pair for outcome in outcomes for pair in outcome.pairs]
    counts = {name: _tally(pairs, same) for name, same in SCORES.items()}
    counts["days"] = _days_tally(pairs)
    for kind in get_args(Kind):
        if of_kind := [pair for pair in pairs if pair.kind == kind]:
            counts[f"strict {kind}"] = _tally(of_kind, strict)
    for group in dict.fromkeys(group for o in outcomes for group in _groups(o.line)):
        within = [pair for o in outcomes if group in _groups(o.line) for pair in o.pairs]
        counts[f"strict in {group}"] = _tally(within, strict)
    whole = sum(all(pair.agrees(strict) for pair in outcome.pairs) for outcome in outcomes)
    counts["texts"] = Tally(right=whole, marked=len(outcomes), found=len(outcomes))
    return counts


def _groups(line: GoldText) -> list[str]:
    return [group for group in (line.style, line.part) if group]


def _tally(pairs: Sequence[Pair], same: Callable[[GoldQuantity, Quantity], bool]) -> Tally:
    return Tally(
        right=sum(pair.agrees(same) for pair in pairs),
        marked=sum(pair.gold is not None for pair in pairs),
        found=sum(pair.found is not None for pair in pairs),
    )


def _days_tally(pairs: Sequence[Pair]) -> Tally:
    sides = [(days_of(pair.gold), days_of(pair.found)) for pair in pairs]
    return Tally(
        right=sum(gold == found != NO_DAYS for gold, found in sides),
        marked=sum(gold != NO_DAYS for gold, _ in sides),
        found=sum(found != NO_DAYS for _, found in sides),
    )
