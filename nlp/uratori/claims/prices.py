"""Prices that name their own owner: 1ドル=153円 is of fx:USDJPY, 15銭の円安 of the pair it moves.

A currency alone (currency:JPY) has no price: a claim of one is of the pair that the sentence speaks
of, by its rate (1ドル=…), its words (対ドル), its unit, or else by what the market quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_ORDER = ("EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF")
"""Which currency of a pair the market names first; the yen comes last, others between."""
_AGAINST = lazy(r"対(?P<name>米ドル|ドル|円|ユーロ|ポンド|豪ドル|人民元|元|ウォン|スイスフラン)")
_CODES = {
    "米ドル": "USD", "ドル": "USD", "円": "JPY", "ユーロ": "EUR", "ポンド": "GBP", "豪ドル": "AUD",
    "人民元": "CNY", "元": "CNY", "ウォン": "KRW", "スイスフラン": "CHF",
}  # fmt: skip
_QUOTED = {"JPY": "fx:USDJPY", "EUR": "fx:EURUSD", "GBP": "fx:GBPUSD", "AUD": "fx:AUDUSD"}
"""The pair that a move of a currency is of where nothing else says which."""
_CODE = 3
PRICES = frozenset({"close", "high", "low", "open", "price_change", "return"})
"""Metrics that a pair can have and a currency cannot."""


def is_price(unit: str) -> bool:
    """Tell whether a unit is a price of something: JPY/USD, USD/barrel; not JPY/share."""
    return "/" in unit and not unit.endswith("/share")


def pair_of_unit(unit: str) -> str | None:
    """Give the pair whose rate a unit measures: JPY/USD is fx:USDJPY; None for USD/barrel."""
    quote, _, base = unit.partition("/")
    if len(quote) == _CODE == len(base) and (quote + base).isupper():
        return f"fx:{base}{quote}"
    return None


def pair_moved(view: SentenceView, quantity: Quantity, entity: str) -> str | None:
    """Give the pair that a number of a currency is of; None where nothing tells.

    entity: ``currency:JPY`` and the like.
    """
    code = entity.partition(":")[2]
    for pair in _pairs_named(view):
        if code in pair:
            return pair
    for found in _AGAINST.finditer(view.folded, view.sentence.start, view.sentence.end):
        if (other := _CODES[found["name"]]) != code:
            return _pair(code, other)
    if len(quantity.unit) == _CODE and quantity.unit.isupper() and quantity.unit != code:
        return _pair(code, quantity.unit)
    return _QUOTED.get(code)


def _pairs_named(view: SentenceView) -> Iterator[str]:
    for quantity in view.quantities:
        if pair := pair_of_unit(quantity.unit):
            yield pair
    for mention in view.mentions:
        if mention.entity and mention.entity.startswith("fx:"):
            yield mention.entity


def _pair(one: str, other: str) -> str:
    first, second = sorted((one, other), key=_rank)
    return f"fx:{first}{second}"


def _rank(code: str) -> tuple[int, str]:
    if code == "JPY":
        return len(_ORDER) + 1, code
    return (_ORDER.index(code) if code in _ORDER else len(_ORDER)), code
