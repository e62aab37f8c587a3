"""Rates and moves of currencies told by a day or a verb: 23日の155円32銭から, 円が売られた.

No claim is tied to such a number, or one on a move to a rate, so that one is made of it here.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

import msgspec

from ...records import CERTAIN, Analysis, Claim, Period, Quantity, Reference
from ...text.fold import fold_kept
from ..places import dates_inside, days_inside, inside, told_inside
from ..reading.pairs_said import bases_in, is_fine, yen_pair
from ..reading.retimed import period_of_day
from ..reading.sentences import sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_LEAST_RATE = Fraction(50)
"""Yen below which an amount is a move and no rate of a currency."""
_ON_DAY = re.compile(
    r"(?:の?終値|時点|の?(?:東京|午後)?(?:17|5)時(?:時点)?)?"
    r"(?:の|は|には|に|が|に(?:付け|つけ|記録し)た)(?:約)?"
    r"|[のは、](?:東京|ニューヨーク|NY)(?:(?:外為|外国為替)?市場)?の?(?:終値|(?:午後)?(?:17|5)時(?:時点)?)?"
    r"(?:では?|の|は|が|に)(?:約)?|[(（]"
)
_SEN = re.compile(r"[0-9]{1,2}銭")
_RANKED = re.compile(r"[高安底]値|最[高安]|天井|ピーク")
_YEAR = re.compile(r"年内|年初来|今年|年内")
_LOW = re.compile(r"[安底]値|最安|大底")
_YEN_DOWN = re.compile(
    r"(?:分)?(?:ほど|も|近く)?の?(?:円が(?:売られ|売り込まれ|下落|値下がり)|円安)"
)
_YEN_UP = re.compile(r"(?:分)?(?:ほど|も|近く)?の?(?:円が(?:買われ|買い進まれ|上昇|値上がり)|円高)")
_WIDTH = re.compile(r"円(?P<side>[高安])(?:の(?:幅|進行幅)|幅|が進んだ(?:幅|の))(?:は|が)(?:約)?$")
_SIZE = re.compile(
    r"(?:[^0-9、。]{0,6}、)?[0-9年]{0,5}[0-9]{1,2}月(?:間)?の(?P<side>上昇|下落|値上がり|値下がり)幅[はがも]、?(?:約)?"
)
"""A sentence up to the size of a month's move: 8月の上昇幅は."""
_FROM_RATE = re.compile(r"の[0-9]{2,3}円[0-9]{2}銭(?:から|に比べ|と比べ|より)")
"""Behind the day whose rate a move is counted from: 昨年末の148円49銭からの円高幅は."""
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_OVER_MONTH = re.compile(r"(?:[1一][かカヶ]月(?:間)?|月間|ひと月|この間|この月)")
_IN_DOLLARS = re.compile(r"(?:、|で、|、対ドル(?:では|で|は))")


def claims_on_currencies(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each rate of a named day, each move of the yen and each rate in dollars."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    found: list[Claim | None] = []
    for each in analysis.quantities:
        own = held.get(each.id)
        if each.unit == "JPY" and (own is None or _is_loose(own)):
            found.append(_rate(analysis, text, each))
        if each.unit == "JPY" and (own is None or _is_no_rate(own, each)):
            found.append(_move(analysis, text, each) or _width(analysis, text, each))
        if each.unit == "USD" and own is None and is_fine(each):
            found.append(
                _in_dollars(held, analysis, text, each) or _dollar_rate(analysis, text, each)
            )
    return tuple(each for each in found if each is not None)


def _is_loose(claim: Claim) -> bool:
    """Tell whether a claim on a rate takes it for a move, or names no pair."""
    return claim.metric in ("price_change", "high", "low") or not (claim.entity or "").startswith(
        "fx:"
    )


def _is_no_rate(claim: Claim, quantity: Quantity) -> bool:
    """Tell whether a claim takes a small amount of yen for a pair's rate: 5円15銭も円が買われた."""
    small = quantity.value is not None and quantity.value < _LEAST_RATE
    return small and claim.metric == "close" and (claim.entity or "").startswith("fx:")


def _days_of_rates(analysis: Analysis, start: int, end: int) -> list[Quantity]:
    """Give the days of the two rates in yen that a stretch tells, each behind its day; or none."""
    days = dates_inside(analysis, start, end)
    rates = [
        each
        for each in inside(analysis.quantities, start, end)
        if each.unit.startswith("JPY") and each.value is not None and each.value >= _LEAST_RATE
    ]
    if len(days) != 2 or len(rates) != 2:
        return []
    return days if days[0].end <= rates[0].start < days[1].start < rates[1].start else []


def _rate(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    """Give the rate that a day right before it has: 7月3日の200円39銭から."""
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.phrase[0])
    if not days or quantity.value is None or quantity.value < _LEAST_RATE:
        return None
    if _ON_DAY.fullmatch(text, days[-1].end, quantity.phrase[0]) is None:
        return None
    pair = yen_pair(text, quantity) if _SEN.search(quantity.text) else ""
    if not pair or is_unsaid(text, start, end, quantity):
        return None
    clause = text[start : quantity.phrase[0]] + text[quantity.end : end].partition("、")[0]
    ranked = _RANKED.search(clause)
    if ranked and not _YEAR.search(clause):
        return None
    low = ranked is not None and _LOW.search(clause) is not None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=pair,
        metric="close" if ranked is None else "low" if low else "high",
        metric_text=None if ranked is None else "年初来安値" if low else "年初来高値",
        period=period_of_day(days[-1]), basis=("extreme",) if ranked else (), confidence=CERTAIN,
    )  # fmt: skip


