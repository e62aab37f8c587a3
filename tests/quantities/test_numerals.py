"""Numerals: exact values, last places, and round trips."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.quantities.numerals import read_numeral

KANJI = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("written", "value", "place", "grain"),
    [
        ("28", "28", "1", "1"),
        ("28.0", "28", "1/10", "1/10"),
        ("50", "50", "1", "10"),
        ("0", "0", "1", "1"),
        ("750億", "75000000000", "100000000", "1000000000"),
        ("1兆2,345億", "1234500000000", "100000000", "100000000"),
        ("2万8000", "28000", "1", "1000"),
        ("142億26百万", "14226000000", "1000000", "1000000"),
        ("500千", "500000", "1000", "100000"),
        ("四十九兆九千五百九十二億", "49959200000000", "100000000", "100000000"),
        ("二三四五億", "234500000000", "100000000", "100000000"),
        ("〇.二五", "1/4", "1/100", "1/100"),
        ("二・五", "5/2", "1/10", "1/10"),
        ("百億", "10000000000", "100000000", "10000000000"),
        ("1京", "10000000000000000", "10000000000000000", "10000000000000000"),
    ],
)
def test_value_place_grain(written: str, value: str, place: str, grain: str) -> None:
    numeral = read_numeral(written)
    assert numeral is not None
    assert numeral.value == Fraction(value)
    assert numeral.place == Fraction(place)
    assert numeral.grain == Fraction(grain)


@pytest.mark.parametrize("written", ["十百", "1一", "万", "億円", "", "2万3億", "百千", "十十"])
def test_no_numeral(written: str) -> None:
    assert read_numeral(written) is None


def _spoken(number: int) -> str:
    """Write a number the long way: 2345 -> 二千三百四十五."""
    parts = []
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            parts.append(_section(section) + name)
    return "".join(parts)


def _section(number: int) -> str:
    parts = []
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            parts.append(("" if digit == 1 and name else KANJI[digit]) + name)
    return "".join(parts)


@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_every_whole_number_is_read_back(number: int) -> None:
    spoken = read_numeral(_spoken(number))
    grouped = read_numeral(f"{number:,}")
    positional = read_numeral("".join(KANJI[int(c)] for c in str(number)))
    assert [n.value for n in (spoken, grouped, positional) if n] == [number] * 3


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=8))
def test_every_decimal_is_read_back(number: int, decimals: int) -> None:
    digits = str(number).zfill(decimals + 1)
    numeral = read_numeral(f"{digits[:-decimals]}.{digits[-decimals:]}")
    assert numeral is not None
    assert numeral.value == Fraction(number, 10**decimals)
    assert numeral.place == Fraction(1, 10**decimals)
