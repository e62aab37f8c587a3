"""Forms that are no numeral with a unit: 1/3, 3分の1, 数十億円, 5対1の分割, 2桁増, 過半数."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import cache
from typing import cast

from ..lexicon import read_table
from ..records import Direction, Interval, Kind, Modifier
from . import intervals
from .context import Around, around, direction_after, result_after
from .date_patterns import RUN_OF
from .durations import length_timex, length_unit
from .intervals import Pair
from .measure import measure
from .numerals import MYRIAD, SECTION, Exact, read_numeral
from .patterns import (
    DIGITS_CHANGE,
    FRACTION,
    FRACTION_WORD,
    KANJI,
    NUMERAL,
    ONE_IN,
    PER_EACH,
    RANGE,
    SPLIT,
    VAGUE,
)  # fmt: skip
from .reading import Reading
from .units import Unit, unit_at

_NOT_BEFORE_VAGUE = "〇零一二三四五六七八九十百千万億兆数0123456789複回人件口手点日年"
_TWO_DIGITS = 10
_LONGEST_RUN = 40
_REACH = 12
"""Characters in which the sign of a special form must show: the 分 of 10万分の1."""


def read_form(page: str, at: int) -> Reading | None:
    """Read the special form that begins at a place; None where none does."""
    near = page[at + 1 : at + _REACH]
    if page[at] == "数":
        return _vague(page, at)
    return (
        ("/" in near and _slashed(page, at))
        or ("対" in near and _split(page, at))
        or (("桁" in near or "タ" in near or "た" in near) and _digits(page, at))
        or ("分" in near and _parts(page, at))
        or ("に" in near and _one_in(page, at))
        or ("連" in near and _run(page, at))
        or ("数" in near and _vague(page, at))
        or None
    )


def _ratio(page: str, start: int, end: int, value: Fraction, rule: str) -> Reading:
    words = around(page, start, end)
    measured = measure(value, value, value, "ratio", words, valuation=False)
    after = words.phrase[1]
    direction = direction_after(page, after, linked=True) or result_after(page, after)
    return Reading(
        start=start, end=end, phrase=words.phrase, kind="change" if direction else "level",
        unit="ratio", rule=rule, value=value, place=value, core=measured.core,
        outer=measured.outer, modifier=measured.modifier, direction=direction,
    )  # fmt: skip


def _slashed(page: str, at: int) -> Reading | None:
    found = FRACTION.match(page, at)
    if not found:
        return None
    over, under = int(found["over"]), int(found["under"])
    if not 0 < over < under or (at and page[at - 1] in "/.,"):
        return None
    unit = unit_at(page, found.end())
    if unit is not None and unit.kind == "count":
        return _part_of(page, at, found.end(), Fraction(over, under), unit)
    return _ratio(page, at, found.end(), Fraction(over, under), "fraction.slash")


def _part_of(page: str, at: int, end: int, value: Fraction, unit: Unit) -> Reading:
    """Read 1/100株: a part of one thing that is counted."""
    end += len(unit.surface)
    exact = Interval(low=value, high=value)
    return Reading(
        start=at, end=end, phrase=around(page, at, end).phrase, kind="count", unit=unit.unit,
        rule="fraction.count", value=value, place=value, core=exact, outer=exact,
    )  # fmt: skip


def _parts(page: str, at: int) -> Reading | None:
    """Read 3分の1, 三分の二, 10万分の1."""
    under = NUMERAL.match(page, at)
    word = FRACTION_WORD.match(page, under.end()) if under else None
    over = NUMERAL.match(page, word.end()) if word else None
    if not under or not over:
        return None
    below, above = read_numeral(under[0]), read_numeral(over[0])
    if below is None or above is None or not 0 < above.value < below.value:
        return None
    return _ratio(page, at, over.end(), above.value / below.value, "fraction.parts")


def _split(page: str, at: int) -> Reading | None:
    """Read the 5対1 of a share split as how many shares come of one, a vote as it stands."""
    found = SPLIT.match(page, at)
    if not found or not int(found["of"]) or not int(found["to"]):
        return None
    few, many = sorted((int(found["to"]), int(found["of"])))
    value = Fraction(few, many) if found["merge"] == "併合" else Fraction(many, few)
    if not found["merge"]:
        value = Fraction(int(found["to"]), int(found["of"]))
    exact = Interval(low=value, high=value)
    return Reading(
        start=at, end=found.end("of"), phrase=(at, found.end("of")), kind="level", unit="ratio",
        rule="split", value=value, core=exact, outer=exact,
    )  # fmt: skip


def _run(page: str, at: int) -> Reading | None:
    """Read the bare number of a run of sessions: 5連騰."""
    number = NUMERAL.match(page, at)
    found = RUN_OF.match(page, number.end()) if number else None
    read = read_numeral(number[0]) if number and found else None
    if number is None or read is None or not 1 < read.value <= _LONGEST_RUN:
        return None
    value = Fraction(read.value)
    exact = Interval(low=value, high=value)
    return Reading(
        start=at, end=number.end(), phrase=(at, number.end()), kind="duration",
        unit="business_days", rule="run", value=value, place=Fraction(1), core=exact, outer=exact,
        direction="up", timex=length_timex("days", value),
    )  # fmt: skip


def _one_in(page: str, at: int) -> Reading | None:
    """Read 6人に1人 as a sixth."""
    found = ONE_IN.match(page, at)
    if not found or not 0 < int(found["part"]) < int(found["whole"]):
        return None
    value = Fraction(int(found["part"]), int(found["whole"]))
    return _ratio(page, at, found.end(), value, "fraction.one_in")


def _digits(page: str, at: int) -> Reading | None:
    """Read 2桁増: at least 10 percent and less than 100."""
    found = DIGITS_CHANGE.match(page, at)
    if not found:
        return None
    digits = read_numeral(found["digits"])
    power = int(digits.value) if digits else 1
    span = Interval(
        low=Fraction(_TWO_DIGITS ** (power - 1)), high=Fraction(_TWO_DIGITS**power), high_open=True
    )
    direction: Direction = "down" if found["word"] in ("減", "マイナス") else "up"
    return Reading(
        start=at, end=found.end(), phrase=(at, found.end()), kind="change", unit="percent",
        rule="digits", core=span, outer=span, modifier="range", direction=direction,
    )  # fmt: skip


def _vague(page: str, at: int) -> Reading | None:
    """Read 数%, 数十億円, 十数社, 20数人, 数百億〜数千億円; without a unit (数字) it is a word."""
    if at and page[at - 1] in _NOT_BEFORE_VAGUE:
        return None
    found, last = _vague_numbers(page, at)
    unit = unit_at(page, last.end()) if last else None
    if not found or not last or unit is None:
        return None
    end = last.end() + len(unit.surface)
    if PER_EACH.match(page, end):
        return None
    pair = _vague_pair(found)
    if last is not found:
        pair = _hull(pair, _vague_pair(last))
    core, outer = _scaled(pair, unit.scale)
    words = around(page, at, end)
    name = length_unit(page, end, unit.unit)
    length = unit.kind == "duration"
    direction = direction_after(page, words.phrase[1], linked=unit.group == "strong")
    return Reading(
        start=at, end=end, phrase=words.phrase, unit=name, rule="vague",
        kind="change" if direction and not length else unit.kind, core=core, outer=outer,
        modifier="vague", direction=direction, timex=length_timex(name, None) if length else None,
    )  # fmt: skip


def _vague_numbers(page: str, at: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Give a vague number and the last one of its range: itself where it is none."""
    found = VAGUE.match(page, at)
    link = RANGE.match(page, found.end()) if found else None
    return found, (VAGUE.match(page, link.end()) if link else None) or found


