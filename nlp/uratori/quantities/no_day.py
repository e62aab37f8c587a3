"""Days that no calendar has: 2月30日, 4月31日, 2月29日 of a year that is no leap year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ..records import Quantity

_WRITTEN = (
    r"(?:(?P<year>\d{4})\s?[年/.-]\s?)?(?P<month>\d{1,2})\s?[月/.-]\s?(?P<day>\d{1,2})"
    r"(?:\s?日?\s?(?:[〜~-]|から)\s?(?P<until>\d{1,2})\s?日)?"
)
_LEAP_YEAR = 2024
"""For a day without its year: 2月29日 may be of a year that has it."""


def is_no_day(quantity: Quantity) -> bool:
    """Tell whether a date names a day that does not exist; 前日, without a base, names none.

    Only a day in digits is judged, and a year of an era (令和7年) is not.
    """
    if quantity.kind != "date" or quantity.timex is not None:
        return False
    found = re.search(_WRITTEN, unicodedata.normalize("NFKC", quantity.text))
    if found is None:
        return False
    year, month = int(found["year"] or _LEAP_YEAR), int(found["month"])
    days = [int(found[name]) for name in ("day", "until") if found[name]]
    return not all(_exists(year, month, day) for day in days)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
