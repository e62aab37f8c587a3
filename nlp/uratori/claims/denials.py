"""Where a text denies a number: 20%ではなく, 4万円に届かなかった, 3割安いわけではない."""

from __future__ import annotations

from collections.abc import Collection

from ..records import Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_GROWN = (
    r"\)?(?:程度|ほど|前後|以上|台|超|近く)?[増減高安]?"
    r"(?:の(?:上昇|下落|増加|減少|増[益収配]|減[益収配]|水準|大台|節目|利[上下]げ))?"
)
_NOT = r"(?=な(?!ければなら|いと)|ませ|ず)"
_NOT_DONE = r"(?:て(?:は|も)?い?(?=な|ませ))"
_DENIED = lazy(
    _GROWN + r"(?:では(?:な[いくかし]|あり?ませ)|でな[いくか]"
    rf"|に(?:は|も)?(?:まだ|なお|いまだ|遠く|わずかに|僅かに|小幅に|大きく|惜しくも|到底|あと一歩)?(?:届(?:か|け{_NOT}|い{_NOT_DONE})|達[しせ](?:てい)?{_NOT}|満た|及ば|至ら|乗ら"
    rf"|乗せ(?:られ)?(?:{_NOT}|{_NOT_DONE}))"
    rf"|[をは](?:割り?(?:込ま)?(?=な|ず|ませ|ら)|下回ら|上回ら|(?:[上下]回っ|割っ){_NOT_DONE}"
    rf"|(?:超え|付け|つけ)(?:{_NOT}|{_NOT_DONE})|割り?込んで(?:は|も)?い?(?=な|ませ)|保て"
    rf"|(?:維持|回復|突破)(?:でき|し)(?:{_NOT}|{_NOT_DONE}))"
    r"|割れ[をは][^、。]{0,8}(?:免れ|まぬがれ|回避(?:し[たて]|でき))"
    r"|(?:を|に|まで)(?:超える|[上下]回る|割り?込む|割る|付ける|つける|試す|達する|届く|乗せる"
    r"|(?:突破|回復|維持|到達)する|[上下]がる)(?:こと|わけ|状況|場面)(?:は|では|も)な)"
)
DENYING = (
    "ではな", "ではあ", "でな", "届", "達し", "達せ", "満た", "及ば", "至ら", "乗ら", "乗せ",
    "を割", "は割", "割り込", "割込", "回ら", "回って", "回る", "超え", "付け", "つけ", "保て",
    "免れ", "まぬがれ", "回避", "維持", "回復",
    "突破", "試す", "達する", "到達す", "上がるこ", "下がるこ", "上がるわ",
    "下がるわ", "上がる状", "下がる状", "上がる場", "下がる場",
)  # fmt: skip
"""All that `_DENIED` matches holds one of these; few sentences do."""
DENYING_LATER = (
    "わけでは", "とは言え", "とはいえ", "ほどでは", "ことには", "とは限ら", "とは思", "とは考え",
    "とはみて", "とは見て", "とは想定", "とは予想",
)  # fmt: skip
_DENIED_LATER = lazy(
    r"(?:わけでは|とは言え|とはいえ|ほどでは|ことには|とは限ら|とは思え)(?:な|ませ|あり?ませ)"
    r"|とは(?:考え(?:にく|づら|られな)|(?:考え|思っ|[み見]|想定し|予想し)てい?(?=な|ませ))"
)


def negated(view: SentenceView, quantity: Quantity, hints: Collection[str]) -> bool:
    """Tell whether the text denies a number; what another is measured against is not denied."""
    start, end = quantity.phrase[1], view.sentence.end
    denied = (
        "denied" in hints
        and (
            _DENIED.match(view.folded, start, end) is not None
            or _DENIED.match(view.folded, quantity.end, end) is not None
        )
    ) or ("denied later" in hints and _denied_later(view, quantity))
    return denied and not any(
        m.end == quantity.phrase[0] - 1 and view.compared(m) for m in view.mentions
    )


def _denied_later(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether the last number of a clause is denied at its end: 30%割安なわけではない."""
    start = quantity.phrase[1]
    if view.folded.startswith("と、", start):  # 28倍と、割高なわけではない
        return False
    found = _DENIED_LATER.search(view.folded, start, view.sentence.end)
    if found is None or found.end() > view.clause_end(start):
        return False
    between = view.between(start, found.start())
    if "「" in between or "ば" in between:  # another says so; a ground: 20%を考えれば
        return False
    return not view.figures_between(start, found.start())
