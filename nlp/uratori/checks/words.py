"""Checks of numbers against the words and the levels beside them: direction, order, bands."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Quantity
from ..text.lazy import lazy
from .operands import Operand, one_subject
from .remarks import Page, Remark

_RISES = ("続伸", "反発", "急伸", "続騰")
_WORD = "続伸|反発|急伸|続騰|続落|反落|急落"
_BEHIND = lazy(
    rf"(?P<sign>[高安])(?:の[0-9万億,.円銭ポイント]{{1,20}})?(?:と|で|、)"
    rf"(?:大幅に?|小幅に?|[0-9]{{1,2}}日)?(?P<word>{_WORD})"
)
"""「120円安と続伸」: a sign behind the number, and the word that it goes with."""
_AHEAD = lazy(rf"(?P<word>{_WORD})(?:し|して|した)?、?(?:前日比|前週末比|終値は前日比)?$")
_SIGNS = frozenset("高安")
_REGAINED = lazy(r"(?:を|に)(?:回復|奪回|維持|乗せ|超え)")
_CLOSED = lazy(r"(?:で|に)(?:この日の|午後の)?(?:取引を)?(?:終え|引け|終了)")
_DURING = ("一時", "場中", "取引時間中", "寄り付き", "前場", "朝方", "割り込", "割れ", "失")
_WINDOW = 12
_LEVELS = {"high": ("高値", "high"), "low": ("安値", "low")}


def direction(page: Page) -> Iterator[Remark]:
    """Hold 「120円安と続伸」 against itself: a fall is no 続伸."""
    for quantity in page.pool.quantities:
        told = _told(page.text, quantity)
        if told is None or quantity.kind in ("date", "duration"):
            continue
        sign, word = told
        right = (sign == "高") == (word in _RISES)
        yield Remark(
            check="direction",
            status="consistent" if right else "inconsistent",
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
    sign = text[quantity.end : quantity.end + 1]
    ahead = _AHEAD.search(text[max(0, quantity.start - _WINDOW) : quantity.start])
    return (sign, ahead["word"]) if ahead and sign in _SIGNS else None


def ordering(page: Page) -> Iterator[Remark]:
    """Hold a close against the day's high and low of the same thing, told in one sentence."""
    for close in page.pool.operands:
        if close.claim.metric != "close" or close.claim.modality != "fact":
            continue
        if _CLOSED.match(page.text, close.quantity.phrase[1]) is None:
            continue
        for other in page.pool.near(close, 200):
            if other.claim.metric in _LEVELS and _one_day(close, other):
                yield _ordered(close, other)


def _one_day(close: Operand, other: Operand) -> bool:
    same = one_subject(close, other) and close.quantity.unit == other.quantity.unit
    if not same or close.claim.sentence != other.claim.sentence or other.claim.basis:
        return False
    return close.claim.period == other.claim.period or other.claim.period is None


def _ordered(close: Operand, other: Operand) -> Remark:
    high = other.claim.metric == "high"
    level, bound = close.quantity.value or 0, other.quantity.value or 0
    right = level <= bound if high else level >= bound
    ja, en = _LEVELS["high" if high else "low"]
    sign = "<=" if high else ">="
    return Remark(
        check="ordering",
        status="consistent" if right else "inconsistent",
        quantity=close.quantity,
        against=(other.quantity,),
        formula=f"{close.quantity.text} {sign} {other.quantity.text}",
        ja=f"終値「{close.phrase}」は{ja}「{other.phrase}」と"
        f"{'矛盾しない' if right else '矛盾する'}。",
        en=f"The close of {close.phrase} {'fits' if right else 'does not fit'} the {en} "
        f"of {other.phrase}.",
        mend_ja=f"終値か{ja}のどちらかを確かめる。",
        mend_en=f"Verify the close or the {en}.",
    )


def band(page: Page) -> Iterator[Remark]:
    """Hold a close against a mark that it is said to be above: 4万円台を回復し3万9980円で終えた."""
    for close in page.pool.operands:
        if _CLOSED.match(page.text, close.quantity.phrase[1]) is None:
            continue
        for mark in page.pool.before(close):
            if not _regained(page, mark, close):
                continue
            floor = mark.quantity.core.low
            level = close.quantity.outer.high
            if floor is None or level is None:
                continue
            right = level >= floor
            yield Remark(
                check="band",
                status="consistent" if right else "inconsistent",
                quantity=close.quantity,
                against=(mark.quantity,),
                formula=f"{close.quantity.text} >= {mark.quantity.text}",
                ja=f"「{close.phrase}」は「{mark.phrase}」に{'届く' if right else '届かない'}。",
                en=f"{close.phrase} {'reaches' if right else 'does not reach'} {mark.phrase}.",
                mend_ja="水準か終値のどちらかを確かめる。",
                mend_en="Verify the mark or the close.",
            )


def _regained(page: Page, mark: Operand, close: Operand) -> bool:
    if mark.quantity.modifier != "band" or mark.quantity.unit != close.quantity.unit:
        return False
    if _REGAINED.match(page.text, mark.quantity.phrase[1]) is None:
        return False
    start = max(0, mark.quantity.start - _WINDOW)
    between = page.text[start : close.quantity.start]
    return "。" not in between and not any(word in between for word in _DURING)
