"""What a cue of mood leaves alone: a dated figure in brackets, a fact whose effect is foreseen."""

from __future__ import annotations

from ..records import Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_DATED = lazy(r"終値|時点|現在|引け値|前日比|前週比|大引け")
_ROOM = 40
"""Characters of a bracket on either side of its number."""
_EFFECT = lazy(
    r"、[^、。]{0,12}(?:市場|相場|株価|株式|日本株|東京|投資家|株)(?:[にのはがも]|では|でも)[^、。]{0,12}"
    r"(?:影響|支え|重荷|追い風|逆風|波及|買い|売り|反映|交錯|先行|意識|優勢|映|材料|恩恵|打撃|警戒|引き継)[^、。]{0,8}\Z"
)
"""What a fact brings about elsewhere: 0.4%下落し、29日の東京市場に影響しそうだ."""


def bracketed(view: SentenceView, quantity: Quantity) -> tuple[int, int] | None:
    """Give the span of the brackets in which a number stands with its day; None without them."""
    start, end = quantity.phrase
    opened = view.folded.rfind("(", max(view.sentence.start, start - _ROOM), start)
    if opened < 0 or view.folded.find(")", opened, start) >= 0:
        closed = view.folded.rfind(")", opened, start) if opened >= 0 else -1
        opened = view.folded.rfind("(", max(view.sentence.start, start - _ROOM), opened)
        if opened < 0 or closed < 0 or view.folded.count(")", opened, start) != 1:
            return None
    close = view.folded.find(")", end, min(view.sentence.end, end + _ROOM))
    if close < 0 or not _DATED.search(view.folded, opened, close):
        return None
    return opened, close


def tells_effect(view: SentenceView, start: int, cue: int) -> bool:
    """Tell whether between a number and a cue another clause tells what the fact may bring."""
    return _EFFECT.search(view.folded, start, cue) is not None
