"""A number that a time stands before with の is of that time: 8月末の4.00%から9月15日に3.58%へ.

Of a move told from one level to another each end has its own time: the one before the level that
it came from is none of the level that it came to.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from ...calendars import NoSession, calendar_of, session_at_or_before, session_before
from ...records import Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..places import back_from, days_inside, inside, told_inside
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_before
from ..reading.times_before import OF_SESSION_BEFORE, OF_WEEK_BEFORE, SESSION_BEFORE_WAS
from ..windows import duration_of

_KINDS = frozenset({"rate", "bank", "fx", "macro"})
_LEVELS = frozenset({"yield", "policy_rate", "close", "unemployment", "cpi", "core_cpi"})
_RATIOS = frozenset(
    {
        "per",
        "per_forward",
        "pbr",
        "dividend_yield",
        "market_cap",
        "net_assets",
        "spread",
        "nt_ratio",
    }
)
_POLICY_MOVES = frozenset({"policy_rate_change", "policy_rate_moves"})
_TOGETHER = re.compile(r"(?:に)?(?:と|、|・|および|及び)")
_MARKETS = frozenset({"fx", "index", "rate", "commodity", "crypto", "XTKS", "XNAS", "XNYS", "ARCX"})
_OPENING = re.compile(
    r"(?P<base>前月比|前年同月比|前年比|前期比|前年同期比)(?:で(?:見|み)(?:る|れば|て)と?|では|で|は)、?"
)
_NOW = re.compile(r"(?:足元|現在|いま|今|直近)(?:で|は|では|の水準は)?[^、。0-9]{0,6}$")
_IN_MONTH = re.compile(r"(?:分)?(?:は|が)(?:約|同)?")
_OF_MONTH = re.compile(r"(?:分)?の(?:約|同|伸び(?:率)?の?)?")
_OF_DAY_BEFORE = re.compile(r"前日(?:の終値)?の(?:約)?$")
_DAY_BEFORE_BESIDE = re.compile(r"\(前(?:営業)?日(?:の?終値)?[はの:]?$")
"""Of a level in brackets beside that of a day: 4.40%(前日4.45%)."""
_OWN = re.compile(r"\)?(?:時点|の終値|の水準)?の(?:約|同)?")
_PART = re.compile(r"の[^、。はをでがもに0-9]{1,16}(?:の|は|、)(?:約|同)?")
"""Between a time and a number that is of a time near it: 2024年9月の利下げ開始前の5.5%."""
_CAME_FROM = re.compile(
    r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:から|を(?:ピーク|頂点|起点)に)(?!は)"
)
_CAME_TO = re.compile(r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:まで|に|へ|と)")
_SET_FROM = re.compile(
    r"(?:台|程度|前後)?(?:\([^()]{0,12}\))?(?:から|より|に比べ|と比べ|を(?:[上下]回|超え|割り?込|[0-9]))"
)
_ON_SESSION_BEFORE = re.compile(r"前(?:の)?(?:営業|取引)?日(?:に|には|は)(?:約)?$")
_HAD_BEEN = re.compile(
    r"台?(?:だった|であった|で(?:終え|引け)て?い?た)(?!。|ため|から|の(?:で|に)|[がこ])"
)
"""Behind the level of the session before that of the owner named next: 前日に150円台だった円は."""
_WAS = re.compile(
    r"(?:台|程度|前後)?(?:だった|であった|でした|で(?:あり|ある|す|、|。|引け|終え)|、|。|$)"
)
_SET_OR_WAS = re.compile(
    r"(?:台|程度|前後)?(?:から|より|に比べ|と比べ|を[上下]回|だった|であった|で(?:終え|引け)て?い?た)"
)
"""Behind a level of a time before: 前の週末に5万3000円だった日経平均は."""
EARLIER = "earlier"


def of_month(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a figure of an economy the month right before it: …の平均で11万人増、9月は15.9万人増."""
    if not (claim.entity or "").startswith("macro:"):
        return claim
    time = _last_time(analysis, claim, quantity.phrase[0])
    if time is not None and _is_length_told(analysis, claim, time):
        return msgspec.structs.replace(claim, period=period_of_day(time))
    if time is None or re.fullmatch(r"[0-9]{4}-[0-9]{2}", time.timex or "") is None:
        return claim
    text = fold_kept(analysis.article.text)
    if _OF_MONTH.fullmatch(text, time.end, quantity.phrase[0]):
        claim = _set_beside(analysis, claim, quantity)
    if _IN_MONTH.fullmatch(text, time.end, quantity.phrase[0]) is None:
        return claim
    return msgspec.structs.replace(claim, period=period_of_day(time))


