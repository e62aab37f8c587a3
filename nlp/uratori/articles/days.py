"""Days as sources write them: ISO 8601, RFC 822, slashes, kanji."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

JAPAN = timezone(timedelta(hours=9))
_FIRST, _LAST = 1868, 2200
_LONGEST = 80
_NOT_OF_PRESS = "a year of no newspaper"
_PARTS = (
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?"
    r"(?:[\sT(（].{0,40})?",
    r"(\d{4})(\d{2})(\d{2})",
)


def day_of(said: object) -> date | None:
    """Give the day that a value names, None for an empty one; raise ValueError where it is none.

    A number is 20260126, or seconds or milliseconds since 1970. Of a moment it is the day in the
    zone it is written in; by Japan's clock where that is UTC, which servers write whatever the
    zone of their publisher.
    """
    if isinstance(said, datetime):
        return _checked(_local(said))
    if isinstance(said, date):
        return _checked(said)
    if said is None or said != said or (isinstance(said, str) and not said.strip()):
        return None
    if isinstance(said, int | float) and not isinstance(said, bool):
        return _checked(_counted(said))
    if not isinstance(said, str) or len(said) > _LONGEST:
        raise ValueError("no date")
    return _checked(_read(said.strip()))


def _counted(said: float) -> date:
    """Read 20260126, or seconds or milliseconds since 1970."""
    if abs(said) >= 10**14 or said != int(said):
        raise ValueError("no date")
    number = int(said)
    if 10**7 <= number < 10**8:
        return date(number // 10000, number // 100 % 100, number % 100)
    if number < 10**8:
        raise ValueError("no date")
    return _local(datetime.fromtimestamp(number if number < 10**11 else number // 1000, UTC))


def _read(said: str) -> date:
    try:
        return _local(datetime.fromisoformat(said.replace("/", "-")))
    except ValueError:
        pass
    for pattern in _PARTS:
        if found := re.fullmatch(pattern, said):
            return date(*map(int, found.groups()))
    try:
        return _local(parsedate_to_datetime(said))
    except (TypeError, IndexError, OverflowError):
        raise ValueError("no date") from None


def _local(moment: datetime) -> date:
    if not _FIRST <= moment.year <= _LAST:  # at the ends of the calendar no zone can be changed
        raise ValueError(_NOT_OF_PRESS)
    if moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(JAPAN)
    return moment.date()


def _checked(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise ValueError(_NOT_OF_PRESS)
    return day
