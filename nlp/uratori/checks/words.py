"""Checks of numbers against the words and the levels beside them: direction, order, bands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from ..records import Quantity
from ..text.lazy import lazy
from .day import days_told
from .operands import Operand, one_subject
from .remarks import Page, Remark

_UP = frozenset(
    ("高", "増", "続伸", "反発", "急伸", "続騰", "上昇", "増益", "増収")
)  # fmt: skip
_WORD = "続伸|反発|急伸|続騰|続落|反落|急落"
_BEHIND = lazy(
    rf"(?:[(][0-9.]{{1,8}}%[)])?(?P<sign>[高安])(?:の[0-9万億,.円銭ポイント]{{1,20}})?(?:と|で|、)"
    rf"(?:大幅に?|小幅に?|[0-9]{{1,2}}日)?(?P<word>{_WORD})"
)
"""「120円安と続伸」: a sign behind the number, and the word that it goes with."""
_AHEAD = lazy(
    rf"(?P<word>{_WORD})(?:して|した|し)?[、。]?"
    r"(?:(?:終値|大引け|引け値|(?:[A-Z]{2,6}の?)?(?:期近|期先|中心限月)?の?(?:(?:[0-9]{4}年)?[0-9]{1,2}月[物限])?)"
    r"[はが]、?)?"
    r"(?:前(?:営業)?日|前週末)?(?:比|に比べて?|より)?$"
)
"""「続伸し、終値は前日比」: a word of direction, and the change of the same thing after it."""
_YEN = lazy(
    rf"円(?:相場)?は[^。]{{0,24}}(?P<word>{_WORD})(?:し|した|して)?[^。0-9]{{0,12}}[。、][^。高安]{{0,60}}"
    r"(?:前日|前週末|同時点|同時刻)[^。0-9]{0,8}(?:比|比べ)て?、?$"
)
_YEN_MOVED = lazy(r"の円(?P<sign>[高安])")
"""「円相場は続伸した。…前日に比べ42銭の円安」."""
_RATE = lazy(
    r"(?:利回り|金利)(?:[(][^()]{1,12}[)])?は[^。0-9]{0,12}(?P<word>上昇|低下)し(?:た|ました)。"
    r"[^。]{0,60}(?:前日|前週末)比で?、?$"
)
_RATE_MOVED = lazy(r"(?P<sign>高|低)い[0-9.%]{2,8}")
"""「長期金利は低下した。…前日比0.030%低い1.465%」."""
_GROWN = lazy(
    r"(?P<sign>増|減)の[0-9兆億万,.]{1,14}円(?:と(?=な)|だった|で)[^。0-9が]{0,24}"
    r"(?:[0-9]{1,2}(?:年|期|四半期)連続の?|2桁の?)(?P<word>増益|減益|増収|減収)"
)
"""「14%減の62億円となり、3年連続の減益」."""
_SIGN = lazy(r"(?:[(][0-9.]{1,8}%[)]|、[0-9.]{1,8}%)?(?P<sign>[高安])(?![値くめ])")
_OPENINGS = frozenset("(、高安の低増減")
"""What each of these begins with, but for `_AHEAD` and what stands before a number."""
_REGAINED = lazy(r"(?:を|に)(?:初めて|再び)?(?:回復|奪回|維持|乗せ|超え)")
_CLOSED = lazy(r"(?:で|に)(?:この日の|午後の|日中の?)?(?:取引を)?(?:終え|引け|終了)")
_PASSED = lazy(
    r"(?:の[大節][台目])?(?:を|に)(?:(?P<up>上回り|上回って|上回る|回復し|回復して|突破し|突破して|超え|超えて|乗せ|乗せて|奪回し)"
    r"|下回り|下回って|下回る|割り込み|割り込んで|割れ|割って|割り|下抜け)、?"
    r"(?:(?:取引を)?(?:引け|終え)、)?(?:(?:終値|大引け)は|そのまま|一時は?)?"
    r"(?:(?:前日比|前週末比|前営業日比)?[0-9万,.円銭ドルポイント]{1,14}(?:[(][0-9.]{1,8}%[)])?[高安]の)?"
)
"""「4万円を割り込み、」: a mark and the way that it was passed."""
_REACHED = lazy(
    r"(?:と(?!比)|となり|となって|で(?:引け|終え)(?!て(?:い[たて]|おり))|で、)、?[^。]{0,40}?"
)
_MARK = lazy(
    r"(?:の[大節][台目])?(?:を|に)(?:初めて|再び|一気に)?(?:(?P<up>回復|乗せ|突破|上回|超え|奪回)|(?P<down>割|下回))"
)
"""「4万9876円と、5万円台を回復した」: a level, and the mark that it passed."""
_CLOSE_IS = lazy(r"(?:終値[はが](?:[^。]{0,24})?|[高安]の)$")
_ENDED = lazy(
    r"(?:で|に)(?:この日の|午後の)?(?:取引を)?(?:終え|終わ|引け|終了|推移|取引され|終わりま)|(?=。)|(?:となった|となりました|だった|でした|を[付つ]けた)(?=[。、が])"
    r"|まで(?:の)?(?:(?P<down>売られ|下げ|下落|値下がり)|(?P<up>買われ|上げ|上昇|値上がり))"
)
_DURING = ("一時", "場中", "取引時間中", "寄り付き", "前場", "朝方", "割り込", "割れ", "失")
_ALIKE = 2
"""Times that a level and a mark of the same thing may differ."""
_NOW = lazy(r"(?:前後|近辺)?で(?:取引され|推移し)")
_CLOSE_ABOVE = lazy(r"終値は前日(?:を|比|より|に比べ)[^。、]{1,20}(?:高い|安い|上回る|下回る)$")
_WINDOW = 12
_REACH = 44
"""Characters before a change in which the word of its direction stands."""
_YEN_REACH = 110
_DAY = 200
"""Characters from a close to the high and the low of its day."""
_LABEL = lazy(r"(?:^|[、。はがでの日\n])(?P<level>始値|高値|安値|終値)(?:が|は|の|:)?\s?$")
_NEXT_LABEL = lazy(
    r"(?:で|だった|を[付つ]け(?:て|た)?|と)?[、。,]?\s?(?:高値|安値|終値)(?:が|は|の|:)?\s?"
)
_TOUCHED = lazy(r"(?:を[付つ]け(?:た後|て|た)?|まで[^。、0-9]{1,12}て?)[、,]?")
_ABOVE_BEFORE = lazy(
    r"で?[、,]終値は前日(?:を|比|より|に比べ)[0-9.]{1,6}%(?:上回る|下回る|高い?の?|安い?の?)"
)
_PLAIN = (None, "less_than", "more_than")
"""Modifiers of a mark: none, or what 「を割り込み」 itself makes of it."""
_WAYS = {"up": "上回る", "down": "下回る"}
_KEYS = {"高値": "high", "安値": "low"}
_LEVELS = {"high": ("高値", "high"), "low": ("安値", "low")}


def direction(page: Page) -> Iterator[Remark]:
    """Hold 「120円安と続伸」 against itself: a fall is no 続伸."""
    if not page.says("続", "反", "急", "増益", "減益", "利回り", "金利"):
        return
    for quantity in page.quantities:
        if page.text[quantity.end : quantity.end + 1] not in _OPENINGS:
            continue
        told = _told(page.text, quantity)
        if told is None or quantity.kind in ("date", "duration"):
            continue
        sign, word = told
        right = (sign in _UP) == (word in _UP)
        yield Remark(
            check="direction",
            right=right,
            quantity=quantity,
            ja=f"「{quantity.text}{sign}」と「{word}」は向きが{'合う' if right else '逆'}。",
            en=f"{quantity.text}{sign} and {word} point "
            f"{'the same way' if right else 'opposite ways'}.",
            mend_ja=f"「{sign}」か「{word}」のどちらかを直す。",
            mend_en=f"Correct either {sign} or {word}.",
        )


def _told(text: str, quantity: Quantity) -> tuple[str, str] | None:
    """Give the sign behind a number and the word of direction beside it."""
    if behind := _BEHIND.match(text, quantity.end):
        return behind["sign"], behind["word"]
    before = text[max(0, quantity.start - _YEN_REACH) : quantity.start]
    if (moved := _YEN_MOVED.match(text, quantity.end)) and (said := _YEN.search(before)):
        return moved["sign"], said["word"]
    if (moved := _RATE_MOVED.match(text, quantity.end)) and (said := _RATE.search(before)):
        return moved["sign"], said["word"]
    if moved := _GROWN.match(text, quantity.end):
        return moved["sign"], moved["word"]
    sign = _SIGN.match(text, quantity.end)
    ahead = sign and _AHEAD.search(text[max(0, quantity.start - _REACH) : quantity.start])
    return (sign["sign"], ahead["word"]) if sign and ahead else None


def ordering(page: Page) -> Iterator[Remark]:
    """Hold a close against the day's high and low of the same thing, told in one sentence."""
    if not page.says("終", "引け"):
        return
    told: set[str] = set()
    for close, bounds in itertools.chain(_listed(page), days_told(page)):
        if close.id not in told:
            told.add(close.id)
            slips = [bound for bound in bounds if not _in_order(close, *bound)]
            yield _ordered(close, *(slips or bounds)[0])
    for operand in page.pool.operands:
        close = operand.quantity
        if operand.claim.metric != "close" or operand.claim.modality != "fact":
            continue
        if close.id in told or _CLOSED.match(page.text, close.phrase[1]) is None:
            continue
        for distance, other in page.pool.neighbours(operand, _DAY):
            if distance > _DAY:
                break
            if other.claim.metric in _LEVELS and _one_day(operand, other):
                yield _ordered(close, other.quantity, other.claim.metric)


