"""Whether a number is said of what is not: of what may be, is hoped for or is denied."""

from __future__ import annotations

import re

from ...records import Quantity
from .words import says

_HARMLESS = re.compile(
    r"(?:止ま|とどま|変わ|限ら|動か|定ま|衰え|収ま|おさま|過ぎ|すぎ|違い|しか|少なく|見え|晴れ|尽き|途切れ|絶え|届か|及ば|足り|満た|揺るが|崩れ)"
    r"(?:ら|し|て|てい)?ない|(?:届い|及ん|達し)て(?:は)?い?ない|[てで]みれば"
    r"|(?:[てで]み|確認し|計算し|調べ|数え|並べ|比べ|見|開い|覗い|のぞい|明け|起き|覚め|開け|気づい|気がつい)たら"
    r"|予想(?=の?(?:PER|株価収益率|EPS|1株|配当利回り|利益|ベース))"
)
"""What leaves a figure a fact: denials of a mood or a bound, 予想 in the name of a ratio."""
_OF_SENTENCE = re.compile(r"可能性|見通し|見込|予想|だろう|かもしれ|期待|目指|懸念|必要")
_FACT_FIRST = re.compile(
    r"[^、。]{0,30}?(?:[ただ]った|[いしけげれびきちりんっ]た|[いあ]る)"
    r"(?:ので|のだから|から|ため|が|ものの|だけに|ことから|ことで|とはいえ|けれども?|けど|し)、"
)
"""Behind a figure of a clause that is a fact, whatever is foreseen of it: …あったので、."""


def is_unsaid(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Tell whether the words round a number, or those that end its sentence, take it for no fact.

    A denial or a condition counts in the number's own clause, a forecast anywhere.
    """
    first = _FACT_FIRST.match(text, quantity.end, end)
    sentence = _HARMLESS.sub("", text[start : first.end() if first else end])
    if _OF_SENTENCE.search(sentence):
        return True
    behind = re.split(r"[、。]", text[quantity.end : end])[0]
    return says("not_said", _HARMLESS.sub("", text[start : quantity.end] + behind))
