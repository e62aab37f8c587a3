"""What a chart shows of a finding: the rows that its evidence was worked out from, in its terms.

Evidence holds single values; the series comes from the source that answered. The stated and the
found value are drawn only in terms in which the series itself gives the found value (its level, its
change or its percentage change since the first day, or on the year): what cannot be worked out
again from the rows is not drawn.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

import msgspec

from ..market.definitions.prices import is_listed
from ..market.facts import Fact, FactSource, rows_between, usable
from ..quantities import months_back
from ..records import Evidence, Finding

Terms = Literal["level", "change", "percent", "year"]
_PRICES = ("close", "high", "low", "open")
_COUNTED = frozenset(
    ("business_days", "days", "weeks", "months", "quarters", "years", "occurrences", "rank")
)
"""Units of what is counted along a series: sessions of a streak, months since a high."""
_CONTEXT = (timedelta(days=75), timedelta(days=1_200))
"""What is drawn before a short window: some 50 sessions, or three years of months."""
_FEW = 8
_MOST_POINTS = 420
_MOST_BARS = 9
_BEFORE = 2
"""Decisions that are drawn before those that a finding speaks of."""
_CLOSE = 1_000_000
_FAR = 100


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one day."""

    day: date
    value: Fraction


class Plot(msgspec.Struct, frozen=True, kw_only=True):
    """A chart before it is drawn: at least two points, in order of day, all values in `unit`."""

    kind: Literal["line", "steps", "bars"]
    terms: Terms
    series: str
    source: str
    unit: str
    points: tuple[Point, ...]
    window: tuple[date, date]
    """The days that the finding speaks of."""
    dots: tuple[Point, ...] = ()
    """The values that were read."""
    stated: Fraction | None = None
    found: Fraction | None = None
    implied: bool = False
    """Whether `stated` is the amount that a stated growth comes to."""


def plot_of(finding: Finding, source: FactSource, published: date | None) -> Plot | None:
    """Give what to draw for a finding, None where its series has fewer than two points.

    published: nothing that became known later is drawn.
    """
    for evidence in _best_first(finding):
        for plot in _plots(finding, evidence, source, published):
            if len(plot.points) >= 2:
                return plot
    return None


def _best_first(finding: Finding) -> list[Evidence]:
    """Give the evidence that has a value, that which the finding rests on first."""
    valued = [e for e in finding.evidence if e.value is not None and e.as_of]
    return sorted(valued, key=lambda e: not _is_computed(finding, e))


def _scale(finding: Finding, evidence: Evidence) -> int:
    return 100 if finding.unit == "ratio" and evidence.unit == "percent" else 1


def _is_computed(finding: Finding, evidence: Evidence) -> bool:
    computed = finding.computed
    return computed is not None and abs(computed * _scale(finding, evidence)) == abs(
        evidence.value or 0
    )


def _plots(
    finding: Finding, evidence: Evidence, source: FactSource, published: date | None
) -> Iterator[Plot]:
    entity, _, metric = evidence.series.rpartition("/")
    window = _window(evidence.as_of or "")
    if window is None or not entity:
        return
    if metric.startswith("policy_rate"):
        yield from _steps(finding, evidence, source, published)
        return
    yield from _bars(finding, evidence, source, published, window)
    others = tuple(m for m in _PRICES if m != metric) if metric in _PRICES else ()
    tried = []
    for name in (metric, *others):
        for rows in _groups(source, entity, name, window, published):
            tried.append(rows)
            yield from _lines(finding, evidence, rows, window)
    yield from (_counted(evidence, rows, window) for rows in tried[:1] if _is_counted(evidence))


def _window(as_of: str) -> tuple[date, date] | None:
    """Read ``2026-01-23``, ``2025-12-31/2026-01-23`` and ``2026-01``."""
    first, _, last = as_of.partition("/")
    try:
        return _first_day(first), _last_day(last or first)
    except ValueError:
        return None


def _first_day(text: str) -> date:
    return date.fromisoformat(text if len(text) != 7 else f"{text}-01")


def _last_day(text: str) -> date:
    day = _first_day(text)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if len(text) == 7 else day


# --- values of days -------------------------------------------------------------------------------