def _vague_pair(found: re.Match[str]) -> Pair:
    """Measure 数十 alone, 十数 and 20数 by the teens, 百数十 by what is added to its 百."""
    scale = MYRIAD.get(found["large"], 1)
    base = read_numeral(found["base"]) if found["base"] else None
    if base is None:
        return intervals.several(SECTION.get(found["small"], 1), scale)
    if not found["small"]:
        return _moved(intervals.teens(scale), (base.value - _TWO_DIGITS) * scale)
    return _moved(intervals.several(SECTION[found["small"]], scale), base.value * scale)


def _moved(pair: Pair, by: Fraction) -> Pair:
    core, outer = (Interval(low=(i.low or 0) + by, high=(i.high or 0) + by) for i in pair)
    return core, outer


def _hull(first: Pair, last: Pair) -> Pair:
    core, outer = (
        Interval(low=low.low, high=high.high) for low, high in zip(first, last, strict=True)
    )
    return core, outer


def _scaled(pair: Pair, scale: Exact) -> Pair:
    if scale == 1:
        return pair
    factor = Fraction(scale)
    return pair[0].scaled(factor), pair[1].scaled(factor)


@cache
def _words() -> dict[str, tuple[dict[str, str], ...]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in read_table("words", package="uratori.quantities"):
        table.setdefault(row["word"][0], []).append(row)
    return {c: tuple(sorted(rows, key=lambda r: -len(r["word"]))) for c, rows in table.items()}


@cache
def beginnings() -> frozenset[str]:
    """Give the first two characters of the words of words.tsv."""
    return frozenset(row["word"][:2] for rows in _words().values() for row in rows)


def read_word(page: str, at: int, published: date | None = None) -> Reading | None:
    """Read 過半数, 半減, 倍増, 横ばい; the 倍増 of 1.5倍増 belongs to its number."""
    for row in _words().get(page[at], ()):
        if page.startswith(row["word"], at):
            digit = at > 0 and ("0" <= page[at - 1] <= "9" or page[at - 1] in KANJI)
            silent = digit or row["form"] == "none" or _is_answer(page, at, at + len(row["word"]))
            return None if silent else _word(page, at, row)
    return None


def _is_answer(page: str, start: int, end: int) -> bool:
    """Tell whether a quoted word is what so many answered: 「横ばい」が29.5%."""
    answers = page[end : end + 2] in ("」が", "」は") and page[end + 2 : end + 3].isdigit()
    return answers and page[start - 1 : start] == "「"


def _word(page: str, at: int, row: dict[str, str]) -> Reading:
    end, value = at + len(row["word"]), Fraction(row["value"])
    words = around(page, at, end)
    modifier, (core, outer) = _word_pair(row, value, words)
    return Reading(
        start=at, end=end, phrase=words.phrase, kind=cast(Kind, row["kind"]), unit=row["unit"],
        rule="word", value=value, core=core, outer=outer, modifier=modifier,
        direction=cast(Direction, row["direction"]) if row["direction"] else None,
        timex=row["timex"] or None,
    )  # fmt: skip


def _word_pair(row: dict[str, str], value: Fraction, words: Around) -> tuple[Modifier | None, Pair]:
    if row["form"] == "more_than":
        return "more_than", intervals.bound(value, "more_than")
    if row["form"] == "approx":
        return "approx", intervals.hedged(value, Fraction(1), Fraction(1))
    place = Fraction(1) if value >= 1 else value
    measured = measure(value, place, place, row["unit"], words, valuation=False)
    return measured.modifier, (measured.core, measured.outer)
