"""Prices and moves told by any verb of the market: 13.9%も沈んでいる, 337.73ドルまで伸び悩んだ.

No claim is tied to such a number, as its verb is in no list of its metric. One is made of it here
where the sentence speaks of one thing with a price, or the number stands in the clause of one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Period, Quantity
from ...text.fold import fold_kept
from ..definitions.ranks import NAMED_BEHIND
from ..places import dates_inside, days_inside, inside
from ..reading.retimed import period_of_day
from ..reading.sentences import owner_of, sentence_around, sentence_before
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid
from ..reading.words import says, words_of
from .moves_told import day_of, is_loose_gap

_KINDS = frozenset({"level", "change"})
_MONEY = frozenset({"JPY", "USD", "points"})
_LEVELS = _MONEY | {"", "index", "USD/barrel", "USD/oz"}
_MOVES = _MONEY | {"", "index", "percent"}
_PRICED = frozenset({"index", "equity", "etf", "commodity", "crypto"})
_HELD = r"(?:ほど|近く|以上|超|余り?|だけ|程度|強|弱|も|あまり){0,2}(?:の|、)?"
_MUCH = r"(?:大幅に?な?|小幅に?な?|大きく|わずかに|一段と|急|だけ|続けて|反動で)?の?"
_WITHIN = re.compile(r"まで[^、。0-9]{0,6}(?:場面|局面)|を付ける場面")
_NOUN = re.compile(
    r"(?:引け|引け値|終値|クローズ|清算値|値|価格|株価|最高|最安|最高値|最安値|高値|安値|始値|水準)"
    r"(?:は|が|、)(?:約|一時)?$|(?:付け|つけ|記録し|迎え)た$"
    r"|(?:(?:終わ|引け|閉め|締め|ふたを開け|フタを開け|蓋を開け)[っ]?てみ(?:れば|ると|たら)|結局は?|最後は|最終的には?"
    r"|取引を終える?と|大引けでは?|引けでは?)、?(?:約)?$"
)
"""Before a number that is a price: IBMの13日の引けは337.73ドル."""
_STOOD = re.compile(
    r"(?:近辺|前後|台)?の?(?:(?:史上|過去|年初来|昨年来|上場来)?最?[高安]値)?(?:で|に|と|まで|を|へ)、?"
    r"[^、。0-9はが]{0,12}?(?:引け|終え|終わ|終了|終業|大引け|取引を|付け|つけ|記録|着地"
    r"|締めくく|締め括|を締め|店じまい|店仕舞|クローズ|フィニッシュ|幕を(?:閉|下|引)|落ち着[いく])"
    r"|まで(?:大きく|一気に|再び)?(?:上値を|下値を|値を|水準を|買い|買われ|売り|売られ|急|押|下押し|跳ね|駆け上"
    r"|切り上|切り下|反発|持ち直|軟化|後退|突っ込|調整)"
    r"|を(?:大底|底値?|天井|ピーク|起点|頂点)に|台?を(?:かろうじて|辛うじて|なお)?(?:守|維持|保っ|死守|確保し)"
    r"|まで(?:大きく|一気に)?(?:低下|下が|上が|上昇|下落|下げ|上げ|戻|伸び|伸ば|沈|落ち)"
    r"|(?:と|へと?)、?(?:[0-9]{1,3}(?:営業)?日(?:続けて|連続で|ぶりに))?"
    r"(?:続けて|再び|さらに|小幅に?|小じっかり|わずかに|ともに|そろって|揃って)?、?"
    r"(?:値を)?(?:[上下]げ|[上下]が[っりる]|反[発落]|続[伸落]|上昇|下落|低下|切り返|持ち直|戻)"
    r"|と[^、。0-9]{0,16}[高安]値を?(?:更新|塗り替え)|だった|でした|となった|[(（](?:終値|引け値)[)）]"
)
"""Behind a number that is a price at which trading ended, or that was reached."""
_MOVED_BY = re.compile(r"(?:幅[はがも]|比で?|計)(?:約)?$")
"""Before an amount that a price moved by: 上げ幅は500円と続伸."""
_OF_DAY = re.compile(
    r"^[^。、]{1,24}[は、](?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|末)(?:時点)?[はがで](?:約)?$"
)
"""Before a price that stands alone behind its owner and its day: WTIは28日が63.04ドル、."""
_NOT_PRICES = re.compile(
    r"利益|売上|業績|時価総額|純資産|残高|保有|配当|PER|PBR|株数|件数|出来高|売買代金|売買高|寄与|予想|目標"
    r"|想定|投資|買収|自社株|シェア|比率|ウエート|割合|銘柄数|資産|収入|支出|販売|生産|出荷|受注|賃金|物価"
)
_DIRECTLY = re.compile(r"(?:[(（][^()（）]{1,12}[)）])?(?:は|が|も)?、?")
"""Between an owner and its number: ダウは6万ドル, ダウが1.2%高."""
_OPENING = re.compile(
    r"(?:(?:前日|前の日|きのう|昨日|前営業日|[0-9月]{1,5}日)(?:に|は|の|、){0,2})?"
)
"""Before a number whose owner comes behind a comma: 前日に3%上げた反動で、トヨタは."""
_LISTED = re.compile(r"(?:は|が)$")
_SIGNS = ("プラス", "マイナス", "+", "-", "−", "▲", "△", "＋", "－")
_SET_FROM = re.compile(
    r"(?:の?(?:終値|水準))?(?:比|対比|に比べ|と比べ|から|より|を|以来|以降|に(?:付け|つけ|記録))"
)
"""Behind a day that is not that of the move told in its sentence."""
_AGO = re.compile(
    r"[0-9一二三四五六数半]{1,3}(?:営業)?(?:日|週間?|[かカヶ]月|年)(?:ほど)?前(?:に|には|は|の)[^、。]{0,8}$"
)
"""Before a price of a time that no day tells: 3日前に5万円だった日経平均は."""
_HEADING = 30
"""Characters of a sentence that only tells of what day the next one is: 16日のNY市場。"""
_BARE_DIRECTION = re.compile(r"[高安](?:値|水準|音|度|め)")


def claims_by_verb(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each price, and each move of one, that only the verb behind it makes one."""
    held = {each.quantity for each in analysis.claims if each.metric and not is_loose_gap(each)}
    text = fold_kept(analysis.article.text)
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if each.id not in held and each.kind in _KINDS and each.value is not None
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    behind = text[max(quantity.end, quantity.phrase[1]) : end]
    direction = _direction(text, quantity)
    priced = quantity.unit in _LEVELS and _is_price(before, behind, quantity)
    signed = quantity.unit == "percent" and quantity.text.startswith(_SIGNS)
    moved = not priced and (direction is not None or signed) and quantity.modifier != "band"
    moved = moved and quantity.unit in _MOVES
    if not (priced or moved) or is_unsaid(text, start, end, quantity) or _NOT_PRICES.search(before):
        return None
    if priced and _AGO.search(before):
        return None
    named_from, owner = _owner(analysis, text, start, end, quantity)
    if owner is None or not counts_price(analysis, text, start, quantity.start, owner):
        return None
    if owner.startswith("index:") and quantity.unit == "USD" and owner != "index:dow":
        return None
    metric = "close" if priced else "return" if quantity.unit == "percent" else "price_change"
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric=metric,
        direction=None if priced else direction,
        period=_period(analysis, (named_from, start, end), quantity, behind=priced),
        basis=("extreme",) if priced and _is_extreme(before, behind) else (),
        confidence=CERTAIN,
    )  # fmt: skip


