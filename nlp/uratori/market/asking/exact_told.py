"""Prices in words that no grammar knows: 下げが止まらず、きょうの4174.98は低い.

A number of four digits or more that is, to its last place, the close of what its sentence names, on
the day that it names, is hardly anything else. Where it is not that close nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside, inside
from ..reading.retimed import period_of_day
from ..reading.sentences import owner_or_before, sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_UNITS = frozenset({"", "points", "index", "JPY", "USD", "USD/barrel", "USD/oz"})
_RANKED = re.compile(r"[高安]値|最[高低安]|天井|ピーク|ボトム")
"""Words that say more of a price than that it was one: 5万1000円が年初来高値だ."""
_LEAST = 1000
"""How many of its last places a number has that no other price meets by chance."""


def claims_exact(analysis: Analysis, told: Container[str]) -> Iterator[Claim]:
    """Yield a claim on a close for each exact price; told: the numbers that are left to others."""
    text = fold_kept(analysis.article.text)
    for each in analysis.quantities:
        if each.id not in told and _is_exact(each):
            yield from _claim(analysis, text, each)


def _is_exact(number: Quantity) -> bool:
    """Tell whether a number is a plain price of at least four digits."""
    if number.kind != "level" or number.unit not in _UNITS or number.modifier is not None:
        return False
    value, place = number.value, number.place
    return value is not None and place is not None and value >= _LEAST * place


def _claim(analysis: Analysis, text: str, number: Quantity) -> Iterator[Claim]:
    start, end = sentence_around(text, number)
    if _RANKED.search(text, start, end):
        return
    owner = _owner(analysis, start, end, number)
    if owner is None or is_unsaid(text, start, end, number):
        return
    own = _times(analysis, text, start, number.start)
    times = own or _times(analysis, text, sentence_before(text, start), start)
    if times and times[-1].start_date != times[-1].end_date:
        return
    yield Claim(
        id="", sentence=(start, end), quantity=number.id, entity=owner, metric="close",
        period=period_of_day(times[-1]) if times else None, confidence=CERTAIN,
    )  # fmt: skip


def _times(analysis: Analysis, text: str, start: int, end: int) -> list[Quantity]:
    """Give the times told between two places, those apart that a move is counted from."""
    told = dates_inside(analysis, start, end)
    return [each for each in told if not text.startswith(("比", "に比べ"), each.end)]


def _owner(analysis: Analysis, start: int, end: int, number: Quantity) -> str | None:
    """Give whom a sentence names last before a number, or else the only one that it is about."""
    named = [e for e in inside(analysis.mentions, start, number.start) if e.type in _PRICED]
    if named and named[-1].entity:
        return named[-1].entity
    return owner_or_before(analysis, start, end)[0]
