"""Which part a mention plays in its sentence, read from what follows it."""

from __future__ import annotations

from typing import Literal

from ..records import Mention
from ..text.lazy import lazy

Role = Literal[
    "topic", "subject", "genitive", "reference", "object", "locative", "label", "direct", "other"
]

REACH = 48
"""Characters after a mention that can tell its role."""

_BRACKET = lazy(r"\s?[(（<＜【\[][^()（）<>＜＞【】\[\]]{1,30}[)）>＞】\]]")
_FIGURE = lazy(r"\s?[(（][0-9]")
_SUFFIX = lazy(
    r"(?:\s?(?:種|指数|平均|株式|株価|株|社|自体|側|全体|相場|市場|ファンド|ETF|連動型|など|各社|勢|型))*"
)
REFERENCE = lazy(
    r"(?:水準|倍率|の?(?:PER|PBR|水準|評価|株価収益率)|倍)?"
    r"(?:(?:と|に)(?:比べ|比較|対し|対する|比して|対比)|との(?:比較|対比|差|格差|開き|かい離|乖離|相関|連動|トラッキング)|とは(?:対照|違|異な|逆)"
    r"|に(?:[^、。はがを]{0,6}で?)?(?:並ぶ|並び|並べ|追い|匹敵|見劣り|肩を|追随|さや寄せ|届く|収れん)"
    r"|と(?:肩を|並ぶ|並び|並べ|同じ|同等|同水準|横並び|同程度|等しく|同格|遜色)"
    r"|の[^、。はがを]{1,10}とは(?:対照|違|異な|逆)|よりも?|比(?=[0-9で約▲]|較)|並み|対比"
    r"|(?:の[0-9][0-9.]{0,5}%(?:[高安]|の?(?:上昇|下落))?)?に(?:は)?(?:及ば|届か|見劣り|[^、。はがを]{0,12}(?:負け|勝[ちった]|敗れ|劣後|劣[るっ]|後れ))"
    r"|(?:の[^、。はがを]{1,8})?を[^、。]{0,16}?(?:上回|下回|アウトパフォーム|アンダーパフォーム|しの[いぐ]|凌|リード))"
)
_ABOUT = lazy(
    r"について|に関して|をめぐ|に対する[^、。]{0,16}?(?:目標株価|投資判断|評価|見方|強気|買い推奨|売り推奨)"
)
"""What makes a name what the sentence speaks of: 「X社に対する目標株価は平均465ドル」."""
_TOPIC = lazy(
    r"(?:は|も|では|には|とは|に(?:至|いた)って[はも]|となると|に限[れる][ばと]|に目を[移転向][^、。]{1,4}と|(?:と(?:呼ばれる|いう|称される)|を(?:含む|中心とする|代表とする))"
    r"[^、。は]{0,20}は|の(?:(?!ため|ので)[^、。はがを]){0,24}(?:は|も)(?!の))"
)
_PARTICLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("subject", ("が",)),
    ("genitive", ("の", "における", "による", "での")),
    ("object", ("を",)),
    ("locative", ("で", "において", "に", "へ", "から")),
)
_LABELS = frozenset(":、,|/=＝・")
_NUMBERS = frozenset("0123456789約▲△+-")


def role_of(folded: str, mention: Mention, sentence_end: int) -> Role:
    """Tell the role of a mention: 「S&P 500は」 is a topic, 「S&P 500と比べて」 a reference."""
    after = folded[mention.end : min(mention.end + REACH, sentence_end)]
    if after[:1] in ")）>】":
        after = after[1:]
    if bracket := _BRACKET.match(after):
        after = after[bracket.end() :]
    elif _FIGURE.match(after):
        return "direct"
    if suffix := _SUFFIX.match(after):
        after = after[suffix.end() :]
    if _ABOUT.match(after):
        return "topic"
    if REFERENCE.match(after):
        return "reference"
    if _TOPIC.match(after):
        return "topic"
    return _plain_role(after)


def _plain_role(after: str) -> Role:
    for role, particles in _PARTICLES:
        if after.startswith(particles):
            return role
    if after[:1].isspace() or after[:1] in _LABELS:
        return "label"
    return "direct" if after.removeprefix("(")[:1] in _NUMBERS else "other"