def _dollar_rate(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    """Give the rate in dollars of the day right before it: 対ドルのユーロは9月末が1.1076ドル."""
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.phrase[0])
    if not days or _ON_DAY.fullmatch(text, days[-1].end, quantity.phrase[0]) is None:
        return None
    bases = [each for each in bases_in(text[start:end]) if each != "USD"]
    clause = text[start : quantity.phrase[0]] + text[quantity.end : end].partition("、")[0]
    if len(bases) != 1 or _RANKED.search(clause) or is_unsaid(text, start, end, quantity):
        return None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=f"fx:{bases[0]}USD",
        metric="close", period=period_of_day(days[-1]), confidence=CERTAIN,
    )  # fmt: skip


def _move(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    """Give the move that a verb of the yen, or a width of 円高, makes of an amount."""
    start, end = sentence_around(text, quantity)
    side = _side(text[start : quantity.phrase[0]], text[quantity.end : end])
    pair = yen_pair(text, quantity) if side else ""
    if side is None or not pair or is_unsaid(text, start, end, quantity):
        return None
    period, sure = _period(analysis, text, start, quantity)
    if not sure:
        return None
    two = _days_of_rates(analysis, start, quantity.start)
    first = two[1] if two and _FROM_RATE.match(text, two[1].end) else None
    base = Reference(text=first.text, kind="period", quantity=first.id) if first else None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=pair, metric="price_change",
        metric_text="円安" if side == "up" else "円高", direction=side, reference=base,
        period=period_of_day(two[0]) if first else period, confidence=CERTAIN,
    )  # fmt: skip


def _width(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    """Give the move of another month whose owner the sentence before tells: 8月の上昇幅は."""
    start, end = sentence_around(text, quantity)
    found = _SIZE.fullmatch(text, start, quantity.phrase[0])
    own = dates_inside(analysis, start, quantity.start)
    if found is None or len(own) != 1 or own[0].start > start + found.start("side"):
        return None
    hosts = told_inside(analysis, sentence_before(text, start), start)
    moves = [each for each in hosts if each.metric == "price_change" and each.direction]
    if len(moves) != 1 or not (moves[0].entity or "").startswith("fx:"):
        return None
    return msgspec.structs.replace(
        moves[0], id="", sentence=(start, end), quantity=quantity.id, reference=None,
        period=period_of_day(own[0]), basis=(), metric_text=None,
        direction="up" if found["side"] in ("上昇", "値上がり") else "down",
    )  # fmt: skip


def _side(before: str, behind: str) -> Literal["up", "down"] | None:
    """Give which way a pair with the yen moved: up where the yen fell."""
    width = _WIDTH.search(before)
    if width is not None:
        return "up" if width["side"] == "安" else "down"
    if _YEN_DOWN.match(behind):
        return "up"
    return "down" if _YEN_UP.match(behind) else None


def _period(
    analysis: Analysis, text: str, start: int, quantity: Quantity
) -> tuple[Period | None, bool]:
    """Give the time of a move, and whether the words are sure of it.

    1カ月の円高幅は is of the month that the sentence before tells.
    """
    own = dates_inside(analysis, start, quantity.start)
    if _OVER_MONTH.search(text, start, quantity.start) and not own:
        told = dates_inside(analysis, sentence_before(text, start), start)
        months = [each for each in told if _MONTH.fullmatch(each.timex or "") and each.mod is None]
        return (period_of_day(months[0]), True) if len(months) == 1 else (None, False)
    two = _days_of_rates(analysis, start, quantity.start)
    if two and two[0].end_date != two[1].end_date:
        return period_of_day(two[1]), True
    if any(each.kind == "duration" for each in inside(analysis.quantities, start, quantity.start)):
        return None, False
    return (period_of_day(own[0]), True) if len(own) == 1 else (None, False)


def _in_dollars(
    held: dict[str, Claim], analysis: Analysis, text: str, quantity: Quantity
) -> Claim | None:
    """Give the rate in dollars told right behind that in yen: 1ユーロ=172円46銭、1.1044ドル."""
    start, end = sentence_around(text, quantity)
    rates = [each for each in inside(analysis.quantities, start, quantity.start) if each.id in held]
    host = held[rates[-1].id] if rates else None
    if host is None or host.metric != "close" or not (host.entity or "").startswith("fx:"):
        return None
    base = (host.entity or "")[3:6]
    if base not in bases_in(text[start:end]) or base == "USD":
        return None
    if _IN_DOLLARS.fullmatch(text, rates[-1].phrase[1], quantity.phrase[0]) is None:
        return None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=f"fx:{base}USD", metric="close",
        period=host.period, confidence=CERTAIN,
    )  # fmt: skip
