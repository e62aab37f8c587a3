"""Rates of currencies that only a side or an hour tells: 円、17時時点154円64銭; 対円は167円67銭."""

from __future__ import annotations

import re

from ...claims.prices import CODES
from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..reading.sentences import day_named, sentence_around
from ..reading.unsaid import is_unsaid

_SIDE = re.compile(
    r"対(?P<side>豪ドル|ドル|ユーロ|ポンド|円)(?:相場)?(?:では|で|は|、)?"
    r"(?:1[ドユポ][ルーン][^0-9、。]{0,3}=)?(?:約)?$"
)
_HOUR = re.compile(
    r"(?:^|[、。 \u3000])円(?:相場)?[、は]?"
    r"(?:(?:東京|午後)?(?:17|5)時(?:時点)?(?:は|で|の|、)?)(?:約)?$"
)
_TOPIC = re.compile(r"(?P<own>豪ドル|ドル|ユーロ|ポンド|円)(?:相場)?(?:は|の|、|=)")
_PAIRS = frozenset({"USDJPY", "EURJPY", "GBPJPY", "AUDJPY", "EURUSD", "GBPUSD", "AUDUSD"})
_YEN = re.compile(r"[0-9]{2,3}円[0-9]{2}銭")


def claims_on_rates(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each rate of a pair whose sides stand round it and that no claim is tied to.

    A rate in yen is told to the sen, so that no price of anything else is taken for one.
    """
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if each.metric}
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.kind == "level" and each.unit in ("JPY", "USD") and each.id not in held
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    pair = _pair(text[start : quantity.phrase[0]], quantity)
    if pair not in _PAIRS or is_unsaid(text, start, end, quantity):
        return None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=f"fx:{pair}", metric="close",
        period=day_named(analysis, start, quantity), confidence=CERTAIN,
    )  # fmt: skip


def _pair(before: str, quantity: Quantity) -> str:
    """Give the pair that the words before a number name, as far as its own unit bears them out."""
    side = _SIDE.search(before)
    if quantity.unit == "JPY" and not _YEN.search(quantity.text):
        return ""
    if side is None:
        return "USDJPY" if quantity.unit == "JPY" and _HOUR.search(before) else ""
    own = {CODES[each["own"]] for each in _TOPIC.finditer(before[: side.start()])}
    other = CODES[side["side"]]
    if quantity.unit == "JPY" and other != "JPY":
        return f"{other}JPY" if own == {"JPY"} else ""
    own -= {"USD", "JPY"} if len(own) > 1 else {other}
    written = (quantity.unit or "") == other
    return f"{own.pop()}{other}" if written and len(own) == 1 else ""
