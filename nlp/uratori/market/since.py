"""The first since: 2024年7月以来の高値, 7営業日ぶりに反発, 4万円を3か月ぶりに回復.

No claim is tied to such a time, so that one is made of it here: of the only thing with a price in
its sentence. Where that is not clear, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ..calendars import calendar_of
from ..records import CERTAIN, Analysis, Claim, Interval, Period, Quantity
from ..text.fold import fold_kept
from ..text.stops import sentence_end, sentence_start
from .clauses import turn_before, turn_behind
from .facts import has_rows
from .fluid import unrefuted
from .places import inside, number_of, told_inside
from .prices import Price, prices
from .questions import Asked, Attempt, Definition, Question, Remark, Sense, Unresolved, missing
from .since_lines import line_of
from .since_words import counts_price, moves_price, sense_of, sizes_rate
from .unsaid import is_unsaid
from .unseen_hours import is_impossible, is_unseen
from .windows import base_end, require_as_of, span_of
from .words import first_said

METRIC = "since"
"""The metric of the claims made here."""

_PRICED = frozenset({"index", "equity", "etf", "currency", "rate", "commodity", "crypto"})
_METRICS = frozenset({"close", "high", "low", "open", "return", "price_change", "yield", "streak"})
_SINCE = re.compile(r"以来|ぶり")
_SAME_DAY = ("同日", "当日", "この日")
_DOLLAR_YEN = frozenset({"currency:USD", "currency:JPY"})
_PAIRS = {"currency:JPY": "fx:USDJPY"}
"""The pair of a currency whose sentence names the dollar: 円は…3月25日以来の円高・ドル安."""
_OF_LEVEL = re.compile(
    r"(?:に(?:付け|つけ|記録し)た|の)[^、。]{0,24}?(?:[高安]値|終値|水準|[円銭ドルセント0-9])"
    r"(?:を(?:上|下|超|抜|割|更新)|に(?:並|迫))"
)
"""Behind a day whose price is one that was passed, and none of the day that is told of."""
_SENTENCE = 400
"""Characters beyond which what has no full stop is a table or a list, and told of nobody alone."""
_DAYS = {
    "years": Fraction(1461, 4), "quarters": Fraction(1461, 16), "months": Fraction(1461, 48),
    "weeks": Fraction(7), "days": Fraction(1),
}  # fmt: skip
_LOOK = timedelta(800)
_SESSIONS = frozenset({"days", "business_days"})
_SIZES = frozenset({"big_rise", "big_fall"})
_LEVELS = frozenset({"high", "low"})
_LINES = frozenset({"recover", "lose"})
_UPWARD = frozenset({"high", "rise", "recover", "big_rise", "record"})


def claims_since(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each 以来 and ぶり whose owner is clear."""
    if not _SINCE.search(analysis.article.text):
        return ()
    made = (
        _claim(analysis, each)
        for each in analysis.quantities
        if each.kind in ("date", "duration") and _sense(analysis, each)
    )
    return tuple(each for each in made if each is not None)


def _sense(analysis: Analysis, quantity: Quantity) -> Sense:
    return sense_of(fold_kept(analysis.article.text), quantity.start, quantity.end)


def sentence_around(text: str, quantity: Quantity) -> tuple[int, int]:
    """Give the sentence in which a number stands, its full stop left out."""
    return sentence_start(text, quantity.start), sentence_end(text, quantity.end)


def sentence_before(text: str, start: int) -> int:
    """Give where the sentence right before one begins; its own start where there is none."""
    if start == 0 or text[start - 1] != "。":
        return start
    return sentence_start(text, start - 1)


def owner_of(analysis: Analysis, start: int, end: int) -> str | None:
    """Give the only thing with a price that a sentence speaks of; None in what is no sentence.

    Of two currencies it is their pair.
    """
    if end - start > _SENTENCE:
        return None
    owners = {each.entity for each in _hosts(analysis, start, end)} or {
        each.entity
        for each in inside(analysis.mentions, start, end)
        if each.type in _PRICED and each.entity
    }
    if owners == _DOLLAR_YEN:
        return "fx:USDJPY"
    return owners.pop() if len(owners) == 1 else None


def _hosts(analysis: Analysis, start: int, end: int) -> list[Claim]:
    return [
        each
        for each in told_inside(analysis, start, end)
        if each.metric in _METRICS and each.entity
    ]