def _groups(
    source: FactSource,
    entity: str,
    metric: str,
    window: tuple[date, date],
    published: date | None,
) -> list[tuple[Fact, ...]]:
    """Give the rows of a series by definition and source, that of most rows first."""
    start, end = window
    held: tuple[Fact, ...] = ()
    for context in _CONTEXT:
        first = min(start, end - context)
        held = rows_between(source, entity, metric, first, end, by=published)
        if len({row.date for row in held}) >= _FEW:
            break
    groups: dict[tuple[str, str], list[Fact]] = {}
    for row in held:
        groups.setdefault((row.definition, row.source), []).append(row)
    splits = _splits(source, entity, published)
    ordered = sorted(groups.values(), key=len, reverse=True)
    return [_without_splits(rows, splits, end) for rows in ordered if len(rows) >= 2]


def _splits(source: FactSource, entity: str, published: date | None) -> tuple[Fact, ...]:
    return usable(source.facts(entity, "split"), by=published) if is_listed(entity) else ()


def _without_splits(rows: Sequence[Fact], splits: Iterable[Fact], end: date) -> tuple[Fact, ...]:
    """Set prices as traded in the terms of the window's end."""
    whole = tuple(rows)
    for split in splits:
        if split.date <= end and split.value > 0 and not whole[0].definition.endswith("_adjusted"):
            whole = tuple(
                msgspec.structs.replace(row, value=row.value / split.value)
                if row.date < split.date
                else row
                for row in whole
            )
    return whole


def _lines(
    finding: Finding, evidence: Evidence, rows: Sequence[Fact], window: tuple[date, date]
) -> Iterator[Plot]:
    """Yield the series in the terms in which it gives the found value."""
    by_day = {row.date: row.value for row in rows}
    last = _held_on(by_day, window[1], monthly=len(evidence.as_of or "") == 7)
    base = by_day.get(window[0])
    if last is None:
        return
    for terms in ("level", "change", "percent", "year"):
        points = tuple(_in_terms(by_day, terms, base))
        ends = [point for point in points if point.day == last]
        if ends and _same(ends[0].value, evidence.value or Fraction(0)):
            unit = rows[0].unit if terms in ("level", "change") else "percent"
            dots = [p for p in points if p.day == window[0] and terms in ("change", "percent")]
            plot = Plot(
                kind="line", terms=terms, series=evidence.series, source=rows[0].source, unit=unit,
                points=_thinned(points), window=(min(window[0], last), last),
                dots=(*dots, ends[0]), stated=_stated(finding, evidence), found=evidence.value,
            )  # fmt: skip
            yield plot
            return


def _held_on(by_day: dict[date, Fraction], end: date, *, monthly: bool) -> date | None:
    """Give the day of the value of a day, or of a month."""
    if end in by_day or not monthly:
        return end if end in by_day else None
    return max((day for day in by_day if end.replace(day=1) <= day <= end), default=None)


def _in_terms(by_day: dict[date, Fraction], terms: Terms, base: Fraction | None) -> Iterator[Point]:
    for day, value in by_day.items():
        if terms == "level":
            yield Point(day=day, value=value)
        elif terms == "year":
            before = by_day.get(months_back(day, 12))
            if before:
                yield Point(day=day, value=(value / before - 1) * 100)
        elif terms == "change" and base is not None:
            yield Point(day=day, value=value - base)
        elif terms == "percent" and base:
            yield Point(day=day, value=(value / base - 1) * 100)


def _same(left: Fraction, right: Fraction) -> bool:
    return abs(left - right) * _CLOSE <= max(abs(right), Fraction(1))


def _stated(finding: Finding, evidence: Evidence) -> Fraction | None:
    """Give the stated value with the sign that the evidence has: 1.1%安 against -1.1%."""
    if finding.stated is None or evidence.value is None:
        return None
    stated = finding.stated * _scale(finding, evidence)
    computed = evidence.value if finding.computed is None else finding.computed
    turned = computed * _scale(finding, evidence) == -evidence.value != 0
    if abs(stated) > _FAR * max(abs(evidence.value), Fraction(1)):
        return None  # the series would be a flat line
    return -stated if turned else stated


