"""By how much a size has grown: since when, up to when and in which direction the words tell."""

from __future__ import annotations

import re
from typing import Literal

from ...records import Analysis, Quantity
from ..places import back_from, dates_inside, inside
from ..reading.sentences import sentence_around, sentence_before

Side = Literal["up", "down"]
_AMOUNT = r"[0-9][0-9,.兆億万]{0,14}(?:円|ドル)"
_HELD = r"(?:あまり|余り|ほど|近く|程度|以上|超|強|弱|も|だけ){0,2}の?"
_NEAR = (
    rf"(?:[^、。0-9]{{0,10}}{_AMOUNT}[^。0-9]{{0,10}})?"
    r"(?:、|約|およそ|さらに|実に|合計|計|すでに|早くも|逆に|反対に){0,3}(?:[^、。0-9]{0,24})"
)
_AGAINST = re.compile(
    r"(?:時点|現在)?(?:[のに](?:は)?(?:約)?" + _AMOUNT + r"(?:だったの|だった)?)?"
    r"(?:からは?|と?に?比べると|[にと]比べて?|対比で?|比で?|より|に対して?|を基準に(?:すると)?|以降|以来|と(?:の)?比較(?:では?|して|すると)?|を起点に)"
    + _NEAR
)
_OF_SINCE = re.compile(r"(?:で|の|に)?" + _NEAR)
"""Behind a time that is one since another: 年初来で4.3%増."""
_OVER = re.compile(r"(?:時点|の水準)?を" + _NEAR)
_BEYOND = re.compile(_HELD + r"(?:(?P<up>上回)|(?P<down>下回))")
"""What sets a size against its own of before: 前月末を6億ドル下回った."""
_AGO = re.compile(r"前(?:の同じ日)?(?:から|[にと]比べて?|比で?|より|に対して?)" + _NEAR)
_WITHIN = re.compile(r"(?:間)?(?:で|に|の|の間に|のうちに|間に)" + _NEAR)
_UNTIL = re.compile(
    r"(?:時点)?(?:まで|にかけて)(?:の[0-9一二三四五六七八九十]{1,3}[かカヶ]月間?で?|の間)?(?:に|で)?、?"
    + _NEAR
)
_SAME = re.compile(r"(?:(?:同じ|この|その)(?:間|期間)|同期間)(?:に|で)?、?" + _NEAR + "$")
_RISES = r"増|膨ら|ふくら|拡大|上積み|積み増|積み上|伸び|伸ば|広が|加わ|多[いくか]|大き[いくか]"
_FALLS = r"減|縮|目減り|失|しぼ|萎|細|吹き飛|少な[いくか]|小さ[いくか]"
_MOVED = re.compile(
    r"(?:[(][^()]{1,12}[)]|[)]|、率にして[0-9.]{1,6}%)?"
    + _HELD
    + r"(?:が|を|分)?"
    + rf"(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))"
)
_NAMED = re.compile(
    r"(?:(?P<up>増加(?:額|幅|率|分)?|増え幅|伸び(?:率|幅)?|拡大(?:率|幅)|上積み額?)"
    r"|(?P<down>減少(?:額|幅|率|分)?|減り幅|目減り(?:額|幅|率)?|縮小(?:率|幅)))(?:は|が|も)(?:約|およそ|実に)?$"
)
_LEFT = re.compile(
    rf"(?:時点)?(?:の|に|は|には){_AMOUNT}(?:(?:だったの)?から、?|(?:だった|あった)[^、。0-9]{{0,30}}(?:は|が)、?)"
)
_REACHED = re.compile(
    rf"(?:時点)?(?:の|に|には|は){_AMOUNT}(?:へ|に|まで)と?(?:、|約|およそ|率にして){{0,2}}"
)


def change_told(
    analysis: Analysis, text: str, quantity: Quantity, begin: int
) -> tuple[Quantity, Quantity | None, Side] | None:
    """Give the time that a change is counted from, the one it has come to, and its direction.

    begin: where the first sentence begins whose times count. None where no change is told.
    """
    side = side_told(text, quantity)
    if side is None:
        return None
    text = _without_figures(analysis, text, begin, quantity.start)
    same = _same_span(analysis, text, quantity)
    if same is not None:
        return same[0], same[1], side
    start, end = sentence_around(text, quantity)
    base = _base(analysis, text, start, quantity)
    if base is None:
        return None
    if is_whole_month(base) and base.kind == "date" and _within(text, base, quantity):
        return base, base, side
    base = _starting(analysis, text, start, base)
    others = [each for each in dates_inside(analysis, start, end) if each.start != base.start]
    if len(others) > 1 or (
        base.kind == "duration" and others and _BEGAN.match(text, others[0].end)
    ):
        return None
    others = others or dates_inside(analysis, max(begin, sentence_before(text, start)), start)[-1:]
    return base, others[0] if others else None, side


def _without_figures(analysis: Analysis, text: str, start: int, end: int) -> str:
    """Give a text in which the names between two places hold no figures: S&P500の時価総額は."""
    for each in inside(analysis.mentions, start, end):
        name = _FIGURE.sub("x", text[each.start : each.end])
        text = text[: each.start] + name + text[each.end :]
    return text


