"""The fiscal period of a figure where its own words leave a part of it out.

2027年3月期の上期 takes its year from the words before, 営業利益は of a second sentence its period
from the first one, 前期 its year from the firm's books.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec

from ...records import Period, Quantity
from ..facts import Fact
from ..places import inside
from ..questions import Question
from ..windows import Window, months_back
from .cues import before_number

_YEAR = re.compile(r"FY\d{4}-\d{2}", re.ASCII)
_PART = re.compile(r"FYXXXX-(Q[1-4]|H[12]|9M)", re.ASCII)
_MONTHS = {
    "Q1": (0, 3), "Q2": (3, 6), "Q3": (6, 9), "Q4": (9, 12), "H1": (0, 6), "H2": (6, 12),
    "9M": (0, 9),
}  # fmt: skip
"""Part of a fiscal year -> the months after its start at which it begins and ends."""
_LAST_YEAR = "前期"
_LAST_TOLD = re.compile(
    r"前期(?=の?(?:連結)?(?:営業|経常|最終|純|当期|税引|売上|1株|一株))(?!.*(?:前期|今期|当期(?!純)))"
)
_LATER_TIME = re.compile(r"[0-9]年|[0-9]月|四半期|上期|下期|中間|比|と比べ|に比べ|から")
_NO_NEWER = timedelta(366)
_SHORTEST, _LONGEST = 80, 380
_OTHER = frozenset({"full_year", "forward", "earlier", "quarter", "cumulative"})
_FIRMS = frozenset({"equity", "group"})


def told_period(question: Question) -> Period | None:
    """Give the period that a claim on a firm means, completed from the words around it."""
    period = question.claim.period
    if period is None or period.text == _LAST_YEAR:
        behind = _in_brackets_behind(question)
        if behind is not None:
            return behind
    if period is None:
        said = _said_last(question) or _of_own_sentence(question)
        return said or _of_sentence_before(question) or _interim(question)
    year = next(_years_before(question, period), None)
    return period if year is None else _part_of(year, period)


def _part_of(year: Quantity, period: Period) -> Period:
    """Give the part of a fiscal year that a period without a year is; else the period itself."""
    part = _PART.fullmatch(period.timex or "")
    if part is None or year.start_date is None:
        return period
    first, last = _MONTHS[part[1]]
    start = months_back(year.start_date, -first)
    end = months_back(year.start_date, -last) - timedelta(1)
    return msgspec.structs.replace(
        period, timex=f"{year.timex}-{part[1]}", start_date=start, end_date=end, anchor="text"
    )


_BRACKETS = re.compile(r"[(（](?P<told>[^()（）。]{1,30})[)）]$")


_INTERIM = re.compile(
    r"(?:中間|上期|上半期|半期)(?:の)?(?:連結)?決算(?![^、。]{0,8}(?:予想|見通し|発表前))"
)


def _interim(question: Question) -> Period | None:
    """Give the first half of a year that no year is told of: …の中間決算、売上は7.6%減った."""
    start = question.claim.sentence[0]
    told = _INTERIM.search(question.analysis.article.text, start, question.quantity.start)
    if told is None or _OTHER & set(question.claim.basis) or _has_date(question):
        return None
    return Period(text=told[0], timex="FYXXXX-H1", anchor="published")


def _in_brackets_behind(question: Question) -> Period | None:
    """Give the one fiscal time told in brackets that end a sentence: (2026年4〜9月期、連結)."""
    start, end = question.claim.sentence
    found = _BRACKETS.search(question.analysis.article.text[start:end].rstrip("。"))
    if found is None or (_OTHER - {"earlier"}) & set(question.claim.basis):
        return None
    dates = [*_dates(question, start + found.start(), end)]
    named = [*_dates(question, start, start + found.start())]
    others = [each for each in named if each.start_date is not None and each.text[0] not in "前昨"]
    if len(dates) != 1 or others or not _is_fiscal(dates[0]):
        return None
    return _period(dates[0])


def _said_last(question: Question) -> Period | None:
    """Give 前期 where it stands before the metric's own words: 前期純利益, 前期の1株利益."""
    text = before_number(question)
    found = _LAST_TOLD.search(text)
    if found is None or _LATER_TIME.search(text, found.end()):
        return None
    return Period(text=_LAST_YEAR, anchor="published")


