"""Checks of written times: days of the week, 「…以来、…ぶり」, the months of a fiscal quarter."""

from __future__ import annotations

import itertools
from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

from ..calendars import NoSession, calendar_of, sessions_between
from ..records import Quantity
from ..text.lazy import lazy
from .remarks import Page, Remark

_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = lazy(r"[(](?P<day>[月火水木金土日])(?:曜日?)?[)]|(?P<word>[月火水木金土日])曜日?")
_YEAR = lazy(r"[0-9〇一二三四五六七八九十]年|令和|平成|昭和|[0-9]{4}[-/.]")
"""What makes the year of a date the writer's own; another year is told from publication."""
_SINCE = lazy(r"[\s]?以来[、,]?[\s(]{0,2}(?:約|およそ|実に)?")
_AGO = lazy(r"ぶり")
_NEAR = timedelta(92)
"""Days from the article's own within which a date is of no other year."""
_LAG = 3
"""Months by which the figures of an article may be older than the article."""
_OF_MONTH = lazy(r"[^前]*[0-9]月")
"""The month that a figure is of: 「11月の単価は」."""
_CLOSING = lazy(r"FY(?:[0-9]{4}|XXXX)-([0-9]{2})")
_OPENS = lazy(r"[(]")
_MONTHS = 12
_TOKYO = "index:nikkei225"
_FOLLOWS = lazy(r"(?:間)?(?:連続|続[伸落騰])")
_FROM = lazy(r"(?:[(][月火水木金][)])?(?:から|より|〜)")
_UNTIL = lazy(r"(?:[(][月火水木金][)])?(?:まで)?(?:の|に|、|で)?")


def weekdays(page: Page) -> Iterator[Remark]:
    """Hold 1月26日(月) against the calendar.

    Where the year is not written, a day that would be right in a neighbouring year says nothing,
    unless it is one of the days about the article's own.
    """
    if not page.says("曜", "("):
        return
    for quantity in page.quantities:
        day = quantity.start_date
        if day is None or day != quantity.end_date:
            continue
        found = _WEEKDAY.search(page.text, *quantity.phrase)
        if found is None:
            continue
        said = _DAYS_JA.index(found["day"] or found["word"])
        own = _YEAR.search(page.text, quantity.start, quantity.end) is not None
        if not own and page.published is not None and "月" in quantity.text:
            day = _nearest(day, page.published)
        right = day.weekday() == said
        near = page.published is not None and abs(day - page.published) <= _NEAR
        if not right and "月" not in quantity.text and _in_another_month(day, said):
            continue
        other = None if right else _in_another_year(day, said)
        if other is not None and not (own or near):
            continue
        ja, en = _DAYS_JA[day.weekday()], _DAYS_EN[day.weekday()]
        yield Remark(
            check="weekday",
            right=right,
            quantity=quantity,
            formula=f"{day.isoformat()} = {ja}",
            ja=f"{day.year}年{day.month}月{day.day}日は{ja}曜日。"
            f"記載と{'合う' if right else '合わない'}。"
            + (f"{other}年なら合う。" if other else ""),
            en=f"{day.isoformat()} is a {en}, which {_agrees(right)} with what is written."
            + (f" It would in {other}." if other else ""),
            mend_ja=f"曜日を({ja})とするか、日付を確かめる。",
            mend_en=f"Write {en}, or verify the date.",
        )


def _nearest(day: date, published: date) -> date:
    """Give a day of long ago in the next year where that is near: what is coming has no year."""
    with suppress(ValueError):  # 29 February
        coming = day.replace(year=day.year + 1)
        if published - day > _NEAR and abs(coming - published) <= _NEAR:
            return coming
    return day


def _agrees(right: bool) -> str:
    return "agrees" if right else "does not agree"


def _in_another_month(day: date, weekday: int) -> bool:
    """Tell whether a day whose month is not written has the weekday in a neighbouring month."""
    others = (day.replace(day=1) - timedelta(1), day.replace(day=28) + timedelta(4))
    return any(
        other.replace(day=day.day).weekday() == weekday
        for other in others
        if day.day <= monthrange(other.year, other.month)[1]
    )


def _in_another_year(day: date, weekday: int) -> int | None:
    """Give the neighbouring year in which a day has the weekday."""
    for year in (day.year - 1, day.year + 1):
        with suppress(ValueError):  # 29 February
            if day.replace(year=year).weekday() == weekday:
                return year
    return None


