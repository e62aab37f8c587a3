"""From figures found to attempts: units, rounding, doubts, and earlier vintages.

A `Figure` is one value worked out from rows. What the article states holds where the value, or
what the data's rounding allows, lies in the interval of the number. A reading that is in doubt
can confirm a claim, never refute it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ...records import Interval
from ..facts import Fact, disagree
from ..figures import decimal_text
from ..questions import Attempt, Definition, Question, Remark, Standing
from ..reading.cues import after_number, before_number
from ..vintages import is_revised_behind, known_day, names_first, release_days

_SHARE = "/share"
_EARLIER = 24
"""Vintages before the one in force that are tried."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One value in `unit`, the spread that its data's rounding allows, and its rows."""

    value: Fraction
    spread: Interval
    unit: str
    rows: tuple[Fact, ...]
    working: str = ""
    """The arithmetic for a reader, ``38087.6 / 35673.5 - 1``; empty for a value as it stands."""


def spread_of(row: Fact) -> Interval:
    """Give the values that would have been written so, the upper end left out as in rounding."""
    half = row.place / 2
    return Interval(low=row.value - half, high=row.value + half, high_open=half > 0)


def figure_of(row: Fact, unit: str = "") -> Figure:
    """Give a row as a figure."""
    held = unit or row.unit
    return Figure(value=row.value, spread=spread_of(row), unit=held, rows=(row,))


def plain(value: Fraction) -> str:
    """Write a number of a formula."""
    return decimal_text(value, 4, trim=True).replace(",", "")


def less(last: Figure, first: Figure) -> Figure:
    """Give the difference of two figures."""
    return Figure(
        value=last.value - first.value,
        spread=Interval(
            low=_low(last) - _high(first),
            high=_high(last) - _low(first),
            high_open=last.spread.high_open or first.spread.high_open,
            low_open=first.spread.high_open,
        ),
        unit=last.unit,
        rows=(*last.rows, *first.rows),
        working=f"{plain(last.value)} - {plain(first.value)}",
    )


def ratio(upper: Figure, lower: Figure, factor: int, unit: str) -> Figure | None:
    """Give `factor` times the quotient; None where the divisor may be zero or negative."""
    if _low(lower) <= 0:
        return None
    ends = [factor * top / foot for top in _ends(upper) for foot in _ends(lower)]
    sign = f" * {factor}" if factor != 1 else ""
    return Figure(
        value=factor * upper.value / lower.value,
        spread=Interval(low=min(ends), high=max(ends)),
        unit=unit,
        rows=(*upper.rows, *lower.rows),
        working=f"{plain(upper.value)} / {plain(lower.value)}{sign}",
    )


def product(one: Figure, other: Figure, unit: str) -> Figure:
    """Give the product of two positive figures."""
    return Figure(
        value=one.value * other.value,
        spread=Interval(low=_low(one) * _low(other), high=_high(one) * _high(other)),
        unit=unit,
        rows=(*one.rows, *other.rows),
        working=f"{plain(one.value)} * {plain(other.value)}",
    )


def growth(last: Figure, first: Figure) -> Figure | None:
    """Give the change in percent; None where the figure before is no profit: 赤字転落 has none."""
    found = ratio(last, first, 100, "percent")
    if found is None:
        return None
    low, high = _low(found) - 100, _high(found) - 100
    return msgspec.structs.replace(
        found,
        value=found.value - 100,
        spread=Interval(low=low, high=high),
        working=f"{plain(last.value)} / {plain(first.value)} - 1",
    )


def total(parts: Sequence[Figure]) -> Figure:
    """Give the sum of figures of one unit."""
    return Figure(
        value=sum((each.value for each in parts), Fraction(0)),
        spread=Interval(
            low=sum((_low(each) for each in parts), Fraction(0)),
            high=sum((_high(each) for each in parts), Fraction(0)),
        ),
        unit=parts[0].unit,
        rows=tuple(row for each in parts for row in each.rows),
        working=" + ".join(plain(each.value) for each in parts),
    )


