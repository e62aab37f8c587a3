"""Sizes, yields and multiples set against those of another time or another firm.

Sizes are told for month ends: one of some days before stands for a day. That of a group is the sum
of its members'.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...records import Interval, Period
from ..facts import usable
from ..places import inside
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.retimed import period_of_day
from ..reading.sums_told import members_of
from ..windows import duration_of, months_back, span_of
from .answers import Figure, attempt_of, figure_of, growth, less, ratio, same_unit, total
from .drifts import drift_of

CHANGE, GAP, RATIO = "size_change", "size_gap", "size_ratio"
RATIO_CHANGE = "ratio_change"
OVER_BOND = "yield_spread"
NOUNS = {
    "時価総額": "market_cap", "企業価値": "market_cap", "純資産総額": "net_assets",
    "純資産残高": "net_assets", "純資産額": "net_assets", "純資産": "net_assets",
    "運用残高": "net_assets", "運用資産": "net_assets", "運用資産残高": "net_assets",
    "運用資産総額": "net_assets", "預かり資産": "net_assets", "資産残高": "net_assets",
    "資産規模": "net_assets", "AUM": "net_assets", "ファンド規模": "net_assets",
}  # fmt: skip
"""Names of sizes -> their metrics."""
_STALE = timedelta(10)
"""How many days before a time a size may be dated to stand for it."""
_LATELY = timedelta(4)
"""The same of what is stated for every session: over a weekend."""


def size_change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how much a size has grown since the time it is set against."""
    period = base_period(question)
    end = _day(question, question.claim.period)
    base = _start(period, end) or _before_month(question, period)
    first = _size(question, question.entity, _day(question, period) if base is None else base)
    last = _size(question, question.entity, end)
    if first.rows[0].date >= last.rows[0].date:
        raise Unresolved(Remark(code="period_unclear"))
    falls = question.claim.direction == "down"
    if question.scale.base == "percent":
        grown = growth(last, first)
        if grown is None:
            raise Unresolved(Remark(code="no_unit"))
        found = _turned(grown) if falls else grown
    else:
        found = less(first, last) if falls else less(last, first)
    yield _told(question, definition, found, last)


_MULTIPLES = {"per": ("per", "per_forward"), "per_forward": ("per_forward",)}
"""Which multiple is meant where a writer says just PER."""