def _period(
    analysis: Analysis, places: tuple[int, int, int], quantity: Quantity, *, behind: bool
) -> Period | None:
    """Give the day that the sentence names, or the one before it where that names the owner."""
    named_from, start, end = places
    if behind:
        found = day_of(analysis, start, end, quantity)
    else:
        days = _days(analysis, start, quantity.start)
        found = period_of_day(days[-1]) if days else _span(analysis, start, quantity)
    if found is None and named_from < start:
        return day_of(analysis, named_from, start, quantity)
    return found or heading_day(analysis, start)


def _days(analysis: Analysis, start: int, end: int) -> list[Quantity]:
    """Give the single days of a stretch that a move in it may be of."""
    text = fold_kept(analysis.article.text)
    days = days_inside(analysis, start, end)
    return [each for each in days if not _SET_FROM.match(text, each.end)]


_OF_SPAN = re.compile(r"(?:に|の|は|で|には|では)")


def _span(analysis: Analysis, start: int, quantity: Quantity) -> Period | None:
    """Give the months that a move is told of, where its sentence names no others: 4〜6月期に."""
    text = fold_kept(analysis.article.text)
    told = [
        each
        for each in dates_inside(analysis, start, quantity.start)
        if not _SET_FROM.match(text, each.end)
    ]
    month = len(told) == 1 and _MONTHS.fullmatch(fold_kept(told[0].text))
    if not month or _OF_SPAN.match(text, told[0].end) is None or told[0].mod is not None:
        return None
    return period_of_day(told[0])


_MONTHS = re.compile(r"(?:[0-9]{4}年|昨年|今年|同)?[0-9]{1,2}(?:[~〜～-][0-9]{1,2})?月(?:期)?")


def heading_day(analysis: Analysis, start: int) -> Period | None:
    """Give the day that the short sentence before tells, where it holds no other number."""
    since = sentence_before(analysis.article.text, start)
    told = inside(analysis.quantities, since, start)
    days = _days(analysis, since, start)
    if not since < start <= since + _HEADING or len(told) != 1 or len(days) != 1:
        return None
    return period_of_day(days[0])


