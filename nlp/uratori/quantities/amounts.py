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
from .context import Around, around, direction_after, direction_before
from .durations import SMALLER, length_timex, length_unit, window_back
from .forms import read_form
from .measure import measure
from .patterns import (
    FX_LINK,
    LISTED_AFTER,
    MASK,
    MOVING_AVERAGE,
    PER_EACH,
    PLACEHOLDER_BEFORE,
    TABLE_NEGATIVE,
    TENOR,
    VALUE_AFTER,
    VALUE_BEFORE,
)  # fmt: skip
from .ranges import Joined, join
from .reading import Reading
from .silence import follows_latin, is_coded
from .terms import Term, read_term, signed
from .units import Unit, is_latin
from .usage import canonical_unit, is_valuation

_PER = {"バレル": "barrel", "オンス": "oz", "トロイオンス": "oz", "トン": "t", "グラム": "g"}
"""What a commodity is priced by: 1バレル=70ドル is USD/barrel."""
_BEFORE_KANJI_NUMERAL = (
    "計約各全毎同前後第他残今最近間期年月日回社人度量額率高値割内中上下米独英仏欧"
)
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200
_AMBIGUOUS_GROWTH = Fraction(1)
"""1.5倍増 may mean x1.5 or x2.5: its interval takes in both."""


def read_amount(page: str, at: int, published: date | None) -> Reading | None:
    """Read the number that begins at a place; None where the digits state none."""
    if at and _inside_number(page, at):
        return None
    form = read_form(page, at)
    if form or page[at] == "数":
        return form
    term = read_term(page, at)
    if term is None or _is_silent(page, term):
        return None
    rate = _exchange_rate(page, term)
    if rate:
        return rate
    return _reading(page, signed(page, term), published)


def _inside_number(page: str, at: int) -> bool:
    before = page[at - 1]
    if before.isdigit():
        return True
    return before in ".,/" and at > 1 and page[at - 2].isdigit()


def _is_silent(page: str, term: Term) -> bool:
    """Tell whether a term is a name, a code, a tenor or a label rather than a number."""
    unit, after = term.unit, page[term.end : term.end + 1]
    if unit is None:
        return _is_bare_name(page, term)
    if not unit.surface:
        return False
    if unit.group != "strong" and (
        follows_latin(page, term.start) or (is_latin(after) and is_latin(unit.surface[-1]))
    ):
        return True
    if PER_EACH.match(page, term.end) or _is_tenor(page, term, unit):
        return True
    if unit.unit == "shares" and term.value == 1 and after.isdigit():  # 1株50円
        return True
    if PLACEHOLDER_BEFORE.search(page[max(0, term.start - 5) : term.start]):
        return True
    if unit.group == "counter" and unit.kind != "ordinal" and is_coded(page, term.start):
        return page[term.start - 1] != "第" or unit.unit not in ("occurrences", "期")
    return not term.numeral.arabic and _kanji_is_word(page, term, unit)


def _is_bare_name(page: str, term: Term) -> bool:
    """Tell whether a number without a unit of its own states no value: iPhone 17, (2026), 2-1."""
    joined = join(page, term)
    if joined and joined.high.unit is not None:
        years = joined.high.unit.unit == "years" and _is_year(term.value)
        return years or follows_latin(page, term.start)
    end = joined.end if joined else term.end
    if _stands_as_value(page, msgspec.structs.replace(term, end=end)):
        return False
    return not (term.start and TABLE_NEGATIVE.match(page, term.start - 1))


def _is_year(value: Fraction) -> bool:
    return _EARLIEST_YEAR <= value < _LATEST_YEAR


def _is_tenor(page: str, term: Term, unit: Unit) -> bool:
    """Tell 10年債 and 25日移動平均, which name a thing, from a length of time."""
    if unit.kind != "duration":
        return False
    if unit.surface == "年" and (_is_year(term.value) or page.startswith("代", term.end)):
        return True
    at = term.end - len(unit.surface)
    return bool(TENOR.match(page, at) or MOVING_AVERAGE.match(page, at))


def _kanji_is_word(page: str, term: Term, unit: Unit) -> bool:
    """Tell whether a numeral of kanji alone is part of a word: its unit must be unmistakable."""
    if unit.kind == "duration" and unit.surface in ("日", "分", "週", "秒"):
        return not direction_after(page, term.end, linked=False) and length_unit(
            page, term.end, "days"
        ) == "days"  # fmt: skip
    before = page[term.start - 1 : term.start]
    if term.end - term.start == len(unit.surface) + 1 and _is_name_character(before):
        return True
    return unit.group == "length" and len(unit.surface) == 1


def _is_name_character(char: str) -> bool:
    """Tell whether a character before 一, 二 may be the rest of a name: 圭一, but 合計二社."""
    return "\u4e00" <= char <= "\u9fff" and char not in _BEFORE_KANJI_NUMERAL


def _stands_as_value(page: str, term: Term) -> bool:
    """Tell whether a number without a unit stands where a value stands: PERは28, 3万9410で."""
    start, end = signed(page, term).start, term.end
    after = page[end : end + 1]
    if not term.numeral.arabic or is_latin(after) or after in ("/", "-", ":", MASK, "_", "#"):
        return False
    if canonical_unit(page, term)[0] or page.startswith("台", end):
        return True
    if LISTED_AFTER.match(page, end):
        return False
    if is_coded(page, start) or follows_latin(page, start):
        return False
    figure = VALUE_AFTER.match(page, end) is not None
    led = VALUE_BEFORE.search(page[max(0, start - 4) : start]) is not None
    if led:
        return figure or not after or not _continues(after)
    figure = figure or (term.place < 1 and not _continues(after or "。"))
    return figure and (not start or page[start - 1] in "のをにとで、。\n (:" or term.value >= 10**4)