def _listed(page: Page) -> Iterator[tuple[Quantity, list[tuple[Quantity, str]]]]:
    """Give each close that a row of levels ends in: 高値4万円、安値3万9千円、終値3万9500円."""
    row: list[tuple[Quantity, str]] = []
    for quantity in page.quantities:
        label = _LABEL.search(page.text[max(0, quantity.phrase[0] - _WINDOW) : quantity.phrase[0]])
        if quantity.unit == "percent" and label is not None:
            continue  # 終値は前日を3%上回る2512円
        level = label["level"] if label else _close_behind(page, row, quantity)
        if level is None or quantity.value is None:
            row = []
            continue
        left = row[-1][0].phrase[1] if row else quantity.phrase[0]
        if label and row and _NEXT_LABEL.fullmatch(page.text, left, quantity.phrase[0]) is None:
            row = []
        row.append((quantity, level))
        unit = _money(quantity)
        bounds = [(q, _KEYS[name]) for q, name in row if name in _KEYS and _money(q) == unit]
        if level == "終値" and bounds:
            yield quantity, bounds


def _close_behind(page: Page, row: list[tuple[Quantity, str]], quantity: Quantity) -> str | None:
    """Tell whether a number behind high and low is the close: 「…を付け、3318円で取引を終えた」."""
    if not row or quantity.value is None:
        return None
    between = page.text[row[-1][0].phrase[1] : quantity.phrase[0]]
    ended = _CLOSED.match(page.text, quantity.phrase[1])
    if ended and _TOUCHED.fullmatch(between):
        return "終値"
    return "終値" if _ABOVE_BEFORE.fullmatch(between) else None


