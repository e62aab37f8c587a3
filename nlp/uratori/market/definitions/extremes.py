"""Highs and lows over a time: records, falls from a peak, the largest fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...calendars import calendar_of, sessions_between
from ...records import Interval
from ..facts import has_rows, usable
from ..questions import Attempt, Definition, Question, Remark, Unresolved, fits, measured, missing
from ..reading.words import says
from ..windows import base_end, require_as_of, return_window, span_of
from .fluid import around, fluidity, moved, softened
from .prices import Price, prices
from .returns import comparable, plain
from .unseen_hours import farthest, is_unseen, quotes_close

_YEAR = timedelta(364)  # 52 weeks
_NEAR = 12
_SESSIONS_OF_A_YEAR = 250
_LACK = 3  # sessions that a span of a year may lack before its highest is not sure


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The prices over which something is the highest, and whether all of them are held."""

    found: tuple[Price, ...]
    whole: bool
    before: Fraction | None = None
    """The record of before the first price, where it is known."""


def record(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the highest, or the lowest, over the time that the words name, up to the claim's day.

    A record of all time holds only where the data reach back to a known record; a number that
    the data have passed is none in any case.
    """
    entity, metric = question.entity, definition.needs[0]
    if entity.startswith("rate:"):
        if metric != "close":
            return
        metric = "yield"
    require_as_of(question)
    if not has_rows(question.source, entity, metric):
        yield missing(definition, entity, "no_series", f"{entity}/{metric}")
        return
    end = base_end(question, calendar_of(entity))
    attempt = _record_at(question, definition, metric, end)
    last = _last(question) if _stands(question) else end
    if last > end:
        attempt = _still(attempt, _record_at(question, definition, metric, last))
    yield attempt


_STANDS = re.compile(
    r"(?:だ(?!った)|で(?:ある|、|す|あり)|となってい|。|(?:が|は)、?[^、。0-9]{0,24}[高安]値(?:だ(?!った)|で(?:ある|す)|。))"
)
_RIGHT_BEFORE = re.compile(r"(?:に?(?:付け|つけ|記録し)た|の(?:終値)?|に)(?:の|終値)?$")


def _stands(question: Question) -> bool:
    """Tell whether a record is said to be the present one: 年初来高値は6月2日の4万円だ."""
    text = question.analysis.article.text
    return _STANDS.match(text, question.quantity.end) is not None


def _still(attempt: Attempt, now: Attempt) -> Attempt:
    """Take the record of now for that of a day; what has been passed since is not confirmed."""
    if now.holds or not attempt.holds:
        return now if now.holds else attempt
    return msgspec.structs.replace(attempt, holds=None)


def _record_at(question: Question, definition: Definition, metric: str, end: date) -> Attempt:
    entity, high = question.entity, question.topic == "record_high"
    span = _span(question, definition, metric, end)
    if not comparable(question, span.found[0].row.unit):
        raise Unresolved(Remark(code="no_unit"))
    best = _best(span.found, high=high)
    attempt = _level(question, definition, best, span)
    renewed = says("renewed", question.sentence) and len(span.found) > 1
    if renewed and not attempt.holds:
        earlier = _level(question, definition, _best(span.found[:-1], high=high), span)
        attempt = earlier if earlier.holds else msgspec.structs.replace(attempt, holds=None)
    reach = around(question, entity, metric, (best.day,))
    return softened(question, _reserved(question, attempt, span, best, high=high), reach)


def _span(question: Question, definition: Definition, metric: str, end: date) -> Span:
    """Give the prices of the scope that the words name; Unresolved where the end has none."""
    scope = question.asked.scope
    span = span_of(question.claim.period)
    start = {
        "period": span.start if span else date.min,
        "this_year": end.replace(month=1, day=1),
        "two_years": date(end.year - 1, 1, 1),
        "year_long": end - _YEAR,
    }.get(scope, date.min)
    found = prices(question, definition, metric, start, end)
    if not found or found[-1].day != end:
        series = f"{question.entity}/{metric}"
        raise Unresolved(Remark(code="no_day", values=(series, end.isoformat())))
    if start == date.min:
        before = known_record(question, metric, found[0].day)
        return Span(found=found, whole=before is not None, before=before)
    if fluidity(question.entity) is not None:
        return Span(found=found, whole=found[0].day <= start + timedelta(5))
    due = len(sessions_between(calendar_of(question.entity), start, end))
    return Span(found=found, whole=due - len(found) <= (_LACK if scope == "" else 0))


def known_record(question: Question, metric: str, first: date) -> Fraction | None:
    """Give the record that stood when the series begins: a row of metric ``record_high``.

    Its `start` is the day it was set, its `date` the last day on which it stood.
    """
    side = "record_high" if "high" in question.topic or "peak" in question.topic else "record_low"
    for row in usable(question.source.facts(question.entity, side), by=question.published):
        if row.definition == metric and row.start and row.start <= first <= row.date:
            return row.value
    return None


def _best(found: tuple[Price, ...], *, high: bool) -> Price:
    """Give the highest or the lowest price, of equal ones the latest."""
    if high:
        return max(found, key=lambda each: (each.value, each.day))
    return min(found, key=lambda each: (each.value, -each.day.toordinal()))


def _level(question: Question, definition: Definition, best: Price, span: Span) -> Attempt:
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=(Interval(low=best.value - best.half, high=best.value + best.half),),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=best.value,
            unit=best.row.unit,
            as_of=best.day.isoformat(),
            rows=(best.row,),
            remark=Remark(code="since_first", values=(span.found[0].day.isoformat(),)),
        ),
    )


def _reserved(
    question: Question, attempt: Attempt, span: Span, best: Price, *, high: bool
) -> Attempt:
    """Take back a verdict that prices from before the series might undo."""
    if span.before is not None and (span.before > best.value) == high:
        attempt = msgspec.structs.replace(attempt, holds=False)
    late = attempt.holds and question.asked.scope == "ever"
    if span.whole or (late and _is_highest_of_late(question, span.found)):
        return attempt
    claimed = question.claimed
    passed = claimed.high is not None and claimed.high < best.value
    if not high:
        passed = claimed.low is not None and claimed.low > best.value
    if attempt.holds is False and (passed or _is_of_another_day(question, span)):
        return attempt
    remark = Remark(code="short_series", values=(span.found[0].day.isoformat(),))
    return msgspec.structs.replace(attempt, holds=None, remark=remark)


def _is_of_another_day(question: Question, span: Span) -> bool:
    """Tell whether the day named right before a record had another price: 最高値は15日の4万円."""
    period, last = question.claim.period, span.found[-1]
    if period is None or period.start_date != last.day or period.end_date != last.day:
        return False
    before = question.analysis.article.text[: question.quantity.phrase[0]]
    found = _RIGHT_BEFORE.search(before[-_NEAR:])
    named = found is not None and before.removesuffix(found[0]).endswith(period.text)
    price = Interval(low=last.value - last.half, high=last.value + last.half)
    return named and fits(question, price) is False


def from_extreme(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the fall from a peak, or the rise from a low, to the last close or the extreme since.

    The peak is the highest of the days that the text names, of the scope that it names, or of 52
    weeks; of closes or of intraday highs.
    """
    entity, metric = question.entity, definition.needs[0]
    require_as_of(question)
    for series in (metric, "close"):
        if not has_rows(question.source, entity, series):
            if not _refuted_unseen(question, definition, metric):
                yield missing(definition, entity, "no_series", f"{entity}/{series}")
            return
    down = _is_of_high(question)
    end = base_end(question, calendar_of(entity)) if _ends(question) else _last(question)
    peaks, whole = _peaks(question, definition, metric, end)
    peak = _best(peaks, high=down)
    tail = prices(question, definition, "close", peak.day, end)
    if not tail or tail[-1].day != end or peak.value <= 0:
        yield missing(definition, entity, "no_day", f"{entity}/close", end.isoformat())
        return
    far = definition.key.endswith("extreme")
    last = _best(tail, high=not down) if far else tail[-1]
    ends = (last, peak) if question.topic.startswith("to_") else (peak, last)
    attempt = _fall(question, definition, *ends)
    if not whole and not (attempt.holds and _is_highest_of_late(question, peaks)):
        remark = Remark(code="short_series", values=(peaks[0].day.isoformat(),))
        attempt = msgspec.structs.replace(attempt, holds=None, remark=remark)
    level = peak.value if question.topic.endswith("_change") else Fraction(100)
    yield softened(question, attempt, moved(entity, attempt.value or Fraction(0), level))


def _refuted_unseen(question: Question, definition: Definition, metric: str) -> bool:
    """Tell whether no high of the day, of which no series tells, could bear a fall out."""
    if not is_unseen(question, question.entity, metric):
        return False
    down = _is_of_high(question)
    end = base_end(question, calendar_of(question.entity)) if _ends(question) else _last(question)
    peaks, whole = _peaks(question, definition, "close", end)
    tail = prices(question, definition, "close", peaks[0].day, end)
    if not whole or tail[-1].day != end:
        return False
    best = _best(peaks, high=down)
    if quotes_close(question, best):
        return True
    reach = farthest(question, peaks, peaks.index(best), high=down)
    after = [each for each in tail if each.day >= best.day]
    if reach is None or reach.low is None or reach.high is None or reach.low <= 0:
        return False
    tops = (reach.low, reach.high)
    lasts = (tail[-1].value, _best(tuple(after), high=not down).value)
    amount = question.topic.endswith("_change")
    pairs = [(each, top) for each in lasts for top in tops]
    if question.topic.startswith("to_"):
        pairs = [(top, each) for each, top in pairs]
    moves = [each - top if amount else 100 * (each / top - 1) for each, top in pairs]
    return not Interval(low=min(moves), high=max(moves)).meets(question.claimed)


def _is_of_high(question: Question) -> bool:
    """Tell whether a move is counted from a high, or to one, and not from a low."""
    return question.topic.startswith(("from_peak", "to_peak"))


def _is_highest_of_late(question: Question, peaks: tuple[Price, ...]) -> bool:
    """Tell whether the highest of a year or more will do: 最高値から, not 史上最高値から."""
    return not says("all_time", question.sentence) and len(peaks) > _SESSIONS_OF_A_YEAR


def _ends(question: Question) -> bool:
    """Tell whether the claim's period is its own day, and not that of the peak."""
    period, since = question.claim.period, question.asked.since
    return since is None or period is None or (period.start_date, period.end_date) != since


def _last(question: Question) -> date:
    bare = msgspec.structs.replace(question.claim, period=None)
    return base_end(msgspec.structs.replace(question, claim=bare), calendar_of(question.entity))


def _peaks(
    question: Question, definition: Definition, metric: str, end: date
) -> tuple[tuple[Price, ...], bool]:
    since = question.asked.since
    if since is None:
        scope = question.asked.scope or "year_long"
        asked = msgspec.structs.replace(question.asked, scope=scope)
        span = _span(msgspec.structs.replace(question, asked=asked), definition, metric, end)
        return span.found, span.whole
    stop = min(since[1], end)
    # Up to the end, so that a split between the peak and now is undone.
    found = prices(question, definition, metric, since[0], end)
    held = tuple(each for each in found if each.day <= stop)
    due = sessions_between(calendar_of(question.entity), since[0], stop)
    if not held:
        series = f"{question.entity}/{metric}"
        raise Unresolved(Remark(code="no_day", values=(series, f"{since[0]}/{stop}")))
    return held, len(held) >= len(due) or fluidity(question.entity) is not None


def _fall(question: Question, definition: Definition, peak: Price, last: Price) -> Attempt:
    """Give the change from a peak in percent, or in the unit of the price."""
    if question.topic.endswith("_change"):
        value, half, unit = last.value - peak.value, last.half + peak.half, last.row.unit
        working = f"{plain(last.row)} - {plain(peak.row)}"
    else:
        value, unit = 100 * (last.value / peak.value - 1), "percent"
        half = 100 * (last.half + peak.half) / peak.value
        working = f"{plain(last.row)} / {plain(peak.row)} - 1"
    return measured(
        question,
        definition,
        entity=question.entity,
        spreads=(Interval(low=value - half, high=value + half),),
        attempt=Attempt(
            definition=definition,
            entity=question.entity,
            value=value,
            unit=unit,
            as_of=f"{peak.day}/{last.day}",
            rows=(peak.row, last.row),
            working=working,
        ),
    )


def drawdown(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the largest fall of a close from the highest before it, over the claim's window."""
    entity = question.entity
    require_as_of(question)
    if not has_rows(question.source, entity, "close"):
        yield missing(definition, entity, "no_series", f"{entity}/close")
        return
    calendar = calendar_of(entity)
    window = return_window(question, calendar, "same_day")
    if window is None:
        return
    found = prices(question, definition, "close", window.start, window.end)
    due = sessions_between(calendar, window.start, window.end)
    if len(found) < len(due) or not found:
        yield missing(definition, entity, "days_missing", str(len(found)), str(len(due)))
        return
    peak, pair = found[0], (found[0], found[0])
    for each in found:
        peak = max(peak, each, key=lambda price: price.value)
        if each.value * pair[0].value < pair[1].value * peak.value:
            pair = (peak, each)
    attempt = _fall(question, definition, *pair)
    depth = Interval(low=-(attempt.value or Fraction(0)), high=-(attempt.value or Fraction(0)))
    held = msgspec.structs.replace(
        attempt, value=depth.low, spread=depth, holds=depth.meets(question.claimed)
    )
    yield softened(question, held, moved(entity, depth.low or Fraction(0), Fraction(100)))