def elapsed(page: Page) -> Iterator[Remark]:
    """Hold 「2024年7月以来、1年6カ月ぶり」 against the article's own month.

    Figures are older than the article that tells them: up to three months are allowed for, and a
    span in whole years may be cut off or rounded.
    """
    if page.published is None or not page.says("以来"):
        return
    times = [q for q in page.quantities if q.kind in ("date", "duration")]
    for since, span in itertools.pairwise(times):
        if not _since_and_ago(page, since, span) or since.start_date is None:
            continue
        if span.value is None or span.unit not in ("years", "months"):
            continue
        told = _days_told_before(page, since)
        of_month = [q.end_date for q in told if q.end_date and _OF_MONTH.fullmatch(q.text)]
        now = of_month or [page.published, *(q.end_date for q in told if q.end_date)]
        months = _month(now[0]) - _month(since.start_date)
        ago = [_month(day) - _month(since.start_date) for day in now]
        if of_month:  # 「3月の3.2%から…23年1月以来」 is told in the month after
            right = any(_can_be(count + late, span, 0) for count in ago for late in (-1, 0, 1))
        else:
            right = any(_can_be(count, span, _LAG) for count in ago)
        other = None if right else _since_another_year(since.start_date, ago, span)
        yield Remark(
            check="elapsed",
            right=right,
            quantity=span,
            against=(since,),
            formula=f"{now[0]:%Y-%m} - {since.start_date:%Y-%m}",
            computed=Fraction(months, _MONTHS if span.unit == "years" else 1),
            ja=f"{since.text}から{now[0].year}年{now[0].month}月までは"
            f"{_span_ja(months)}。記載の「{span.text}」と{'合う' if right else '合わない'}。"
            + (f"{other}年からなら合う。" if other else ""),
            en=f"From {since.start_date:%Y-%m} to {now[0]:%Y-%m} it is {months} months, "
            f"which {_agrees(right)} with the stated {span.text}."
            + (f" From {other} it would." if other else ""),
            mend_ja=f"{_span_ja(months)}ぶりとするか、「{since.text}」を確かめる。",
            mend_en=f"State {months} months, or verify {since.text}.",
        )


def _since_another_year(since: date, ago: Sequence[int], span: Quantity) -> int | None:
    """Give the neighbouring year from which a span would hold; ago: how long it is, in months."""
    for year in (since.year - 1, since.year + 1):
        moved = (since.year - year) * _MONTHS
        if any(_can_be(months + moved, span, 0) for months in ago):
            return year
    return None


def _days_told_before(page: Page, since: Quantity) -> list[Quantity]:
    """Give the dates that the sentence names before: 「2016年2月に…、1986年7月以来30年ぶり」."""
    start = page.text.rfind("。", 0, since.start) + 1
    return [
        q
        for q in page.quantities
        if start <= q.start < since.start
        and q.end_date is not None
        and q.kind == "date"
        and not page.text.startswith("以来", q.end)
    ]


