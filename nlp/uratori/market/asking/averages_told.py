"""Numbers told beside a moving average: 25日線を80円下回る, 下方乖離は27日に8.9%へ広がった."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..places import dates_inside
from ..reading.average_lines import elliptic_days, line_of, lines_in, side_said
from ..reading.retimed import period_of_day
from ..reading.sentences import (
    owner_behind,
    owner_or_before,
    sentence_around,
    sentence_before,
)
from ..reading.unsaid import is_unsaid
from .moves_told import day_of

_OTHER_METRICS = frozenset({"return", "price_change", "close", "discount", "premium"})
_APART = re.compile(
    r"(?:乖離|か[いイ]離|カ[いイ]離|カイリ|離れ|[上下]放れ|上振れ|下振れ)[^0-9。]{0,24}$"
)
_APART_BEHIND = re.compile(
    r"(?:だった|である|という|の)?[0-9]{1,3}日(?:移動)?(?:平均)?線?(?:との|からの)(?:乖離|[かカ]い?離)"
)
"""Behind a percentage that is a distance from the average it names: 7.3%だった75日線との乖離."""
_BELOW = re.compile(r"下方|下へ|下に|マイナス|下放れ|売られ過ぎ|下振れ")
_ABOVE = re.compile(r"上方|上へ|上に|プラス|上放れ|買われ過ぎ|上振れ")
_LINE = (
    r"(?:[0-9]{1,3}(?:日|週)(?:間)?(?:の)?(?:移動)?(?:平均線?|線)|同(?:移動)?(?:平均)?線|平均線)"
)
_PRICE = r"(?:[0-9][0-9万,.]{0,10}(?:円|ドル|ポイント)?(?:[0-9]{1,2}(?:銭|セント))?)"
_AT_PRICE = rf"(?:[(][^()]{{1,20}}[)]|の{_PRICE})?"
_SET_BY = (
    r"(?:を|より|よりも|から|に対し|に対して|[にと]比べ(?:て|ると|れば)?|比で?|との比較では?|から(?:見|み)(?:ると|れば|て))"
    r"(?:、?[^、。0-9]{1,12}[はがも])?"
    r"(?:終値で|なお|まだ|約|およそ|大きく|ちょうど|実に|、){0,3}$"
)
_FROM_LINE = re.compile(rf"(?:{_LINE}{_AT_PRICE}|^[^0-9]{{0,16}}[こそ]れ){_SET_BY}")
"""Before how far a price lies from a line: 25日線(4万円)を3%下回る."""
_FROM_TOLD_LINE = re.compile(
    rf"(?:[こそ]れ|[こそ]こ|[こそ]の(?:線|水準)|(?<![^、。はがも])平均|(?:線|同)水準|前者|後者|どちら){_SET_BY}"
)
"""Before how far a price lies from a line whose price was told before: 終値はそれを4.8%下回る."""
_OFF_AVERAGE = re.compile(
    r"(?:ほど|程度|近く|以上|余り|超|も|強|弱)?(?:の?(?:大きく|大幅に))?"
    r"(?:(?P<up>上回|上に|上方|上の|上(?=だ|で|、|。)|高[いくか]|上放れ)"
    r"|下回|下に|下方|下の|下(?=だ|で|、|。)|低[いくか]|割り込|割れ|下放れ)"
)
_AND_ANOTHER = re.compile(
    r"(?:ほど|程度|近く|余り)?、(?:終値で|同じく)?(?:前者|後者|[0-9]{1,3}(?:日|週)(?:間)?(?:移動)?(?:平均線?|線))"
    r"(?:を|より|から|に対し)(?:約|およそ)?[0-9][0-9.]{0,5}%"
)
"""Behind a distance whose verb stands behind the next one's: 25日線を3.1%、75日線を8.1%上回る."""
_AT_LINE = re.compile(
    r"(?:近辺|付近|前後)?(?:の|(?:に|を|で)(?:位置する|ある|控える|走る|通る|推移する|横たわる))"
    rf"(?={_LINE})"
)
_LINE_HAS = re.compile(rf"{_LINE}の$")
_AS_PLACE = re.compile(
    r"(?:ポイント)?(?:台|近辺|付近|前後|近く)?(?:[をにがもでへ、。)]|から|より|まで|と(?:の|い)|あたり)"
)
"""Behind the price of an average: 200日移動平均線の5229を9.8%下回った."""
_LINE_IS = re.compile(
    rf"(?:{_LINE}(?:自体)?(?:の(?:水準|値))?[はがも]|{_LINE}[(])"
    r"(?:[0-9月日]{2,6}(?:時点|現在)?で|(?:足元|いま|今|現在|直近)(?:で|は|では)?)?、?(?:約)?$"
)
_ITS_OWN = re.compile(
    r"[^、。はがも]の(?:それ|ところ)[はが](?:[0-9月日]{2,6}(?:時点|現在)?で)?(?:約)?$"
)
"""Before the price of a line that the sentence before names: 日経平均のそれは."""
_TO_LINE = re.compile(
    rf"(?:(?:線|平均)(?:まで|との(?:差|開き|距離|間隔|隔たり)|からの距離)[はがも]?"
    rf"|{_LINE}[はが]{_PRICE}(?:で|と|だから)?、?(?:その|両者の)?(?:差|開き|距離|隔たり)[はがも]"
    r"|^(?:ただ|もっとも|しかし)?、?(?:その)?(?:差|開き)[はがも])"
    r"(?:なお|まだ|あと|残り|わずか|たった|約|、){0,3}$"
)
"""Before an amount that is how far a price lies from its average: 線までは残り."""
_FROM_AVERAGE = re.compile(
    rf"{_LINE}{_AT_PRICE}(?:との(?:差|開き|距離|間隔|隔たり|ギャップ)|からの(?:距離|隔たり))(?:率|幅)?[はがも]"
    r"(?:[0-9月]{2,6}に|足元で)?(?:約|すでに|実に|、){0,2}$"
)
"""Before a percentage that is a distance from an average: 25日線との開きは."""
_FROM_ANOTHER = re.compile(
    rf"{_LINE}(?:から|に対し|との比較|比|で|と)?(?:だと|では|ては|(?:見|み)(?:ると|れば|ても)|は|の(?:方|ほう)[はが]|が|も)"
    r"(?:約|、|同){0,2}$"
)
"""Before the distance from another average than the one told before: 75日線からだと."""
_ONCE = ("から", "だったのが", "だったものが", "より")
"""Behind a distance of before, which another has followed: 3%から5%へ広がった."""
_AMOUNTS = frozenset({"level", "change"})
_FROM_IT = re.compile(r"[こそ]れ(?:より|よりも|を|から|に対し|に比べ)(?:約|なお|、){0,2}$")
_LINE_TOLD = re.compile(rf"{_LINE}(?:は|が|も)[^。0-9]{{0,8}}{_PRICE}(?:だ|だった|です|である)?。$")
"""A sentence that ends with the level of an average, of which the next one says これ."""
_PRICE_OF_LINE = re.compile(
    rf"{_LINE}(?:(?:自体)?(?:の(?:水準|値))?[はがも][^。0-9]{{0,8}}|の|[(]){_PRICE}"
    rf"|[0-9]日[はがで]、?{_PRICE}"
)
_DISTANCE = re.compile(r"乖離|か[いイ]離|カ[いイ]離|カイリ|開き|距離|離れ")
_IN_LIST = 3
_NEAR = 24
"""Characters before a number in which its own line is named."""
_LEVELS = frozenset({"", "points", "index", "JPY", "USD", "USD/barrel", "USD/oz"})


