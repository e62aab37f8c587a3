"""What a written number is compared as: its rounding, its bounds, the line that it is."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from ..quantities.intervals import widths
from ..records import Analysis, Claim, Interval, Quantity
from ..text.fold import fold_kept
from .questions import Asked, Scale
from .reading.times_before import of_close_before

_EXACT = frozenset(
    {"policy_rate_change", "streak", "outperformance_streak", "average_streak", "record_count"}
)
_HALF_PERCENT = Fraction(1, 200)
_PRICES = frozenset(
    {"close", "high", "low", "open", "price_change", "price_range", "moving_average", "yield"}
)
_SET_AGAINST = _PRICES | {
    "per", "per_forward", "pbr", "dividend_yield", "market_cap", "net_assets"
}  # fmt: skip
"""Metrics whose number may be one of before that was passed: 8月末の18倍を上回る."""
_MONEY = frozenset({"", "points", "index", "JPY", "USD"})
_BOUNDS = frozenset({"more_than", "at_least", "less_than", "at_most"})
_PASSED = re.compile(
    r"(?:台|近辺|前後)?を(?:わずかに|大きく|大幅に|やや|小幅に|再び|一時|すでに|なお|[0-9.]{1,5}%(?:ほど|あまり|余り|強|弱)?)?"
    r"(?:上回|下回|超え|割)"
)
_LINE_BEFORE = re.compile(
    r"(?:(?:昨年末|前年末|年初|前週末|先週末|前月末|先月末|前日|前営業日|[0-9]{1,2}月末|[0-9]{1,4}年末|[0-9]{1,2}日)"
    r"(?:の(?:終値|水準|引け値|清算値)?|終値の?|に付けた)|[高安]値(?:[(（][^()（）]{1,8}[)）])?の?|日線の?|週線の?|平均線?の?"
    r"|(?:終値|水準)(?:である|だった|の)|(?:線|平均)が(?:通る|位置する|ある|走る))$"
)
"""Before a price of a day or an average that another price is set against: 8月末の4万円を下回る."""
_RATE_BEFORE = re.compile("(?:上昇|下落|騰落|収益|値上がり|値下がり)率$")
"""Right before a move that another one is set against: 指数の上昇率8.5%を上回る."""
_LITTLE_MORE = ("余り", "あまり", "余")
_NEAR = 24


def stated(
    analysis: Analysis, claim: Claim, quantity: Quantity, asked: Asked, scale: Scale
) -> tuple[Interval, Interval | None]:
    """Give the interval a number is compared as, and the one that a price has to meet as well."""
    quantity = _and_little_more(analysis, quantity)
    if is_line(analysis, claim, quantity):
        plain = scale.onto(_plain(quantity))
        return plain, plain
    claimed = _crossed(asked, scale.onto(_cut(claim, quantity, _meant(claim, quantity))))
    if claim.metric not in _PRICES:
        return claimed, None
    return claimed, _crossed(asked, scale.onto(_cut(claim, quantity, _priced(quantity))))


def _and_little_more(analysis: Analysis, quantity: Quantity) -> Quantity:
    """Give what 余り leaves open above the upper end that 強 has: 8円余り is not 15 yen."""
    after, outer = analysis.article.text[quantity.end : quantity.end + 3], quantity.outer
    if outer.high is not None or not after.startswith(_LITTLE_MORE) or not quantity.value:
        return quantity
    most = quantity.value * (1 + widths()["edge_outer"]) if quantity.value > 0 else None
    bounded = msgspec.structs.replace(outer, high=most, high_open=False)
    return msgspec.structs.replace(quantity, outer=bounded, core=bounded)


def is_line(analysis: Analysis, claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a bound is that of another price, and the number one of its own time.

    8月末の4万円を下回った tells what August ended at; 8月末に4万円を下回った that it ended below.
    """
    if claim.metric not in {*_SET_AGAINST, "return"} or quantity.modifier not in _BOUNDS:
        return False
    if quantity.value is None:
        return False
    text = fold_kept(analysis.article.text)
    before = text[max(claim.sentence[0], quantity.start - _NEAR) : quantity.start]
    if claim.metric == "return":
        return (
            _RATE_BEFORE.search(before) is not None
            and _PASSED.match(text, quantity.end) is not None
        )
    line = _LINE_BEFORE.search(before) is not None or of_close_before(before)
    return line and _PASSED.match(text, quantity.end) is not None


def _plain(quantity: Quantity) -> Interval:
    """Give a number as it stands, without its bound; a whole one may have been cut off."""
    value, place = quantity.value or Fraction(0), quantity.place or Fraction(1)
    return Interval(low=value - place / 2, high=value + place, high_open=True)


def _cut(claim: Claim, quantity: Quantity, held: Interval) -> Interval:
    """Let a price in whole units have been cut off: 7万1881円 of 71,881.62."""
    value = quantity.value
    whole = quantity.place == 1 and quantity.modifier is None and quantity.unit in _MONEY
    if not whole or value is None or held.high is None or claim.metric not in _PRICES:
        return held
    if value < 0:
        return held
    return msgspec.structs.replace(held, high=max(held.high, value + 1), high_open=True)


def _meant(claim: Claim, quantity: Quantity) -> Interval:
    """Give what a number is compared as; an unhedged move of a policy rate is meant exactly."""
    if claim.metric in _EXACT and quantity.modifier is None and quantity.value is not None:
        return Interval(low=quantity.value, high=quantity.value)
    return quantity.outer


def _priced(quantity: Quantity) -> Interval:
    """Give the interval of a price: one in 万 is meant to a half percent, not to half a 万."""
    value, place = quantity.value, quantity.place
    if quantity.modifier is not None or value is None or place is None or place <= 1:
        return quantity.core
    half = min(place / 2, abs(value) * _HALF_PERCENT)
    return Interval(low=value - half, high=value + half)


def _crossed(asked: Asked, claimed: Interval) -> Interval:
    """Open the interval of a line that was crossed on its far side: 4万円を回復."""
    if asked.crossing == "up":
        return msgspec.structs.replace(claimed, high=None, high_open=False)
    if asked.crossing == "down":
        return msgspec.structs.replace(claimed, low=None, low_open=False)
    return claimed
