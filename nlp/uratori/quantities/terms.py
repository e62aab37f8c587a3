"""One numeral with its unit: 750億ドル, 150円25銭, 2割5分3厘, 1年半, $1.2bn, ▲5.3%."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from .date_patterns import HALF_SUFFIX
from .edges import NO_UNIT_BEGINS, ORDINAL_BEGINS, SIGN_ENDS
from .numerals import Exact, Numeral, read_numeral
from .patterns import (
    BAND_AFTER,
    ENGLISH_SCALE,
    INDEX_BEFORE,
    MINOR,
    NO_UNIT,
    NUMERAL,
    ORDINAL_AFTER,
    RATE_OF_YEAR,
    RIN,
    SIGN_BEFORE,
    WARI,
)  # fmt: skip
from .units import Unit, prefix_before, unit_at

_ENGLISH = {"b": 10**9, "m": 10**6, "t": 10**12, "k": 10**3}
_HALVED = frozenset({"years", "months", "hours", "times", "days", "weeks"})
_LARGE_SCALE = 10**8
_MONEY = Unit(surface="", unit="", scale=1, kind="level", group="strong")


class Term(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number in its unit; `unit` is None where none is written."""

    start: int
    end: int
    value: Fraction
    place: Fraction
    grain: Fraction
    numeral: Numeral
    unit: Unit | None
    sign: str = ""
    """``-``, ``+``, ``±`` or empty; the value already holds a minus."""


def read_term(page: str, at: int) -> Term | None:
    """Read a numeral and its unit at a place; None where the characters make no numeral."""
    found = NUMERAL.match(page, at)
    numeral = read_numeral(found[0]) if found else None
    if not found or not numeral:
        return None
    end = found.end()
    if _runs_on(page, end):
        return None
    prefix = prefix_before(page, at)
    if prefix:
        return _after_prefix(page, prefix, end, numeral)
    unit, end = _unit(page, at, end, numeral)
    term = _scaled(at, end, numeral, unit, unit.scale if unit else 1)
    return term if unit is None else _extended(page, term, unit)


def _runs_on(page: str, at: int) -> bool:
    """Tell whether more digits follow, so that this is no number (1,234,5678, 1.0.5)."""
    after = page[at : at + 1]
    if after in (",", "."):
        after = page[at + 1 : at + 2]
    return "0" <= after <= "9"


def _scaled(start: int, end: int, numeral: Numeral, unit: Unit | None, scale: Exact) -> Term:
    value, place, grain = numeral.value, numeral.place, numeral.grain
    if scale != 1:
        value, grain = value * scale, grain * scale
        place = grain if numeral.place is numeral.grain else place * scale
    return Term(
        start=start, end=end, numeral=numeral, unit=unit, value=value, place=place, grain=grain
    )


def _unit(page: str, start: int, at: int, numeral: Numeral) -> tuple[Unit | None, int]:
    """Find the unit, one space allowed; 台 of 20台後半 is a band and no counter."""
    gap = 1 if page[at : at + 1] == " " else 0
    unit = unit_at(page, at + gap)
    if unit is None or (unit.surface[0] in NO_UNIT_BEGINS and NO_UNIT.match(page, at + gap)):
        return None, at
    if unit.surface == "台" and _is_band(page, start, at):
        return None, at
    if gap and unit.group == "counter" and not numeral.arabic:
        return None, at
    end = at + gap + len(unit.surface)
    if (
        page[end : end + 1] in ORDINAL_BEGINS
        and unit.group in ("counter", "duration")
        and ORDINAL_AFTER.match(page, end)
    ):
        nth = f"{unit.surface}目"
        return msgspec.structs.replace(unit, surface=nth, unit=nth, kind="ordinal"), end + 1
    return unit, end


def _is_band(page: str, start: int, at: int) -> bool:
    """Tell the 台 of VIXは20台 and 20台後半 from the counter of cars."""
    if BAND_AFTER.match(page, at):
        return True
    return INDEX_BEFORE.search(page[max(0, start - 10) : start]) is not None


def _after_prefix(page: str, prefix: tuple[int, str], at: int, numeral: Numeral) -> Term:
    """Read US$1.2bn and $750億: the sign names the unit, a word may scale it."""
    start, currency = prefix
    return msgspec.structs.replace(prefixed(page, currency, at, numeral), start=start)