def _claim(analysis: Analysis, quantity: Quantity) -> Claim | None:
    text = analysis.article.text
    if quantity.text in _SAME_DAY:
        return None
    if _sense(analysis, quantity) in ("rise", "fall") and quantity.unit not in _SESSIONS:
        return None  # 年度では2年ぶりの下落 is of whole years
    start, end = sentence_around(text, quantity)
    owner, named_from = owner_of(analysis, start, end), start
    if owner is None and not inside(analysis.mentions, start, end):
        named_from = sentence_before(text, start)
        owner = owner_of(analysis, named_from, start) if named_from < start else None
    owner = _PAIRS.get(owner or "", owner) if "ドル" in text[start:end] else owner
    speaks = moves_price if _sense(analysis, quantity) in _SIZES else counts_price
    if owner is None or not speaks(analysis, fold_kept(text), start, quantity.start, owner):
        return None
    if _days_before(analysis, start, quantity) > 1 or _is_elsewhere(
        analysis, start, end, quantity, owner
    ):
        return None
    host = next(iter(_hosts(analysis, start, end)), None)
    if host is None and is_unsaid(text, start, end, quantity):
        return None
    period = day_named(analysis, named_from, quantity)
    if host is not None and not _clauses_apart(analysis, quantity, host):
        period = host.period
    if period is not None and _is_levels_day(text, start, quantity, period):
        period = None
    return Claim(
        id="",
        sentence=(start, end),
        quantity=quantity.id,
        mention=host.mention if host else None,
        entity=owner,
        metric=METRIC,
        period=period,
        modality=host.modality if host else "fact",
        negated=host.negated if host else False,
        confidence=CERTAIN,
    )


def _is_levels_day(text: str, start: int, quantity: Quantity, period: Period) -> bool:
    """Tell whether a day is that of an earlier price: 1月9日に付けた高値を上回り、10月以来の."""
    at = text.find(period.text, start, quantity.start) if period.text else -1
    return at >= 0 and _OF_LEVEL.match(text, at + len(period.text)) is not None


def _clauses_apart(analysis: Analysis, quantity: Quantity, host: Claim) -> bool:
    """Tell whether a claim's number stands in another clause, whose day may be another."""
    number = number_of(analysis, host) or quantity
    first, last = sorted((number.start, quantity.start))
    return turn_behind(analysis.article.text, first, last) < last


def _is_elsewhere(analysis: Analysis, start: int, end: int, quantity: Quantity, owner: str) -> bool:
    """Tell whether a time's own clause names others than an owner of the other clause."""
    text = analysis.article.text
    first, last = turn_before(text, start, quantity.start), turn_behind(text, quantity.end, end)
    if (first, last) == (start, end):
        return False
    named = {each.entity for each in inside(analysis.mentions, first, last)}
    return bool(named) and owner not in {_PAIRS.get(each or "", each) for each in named} | named


def _days_before(analysis: Analysis, start: int, quantity: Quantity) -> int:
    """Count the days before a number that a sentence names as its own, and not with 以来."""
    days = {
        each.start_date
        for each in inside(analysis.quantities, start, quantity.start)
        if each.kind == "date"
        and each.start_date is not None and each.start_date == each.end_date
        and not _SINCE.match(analysis.article.text, each.end)
    }  # fmt: skip
    return len(days)


