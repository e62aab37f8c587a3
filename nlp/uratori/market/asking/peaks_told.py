"""The high or low that a move is counted from, as its sentence names it, and when it was reached.

8月7日に付けた高値から, 年初来安値(終値、1月14日)から, 6月に高値を付けたダウ平均は、その後…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import inside
from ..questions import Asked, Remark
from ..reading.clauses import turn_before
from ..reading.sentences import day_near, owner_near, sentence_around, sentence_before
from ..reading.since_words import counts_price
from ..reading.unsaid import is_unsaid
from ..reading.words import first_said, says
from .told_spans import end_told

_BRACKET = r"(?:[(（][^()（）]{1,32}[)）])?"
_EXTREME = r"(?:最?高値|最?安値|ピーク|天井|頂点|大底|底値?|ボトム)"
_FROM = r"(?:から|比|に比べ|と比べ|に対し|より|以来(?=、)|を(?:頂点|起点)に)"
_PRICE = r"[0-9][0-9万,.]{0,12}(?:円|ドル|ポイント)?(?:[0-9]{1,2}(?:銭|セント))?"
_AT = rf"(?:(?:の|である|だった|、|[(（])?{_PRICE}[)）]?)?"
"""The price of the high or low that a move is counted from: 安値の3489円から."""
_ON = r"[0-9月日]{2,6}" + _BRACKET
_PLAIN = re.compile(
    rf"(?P<peak>{_EXTREME}){_BRACKET}{_AT}(?:{_FROM}|に(?=(?:は|なお|まだ|いまだ|あと|約|、){{0,3}}$)|に(?=[0-9月]{{1,5}}日(?:の終値)?まで)|を(?:底|天井)に|を(?=[^、。]{{0,4}}$))"
)
_REACHED = re.compile(
    rf"(?P<peak>{_EXTREME}){_BRACKET}(?:を(?:付け|つけ|記録し|更新し)た|だった|となった|の){_ON}(?:の?終値)?{_FROM}"
)
_SINCE_THEN = re.compile(
    rf"(?P<peak>{_EXTREME}){_BRACKET}(?:を(?:付け|つけ|記録し|更新し|打っ)[てた、]|をつけ|が|だった)[^。]{{0,24}}?"
    r"(?:その後|以降|以後|から|(?<=た)後|たあと|だが、|したが、|[0-9月]{1,5}日(?:の?終値)?まで)"
)
_OF_TURN = re.compile(
    r"が(?P<peak>天井|ピーク|頂点|大底|底)(?:だった|となった|の)[^、。0-9]{1,16}[はが]"
)
_FROM_THERE = re.compile(
    rf"(?P<peak>{_EXTREME})[^。]{{1,48}}"
    r"(?:(?:そこ|同日)から|[こそ]の水準(?:から|比|より|を(?=[^、。]{0,4}$)))"
)
_THERE = r"(?:そこ|この[高安]値|その[高安]値|この(?:ピーク|底))(?:から|比|を起点に)"
_FROM_ONE_BEFORE = re.compile(rf"(?P<peak>{_EXTREME})[^。]{{1,48}}。[^。]{{0,24}}?{_THERE}")
"""A high of the sentence before: 年初来高値は6月2日の4万円。そこから5%下げた."""
_TO_PEAK = re.compile(
    rf"(?P<peak>最?高値|ピーク|天井){_BRACKET}{_AT}(?:の(?:更新|奪[回還]|回復))?"
    r"(?:まで|に(?:戻る|届く|並ぶ|達する)(?:まで|に)|を(?:奪い返す|更新する|抜く|取り戻す|上回る|塗り替える|奪[回還]する|回復する)(?:まで|に))"
    r"(?:は|に|には|も)?、?[^。]{0,16}?(?:あと|残り|残す(?:ところ)?は?)(?:約|およそ|わずか){0,2}$"
)
"""Before what a price still lacks to a high: 最高値まであと1200円."""
_CLOSE_AS_TURN = re.compile(r"終値を(?P<peak>底|天井)に")
_PRICE_AS_TURN = re.compile(rf"{_PRICE}を(?P<peak>大底|底値?|ボトム|天井|ピーク|頂点)に")
_PRICE_REACHED = re.compile(
    rf"(?P<peak>{_PRICE})を(?:付け|つけ|記録し)(?:たあと|た後|たのち|て以降|て以来|てから|たが|たものの)"
)
_PRICE_THEN = re.compile(
    rf"(?P<peak>{_PRICE})を(?:付け|つけ|記録し)た[^、。0-9]{{1,16}}(?:だが|は|も)、(?:その後|以降|そこから)"
)
_PRICE_CAME = re.compile(
    rf"(?P<peak>{_PRICE})まで(?:上昇し|上げ|買われ|下落し|下げ|売られ)(?:た[^、。]{{0,16}}は、|たが、|た後|て以降)"
    r"[^。]{0,12}(?:その後|以降|そこから)"
)
"""A price from which a move is counted, a high of a fall and a low of a rise: 3630円を付けた後."""
_PATTERNS = (
    _PRICE_AS_TURN,
    _PRICE_REACHED,
    _PRICE_CAME,
    _PRICE_THEN,
    _CLOSE_AS_TURN,
    _PLAIN,
    _REACHED,
    _SINCE_THEN,
    _OF_TURN,
    _FROM_THERE,
    _FROM_ONE_BEFORE,
)
_NOT_A_PRICE = re.compile(
    r"(?:出来高|売買代金|利益|売上高?|業績|需要|生産|人口|在庫|底堅|底入れ|底打ち)"
)
_LOWS = re.compile(r"安値|底|ボトム")
_BEHIND = re.compile(
    rf"[^、。0-9はが]{{0,14}}?(?:{_PRICE}(?:の|と|を|という){{0,2}})?(?:[^、。0-9はが]{{0,8}}?)"
    + _EXTREME
)
_INSIDE = re.compile(_EXTREME + r"[(（][^()（）0-9]{0,8}$")
_BEFORE = re.compile(
    _EXTREME
    + _BRACKET
    + r"(?:を(?:付け|つけ|記録し|更新し)た(?:のは)?|だった|となった|である|となる|[はの]|、)$"
)
_AS_TURN = re.compile(r"の?終値を(?:底|天井)に")
_PRICED_THEN = re.compile(
    rf"(?:に|の)(?:付けた|つけた|記録した)?{_PRICE}(?:を(?:付け|つけ|記録|大?底|天井|ピーク|頂点|ボトム)|から|まで)"
)
"""Behind the day of a price that is the high or the low: 5月11日の2,319.44を底に."""
_UNTIL = re.compile("の?(?:終値|大引け|時点|[高安]値|大?底|底値)?(?:まで|時点|現在)")
"""Behind the day up to which a fall is told: 14日終値までに最高値から."""
_AS_WELL = re.compile(
    r"[(（]|、?率にして|(?:近く|以上|超|余り|あまり|弱|強|程度|ほど)?、(?:正確|厳密|実際)に(?:は|いえば|言えば)、?"
)
"""Between two numbers of one fall: 3割近く、正確には28.5%."""
_AMOUNTS = frozenset({"", "points", "JPY", "USD"})
_REACH = 24
_BACK = 200
"""Characters before a number in which the high that it is counted from is named."""
_DOWN = re.compile(
    r"(?:ほど|近く|以上|超|強|弱|も)?の?(?:大幅に|大きく)?(?:の?下[のげがっ回落押にでだと、。]|安[いくの]|低[いく]|調整|値を下げ|値を消|値下がり"
    r"|下落|マイナス|の下[げ落]|[にも]?(?:届か|及ば|満た)[なず]|が?吹き飛|[をが]?(?:失[っいわ]|削|消し飛|剥[がげ落])"
    r"|(?:の|もの)?急坂|[を]?転げ落|を?滑り落|ずり落|落ち込|値を崩|値を失|目減り|沈[みん]|[をが]?吐き出|[をが]消え|水準を切り下|切り下)"
)
_UP = re.compile(
    r"(?:ほど|近く|以上|超|強|弱|も)?の?(?:大幅に|大きく)?(?:の?上[のげがっ回昇]|高[いくの]|戻|切り返|反発|値を上げ|値を戻|値上がり"
    r"|プラス|の上[げ昇])"
)


_NOUN_HELD = (
    r"(?:[0-9月]{1,6}日(?:の?終値|時点|現在)?(?:で|までで|までに)は?)?"
    r"(?:すでに|既に|なお|約|およそ|ほぼ|、){0,2}$"
)
_ROSE = re.compile(rf"(?:戻り|上昇|値上がり|反発|上げ)(?:率|幅)?[はがも]{_NOUN_HELD}")
_FELL = re.compile(rf"(?:下落|値下がり|調整|下げ|マイナス)(?:率|幅)?[はがも]{_NOUN_HELD}")
"""A move told by a noun before its number: 戻りは10.2%になる."""


_PRICES = (_PRICE_REACHED, _PRICE_CAME, _PRICE_THEN)


class Peak(msgspec.Struct, frozen=True, kw_only=True):
    """A high or a low named before a number, and the words that name it."""

    low: bool
    words: str
    at: int
    """Where its name stands in the text."""


def peak_told(analysis: Analysis, start: int, quantity: Quantity) -> Peak | None:
    """Give the high or low from which a number is counted, named in its sentence before it."""
    text = fold_kept(analysis.article.text)
    number = quantity.phrase[0]
    start = max(_there_from(text, start, number), number - _BACK)
    before = text[start:number]
    found = [match for pattern in _PATTERNS for match in _matches(pattern, before)]
    found = [each for each in found if not _parted(analysis, text, start + each.end(), number)]
    if not found or _NOT_A_PRICE.search(before):
        return None
    last = max(found, key=lambda each: each.start("peak"))
    named = before[max(0, last.start("peak") - 8) : last.end()]
    low = bool(_LOWS.search(last["peak"]))
    if last.re in _PRICES:
        low = _rises(text, quantity, before)
    return Peak(low=low, words=named, at=start + last.start("peak"))


def _there_from(text: str, start: int, number: int) -> int:
    """Give where the sentence begins that names what a move is counted from: そこから5%下げた."""
    return sentence_before(text, start) if re.search(_THERE, text[start:number]) else start


def _rises(text: str, quantity: Quantity, before: str) -> bool:
    """Tell whether a number is told as a rise, by its own words or by a noun before it."""
    if quantity.direction is not None:
        return quantity.direction == "up"
    behind = text[quantity.end : quantity.end + 12]
    return _UP.match(behind) is not None or _ROSE.search(before) is not None


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    at = 0
    while (found := pattern.search(text, at)) is not None:
        yield found
        at = found.start("peak") + 1


def _parted(analysis: Analysis, text: str, start: int, number: int) -> bool:
    """Tell whether another number stands between the words that count from a peak and a number."""
    return any(
        each.end <= number
        and each.kind in ("change", "level")
        and not _AS_WELL.fullmatch(text[each.end : number])
        for each in inside(analysis.quantities, start, number)
    )


def from_extreme_asked(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, words: str
) -> Asked | Remark:
    """Make a question on a fall from a high, or a rise from a low."""
    peak = peak_told(analysis, claim.sentence[0], quantity)
    words += peak.words if peak else ""
    if left := lacked_to_peak(analysis, claim.sentence[0], quantity):
        return _to_peak(analysis, claim, quantity, entity, left)
    low = peak.low if peak else says("trough", words)
    direction = _direction(analysis, claim, quantity) or ("up" if low else "down")
    rate = claim.metric == "return" and quantity.unit == "percent"
    amount = claim.metric == "price_change" and quantity.unit in _AMOUNTS
    if not (rate or amount) or low != (direction == "up"):
        return Remark(code="other_figure")
    scope = first_said(("this_year", "two_years", "year_long", "ever"), words)
    since, named = _peak_days(analysis, claim, quantity)
    ended = end_told(analysis, claim, quantity, but=named)
    return Asked(
        topic=("from_trough" if low else "from_peak") + ("_change" if amount else ""),
        entity=entity,
        scope=scope,
        since=since,
        until=ended.day.start_date if ended.day else None,
        direction=direction,
        unsure=(not scope and since is None) or not ended.sure,
    )


def lacked_to_peak(analysis: Analysis, start: int, quantity: Quantity) -> str:
    """Give the words before a number that make it what a price lacks to a high; else none."""
    number = quantity.phrase[0]
    before = fold_kept(analysis.article.text)[max(start, number - _BACK) : number]
    found = _TO_PEAK.search(before)
    return before[max(0, found.start() - 8) :] if found else ""


def _to_peak(
    analysis: Analysis, claim: Claim, quantity: Quantity, entity: str, words: str
) -> Asked | Remark:
    """Make a question on what a price lacks to a high; in percent of the price, or of the high."""
    if quantity.unit != "percent" and quantity.unit not in _AMOUNTS:
        return Remark(code="other_figure")
    scope = first_said(("this_year", "two_years", "year_long", "ever"), words)
    since, named = _peak_days(analysis, claim, quantity)
    ended = end_told(analysis, claim, quantity, but=named)
    behind = fold_kept(analysis.article.text)[quantity.end : quantity.end + 6]
    loose = quantity.unit == "percent" and not re.match(r"の?(?:上昇|上げ|値上がり|高)", behind)
    return Asked(
        topic="to_peak" + ("" if quantity.unit == "percent" else "_change"), entity=entity,
        scope=scope, since=since, until=ended.day.start_date if ended.day else None,
        direction="up", unsure=loose or (not scope and since is None) or not ended.sure,
    )  # fmt: skip


def _direction(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> Literal["up", "down"] | None:
    told = claim.direction or quantity.direction
    if told is not None:
        return told
    behind = fold_kept(analysis.article.text)[quantity.end : quantity.end + 12]
    down, up = _DOWN.match(behind), _UP.match(behind)
    return None if bool(down) == bool(up) else "down" if down else "up"


def _peak_days(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> tuple[tuple[date, date] | None, int]:
    """Give the days named for the peak, 高値を付けた16日から, and where; -1 where none is."""
    text = fold_kept(analysis.article.text)
    start = turn_before(text, claim.sentence[0], quantity.start)
    told = text[start : quantity.start]
    if not (re.search(_EXTREME, told) or any(each.search(told) for each in _PRICES)):
        start = _there_from(
            text, claim.sentence[0], quantity.start
        )  # 1月23日に安値を付けた日経平均だが、10日までに14.3%値を戻した
    for each in reversed(inside(analysis.quantities, start, quantity.start)):
        if each.kind != "date":
            continue
        behind, before = text[each.end : quantity.start], text[start : each.start]
        if _UNTIL.match(behind) or each.text in ("年初来", "昨年来"):
            continue
        near = before[-_REACH:]
        reached = _BEFORE.search(near) or _INSIDE.search(near) or _AS_TURN.match(behind)
        reached = reached or _PRICED_THEN.match(behind)
        if (_BEHIND.match(behind) or reached) and not _is_year(each):
            if each.start_date is None or each.end_date is None:
                return None, each.start
            return (each.start_date, each.end_date), each.start
    return None, -1


def _is_year(each: Quantity) -> bool:
    return each.text in ("今年", "ことし", "本年")


def claims_from_peak(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim on each fall from a high, or rise from a low, that no claim speaks of."""
    held = {
        each.quantity
        for each in analysis.claims
        if each.metric in ("return", "price_change") and each.entity
    }
    text = fold_kept(analysis.article.text)
    made = (
        _claim(analysis, text, each)
        for each in analysis.quantities
        if (each.unit == "percent" or each.unit in _AMOUNTS)
        and each.kind in ("change", "level")
        and each.id not in held
    )
    return tuple(each for each in made if each is not None)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    left = bool(lacked_to_peak(analysis, start, quantity))
    falls = True if left else _falls(text, start, quantity)
    owner, named_from = owner_near(analysis, start, end)
    if falls is None or owner is None or is_unsaid(text, start, end, quantity):
        return None
    peak = None if left else peak_told(analysis, start, quantity)
    if not left and (peak is None or peak.low == falls):
        return None
    at = _subject_end(text, start, quantity)
    if not left and not counts_price(analysis, text, start, at, owner):
        return None
    return Claim(
        id=_hosted(analysis.claims, quantity),
        sentence=(start, end),
        quantity=quantity.id,
        entity=owner,
        metric="return" if quantity.unit == "percent" else "price_change",
        direction="up" if left or not falls else "down",
        period=day_near(analysis, named_from, quantity),
        basis=("extreme",),
        confidence=CERTAIN,
    )


def _falls(text: str, start: int, quantity: Quantity) -> bool | None:
    """Tell whether a number is told as a fall, and not as a rise; None where that is not clear."""
    behind = text[quantity.end : quantity.end + 16]
    before = text[start : quantity.phrase[0]]
    amount = quantity.unit != "percent"
    rose = _UP.match(behind) is not None or (not amount and _ROSE.search(before) is not None)
    fell = _DOWN.match(behind) is not None or (not amount and _FELL.search(before) is not None)
    return None if rose == fell else fell


def _subject_end(text: str, start: int, quantity: Quantity) -> int:
    """Give where the words before a number end that may name whose it is: its noun left out."""
    before = text[start : quantity.phrase[0]]
    told = _ROSE.search(before) or _FELL.search(before)
    return start + told.start() if told else quantity.start


def _hosted(claims: Sequence[Claim], quantity: Quantity) -> str:
    return next((each.id for each in claims if each.quantity == quantity.id), "")
