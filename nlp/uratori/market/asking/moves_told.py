"""Moves told by other words than rises and falls: 昨年末の1.6倍になった, 年末の水準を15%上回った.

No claim is tied to them by its words, so that one is made here of a number whose sentence names
what it is counted from and one thing with a price.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..places import back_from, days_inside
from ..reading.retimed import ago, period_of_day
from ..reading.sentences import day_named, owner_of, sentence_around
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid
from ..reading.words import says
from .told_spans import told_span

_TIMES = re.compile(
    r"(?:以上|超|強|弱|近く|ほど|程度)?(?:に(?!する)|へ|だ|で|と|の水準|の高さ|。|$)"
)
_BEYOND = re.compile(
    r"(?:ほど|近く|以上|超|強|弱|も)?(?P<up>上回)|(?:ほど|近く|以上|超|強|弱|も)?下回"
)
_NOT_A_PRICE = re.compile(
    r"売買代金|出来高|利益|売上|業績|時価総額|純資産|残高|保有|配当|PER|PBR|株数|件数"
)
_MONEY = frozenset({"", "points", "JPY", "USD"})
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_BOTH = 2
"""Days of a move that is told from one day to another."""
_ENDED = re.compile(
    r"で(?:[0-9今同前上下週月年末半期日の]{1,10})取引を(?:終え|終了|終わ|締めくく|締め括)"
)
_TOUCHED = re.compile(
    r"(?:ちょうど)?(?:まで[^、。0-9]{1,12}(?:場面|局面|ことも)|を付ける場面|まで(?:売られ|買われ))"
)
"""Behind a price that was met within the hours that the words before it name."""
_SET_FROM = re.compile(r"(?:の?(?:終値|水準))?(?:比|対比|に比べ|と比べ|から|より|を|以来|以降)")
"""Behind a day that another price is set against."""


_TO_PRICE = re.compile(
    r"(?:時点|現在)?(?:の(?:終値|大引け|引け値))?(?:に|で|の)?(?:は|も|が)?、?(?:約|わずか)?"
)
"""Between a day and the price right behind it, which is of that day."""


def claims_moved(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each multiple of, or distance from, an earlier close that none speaks of."""
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric and each.entity and not is_loose_gap(each)
    }
    text = fold_kept(analysis.article.text)
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.unit in ("times", "percent") and each.id not in held
        and each.kind in ("change", "level")
    )  # fmt: skip
    return tuple(each for each in made if each is not None)


def is_loose_gap(claim: Claim) -> bool:
    """Tell whether a claim is on a gap of values without saying from whose: 8月末と比べ1.9%低い."""
    against = claim.reference.entity if claim.reference else None
    return claim.metric in ("discount", "premium") and against is None


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    behind = text[quantity.end : quantity.end + 12]
    if (_TIMES if quantity.unit == "times" else _BEYOND).match(behind) is None:
        return None
    start, end = sentence_around(text, quantity)
    owner, before = owner_of(analysis, start, end), text[start : quantity.phrase[0]]
    if owner is None or _NOT_A_PRICE.search(before) or is_unsaid(text, start, end, quantity):
        return None
    if not counts_price(analysis, text, start, quantity.start, owner):
        return None
    claim = Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric="return",
        direction=_direction(text, quantity), confidence=CERTAIN,
    )  # fmt: skip
    told = told_span(analysis, claim, quantity).start is not None
    return claim if told or ago(analysis, claim, quantity) else None


_BOUGHT = re.compile(
    r"(?:に|から|時点で|の終値で)[^、。]{0,16}(?:買|投資|投じ|購入|保有|持っ|仕込)[^、。]{0,10}"
    r"(?:たら|れば|とする(?:と|なら)|とすれば|場合)(?:は)?、"
)
"""Behind the day on which something is supposed to have been bought: 4月末に買っていたら、."""
_OTHERWISE = re.compile(r"円換算|円ベース|円建て|為替|配当|再投資|積み?立|毎月|レバ|倍型|手数料")
_GREW = re.compile(
    r"(?:ほど|近く)?の?(?P<up>増え(?!る)|増(?:[。、にだと]|$)|プラス|値上がり|上昇|利益|含み益|高(?![いく値]))"
    r"|(?:ほど|近く)?の?(?:減[っり]|減(?:[。、にだと]|$)|マイナス|値下がり|下落|損失|含み損|目減り|安(?![いく値]))"
)
_AS_OBJECT = re.compile(r"(?:株|指数|ETF|の?(?:投資信託|投信))?(?:を|に)")
_MONTHS_END = timedelta(3)
"""How long behind an article the end of a month may lie whose last session it tells of."""
_HELD_FIGURE = re.compile(
    r"(?:株|指数|ETF|の?(?:投資信託|投信))?(?:は|が|も|なら|では|の方は|、)(?:約|同|それぞれ|、){0,2}$"
)