Side = Literal["", "up", "down"]
"""Where a price stands beside its average; empty where the words do not tell."""


def average_gap(
    analysis: Analysis, claim: Claim, quantity: Quantity
) -> Literal["up", "down"] | None:
    """Give on which side of an average a price lies by a number: 25日線を80円ほど下回った."""
    if claim.metric not in ("moving_average", "deviation") or quantity.unit == "percent":
        return None
    text = fold_kept(analysis.article.text)
    ends = (max(quantity.end, quantity.phrase[1]), quantity.end)
    found = next((each for end in ends if (each := _OFF_AVERAGE.match(text, end))), None)
    if found is not None:
        return "up" if found["up"] else "down"
    start, _ = sentence_around(text, quantity)
    return (
        _side_of(text, start, quantity)
        if _TO_LINE.search(text[start : quantity.phrase[0]])
        else None
    )


def _side_of(text: str, start: int, quantity: Quantity) -> Literal["up", "down"] | None:
    """Give the side of its average that a sentence, or else the one before, tells."""
    own = side_said(text[start : quantity.start])
    return own or side_said(text[sentence_before(text, start) : start])


def stands_at_line(analysis: Analysis, quantity: Quantity) -> bool:
    """Tell whether a price is that of an average named behind it: 6万7851円に位置する25日線."""
    return _AT_LINE.match(fold_kept(analysis.article.text), quantity.end) is not None