def _money(quantity: Quantity) -> str:
    """Give the unit without what it is a price of: 1バレル61ドル is followed by 59ドル."""
    return quantity.unit.partition("/")[0]


def _one_day(close: Operand, other: Operand) -> bool:
    same = one_subject(close, other) and close.quantity.unit == other.quantity.unit
    if not same or close.claim.sentence != other.claim.sentence or other.claim.basis:
        return False
    return close.claim.period == other.claim.period or other.claim.period is None


def _in_order(close: Quantity, bound: Quantity, key: str) -> bool:
    level, limit = close.value or 0, bound.value or 0
    return level <= limit if key == "high" else level >= limit


def _ordered(close: Quantity, bound: Quantity, key: str) -> Remark:
    right = _in_order(close, bound, key)
    ja, en = _LEVELS[key]
    sign = "<=" if key == "high" else ">="
    return Remark(
        check="ordering",
        right=right,
        quantity=close,
        against=(bound,),
        formula=f"{close.text} {sign} {bound.text}",
        ja=f"終値「{close.text}」は{ja}「{bound.text}」と{'矛盾しない' if right else '矛盾する'}。",
        en=f"The close of {close.text} {'fits' if right else 'does not fit'} the {en} "
        f"of {bound.text}.",
        mend_ja=f"終値か{ja}のどちらかを確かめる。",
        mend_en=f"Verify the close or the {en}.",
    )


def band(page: Page) -> Iterator[Remark]:
    """Hold a level against a mark that it is said to be above or below."""
    yield from _back_above(page)
    yield from _passed(page)