def day_named(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the first day that a sentence names before a number, but none before 以来."""
    for each in inside(analysis.quantities, start, quantity.start):
        day = each.kind == "date" and each.start_date and each.start_date == each.end_date
        if day and not _SINCE.match(analysis.article.text, each.end):
            return Period(
                text=each.text, start_date=each.start_date, end_date=each.end_date,
                anchor="text", timex=each.timex,
            )  # fmt: skip
    return None


def asked_since(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Give what a claim of `claims_since` asks for."""
    sense = _sense(analysis, quantity)
    if entity is None or not sense:
        return Remark(code="no_entity" if entity is None else "period_unclear")
    if quantity.kind == "date" and not (quantity.start_date and quantity.end_date):
        return Remark(code="period_unclear")
    span = span_of(claim.period)
    if span is not None and span.start != span.end:
        return Remark(code="period_unclear")
    if entity.startswith("fx:") and sense not in ("high", "low"):
        return Remark(code="other_figure")
    behind = analysis.article.text[quantity.end : claim.sentence[1]]
    bare = sense in ("record", "bottom") and not first_said(("this_year", "ever"), behind)
    return Asked(topic=METRIC, entity=entity, sense=sense, unsure=bare)


def since(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the last session before the claim's day on which its level was met.

    Of 以来 it must lie in the time named, of ぶり as long ago as is said, within the unit of the
    count. A level that no session of the series had met is judged only where the series reaches
    back to the time named.
    """
    entity, metric = question.entity, _metric(question, definition)
    if definition.needs[0] != "close" and question.asked.sense in ("rise", "fall", *_SIZES):
        return
    require_as_of(question)
    end = base_end(question, calendar_of(entity))
    due = _due(question, end)
    first = _first(question, min(due[0], end - _LOOK), end)
    if not has_rows(question.source, entity, metric):
        if not _refuted_unseen(question, definition, metric, (first, end), due):
            yield missing(definition, entity, "no_series", f"{entity}/{metric}")
        return
    found = prices(question, definition, metric, first, end)
    if len(found) < 2 or found[-1].day != end:
        yield missing(definition, entity, "no_day", f"{entity}/{metric}", end.isoformat())
        return
    met = _last_met(question, found)
    if met is None and found[0].day > due[0] + timedelta(7):
        raise Unresolved(Remark(code="short_series", values=(found[0].day.isoformat(),)))
    attempt = _attempt(question, definition, found, met)
    firm = question.asked.sense in _LEVELS and is_impossible(question, found, due)
    yield attempt if firm else unrefuted(question, attempt)


def _refuted_unseen(
    question: Question,
    definition: Definition,
    metric: str,
    span: tuple[date, date],
    due: tuple[date, date],
) -> bool:
    """Tell whether closes alone refute what is told of highs or lows that no series holds."""
    sense = question.asked.sense
    told = sense in _LEVELS or sense in _LINES
    if not told or not is_unseen(question, question.entity, metric):
        return False
    found = prices(question, definition, "close", *span)
    if len(found) < 2 or found[-1].day != span[1]:
        return False
    if sense in _LINES:  # what closed beyond a line has passed it
        met = _last_met(question, found)
        return met is not None and met.day > due[1]
    return is_impossible(question, found, due)


def _first(question: Question, look: date, end: date) -> date:
    """Give the first day of what is looked at; a high of this year is set against no other's."""
    if question.asked.sense not in ("record", "bottom"):
        return look
    behind = question.analysis.article.text[question.quantity.end : question.claim.sentence[1]]
    scope = first_said(("this_year", "two_years"), behind)
    return date(end.year - (scope == "two_years"), 1, 1) if scope else look


def _metric(question: Question, definition: Definition) -> str:
    if definition.needs[0] == "close":
        return "yield" if question.entity.startswith("rate:") else "close"
    return "high" if question.asked.sense in _UPWARD else "low"


def _due(question: Question, end: date) -> tuple[date, date]:
    """Give the first and the last day that the words allow for the level to have been met."""
    quantity = question.quantity
    if quantity.start_date and quantity.end_date and quantity.kind == "date":
        return quantity.start_date, quantity.end_date
    low, high = _elapsed(question)
    try:
        return end - timedelta(int(high) + 1), end - timedelta(int(low))
    except OverflowError:
        raise Unresolved(Remark(code="period_unclear")) from None


def _elapsed(question: Question) -> tuple[Fraction, Fraction]:
    """Give the days that ぶり allows: a count of years runs on to the next, of months one off."""
    quantity = question.quantity
    size, count = _DAYS.get(quantity.unit), quantity.value
    if quantity.unit == "business_days":
        size = Fraction(7, 5)
    if size is None or count is None or count <= 0:
        raise Unresolved(Remark(code="period_unclear"))
    below, above = Fraction(1), Fraction(11, 10)
    if quantity.unit == "years":
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
    if sense in _SIZES:
        return _as_large(question, found, sign)
    if sense in ("record", "bottom"):
        return max(found[:-1], key=lambda each: (sign * each.value, each.day))
    line = line_of(question) if sense in ("recover", "lose") else last.value
    return next((p for p in reversed(found[:-1]) if sign * (p.value - line) >= 0), None)


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
        remark=Remark(code="met" if met else "not_met", values=(shown.day.isoformat(),)),
    )


def _turned(question: Question, found: tuple[Price, ...]) -> bool:
    """Tell whether the day itself rose, fell or set a record as the words say."""
    change, sense = found[-1].value - found[-2].value, question.asked.sense
    if sense in ("record", "bottom"):
        return _is_beyond_all(found, 1 if sense == "record" else -1)
    if sense in ("rise", "fall", *_SIZES):
        return change > 0 if sense in _UPWARD else change < 0
    return True


def _is_beyond_all(found: tuple[Price, ...], sign: int) -> bool:
    return all(sign * each.value < sign * found[-1].value for each in found[:-1])


def _value(question: Question, found: tuple[Price, ...], met: Price) -> Fraction:
    unit = question.quantity.unit
    if question.quantity.kind == "date":
        return met.row.value
    if unit in _SESSIONS:
        return Fraction(len(found) - 1 - found.index(met))
    return (found[-1].day - met.day).days / _DAYS.get(unit, Fraction(1))


def _fits(question: Question, found: tuple[Price, ...], met: Price) -> bool:
    first, final = _due(question, found[-1].day)
    if question.quantity.kind == "date":
        return first <= met.day <= final
    if question.quantity.unit in _SESSIONS:
        counts = {Fraction(len(found) - 1 - found.index(met))}
        told = question.asked.sense in ("high", "low", "record", "bottom", *_SIZES)
        if told and question.quantity.unit == "days":
            counts.add(Fraction((found[-1].day - met.day).days))
        return question.quantity.value in counts
    return first <= met.day <= final