def mean(parts: Sequence[Figure]) -> Figure:
    """Give the mean of figures of one unit; a single one stands as it is."""
    if len(parts) == 1:
        return parts[0]
    whole, share = total(parts), Fraction(1, len(parts))
    spread = whole.spread.scaled(share)
    return msgspec.structs.replace(
        whole,
        value=whole.value * share,
        spread=spread,
        working=f"({whole.working}) / {len(parts)}",
    )


def _low(figure: Figure) -> Fraction:
    return figure.value if figure.spread.low is None else figure.spread.low


def _high(figure: Figure) -> Fraction:
    return figure.value if figure.spread.high is None else figure.spread.high


def _ends(figure: Figure) -> tuple[Fraction, Fraction]:
    return _low(figure), _high(figure)


def bare_unit(unit: str) -> str:
    """Give a unit without its share: 359.56円 of 1株利益 may be JPY or JPY/share."""
    return unit.removesuffix(_SHARE)


def same_unit(question: Question, unit: str) -> bool:
    """Tell whether a figure's unit is that of the claim; index points may have no unit."""
    one, other = bare_unit(question.scale.base), bare_unit(unit)
    return one == other or {one, other} <= {"index", "points", "", "number"}


def cut_off(question: Question) -> Interval | None:
    """Give the interval of a number whose writer cut it off; None where it is hedged or bounded."""
    number = question.quantity
    if number.place is None or number.value is None or number.modifier is not None:
        return None
    size = abs(number.value)
    held = Interval(low=size, high=size + number.place, high_open=True)
    cut = question.scale.onto(held if number.value >= 0 else -held)
    return -cut if question.mirrored else cut


def labelled(
    definition: Definition, key: str, ja: str, en: str, standing: Standing | None = None
) -> Definition:
    """Give a definition under one of its readings."""
    return msgspec.structs.replace(
        definition, key=key, ja=ja, en=en, standing=standing or definition.standing
    )


def as_first_told(definition: Definition) -> Definition:
    """Give a definition over figures as they were first published."""
    return labelled(
        definition,
        f"{definition.key}_original",
        f"{definition.ja}・当初の公表値",
        f"{definition.en}, as first published",
        "unusual",
    )


def attempt_of(
    question: Question,
    definition: Definition,
    figures: Sequence[Figure],
    when: str,
    *,
    doubt: Remark | None = None,
) -> Attempt:
    """Give the attempt of one reading from each provider's figure, the best first.

    doubt: why the reading may not be the one meant; a miss is then no contradiction.
    """
    best = figures[0]
    conflict = disagree([each.spread for each in figures])
    holds = None if conflict else fits(question, best)
    remark = None
    if holds is False:
        remark = doubt or _rounded(question, best)
        holds = None if remark else False
    return Attempt(
        definition=definition,
        entity=question.entity,
        value=best.value,
        spread=best.spread,
        unit=best.unit,
        as_of=when,
        rows=best.rows,
        working=best.working,
        holds=holds,
        conflict=conflict,
        remark=remark,
    )


def fits(question: Question, figure: Figure) -> bool:
    """Tell whether a figure is what the article states, amounts of money cut off included.

    An unhedged number is meant to its last place: 20%増 is not 18%, though it is a round number.
    """
    meant = _meant(question)
    if figure.value in meant or figure.spread.meets(meant):
        return True
    if is_size_rounded(question, figure.spread):
        return True
    cut = cut_off(question)
    return cut is not None and _is_money(figure) and figure.spread.meets(cut)


def _meant(question: Question) -> Interval:
    """Give the interval of the number: the wide one only where it is hedged or bounded."""
    if question.quantity.modifier is not None:
        return question.claimed
    core = question.scale.onto(question.quantity.core)
    return -core if question.mirrored else core


def _is_money(figure: Figure) -> bool:
    return len(figure.unit) == 3 and figure.unit.isupper()


_SIZES = frozenset({"market_cap", "net_assets"})
_CLOSE = Fraction(1, 200)
_FEW_DIGITS = 10


def last_digit(question: Question) -> Fraction | None:
    """Give the place of a number's last digit that is not zero; None where it is not plain.

    71兆9000億円 is written to 1000億. A number of one digit (5兆円) has no such rounding.
    """
    value, place = question.quantity.value, question.quantity.place
    if question.quantity.modifier is not None or not value or not place:
        return None
    step = place
    while (value / (step * 10)).denominator == 1:
        step *= 10
    return step if abs(value) >= _FEW_DIGITS * step else None