def _back_above(page: Page) -> Iterator[Remark]:
    """Hold a close against a band that was regained: 4万円台を回復し3万9980円で終えた."""
    if not page.says("回復", "乗せ", "奪回"):
        return
    for close in page.pool.operands:
        if not _is_level_now(page.text, close.quantity):
            continue
        for mark in page.pool.before(close):
            if not _regained(page, mark, close):
                continue
            floor = mark.quantity.core.low
            level = close.quantity.outer.high
            if floor is None or level is None or level * _ALIKE < floor:
                continue
            right = level >= floor
            yield Remark(
                check="band",
                right=right,
                quantity=close.quantity,
                against=(mark.quantity,),
                formula=f"{close.quantity.text} >= {mark.quantity.text}",
                ja=f"「{close.phrase}」は「{mark.phrase}」に{'届く' if right else '届かない'}。",
                en=f"{close.phrase} {'reaches' if right else 'does not reach'} {mark.phrase}.",
                mend_ja="水準か終値のどちらかを確かめる。",
                mend_en="Verify the mark or the close.",
            )


def _is_level_now(text: str, level: Quantity) -> bool:
    """Tell whether a number is where a price ended or stands: 終値は前日より295円高い4万2918円."""
    start, end = level.phrase
    return (
        _CLOSED.match(text, end) is not None
        or _NOW.match(text, end) is not None
        or _CLOSE_ABOVE.search(text[max(0, start - _REACH) : start]) is not None
    )


def _passed(page: Page) -> Iterator[Remark]:
    """Hold a level against the mark that it has passed: 4万円を割り込み3万9800円で終えた."""
    if not page.says("上回", "下回", "超え", "割", "回復", "突破", "乗せ", "奪回", "下抜"):
        return
    levels = [q for q in page.quantities if q.kind not in ("date", "duration", "ordinal")]
    for at, first in enumerate(levels):
        for level in levels[at + 1 : at + 4]:
            way = _way(page, first, level)
            if way is not None and first.value is not None:
                yield _marked(level, first, first.value, way)
        for mark in levels[at + 1 : at + 2]:
            way = _passed_behind(page, first, mark)
            edge = mark.core.low if mark.modifier == "band" else mark.value
            if way is not None and edge is not None:
                yield _marked(first, mark, edge, way)


def _marked(level: Quantity, mark: Quantity, edge: Fraction, way: str) -> Remark:
    reached = level.outer.high if way == "up" else level.outer.low
    right = reached is None or (reached >= edge if way == "up" else reached <= edge)
    return Remark(
        check="band",
        right=right,
        quantity=level,
        against=(mark,),
        formula=f"{level.text} {'>=' if way == 'up' else '<='} {mark.text}",
        ja=f"「{level.text}」は「{mark.text}」を{_WAYS[way]}"
        f"{'水準である' if right else '水準ではない'}。",
        en=f"{level.text} {'is' if right else 'is not'} "
        f"{'above' if way == 'up' else 'below'} {mark.text}.",
        mend_ja="水準か節目のどちらかを確かめる。",
        mend_en="Verify the mark or the level.",
    )


def _passed_behind(page: Page, level: Quantity, mark: Quantity) -> str | None:
    """Tell which way a close passed a mark that is told behind it, None where none is."""
    if mark.unit.partition("/")[0] != level.unit.partition("/")[0] or level.modifier is not None:
        return None
    start = level.phrase[0]
    closed = _CLOSE_IS.search(page.text[max(0, start - _REACH) : start])
    passed = _MARK.match(page.text, mark.phrase[1])
    if closed is None or passed is None:
        return None
    between = _REACHED.fullmatch(page.text, level.phrase[1], mark.phrase[0])
    return None if between is None else "up" if passed["up"] else "down"


def _way(page: Page, mark: Quantity, level: Quantity) -> str | None:
    """Tell which way a mark was passed to a level, None where the text does not say so."""
    if mark.modifier not in _PLAIN or mark.unit.partition("/")[0] != level.unit.partition("/")[0]:
        return None
    between = _PASSED.fullmatch(page.text, mark.end, level.phrase[0])
    ended = _ENDED.match(page.text, level.phrase[1])
    if between is None or ended is None:
        return None
    way, other = ("up", "down") if between["up"] else ("down", "up")
    return None if ended[other] else way


def _regained(page: Page, mark: Operand, close: Operand) -> bool:
    if mark.quantity.modifier != "band" or mark.quantity.unit != close.quantity.unit:
        return False
    if _REGAINED.match(page.text, mark.quantity.phrase[1]) is None:
        return False
    start = max(0, mark.quantity.start - _WINDOW)
    between = page.text[start : close.quantity.start]
    ended = "終値" in page.text[start : mark.quantity.start] and between.count("。") == 1
    return ("。" not in between or ended) and not any(word in between for word in _DURING)
