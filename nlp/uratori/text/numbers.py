"""Exact numbers as people write them: 750億ドル, 30.4%, 29.25倍, USD 75 billion.

The reverse of reading a numeral, for explanations and reports. A value that is short when written
out stays exact; a longer one is rounded half to even.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import msgspec

from ..lexicon import read_table

_JA_SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, ""))
_EN_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_EXACT_PLACES = 2
_EXACT_DIGITS = 8
_ROUNDED_DIGITS = 5
_MOST_PLACES = 12


class _UnitName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How one unit is written, and to how many decimals."""

    places: int
    ja: str
    en: str
    form: str

    def word(self, lang: str) -> str:
        return self.ja if lang == "ja" else self.en


def format_number(value: Fraction, unit: str, lang: str = "ja", places: int | None = None) -> str:
    """Write an exact number with its unit for a reader of `lang` (``ja`` or ``en``).

    A ratio is written as a percentage. `places` fixes the decimals (of the leading scale word for
    an amount of 1億 or more); by default a value with at most two decimals stays exact and any
    other is rounded to the unit's own custom, never to fewer than two significant digits.

    >>> format_number(Fraction(17, 56), "ratio")
    '30.4%'
    >>> format_number(Fraction(75_000_000_000), "USD")
    '750億ドル'
    >>> format_number(Fraction(601, 4), "JPY/USD")
    '1ドル=150.25円'
    """
    name = _names().get(unit)
    if "/" in unit:
        return _format_rate(value, unit, lang, places)
    if name is None:
        return _format_other(value, unit, lang, places)
    if name.form in ("currency", "count"):
        return _format_amount(value, name, lang, places)
    number = value * 100 if unit == "ratio" else value
    return decimal_text(number, _places(number, name.places, places)) + name.word(lang)


def decimal_text(value: Fraction, places: int) -> str:
    """Round half to even to `places` decimals and write with thousands separators.

    >>> decimal_text(Fraction(-123456, 100), 1)
    '-1,234.6'
    """
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{Decimal(whole):,}" + (f".{_digits(rest).zfill(places)}" if places else "")


def exact_text(value: Fraction) -> str:
    """Write a number so that nothing is lost: a decimal where it ends, else a fraction.

    >>> exact_text(Fraction(39, 2)), exact_text(Fraction(1, 3)), exact_text(Fraction(75 * 10**9))
    ('19.5', '1/3', '75000000000')
    """
    places = _ending_places(value.denominator)
    if places is None:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    whole, rest = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{_digits(whole)}" + (f".{_digits(rest).zfill(places)}" if places else "")


def nearest_double(value: Fraction | None) -> float | None:
    """Give the nearest double, for plots; None where there is no number or it is beyond all."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


def _digits(number: int) -> str:
    """Write an integer of any length; `str` refuses one of more than 4,300 digits."""
    return str(Decimal(number))


def _ending_places(denominator: int) -> int | None:
    """Give the decimals after which a fraction with this denominator ends, None if it does not."""
    twos = (denominator & -denominator).bit_length() - 1
    odd, fives = denominator >> twos, 0
    while odd % 5 == 0:
        odd, fives = odd // 5, fives + 1
    return max(twos, fives) if odd == 1 else None


def _places(value: Fraction, custom: int, fixed: int | None) -> int:
    """Choose the decimals for one number."""
    if fixed is not None:
        return fixed
    ending = _ending_places(value.denominator)
    if ending is not None and ending <= _EXACT_PLACES:
        return ending
    places = custom
    while places < _MOST_PLACES and abs(value) * 10**places < 10:
        places += 1
    return places


def _format_amount(value: Fraction, name: _UnitName, lang: str, places: int | None) -> str:
    number = _japanese(value, places) if lang == "ja" else _english(value, places)
    if name.form == "currency" and lang != "ja":
        return f"{name.en} {number}"
    return number + name.word(lang)


def _japanese(value: Fraction, places: int | None) -> str:
    """Write an amount with 兆, 億 and 万: 1兆2,345億, 39,812, 150.25."""
    size = abs(value)
    if size < 10**8 and (size < 10**5 or size % 10**4):
        return decimal_text(value, _places(value, _EXACT_PLACES, places))
    if places is not None:
        scale, word = next((s, w) for s, w in _JA_SCALES if size >= s)
        return decimal_text(value / scale, places) + word
    rest, groups = _short(size), []
    for scale, word in _JA_SCALES:
        group, rest = divmod(rest, scale)
        if group:
            groups.append(f"{Decimal(group):,}{word}")
    return ("-" if value < 0 else "") + "".join(groups)


def _english(value: Fraction, places: int | None) -> str:
    """Write an amount with trillion, billion and million: 75 billion, 39,812."""
    size = abs(value)
    for scale, word in _EN_SCALES:
        if size >= scale:
            scaled = Fraction(_short(size), scale) * (1 if value > 0 else -1)
            custom = _ending_places(scaled.denominator) or 0
            return f"{decimal_text(scaled, custom if places is None else places)} {word}"
    return decimal_text(value, _places(value, _EXACT_PLACES, places))


def _short(size: Fraction) -> int:
    """Keep a large amount of few digits; round a longer one to five."""
    whole = round(size)
    digits = _digits(whole)
    if size == whole and len(digits.rstrip("0")) <= _EXACT_DIGITS:
        return whole
    grain: int = 10 ** max(len(digits) - _ROUNDED_DIGITS, 0)
    return round(size / grain) * grain


def _format_rate(value: Fraction, unit: str, lang: str, places: int | None) -> str:
    """Write a price per something: 120円/株, 1ドル=150.25円."""
    above, _, below = unit.partition("/")
    names = _names()
    if lang != "ja" or above not in names or below not in names:
        number = decimal_text(value, _places(value, _EXACT_PLACES, places))
        return f"{number} {unit}"
    if names[below].form == "currency":
        return f"1{names[below].ja}={format_number(value, above, lang, places)}"
    return f"{format_number(value, above, lang, places)}/{names[below].ja}"


def _format_other(value: Fraction, unit: str, lang: str, places: int | None) -> str:
    """Write a number whose counter the table does not know; the counter keeps its own text."""
    number = decimal_text(value, _places(value, _EXACT_PLACES, places))
    return f"{number}{unit}" if lang == "ja" else f"{number} {unit}".rstrip()


@lru_cache(maxsize=1)
def _names() -> dict[str, _UnitName]:
    return {
        row["unit"]: _UnitName(
            places=int(row["places"]), ja=row["ja"], en=row["en"], form=row["form"]
        )
        for row in read_table("unit_names", "uratori.text")
    }
