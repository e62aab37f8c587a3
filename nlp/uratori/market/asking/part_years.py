"""Moves over a part of a year that is told by its number alone: 上半期, 第3四半期, この四半期."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from ...quantities import months_back
from ...records import Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept

_MARKETS = frozenset({"fx", "index", "rate", "commodity", "crypto", "XTKS", "XNAS", "XNYS", "ARCX"})
_HOME = frozenset({"index:nikkei225", "index:topix"})
"""Indices of Japan, where a part of a year may be one of the fiscal year."""
_PART = re.compile(r"FYXXXX-(?P<unit>[HQ])(?P<number>[1-4])", re.ASCII)
_MONTHS = {"H": 6, "Q": 3}
_THIS_QUARTER = re.compile(r"(?:この|今|当|同)四半期(?:で|に|の|は)")
_JUST_ENDED = timedelta(4)
_MOVES = frozenset({"return", "price_change", "yield"})
_SUMMER, _AUTUMN = 6, 10


def of_part(analysis: Analysis, claim: Claim) -> Claim:
    """Give a move over 上半期 or 第3四半期 its months: of the calendar year, where it ended last.

    Where that of Japan's fiscal year may be meant, nothing is given.
    """
    period, day = claim.period, analysis.article.published
    kind = (claim.entity or "").partition(":")[0]
    if claim.metric not in _MOVES or kind not in _MARKETS:
        return claim
    if period is None or day is None or period.start_date is not None:
        return claim
    part = _PART.fullmatch(period.timex or "")
    if part is None or (
        (kind in ("XTKS", "fx") or claim.entity in _HOME) and not _is_of_calendar(part, day)
    ):
        return claim
    length = _MONTHS[part["unit"]]
    first = date(day.year, length * (int(part["number"]) - 1) + 1, 1)
    if months_back(first, -length) > day + _JUST_ENDED:  # that of this year has not ended
        first = first.replace(year=day.year - 1)
    held = msgspec.structs.replace(
        period, timex=f"{first.year}-{part['unit']}{part['number']}", start_date=first,
        end_date=months_back(first, -length) - timedelta(1), anchor="published",
    )  # fmt: skip
    return msgspec.structs.replace(claim, period=held)


def _is_of_calendar(part: re.Match[str], day: date) -> bool:
    """Tell whether a part of a year is of the calendar's in Japan as well: 上半期 of July."""
    if part["unit"] == "Q":
        return False
    return part["number"] == "2" or _SUMMER < day.month < _AUTUMN


def of_quarter(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Give a move of この四半期 the quarter of the calendar that is ending or has just ended."""
    day, text = analysis.article.published, fold_kept(analysis.article.text)
    if claim.period is not None or day is None or claim.metric not in _MOVES:
        return claim
    if _THIS_QUARTER.search(text[claim.sentence[0] : quantity.phrase[0]]) is None:
        return claim
    within = day - _JUST_ENDED
    first = date(within.year, 3 * ((within.month - 1) // 3) + 1, 1)
    last = months_back(first, -3) - timedelta(1)
    held = Period(
        text="", timex=f"{first.year}-Q{(first.month + 2) // 3}", start_date=first, end_date=last,
        anchor="published",
    )  # fmt: skip
    return msgspec.structs.replace(claim, period=held)