def prefixed(page: str, currency: str, at: int, numeral: Numeral) -> Term:
    """Read what may follow a numeral whose currency stands before it; `at` is the numeral's end."""
    scale = ENGLISH_SCALE.match(page, at)
    factor = _ENGLISH[scale[0].strip()[0].lower()] if scale else 1
    end = scale.end() if scale else at
    unit = unit_at(page, end)
    if unit and unit.unit == currency:
        end += len(unit.surface)
    money = msgspec.structs.replace(_MONEY, unit=currency)
    return _scaled(at, end, numeral, money, factor)


def _extended(page: str, term: Term, unit: Unit) -> Term:
    """Take in what a unit lets follow: 25銭 after 円, 5分3厘 after 割, 半 after 年."""
    if unit.surface == "割":
        return _wari(page, term)
    if unit.surface == "分":
        return _bun(page, term)
    if unit.minor:
        return _continued(page, _minor(page, term, unit), unit)
    if unit.unit in _HALVED and page[term.end : term.end + 1] == "半":
        return _half(page, term, unit)
    return term


def _continued(page: str, term: Term, unit: Unit) -> Term:
    """Read 328億円73百万円, which names its unit twice, as one amount."""
    if term.numeral.scale < _LARGE_SCALE or not "0" <= page[term.end : term.end + 1] <= "9":
        return term
    rest = read_term(page, term.end)
    if rest is None or rest.unit is None or rest.unit.unit != unit.unit:
        return term
    if rest.value >= term.place or rest.numeral.scale == 1:
        return term
    return msgspec.structs.replace(
        term, end=rest.end, value=term.value + rest.value, place=rest.place, grain=rest.grain
    )


def _minor(page: str, term: Term, unit: Unit) -> Term:
    found = MINOR.match(page, term.end)
    small = unit_at(page, found.end()) if found else None
    if not found or not small or small.surface != unit.minor:
        return term
    numeral = read_numeral(found[0])
    if numeral is None or numeral.value >= 100:
        return term
    place = numeral.place * small.scale
    return msgspec.structs.replace(
        term, end=found.end() + len(small.surface),
        value=term.value + numeral.value * small.scale, place=place, grain=place,
    )  # fmt: skip


def _digit(found: re.Match[str], name: str) -> Fraction:
    numeral = read_numeral(found[name]) if found[name] else None
    return numeral.value if numeral else Fraction(0)


def _wari(page: str, term: Term) -> Term:
    """Read the rest of 2割5分3厘: 1分 is one percent, 1厘 a tenth of it."""
    found = WARI.match(page, term.end)
    if not found:
        return term
    place = Fraction(1, 10) if found["rin"] else Fraction(1)
    return msgspec.structs.replace(
        term, end=found.end(), place=place, grain=place,
        value=term.value + _digit(found, "bu") + _digit(found, "rin") / 10,
    )  # fmt: skip


def _bun(page: str, term: Term) -> Term:
    """Read 年利5分5厘 as 5.5%; any other 5分 is five minutes."""
    if not RATE_OF_YEAR.search(page[max(0, term.start - 4) : term.start]):
        return term
    found = RIN.match(page, term.end)
    place = Fraction(1, 10) if found else Fraction(1)
    unit = unit_at("%", 0)
    return msgspec.structs.replace(
        term, end=found.end() if found else term.end, unit=unit, place=place, grain=place,
        value=term.value + (_digit(found, "rin") / 10 if found else 0),
    )  # fmt: skip


def _half(page: str, term: Term, unit: Unit) -> Term:
    """Read 1年半, 2倍半: half of the unit more."""
    found = HALF_SUFFIX.match(page, term.end)
    if not found:
        return term
    half = Fraction(unit.scale) / 2
    return msgspec.structs.replace(
        term, end=found.end(), value=term.value + half, place=half, grain=half
    )


def signed(page: str, term: Term) -> Term:
    """Take in the sign before a term: ▲5.3%, マイナス5%, +5, ±5; a dash after a word is none."""
    if page[term.start - 1 : term.start] not in SIGN_ENDS:
        return term
    found = SIGN_BEFORE.search(page[max(0, term.start - 6) : term.start])
    if not found:
        return term
    start = term.start - len(found["sign"])
    if found["minus"]:
        return msgspec.structs.replace(term, start=start, value=-term.value, sign="-")
    return msgspec.structs.replace(term, start=start, sign="±" if found["both"] else "+")
