"""Fiscal periods: which span of a firm's books a claim may speak of.

2026年3月期第3四半期 can be its nine months or its last three; both are tried. Where the article
names no period, the latest known ones are tried, and a miss refutes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ...records import Period
from ..facts import Fact
from ..questions import Question, Remark, Standing, Unresolved
from ..reading.fiscal_said import last_year, told_period
from ..vintages import provider_of
from ..windows import Window, is_since, months_back, span_of
from .answers import Figure, figure_of, less

_SLACK = timedelta(7)  # a year of 52 weeks ends some days off the end of its month
_SHORTEST, _LONGEST = 80, 380  # days: a quarter to a year
_FISCAL = re.compile(r"FY\d{4}-\d{2}(?:-(Q[1-4]|H[12]|9M))?", re.ASCII)
_UNDATED = re.compile(r"FYXXXX-(Q[1-4]|H1|9M)", re.ASCII)
_OWN_QUARTER = re.compile(r"第[1-4一二三四]四半期|[1-4]Q", re.ASCII)
_MONTHS_OF = {"Q1": 3, "Q2": 6, "H1": 6, "Q3": 9, "9M": 9, "Q4": 12}
_YEAR_DAYS = 330
_NEWS = timedelta(31)
"""How long the results of a part of the year are the latest news of a firm."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One span that a claim may speak of."""

    window: Window
    key: str
    ja: str
    en: str
    standing: Standing = "conventional"
    doubt: Remark | None = None
    """Why it may not be the span that is meant; None where the article says it."""


_NAMES = {
    "year": ("通期", "full year"),
    "span": ("累計", "cumulative"),
    "quarter": ("四半期単独", "quarter alone"),
}


def reading(
    window: Window, key: str, *, standing: Standing = "conventional", doubt: Remark | None = None
) -> Reading:
    """Give a reading under its name: ``year``, ``span`` or ``quarter``."""
    ja, en = _NAMES[key]
    return Reading(window=window, key=key, ja=ja, en=en, standing=standing, doubt=doubt)


def readings(question: Question, rows: Sequence[Fact]) -> tuple[Reading, ...]:
    """Give the spans that a claim on a firm's figure may mean, by its period and its books.

    rows: the vintages in force of the series. Raises Unresolved where the period is no fiscal one.
    """
    period = told_period(question)
    if period is None or _says_nothing(period):
        return tuple(_latest(question, rows, period))
    if is_since(question, period):
        raise Unresolved(Remark(code="period_loose"))
    timex = period.timex or ""
    found = _FISCAL.fullmatch(timex)
    if found and period.start_date and period.end_date:
        window = Window(start=period.start_date, end=period.end_date)
        return tuple(_of_label(question, window, found[1] or ""))
    span = span_of(period)
    length = (span.end - span.start).days if span else 0
    if span is None or period.mod is not None or not _SHORTEST <= length <= _LONGEST:
        raise Unresolved(Remark(code="period_unclear"))
    if span.start > (question.published or date.max):
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    doubt = Remark(code="own_quarter") if _OWN_QUARTER.search(period.text) else None
    return (reading(span, _key_of(length), doubt=doubt),)


def _says_nothing(period: Period) -> bool:
    """Tell whether a period has no dates and is no length of time: 今期, 第3四半期."""
    timex = period.timex or ""
    return (
        period.start_date is None
        and period.end_date is None
        and (not timex or timex == "FYXXXX" or _UNDATED.fullmatch(timex) is not None)
    )


def _key_of(length: int) -> str:
    return "quarter" if length < 100 else "year" if length > _YEAR_DAYS else "span"


def _of_label(question: Question, window: Window, part: str) -> Iterator[Reading]:
    length = (window.end - window.start).days
    basis = question.claim.basis
    if part in ("Q2", "Q3"):
        back = _MONTHS_OF[part]
        whole = Window(start=months_before(window.end, back), end=window.end)
        if "quarter" not in basis:
            yield reading(whole, "span")
        if "cumulative" not in basis:
            yield reading(window, "quarter")
    else:
        yield reading(window, _key_of(length))


def months_before(end: date, count: int) -> date:
    """Give the first day of the span of so many months that ends with a day's month."""
    return months_back(end.replace(day=1), count - 1)


