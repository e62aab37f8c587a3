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
_OWNER = lazy(
    r"(?P<name>米ドル|豪ドル|ドル|ユーロ|ポンド|人民元|ウォン|スイスフラン|円)(?:の|は|が|も|相場)"
)
CODES = {
    "米ドル": "USD", "ドル": "USD", "円": "JPY", "ユーロ": "EUR", "ポンド": "GBP", "豪ドル": "AUD",
    "人民元": "CNY", "元": "CNY", "ウォン": "KRW", "スイスフラン": "CHF",
}  # fmt: skip
_QUOTED = {
    "JPY": "fx:USDJPY", "EUR": "fx:EURUSD", "GBP": "fx:GBPUSD", "AUD": "fx:AUDUSD",
    "CNY": "fx:USDCNY", "KRW": "fx:USDKRW",
}  # fmt: skip
"""The pair that a move of a currency is of where nothing else says which."""
_CODE = 3
_MOVED = lazy(
    r"(?P<one>円|米ドル|ドル|ユーロ|ポンド|豪ドル|人民元|元|ウォン)[高安]"
    r"(?:[・、](?P<other>円|米ドル|ドル|ユーロ|ポンド|豪ドル|人民元|元|ウォン)[高安])?"
)
"""The words of a currency's move: 円高・ドル安, 元安."""
_MOVE_REACH = 4
_ASSUMED = lazy(
    r"(?:(?:為替の?)?(?:想定|前提)(?:する)?(?:為替)?(?:の?(?:対ドル|対ユーロ|円))?(?:相場|レート)"
    r"|為替(?:レート)?の?(?:前提|想定)|(?<![0-9])想定為替)"
    r"[^。0-9]{0,16}(?:[0-9][^。0-9]{0,16}){0,9}$"
)
"""What tells that an exchange rate is one that a firm reckons with."""
_ASSUMING = lazy(
    r"(?:程度|前後|台)?(?:を|に|との?|という|の|で)(?:[^、。0-9はが]{0,4})?"
    r"(?:前提(?:に|と|レート|条件)|想定(?:為替|レート))"
)
_ASSUMED_REACH = 64
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


def is_assumed(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a rate is one that a firm reckons with: 想定為替レートは1ドル=145円."""
    start = max(view.sentence.start, quantity.phrase[0] - _ASSUMED_REACH)
    ahead = view.folded[start : quantity.phrase[0]]
    if _ASSUMED.search(ahead) is not None:
        return True
    return _ASSUMING.match(view.folded, quantity.phrase[1], view.sentence.end) is not None


def pair_of_words(view: SentenceView, quantity: Quantity) -> str | None:
    """Give the pair that the words behind a number tell: 62銭の円高・ドル安 is of fx:USDJPY.

    A currency alone is of the pair that the sentence speaks of, or else that the market quotes.
    """
    stop = min(view.sentence.end, quantity.phrase[1] + _MOVE_REACH + 12)
    found = _MOVED.search(view.folded, quantity.end, stop)
    if found is None or found.start() - quantity.end > _MOVE_REACH:
        return None
    one = CODES[found["one"]]
    if found["other"]:
        other = CODES[found["other"]]
        return _pair(one, other) if other != one else None
    return pair_moved(view, quantity, f"currency:{one}")


def pair_moved(view: SentenceView, quantity: Quantity, entity: str) -> str | None:
    """Give the pair that a number of a currency is of; None where nothing tells.

    entity: ``currency:JPY`` and the like.
    """
    code = entity.partition(":")[2]
    for pair in _pairs_named(view):
        if code in pair:
            return pair
    for found in _AGAINST.finditer(view.folded, view.sentence.start, view.sentence.end):
        other = CODES[found["name"]]
        later = found.start() >= quantity.end and len(quantity.unit) == _CODE
        if later and quantity.unit != other:
            continue  # ユーロは180円12銭、対ドルは1.16ドル
        if other != code:
            return _pair(code, other)
        if measured := _measured_in(view, found.start(), code):
            return _pair(code, measured)
    if len(quantity.unit) == _CODE and quantity.unit.isupper() and quantity.unit != code:
        return _pair(code, quantity.unit)
    return _QUOTED.get(code)


def _measured_in(view: SentenceView, before: int, code: str) -> str | None:
    """Give the currency that a sentence tells in another one: EUR of ユーロは対円で176円."""
    told = (CODES[m["name"]] for m in _OWNER.finditer(view.folded, view.sentence.start, before))
    return next((other for other in told if other != code), None)


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