def _continues(char: str) -> bool:
    """Tell whether a character makes the digits before it a part of a word (1丁目, 2トラック)."""
    return "\u3400" <= char <= "\u9fff" or "\u30a1" <= char <= "\u30fe"


def _exchange_rate(page: str, term: Term) -> Reading | None:
    """Read 1ドル=150円 as one rate, JPY/USD, and 1バレル=70ドル as USD/barrel."""
    if term.unit is None or term.numeral.value != 1 or not term.unit.surface:
        return None
    base = _PER.get(term.unit.surface, term.unit.unit)
    if term.unit.kind != "level" or not (base.isupper() or base in _PER.values()):
        return None
    link = FX_LINK.match(page, term.end)
    quoted = read_term(page, link.end()) if link else None
    if not quoted or quoted.unit is None or quoted.start != (link.end() if link else 0):
        return None
    money = quoted.unit.unit
    if money == base or len(money) != 3 or not money.isupper():
        return None
    inner = _reading(page, quoted, None)
    left = min(around(page, term.start, inner.end).phrase[0], inner.phrase[0])
    return msgspec.structs.replace(
        inner, start=term.start, unit=f"{money}/{base}", rule="fx", kind="level",
        phrase=(left, inner.phrase[1]),
    )  # fmt: skip


def _reading(page: str, term: Term, published: date | None) -> Reading:
    joined = join(page, term)
    if joined:
        return _range(page, term, joined)
    if term.unit is not None and term.unit.kind == "duration":
        return _length(page, term, term.unit, published)
    negative = _table_negative(page, term)
    return negative or _single(page, term)


def _table_negative(page: str, term: Term) -> Reading | None:
    """Read (1,234) in a table as -1234."""
    found = TABLE_NEGATIVE.match(page, term.start - 1) if term.start and not term.unit else None
    cell = term.start < 2 or page[term.start - 2] in " \t|\n"
    if not found or not cell or not _in_table(page, found.start(), found.end()):
        return None
    core, outer = intervals.bare(term.value, term.place, term.grain)
    span = found.span()
    return Reading(
        start=span[0], end=span[1], phrase=span, kind="level", unit="", rule="table",
        value=-term.value, place=term.place, core=-core, outer=-outer,
    )  # fmt: skip


def _in_table(page: str, start: int, end: int) -> bool:
    """Tell whether another figure of the same line stands within a few cells."""
    near = (
        page[max(0, start - 24) : start].rpartition("\n")[2]
        + page[end : end + 24].partition("\n")[0]
    )
    return any(c.isdigit() for c in near) and not any("\u3040" <= c <= "\u309f" for c in near)


def _single(page: str, term: Term) -> Reading:
    unit, factor = canonical_unit(page, term)
    words = around(page, term.start, term.end)
    value, place, grain = term.value, term.place, term.grain
    if factor != 1:
        value, place, grain = value * factor, place * factor, grain * factor
    direction = _direction(page, term, words)
    core, outer, modifier = _bounds(page, term, unit, words, value, place, grain)
    return Reading(
        start=term.start, end=term.end, phrase=words.phrase, kind=_kind(term, direction), unit=unit,
        rule=_rule(term), value=value, place=place, core=core, outer=outer, modifier=modifier,
        direction=direction,
    )  # fmt: skip


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


def _kind(term: Term, direction: Direction | None) -> Kind:
    if term.unit is None:
        return "change" if direction else "level"
    return "change" if direction and term.unit.kind in ("level", "count") else term.unit.kind


def _direction(page: str, term: Term, words: Around) -> Direction | None:
    """Look behind the phrase, then behind the number, then at the head before it."""
    unit = term.unit
    if unit is not None and unit.kind == "ordinal":
        return None
    linked = unit is None or unit.group != "counter"
    return direction_after(page, words.phrase[1], linked=linked) or (
        direction_before(page, term.start) if linked else None
    )


def _with_smaller(page: str, term: Term, unit: Unit) -> tuple[Term, str | None]:
    """Join 1年6カ月 to 18 months and 2時間30分 to 150 minutes; gives the TIMEX3 value too."""
    small, count = SMALLER.get(unit.unit, ("", 0))
    other = read_term(page, term.end) if small and page[term.end : term.end + 1].isdigit() else None
    if other is None or other.unit is None or other.unit.unit != small or other.value >= count:
        return term, None
    value = term.value * count + other.value
    joined = msgspec.structs.replace(
        term, end=other.end, value=value, place=other.place, grain=other.place, unit=other.unit
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


def _range(page: str, term: Term, joined: Joined) -> Reading:
    low, high = joined.low, joined.high
    named = msgspec.structs.replace(term, unit=high.unit, value=high.value)
    unit, factor = canonical_unit(page, msgspec.structs.replace(named, end=joined.end))
    words = around(page, term.start, joined.end)
    core, outer = intervals.spread(
        *(x * factor for x in (low.value, high.value, low.place, high.place))
    )
    direction = _direction(page, named, words)
    length = high.unit is not None and high.unit.kind == "duration"
    name = length_unit(page, joined.end, unit) if length else unit
    return Reading(
        start=term.start, end=joined.end, phrase=words.phrase, kind=_kind(named, direction),
        unit=name, rule="range", place=high.place * factor, core=core, outer=outer,
        modifier="range", direction=direction, timex=length_timex(name, None) if length else None,
    )  # fmt: skip
