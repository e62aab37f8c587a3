"""Moves over a window: returns, differences, leads over another entity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import msgspec

from ...calendars import calendar_of
from ...records import Interval
from ..facts import Fact, Keep, has_rows, rows_on, rows_over
from ..figures import decimal_text
from ..questions import Attempt, Definition, Question, Remark, Unresolved, fits, measured, missing
from ..trackers import proxies
from ..windows import Window, require_as_of, return_window
from .fluid import is_elsewhere, moved, moved_between, softened
from .prices import is_listed, keeps, prices, splits


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """One move, the spread that the data's rounding allows, its rows and its arithmetic."""

    value: Fraction
    spread: Interval
    rows: tuple[Fact, ...]
    working: str = ""


def price_return(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the price return of the entity, and that of each fund which tracks it and has data."""
    yield from returns_of(question, definition, "close", "price")


def returns_of(
    question: Question, definition: Definition, series: str, basis: str
) -> Iterator[Attempt]:
    """Give the return of the entity by one series, and that of each fund which tracks it."""
    own = _attempt(question, definition, question.entity, series, basis)
    if own is None:
        return
    yield own
    for fund in proxies(question.entity):
        if not _has_data(question, fund, series, basis):
            continue
        attempt = _attempt(question, definition, fund, series, basis)
        if attempt is not None and attempt.value is not None:
            yield attempt


def _has_data(question: Question, entity: str, series: str, basis: str) -> bool:
    cited = question.source.facts(entity, "return")
    return bool(question.source.facts(entity, series)) or any(
        row.definition == basis for row in cited
    )


def _attempt(
    question: Question, definition: Definition, entity: str, series: str, basis: str
) -> Attempt | None:
    asked = question.asked
    if question.claim.period is None and not asked.base and asked.start is None:
        raise Unresolved(Remark(code="no_period"))
    require_as_of(question)
    if not _has_data(question, entity, series, basis):
        return missing(definition, entity, "no_series", f"{entity}/{series}")
    window = return_window(question, calendar_of(entity), definition.window)
    if window is None:
        return None
    seen = [
        *_cited(question, entity, basis, window),
        *computed(question, definition, entity, series, window),
    ]
    if not seen:
        gap = missing(definition, entity, "no_window", f"{entity}/{series}", str(window))
        return msgspec.structs.replace(gap, as_of=str(window))
    return _best_fixing(question, definition, entity, window, seen, "percent")


def _best_fixing(
    question: Question,
    definition: Definition,
    entity: str,
    window: Window,
    seen: list[Observation],
    unit: str,
) -> Attempt:
    """Give the attempt of the fixing that bears the claim out, or of the first one."""
    groups: dict[str, list[Observation]] = {}
    for each in seen:
        last = each.rows[-1]
        groups.setdefault("" if last.start else last.definition, []).append(each)
    if "" in groups and len(groups) > 1:  # a cited return is set against the closes
        groups = {"": seen}
    tries = []
    for group in _of_the_market(question, [*groups.values()]):
        attempt = moved_by(question, definition, entity, window, group, unit)
        level = Fraction(100) if unit == "percent" else group[0].rows[-1].value
        reach = moved_between(question, group[-1].rows[-1], group[0].value, level)
        tries.append(softened(question, attempt, reach))
    return min(tries, key=lambda each: {True: 0, None: 1, False: 2}[each.holds])


def _of_the_market(
    question: Question, groups: list[list[Observation]]
) -> Iterator[list[Observation]]:
    """Give the moves of the market that the words name; of another one only such as fit."""
    home = [each for each in groups if not is_elsewhere(question, each[0].rows[-1])]
    for each in groups:
        if not home or each in home or each[0].spread.meets(question.claimed):
            yield each


def moved_by(
    question: Question,
    definition: Definition,
    entity: str,
    window: Window,
    seen: list[Observation],
    unit: str = "percent",
) -> Attempt:
    """Give the attempt of a move that one or more sources tell, the best first."""
    return measured(
        question,
        definition,
        entity=entity,
        spreads=tuple(each.spread for each in seen),
        attempt=Attempt(
            definition=definition,
            entity=entity,
            value=seen[0].value,
            unit=unit,
            as_of=str(window),
            rows=seen[0].rows,
            working=seen[0].working,
        ),
    )


def _cited(question: Question, entity: str, basis: str, window: Window) -> Iterator[Observation]:
    rows = rows_over(
        question.source, entity, "return", window.start, window.end, by=question.published
    )
    for row in rows:
        if row.definition == basis and row.unit == "percent":
            yield Observation(value=row.value, spread=row.interval, rows=(row,))


def pairs(
    question: Question,
    definition: Definition,
    entity: str,
    series: str,
    window: Window,
    *,
    traded: bool = False,
) -> Iterator[tuple[Fact, Fact, Fraction]]:
    """Give the first and the last row of a window, of one source where it has both, and the split.

    traded: whether prices as they were traded are read, even where there are adjusted ones: a
    move in yen is told in the shares of its day.

    Raises Unresolved where a share moved so far that a split may lie between.
    """
    source, by = question.source, question.published
    keep: Keep = definition.keeps
    if question.asked.fixing or (is_listed(entity) and not traded):
        keep = keeps(question, definition, entity, series, window.end)
    base = rows_on(source, entity, series, window.start, keep=keep, by=by)
    for last in rows_on(source, entity, series, window.end, keep=keep, by=by):
        alike = [row for row in base if row.definition == last.definition]
        first = next((row for row in alike if row.source == last.source), None)
        first = first or next(iter(alike), None)
        if first is None or first.unit != last.unit:
            continue
        factor = Fraction(1)
        if is_listed(entity) and series != "total_return":
            raw = not last.definition.endswith("_adjusted")
            factor = splits(question, entity, window.start, window.end) if raw else factor
            asked = msgspec.structs.replace(question, entity=entity)
            if first.value > 0 and not 0.6 < last.value * factor / first.value < 1.7:
                prices(asked, definition, series, window.start, window.end)
        yield first, last, factor


def computed(
    question: Question, definition: Definition, entity: str, series: str, window: Window
) -> Iterator[Observation]:
    """Give the return from the first to the last close of a window, once a source."""
    for first, last, factor in pairs(question, definition, entity, series, window):
        if first.interval.low and first.interval.low > 0:
            yield _change(first, last, factor, flipped=question.asked.flipped)


def _change(first: Fact, last: Fact, factor: Fraction, *, flipped: bool) -> Observation:
    """Give 100 * (last / first - 1), and its range over the rounding of both closes."""
    (low, high), (below, above) = _bounds(first), _bounds(last)
    if flipped and last.value > 0 and below > 0:
        return Observation(
            value=100 * (first.value / last.value - 1),
            spread=Interval(low=100 * (low / above - 1), high=100 * (high / below - 1)),
            rows=(first, last),
            working=f"{plain(first)} / {plain(last)} - 1",
        )
    split = f" * {decimal_text(factor, 4, trim=True)}" if factor != 1 else ""
    return Observation(
        value=100 * (last.value * factor / first.value - 1),
        spread=Interval(
            low=100 * (below * factor / high - 1), high=100 * (above * factor / low - 1)
        ),
        rows=(first, last),
        working=f"{plain(last)}{split} / {plain(first)} - 1",
    )


def plain(fact: Fact) -> str:
    """Write a row's value as it stands in a formula: ``6915.61``."""
    return decimal_text(fact.value, 4, trim=True).replace(",", "")


def _bounds(fact: Fact) -> tuple[Fraction, Fraction]:
    half = fact.place / 2
    return fact.value - half, fact.value + half


def difference(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give by how much a price or a yield moved over a window, in its own unit."""
    entity, series = question.entity, definition.needs[0]
    require_as_of(question)
    if not has_rows(question.source, entity, series):
        yield missing(definition, entity, "no_series", f"{entity}/{series}")
        return
    window = return_window(question, calendar_of(entity), definition.window)
    if window is None:
        return
    found = list(pairs(question, definition, entity, series, window, traded=True))
    found = found or list(pairs(question, definition, entity, series, window))
    seen = [_difference(*each, flipped=question.asked.flipped) for each in found]
    if not seen or not comparable(question, seen[0].rows[0].unit):
        yield missing(definition, entity, "no_window", f"{entity}/{series}", str(window))
        return
    last = seen[0].rows[-1]
    unit = question.scale.base if last.unit == "percent" else last.unit
    yield _best_fixing(question, definition, entity, window, seen, unit)


def _difference(first: Fact, last: Fact, factor: Fraction, *, flipped: bool) -> Observation:
    sign = -1 if flipped else 1
    value = sign * (last.value - first.value / factor)
    half = last.place / 2 + first.place / 2 / factor
    split = f" / {decimal_text(factor, 4, trim=True)}" if factor != 1 else ""
    return Observation(
        value=value,
        spread=Interval(low=value - half, high=value + half),
        rows=(first, last),
        working=f"{plain(last)} - {plain(first)}{split}",
    )


def comparable(question: Question, unit: str) -> bool:
    """Tell whether a row's unit is the one that the claim's number is written in."""
    written = question.scale.base
    if unit == written or (unit == "percent" and written == "percentage_point"):
        return True
    if question.entity.startswith("fx:") and not written:  # ドル/円は152.90
        return True
    if question.entity.startswith("index:"):
        # Index levels are written with the currency of their market or with none: 5万2000円, 6900.
        return {unit, written} <= {"points", "JPY", "USD", "", "index"}
    return "" not in (unit, written) and (
        unit.partition("/")[0] == written or written.partition("/")[0] == unit
    )


def intraday_move(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give how far a day's high and low lay from the close before: 一時600円を超える下げ."""
    require_as_of(question)
    entity = question.entity
    for series in ("high", "low", "close"):
        if not has_rows(question.source, entity, series):
            yield missing(definition, entity, "no_series", f"{entity}/{series}")
            return
    base = msgspec.structs.replace(question.asked, base=question.asked.base or "session")
    asked = msgspec.structs.replace(question, asked=base)
    window = return_window(asked, calendar_of(entity), "base")
    if window is None:
        return
    first = _rows(question, definition, "close", window.start)
    top = _rows(question, definition, "high", window.end)
    floor = _rows(question, definition, "low", window.end)
    if not first or not top or not floor or not first[0].value:
        yield missing(definition, entity, "no_window", f"{entity}/high", str(window))
        return
    if splits(question, entity, window.start, window.end) != 1:
        raise Unresolved(Remark(code="maybe_split", values=(str(window.end),)))
    yield softened(question, *_ranged(question, definition, window, (first[0], floor[0], top[0])))


def _rows(question: Question, definition: Definition, series: str, day: date) -> tuple[Fact, ...]:
    return rows_on(
        question.source, question.entity, series, day, keep=definition.keeps, by=question.published
    )


def _ranged(
    question: Question, definition: Definition, window: Window, rows: tuple[Fact, Fact, Fact]
) -> tuple[Attempt, Interval | None]:
    first, floor, top = rows
    percent = definition.key.endswith("percent")
    low, high = floor.value - floor.place / 2 - first.value, top.value + top.place / 2 - first.value
    if percent:
        low, high = 100 * low / first.value, 100 * high / first.value
    span = Interval(low=low - first.place / 2, high=high + first.place / 2)
    falls = question.claim.direction == "down"
    attempt = Attempt(
        definition=definition,
        entity=question.entity,
        value=low if falls else high,
        spread=span,
        unit="percent" if percent else first.unit,
        as_of=str(window),
        rows=(first, floor if falls else top),
        holds=fits(question, span),
        working=f"{plain(floor if falls else top)} - {plain(first)}",
    )
    return attempt, moved(question.entity, attempt.value or Fraction(0), Fraction(100))
