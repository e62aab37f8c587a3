"""Words for times (今年, 前週末, 年初来) and how each is told from the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from operator import itemgetter

from ..lexicon import read_table
from ..records import Mod
from . import timex
from .surfaces import by_beginning
from .timex import Span

_FRIDAY = 4


@cache
def time_words() -> dict[str, tuple[tuple[str, str, str, Mod | None], ...]]:
    """Give the words for times by their first two characters: (word, rule, shift, mod)."""
    mods: dict[str, Mod] = {"START": "START", "MID": "MID", "END": "END"}
    rows = (
        (row["word"], row["rule"], row["shift"], mods.get(row["mod"]))
        for row in read_table("dates", package="uratori.quantities")
    )
    return by_beginning(rows, itemgetter(0))


def relative(rule: str, shift: str, mod: Mod | None, published: date | None) -> Span:
    """Resolve a word by its rule of dates.tsv."""
    if rule == "part":
        return Span(timex="FYXXXX" if shift == "FY" else f"FYXXXX-{shift}", mod=mod)
    if rule == "open" or published is None:
        return Span(mod=mod)
    if rule == "season":
        years, _, season = shift.partition(":")
        return timex.year_part(published.year + int(years), season)
    if rule == "day":
        days, _, daytime = shift.partition(":")
        return _of_day(published, int(days), daytime)
    return _RULES[rule](published, int(shift), mod)


def _of_year(published: date, shift: int, mod: Mod | None) -> Span:
    word = {"START": "初頭", "MID": "央", "END": "末"}.get(mod or "")
    number = published.year + shift
    return timex.year_part(number, word) if word else timex.year(number)


def _of_month(published: date, shift: int, mod: Mod | None) -> Span:
    day = timex.months_back(published, -shift)
    word = {"START": "初め", "MID": "半ば", "END": "末"}.get(mod or "")
    if word:
        return timex.month_part(day.year, day.month, word)
    return timex.month(day.year, day.month)


def _of_week(published: date, shift: int, mod: Mod | None) -> Span:
    first = timex.monday(published, shift)
    iso = first.isocalendar()
    last = first if mod == "START" else first + timedelta(days=6)
    return Span(timex=f"{iso.year:04d}-W{iso.week:02d}", mod=mod, start=first, end=last)


def _of_friday(published: date, shift: int, mod: Mod | None) -> Span:
    """Give the last weekday of a week: the market's 前週末 is a Friday."""
    if shift < 0 and published.weekday() > _FRIDAY:
        shift += 1  # on a Sunday 前週末 is the Friday just gone
    friday = timex.monday(published, shift) + timedelta(days=_FRIDAY)
    return Span(timex=friday.isoformat(), start=friday, end=friday)


def _of_next_monday(published: date, shift: int, mod: Mod | None) -> Span:
    """Give the Monday of publication, or the coming one from Friday on; midweek it is unclear."""
    weekday = published.weekday()
    if 0 < weekday < _FRIDAY:
        return Span()
    there = published + timedelta(days=-weekday % 7)
    return Span(timex=there.isoformat(), start=there, end=there)


def _of_day(published: date, shift: int, daytime: str) -> Span:
    there = published + timedelta(days=shift)
    name = f"{there.isoformat()}T{daytime}" if daytime else there.isoformat()
    return Span(timex=name, start=there, end=there)


def _of_fiscal(published: date, shift: int, mod: Mod | None) -> Span:
    year = timex.fiscal(published.year + (published.month > 3) + shift, 3)
    if mod is None:
        return year
    at = year.end if mod == "END" else year.start
    return Span(timex=year.timex, mod=mod, start=at, end=at)


def _since_year(published: date, shift: int, mod: Mod | None) -> Span:
    number = published.year + shift
    return Span(timex=f"{number:04d}", start=date(number, 1, 1), end=published)


_RULES: dict[str, Callable[[date, int, Mod | None], Span]] = {
    "year": _of_year, "month": _of_month, "week": _of_week, "friday": _of_friday,
    "fiscal": _of_fiscal, "since_year": _since_year, "monday": _of_next_monday,
}  # fmt: skip
