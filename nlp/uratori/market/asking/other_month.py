"""The other time that a claim may be of: of a bare day, of a move without any, the article's own.

9月16日に最高値を付けた。18日は is most likely of September, though a bare day is of the month of
publication; 月初の1日 of an article of the 31st is no day to come.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from ...calendars import NoSession, calendar_of, session_at_or_before
from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ...text.stops import sentence_start
from ..places import back_from, days_inside, inside, mention_of
from ..reading.phrases import is_dated
from ..reading.retimed import is_of_publication, period_of_day
from ..reading.sentences import sentence_before
from ..reading.words import says
from .contexts import dates_before, is_fiscal
from .leads_told import lead_told

_MOVES = frozenset({"return", "price_change"})
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto", "rate", "currency"})
_LENGTHS = frozenset({"years", "quarters", "months", "weeks"})
_BARE = re.compile(r"[0-9]{1,2}日")
_REACH = 160
"""Characters before a day in which a month counts as that of its story."""
_WEEKDAYS = "月火水木金土日"
_THIS_DAY = re.compile(r"この日|きょう|今日|本日")


def day_elsewhere(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> tuple[Period, bool] | None:
    """Give the same day of the month told of before, and whether it is the only one it can be."""
    period, published = claim.period, analysis.article.published
    if period is None or period.start_date is None or published is None:
        return None
    if (friday := _friday_before(analysis, claim, period, published)) is not None:
        return friday
    bare = _BARE.fullmatch(fold_kept(period.text)) and period.start_date == period.end_date
    if not bare or names_weekday(analysis, claim):
        return None
    ahead = period.start_date > published
    named = _month_before(analysis, claim, quantity, period)
    month = named or (months_back(period.start_date.replace(day=1), 1) if ahead else None)
    if month is None or (month.year, month.month) == (
        period.start_date.year,
        period.start_date.month,
    ):
        return None
    try:
        day = month.replace(day=period.start_date.day)
    except ValueError:
        return None
    if day > published or not _is_session(claim, day):
        return None
    held = msgspec.structs.replace(period, start_date=day, end_date=day, timex=day.isoformat())
    return held, ahead


_LAST_FRIDAY = frozenset({"前週末", "先週末", "前の週末", "先週の終わり", "前週の終わり"})
_THIS_FRIDAY = re.compile(r"今週末|(?<![前先の])週末(?:は|に|の)|今週の終わり")


def _friday_before(
    analysis: Analysis, claim: Claim, period: Period, published: date
) -> tuple[Period, bool] | None:
    """Give the Friday a week before the one just past that 先週末 may name on a weekend.

    It is the only one that it can be beside 今週末.
    """
    day = period.start_date
    if published.weekday() < _SATURDAY or period.text not in _LAST_FRIDAY or day is None:
        return None
    if day != period.end_date or (published - day).days > published.weekday():
        return None
    before = day - timedelta(7)
    held = msgspec.structs.replace(
        period, start_date=before, end_date=before, timex=before.isoformat()
    )
    sentence = fold_kept(analysis.article.text)[slice(*claim.sentence)]
    return held, _THIS_FRIDAY.search(sentence) is not None


_SATURDAY = 5
_MONTHS_OF = re.compile(r"[0-9]{1,2}(?:月)?(?:[~〜～-]|から)[0-9]{1,2}月(?:期)?")


def unfinished(analysis: Analysis, claim: Claim) -> Period | None:
    """Give the same months of the year before, where those told without a year are not over."""
    period, published = claim.period, analysis.article.published
    if period is None or published is None or period.start_date is None or period.end_date is None:
        return None
    bare = _MONTHS_OF.fullmatch(fold_kept(period.text)) is not None
    if not bare or period.end_date < published:
        return None
    return msgspec.structs.replace(
        period, timex=None, start_date=months_back(period.start_date, 12),
        end_date=months_back(period.end_date, 12),
    )  # fmt: skip


def names_weekday(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a day is told with the weekday that it had: 14日(木)."""
    period, text = claim.period, fold_kept(analysis.article.text)
    if period is None or period.start_date is None or not period.text:
        return False
    at = text.find(fold_kept(period.text), *claim.sentence)
    told = text[at + len(period.text) :][:3] if at >= 0 else ""
    told = period.text[-3:] if period.text.endswith(")") else told
    return told == f"({_WEEKDAYS[period.start_date.weekday()]})"


def _is_session(claim: Claim, day: date) -> bool:
    try:
        return session_at_or_before(calendar_of(claim.entity or ""), day) == day
    except NoSession:
        return False


def _month_before(
    analysis: Analysis, claim: Claim, quantity: Quantity, period: Period
) -> date | None:
    """Give the month of the last time before the claim's day that names one."""
    text = fold_kept(analysis.article.text)
    at = text.rfind(fold_kept(period.text), 0, quantity.end)
    at = at if at >= claim.sentence[0] else quantity.start
    for each in dates_before(analysis, at):
        if "月" not in each.text or is_fiscal(each):
            continue
        far = at - each.end > _REACH or "\n\n" in text[each.end : at]
        return None if far or each.start_date is None else each.start_date.replace(day=1)
    return None