def last_year(question: Question, period: Period | None, years: Sequence[Fact]) -> Window | None:
    """Give the span of 前期 where no other year is named: the last one that had ended.

    years: the rows of whole years that were known. None where a newer one has ended since.
    """
    day = question.published
    if period is None or period.text != _LAST_YEAR or day is None or not years:
        return None
    last = years[-1]
    named = any(_YEAR.match(each.timex or "") for each in question.analysis.quantities)
    if named or last.start is None or day - last.date > _NO_NEWER:
        return None
    return Window(start=last.start, end=last.date)


def _years_before(question: Question, period: Period) -> Iterator[Quantity]:
    """Give the fiscal years that the sentence names before a part of one, the nearest first."""
    start, end = question.claim.sentence
    at = question.analysis.article.text.find(period.text, start, end)
    for each in reversed(inside(question.analysis.quantities, start, at)):
        if each.end <= at and _YEAR.fullmatch(each.timex or ""):
            yield each


def _of_own_sentence(question: Question) -> Period | None:
    """Give the one time that a sentence names, a fiscal one before the number: …期の希薄化後の."""
    if _OTHER & set(question.claim.basis):
        return None
    dates = [*_dates(question, *question.claim.sentence)]
    if len(dates) != 1 or not _is_fiscal(dates[0]) or dates[0].end > question.quantity.start:
        return None
    time = dates[0]
    against = time.text[0] in "前昨"  # what a change is told from: 前の期比
    if against or not _YEAR.match(time.timex or "") or _names_another(question, time.end):
        return None
    return _period(time)


_HOPS = 3
"""Sentences back in which the fiscal span of a figure is looked for."""


def _of_sentence_before(question: Question) -> Period | None:
    """Give the one fiscal span that the last sentence with a time names, of the same firm."""
    if _OTHER & set(question.claim.basis) or _has_date(question):
        return None
    text, start = question.analysis.article.text, question.claim.sentence[0]
    for _ in range(_HOPS):
        begin = max(text.rfind("。", 0, max(0, start - 1)), text.rfind("\n", 0, max(0, start - 1)))
        begin += 1
        if "\n" in text[begin:start].strip("\n") or text[:start].endswith("\n"):
            return None
        dates = [*_dates(question, begin, start)]
        if any(each.text[0] not in "前昨" for each in dates):
            return _only_span(question, begin, dates)
        start = begin
    return None


def _only_span(question: Question, begin: int, dates: Sequence[Quantity]) -> Period | None:
    """Give the one fiscal span among the times of a sentence, a part of a year with its year."""
    spans = [each for each in dates if _is_fiscal(each)]
    parts = [each for each in dates if _PART.fullmatch(each.timex or "")]
    if len(spans or parts) != 1 or _names_another(question, begin):
        return None
    if len(spans) == len(parts) == 1 and _YEAR.fullmatch(spans[0].timex or ""):
        return _part_of(spans[0], _period(parts[0]))
    return _period((spans or parts)[0])


def _period(time: Quantity) -> Period:
    return Period(
        text=time.text, timex=time.timex, start_date=time.start_date, end_date=time.end_date,
        anchor="text",
    )  # fmt: skip


def _has_date(question: Question) -> bool:
    dates = _dates(question, *question.claim.sentence)
    return any(each.start_date is not None and each.text[0] not in "前昨" for each in dates)


def _dates(question: Question, start: int, end: int) -> Iterator[Quantity]:
    for each in inside(question.analysis.quantities, start, end):
        if each.kind == "date":
            yield each


def _is_fiscal(each: Quantity) -> bool:
    if each.start_date is None or each.end_date is None or each.mod is not None:
        return False
    return _SHORTEST <= (each.end_date - each.start_date).days <= _LONGEST


def _names_another(question: Question, begin: int) -> bool:
    """Tell whether another firm is named between a place and the number."""
    return any(
        each.type in _FIRMS and each.entity != question.claim.entity
        for each in inside(question.analysis.mentions, begin, question.quantity.start)
    )
