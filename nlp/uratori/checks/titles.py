"""A headline's number that no metric ties to the body: held against the body by its noun.

「自社株買い最大500億円」 over 「上限300億円の自社株買いを実施する」: the opening of the body
knows one amount where it speaks of the same thing, and the headline's own is nowhere in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import Quantity
from ..text.lazy import lazy
from ..text.stops import sentence_end
from .operands import Operand
from .remarks import Page

_OPENING = 2
"""Sentences of the body in which a headline's number is told in full."""
_NOUN = lazy(
    r"(?P<noun>[一-龥ァ-ヶー]{2,12}(?:買い)?)"
    r"(?:は|が|を|に|で|の|、| |最大|上限|総額|計|約|額){0,3}$"
)
_BEFORE = 16
"""Characters before a number in which its noun stands."""
_STEM = 2
"""Characters at the end of a noun that the body must have."""
_SIZE = 12
"""Times that two tellings of one number differ by at most, whatever the slip."""
_RATES = frozenset({"percent", "ratio", "times"})


def told_of_noun(page: Page, head: Operand, end: int) -> Operand | None:
    """Give the one number of the body's opening that tells what a headline's number is of.

    end: where the headline ends. None where the noun is not found, where several numbers are of
    it, or where the headline's number follows from two others of the body.
    """
    noun = _NOUN.search(
        page.text[max(0, head.quantity.phrase[0] - _BEFORE) : head.quantity.phrase[0]]
    )
    if noun is None or not _plain(head.quantity):
        return None
    stem = noun["noun"][-_STEM:] if not noun["noun"].endswith("買い") else "買い"
    there = [
        other
        for left, right in _sentences(page.text, end)
        if stem in page.text[left:right]
        for other in page.pool.operands
        if left <= other.quantity.start < right and _alike(head, other)
    ]
    if len(there) != 1 or not _near(head, there[0]) or _follows(head, page, end):
        return None
    return there[0]


def _sentences(text: str, end: int) -> Iterator[tuple[int, int]]:
    left = end + 1
    for _ in range(_OPENING):
        right = sentence_end(text, left)
        yield left, right
        left = right + 1


def _plain(quantity: Quantity) -> bool:
    return quantity.kind in ("level", "change", "count") and bool(quantity.value)


def _alike(head: Operand, other: Operand) -> bool:
    one, two = head.quantity, other.quantity
    return (
        _plain(two)
        and two.unit == one.unit
        and two.direction == one.direction
        and (one.value or 0) * (two.value or 0) > 0
        and "price" not in (head.family(), other.family())
        and (head.claim.metric == other.claim.metric or "results" not in _families(head, other))
    )


def _families(head: Operand, other: Operand) -> set[str | None]:
    return set() if head.bare() or other.bare() else {head.family(), other.family()}


def _near(head: Operand, other: Operand) -> bool:
    low, high = sorted(abs(each.quantity.value or Fraction(0)) for each in (head, other))
    return high < low * _SIZE


def _follows(head: Operand, page: Page, end: int) -> bool:
    """Tell whether a number is the rate of two of the body, or the sum of them or of all."""
    rate = head.quantity.unit in _RATES
    value, place = abs(head.quantity.value or Fraction(0)), head.quantity.place or Fraction(0)
    factor = head.factor("ratio") if rate else None
    amounts = [
        other.value("plain")
        for other in page.pool.operands
        if other.quantity.start > end
        and _plain(other.quantity)
        and (other.quantity.unit not in _RATES if rate else other.measure() == head.measure())
    ]
    pairs = itertools.combinations(sorted(map(abs, amounts)), 2)
    return any(
        abs(came / (factor or 1) - value) <= place
        for low, high in pairs
        for came in _came(low, high, rate=rate)
    ) or (not rate and abs(sum(map(abs, amounts)) - value) <= place)


def _came(low: Fraction, high: Fraction, *, rate: bool) -> Sequence[Fraction]:
    if not rate:
        return (low + high, high - low)
    return (high / low - 1, 1 - low / high, low / high, high / low) if low else ()
