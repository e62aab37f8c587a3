"""The first since: 2024年7月以来の高値, 7営業日ぶりに反発, 4万円を3か月ぶりに回復.

The last session before on which a level was met, or passed, is looked for in the prices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import msgspec

from ...calendars import calendar_of
from ...records import Analysis, Claim, Interval, Quantity
from ...text.fold import fold_kept
from ..facts import has_rows
from ..places import inside
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.sentences import sentence_before
from ..reading.since_words import sizes_rate
from ..reading.words import first_said
from ..windows import base_end, require_as_of
from .fluid import unrefuted
from .prices import Price, prices
from .since_lines import line_of
from .streaks import LAST_OF, last_of_each
from .unseen_hours import farthest, is_impossible, is_unseen

METRIC = "since"
"""The metric of claims on a first since."""
SESSIONS = frozenset({"days", "business_days"})
"""Units of a count that goes by sessions."""
SIZES = frozenset({"big_rise", "big_fall"})
"""Senses in which a move is the largest since some time."""

_DAYS = {
    "years": Fraction(1461, 4), "quarters": Fraction(1461, 16), "months": Fraction(1461, 48),
    "weeks": Fraction(7), "days": Fraction(1),
}  # fmt: skip
_LOOK = timedelta(800)
_LEVELS = frozenset({"high", "low"})
_LINES = frozenset({"recover", "lose"})
_UPWARD = frozenset({"high", "rise", "recover", "big_rise", "record", "highest"})
RECORDS = frozenset({"record", "bottom", "highest", "lowest"})
"""Senses of a high, or a low, of the time that the words name."""
STANDING = frozenset({"highest", "lowest"})
"""Senses of the day of a high, or a low, that stands."""
_MONTHS_NAMED = re.compile(r"月(?:間|足|単位|次|末)|[0-9]月(?:の|は|に|、|も|相場)|[今先]月")
_NO_TURN = re.compile(r"年度|四半期")


def counts_whole(sentence: str, quantity: Quantity) -> bool:
    """Tell whether a count of weeks or months is one of whole ones: 月間では3カ月ぶりの下落.

    A month of the calendar has to be named, or else it may be so long a time.
    """
    months = quantity.unit == "months" and _MONTHS_NAMED.search(fold_kept(sentence)) is not None
    return (months or quantity.unit == "weeks") and _NO_TURN.search(sentence) is None


def record_scope(analysis: Analysis, claim: Claim, quantity: Quantity) -> str:
    """Give the time of which a high or a low is one, by the words behind its time or before it."""
    text, (start, end) = analysis.article.text, claim.sentence
    groups = ("this_year", "two_years", "ever")
    behind = first_said(groups, text[quantity.end : end].split("。")[0])
    return behind or first_said(groups, text[sentence_before(text, start) : quantity.start])


def since(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the last session before the claim's day on which its level was met.

    Of 以来 it must lie in the time named, of ぶり as long ago as is said, within the unit of the
    count. A level that no session of the series had met is judged only where the series reaches
    back to the time named.
    """
    entity, metric = question.entity, _metric(question, definition)
    if definition.needs[0] != "close" and (
        question.asked.sense in ("rise", "fall", *SIZES) or entity.startswith("rate:")
    ):
        return
    require_as_of(question)
    end = base_end(question, calendar_of(entity))
    due = due_days(question, end)
    first = _first(question, min(due[0], end - _LOOK), end)
    if not has_rows(question.source, entity, metric):
        if not _refuted_unseen(question, definition, metric, (first, end), due):
            yield missing(definition, entity, "no_series", f"{entity}/{metric}")
        return
    found = prices(question, definition, metric, first, end)
    if len(found) < 2 or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/{metric}", end.isoformat())
        return
    if _is_of_whole(question):
        found = last_of_each(question.quantity.unit or "", calendar_of(entity), found)
    met = _last_met(question, found)
    if met is None and found[0].day > due[0] + timedelta(7):
        raise Unresolved(Remark(code="short_series", values=(found[0].day.isoformat(),)))
    attempt = _attempt(question, definition, found, met)
    if attempt.holds is False and met is not None and _is_of_other_price(question, met):
        attempt = msgspec.structs.replace(attempt, holds=None)
    firm = question.asked.sense in _LEVELS and is_impossible(question, found, due)
    yield attempt if firm else unrefuted(question, attempt)


