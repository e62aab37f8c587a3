"""How often a record has been set in a year or a month: 最高値の更新は今年に入って17度目, 9月は9回.

No claim is tied to such a count, so that one is made of it here: of the thing named right before
it, or the only one with a price in its sentence or in the one beside it.
"""

from __future__ import annotations

import re
from datetime import date

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..definitions.record_counts import METRIC
from ..places import counts_open, dates_inside, days_inside
from ..questions import Asked, Remark
from ..reading.retimed import period_of_day
from ..reading.sentences import (
    day_up_to,
    owner_beside,
    owner_near,
    sentence_around,
    sentence_before,
)
from ..reading.unsaid import is_unsaid
from ..windows import Window, span_of

_UNITS = frozenset({"occurrences", "度"})
_DAYS = frozenset({"days", "business_days"})
_DAYS_BEFORE = re.compile(
    r"(?:最高値|過去最高|史上最高)[^。]{0,16}?(?:更新|塗り替え|書き換え|付け|つけ|記録)[^。、]{0,6}"
    r"(?:日|日数|営業日|取引日)[はがも][^。0-9]{0,20}$"
)
"""Before a count of the days on which records were set: 最高値を更新した日は年初から17日."""
_SET = r"(?:更新|塗り替え|書き換え|付け|つけ|記録し)"
_RECORD = re.compile(r"最高値|(?:過去|史上)最高|上場来高値")
_TIME = r"[0-9今同当先年月度半上下期中内間単だけにで入っりて、は]{0,12}"
_BEFORE = re.compile(
    rf"(?:最高値|過去最高|史上最高)[^。]{{0,40}}?(?:{_SET}|(?<=最高値)で(?:取引を)?(?:引け|終え))[^。]{{0,40}}$|(?:記録|最高値)?の?更新(?:の?回数|頻度)?[はがも][^。]{{0,24}}$"
    rf"|これで{_TIME}$|更新(?:の?回数)?[(（][^()（）]{{1,12}}[)）]?[はがも][^。]{{0,24}}$"
)
"""Before a count of records: 最高値を塗り替えたのは."""
_BEHIND = re.compile(
    r"(?:にわたって|にわたり|も|の|となる|、){0,2}(?:終値(?:で|ベースで)?の?)?(?:史上|過去)?"
    r"(?:最高値?(?:の?更新|を(?:更新|塗り替え|書き換え|付け|つけ))|最高値|記録(?:の?更新|を(?:更新|塗り替え|書き換え))|更新)"
)
"""Behind one: 16回目の記録更新."""
_SETTING = re.compile("最高値を、?(?:終値(?:ベース)?で)?(?:実に|計|合計)?$")
_SET_BEHIND = re.compile(rf"(?:も|にわたり|にわたって)?、?{_SET}")
"""Round a count between a record and its verb: 最高値を4回塗り替えた."""
_COUNTED = re.compile(rf"(?:これで|これは)?、?{_TIME}")
_HAS_SET = re.compile(rf"最高値[^。]{{0,12}}{_SET}[^。、]{{0,8}}。$")
"""The sentence before one that only counts: 最高値を更新した。10月に入って3度目だ."""
_REACH = 100
"""Characters before a sentence within which the record is named."""
_OTHER = re.compile(r"年初来|昨年来|安値|連続|通算|これまで")
_AHEAD = re.compile(r"[りい]そう(?:だ|な|に|で)|待たれ|視野")
_THIS_YEAR = re.compile(
    r"(?:今年|ことし|本年|年初|年明け|年内)(?:に入[っり]|[はのに、]|から|以降|以来|だけで|(?=[0-9]))"
    r"|(?:昨年末|前年末|大納会)(?:から|以降|以来)"
)
_THIS_MONTH = re.compile(r"月[内間](?:で|に|の|だけで)?[^。]{0,30}$")
_ON_FROM = re.compile(r"から|以降|以来|に入[っり]")
"""Behind a time that is only where a count begins: 4月以降."""