def _can_be(months: int, span: Quantity, lag: int) -> bool:
    """Tell whether a span can be these months: less by the article's lag, or in whole years."""
    value = span.value or Fraction(0)
    whole_years = span.unit == "years" and value.denominator == 1
    said = value * _MONTHS if span.unit == "years" else value
    hedged = 1 if span.modifier == "approx" else 0
    cut, rounded = (_MONTHS, _MONTHS // 2) if whole_years else (0, 0)
    return months - lag - cut - hedged <= said <= months + rounded + hedged


def _since_and_ago(page: Page, since: Quantity, span: Quantity) -> bool:
    between = page.text[since.end : span.start]
    behind = _AGO.match(page.text, span.end) is not None
    kinds = (since.kind, span.kind) == ("date", "duration")
    return kinds and behind and _SINCE.fullmatch(between) is not None


def _month(day: date) -> int:
    return day.year * _MONTHS + day.month


def _span_ja(months: int) -> str:
    years, rest = divmod(months, _MONTHS)
    return (f"{years}年" if years else "") + (f"{rest}カ月" if rest or not years else "")


def fiscal_months(page: Page) -> Iterator[Remark]:
    """Hold 「2026年3月期第3四半期(10〜12月)」 against the months of that quarter.

    The months so far (4〜12月) are right as well: results are told as cumulative figures.
    """
    if not page.says("("):
        return
    times = [q for q in page.quantities if q.kind == "date"]
    if len(times) < 2:
        return
    closings = {found[1] for q in times if (found := _CLOSING.fullmatch(q.timex or ""))}
    closing = closings.pop() if len(closings) == 1 else None
    for quarter, months in itertools.pairwise(times):
        parts = _quarter_months(quarter, closing)
        if parts is None or _OPENS.fullmatch(page.text, quarter.end, months.start) is None:
            continue
        if months.start_date is None or months.end_date is None or "Q" in (months.text or ""):
            continue
        said = (months.start_date.month, months.end_date.month)
        right = said in parts
        first, last = parts[0]
        yield Remark(
            check="fiscal_months",
            right=right,
            quantity=months,
            against=(quarter,),
            formula=f"{quarter.timex} = {first}〜{last}月",
            ja=f"{quarter.text}は{first}〜{last}月。"
            f"記載の「{months.text}」と{'合う' if right else '合わない'}。",
            en=f"{quarter.timex} is months {first} to {last}, which {_agrees(right)} with "
            f"the stated {months.text}.",
            mend_ja=f"({first}〜{last}月)とするか、四半期を確かめる。",
            mend_en=f"Write months {first} to {last}, or verify the quarter.",
        )


def _quarter_months(
    quarter: Quantity, told: str | None
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Give first and last month of a fiscal quarter, and of the year up to its end.

    told: the month in which the article's only fiscal year closes, where the quarter has no year.
    """
    year, _, part = (quarter.timex or "").rpartition("-Q")
    closing = told if year == "FYXXXX" else year[-2:]
    if not year.startswith("FY") or not closing or not closing.isdigit() or part not in "1234":
        return None
    start = int(closing) % _MONTHS
    first = (start + 3 * (int(part) - 1)) % _MONTHS + 1
    last = (start + 3 * int(part) - 1) % _MONTHS + 1
    return (first, last), (start + 1, last)


def streak_sessions(page: Page) -> Iterator[Remark]:
    """Hold 「19日から26日まで6営業日続伸」 against the sessions of the entity's exchange.

    Without an entity they are Tokyo's. Days that the calendar does not know say nothing.
    """
    if not page.says("連続", "続伸", "続落", "続騰"):
        return
    days = [q for q in page.quantities if q.kind == "date"]
    for operand in page.pool.operands:
        span = operand.quantity
        if span.unit not in ("days", "business_days") or not _FOLLOWS.match(page.text, span.end):
            continue
        ends = _ends(page, [day for day in days if day.end <= span.start][-2:], span)
        if ends is None or span.value is None:
            continue
        first, last = ends
        held = _sessions(operand.claim.entity or _TOKYO, first, last)
        if held is None:
            continue
        right = span.value == held
        yield Remark(
            check="streak_sessions",
            right=right,
            quantity=span,
            formula=f"{first:%Y-%m-%d} - {last:%Y-%m-%d}",
            computed=Fraction(held),
            ja=f"{first:%m/%d}から{last:%m/%d}までの取引日は{held}日。"
            f"記載の「{span.text}」と{'合う' if right else '合わない'}。",
            en=f"From {first} to {last} there are {held} sessions, which {_agrees(right)} "
            f"with the stated {span.text}.",
            mend_ja=f"{held}日とするか、日付を確かめる。",
            mend_en=f"State {held} sessions, or verify the dates.",
        )


def _ends(page: Page, days: list[Quantity], span: Quantity) -> tuple[date, date] | None:
    """Give the first and the last day of 「19日から26日まで6営業日」."""
    if len(days) < 2:
        return None
    first, last = days
    told = _FROM.fullmatch(page.text, first.end, last.start) and _UNTIL.fullmatch(
        page.text, last.end, span.phrase[0]
    )
    if not told or first.start_date is None or last.start_date is None:
        return None
    if first.start_date != first.end_date or last.start_date != last.end_date:
        return None
    return first.start_date, last.start_date


def _sessions(entity: str, first: date, last: date) -> int | None:
    try:
        return len(sessions_between(calendar_of(entity), first, last))
    except NoSession:
        return None