def side_told(text: str, quantity: Quantity) -> Side | None:
    """Give the direction in which a number is told to be a change; None where it is none."""
    ends = (quantity.phrase[1], quantity.end)
    found = next(
        (m for at in ends for each in (_MOVED, _BEYOND) if (m := each.match(text, at))), None
    )
    start, _ = sentence_around(text, quantity)
    found = found or _NAMED.search(text[start : quantity.phrase[0]])
    return None if found is None else "up" if found["up"] else "down"


def _base(analysis: Analysis, text: str, start: int, quantity: Quantity) -> Quantity | None:
    """Give the time before a number that its change is counted from."""
    at = quantity.phrase[0]
    for each in back_from(analysis.quantities, quantity.start):
        if each.start < start:
            return None
        if each.kind == "duration" and each.unit in ("months", "years"):
            told = _WITHIN.fullmatch(text, each.end, at) or _AGO.fullmatch(text, each.end, at)
            return each if told else None
        if each.kind == "date" and each.start_date is not None:
            first = _first_of_two(analysis, text, start, each, at)
            counted = _counts_from(text, each, quantity) or _within(text, each, quantity)
            return first or (each if counted else None)
    return None


_AT_START = re.compile(
    rf"(?:時点|現在)?(?:の|に|に?は)?(?:記録した|付けた|つけた)?(?:{_AMOUNT})?(?:だったの|だった)?(?:という|の)?"
    r"(?:[をが](?:ピーク|頂点|天井|境|底|大底|起点|最高)(?:に|として|で)|から|以降|以来|より)の?、?"
    r"(?:この|その|わずか|たった|ここまで|、){0,2}$"
)
"""Between the time at which a length of time began and that length: 8月末をピークに2カ月で."""


_BEGAN = re.compile(rf"(?:時点|現在)?(?:の|に)?(?:{_AMOUNT})?(?:から|より|以降|以来|を)")
"""Behind a time that no length of time ends with."""


def _starting(analysis: Analysis, text: str, start: int, base: Quantity) -> Quantity:
    """Give the time at which a length of time is told to have begun; else the length itself."""
    days = dates_inside(analysis, start, base.start) if base.kind == "duration" else []
    begun = days and _AT_START.fullmatch(text, days[-1].end, base.start)
    return days[-1] if begun else base


def is_whole_month(time: Quantity) -> bool:
    """Tell whether a time is a month, and none of its parts."""
    return time.mod is None and _WHOLE.fullmatch(time.timex or "") is not None


def _within(text: str, time: Quantity, quantity: Quantity) -> bool:
    """Tell whether a change is told to have come about in the month that stands before it."""
    told = is_whole_month(time) and _IN_MONTH.fullmatch(text, time.end, quantity.phrase[0])
    return bool(told) and not _counts_from(text, time, quantity)


def _counts_from(text: str, time: Quantity, quantity: Quantity) -> bool:
    """Tell whether a change is counted from the time before it."""
    at = quantity.phrase[0]
    beyond = _BEYOND.match(text, quantity.phrase[1]) or _BEYOND.match(text, quantity.end)
    if beyond:
        return _OVER.fullmatch(text, time.end, at) is not None
    since = time.text.endswith("来") and _OF_SINCE.fullmatch(text, time.end, at)
    return bool(since) or _AGAINST.fullmatch(text, time.end, at) is not None


def _first_of_two(
    analysis: Analysis, text: str, start: int, last: Quantity, at: int
) -> Quantity | None:
    """Give the first of two times: 年初の769億ドルから9月末の968億ドルへ, 昨年末から9月末までに."""
    spans = ((_REACHED, _LEFT), (_UNTIL, _FROM), (_REACHED, _FROM))
    for reached, left in spans:
        if reached.fullmatch(text, last.end, at) is None:
            continue
        for each in dates_inside(analysis, start, last.start):
            if left.fullmatch(text, each.end, last.start) is not None:
                return each
    return None


_FROM = re.compile(r"(?:時点)?から、?")
_FIGURE = re.compile(r"[0-9]")
_IN_MONTH = re.compile(r"(?:中|の間|の月間|単月)?(?:に|で|は|には|では|の)" + _NEAR)
"""Between a month and a change within it: 9月は逆に7.5%増えた."""
_WHOLE = re.compile(r"[0-9]{4}-[0-9]{2}")


def _same_span(
    analysis: Analysis, text: str, quantity: Quantity
) -> tuple[Quantity, Quantity] | None:
    """Give the two times that the sentence before names, where a number is of the same span."""
    start, _ = sentence_around(text, quantity)
    before = text[start : quantity.phrase[0]]
    if _SAME.search(before) is None and _NAMED.fullmatch(before) is None:
        return None
    days = dates_inside(analysis, sentence_before(text, start), start)
    days.sort(key=lambda each: (each.end_date is not None, each.end_date))
    return (days[0], days[-1]) if len({each.end_date for each in days}) == 2 else None
