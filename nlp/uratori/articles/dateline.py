"""The date that an article gives itself: a line at its top that is only a date."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ..settings import DATELINE_LINES

_LONGEST = 80

_LABEL = (
    r"(?:(?:公開日?|掲載日?|更新日?|最終更新日?|配信日?|投稿日?|発表日?|発行日?|日付|"
    r"published|updated|posted|date)時?\s*[:：]?\s*)?"
)
_DAY = (
    r"(?:(?P<era>令和|R)\s?(?P<era_year>\d{1,2}|元)|(?P<year>(?:19|20|１９|２０)\d{2}))"
    r"\s?[年/／.．\-－‐−]\s?(?P<month>\d{1,2})\s?[月/／.．\-－‐−]\s?(?P<day>\d{1,2})\s?日?"
)
_WEEKDAY = r"(?:\s?[(（]?[月火水木金土日](?:曜日?)?[)）]?)?"
_TIME = (
    r"(?:[\sT]?(?:午前|午後)?\s?\d{1,2}[:：時]\d{0,2}分?(?:[:：]\d{2})?"
    r"(?:\s?(?:JST|GMT|UTC|Z|[+-]\d{2}:?\d{2}))?)?"
)
_TAIL = r"\s?(?:公開|掲載|更新|配信|付け?|現在)?"
_BEGINS = frozenset("12１２令Rr公掲更最配投発日PpUuDd")
"""How such a line begins: with the year or a label."""
_EDGES = " \t\u3000*_>#[]【】()（）<>"


def find_dateline(text: str) -> date | None:
    r"""Give the date of the first of the top lines that is nothing but a date, or None.

    A label (公開日:), a weekday and a time of day may stand with it. Dates that do not exist
    (2月30日) are none.

    >>> find_dateline("小型株の勢い\n公開日: 2026年1月26日(月) 9:30\n本文")
    datetime.date(2026, 1, 26)
    """
    left = DATELINE_LINES
    for line in text[:4000].splitlines():
        if not line or line.isspace():
            continue
        if found := read_dateline(line):
            return found
        left -= 1
        if not left:
            break
    return None


@cache
def _line() -> re.Pattern[str]:
    """Compile once a line that may be one asks for it: few texts have one at their top."""
    return re.compile(rf"{_LABEL}{_DAY}{_WEEKDAY}{_TIME}{_TAIL}", re.IGNORECASE)


def read_dateline(line: str) -> date | None:
    """Give the date of a line that is nothing but a date; None for any other line."""
    line = line.strip(_EDGES)
    may_be = len(line) <= _LONGEST and line[:1] in _BEGINS
    match = _line().fullmatch(line) if may_be else None
    if match is None:
        return None
    try:
        return date(_year(match), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _year(match: re.Match[str]) -> int:
    if match["year"]:
        return int(match["year"])
    return 2018 + (1 if match["era_year"] == "元" else int(match["era_year"]))