def claims_on_records(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each count of the records of this year whose owner is clear."""
    text = fold_kept(analysis.article.text)
    if not _RECORD.search(text):
        return ()
    made = (_claim(analysis, text, each) for each in counts_open(analysis, _UNITS | _DAYS, ()))
    return tuple(each for each in made if each is not None)


_LAST_ON = re.compile(
    r"(?:^|[、。])(?:最後|直近)(?:の|は|に(?:更新|付け|つけ)[^、。0-9]{0,8}は)、?$"
)
_ITS_PRICE = re.compile(
    r"(?:[(（][^()（）]{1,4}[)）])?(?:の|に(?:付け|つけ|記録し)た|は)(?:終値(?:の|で)?)?"
)


def claims_on_last_record(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each close told as that of the last record: 最後は5月28日の5万7664ドル."""
    text = fold_kept(analysis.article.text)
    if not _RECORD.search(text):
        return ()
    held = {each.quantity for each in analysis.claims if each.metric and each.entity}
    made = (
        _last_record(analysis, text, each)
        for each in analysis.quantities
        if each.kind == "level" and each.id not in held
    )
    return tuple(each for each in made if each is not None)


def _last_record(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.phrase[0])[-1:]
    if not days or not _ITS_PRICE.fullmatch(text, days[0].end, quantity.phrase[0]):
        return None
    near = text[sentence_before(text, start) : quantity.start]
    if not _LAST_ON.search(text[start : days[0].start]) or not _RECORD.search(near):
        return None
    owner, named_from = owner_near(analysis, start, end)
    if owner is None or is_unsaid(text, start, end, quantity):
        return None
    return Claim(
        id="", sentence=(min(start, named_from), end), quantity=quantity.id, entity=owner,
        metric="close", period=period_of_day(days[0]), confidence=CERTAIN,
    )  # fmt: skip


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before, behind = text[start : quantity.start], text[quantity.end : end]
    if quantity.unit in _DAYS:
        counted = _DAYS_BEFORE.search(before) is not None
    else:
        counted = bool(_BEFORE.search(before) or _BEHIND.match(behind))
        counted = counted or bool(_SETTING.search(before) and _SET_BEHIND.match(behind))
        last = text[sentence_before(text, start) : start]
        counted = counted or bool(_COUNTED.fullmatch(before) and _HAS_SET.search(last))
    if not counted:
        return None
    near = text[max(0, start - _REACH) : end]
    if not _RECORD.search(near) or _OTHER.search(text[start:end]):
        return None
    owner, named_from = owner_near(analysis, start, end)
    owner = owner_beside(analysis, start, quantity) or owner
    period = day_up_to(analysis, named_from, quantity)
    if owner is None or _AHEAD.search(behind) or is_unsaid(text, start, end, quantity):
        return None
    published = analysis.article.published
    told = period.end_date if period and period.end_date else published
    if told is not None and published and _scope(analysis, text, quantity, told) is None:
        told, period = published, None  # the day is that of another record
    if told is None or _scope(analysis, text, quantity, told) is None:
        return None
    return Claim(
        id="",
        sentence=(min(start, named_from), end),
        quantity=quantity.id,
        entity=owner,
        metric=METRIC,
        period=period,
        confidence=CERTAIN,
    )


def _scope(analysis: Analysis, text: str, quantity: Quantity, told: date) -> Window | None:
    """Give the year, the month or other span over which records are counted, up to a day.

    told: the day up to which something is told. None where the words name no span.
    """
    start, end = sentence_around(text, quantity)
    spans = [
        each
        for each in dates_inside(analysis, start, quantity.start)
        if each.start_date != each.end_date and each.mod is None
    ]
    for each in spans[-1:]:
        if each.start_date is None or each.end_date is None or told < each.start_date:
            return None
        on = _ON_FROM.match(text, each.end)
        return Window(start=each.start_date, end=told if on else min(told, each.end_date))
    if _THIS_MONTH.search(text[start : quantity.start]):
        return Window(start=told.replace(day=1), end=told)
    if _THIS_YEAR.search(text[start:end]):
        return Window(start=told.replace(month=1, day=1), end=told)
    return None


def asked_count(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str | None
) -> Asked | Remark:
    """Ask for the records of the span that the words before a count name."""
    span, published = span_of(claim.period), analysis.article.published
    told = span.end if span else published
    if entity is None or told is None:
        return Remark(code="no_entity" if entity is None else "no_as_of")
    scope = _scope(analysis, fold_kept(analysis.article.text), quantity, told)
    if scope is None:
        return Remark(code="period_unclear")
    whole = span is not None or scope.end < told
    return Asked(entity=entity, start=scope.start, until=scope.end if whole else None)
