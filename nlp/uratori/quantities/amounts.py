"""Numbers in context: terms joined to ranges and rates, with hedges, bounds and directions.

If you are new here, start at `read_amount`: it tries the special forms (1/3, 数十, 5対1, 2桁増),
then one term, then what may join a second one to it (2〜3%, 1ドル=150円), then the words around it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import msgspec

from ..records import Direction, Interval, Kind, Modifier
from . import intervals
from .context import Around, around, direction_after, direction_before, result_after, told_after
from .durations import SMALLER, length_timex, length_unit, window_back
from .edges import BRACKET
from .forms import read_form
from .measure import measure
from .numerals import read_numeral
from .patterns import ACCOUNTED, CHANGE_HEAD, FX_LINK, LIST_NUMBER, TABLE_NEGATIVE
from .prices import price_base, price_slash
from .ranges import Joined, join
from .reading import Reading
from .standing import is_silent
from .terms import Term, read_term, signed
from .units import Unit, unit_at
from .usage import canonical_unit, is_valuation

_HEAD_REACH = 12
"""Characters before a number for the name of a change that has no direction: 騰落率は."""
_CURRENCY = 3
"""Letters of an ISO 4217 code."""
_OF_BEFORE = 50
"""Percent from which 前年比90%と減少 may be what is left, not how much is gone."""
_AMBIGUOUS_GROWTH = Fraction(1)
"""1.5倍増 may mean x1.5 or x2.5: its interval takes in both."""


def read_amount(page: str, at: int, published: date | None) -> Reading | None:
    """Read the number that begins at a place; None where the digits state none."""
    if at and _inside_number(page, at):
        return None
    before = page[at - 1] if at else "\n"
    if before in "\n " and LIST_NUMBER.match(page, at):
        return None
    if before == "(" and (negative := _accounted(page, at)):
        return negative
    form = read_form(page, at)
    if form or page[at] == "数":
        return form
    term = read_term(page, at)
    if term is None or is_silent(page, term):
        return None
    rate = _rate(page, term)
    if rate:
        return rate
    reading = _reading(page, signed(page, term), published)
    return _per_slash(page, reading) if page[reading.end : reading.end + 1] == "/" else reading


def _per_slash(page: str, reading: Reading) -> Reading:
    """Take in the base behind a slash: $3,250/oz, 70ドル/バレル."""
    slash = price_slash(page, reading.end)
    if slash is None or len(reading.unit) != _CURRENCY or not reading.unit.isupper():
        return reading
    base, end = slash
    phrase = (reading.phrase[0], max(end, reading.phrase[1]))
    return msgspec.structs.replace(reading, end=end, phrase=phrase, unit=f"{reading.unit}/{base}")


def _accounted(page: str, at: int) -> Reading | None:
    """Read (12,345)百万円 and (12.3)% as negative: the unit stands behind the bracket."""
    found = ACCOUNTED.match(page, at)
    if not found:
        return None
    behind = read_term(page, found.end())
    unit, scale = unit_at(page, found.end()), Fraction(1)
    end = found.end() + len(unit.surface) if unit else found.end()
    if behind and behind.unit and not behind.numeral.arabic:  # 百万円
        unit, scale, end = behind.unit, behind.numeral.value, behind.end
    numeral = read_numeral(found["figure"])
    if numeral is None or unit is None or not (unit.unit.isupper() or unit.unit == "percent"):
        return None
    scale *= unit.scale
    figure = numeral.value * scale, numeral.place * scale, numeral.grain * scale
    return _negative((at - 1, end), unit.unit, *figure)


def _negative(
    span: tuple[int, int], unit: str, value: Fraction, place: Fraction, grain: Fraction
) -> Reading:
    """Make the reading of a figure whose brackets say that it is negative."""
    core, outer = intervals.bare(value, place, grain)
    return Reading(
        start=span[0], end=span[1], phrase=span, kind="level", unit=unit, rule="table",
        value=-value, place=place, core=-core, outer=-outer,
    )  # fmt: skip


def _inside_number(page: str, at: int) -> bool:
    before = page[at - 1]
    if "0" <= before <= "9":
        return True
    return before in ".,/" and at > 1 and "0" <= page[at - 2] <= "9"


def _rate(page: str, term: Term) -> Reading | None:
    """Read 1ドル=150円 as one rate, JPY/USD, and 1バレル=70ドル as USD/barrel."""
    base = price_base(page, term)
    link = FX_LINK.match(page, term.end) if base else None
    quoted = read_term(page, link.end()) if link else None
    if not quoted or not link or quoted.start != link.end():
        return None
    joined = join(page, quoted) if quoted.unit is None else None
    unit = joined.high.unit if joined else quoted.unit
    if unit is None or unit.unit == base or len(unit.unit) != _CURRENCY or not unit.unit.isupper():
        return None
    inner = _reading(page, quoted, None)
    left = min(around(page, term.start, inner.end).phrase[0], inner.phrase[0])
    return msgspec.structs.replace(
        inner, start=term.start, unit=f"{unit.unit}/{base}", rule="fx", kind="level",
        phrase=(left, inner.phrase[1]),
    )  # fmt: skip


def _numbered(page: str, term: Term) -> Term:
    """Take in the 第 of 第2位 and 第98回, which are places in a row."""
    unit = term.unit
    if not term.start or page[term.start - 1] != "第" or unit is None or unit.group == "strong":
        return term
    name = unit.unit if unit.kind == "ordinal" else unit.surface
    nth = msgspec.structs.replace(unit, unit=name, kind="ordinal", group="counter")
    return msgspec.structs.replace(term, start=term.start - 1, unit=nth)


def _reading(page: str, term: Term, published: date | None) -> Reading:
    term = _numbered(page, term)
    joined = join(page, term)
    if joined:
        return _range(page, term, joined)
    if term.unit is not None and term.unit.kind == "duration":
        return _length(page, term, term.unit, published)
    negative = _table_negative(page, term)
    return negative or _single(page, term)


def _table_negative(page: str, term: Term) -> Reading | None:
    """Read (1,234) in a table as -1234."""
    if term.unit or page[term.start - 1 : term.start] not in BRACKET:
        return None
    found = TABLE_NEGATIVE.match(page, term.start - 1)
    cell = term.start < 2 or page[term.start - 2] in " \t|\n"
    if not found or not cell or not _in_table(page, found.start(), found.end()):
        return None
    return _negative(found.span(), "", term.value, term.place, term.grain)


def _in_table(page: str, start: int, end: int) -> bool:
    """Tell whether another figure of the same line stands within a few cells."""
    near = (
        page[max(0, start - 24) : start].rpartition("\n")[2]
        + page[end : end + 24].partition("\n")[0]
    )
    return any("0" <= c <= "9" for c in near) and not any("\u3040" <= c <= "\u309f" for c in near)


def _single(page: str, term: Term) -> Reading:
    unit, factor = canonical_unit(page, term)
    words = around(page, term.start, term.end)
    value, place, grain = _converted(factor, term.value, term.place, term.grain)
    direction = _direction(page, term, words)
    core, outer, modifier = _bounds(page, term, unit, words, value, place, grain)
    return Reading(
        start=term.start, end=term.end, phrase=words.phrase,
        kind=_kind(page, term, direction), unit=unit, rule=_rule(term), value=value, place=place,
        core=core, outer=outer, modifier=modifier, direction=direction,
    )  # fmt: skip


def _converted(factor: int, *values: Fraction) -> tuple[Fraction, ...]:
    return values if factor == 1 else tuple(value * factor for value in values)


def _bounds(
    page: str,
    term: Term,
    unit: str,
    words: Around,
    value: Fraction,
    place: Fraction,
    grain: Fraction,
) -> tuple[Interval, Interval, Modifier | None]:
    if term.sign == "±":
        return (*intervals.spread(-value, value, place, place), "range")
    if unit == "times" and value > 1 and page.startswith("増", term.end):
        core = intervals.bare(value, place, grain)[0]
        wide = Interval(low=core.low, high=value + _AMBIGUOUS_GROWTH + place / 2, high_open=True)
        return wide, wide, None
    valuation = unit == "times" and is_valuation(page, term.start)
    m = measure(value, place, grain, unit, words, valuation=valuation)
    return m.core, m.outer, m.modifier


def _rule(term: Term) -> str:
    if term.unit is None:
        return "bare"
    return "count" if term.unit.group == "counter" else "amount"


def _kind(page: str, term: Term, direction: Direction | None) -> Kind:
    kind = term.unit.kind if term.unit else "level"
    if direction and kind in ("level", "count"):
        return "change"
    if kind != "level":
        return kind
    near = page[max(0, term.start - _HEAD_REACH) : term.start]
    return "change" if "率" in near and CHANGE_HEAD.search(near) else "level"


def _direction(page: str, term: Term, words: Around) -> Direction | None:
    """Look behind the phrase, then behind the number, then at the head before it."""
    unit = term.unit
    if unit is not None and unit.kind == "ordinal":
        return None
    linked = unit is None or unit.group != "counter"
    found = direction_after(page, words.phrase[1], linked=linked)
    if found or not linked:
        return found
    if unit is not None and unit.unit == "times":
        found = result_after(page, words.phrase[1])
    if found is None and abs(term.value) < _OF_BEFORE:
        found = told_after(page, term.start, words.phrase[1])
    return found or direction_before(page, term.start)


def _with_smaller(page: str, term: Term, unit: Unit) -> tuple[Term, str | None]:
    """Join 1年6カ月 to one and a half years and 2時間30分 to hours; gives the TIMEX3 value too."""
    small, count = SMALLER.get(unit.unit, ("", 0))
    other = (
        read_term(page, term.end) if small and "0" <= page[term.end : term.end + 1] <= "9" else None
    )
    if other is None or other.unit is None or other.unit.unit != small or other.value >= count:
        return term, None
    place = other.place / count
    joined = msgspec.structs.replace(
        term, end=other.end, value=term.value + other.value / count, place=place, grain=place
    )
    return joined, length_timex(unit.unit, term.value) + length_timex(small, other.value).lstrip(
        "PT"
    )


def _length(page: str, term: Term, unit: Unit, published: date | None) -> Reading:
    term, combined = _with_smaller(page, term, unit)
    name = length_unit(page, term.end, term.unit.unit if term.unit else unit.unit)
    words = around(page, term.start, term.end)
    measured = measure(term.value, term.place, term.grain, name, words, valuation=False)
    days = window_back(page, term.start, name, term.value, published)
    return Reading(
        start=term.start, end=term.end, phrase=words.phrase, kind="duration", unit=name,
        rule="duration", value=term.value, place=term.place, core=measured.core,
        outer=measured.outer, modifier=measured.modifier,
        timex=combined or length_timex(name, term.value),
        direction=direction_after(page, term.end, linked=False),
        start_date=days[0] if days else None, end_date=days[1] if days else None,
    )  # fmt: skip


def _span_timex(unit: str, low: Fraction, high: Fraction) -> str:
    return f"{length_timex(unit, low)}/{length_timex(unit, high)}"


def _range(page: str, term: Term, joined: Joined) -> Reading:
    low, high = joined.low, joined.high
    named = msgspec.structs.replace(term, unit=high.unit, value=high.value)
    unit, factor = canonical_unit(page, msgspec.structs.replace(named, end=joined.end))
    words = around(page, term.start, joined.end)
    ends = _converted(factor, low.value, high.value, low.place, high.place)
    core, outer = intervals.spread(*ends)
    direction = _direction(page, named, words)
    length = high.unit is not None and high.unit.kind == "duration"
    name = length_unit(page, joined.end, unit) if length else unit
    return Reading(
        start=term.start, end=joined.end, phrase=words.phrase, kind=_kind(page, named, direction),
        unit=name, rule="range", place=ends[-1], core=core, outer=outer,
        modifier="range", direction=direction,
        timex=_span_timex(name, low.value, high.value) if length else None,
    )  # fmt: skip
