"""Claims as operands: their values in a formula's dimension, and how they stand to each other."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import itemgetter

import msgspec

from ..claims import metric
from ..mentions import tracked
from ..records import Analysis, Claim, Confidence, Interval, Quantity
from ..text.stops import sentence_end, sentence_start
from .cues import compiled
from .kinds import Kind, factor_of, kind_of
from .schema import FARTHEST, Dimension, Role

_CLOSE = 300
"""Characters over which most checks look; a long article has few numbers in so many."""
LONGEST_RUN = 8
"""Numbers before or behind a total that are looked at."""
LONGEST_NUMBER = 80
"""Characters that a written number takes at most; longer ones are not read."""
_HEADLINE = 80
"""Characters of a headline."""
_EXACT = frozenset({"occurrences"})
_RATE_SPAN = Fraction(1, 4)
_BETTER_BY = re.compile(r"(?:改善|悪化|好転)(?:幅|額)(?:は|が)?約?$")
_ANAPHORS = frozenset({"会社", "同社", "当社", "両者"})
_JUDGED = ("改善", "悪化", "の改善", "の悪化", "好転")
_MINUS = "の?<word>{0,3}<minus>"
_DOWN = "(?:の|も|ほど|程度){0,2}(?:<shrinking>|<below>)"
_PLUS = "の?<word>{0,3}<plus>"
_WORDS = 10
"""Characters behind a number in which its sign is told."""
_NO_CLAIM = Confidence(quantity=1.0, entity=0.0, metric=0.0)


class Operand(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A claim with its quantity and all the places where the article makes it."""

    analysis: Analysis
    claim: Claim
    quantity: Quantity
    places: tuple[tuple[int, int], ...]
    said_as: frozenset[str]
    """Ids of the quantities at those places."""
    kind: Kind

    @property
    def who(self) -> str:
        """How the article names the owner; empty where it does not."""
        named = (m.text for m in self.analysis.mentions if m.id == self.claim.mention)
        return next(named, self.claim.subject or "")

    @property
    def phrase(self) -> str:
        """The number with its hedges, as the article writes it: 1/3を超える。"""
        return self.analysis.article.text[slice(*self.quantity.phrase)]

    @property
    def behind(self) -> str:
        """The characters behind the phrase."""
        end = self.quantity.phrase[1]
        return self.analysis.article.text[end : end + _WORDS]

    @property
    def judged(self) -> bool:
        """A word of better or worse follows, which tells no direction: 2.6%へ0.2ポイント悪化."""
        text, (start, end) = self.analysis.article.text, self.quantity.phrase
        better_by = _BETTER_BY.search(text[max(0, start - 8) : start])
        return text.startswith(_JUDGED, end) or better_by is not None

    def distance(self, other: Operand) -> int:
        """Give the characters between the two, at the places where they are nearest."""
        few, many = sorted((self.places, other.places), key=len)
        return min(_gap(place, many) for place in few)

    def factor(self, dimension: Dimension) -> Fraction | None:
        """Give what the quantity's unit is worth in a dimension, None if it has no place in it."""
        return factor_of(dimension, self.quantity.unit, lasts=self.quantity.kind == "duration")

    def value(self, dimension: Dimension) -> Fraction:
        """Give the number in a dimension."""
        return (self.quantity.value or Fraction(0)) * (self.factor(dimension) or 1)

    def core(self, dimension: Dimension) -> Interval:
        """Give the core interval in a dimension; a count of events (3回) is exact."""
        counted = self.quantity.unit in _EXACT and self.quantity.place == 1
        if counted and self.quantity.modifier is None and self.family() != "results":
            return Interval(low=self.value(dimension), high=self.value(dimension))
        if self.quantity.unit == "times" and self.phrase == "1倍":  # a mark, no measured figure
            return Interval(low=self.value(dimension), high=self.value(dimension))
        return self.quantity.core.scaled(self.factor(dimension) or Fraction(1))

    def cut(self, finer: Fraction | None = None) -> Interval | None:
        """Give what the number stands for when its last place was cut off, as results are.

        finer: its last place where that is finer than it looks.
        """
        value, place = self.quantity.value, finer or self.quantity.place
        if value is None or place is None or self.family() != "results":
            return None
        if self.claim.metric == "dps":  # paid to the yen or the sen
            return None
        if value < 0:
            return Interval(low=value - place, high=value, low_open=True)
        return Interval(low=value, high=value + place, high_open=True)

    def measure(self) -> str:
        """Give the unit, 円/株 as 円: amounts of one measure can be set against each other."""
        unit = self.quantity.unit.removesuffix("/share")
        return "" if unit == "points" else unit

    def bare(self) -> bool:
        """Tell whether no claim takes the number."""
        return not self.claim.id

    def owner(self) -> tuple[str | None, str | None]:
        """Give what the claim is of: an entity, or words; 会社 and 同社 name nobody else."""
        subject = self.claim.subject
        return self.claim.entity, None if subject in _ANAPHORS else subject

    def falls(self) -> bool:
        """Tell whether a fall is written without a sign: 402円安, 12%減, 3億円の赤字."""
        if (self.quantity.value or 0) < 0:
            return False
        if self.claim.direction == "down" or compiled(_MINUS).match(self.behind):
            return True
        return self.claim.direction is None and compiled(_DOWN).match(self.behind) is not None

    def rises(self) -> bool:
        """Tell whether a rise is told by a word or a sign: 402円高, プラス0.4%, 3億円の黒字."""
        told = self.claim.direction is not None or self.phrase.startswith(("プラス", "+"))
        return not self.falls() and (told or compiled(_PLUS).match(self.behind) is not None)

    def family(self) -> str:
        """Give the family of the claim's metric."""
        return metric(self.claim.metric).family if self.claim.metric else ""