def _is_price(before: str, behind: str, quantity: Quantity) -> bool:
    if quantity.kind != "level":
        return False
    if _MOVED_BY.search(before):
        return False
    reached = any(each.match(behind) for each in (_STOOD, _WITHIN, NAMED_BEHIND))
    listed = (
        _LISTED.search(before) and behind[:1] in ("、", "。", "と", "") and says("closing", before)
    )
    dated = _OF_DAY.search(before) is not None and behind[:1] in ("、", "。", "")
    return reached or bool(listed) or dated or _NOUN.search(before) is not None


def _is_extreme(before: str, behind: str) -> bool:
    if NAMED_BEHIND.match(behind):
        return True
    near = re.split(r"[、。]", before)[-1] + re.split(r"[、。]", behind)[0]
    return says("peak", near) or says("trough", near) or says("highest", near)


def _owner(
    analysis: Analysis, text: str, start: int, end: int, quantity: Quantity
) -> tuple[int, str | None]:
    """Give the thing whose number it is, and where the sentence that names it begins."""
    named = inside(analysis.mentions, start, end)
    ahead = [each for each in named if each.end <= quantity.start and each.type in _PRICED]
    if ahead and ahead[-1].entity and _DIRECTLY.fullmatch(text[ahead[-1].end : quantity.start]):
        return start, ahead[-1].entity
    owner = owner_of(analysis, start, end)
    if owner is not None:
        return start, owner if _is_beside(analysis, start, end, quantity) else None
    if not named:
        since = sentence_before(text, start)
        return since, owner_of(analysis, since, start) if since < start else None
    if not ahead or not ahead[-1].entity:
        return start, None
    gap = text[ahead[-1].end : quantity.start]
    single = re.match(r"[^、。はがも]{0,12}(?:は|が|も)", gap) is not None and "、" not in gap[14:]
    return start, ahead[-1].entity if single else None


def _is_beside(analysis: Analysis, start: int, end: int, quantity: Quantity) -> bool:
    """Tell whether an owner stands before its number, or right behind it: 3%上げたトヨタ."""
    named = inside(analysis.mentions, start, end)
    if not named or any(each.start < quantity.start for each in named):
        return True
    text = fold_kept(analysis.article.text)
    between = text[quantity.end : min(each.start for each in named)]
    opening = _OPENING.fullmatch(text[start : quantity.phrase[0]]) is not None
    return opening or not re.search(r"[、。]", between)


_GAVE_UP = re.compile(rf"{_HELD}を(?:すべて|丸ごと|一気に)?(?:失|落と|削|消|吐き出|手放|吹き飛ば)")
_TOOK = re.compile(
    rf"{_HELD}を(?:一気に)?(?:取り戻|取り返|稼|上積み|積み増|積み上げ|上乗せ|戻し|加え|奪い返)"
)
"""Behind an amount that is a move of its owner's price: 2.4%を失った, 300円を取り戻した."""
_GAVE_UP_BEFORE = re.compile(r"(?:失|失な|下げ|落とし|吐き出し|削っ)っ?た(?:約|およそ)?$")
_TOOK_BEFORE = re.compile(
    r"(?:稼い|稼ぎ出し|上げ|積み上げ|積み増し|伸ばし|得|獲得し|上昇し)だ?た?(?:約|およそ)?$"
)
"""Before a move that its own clause tells: 4〜6月期に稼いだ12.7%."""
_OF_IT = re.compile(
    r"の(?:一部|半分|大半|ほとんど|すべて|全て|反動|貯金|全額|過半|[0-9]割)|(?:を|の)帳消し"
)
_ROUND = 1000
"""The step of money that is as likely a line that was lost as a move: 4万円を失った."""


@lru_cache(maxsize=1)
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lead = _HELD + _MUCH
    return (
        re.compile(rf"{lead}(?:{words_of('went_up')})"),
        re.compile(rf"{lead}(?:{words_of('went_down')})"),
    )


def _told_of(text: str, quantity: Quantity) -> Literal["up", "down"] | None:
    """Give the direction of an amount that is lost or won, behind it or in the clause before."""
    line = quantity.unit != "percent" and (quantity.value or 0) % _ROUND == 0
    if line:
        return None
    end = max(quantity.end, quantity.phrase[1])
    before = text[max(0, quantity.phrase[0] - 8) : quantity.phrase[0]]
    part = _OF_IT.match(text, end) is not None
    up = _TOOK.match(text, end) or (part and _TOOK_BEFORE.search(before))
    down = _GAVE_UP.match(text, end) or (part and _GAVE_UP_BEFORE.search(before))
    return None if bool(up) == bool(down) else "up" if up else "down"


def _direction(text: str, quantity: Quantity) -> Literal["up", "down"] | None:
    """Give the direction that the words right behind a number tell; None where they tell none."""
    if quantity.direction is not None:
        return quantity.direction
    behind = text[quantity.end : quantity.end + 16]
    if _BARE_DIRECTION.match(behind):
        return None
    if (told := _told_of(text, quantity)) is not None:
        return told
    up, down = (each.match(behind) is not None for each in _verbs())
    return None if up == down else "up" if up else "down"
