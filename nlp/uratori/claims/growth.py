"""Changes that no price makes: sales grow (増) and shrink (減), a price rises and falls."""

from __future__ import annotations

from ..records import Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_GROWN = lazy(
    r"(?:[)）]|\([^()]{1,20}\))?(?:の|も|ほど|程度|前後|超|近く|強|弱)?"
    r"(?:大幅な?に?|大きく|それぞれ)?"
    r"(?:増|減|縮|拡大|改善|悪化|成長|削減|圧縮|多[いくか]|少な|鈍化|減速|落ち込|膨ら|伸長|上振れ|下振れ"
    r"|を?上回|を?下回|(?:引き|切り)[上下]げ|[上下]方修正|上積み|積み増|上乗せ|増額|減額)"
)
_MULTIPLES = ("倍増", "半減")


def grown(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a change is one that no price makes: 12%増, 倍増, 3ポイント改善."""
    if quantity.text.endswith(_MULTIPLES):
        return True
    return _GROWN.match(view.folded, quantity.end, view.sentence.end) is not None
