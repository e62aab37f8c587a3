"""A row of a file <-> a `Fact`: what each cell may hold, and what a bad one is called.

The columns are those of `COLUMNS`, in that order when written, in any order when read. The first
eight must be there and filled; the others may be left out or left empty.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from ...quantities.timex import fiscal, month_end
from ...text.numbers import exact_text
from ..facts import QUALITIES, Fact, Quality

REQUIRED = ("entity", "metric", "date", "value", "unit", "source", "address", "definition")
"""Columns that every row must fill."""
OPTIONAL = ("start", "place", "retrieved", "known", "quality", "note", "sha256")
"""Columns that may be missing: an empty cell means the default that docs/providers.md gives."""
COLUMNS = REQUIRED + OPTIONAL
RESULTS = frozenset(
    ("sales", "operating_profit", "ordinary_profit", "net_profit", "eps", "bps", "dps", "shares")
)
"""Metrics of a fiscal period: their date may be written as its label, ``FY2026-03-Q3``."""
_ABOVE_ZERO = frozenset(("close", "open", "high", "low", "split", "shares", "market_cap"))
_OF_SESSIONS = frozenset(("close", "open", "high", "low", "volume", "total_return"))

_ENTITY = re.compile(r"[A-Za-z]{2,12}:[A-Za-z0-9^][A-Za-z0-9._^=&-]{0,39}")
_METRIC = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNIT = re.compile(r"[^\s\x00-\x1f]{1,40}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00)?)?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_LABEL = re.compile(r"FY([0-9]{4})-([0-9]{2})(?:-(Q[1-4]|H1|9M))?")
_DECIMAL = re.compile(
    r"([+-]?)((?:[0-9]{1,60}|[0-9]{1,3}(?:,[0-9]{3}){1,19}))(?:\.([0-9]{0,60}))?"
    r"(?:[eE]([+-]?[0-9]{1,2}))?"
)
_RATIO = re.compile(r"[+-]?[0-9]{1,60}/[0-9]{1,60}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_Kind = TypeVar("_Kind")
_Other = TypeVar("_Other")
_LONGEST = 4000
"""Characters of one cell of text."""
_CUMULATIVE = {None: "FY", "Q1": "Q1", "Q2": "H1", "H1": "H1", "Q3": "9M", "9M": "9M", "Q4": "FY"}
_LABELS = {12: "", 9: "-Q3", 6: "-H1", 3: "-Q1"}


def read_row(cells: Mapping[str, str], *, today: datetime.date, digest: str) -> Fact:
    """Give the fact that one row states; raise ValueError with the reason where a cell is wrong.

    today: the day of reading, for a row that does not say when it was retrieved. digest: of the
    file, for a row that does not say of what answer it is.
    """
    missing = [name for name in REQUIRED if not cells.get(name, "").strip()]
    if missing:
        raise ValueError(f"{missing[0]} is empty")
    value, place = _value(cells["value"].strip())
    start, day = _days(cells)
    fact = Fact(
        entity=_fit(_ENTITY, "entity", cells, "such as index:sp500 or XTKS:7203"),
        metric=_fit(_METRIC, "metric", cells, "such as close"),
        definition=_text("definition", cells).strip(),
        start=start,
        date=day,
        value=value,
        unit=_fit(_UNIT, "unit", cells, "such as percent, points, JPY"),
        source=_text("source", cells).strip(),
        address=_text("address", cells).strip(),
        retrieved=_optional(cells, "retrieved", _day, today),
        quality=_optional(cells, "quality", _quality, "secondary"),
        note=_text("note", cells),
        place=_optional(cells, "place", _place, place),
        known=_optional(cells, "known", _day, None),
        sha256=_optional(cells, "sha256", _digest, digest),
    )
    _check(fact)
    return fact


def write_row(fact: Fact) -> tuple[str, ...]:
    """Give the cells of one fact, one for each of `COLUMNS`; `read_row` reads the same fact."""
    label = _label(fact)
    return (
        fact.entity,
        fact.metric,
        label or fact.date.isoformat(),
        exact_text(fact.value),
        fact.unit,
        fact.source,
        fact.address,
        fact.definition,
        "" if label or fact.start is None else fact.start.isoformat(),
        exact_text(fact.place),
        fact.retrieved.isoformat(),
        fact.known.isoformat() if fact.known else "",
        fact.quality,
        fact.note,
        fact.sha256,
    )


def fiscal_days(label: str) -> tuple[datetime.date, datetime.date]:
    """Give first and last day of a fiscal label; its quarters are cumulative, as results are.

    Raises ValueError on what is no label.

    >>> fiscal_days("FY2026-03-Q3")
    (datetime.date(2025, 4, 1), datetime.date(2025, 12, 31))
    """
    found = _LABEL.fullmatch(label)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 2:
        raise ValueError(f"{label!r} is no fiscal period such as FY2026-03 or FY2026-03-Q3")
    span = fiscal(int(found[1]), int(found[2]), _CUMULATIVE[found[3]])
    if span.start is None or span.end is None:
        raise ValueError(f"{label!r} is no fiscal period")
    return span.start, span.end


def fiscal_label(start: datetime.date, end: datetime.date) -> str:
    """Give the label whose days these are, taken as cumulative; "" where there is none.

    >>> fiscal_label(datetime.date(2025, 4, 1), datetime.date(2025, 9, 30))
    'FY2026-03-H1'
    """
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1 or end != month_end(end.year, end.month) or months not in _LABELS:
        return ""
    closing = start.year * 12 + start.month - 1 + 11
    if closing // 12 > datetime.MAXYEAR or start.year < 2:
        return ""
    return f"FY{closing // 12:04d}-{closing % 12 + 1:02d}{_LABELS[months]}"


def _label(fact: Fact) -> str:
    if fact.start is None or fact.metric not in RESULTS:
        return ""
    return fiscal_label(fact.start, fact.date)


def _value(word: str) -> tuple[Fraction, Fraction]:
    """Give a number and its last written place; a fraction (1/3) is exact."""
    found = _DECIMAL.fullmatch(word)
    if found is not None:
        exponent = Fraction(10) ** int(found[4] or 0)
        written = f"{found[1]}{found[2].replace(',', '')}.{found[3] or '0'}"
        place = Fraction(1, 10 ** len(found[3] or ""))
        return Fraction(written) * exponent, place * exponent
    if _RATIO.fullmatch(word) and int(word.split("/")[1]):
        return Fraction(word), Fraction(0)
    raise ValueError(f"value {_short(word)} is no number")


def _place(word: str, name: str) -> Fraction:
    try:
        place, _ = _value(word)
    except ValueError:
        raise ValueError(f"{name} {_short(word)} is no number") from None
    if place < 0:
        raise ValueError(f"{name} {word} is below zero")
    return place


def _days(cells: Mapping[str, str]) -> tuple[datetime.date | None, datetime.date]:
    """Give the start, where the row is about a span, and the day."""
    word, given = cells["date"].strip(), cells.get("start", "").strip()
    if word.startswith("FY"):
        start, end = fiscal_days(word)
        if given and _day(given, "start") != start:
            raise ValueError(f"start {given} is not the first day of {word}")
        return start, end
    day = _date(word, cells["entity"].strip())
    first = _day(given, "start") if given else None
    if first is not None and first > day:
        raise ValueError(f"start {given} is after date {word}")
    return first, day


def _date(word: str, entity: str) -> datetime.date:
    """Give a day; a month or a quarter is its first day, for an indicator only."""
    if entity.startswith("macro:"):
        for pattern, months in ((_MONTH, 1), (_QUARTER, 3)):
            found = pattern.fullmatch(word)
            if found is not None and 1 <= int(found[2]) <= 12 and int(found[1]):
                return datetime.date(int(found[1]), (int(found[2]) - 1) * months + 1, 1)
    return _day(word, "date")


def _day(word: str, name: str) -> datetime.date:
    found = _DAY.fullmatch(word)
    try:
        return datetime.date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise ValueError(f"{name} {_short(word)} is no day such as 2026-01-23") from None


def _quality(word: str, name: str) -> Quality:
    for quality in QUALITIES:
        if word == quality:
            return quality
    raise ValueError(f"{name} {_short(word)} is none of {', '.join(QUALITIES)}")


def _digest(word: str, name: str) -> str:
    if _DIGEST.fullmatch(word) is None:
        raise ValueError(f"{name} {_short(word)} is no digest of 64 hexadecimal digits")
    return word


def _fit(pattern: re.Pattern[str], name: str, cells: Mapping[str, str], like: str) -> str:
    word = cells[name].strip()
    if pattern.fullmatch(word) is None:
        raise ValueError(f"{name} {_short(word)} is not {like}")
    return word


def _text(name: str, cells: Mapping[str, str]) -> str:
    word = cells.get(name, "")
    if len(word) > _LONGEST:
        raise ValueError(f"{name} has {len(word)} characters; {_LONGEST} are the most")
    if _CONTROL.search(word):
        raise ValueError(f"{name} holds a control character")
    return word


def _optional(
    cells: Mapping[str, str], name: str, read: Callable[[str, str], _Kind], default: _Other
) -> _Kind | _Other:
    word = cells.get(name, "").strip()
    return read(word, name) if word else default


def _check(fact: Fact) -> None:
    """Refuse what no source can say: a price of zero, a session that is yet to come."""
    above = fact.metric in _ABOVE_ZERO and not fact.entity.startswith(("commodity:", "rate:"))
    if above and fact.value <= 0:
        raise ValueError(f"{fact.metric} {exact_text(fact.value)} is not above zero")
    late = fact.date > fact.retrieved + datetime.timedelta(days=1)
    if fact.metric in _OF_SESSIONS and late:
        raise ValueError(f"date {fact.date} is after it was retrieved, {fact.retrieved}")
    due = _pair_unit(fact.entity)
    if due and fact.metric in _OF_SESSIONS and fact.unit not in (due, "percent"):
        raise ValueError(f"unit {fact.unit} is not {due}, that of {fact.entity}")


@lru_cache(maxsize=256)
def _pair_unit(entity: str) -> str:
    """Give JPY/USD for fx:USDJPY; "" for what is no pair."""
    code = entity.removeprefix("fx:")
    return f"{code[3:]}/{code[:3]}" if code != entity and len(code) == 6 else ""


def _short(word: str) -> str:
    return repr(word if len(word) <= 40 else f"{word[:40]}…")
