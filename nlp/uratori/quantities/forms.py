"""Forms that are no numeral with a unit: 1/3, 3分の1, 数十億円, 5対1の分割, 2桁増, 過半数."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import cast

from ..lexicon import read_table
from ..records import Direction, Interval, Kind, Modifier
from . import intervals
from .context import Around, around, direction_after
from .durations import length_timex, length_unit
from .intervals import Pair
from .measure import measure
from .numerals import MYRIAD, SECTION, read_numeral
from .patterns import (
    DIGITS_CHANGE,
    FRACTION,
    FRACTION_WORD,
    KANJI,
    NUMERAL,
    PER_EACH,
    SPLIT,
    VAGUE,
)  # fmt: skip
from .reading import Reading
from .units import unit_at

_NOT_BEFORE_VAGUE = "〇零一二三四五六七八九十百千万億兆数0123456789複回人件口手点日年"
_TWO_DIGITS = 10
_REACH = 12
"""Characters in which the sign of a special form must show: the 分 of 10万分の1."""


def read_form(page: str, at: int) -> Reading | None:
    """Read the special form that begins at a place; None where none does."""
    if page[at] == "数" or page.startswith("十数", at):
        return _vague(page, at)
    near = page[at + 1 : at + _REACH]
    return (
        ("/" in near and _slashed(page, at))
        or ("対" in near and _split(page, at))
        or (("桁" in near or "タ" in near or "た" in near) and _digits(page, at))
        or ("分" in near and _parts(page, at))
        or None
    )


def _ratio(page: str, start: int, end: int, value: Fraction, rule: str) -> Reading:
    words = around(page, start, end)
    measured = measure(value, value, value, "ratio", words, valuation=False)
    direction = direction_after(page, words.phrase[1], linked=True)
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
    return _ratio(page, at, found.end(), Fraction(over, under), "fraction.slash")


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
    """Read the 5対1 of a share split as how many shares come of one; 1対5 says the same."""
    found = SPLIT.match(page, at)
    if not found or not int(found["of"]) or not int(found["to"]):
        return None
    few, many = sorted((int(found["to"]), int(found["of"])))
    value = Fraction(few, many) if found["merge"] == "併合" else Fraction(many, few)
    exact = Interval(low=value, high=value)
    return Reading(
        start=at, end=found.end("of"), phrase=(at, found.end("of")), kind="level", unit="ratio",
        rule="split", value=value, core=exact, outer=exact,
    )  # fmt: skip


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
    """Read 数%, 数十億円, 十数社; without a unit (数字) it is a word."""
    found = VAGUE.match(page, at)
    if not found or (at and page[at - 1] in _NOT_BEFORE_VAGUE):
        return None
    unit = unit_at(page, found.end())
    if unit is None or PER_EACH.match(page, found.end() + len(unit.surface)):
        return None
    end = found.end() + len(unit.surface)
    core, outer = _scaled(_vague_pair(found["teen"], found["small"], found["large"]), unit.scale)
    words = around(page, at, end)
    name = length_unit(page, end, unit.unit)
    length = unit.kind == "duration"
    direction = direction_after(page, words.phrase[1], linked=unit.group == "strong")
    return Reading(
        start=at, end=end, phrase=words.phrase, unit=name, rule="vague",
        kind="change" if direction and not length else unit.kind, core=core, outer=outer,
        modifier="vague", direction=direction, timex=length_timex(name, None) if length else None,
    )  # fmt: skip


def _vague_pair(teen: str | None, small: str, large: str) -> Pair:
    scale = Fraction(MYRIAD.get(large, 1))
    if teen and not small:
        return intervals.teens(scale)
    return intervals.several(SECTION.get(small, 1), scale)


def _scaled(pair: Pair, factor: Fraction) -> Pair:
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


@cache
def first_characters() -> str:
    """Give the characters at which a word of words.tsv may begin."""
    return "".join(sorted(_words()))


def read_word(page: str, at: int, published: date | None = None) -> Reading | None:
    """Read 過半数, 半減, 倍増, 横ばい; the 倍増 of 1.5倍増 belongs to its number."""
    for row in _words().get(page[at], ()):
        if page.startswith(row["word"], at):
            digit = at > 0 and (page[at - 1].isdigit() or page[at - 1] in KANJI)
            return None if digit or row["form"] == "none" else _word(page, at, row)
    return None


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