def claims_supposed(analysis: Analysis) -> tuple[Claim, ...]:
    """Give the moves of things from a day on which a text supposes that they were bought.

    4月末に買っていたら、10月末にS&P500は9.2%増えた: both days and the move are past facts.
    """
    text = fold_kept(analysis.article.text)
    made = (
        _supposed(analysis, text, each)
        for each in analysis.quantities
        if each.unit == "percent" and each.kind in ("change", "level") and each.value is not None
    )
    return tuple(each for each in made if each is not None)


def _supposed(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    days = days_inside(analysis, start, quantity.start)
    bought = _BOUGHT.match(text, days[0].end, quantity.start) if days else None
    first = days[0].start_date if days else None
    owner = next(back_from(analysis.mentions, quantity.phrase[0]), None)
    if bought is None or first is None or len(days) > _BOTH or owner is None:
        return None
    last = days[-1].end_date if len(days) == _BOTH else analysis.article.published
    behind = owner.start >= bought.end()
    figure = _HELD_FIGURE if behind else _AS_OBJECT
    beside = figure.match(text, owner.end, quantity.phrase[0]) is not None
    priced = owner.type in _PRICED and owner.entity
    if not (beside and priced and _is_past(analysis, first, last)):
        return None
    direction = _grown(text, quantity, end)
    told = _OTHERWISE.search(text, start, end) is None
    if direction is None or not told or is_unsaid(text, bought.end(), end, quantity):
        return None
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, mention=owner.id, entity=owner.entity,
        metric="return", direction=direction, confidence=CERTAIN,
        period=Period(
            text=days[0].text, start_date=first + timedelta(1), end_date=last, anchor="published"
        ),
    )  # fmt: skip


def _is_past(analysis: Analysis, first: date, last: date | None) -> bool:
    """Tell whether two days are in order and the second is not to come."""
    published = analysis.article.published
    return published is not None and last is not None and first < last <= published + _MONTHS_END


def _grown(text: str, quantity: Quantity, end: int) -> Literal["up", "down"] | None:
    """Give the direction that the words behind a number tell, or those at the end of its list."""
    for each in _GREW.finditer(text, quantity.end, end):
        rest = text[quantity.end : each.start()]
        if rest and "。" in rest:
            return None
        return "up" if each["up"] else "down"
    return None


def _direction(text: str, quantity: Quantity) -> Literal["up", "down"] | None:
    if quantity.unit == "times":
        return None
    found = _BEYOND.match(text[quantity.end : quantity.end + 12])
    return None if found is None else "up" if found["up"] else "down"


def claims_closed(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each price with which a day's or a week's trading is said to have ended."""
    held = {each.quantity for each in analysis.claims if each.metric}
    text = fold_kept(analysis.article.text)
    found = []
    for each in analysis.quantities:
        if each.kind != "level" or each.unit not in _MONEY or each.id in held:
            continue
        start, end = sentence_around(text, each)
        touched = _TOUCHED.match(text, each.end) and says("within_hours", text[start : each.start])
        if not touched and not _ENDED.match(text, each.end):
            continue
        owner = owner_of(analysis, start, end)
        if owner is None:
            continue
        if counts_price(analysis, text, start, each.start, owner):
            found.append(
                Claim(
                    id="", sentence=(start, end), quantity=each.id, entity=owner, metric="close",
                    period=day_of(analysis, start, end, each), confidence=CERTAIN,
                )
            )  # fmt: skip
    return tuple(found)


def day_of(analysis: Analysis, start: int, end: int, price: Quantity) -> Period | None:
    """Give the one day that a sentence names, before the price or behind it; None for another.

    A day that the price is only set against is none: 8月末比で3.5%低い.
    """
    text = fold_kept(analysis.article.text)
    days = [
        each for each in days_inside(analysis, start, end) if not _SET_FROM.match(text, each.end)
    ]
    if len(days) == 1:
        return period_of_day(days[0])
    near = [each for each in days if _TO_PRICE.fullmatch(text, each.end, price.phrase[0])]
    if near:
        return period_of_day(near[-1])
    return day_named(analysis, start, price) if days else None