def _is_of_other_price(question: Question, met: Price) -> bool:
    """Tell whether a day stands before a price that was not the high: which of both is wrong."""
    end = question.quantity.end
    beside = inside(question.analysis.quantities, end, end + _BESIDE)
    told = [each for each in beside if each.kind == "level"][:1]
    standing = question.asked.sense in STANDING
    return standing and any(each.value != met.row.value for each in told)


_BESIDE = 12
"""Characters behind a day within which its price stands: 10月8日の終値22,094.01."""


def _is_of_whole(question: Question) -> bool:
    return question.asked.sense in ("rise", "fall") and question.quantity.unit in LAST_OF


def _refuted_unseen(
    question: Question,
    definition: Definition,
    metric: str,
    span: tuple[date, date],
    due: tuple[date, date],
) -> bool:
    """Tell whether closes alone refute what is told of highs or lows that no series holds."""
    sense = question.asked.sense
    told = sense in _LEVELS or sense in _LINES or sense in STANDING
    if not told or not is_unseen(question, question.entity, metric):
        return False
    found = prices(question, definition, "close", *span)
    if len(found) < 2 or found[-1].day != span[1]:
        return False
    if sense in _LINES:  # what closed beyond a line has passed it
        met = _last_met(question, found)
        return met is not None and met.day > due[1]
    if sense in STANDING:
        return _is_below(question, found, due)
    return is_impossible(question, found, due)


def _is_below(question: Question, found: tuple[Price, ...], due: tuple[date, date]) -> bool:
    """Tell whether no price of some days can have been the highest, or lowest, of all."""
    high = question.asked.sense == "highest"
    best = max(found, key=lambda each: each.value if high else -each.value)
    reach = [
        farthest(question, found, at, high=high)
        for at, each in enumerate(found)
        if due[0] <= each.day <= due[1]
    ]
    ends = [(each.high if high else each.low) if each else None for each in reach]
    return all(each is not None and (each < best.value) == high for each in ends)


def _first(question: Question, look: date, end: date) -> date:
    """Give the first day of what is looked at; a high of this year is set against no other's."""
    if question.asked.sense not in RECORDS:
        return look
    scope = record_scope(question.analysis, question.claim, question.quantity)
    if scope not in ("this_year", "two_years"):
        return look
    return date(end.year - (scope == "two_years"), 1, 1)


def _metric(question: Question, definition: Definition) -> str:
    if definition.needs[0] == "close":
        return "yield" if question.entity.startswith("rate:") else "close"
    return "high" if question.asked.sense in _UPWARD else "low"


def due_days(question: Question, end: date) -> tuple[date, date]:
    """Give the first and the last day that the words allow for what was met before an end."""
    quantity = question.quantity
    if quantity.start_date and quantity.end_date and quantity.kind == "date":
        return quantity.start_date, quantity.end_date
    low, high = _elapsed(question)
    try:
        return end - timedelta(int(high) + 1), end - timedelta(int(low))
    except OverflowError:
        raise Unresolved(Remark(code="period_unclear")) from None


def _elapsed(question: Question) -> tuple[Fraction, Fraction]:
    """Give the days that ぶり allows: a count of years runs on to the next, of months one off.

    Half a year is four months at the least, and ten at the most.
    """
    quantity = question.quantity
    size, count = _DAYS.get(quantity.unit), quantity.value
    if quantity.unit == "business_days":
        size = Fraction(7, 5)
    if size is None or count is None or count <= 0:
        raise Unresolved(Remark(code="period_unclear"))
    below, above = Fraction(1), Fraction(11, 10)
    if quantity.unit == "years" and count.denominator > 2:  # 1年4カ月, to the month
        below, above = below / 12, above / 12
    elif quantity.unit == "years" and count < 1:  # 半年
        below, above = Fraction(1, 6), Fraction(1, 3)
    elif quantity.unit == "years":
        below = Fraction(2, 5) if quantity.modifier == "approx" else Fraction(1, 4)
        above = Fraction(1, 2) if count.denominator > 1 else Fraction(1)
    return max(Fraction(0), (count - below) * size), (count + above) * size