def claims_off_average(analysis: Analysis) -> tuple[Claim, ...]:
    """Give a claim for each number that is an average, or how far a price stands from its own."""
    text = fold_kept(analysis.article.text)
    held = {each.quantity: each for each in analysis.claims if each.metric}
    made = (
        _claim(analysis, text, each)
        if _is_open(text, held.get(each.id), each)
        else _sided(text, held[each.id], each)
        for each in analysis.quantities
        if each.unit == "percent" or (each.kind in _AMOUNTS and each.unit in _LEVELS)
    )
    return tuple(each for each in made if each is not None)


def _sided(text: str, own: Claim, quantity: Quantity) -> Claim | None:
    """Give a distance the side that only the words behind it tell: 75日線から12%下方に乖離."""
    unsigned = quantity.value is not None and quantity.value > 0 and quantity.direction is None
    if own.metric != "deviation" or own.direction is not None or not unsigned:
        return None
    start, _ = sentence_around(text, quantity)
    side = _of_percent(text, text[start : quantity.phrase[0]], quantity)
    return msgspec.structs.replace(own, direction=side) if side else None


def without_length(analysis: Analysis, claim: Claim, quantity: Quantity) -> Claim:
    """Take from a claim the day that is the length of an average: 5日移動平均は894円、25日は."""
    period, (start, end) = claim.period, claim.sentence
    if claim.metric not in ("moving_average", "deviation") or period is None:
        return claim
    text = fold_kept(analysis.article.text)
    lengths = {start + each for each in elliptic_days(text[start:end])}
    days = dates_inside(analysis, start, quantity.start)
    if not any(each.start in lengths and each.text == period.text for each in days):
        return claim
    own = [each for each in days if each.start not in lengths]
    return msgspec.structs.replace(claim, period=period_of_day(own[-1]) if own else None)


def _is_open(text: str, own: Claim | None, quantity: Quantity) -> bool:
    """Tell whether a number may be one of an average, whatever claim is tied to it."""
    if own is None:
        return True
    if own.metric in ("close", "moving_average") and quantity.unit != "percent":
        averaged = own.entity is None or (own.metric == "close" and "average" in own.basis)
        near = text[max(0, quantity.phrase[0] - _NEAR) : quantity.phrase[0]]
        if own.metric == "close":
            averaged = averaged or _ITS_OWN.search(near) is not None
        else:
            averaged = averaged or (own.negated and _LINE_HAS.search(near) is not None)
        return averaged and own.modality == "fact"
    if own.metric == "price_change" and quantity.unit != "percent":
        return quantity.kind == "change" and own.modality == "fact"
    unowned = own.metric == "deviation" and own.entity is None and own.modality == "fact"
    return quantity.unit == "percent" and (own.metric in _OTHER_METRICS or unowned)


