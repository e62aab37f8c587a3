"""The first since as words tell it: 2024年7月以来の高値, 7営業日ぶりに反発, 4万円を3か月ぶりに回復.

No claim is tied to such a time, so that one is made of it here: of the only thing with a price in
its sentence. Where that is not clear, nothing is said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...records import CERTAIN, Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..definitions.since import (
    METRIC,
    RECORDS,
    SESSIONS,
    SIZES,
    STANDING,
    counts_whole,
    record_scope,
)
from ..definitions.streaks import LAST_OF
from ..places import dates_inside, inside, number_of
from ..questions import Asked, Remark, Sense
from ..reading.clauses import turn_before, turn_behind
from ..reading.records_said import record_day
from ..reading.retimed import period_of_day
from ..reading.sentences import (
    day_near,
    days_before,
    hosts_of,
    owner_beside,
    owner_near,
    sentence_around,
    sentence_before,
)
from ..reading.since_words import counts_price, moves_price, sense_of
from ..reading.unsaid import is_unsaid
from ..windows import Window, span_of

_SINCE = re.compile(r"以来|ぶり|来の最?[高安]|が最後|さかのぼ|遡|[高安]値")
_COUNTED = re.compile(
    r"(?:だけで|中|から|以降)?[にはも]{0,2}、?(?:これで|合計|計)?[0-9]{1,3}[回度]"
)
"""Behind a time in which something is counted: 最高値更新は7月に11回."""
_SAME_DAY = ("同日", "当日", "この日")
_PAIRS = {"currency:JPY": "fx:USDJPY"}
"""The pair of a currency whose sentence names the dollar: 円は…3月25日以来の円高・ドル安."""
_OF_LEVEL = re.compile(
    r"(?:に(?:付け|つけ|記録し)た|の)[^、。はが]{0,24}?(?:[高安]値|終値|水準|[円銭ドルセント0-9])"
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
    if quantity.text in _SAME_DAY or _COUNTED.match(fold_kept(text), quantity.end):
        return None
    start, end = sentence_around(text, quantity)
    turn = _sense(analysis, quantity) in ("rise", "fall")
    if turn and not (
        _is_counted(quantity) or counts_whole(text[sentence_before(text, start) : end], quantity)
    ):
        return None  # 年度では2年ぶりの下落 is of fiscal years
    owner, named_from = _owner(analysis, start, end, quantity)
    speaks = moves_price if _sense(analysis, quantity) in SIZES else counts_price
    if owner is None or not speaks(analysis, fold_kept(text), start, quantity.start, owner):
        return None
    several = len(_days(analysis, start, quantity)) > 1
    if several or _is_elsewhere(analysis, start, end, quantity, owner):
        return None
    host = next(iter(hosts_of(analysis, start, end)), None)
    if host is None and is_unsaid(text, start, end, quantity):
        return None
    period = day_near(analysis, named_from, quantity)
    if host is not None and not _clauses_apart(analysis, quantity, host):
        period = host.period
    if turn and quantity.unit == "months":
        period = _month_before(analysis, start, quantity) or period
    elif period is not None and _is_levels_day(text, start, quantity, period):
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


def _owner(analysis: Analysis, start: int, end: int, quantity: Quantity) -> tuple[str | None, int]:
    """Give whose price it is, and where the sentence begins that names it."""
    owner, named_from = owner_near(analysis, start, end)
    if (beside := owner_beside(analysis, start, quantity)) is not None:
        owner, named_from = beside, start
    dollar = "ドル" in analysis.article.text[sentence_before(analysis.article.text, start) : end]
    return _PAIRS.get(owner or "", owner) if dollar else owner, named_from


def _days(analysis: Analysis, start: int, quantity: Quantity) -> set[date | None]:
    """Give the days before a time, but that of a record which is passed."""
    text, told = fold_kept(analysis.article.text), days_before(analysis, start, quantity)
    return {each.start_date for each in told if not record_day(text, each.start, each.end)}


def _is_counted(quantity: Quantity) -> bool:
    """Tell whether a turn is told of since a day, or in sessions."""
    day = quantity.kind == "date" and quantity.start_date == quantity.end_date
    return quantity.unit in SESSIONS or day


def _month_before(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the month that a sentence speaks of: 10月の日経平均は3カ月ぶりの下落."""
    told = dates_inside(analysis, start, quantity.start)
    months = [each for each in told if _MONTH.fullmatch(each.timex or "") and each.mod is None]
    return period_of_day(months[-1]) if months else None


_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def _is_levels_day(text: str, start: int, quantity: Quantity, period: Period) -> bool:
    """Tell whether a day is that of an earlier price: 1月9日に付けた高値を上回り、10月以来の."""
    if period.start_date == quantity.start_date:
        return True  # 年初来高値は10月8日の, which stands to this day
    at = text.find(period.text, start, quantity.start) if period.text else -1
    end = at + len(period.text)
    passed = _OF_LEVEL.match(text, end) is not None or record_day(fold_kept(text), at, end)
    return at >= 0 and bool(passed)


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


def _is_past(analysis: Analysis, day: Quantity) -> bool:
    published = analysis.article.published
    if day.start_date is None or day.end_date is None:
        return False
    return published is None or day.start_date <= published


def asked_since(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Give what a claim of `claims_since` asks for."""
    sense = _sense(analysis, quantity)
    if entity is None or not sense:
        return Remark(code="no_entity" if entity is None else "period_unclear")
    if quantity.kind == "date" and not _is_past(analysis, quantity):
        return Remark(code="period_unclear")
    span = span_of(claim.period)
    whole = sense in ("rise", "fall") and quantity.unit in LAST_OF
    if span is not None and span.start != span.end and not whole and sense not in STANDING:
        return Remark(code="period_unclear")
    if entity.startswith("fx:") and sense not in ("high", "low"):
        return Remark(code="other_figure")
    bare = sense in RECORDS and not record_scope(analysis, claim, quantity)
    running = whole and quantity.unit == "months" and _is_running(analysis, span)
    return Asked(topic=METRIC, entity=entity, sense=sense, unsure=bare or running)


_DAYS_AFTER, _DAYS_LEFT = 4, timedelta(3)
"""Days of a month on which one still tells of the last, and before its end of itself."""


def _is_running(analysis: Analysis, span: Window | None) -> bool:
    """Tell whether the month that a count ends with goes on."""
    day = analysis.article.published
    if day is None or (span is not None and span.end < day):
        return day is None
    return day.day > _DAYS_AFTER and (day + _DAYS_LEFT).month == day.month