def _last_met(question: Question, found: tuple[Price, ...]) -> Price | None:
    """Give the last price before the end's that met its level, line or direction."""
    sense, last = question.asked.sense, found[-1]
    sign = 1 if sense in _UPWARD else -1
    if sense in ("rise", "fall"):
        pairs = zip(found[-2:0:-1], found[-3::-1], strict=False)
        return next((new for new, old in pairs if sign * (new.value - old.value) > 0), None)
    if sense in SIZES:
        return _as_large(question, found, sign)
    if sense in RECORDS:
        return _set_on(question, found if sense in STANDING else found[:-1], sign, last.day)
    line = line_of(question) if sense in ("recover", "lose") else last.value
    return next((p for p in reversed(found[:-1]) if sign * (p.value - line) >= 0), None)


def _set_on(question: Question, found: tuple[Price, ...], sign: int, end: date) -> Price:
    """Give the highest or lowest price; of equal ones the one told, or the last."""
    best = max(sign * each.value for each in found)
    held = [each for each in found if sign * each.value == best]
    first, final = due_days(question, end)
    return next((each for each in held if first <= each.day <= final), held[-1])


def _as_large(question: Question, found: tuple[Price, ...], sign: int) -> Price | None:
    """Give the last day before the end whose move was as large, in percent or in its unit."""
    number, text = question.quantity, fold_kept(question.analysis.article.text)
    rate = sizes_rate(text, number.start, number.end)
    moves = [
        (new, sign * (new.value / old.value - 1 if rate else new.value - old.value))
        for old, new in pairwise(found)
    ]
    last = moves[-1][1]
    return next((day for day, move in reversed(moves[:-1]) if move >= last), None)


def _attempt(
    question: Question, definition: Definition, found: tuple[Price, ...], met: Price | None
) -> Attempt:
    last = found[-1]
    shown = met or found[0]
    value = _value(question, found, shown)
    return Attempt(
        definition=definition,
        entity=question.entity,
        value=value,
        spread=Interval(low=value, high=value),
        unit=question.quantity.unit if question.quantity.kind == "duration" else last.row.unit,
        as_of=f"{shown.day}/{last.day}",
        rows=(shown.row, last.row),
        holds=_turned(question, found) and met is not None and _fits(question, found, met),
        remark=Remark(code=_code(question, met), values=(shown.day.isoformat(),)),
    )


def _code(question: Question, met: Price | None) -> str:
    if question.asked.sense in STANDING:
        return "set_on"
    return "met" if met else "not_met"


def _turned(question: Question, found: tuple[Price, ...]) -> bool:
    """Tell whether the day itself rose, fell or set a record as the words say."""
    change, sense = found[-1].value - found[-2].value, question.asked.sense
    if sense in ("record", "bottom"):
        return _is_beyond_all(found, 1 if sense == "record" else -1)
    if sense in ("rise", "fall", *SIZES):
        return change > 0 if sense in _UPWARD else change < 0
    return True


def _is_beyond_all(found: tuple[Price, ...], sign: int) -> bool:
    return all(sign * each.value < sign * found[-1].value for each in found[:-1])


def _value(question: Question, found: tuple[Price, ...], met: Price) -> Fraction:
    unit = question.quantity.unit
    if question.quantity.kind == "date":
        return met.row.value
    if unit in SESSIONS or _is_of_whole(question):
        return Fraction(len(found) - 1 - found.index(met))
    return (found[-1].day - met.day).days / _DAYS.get(unit, Fraction(1))


def _fits(question: Question, found: tuple[Price, ...], met: Price) -> bool:
    first, final = due_days(question, found[-1].day)
    if question.quantity.kind == "date":
        return first <= met.day <= final
    if _is_of_whole(question):
        return question.quantity.value == len(found) - 1 - found.index(met)
    if question.quantity.unit in SESSIONS:
        counts = {Fraction(len(found) - 1 - found.index(met))}
        told = question.asked.sense in ("high", "low", "record", "bottom", *SIZES)
        if told and question.quantity.unit == "days":
            counts.add(Fraction((found[-1].day - met.day).days))
        return question.quantity.value in counts
    return first <= met.day <= final