def _claim(analysis: Analysis, text: str, quantity: Quantity) -> Claim | None:
    start, end = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    if quantity.unit == "percent":
        metric, direction = "deviation", _of_percent(text, before, quantity)
    else:
        metric, direction = "moving_average", _of_level(text, before, quantity)
    line = line_of(text, quantity) if direction is not None else None
    if direction is None or line is None or is_unsaid(text, start, end, quantity):
        return None
    owner, named_from = owner_or_before(analysis, start, end)
    if owner is None and metric == "moving_average":
        owner, named_from = owner_behind(analysis, start, end), end + 1
    if owner is None:
        return None
    day = day_of(analysis, start, end, quantity)
    if day is None and named_from < start:
        day = day_of(analysis, named_from, start, quantity)
    return Claim(
        id="", sentence=(start, end), quantity=quantity.id, entity=owner, metric=metric,
        direction=direction or None, period=day, confidence=CERTAIN,
    )  # fmt: skip


def _of_percent(text: str, before: str, quantity: Quantity) -> Side | None:
    """Give the side of a percentage that is a distance from an average; None of another one."""
    if (side := _side_from_line(text, before, quantity)) is not None:
        return side
    if _FROM_AVERAGE.search(before) or _is_beside_distance(text, before, quantity):
        return None if text.startswith(_ONCE, quantity.end) else ""
    apart = _APART.search(re.sub(r"[0-9]{1,2}月?[0-9]{0,2}日", "_", before))
    if apart is None and _APART_BEHIND.match(text, quantity.end) is None:
        return None
    near = before[-32:] + text[quantity.start : quantity.end + 12]
    below, above = _BELOW.search(near) is not None, _ABOVE.search(near) is not None
    return "" if below == above else "down" if below else "up"


def _side_from_line(text: str, before: str, quantity: Quantity) -> Side | None:
    """Give the side of a distance from a line that is named right before it, or was told before."""
    named = _FROM_LINE.search(before) is not None
    if not named and not _is_from_told(text, before, quantity):
        return None
    at = quantity.end
    for _ in range(_IN_LIST):
        if (another := _AND_ANOTHER.match(text, at)) is None:
            break
        at = another.end()
    found = _OFF_AVERAGE.match(text, at)
    return None if found is None else "up" if found["up"] else "down"


def _is_from_told(text: str, before: str, quantity: Quantity) -> bool:
    """Tell whether a number is set against a line whose price was told, and no percentage since."""
    reference = _FROM_TOLD_LINE.search(before)
    start = quantity.phrase[0] - len(before)
    told = text[sentence_before(text, start) : quantity.phrase[0]]
    found = [*_PRICE_OF_LINE.finditer(told)]
    if reference is None or not found:
        return False
    return reference[0].startswith(("前者", "後者")) or "%" not in told[found[-1].end() :]


def _is_beside_distance(text: str, before: str, quantity: Quantity) -> bool:
    """Tell whether a percentage is a distance told after another's: 乖離率は3%、75日線からだと."""
    start = quantity.phrase[0] - len(before)
    told = text[sentence_before(text, start) : quantity.phrase[0]]
    return _FROM_ANOTHER.search(before) is not None and _DISTANCE.search(told) is not None


def _of_level(text: str, before: str, quantity: Quantity) -> Side | None:
    """Give the side of an amount that is one of an average, or a distance; None of another one."""
    start = quantity.phrase[0] - len(before)
    off = _OFF_AVERAGE.match(text, max(quantity.end, quantity.phrase[1]))
    told = _LINE_TOLD.search(text[sentence_before(text, start) : start])
    if off is not None and told and _FROM_IT.search(before):
        return "up" if off["up"] else "down"
    if quantity.kind == "change":
        return None
    if _TO_LINE.search(before):
        return _side_of(text, start, quantity)
    if _LINE_HAS.search(before):
        return "" if _AS_PLACE.match(text, quantity.end) else None
    if _ITS_OWN.search(before):
        return "" if lines_in(text[sentence_before(text, start) : start]) else None
    return "" if _LINE_IS.search(before) else None
