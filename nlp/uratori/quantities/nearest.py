"""What a text leaves out of a date, told from its day of publication, never from today.

A month without a year is the latest one at or before publication, or the next one where the words
behind it speak of the future (5月に新しい指導部を迎える); a day of a month that is about to come is
the coming one. The press names a day without its month only in the month of publication and within
a few days of its edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .date_patterns import COMING_BEFORE, DAY_TO, FIGURES_OF, PRICE_OF_TIME, TENSE
from .edges import COMING_ENDS
from .timex import months_back

COMING = timedelta(days=31)
"""How far ahead 2月3日 may lie and still be the coming one rather than last year's."""
_OVER = 2
"""Months within which the figures of a month or a quarter come out."""
EDGE, FAR = timedelta(days=5), timedelta(days=20)
"""A day of the neighbouring month lies within EDGE, the same day of this month beyond FAR."""


def year_of_month(page: str, span: tuple[int, int], first: int, last: int, published: date) -> int:
    """Choose the year in which a span of months ends; `span` is where its text stands.

    A span that publication falls into, after its first month, is the one that runs. Figures of
    months that are just over are still to come: in October 7~9月期は増益の見込み is of this year.
    """
    over = (published.month - last) % 12
    due = 0 < over <= _OVER and _is_of_figures(page, span, first, last)
    if not due and _is_future(page, span):
        return published.year + (last < published.month)
    runs = first < published.month <= last
    return published.year - (last > published.month and not runs)


def year_of_day(page: str, span: tuple[int, int], month: int, day: int, published: date) -> int:
    """Choose the year of a day of a month; that of publication for a day that no year has."""
    days = list(_days(day, (date(published.year + n, month, 1) for n in (-1, 0, 1))))
    if _is_future(page, span):
        return next((d.year for d in days if d >= published), published.year)
    return next((d.year for d in reversed(days) if d <= published + COMING), published.year)


def month_of_day(day: int, published: date) -> date:
    """Give the first day of the month to which a day without a month belongs."""
    this = published.replace(day=1)
    months = [this, months_back(this, 1), months_back(this, -1)]
    here = next(_days(day, months[:1]), None)
    if here is None or abs(here - published) > FAR:
        for other in _days(day, months[1:]):
            if abs(other - published) <= EDGE:
                return other.replace(day=1)
    return this


def month_of_days(page: str, end: int, last: int, published: date) -> date:
    """Give the same of days told together, whose last tells the month: 26〜30日, 26日から30日."""
    then = DAY_TO.match(page, end)
    return month_of_day(max(last, int(then["last"]) if then else 0), published)


def _is_of_figures(page: str, span: tuple[int, int], first: int, last: int) -> bool:
    """Tell whether months are those of figures: 7~9月期は, 9月の貿易収支は."""
    quarter = first != last and page[span[1] - 1] == "期"
    return quarter or FIGURES_OF.match(page, span[1]) is not None


def _is_future(page: str, span: tuple[int, int]) -> bool:
    """Tell whether 次回 stands before, or words of the future follow before a past verb."""
    near = page[max(0, span[0] - 4) : span[0]]
    if near[-1:] in COMING_ENDS and COMING_BEFORE.search(near):
        return True
    if page.startswith("決算", span[1]):
        return False  # 11〜1月期決算を控える: what is to come is its announcement
    if page.startswith("までに", span[1]):
        told = TENSE.match(page, span[1] + len("までに"))
        return told is None or told["past"] is None
    if PRICE_OF_TIME.match(page, span[1]):
        return False
    found = TENSE.match(page, span[1])
    return found is not None and found["future"] is not None


def _days(day: int, months: Iterator[date] | list[date]) -> Iterator[date]:
    """Yield the day in each of the months that have it."""
    for month in months:
        try:
            yield month.replace(day=day)
        except ValueError:
            continue
