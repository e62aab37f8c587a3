"""A price told of a day by no word but its owner: 「9日のトヨタは3609円となった」."""

from __future__ import annotations

from ..records import Mention, Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_DAY = r"(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[(][月火水木金土日][)])?"
_OF_A_DAY = lazy(_DAY + r"(?:(?:時点|終値時点|現在)?の|、|には?、?)$")
_CODE = r"(?:[(（][^()（）]{1,12})?[)）]?"
_IS = lazy(_CODE + r"(?:は|が)、?")
_ON = lazy(_CODE + r"(?:は|が)" + _DAY + r"(?:に|には|、|時点で)、?")
_STOOD = lazy(
    r"(?:台|前後)?(?:だ[。っ]|だった|となった|となってい|でし|である|を記録|を付け|をつけ)"
)
_BEHIND = lazy(r"(?:だった|となった|を付けた|をつけた|を記録した)")
_WHEN = lazy(_DAY + r"(?:時点で|に|、|には)?$")
_BACK = 16
"""Characters before a name or a number in which its day stands."""


def told_of_a_day(view: SentenceView, owner: Mention, quantity: Quantity) -> bool:
    """Tell whether a number is what its owner stood at on a day that is named right beside."""
    if owner.start >= quantity.end:
        return _told_before(view, owner, quantity)
    if not view.sentence.start <= owner.end <= quantity.phrase[0]:
        return False
    if _STOOD.match(view.folded, quantity.end, view.sentence.end) is None:
        return False
    gap = view.between(owner.end, quantity.phrase[0])
    if _ON.fullmatch(gap):
        return True
    return _IS.fullmatch(gap) is not None and _ends_with_day(view, owner.start, of=True)


def _told_before(view: SentenceView, owner: Mention, quantity: Quantity) -> bool:
    """Tell of a clause before the name: 「10月19日に6858だったS&P500は」."""
    found = _BEHIND.match(view.folded, quantity.end, view.sentence.end)
    if found is None or found.end() != owner.start:
        return False
    return _ends_with_day(view, quantity.phrase[0], of=False)


def _ends_with_day(view: SentenceView, end: int, *, of: bool) -> bool:
    start = max(view.sentence.start, end - _BACK)
    return (_OF_A_DAY if of else _WHEN).search(view.folded, start, end) is not None
