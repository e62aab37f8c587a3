"""How brokers and plans write fiscal years: 26/3期, FY3/26, 4Q25, 2026〜28年3月期."""

from __future__ import annotations

from datetime import date

from . import timex
from .date_patterns import FISCAL_RANGE, FISCAL_SHORT, QUARTER_SHORT
from .dates import dated, part_code
from .reading import Reading
from .timex import Span
from .units import is_latin

MONTHS = 12
"""A number above it is the year of FY26/3 and FY3/26."""


def fiscal_short(page: str, at: int, published: date | None) -> Reading | None:
    """Read the broker's short forms of fiscal years: FY2025 (年度), FY26/3, 26/3期."""
    found = FISCAL_SHORT.match(page, at)
    if not found:
        return None
    code = part_code(found["part"]) if found["part"] else None
    if found["nendo"]:
        span = timex.fiscal(_full_year(found["nendo"]) + 1, 3, code)
        return dated(page, at, found.end(), span, "date.fiscal")
    one, other = found["first"] or found["year"], found["last"] or found["month"]
    year, month = (one, other) if int(one) > MONTHS else (other, one)
    if not 1 <= int(month) <= MONTHS < int(year):
        return None
    span = timex.fiscal(_full_year(year), int(month), code)
    return dated(page, at, found.end(), span, "date.fiscal")


def _full_year(written: str) -> int:
    return 2000 + int(written[-2:])


def quarter_short(page: str, at: int, published: date | None) -> Reading | None:
    """Read the broker's 4Q25 and 2025Q3, quarters of the calendar."""
    found = QUARTER_SHORT.match(page, at)
    if not found or (at and is_latin(page[at - 1])):
        return None
    number = int(found["quarter"] or found["last"])
    year = _full_year(found["after"] or found["before"])
    span = timex.months(year, 3 * number - 2, 3 * number)
    return dated(page, at, found.end(), span, "date.quarter")


def fiscal_years(page: str, at: int, published: date | None) -> Reading | None:
    """Read 2026〜28年3月期 and 2024、25年3月期."""
    found = FISCAL_RANGE.match(page, at)
    if not found:
        return None
    month = int(found["month"])
    first, last = (timex.fiscal(_full_year(found[end]), month) for end in ("from", "to"))
    if not first.start or not last.end or first.start >= last.end:
        return None
    span = Span(timex=f"{first.timex}/{last.timex}", start=first.start, end=last.end)
    return dated(page, at, found.end(), span, "date.years")