def _latest(question: Question, rows: Sequence[Fact], period: Period | None) -> Iterator[Reading]:
    """Give the last span that is known, its quarter, and the last whole year."""
    held = sorted(
        (row for row in rows if row.start is not None), key=lambda row: (row.date, row.start)
    )
    doubt: Remark | None = Remark(code="no_fiscal_period")
    part = _UNDATED.fullmatch(period.timex or "") if period is not None else None
    if part:
        months = _MONTHS_OF[part[1]]
        held = [row for row in held if _months_of(row) == months or _months_of(row) == 3]
        doubt = None if _just_told(question, held) else doubt
    years = [row for row in held if _months_of(row) == 12]
    if whole := last_year(question, period, years):
        yield reading(whole, "year")
        return
    if "full_year" in question.claim.basis:
        held = years
    if not held:
        return
    last = held[-1].date
    longest = min(row.start for row in held if row.date == last and row.start is not None)
    yield from _of_last(
        Window(start=longest, end=last), doubt, "conventional" if part else "unusual"
    )
    if years and years[-1].date != last and years[-1].start is not None and not part:
        window = Window(start=years[-1].start, end=years[-1].date)
        yield reading(window, "year", standing="unusual", doubt=doubt)


def _just_told(question: Question, rows: Sequence[Fact]) -> bool:
    """Tell whether the last of some figures came out so lately that 上期 is the one just ended."""
    day, known = question.published, rows[-1].known if rows else None
    return day is not None and known is not None and known <= day <= known + _NEWS


def _of_last(window: Window, doubt: Remark | None, standing: Standing) -> Iterator[Reading]:
    length = (window.end - window.start).days
    yield reading(window, _key_of(length), doubt=doubt)
    if length > 100:
        quarter = Window(start=months_before(window.end, 3), end=window.end)
        yield reading(quarter, "quarter", standing=standing, doubt=doubt)


def _months_of(row: Fact) -> int:
    """Give the length of a row's span in months."""
    return 0 if row.start is None else round((row.date - row.start).days / 30.4)


def year_before(window: Window, years: int = 1) -> Window:
    """Give the same span of an earlier year."""
    return Window(
        start=months_back(window.start, 12 * years), end=months_back(window.end, 12 * years)
    )


def quarter_before(window: Window) -> Window:
    """Give the quarter before a quarter."""
    return Window(start=months_back(window.start, 3), end=window.start - timedelta(1))


def figures_over(rows: Iterable[Fact], window: Window) -> tuple[Figure, ...]:
    """Give each provider's figure of a span, as it stands or as a difference of cumulatives.

    rows: vintages in force, of one definition, best quality first.
    """
    providers: dict[str, list[Fact]] = {}
    for row in rows:
        providers.setdefault(provider_of(row), []).append(row)
    found = (_figure_over(held, window) for held in providers.values())
    return tuple(each for each in found if each is not None)


def _figure_over(rows: Sequence[Fact], window: Window) -> Figure | None:
    for row in rows:
        if row.start and _near(row.start, window.start) and _near(row.date, window.end):
            return figure_of(row)
    for whole in rows:
        if whole.start and whole.start < window.start and _near(whole.date, window.end):
            first = _first_part(rows, whole, window.start - timedelta(1))
            if first is not None and first.unit == whole.unit:
                return less(figure_of(whole), figure_of(first))
    return None


def _first_part(rows: Sequence[Fact], whole: Fact, end: date) -> Fact | None:
    return next(
        (
            row
            for row in rows
            if row.start and whole.start and _near(row.start, whole.start) and _near(row.date, end)
        ),
        None,
    )


def _near(one: date, other: date) -> bool:
    return abs(one - other) <= _SLACK


def figures_at(rows: Iterable[Fact], end: date) -> tuple[Figure, ...]:
    """Give each provider's figure of the end of a span: net assets a share, shares in issue."""
    found: dict[str, Figure] = {}
    for row in rows:
        if _near(row.date, end):
            found.setdefault(provider_of(row), figure_of(row))
    return tuple(found.values())


def full_years(rows: Iterable[Fact], day: date) -> list[Fact]:
    """Give the rows of whole years that had ended by a day, the last one last."""
    held = [row for row in rows if _months_of(row) == 12 and row.date <= day]
    return sorted(held, key=lambda row: row.date)