def _settled(quantity: Quantity) -> Quantity:
    """Give the span of a policy rate (5.25〜5.50%) as its middle, which moves as the rate does."""
    low, high = quantity.core.low, quantity.core.high
    if quantity.modifier != "range" or quantity.unit != "percent" or low is None or high is None:
        return quantity
    if high - low != _RATE_SPAN:
        return quantity
    middle = Interval(low=(low + high) / 2, high=(low + high) / 2)
    return msgspec.structs.replace(
        quantity, value=middle.low, core=middle, outer=middle, modifier=None
    )


def operands_of(analysis: Analysis) -> Iterator[Operand]:
    """Yield the claims that have a metric and a number, in the article's order."""
    quantities = {q.id: q for q in analysis.quantities}
    at = {(q.start, q.end): q.id for q in analysis.quantities}
    top = headline_end(analysis.article.text)
    for told in analysis.claims:
        claim = _in_body(told, analysis, at) if told.duplicates and told.sentence[0] < top else told
        quantity = _settled(quantities[claim.quantity])
        if claim.metric and quantity.value is not None and not claim.negated:
            first = quantities[told.quantity]
            yield Operand(
                analysis=analysis,
                claim=claim,
                quantity=quantity,
                places=tuple(sorted(((first.start, first.end), *claim.duplicates))),
                said_as=frozenset((first.id, *[at[place] for place in claim.duplicates])),
                kind=kind_of(claim, quantity),
            )


def headline_end(text: str) -> int:
    """Give where the headline ends; 0 where the article has none."""
    line, broken, _ = text.partition("\n")
    return len(line) if broken and len(line) <= _HEADLINE and not line.endswith("。") else 0


def _in_body(claim: Claim, analysis: Analysis, at: dict[tuple[int, int], str]) -> Claim:
    """Give a headline's claim where the body first makes it, in the words that it is checked by."""
    start, end = claim.duplicates[0]
    text = analysis.article.text
    right = min(sentence_end(text, end) + 1, len(text))
    return msgspec.structs.replace(
        claim, quantity=at[start, end], sentence=(sentence_start(text, start), right)
    )


def bare_of(analysis: Analysis, untied: Sequence[Quantity]) -> Iterator[Operand]:
    """Yield the numbers that no claim takes; the claim of each says nothing but where it is."""
    for quantity in map(_settled, untied):
        if quantity.value is None or quantity.kind in ("date", "ordinal"):
            continue
        claim = Claim(
            id="",
            sentence=(quantity.start, quantity.end),
            quantity=quantity.id,
            direction=quantity.direction,
            confidence=_NO_CLAIM,
        )
        yield Operand(
            analysis=analysis,
            claim=claim,
            quantity=quantity,
            places=(claim.sentence,),
            said_as=frozenset((quantity.id,)),
            kind=kind_of(claim, quantity),
        )


def _gap(place: tuple[int, int], others: tuple[tuple[int, int], ...]) -> int:
    """Give the characters from a place to the nearest of others, which are in order."""
    at = bisect_left(others, place)
    near = others[max(0, at - 1) : at + 1]
    return min(max(place[0] - b, a - place[1], 0) for a, b in near)


_distance = itemgetter(0)


