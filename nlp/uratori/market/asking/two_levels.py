"""A move between two levels that each have their time: 1月27日の6978から2月5日の6798まで2.6%下落.

The levels say which closes the move lies between, whatever verb joins them. Where one of the two
times is no single day (2022年初め), nothing is known of the move's first or last close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from ...records import Claim, Quantity
from ..questions import Remark, Unresolved

_LEVEL = (
    r"(?:約|およそ)?[0-9][0-9,.]{0,9}(?:万[0-9,.]{0,6})?(?:円|ドル|ポイント|%)?"
    r"(?:[0-9]{1,2}(?:銭|セント))?(?:台)?"
)
_PRICE = r"(?:時点|(?:の)?(?:終値|大引け|高値|安値|水準))?"
_BEHIND = re.compile(
    rf"{_PRICE}(?:(?:の|に|には|は|で){_LEVEL}|[(]{_LEVEL}[)])(?![%0-9年月日割倍回人社件位つ度営週時分])"
)
_BEFORE = re.compile(
    rf"(?<![0-9]){_LEVEL}(?:だった|であった|で(?:終え|引け|推移し)(?:た|ていた)|を?(?:付け|つけ)た|に(?:あっ|達し)た)$"
)

_LASTED = re.compile(r"(?:わずか|ほぼ|約)?[0-9]{1,3}(?:年|[かカヶ]月|週間|日|営業日)(?:間)?で")
"""How long a move took, between its levels and its size: わずか1週間で."""


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """The two closes that a move lies between, and where the first is named."""

    start: date
    until: date


def between_levels(
    text: str, claim: Claim, quantity: Quantity, dates: Sequence[Quantity]
) -> Between | None:
    """Give the days of the two levels that a sentence tells before a move; None of another number.

    Raises Unresolved where a level is of a time that is no single day.
    """
    number = quantity.phrase[0]
    told = [each for each in dates if each.end <= number and _level_end(text, claim, each)]
    if len(told) != 2:
        return None
    first, last = told
    at = _level_end(text, claim, last)
    rest = text[max(at, last.end) : number]
    if re.search(r"[0-9]", _LASTED.sub("", rest)) or "%" in text[first.end : number]:
        return None
    days = [_day_of(each) for each in told]
    if days[0] is None or days[1] is None:
        raise Unresolved(Remark(code="period_loose"))
    return Between(start=days[0], until=days[1]) if days[0] < days[1] else None


def _level_end(text: str, claim: Claim, time: Quantity) -> int:
    """Give the end of the level that is told of a time, beside it; 0 without one."""
    if found := _BEHIND.match(text, time.end):
        return found.end()
    before = text[claim.sentence[0] : time.start]
    return time.end if _BEFORE.search(before) else 0


def _day_of(time: Quantity) -> date | None:
    if time.start_date == time.end_date and time.mod in (None, "END"):
        return time.end_date
    return None
