"""The first since as words tell it: 2024年7月以来の高値, 7営業日ぶりに反発, 4万円を3か月ぶりに回復.

No claim is tied to such a time, so that one is made of it here: of the only thing with a price in
its sentence. Where that is not clear, nothing is said.
"""

from __future__ import annotations

import re
from datetime import timedelta

from ...records import CERTAIN, Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..definitions.since import METRIC, SESSIONS, SIZES, TURNS
from ..places import inside, number_of
from ..questions import Asked, Remark, Sense
from ..reading.clauses import turn_before, turn_behind
from ..reading.sentences import (
    day_near,
    days_before,
    hosts_of,
    owner_near,
    sentence_around,
)
from ..reading.since_words import counts_price, moves_price, sense_of
from ..reading.unsaid import is_unsaid
from ..reading.words import first_said
from ..windows import Window, span_of

_SINCE = re.compile(r"以来|ぶり|来の最?[高安]|が最後|さかのぼ|遡")
_SAME_DAY = ("同日", "当日", "この日")
_PAIRS = {"currency:JPY": "fx:USDJPY"}
"""The pair of a currency whose sentence names the dollar: 円は…3月25日以来の円高・ドル安."""
_OF_LEVEL = re.compile(
    r"(?:に(?:付け|つけ|記録し)た|の)[^、。]{0,24}?(?:[高安]値|終値|水準|[円銭ドルセント0-9])"
    r"(?:を(?:上|下|超|抜|割|更新)|に(?:並|迫))"
)
"""Behind a day whose price is one that was passed, and none of the day that is told of."""


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


def _claim(analysis: Analysis, quantity: Quantity) -> Claim | None:
    text = analysis.article.text
    if quantity.text in _SAME_DAY:
        return None
    start, end = sentence_around(text, quantity)
    turned = _sense(analysis, quantity) in TURNS and quantity.unit not in SESSIONS
    if turned and not _is_of_periods(fold_kept(text)[start : quantity.start], quantity):
        return None  # 年度では2年ぶりの下落 is of whole years
    owner, named_from = owner_near(analysis, start, end)
    owner = _PAIRS.get(owner or "", owner) if "ドル" in text[start:end] else owner
    speaks = moves_price if _sense(analysis, quantity) in SIZES else counts_price
    if owner is None or not speaks(analysis, fold_kept(text), start, quantity.start, owner):
        return None
    days = {each.start_date for each in days_before(analysis, start, quantity)}
    if len(days) > 1 or _is_elsewhere(analysis, start, end, quantity, owner):
        return None
    host = next(iter(hosts_of(analysis, start, end)), None)
    if host is None and is_unsaid(text, start, end, quantity):
        return None
    period = day_near(analysis, named_from, quantity)
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


_PERIODIC = {
    "weeks": re.compile(r"週(?:間|足|次)|[今先前]週|週[のでは末]"),
    "months": re.compile(r"月(?:間|足|次)|[今先]月|[0-9]月(?!期|末|[0-9]{1,2}日)"),
}
"""What makes a count of weeks or months one of whole ones: 月間で…3カ月ぶりの下落."""


def _is_of_periods(before: str, quantity: Quantity) -> bool:
    """Tell whether a count is of whole weeks or months, of which the words before it speak."""
    words = _PERIODIC.get(quantity.unit)
    return words is not None and not quantity.modifier and words.search(before) is not None


def _is_running(analysis: Analysis, quantity: Quantity, span: Window | None) -> bool:
    """Tell whether the week, or month, that a count ends with may not be over yet."""
    day = analysis.article.published
    if day is None or quantity.unit not in _PERIODIC:
        return True
    if quantity.unit == "weeks":
        return day.weekday() not in _WEEK_ENDS
    over = span is not None and span.end < day
    return not over and day.day > _DAYS_AFTER and (day + _DAYS_LEFT).month == day.month


def _is_month(span: Window) -> bool:
    return span.start.replace(day=1) == span.end.replace(day=1) and span.start.day == 1


_WEEK_ENDS = (4, 5, 6, 0)
_DAYS_AFTER, _DAYS_LEFT = 4, timedelta(3)
"""Days of a month on which one still tells of the last, and before its end of itself."""


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
    if sense in TURNS and quantity.unit in _PERIODIC:
        if entity.startswith("fx:") or (span is not None and not _is_month(span)):
            return Remark(code="period_unclear")
        running = _is_running(analysis, quantity, span)
        return Asked(topic=METRIC, entity=entity, sense=sense, unsure=running)
    if span is not None and span.start != span.end:
        return Remark(code="period_unclear")
    if entity.startswith("fx:") and sense not in ("high", "low"):
        return Remark(code="other_figure")
    behind = analysis.article.text[quantity.end : claim.sentence[1]]
    bare = sense in ("record", "bottom") and not first_said(("this_year", "ever"), behind)
    return Asked(topic=METRIC, entity=entity, sense=sense, unsure=bare)