def is_size_rounded(question: Question, spread: Interval) -> bool:
    """Tell whether a market value or net assets are meant to the last digit that is not zero."""
    step, value = last_digit(question), question.quantity.value or Fraction(0)
    if question.claim.metric not in _SIZES or step is None or step > abs(value) * 2 * _CLOSE:
        return False
    near = Interval(low=value - step / 2, high=value + step / 2, high_open=True)
    return spread.meets(question.scale.onto(near))


def _cut_further(question: Question, figure: Figure) -> bool:
    """Tell whether an amount of money would fit cut off, or rounded, at its last digit."""
    step, value = last_digit(question), abs(question.quantity.value or Fraction(0))
    if step is None or not _is_money(figure):
        return False
    held = Interval(low=value - step / 2, high=value + step, high_open=True)
    cut = question.scale.onto(held if (question.quantity.value or 0) >= 0 else -held)
    return figure.spread.meets(-cut if question.mirrored else cut)


EXACT = frozenset({"dps", "diffusion_index", "unemployment"})
"""Metrics that are told as they were published, never rounded further."""


def _rounded(question: Question, figure: Figure) -> Remark | None:
    """Say that a figure would fit if the writer had cut it off or rounded it further."""
    cut = cut_off(question)
    if cut is not None and not _is_money(figure) and figure.value in cut:
        return Remark(code="cut_off")
    if _cut_further(question, figure):
        return Remark(code="round_number")
    if question.claim.metric not in EXACT and figure.spread.meets(question.claimed):
        return Remark(code="round_number")
    return None


Compute = Callable[[date], Sequence[Figure]]
"""Works a figure out from the vintages known on a day, one for each provider that has the data."""


def answers(
    question: Question,
    definition: Definition,
    compute: Compute,
    rows: Iterable[Fact],
    when: str,
    *,
    doubt: Remark | None = None,
) -> Iterator[Attempt]:
    """Give the attempt of the vintages in force and, where it misses, an earlier one that fits.

    rows: every vintage of the series that `compute` reads. Figures of another unit are left out.
    """
    day, rows = known_day(question), tuple(rows)
    figures = [each for each in compute(day) if same_unit(question, each.unit)]
    if not figures:
        return
    found = attempt_of(question, definition, figures, when, doubt=doubt)
    if not found.holds and (first := _named_first(question, definition, compute, rows, found)):
        yield first
        return
    if not found.holds and not found.conflict:
        yield from _earlier(question, definition, compute, release_days(rows, day), found)
    yield found


def _named_first(
    question: Question,
    definition: Definition,
    compute: Compute,
    rows: Sequence[Fact],
    now: Attempt,
) -> Attempt | None:
    """Give what was told at first, where the words name it and it fits: 当初の4.4万人増から."""
    named = names_first(before_number(question, 24)) or is_revised_behind(
        after_number(question, 40)
    )
    if not named:
        return None
    for day in release_days(rows, known_day(question)):
        figures = [each for each in compute(day) if same_unit(question, each.unit)]
        if figures:
            label = msgspec.structs.replace(as_first_told(definition), standing="conventional")
            found = attempt_of(question, label, figures[:1], now.as_of or "")
            return found if found.holds else None
    return msgspec.structs.replace(now, holds=None, remark=now.remark or Remark(code="unsure"))


def _earlier(
    question: Question,
    definition: Definition,
    compute: Compute,
    days: Sequence[date],
    now: Attempt,
) -> Iterator[Attempt]:
    """Give the first earlier vintage that fits; or, where none does, what was told at first."""
    first: Attempt | None = None
    for day in days[-_EARLIER:]:
        figures = [each for each in compute(day) if same_unit(question, each.unit)]
        if not figures or figures[0].value == now.value:
            continue
        label = as_first_told(definition)
        found = attempt_of(question, label, figures[:1], now.as_of or "")
        if found.holds:
            yield found
            return
        first = first or found
    if first is not None and now.holds is False:
        yield first