def _thinned(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out points of a long series, so that a chart stays small; both ends stay."""
    step = -(-len(points) // _MOST_POINTS)
    return (*points[:-1:step], *points[-1:])


def _is_counted(evidence: Evidence) -> bool:
    return evidence.unit in _COUNTED or evidence.definition.startswith("moving_average")


def _counted(evidence: Evidence, rows: Sequence[Fact], window: tuple[date, date]) -> Plot:
    """Give the series itself, where what was found is counted along it, or averaged over it."""
    points = tuple(Point(day=row.date, value=row.value) for row in rows)
    counted = evidence.unit in _COUNTED
    return Plot(
        kind="line", terms="level", series=evidence.series, source=rows[0].source,
        unit=rows[0].unit, points=_thinned(points), window=window,
        dots=tuple(p for p in points if p.day in window) if counted else (),
        found=None if counted else evidence.value,
    )  # fmt: skip


# --- decisions ------------------------------------------------------------------------------------


def _steps(
    finding: Finding, evidence: Evidence, source: FactSource, published: date | None
) -> Iterator[Plot]:
    """Yield a rate that holds from each decision to the next."""
    same = [e for e in finding.evidence if e.series == evidence.series and e.as_of]
    windows = [w for w in (_window(e.as_of or "") for e in same) if w]
    start, end = min(w[0] for w in windows), max(w[1] for w in windows)
    entity, _, metric = evidence.series.rpartition("/")
    until = min(filter(None, (published, max(end, _year_end(end)))))
    rows = rows_between(
        source, entity, metric, start - timedelta(days=800), max(until, end), by=published
    )
    rows = tuple(row for row in rows if row.definition == rows[0].definition)
    earlier = sum(row.date < start for row in rows)
    points = [Point(day=r.date, value=r.value) for r in rows[max(earlier - _BEFORE, 0) :]]
    if not points:
        return
    if points[-1].day < until:
        points.append(Point(day=until, value=points[-1].value))
    dots = tuple(p for p in points if any(w[0] == w[1] == p.day for w in windows))
    one = len(dots) == 1 and _same(dots[0].value, finding.computed or Fraction(-1))
    yield Plot(
        kind="steps", terms="level", series=evidence.series, source=evidence.source,
        unit=rows[0].unit, points=tuple(points), window=(start, end), dots=dots,
        stated=finding.stated if one else None, found=finding.computed if one else None,
    )  # fmt: skip


def _year_end(day: date) -> date:
    return day.replace(month=12, day=31)


# --- values of periods ----------------------------------------------------------------------------


def _bars(
    finding: Finding,
    evidence: Evidence,
    source: FactSource,
    published: date | None,
    window: tuple[date, date],
) -> Iterator[Plot]:
    """Yield the values of periods as long as the finding's, one bar each: quarters, years.

    Growth on the year is drawn as the amount that it would have come to.
    """
    entity, _, metric = evidence.series.rpartition("/")
    length = (window[1] - window[0]).days
    held = [
        row
        for row in usable(source.facts(entity, metric), by=published)
        if row.start is not None
        and row.date <= window[1]
        and abs((row.date - row.start).days - length) <= 5
        and row.start.month in _same_months(window[0], length)
    ]
    now = [row for row in held if row.start == window[0] and row.date == window[1]]
    for row in now:
        rows = {r.date: r.value for r in held if (r.definition, r.source) ==
                (row.definition, row.source)}  # fmt: skip
        stated = _implied(finding, evidence, rows, row)
        if stated is None:
            continue
        points = tuple(Point(day=day, value=value) for day, value in rows.items())
        yield Plot(
            kind="bars", terms="level", series=evidence.series, source=row.source, unit=row.unit,
            points=points[-_MOST_BARS:], window=window, dots=points[-1:], stated=stated,
            found=row.value, implied=stated != _stated(finding, evidence),
        )  # fmt: skip
        return


def _same_months(start: date, length: int) -> frozenset[int]:
    """Give the months in which a comparable period begins: of quarters each third month."""
    step = 3 if length < 100 else 12
    return frozenset((start.month - 1 + step * n) % 12 + 1 for n in range(12 // step))


def _implied(
    finding: Finding, evidence: Evidence, rows: dict[date, Fraction], now: Fact
) -> Fraction | None:
    """Give the amount that the article states, or that its growth on the year comes to."""
    stated, value = _stated(finding, evidence), evidence.value
    if stated is None or value is None:
        return None
    if _same(now.value, value):
        return stated
    before = next((rows[d] for d in rows if abs((now.date - d).days - 365) <= 5), None)
    if evidence.unit == "percent" and before and _same((now.value / before - 1) * 100, value):
        return before * (1 + stated / 100)
    return None
