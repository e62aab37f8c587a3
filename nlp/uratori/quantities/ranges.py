"""Two terms joined: 2〜3%, 1〜2兆円, 5.25〜5.50%, 150円25〜27銭, ±5%."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from .edges import RANGE_BEGINS
from .numerals import MYRIAD, SECTION
from .patterns import CURRENCY_SIGN, DIGIT_RUN, MINOR_RANGE, RANGE
from .terms import Term, prefixed, read_term, signed
from .units import Unit

_TAIL_DIGITS = 2
"""Digits of a second end that leaves out those of the first."""


class Joined(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The two ends of a range, in one unit, and where its text ends."""

    low: Term
    high: Term
    end: int


def join(page: str, term: Term) -> Joined | None:
    """Read what a term is the first end of; None where it stands alone."""
    minor = _minor_range(page, term)
    if minor:
        return minor
    if term.unit is not None and not term.unit.surface:
        return _of_one_prefix(page, term, term.unit)
    other = _second(page, term)
    if other is None:
        return None
    first = _distributed(term, other)
    other = _with_head(page, first, other)
    ends = sorted((first, other), key=lambda t: t.value)
    return Joined(low=ends[0], high=ends[1], end=other.end)


def _minor_range(page: str, term: Term) -> Joined | None:
    """Read 150円25〜27銭."""
    if term.unit is None or term.unit.minor != "銭":
        return None
    if not "0" <= page[term.end : term.end + 1] <= "9" or term.value.denominator != 1:
        return None
    found = MINOR_RANGE.match(page, term.end)
    if not found or int(found["low"]) >= int(found["high"]):
        return None
    place = Fraction(1, 100)
    low, high = (
        msgspec.structs.replace(
            term, value=term.value + int(found[name]) * place, place=place, grain=place
        )
        for name in ("low", "high")
    )
    return Joined(low=low, high=high, end=found.end())


def _of_one_prefix(page: str, term: Term, money: Unit) -> Joined | None:
    """Read $84〜87bn and ¥1,000〜¥2,000: the sign and the scale stand once or twice."""
    link = RANGE.match(page, term.end)
    other = read_term(page, link.end() + _sign_length(page, link.end())) if link else None
    if link is None or other is None or "、" in link[0]:
        return None
    if other.unit is None:
        other = prefixed(page, money.unit, other.end, other.numeral)
    if other.unit is None or other.unit.unit != money.unit:
        return None
    factor = other.value / other.numeral.value if other.numeral.value else Fraction(1)
    if term.numeral.scale == 1:
        factor *= _scale_below(term.value, other.value, other.numeral.scale)
    if term.value == term.numeral.value and factor > 1:
        term = msgspec.structs.replace(
            term, value=term.value * factor, place=term.place * factor, grain=term.grain * factor
        )
    return Joined(low=term, high=other, end=other.end) if other.value >= term.value else None


def _sign_length(page: str, at: int) -> int:
    found = CURRENCY_SIGN.match(page, at)
    return len(found[0]) if found else 0


def _second(page: str, term: Term) -> Term | None:
    """Read the second number of a range; its unit is that of the first, or the first has none."""
    if page[term.end : term.end + 1] not in RANGE_BEGINS:
        return None
    link = RANGE.match(page, term.end)
    if not link:
        return None
    at = link.end()
    sign = 1 if page[at : at + 1] in ("▲", "△", "-", "+") else 0
    other = read_term(page, at + sign)
    if other is None or not _joins(page, term, other, link[0]):
        return None
    return signed(page, other) if sign else other


def _joins(page: str, term: Term, other: Term, link: str) -> bool:
    if "、" in link:
        return term.unit is None and other.unit is not None and _neighbours(term, other)
    if term.unit is None:
        return other.unit is not None or "~" in link
    if other.unit is None:
        return False
    same_minor = term.unit.minor == other.unit.surface
    return other.unit.unit == term.unit.unit and (other.value >= term.value or not same_minor)


def _with_head(page: str, first: Term, other: Term) -> Term:
    """Give the 43 of 1.1842〜43ドル the digits that it leaves out: 1.1843."""
    written = DIGIT_RUN.match(page, other.start)
    if first.numeral.place >= 1 or other.numeral.place < 1 or not written:
        return other
    if len(written[0]) != _TAIL_DIGITS:
        return other
    last = first.place * 10**_TAIL_DIGITS
    tail = other.value / (other.unit.scale if other.unit else 1)
    value = first.value - first.value % last + tail * first.place
    if value <= first.value:
        return other
    return msgspec.structs.replace(other, value=value, place=first.place, grain=first.place)


def _neighbours(term: Term, other: Term) -> bool:
    """Tell 2、3社 and 1万、2万円, which estimate, from two numbers of a list."""
    place = term.numeral.grain
    step = other.numeral.value - term.numeral.value
    return step == place == other.numeral.grain and other.numeral.value < 10 * place


def _distributed(term: Term, other: Term) -> Term:
    """Give the first end the unit of the second, and its scale where that keeps it the smaller."""
    if term.unit is not None or other.unit is None:
        return term
    factor = other.unit.scale
    if term.numeral.scale == 1 and other.numeral.scale > 1:
        bound = other.value / factor if factor else other.value
        factor *= _scale_below(term.value, bound, other.numeral.scale)
    return msgspec.structs.replace(
        term, unit=other.unit, value=term.value * factor, place=term.place * factor,
        grain=term.grain * factor,
    )  # fmt: skip


def _scale_below(value: Fraction, bound: Fraction, top: int) -> int:
    """Give the largest scale up to `top` that leaves a value at most `bound`: 8000億〜1兆."""
    scales = sorted({1, *SECTION.values(), *MYRIAD.values()}, reverse=True)
    if top in MYRIAD.values():
        scales = sorted({1, *MYRIAD.values()}, reverse=True)
    return next((s for s in scales if s <= top and abs(value) * s <= abs(bound)), 1)