def ratio_change(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how many points a yield or a multiple that a source states has moved."""
    period, told = base_period(question), question.claim.basis
    if period is None or not told:
        raise Unresolved(Remark(code="period_unclear"))
    end = _day(question, question.claim.period)
    start = _start(period, end) or _day(question, period)
    sign = -1 if question.claim.direction == "down" else 1
    for each in _MULTIPLES.get(told[0], told[:1]):
        first, last = (_stated(question, each, day) for day in (start, end))
        if first is None or last is None or first.rows[0].date >= last.rows[0].date:
            continue
        moved = less(last, first)
        value = msgspec.structs.replace(moved, value=sign * moved.value, unit=question.scale.base)
        if sign < 0:
            value = msgspec.structs.replace(value, spread=-value.spread)
        doubt = None if duration_of(period) is None else Remark(code="unsure")
        found = attempt_of(question, definition, [value], f"{start}/{end}", doubt=doubt)
        yield _unless_near(question, found, last.value)


def _unless_near(question: Question, found: Attempt, level: Fraction) -> Attempt:
    """Take back a miss of a firm's ratio that other earnings than the source's may explain."""
    index = question.entity.startswith("index:")
    return _spared(question, found, Fraction(0) if index else drift_of("stated") * level)


def _spared(question: Question, found: Attempt, room: Fraction) -> Attempt:
    """Take back a miss that lies no further than a room from what is claimed."""
    value = found.value or Fraction(0)
    near = Interval(low=value - room, high=value + room).meets(question.claimed)
    if found.holds is not False or not near:
        return found
    remark = Remark(code="near", values=(str(int(drift_of("stated") * 100)),))
    return msgspec.structs.replace(found, holds=None, remark=remark)


def _stated(question: Question, metric: str, day: date, entity: str = "") -> Figure | None:
    rows = usable(question.source.facts(entity or question.entity, metric), by=question.published)
    near = [row for row in rows if timedelta(0) <= day - row.date <= _LATELY]
    return figure_of(near[-1]) if near else None


_STATED_AS = {
    "earnings_yield": ("earnings_yield", "per", "per_forward"), "per": ("per",),
    "per_forward": ("per_forward",), "dividend_yield": ("dividend_yield",),
}  # fmt: skip
"""Which series state a yield of stocks: multiples as their inverse."""


def over_bond(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how many points a yield of stocks lies above a bond's: 益回りと10年債利回りの差."""
    other = question.claim.reference.entity if question.claim.reference else None
    told = question.claim.basis[:1]
    if other is None or not told:
        raise Unresolved(Remark(code="other_figure"))
    day = _day(question, question.claim.period)
    bond = _stated(question, "yield", day, other)
    found = []
    for each in _STATED_AS.get(told[0], ()):
        first = _stated(question, each, day)
        if first is None or bond is None or not first.value:
            continue
        part = first.value if each.endswith("yield") else 100 / first.value
        near = part * drift_of("stated")
        value = part - bond.value
        value = {"up": value, "down": -value}.get(question.claim.direction or "", abs(value))
        figure = Figure(
            value=value, spread=Interval(low=value, high=value), unit=question.scale.base,
            rows=(*first.rows, *bond.rows),
        )  # fmt: skip
        tried = attempt_of(question, definition, [figure], day.isoformat())
        found.append(_spared(question, tried, near))
    yield from [each for each in found if each.holds][:1] or found


def size_gap(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far the sizes of two things lie apart."""
    one, two = _both(question)
    found = less(one, two) if one.value >= two.value else less(two, one)
    yield _told(question, definition, found, one)


def size_ratio(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how many times another's a size is, or by how many percent it is more or less."""
    one, two = _both(question)
    found = _set_against(question, one, two)
    if found is None:
        raise Unresolved(Remark(code="no_unit"))
    yield _told(question, definition, found, one)


def _set_against(question: Question, one: Figure, two: Figure) -> Figure | None:
    side = question.claim.direction
    if question.scale.base != "percent":
        return ratio(one, two, 1, "times")
    if side is None:
        return ratio(one, two, 100, "percent")
    lead = growth(one, two)
    return _turned(lead) if lead is not None and side == "down" else lead


def _both(question: Question) -> tuple[Figure, Figure]:
    """Give the sizes of what a claim is of and of what it is set against, in one unit."""
    other = question.claim.reference.entity if question.claim.reference else None
    day = _day(question, question.claim.period)
    firms = [each for each in question.claim.basis if ":" in each] or [question.entity]
    one = total([_size(question, each, day) for each in firms])
    two = _size(question, other or "", day)
    if one.unit != two.unit:
        raise Unresolved(Remark(code="no_unit"))
    return one, two


def _told(question: Question, definition: Definition, found: Figure, last: Figure) -> Attempt:
    if not same_unit(question, found.unit):
        return missing(definition, question.entity, "no_unit")
    day = _day(question, question.claim.period)
    young = day - last.rows[0].date
    doubt = None if young <= timedelta(3) else Remark(code="unsure")
    return attempt_of(question, definition, [found], last.rows[0].date.isoformat(), doubt=doubt)


def _turned(figure: Figure) -> Figure:
    return msgspec.structs.replace(figure, value=-figure.value, spread=-figure.spread)


def _start(period: Period | None, end: date) -> date | None:
    """Give the day from which a length before an end counts, or the first one of its year."""
    length = duration_of(period) if period is not None else None
    if length is not None and length.letter in "YM":
        count = length.count * (12 if length.letter == "Y" else 1)
        return max(months_back(end + timedelta(1), count) - timedelta(1), months_back(end, count))
    if period is not None and period.text.startswith("年初") and period.start_date is not None:
        return period.start_date.replace(month=1, day=4)
    return None


def _before_month(question: Question, period: Period | None) -> date | None:
    """Give the last day before a month in which a change is told to have come about."""
    span, own = span_of(period), span_of(question.claim.period)
    same = span is not None and span == own and span.start < span.end
    return span.start - timedelta(1) if same and span is not None else None


def base_period(question: Question) -> Period | None:
    """Give the time that a change is told from."""
    told = question.claim.reference
    for each in inside(question.analysis.quantities, *question.claim.sentence):
        if told is not None and each.id == told.quantity:
            return period_of_day(each)
    return None


def _day(question: Question, period: Period | None) -> date:
    span = span_of(period)
    if span is not None:
        return min(span.end, question.published or span.end)
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    return question.published


def _size(question: Question, entity: str, day: date) -> Figure:
    """Give the size of the last day on or shortly before one; Unresolved where none is told."""
    members = members_of(entity)
    figures = [_size_of_one(question, each, day) for each in members]
    if len({each.unit for each in figures}) != 1:
        raise Unresolved(Remark(code="no_members", values=(entity,)))
    return total(figures) if len(figures) > 1 else figures[0]


def _size_of_one(question: Question, entity: str, day: date) -> Figure:
    metric = next((each for each in question.claim.basis if each in NOUNS.values()), "market_cap")
    rows = usable(question.source.facts(entity, metric), by=question.published)
    near = [row for row in rows if timedelta(0) <= day - row.date <= _STALE]
    if not near:
        raise Unresolved(Remark(code="no_day", values=(f"{entity}/{metric}", day.isoformat())))
    return figure_of(near[-1])


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="size_change", metric=CHANGE, ja="規模の増減", en="change of a size",
        measure=size_change, standing="conventional", needs=("market_cap",), settled=True,
    ),
    Definition(
        key="ratio_change", metric=RATIO_CHANGE, ja="指標の変化幅", en="change of the ratio",
        measure=ratio_change, standing="conventional", needs=("per",), settled=True,
    ),
    Definition(
        key="over_bond", metric=OVER_BOND, ja="債券利回りとの差", en="yield over that of a bond",
        measure=over_bond, standing="conventional", needs=("yield",), settled=True,
    ),
    Definition(
        key="size_gap", metric=GAP, ja="規模の差", en="difference of two sizes",
        measure=size_gap, standing="conventional", needs=("market_cap",), settled=True,
    ),
    Definition(
        key="size_ratio", metric=RATIO, ja="規模の倍率", en="ratio of two sizes",
        measure=size_ratio, standing="conventional", needs=("market_cap",), settled=True,
    ),
)  # fmt: skip
"""Definitions of changes and differences of sizes."""
