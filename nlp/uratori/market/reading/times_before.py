"""Times that are those before the ones that the text names.

前の週に8%上げた反動で、今週は2%下げた speaks of the week before. It hangs on the last such time
that the text names before it, else on the article's date. Which of the two is meant is a guess, so
that nothing that fails over it is called wrong. 日本時間2日朝に終えた is a session of the 1st.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from ...calendars import NoSession, calendar_of, session_before
from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..places import back_from, inside

_MOVES = frozenset({"return", "price_change", "yield"})
_BEFORE = re.compile(
    r"(?P<words>前(?:の)?(?P<unit>週|月|年))(?:に(?![比対は続])|[はがも、]|には)[^、。0-9]{0,16}$"
)
_MONTHS = {"年": 12, "月": 1}
_WEEK = timedelta(7)
_REACH = 120
"""Characters before a number in which a time still is the one told of."""


OF_SESSION_BEFORE = re.compile(
    r"(?:前(?:の)?(?:営業|取引)?日|(?:休み|連休|休日|休場)前)(?:の?(?:終値|清算値|引け値|大引け|水準))?"
    r"の(?:約|同)?$"
)
SESSION_BEFORE_WAS = re.compile(
    r"前(?:の)?(?:営業|取引)?日(?:の?(?:終値|清算値|引け値|大引け|水準))?[はが](?:約)?$"
)
OF_WEEK_BEFORE = re.compile(
    r"(?:前の?週末|前の?週の(?:終わり|終値|週末|引け値)|先々週末)(?:の(?:終値|引け値|時点)?)?"
    r"[のには、](?:約|同)?$"
)


def of_close_before(before: str) -> bool:
    """Tell whether the words before a price make it that of an earlier day: 前日の25.68から."""
    return bool(OF_SESSION_BEFORE.search(before) or OF_WEEK_BEFORE.search(before))


def time_before(analysis: Analysis, claim: Claim, quantity: Quantity) -> Period | None:
    """Give the time before another that a move is told of; None where it has a time of its own."""
    published = analysis.article.published
    if claim.period is not None or claim.reference is not None or claim.metric not in _MOVES:
        return None
    start = claim.sentence[0]
    found = _BEFORE.search(fold_kept(analysis.article.text)[start : quantity.phrase[0]])
    if found is None or published is None:
        return None
    try:
        first, last = _span(analysis, start + found.start(), found["unit"], published)
    except ValueError:
        return None
    return Period(text=found["words"], start_date=first, end_date=last, anchor="published")


def _span(analysis: Analysis, at: int, unit: str, published: date) -> tuple[date, date]:
    """Give the days of the time before; ValueError before the first year."""
    told = _told_of(analysis, at, unit) or published
    if unit == "週":
        first = told - timedelta(told.weekday()) - _WEEK
        return first, first + _WEEK - timedelta(1)
    this = told.replace(day=1) if unit == "月" else told.replace(month=1, day=1)
    return months_back(this, _MONTHS[unit]), this - timedelta(1)


def _told_of(analysis: Analysis, at: int, unit: str) -> date | None:
    """Give the first day of the last time of the same length that is named before a place."""
    for each in back_from(analysis.quantities, at):
        first, last = each.start_date, each.end_date
        if each.kind != "date" or first is None or last is None:
            continue
        if at - each.end > _REACH:
            return None
        days = (last - first).days + 1
        if days in {"週": (7,), "月": (28, 29, 30, 31), "年": (365, 366)}[unit]:
            return first
    return None


_MORNING = re.compile(r"[日本時間、はの]{0,4}(?:朝|早朝|未明|明け方|午前)")
_NEW_YORK = "XNYS"
_AGAINST = re.compile(r"(?:の?(?:水準|分|改定値))?(?:から|より|に比べ|と比べ|比|対比)")
_STEPS = {1: "前月", 12: "前年同月"}


def session_abroad(analysis: Analysis, claim: Claim) -> Claim:
    """Give a claim on New York that is told by Japan's morning the session that ended then."""
    period = claim.period
    if period is None or period.start_date is None or period.start_date != period.end_date:
        return claim
    try:
        abroad = calendar_of(claim.entity or "") == _NEW_YORK
    except NoSession:
        return claim
    text = fold_kept(analysis.article.text)[slice(*claim.sentence)]
    at = text.find(f"日本時間{period.text}")
    end = at + len("日本時間") + len(period.text)
    if not abroad or at < 0 or not (_MORNING.match(text, end) or _ends_in_morning(period)):
        return claim
    day = session_before(_NEW_YORK, period.start_date)
    held = msgspec.structs.replace(
        period, timex=day.isoformat(), start_date=day, end_date=day, text=period.text
    )
    return msgspec.structs.replace(claim, period=held)


def _ends_in_morning(period: Period) -> bool:
    return period.text.endswith(("朝", "未明", "明け方", "午前"))


def set_from_month(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a change told from another month its own: 8月は4.6%で、7月から0.1ポイント上昇した."""
    period, text = claim.period, fold_kept(analysis.article.text)
    if not (claim.entity or "").startswith("macro:") or quantity.kind != "change":
        return claim
    if period is None or claim.reference is not None:
        return claim
    months = [
        each
        for each in inside(analysis.quantities, claim.sentence[0], quantity.start)
        if each.kind == "date"
        and re.fullmatch(r"[0-9]{4}-[0-9]{2}", each.timex or "") and each.start_date
    ]  # fmt: skip
    if len(months) != 2 or not _AGAINST.match(text, months[1].end):
        return claim
    own, base = months[0].start_date, months[1].start_date
    if own is None or base is None or months[1].text != period.text:
        return claim
    step = _STEPS.get((own.year - base.year) * 12 + own.month - base.month)
    if step is None:
        return claim
    held = Period(
        text=months[0].text, start_date=own, end_date=months[0].end_date, anchor="published",
        timex=months[0].timex,
    )  # fmt: skip
    return msgspec.structs.replace(
        claim, period=held, reference=Reference(text=step, kind="period")
    )
