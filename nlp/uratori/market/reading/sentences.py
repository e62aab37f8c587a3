"""The sentence around a number: where it begins and ends, whom it speaks of, which day it names."""

from __future__ import annotations

import re

from ...records import Analysis, Claim, Period, Quantity
from ...text.stops import sentence_end, sentence_start
from ..places import inside, told_inside

_PRICED = frozenset({"index", "equity", "etf", "currency", "rate", "commodity", "crypto"})
_METRICS = frozenset({"close", "high", "low", "open", "return", "price_change", "yield", "streak"})
_DOLLAR_YEN = frozenset({"currency:USD", "currency:JPY"})
_SENTENCE = 400
"""Characters beyond which what has no full stop is a table or a list, and told of nobody alone."""
_SINCE = re.compile(r"以来|ぶり")


def sentence_around(text: str, quantity: Quantity) -> tuple[int, int]:
    """Give the sentence in which a number stands, its full stop left out."""
    return sentence_start(text, quantity.start), sentence_end(text, quantity.end)


def sentence_before(text: str, start: int) -> int:
    """Give where the sentence right before one begins; its own start where there is none."""
    if start == 0 or text[start - 1] != "。":
        return start
    return sentence_start(text, start - 1)


def owner_of(analysis: Analysis, start: int, end: int) -> str | None:
    """Give the only thing with a price that a sentence speaks of; None in what is no sentence.

    Of two currencies it is their pair.
    """
    if end - start > _SENTENCE:
        return None
    owners = {each.entity for each in hosts_of(analysis, start, end)} or {
        each.entity
        for each in inside(analysis.mentions, start, end)
        if each.type in _PRICED and each.entity
    }
    if owners == _DOLLAR_YEN:
        return "fx:USDJPY"
    return owners.pop() if len(owners) == 1 else None


def hosts_of(analysis: Analysis, start: int, end: int) -> list[Claim]:
    """Give the claims of a sentence on prices and their moves whose owners are known."""
    return [
        each
        for each in told_inside(analysis, start, end)
        if each.metric in _METRICS and each.entity
    ]


def days_before(analysis: Analysis, start: int, quantity: Quantity) -> int:
    """Count the days before a number that a sentence names as its own, and not with 以来."""
    days = {
        each.start_date
        for each in inside(analysis.quantities, start, quantity.start)
        if each.kind == "date"
        and each.start_date is not None and each.start_date == each.end_date
        and not _SINCE.match(analysis.article.text, each.end)
    }  # fmt: skip
    return len(days)


def day_named(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the first day that a sentence names before a number, but none before 以来."""
    for each in inside(analysis.quantities, start, quantity.start):
        day = each.kind == "date" and each.start_date and each.start_date == each.end_date
        if day and not _SINCE.match(analysis.article.text, each.end):
            return Period(
                text=each.text, start_date=each.start_date, end_date=each.end_date,
                anchor="text", timex=each.timex,
            )  # fmt: skip
    return None