def _is_length_told(analysis: Analysis, claim: Claim, time: Quantity) -> bool:
    """Tell whether a claim's length is told again as its months behind it: 直近3カ月(7〜9月)の."""
    period, text = claim.period, fold_kept(analysis.article.text)
    length = fold_kept(period.text) if period is not None and duration_of(period) else ""
    return bool(length) and text[: time.start].endswith(f"{length}(")


def _set_beside(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a change what the newer one before it is against: 前月比0.3%上昇し、8月の0.2%."""
    if claim.reference is not None:
        return claim
    numbers = {each.id: each for each in analysis.quantities}
    for each in reversed(analysis.claims):
        number = numbers[each.quantity]
        beside = each.sentence == claim.sentence and number.end <= quantity.start
        same = (each.entity, each.metric) == (claim.entity, claim.metric)
        if beside and same and number.unit == quantity.unit:
            return msgspec.structs.replace(claim, reference=each.reference)
    return claim


def over_months(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give moves of a policy rate the months that are named together: 3月と6月に0.25%ずつ."""
    period = claim.period
    if claim.metric not in _POLICY_MOVES or (period is not None and period.start_date):
        return claim
    if period is not None and (period.timex or not period.text.endswith(("%", "％", "回", "bp"))):
        return claim
    text = fold_kept(analysis.article.text)
    months = [
        each
        for each in inside(analysis.quantities, claim.sentence[0], quantity.start)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", each.timex or "")
    ]
    gaps = [text[one.end : other.start] for one, other in pairwise(months)]
    if not gaps or any(_TOGETHER.fullmatch(gap) is None for gap in gaps):
        return claim
    held = Period(
        text="", start_date=months[0].start_date, end_date=months[-1].end_date, anchor="published"
    )
    return msgspec.structs.replace(claim, period=held)


def against_said(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a change what its sentence opens with as its base: 前月比で見ると、6月の…は0.3%."""
    if claim.reference is not None or not (claim.entity or "").startswith("macro:"):
        return claim
    found = _OPENING.match(fold_kept(analysis.article.text), claim.sentence[0])
    if found is None or quantity.unit not in ("percent", "percentage_point", "people"):
        return claim
    return msgspec.structs.replace(claim, reference=Reference(text=found["base"], kind="period"))


def of_its_date(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a level the time right before it, and take that of the level it came from away."""
    kind = (claim.entity or "").partition(":")[0]
    if claim.metric == "policy_rate" and _is_followed(analysis, claim, quantity):
        return msgspec.structs.replace(claim, period=None)
    told = claim.metric in _RATIOS or (kind in _KINDS and claim.metric in _LEVELS)
    if not told or quantity.kind == "change":
        return claim
    text = fold_kept(analysis.article.text)
    time = _last_time(analysis, claim, quantity.phrase[0])
    if time is not None and _OWN.fullmatch(text, time.end, quantity.phrase[0]):
        if claim.metric in _RATIOS and time.text == "年初" and time.start_date is not None:
            early = time.start_date.replace(month=1, day=4)  # its last size is of the year before
            return msgspec.structs.replace(claim, period=_of_day(early), basis=())
        basis = tuple(each for each in claim.basis if each != EARLIER)
        return msgspec.structs.replace(claim, period=period_of_day(time), basis=basis)
    if (day := _day_before(analysis, claim, quantity)) is not None:
        basis = tuple(each for each in claim.basis if each != EARLIER)
        return msgspec.structs.replace(claim, period=day, basis=basis)
    if _is_of_now(analysis, claim, quantity) or _is_taken(analysis, claim, quantity):
        return msgspec.structs.replace(claim, period=None)
    return claim


def of_session_before(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> tuple[Claim, Claim | None] | None:
    """Give a level of 前日 or 前の週末 from which a move began the session it was.

    The day of the move may be named before it; where none is, an article of the evening speaks of
    its own day's move, one of the morning of that of the day before: the second claim is that of
    the other reading.
    """
    kind = (claim.entity or "").partition(":")[0]
    if kind not in _MARKETS or claim.metric not in ("yield", "close", "spread"):
        return None
    text = fold_kept(analysis.article.text)
    before = text[claim.sentence[0] : quantity.phrase[0]]
    behind = quantity.end
    try:
        if OF_WEEK_BEFORE.search(before) and _SET_OR_WAS.match(text, behind):
            days = _ends_of_week(analysis, claim)
        elif OF_SESSION_BEFORE.search(before) and _SET_FROM.match(text, behind):
            days = _sessions_before(analysis, claim, quantity, quantity.start)
        elif _ON_SESSION_BEFORE.search(before) and _HAD_BEEN.match(text, behind):
            days = _sessions_before(analysis, claim, quantity, claim.sentence[1])
        elif SESSION_BEFORE_WAS.search(before) and _WAS.match(text, behind):
            beside = _is_beside(analysis, claim)
            days = _sessions_before(analysis, claim, quantity, quantity.start) if beside else []
        else:
            return None
    except NoSession:
        return None
    basis = tuple(each for each in claim.basis if each != EARLIER)
    held = [msgspec.structs.replace(claim, period=_of_day(each), basis=basis) for each in days]
    return (held[0], held[1] if len(held) > 1 else None) if held else None


def _is_beside(analysis: Analysis, claim: Claim) -> bool:
    """Tell whether its owner's price of a later day is told beside a price of 前日."""
    start = sentence_before(analysis.article.text, claim.sentence[0])
    return any(
        each.entity == claim.entity
        and each.metric == claim.metric
        and each.period is not None
        and each.period.start_date is not None
        for each in told_inside(analysis, start, claim.sentence[1])
        if each.quantity != claim.quantity
    )


def _sessions_before(analysis: Analysis, claim: Claim, quantity: Quantity, end: int) -> list[date]:
    """Give the session before the day told of, else the ones that the article's own may follow.

    end: where the words end that tell it.
    """
    calendar = calendar_of(claim.entity or "")
    published = analysis.article.published
    start = sentence_before(analysis.article.text, claim.sentence[0])
    told = {each.start_date for each in days_inside(analysis, start, end)}
    earlier = back_from(analysis.quantities, end)
    dated = any(each.kind == "date" and each.start_date is not None for each in earlier)
    if dated:
        day = told.pop() if len(told) == 1 else None
        return [session_before(calendar, day)] if day else []
    if published is None:
        return []
    last = session_at_or_before(calendar, published)
    days = [session_before(calendar, last)]
    return [*days, session_before(calendar, days[0])] if last == published else days


def _ends_of_week(analysis: Analysis, claim: Claim) -> list[date]:
    """Give the last session of the week before the one told of, and before the article's."""
    calendar = calendar_of(claim.entity or "")
    published = analysis.article.published
    start = sentence_before(analysis.article.text, claim.sentence[0])
    told = {each.start_date for each in days_inside(analysis, start, claim.sentence[1])}
    days = [*(told if len(told) == 1 else ()), *([published] if published else ())]
    found = [session_before(calendar, day - timedelta(day.weekday())) for day in days if day]
    return list(dict.fromkeys(found))


def _of_day(day: date) -> Period:
    return Period(text="", timex=day.isoformat(), start_date=day, end_date=day, anchor="published")


_FOLLOWED = re.compile(r"(?:の[^、。0-9]{0,12})?(?:に続[きくいけ]|に次[いぐ]|以来)")


def _is_followed(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim's time is one that its own comes after: 昨年12月に続き利下げし."""
    text, period = fold_kept(analysis.article.text), claim.period
    if period is None or not period.text:
        return False
    at = text.find(fold_kept(period.text), *claim.sentence)
    ahead = 0 <= at < quantity.start
    return ahead and _FOLLOWED.match(text, at + len(period.text)) is not None


_FIRST_LEVEL = re.compile(r"(?:時点|の終値|の水準)?の")
_MOVED_TO = re.compile(r"(?:台|程度|前後)?(?:へと|へ|に|まで)、?(?:約|およそ|ほぼ)?")


def moved_since(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a move the time of the level it began at: 9月末の157円39銭から160円21銭へ2円82銭."""
    kind = (claim.entity or "").partition(":")[0]
    if kind not in ("fx", "rate") or claim.period is not None or claim.metric not in _MOVED:
        return claim
    text = fold_kept(analysis.article.text)
    before = inside(analysis.quantities, claim.sentence[0], quantity.start)[-3:]
    if len(before) < 3 or before[0].kind != "date" or before[0].start_date is None:
        return claim
    time, first, last = before
    told = (
        _FIRST_LEVEL.fullmatch(text, time.end, first.phrase[0])
        and _CAME_FROM.match(text, first.phrase[1])
        and _MOVED_TO.fullmatch(text, last.phrase[1], quantity.phrase[0])
    )
    if not told:
        return claim
    since = msgspec.structs.replace(period_of_day(time), text=text[time.start : first.end])
    return msgspec.structs.replace(claim, period=since)


_MOVED = frozenset({"return", "price_change", "yield"})


def _day_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the session before the one day of a sentence, where a level is of it: 前日の164.20円."""
    text = fold_kept(analysis.article.text)
    start, end = claim.sentence
    before = text[start : quantity.phrase[0]]
    beside = quantity.kind == "level" and _DAY_BEFORE_BESIDE.search(before) is not None
    named = days_inside(analysis, start, end if beside else quantity.start)
    days = {each.start_date for each in named if each.start_date is not None}
    if not (beside or _OF_DAY_BEFORE.search(before)) or len(days) != 1:
        return None
    try:
        day = session_before(calendar_of(claim.entity or ""), days.pop())
    except NoSession:
        return None
    return _of_day(day)


def _last_time(analysis: Analysis, claim: Claim, before: int) -> Quantity | None:
    """Give the last time of the sentence before a place, where no number stands between."""
    for each in reversed(inside(analysis.quantities, claim.sentence[0], before)):
        if each.end <= before:
            dated = each.kind == "date" and each.start_date is not None
            return each if dated else None
    return None


def _is_of_now(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a number is one of now, behind another of its claim's time: 足元で1.25%."""
    text, period = fold_kept(analysis.article.text), claim.period
    if period is None or not period.text:
        return False
    at = text.find(fold_kept(period.text), *claim.sentence)
    told = _NOW.search(text[: quantity.phrase[0]], max(at, claim.sentence[0])) if at >= 0 else None
    return told is not None and any(
        each.unit == quantity.unit for each in inside(analysis.quantities, at + 1, told.start())
    )


def _is_taken(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether the claim's time is that of the level from which its sentence came to it."""
    text, period = fold_kept(analysis.article.text), claim.period
    if period is None or _CAME_TO.match(text, quantity.phrase[1]) is None:
        return False
    for each in reversed(inside(analysis.quantities, claim.sentence[0], quantity.phrase[0])):
        if each.end > quantity.phrase[0]:
            continue
        if each.kind == "date":
            return False  # a time of its own
        if each.unit == quantity.unit and _CAME_FROM.match(text, each.phrase[1]):
            time = _last_time(analysis, claim, each.phrase[0])
            at = time.end if time is not None and time.text == period.text else -1
            return at >= 0 and any(
                held.fullmatch(text, at, each.phrase[0]) is not None for held in (_OWN, _PART)
            )
    return False
