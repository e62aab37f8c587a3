"""Numbers told beside a moving average: 25日線を80円下回る, 下方乖離は27日に8.9%へ広がった."""

from __future__ import annotations

import re
from typing import Literal

from ...records import CERTAIN, Analysis, Claim, Quantity
from ...text.fold import fold_kept
from ..reading.average_lines import line_of, side_said
from ..reading.sentences import owner_or_before, sentence_around, sentence_before
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
_FROM_LINE = re.compile(
    rf"(?:{_LINE}{_AT_PRICE}|^[^0-9]{{0,16}}[こそ]れ)(?:を|より|よりも|から|に対し|に対して|に比べて?|と比べて?|比で?|との比較では?)(?:終値で|なお|約|およそ|大きく|、){{0,3}}$"
)
"""Before how far a price lies from a line: 25日線(4万円)を3%下回る."""
_OFF_AVERAGE = re.compile(
    r"(?:ほど|程度|近く|以上|余り|超|も|強|弱)?(?:の?(?:大きく|大幅に))?"
    r"(?:(?P<up>上回|上に|上方|上の|高[いくか]|上放れ)|下回|下に|下方|下の|低[いくか]|割り込|割れ|下放れ)"
)
_AT_LINE = re.compile(
    r"(?:近辺|付近|前後)?(?:の|(?:に|を|で)(?:位置する|ある|控える|走る|通る|推移する|横たわる))"
    rf"(?={_LINE})"
)
_LINE_IS = re.compile(
    rf"{_LINE}(?:自体)?(?:の(?:水準|値))?[はがも](?:[0-9月日]{{2,6}}(?:時点|現在)?で|足元で)?(?:約)?$"
)
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
_ONCE = ("から", "だったのが", "だったものが", "より")
"""Behind a distance of before, which another has followed: 3%から5%へ広がった."""
_AMOUNTS = frozenset({"level", "change"})
_FROM_IT = re.compile(r"[こそ]れ(?:より|よりも|を|から|に対し|に比べ)(?:約|なお|、){0,2}$")
_LINE_TOLD = re.compile(rf"{_LINE}(?:は|が|も)[^。0-9]{{0,8}}{_PRICE}(?:だ|だった|です|である)?。$")
"""A sentence that ends with the level of an average, of which the next one says これ."""
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
        for each in analysis.quantities
        if (each.unit == "percent" or (each.kind in _AMOUNTS and each.unit in _LEVELS))
        and _is_open(held.get(each.id), each)
    )
    return tuple(each for each in made if each is not None)


def _is_open(own: Claim | None, quantity: Quantity) -> bool:
    """Tell whether a number may be one of an average, whatever claim is tied to it."""
    if own is None:
        return True
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
    found = _OFF_AVERAGE.match(text, quantity.end) if _FROM_LINE.search(before) else None
    if found is not None:
        return "up" if found["up"] else "down"
    if _FROM_AVERAGE.search(before):
        return None if text.startswith(_ONCE, quantity.end) else ""
    apart = _APART.search(re.sub(r"[0-9]{1,2}月?[0-9]{0,2}日", "_", before))
    if apart is None and _APART_BEHIND.match(text, quantity.end) is None:
        return None
    near = before[-32:] + text[quantity.start : quantity.end + 12]
    below, above = _BELOW.search(near) is not None, _ABOVE.search(near) is not None
    return "" if below == above else "down" if below else "up"


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
    return "" if _LINE_IS.search(before) else None