def longer_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the longer time of which a move without a time may be told: 年初来で20%高、B株は7%高.

    It is the last that its sentence names before it, or else the sentence before.
    """
    against = claim.reference is not None and claim.reference.kind != "entity"
    if claim.period is not None or against or claim.metric not in _MOVES:
        return None
    if lead_told(analysis, claim.sentence[0], quantity) is not None:
        return None
    text = fold_kept(analysis.article.text)
    since = sentence_before(text, claim.sentence[0])
    for each in back_from(analysis.quantities, quantity.start):
        if each.kind not in ("date", "duration") or _RANKED.match(text, each.end):
            continue
        if each.start < since or (each.timex or "").startswith("T"):
            return None
        if each.kind == "duration" and each.unit not in _LENGTHS:
            return None
        day = each.start_date is not None and each.start_date == each.end_date
        unknown = each.kind == "date" and each.start_date is None
        if day or unknown:
            return None
        return period_of_day(each)
    return None


_RANKED = re.compile(
    r"(?:に入って|で|では)?の?(?:最[大高低小安多長]|一番|いちばん|屈指|有数|指折り|[0-9一二三四五六七八九十]{1,2}番目|ワースト)"
)
"""Behind a time among whose moves one is ranked, and over which none is told: 今年最大の上げ幅."""


def topic_time(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the longer time of which the sentence before speaks, and a move's day may be the end.

    年初来の成績を比べる。30日時点でTOPIXは1.2%高: no move of that day alone.
    """
    period, text = claim.period, fold_kept(analysis.article.text)
    named = days_inside(analysis, claim.sentence[0], quantity.start)
    if not named or (period is not None and not is_dated(claim)):
        return None
    start, since = claim.sentence[0], sentence_before(text, claim.sentence[0])
    if claim.metric not in _MOVES or says("session_before", text[start : quantity.end]):
        return None
    if _TOPIC.search(text, since, start) is None:
        return None
    times = [
        each
        for each in inside(analysis.quantities, since, start)
        if each.kind in ("date", "duration") and each.unit not in ("days", "business_days")
        and (each.start_date is None or each.start_date != each.end_date)
        and not (each.timex or "").startswith("T")
    ]  # fmt: skip
    return period_of_day(times[0]) if len(times) == 1 else None


_TOPIC = re.compile(
    r"成績|騰落|パフォーマンス|リターン|比べ|比較|並べ|振り返|上昇率|下落率|値上がり率|明暗|勝敗|勝ち負け"
)
"""What makes a time the topic of the numbers that follow."""
_LENGTH_NAMES = {7: "weekly", 28: "monthly", 29: "monthly", 30: "monthly", 31: "monthly"}


def is_told_length(analysis: Analysis, claim: Claim, period: Period) -> bool:
    """Tell whether a move's own words name the length of a time: …の10月だった。月間の上げは."""
    if period.start_date is None or period.end_date is None or period.mod is not None:
        return False
    if period.text.startswith(
        "前"
    ):  # 上昇となった前週から一転、週間で: another time than the move's
        return False
    name = _LENGTH_NAMES.get((period.end_date - period.start_date).days + 1)
    return name is not None and says(name, analysis.article.text[slice(*claim.sentence)])


def is_anothers_time(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether a claim has its time from an earlier sentence, which is of another owner.

    What tells of the article's own day was written after its close: no other day is as likely.
    """
    period, start = claim.period, claim.sentence[0]
    text, published = analysis.article.text, analysis.article.published
    if period is None or not period.text or period.text in text[slice(*claim.sentence)]:
        return False
    if published is not None and period.start_date == period.end_date == published:
        return False
    at = text.rfind(period.text, 0, start)
    if at < 0:
        return False
    first = sentence_start(text, at)
    last = min((end for mark in "。\n" if (end := text.find(mark, at)) >= 0), default=start)
    named = inside(analysis.mentions, first, last)
    priced = any(each.type in _PRICED for each in named)
    return priced and all(each.entity != claim.entity for each in named)


def is_this_day(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is said to be of the article's own day: この日の終値は."""
    period = claim.period
    if (
        period is not None
        and period.start_date is not None
        and period.start_date != period.end_date
    ):
        return False
    before = analysis.article.text[claim.sentence[0] : quantity.start]
    return _THIS_DAY.search(before) is not None and is_of_publication(analysis, quantity)


def nearer_day(analysis: Analysis, claim: Claim) -> Period | None:
    """Give the day named last before a claim's owner, where its own is that of another's number.

    21日の米株安(ダウは900ドル安)と22日の円高で、日経平均は155円安: the 22nd is as likely.
    """
    period, named = claim.period, mention_of(analysis, claim)
    if period is None or named is None or period.start_date != period.end_date:
        return None
    start, at = claim.sentence[0], named.start
    days = days_inside(analysis, start, at)
    if len(days) < 2 or days[-1].start_date == period.start_date:
        return None
    own = any(each.start_date == period.start_date for each in days)
    return period_of_day(days[-1]) if own else None