class Pool(msgspec.Struct, frozen=True):
    """The operands of an article, to be looked up by place."""

    operands: tuple[Operand, ...]
    """Those with a metric, and behind them the numbers that no claim takes."""
    places: tuple[tuple[int, int], ...]
    """Start of each place and the index of its operand, in order."""
    quantities: tuple[Quantity, ...]
    """Every number of the article, in order."""
    untied: tuple[Quantity, ...]
    """Those that no claim takes, in order."""
    known: dict[tuple[str, int], list[tuple[int, Operand]]]
    """Neighbours that were looked up before, by the id of the number and the reach."""
    told: dict[tuple[str, str, str, str], bool]
    """Whether what roles ask for stands beside a number; many roles ask for the same."""
    fitting: dict[Role, frozenset[str]]
    """The numbers that can fill a role, of those that were looked at."""
    alike: dict[Kind, list[Quantity]]
    """The numbers of each kind."""

    def neighbours(self, stated: Operand, within: int) -> list[tuple[int, Operand]]:
        """Give the other operands in reach and the characters to each, nearest first."""
        reach = _CLOSE if within <= _CLOSE else FARTHEST
        place = (stated.quantity.id, reach)
        known = self.known.get(place)
        if known is None:
            known = self.known[place] = self._around(stated, reach)
        return known

    def _around(self, stated: Operand, reach: int) -> list[tuple[int, Operand]]:
        seen: set[int] = set()
        for start, end in stated.places:
            left = bisect_left(self.places, (start - reach - LONGEST_NUMBER, 0))
            right = bisect_right(self.places, (end + reach, len(self.operands)))
            seen.update(index for _, index in self.places[left:right])
        others = (self.operands[index] for index in sorted(seen))
        near = [(stated.distance(other), other) for other in others if other is not stated]
        return sorted(near, key=_distance)

    def claim_of(self, quantity: Quantity) -> str | None:
        """Give the id of the claim that takes a number, None where none does."""
        own = (o.claim.id for o in self.operands if quantity.id in o.said_as)
        return next(own, None) or None

    def before(self, stated: Operand) -> list[Operand]:
        """Give the numbers before one, in order, as far back as a run of parts can go."""
        at = bisect_left(self.places, (stated.quantity.start, -1))
        return [self.operands[index] for _, index in self.places[max(0, at - LONGEST_RUN) : at]]

    def behind(self, stated: Operand) -> list[Operand]:
        """Give the numbers behind one, in order, as far as a run of parts can go."""
        at = bisect_right(self.places, (stated.quantity.start, len(self.operands)))
        return [self.operands[index] for _, index in self.places[at : at + LONGEST_RUN]]

    def last_end(self, offset: int) -> int:
        """Give where the last number before an offset ends; 0 where there is none."""
        at = bisect_left(self.quantities, offset, key=lambda q: q.start)
        return self.quantities[at - 1].end if at else 0

    def timed(self, left: int, right: int, asides: Sequence[tuple[int, int]] = ()) -> int | None:
        """Give the characters that times take between two offsets, None where a figure stands.

        asides: spans of brackets, in which numbers are not looked at.
        """
        at = bisect_left(self.quantities, left, key=lambda q: q.start)
        taken = 0
        for quantity in itertools.takewhile(lambda q: q.end <= right, self.quantities[at:]):
            if any(start <= quantity.start and quantity.end <= end for start, end in asides):
                continue
            if quantity.kind not in ("date", "duration"):
                return None
            taken += quantity.end - quantity.start
        return taken

    def untied_units(self, left: int, right: int) -> set[str]:
        """Give the units of the numbers between two offsets that no claim takes."""
        start = bisect_left(self.untied, left, key=lambda q: q.start)
        end = bisect_left(self.untied, right, key=lambda q: q.start)
        return {quantity.unit for quantity in self.untied[start:end]}


def pool_of(analysis: Analysis) -> Pool:
    """Collect the operands of an article."""
    tied = {claim.quantity for claim in analysis.claims}
    again = {place for claim in analysis.claims for place in claim.duplicates}
    untied = tuple(
        q for q in analysis.quantities if q.id not in tied and (q.start, q.end) not in again
    )
    operands = (*operands_of(analysis), *bare_of(analysis, untied))
    places = [(start, i) for i, o in enumerate(operands) for start, _ in o.places]
    alike: dict[Kind, list[Quantity]] = {}
    for operand in operands:
        alike.setdefault(operand.kind, []).append(operand.quantity)
    return Pool(operands, tuple(sorted(places)), analysis.quantities, untied, {}, {}, {}, alike)


def one_subject(left: Operand, right: Operand) -> bool:
    """Tell whether two claims are of one subject: by entity, or by the very same words."""
    if left.claim.entity is None and right.claim.entity is None:
        return left.claim.subject is not None and left.claim.subject == right.claim.subject
    return related(left.claim.entity, right.claim.entity)


def can_be_of_one(left: Operand, right: Operand) -> bool:
    """Tell whether two numbers can be of one owner, as far as owners are told."""
    told = (None, None) not in (left.owner(), right.owner())
    return not told or one_subject(left, right)


def related(left: str | None, right: str | None) -> bool:
    """Tell whether two entities are one subject: equal, or an ETF and its index."""
    return left is not None and right is not None and tracked(left) == tracked(right)
