"""The grammar of written numbers: 1兆2,345億, 2万8000, 四十九兆, 二三四五億 -> exact values.

Two scales nest in Japanese: 十 百 千 count inside a section, 万 億 兆 京 close one. A company's
millions and thousands (1,200百万円, 500千株) are the same grammar with a large first digit group.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import msgspec

from .patterns import NUMERAL_TOKEN

SECTION = {"十": 10, "百": 100, "千": 1000}
MYRIAD = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
Exact = int | Fraction
"""A whole number stays an int while it is put together: several times faster."""
_TO_ARABIC = str.maketrans("〇零一二三四五六七八九・", "00123456789.", ",")


class Numeral(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number as written."""

    value: Fraction
    place: Fraction
    """Value of the last written place: 1 for 28, 0.1 for 28.0, 10**8 for 1兆2,345億."""
    grain: Fraction
    """`place` itself, or where a whole number ends in zeros the place of its last other digit."""
    scale: int
    """What a range hands on to its first number: 10**12 for the 2兆 of 1〜2兆円."""
    arabic: bool
    """Whether it holds at least one of the digits 0 to 9."""


def exact(written: str) -> Exact:
    """Read 100 as an int and 1/100 or 0.5 as a fraction."""
    value = Fraction(written)
    return value.numerator if value.denominator == 1 else value


@lru_cache(maxsize=1 << 14)
def read_numeral(written: str) -> Numeral | None:
    """Read a numeral of folded text; None where the characters make no number (十百, 1一).

    >>> read_numeral("1兆2,345億").value
    Fraction(1234500000000, 1)
    """
    if not written or written in MYRIAD:
        return None
    if written in SECTION or not NUMERAL_TOKEN.fullmatch(written):
        return _compound(written)
    value, place = _group(written)
    return _numeral(written, value, place, 1)


def _group(digits: str) -> tuple[Exact, Exact]:
    """Give value and place of one run of digits, Arabic or kanji."""
    plain = digits.translate(_TO_ARABIC)
    point = plain.find(".")
    if point < 0:
        return int(plain), 1
    return Fraction(plain), Fraction(1, 10 ** (len(plain) - point - 1))


def _compound(written: str) -> Numeral | None:
    """Read section by section, from the largest myriad down."""
    total: Exact = 0
    place: Exact = 1
    ceiling, trailing = 10**20, 1
    section: list[str] = []
    for token in NUMERAL_TOKEN.findall(written):
        myriad = MYRIAD.get(token)
        if myriad is None:
            section.append(token)
            continue
        part = _section(section, ceiling)
        if part is None or myriad >= ceiling:
            return None
        total, place = total + part[0] * myriad, part[1] * myriad
        ceiling, trailing, section = myriad, myriad, []
    if section:
        part = _section(section, ceiling)
        if part is None or part[0] >= ceiling:
            return None
        total, place, trailing = total + part[0], part[1], _section_scale(section)
    return _numeral(written, total, place, trailing)


def _section(tokens: list[str], ceiling: int) -> tuple[Exact, Exact] | None:
    """Read 2千, 四十九, 12, 1,200百; None where scales do not fall or digits follow digits."""
    if not tokens:
        return None
    value: Exact = 0
    place: Exact = 1
    last = ceiling
    pending: tuple[Exact, Exact] | None = None
    for token in tokens:
        scale = SECTION.get(token)
        if scale is None:
            if pending is not None:
                return None
            pending = _group(token)
            continue
        if scale >= last:
            return None
        digits, unit = pending or (1, Fraction(1, scale))  # 百 is 100 with two zeros
        value, place, last, pending = value + digits * scale, unit * scale, scale, None
    if pending is None:
        return value, place
    return None if pending[0] >= last else (value + pending[0], pending[1])


def _section_scale(tokens: list[str]) -> int:
    return SECTION.get(tokens[-1], 1)


def _numeral(written: str, value: Exact, place: Exact, scale: int) -> Numeral:
    last, grain = Fraction(place), _grain(value, place, written)
    return Numeral(
        value=Fraction(value),
        place=last,
        grain=last if grain == place else Fraction(grain),
        scale=scale,
        arabic=any("0" <= c <= "9" for c in written),
    )


def _grain(value: Exact, place: Exact, written: str) -> Exact:
    """Give the place of the last non-zero digit of a whole number; 28.0 keeps its own place."""
    if not value or "." in written or "・" in written:
        return place
    count = str(Fraction(value) / place if isinstance(place, Fraction) else value // place)
    zeros: int = len(count) - len(count.rstrip("0"))
    scale: int = 10**zeros
    return place * scale
