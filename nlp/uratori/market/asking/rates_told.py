"""Rates that only a side, an hour or a term tells: 円、17時時点154円64銭; 対円は167円67銭.

米国債は10年が4.31%、2年が3.55%: of each bond its yield, by its term.
"""

from __future__ import annotations

import re

from ...claims.prices import CODES
from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..reading.pairs_said import is_fine
from ..reading.retimed import period_of_day
from ..reading.sentences import day_named, days_before, sentence_around, sentence_before
from ..reading.unsaid import is_unsaid

_SIDE = re.compile(
    r"対(?P<side>豪ドル|ドル|ユーロ|ポンド|円)(?:相場)?(?:では|で|は|が|も|、)?"
    r"(?:1[ドユポ][ルーン][^0-9、。]{0,3}=)?(?:約)?$"
)
_HOUR = re.compile(
    r"(?:^|[、。 \u3000])円(?:相場)?[、は]?"
    r"(?:(?:東京|午後)?(?:17|5)時(?:時点)?(?:は|で|の|、)?)(?:約)?$"
)
_TOPIC = re.compile(r"(?P<own>豪ドル|ドル|ユーロ|ポンド|円)(?:相場)?(?:は|の|、|=)")
_BONDS = {"bond:ust": "rate:us", "bond:jgb": "rate:jp"}
_RATE = re.compile(r"rate:(?:us|jp)[0-9]{1,2}y")
_TERM = re.compile(
    r"(?<![0-9.])(?P<years>2|5|10|20|30)年(?:物|債|国債)?(?:国債)?(?:の?(?:利回り|金利))?"
    r"(?:[はがも、:]|[(])(?:それぞれ|約|、){0,2}$"
)
"""Before the yield of a bond that only its term names: 10年が, 2年物は."""
_AS_LEVEL = re.compile(r"[)）]?(?:[、。・/]|だ|で|と|に(?!達|上昇|低下)|台|$)")
_NO_YIELD = re.compile(
    r"個人向け|利率|クーポン|入札|応札|発行|割合|比率|構成|償還|シェア|保有|占め|リターン|騰落|前日比|上昇率|下落率"
    r"|先物|社債|ETF|投信|格差|スプレッド|損失|収益"
)
_PAIRS = frozenset({"USDJPY", "EURJPY", "GBPJPY", "AUDJPY", "EURUSD", "GBPUSD", "AUDUSD"})
_YEN = re.compile(r"[0-9]{2,3}円[0-9]{2}銭")


def claims_on_rates(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each rate of a pair whose sides stand round it and that no claim is tied to.

    A rate in yen is told to the sen, so that no price of anything else is taken for one.
    """
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.kind == "level" and each.unit in ("JPY", "USD")
        and _is_open(held.get(each.id), each)
    )  # fmt: skip
    return (*(each for each in made if each is not None), *yields_by_term(analysis))


def _is_open(own: Claim | None, quantity: Quantity) -> bool:
    """Tell whether a number has no claim, or is a rate in dollars taken for one in yen."""
    if own is None:
        return True
    in_yen = own.metric == "close" and (own.entity or "").endswith("JPY")
    return in_yen and own.modality == "fact" and quantity.unit == "USD" and is_fine(quantity)


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


def yields_by_term(analysis: Analysis, start: int = 0, end: int | None = None) -> tuple[Claim, ...]:
    """Give the yields between two places that their bonds' terms tell: 10年が4.31%、2年が3.55%.

    Their sentence, or where it names nobody the one before, names bonds of one country.
    """
    text = fold_kept(analysis.article.text)
    held = {each.quantity for each in analysis.claims if _is_of_one_bond(each)}
    made = (
        _by_term(analysis, text, each)
        for each in inside(analysis.quantities, start, len(text) if end is None else end)
        if each.kind == "level" and each.unit == "percent" and each.id not in held
    )
    return tuple(each for each in made if each is not None)


def _is_of_one_bond(claim: Claim) -> bool:
    """Tell whether a claim is on anything but the yield of bonds of no term."""
    bonds = claim.entity is None or claim.entity in _BONDS
    return claim.metric is not None and not (claim.metric == "yield" and bonds)


def _by_term(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    term = _TERM.search(text[start : quantity.phrase[0]])
    if term is None or not _AS_LEVEL.match(text, max(quantity.end, quantity.phrase[1])):
        return None
    named_from = start
    if not inside(analysis.mentions, start, quantity.start):
        named_from = sentence_before(text, start)
    said = text[named_from : quantity.phrase[0]]
    market = _market(analysis, named_from, quantity)
    if not market or _NO_YIELD.search(said) or is_unsaid(text, start, end, quantity):
        return None
    days = days_before(analysis, start, quantity) or days_before(analysis, named_from, quantity)
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, metric="yield",
        entity=f"{market}{term['years']}y", period=period_of_day(days[-1]) if days else None,
        confidence=CERTAIN,
    )  # fmt: skip


def _market(analysis: Analysis, start: int, quantity: Quantity) -> str:
    """Give the market whose bonds alone are named from a place to a number, as ``rate:us``."""
    named = {each.entity or "" for each in inside(analysis.mentions, start, quantity.start)}
    markets = {
        _BONDS.get(each) or each[:7] for each in named if each in _BONDS or _RATE.fullmatch(each)
    }
    others = {each for each in named if each not in _BONDS and not _RATE.fullmatch(each)}
    return markets.pop() if len(markets) == 1 and not others else ""
