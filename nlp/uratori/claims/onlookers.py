"""Who only speaks of a number, and owns none: brokers, analysts, whoever forecasts of others."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import read_table
from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView

_KINDS = frozenset({"equity", "institution", "group"})
_BESIDE = r"(?:[)）]|[(（][^()（）]{1,20}[)）])?"
_MARKED = lazy(_BESIDE + r"(?:は|が|も)")
_PERSON = lazy(
    _BESIDE + r"の(?:[^、。はがの]{1,10}の)?"
    r"(?:アナリスト|エコノミスト|ストラテジスト|担当者|幹部|[^、。はがを0-9]{1,12}(?:氏|さん|委員))"
)
_ACCORDING = lazy(_BESIDE + r"(?:の[^、。はが]{1,16})?によ(?:ると|れば)")
_RATED = lazy(r"目標(?:株価|水準|値)|投資判断|レーティング")
_RATES = lazy(
    r"(?:引き?[上下]げ|据え置|設定|修正|と[しす]|に[しす]|維持|強調|格[上下]げ)(?!られ|かれ|され)"
)
_REVISES = lazy(r"(?:予想|見通し|予測|目標)")
_THINKS = lazy(
    r"(?:と|を)、?(?:[^、。「」]{0,8}(?:は|が))?(?:みて|みる|みた|見て|見る|見た|予想|予測|見込|見積|指摘|試算"
    r"|推計|分析|計算|警告|期待|語|述べ|話[しす]|主張|説明|強調)(?!まれ|さ?れ|られ)"
)
_PRICED = frozenset({"price", "currency", "technical", "crypto"})
"""Families of which nobody speaks who tells of his own figures: what a market quotes."""
_STREET = frozenset({"price_target"})


@cache
def _brokers() -> re.Pattern[str]:
    words = [row["word"] for row in read_table("speakers") if row["sort"] == "broker"]
    return lazy("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def is_broker(mention: Mention) -> bool:
    """Tell whether a name is that of a house which rates others: 野村証券."""
    return mention.type in _KINDS and _brokers().search(mention.text) is not None


def is_onlooker(view: SentenceView, quantity: Quantity, metric: Metric, mention: Mention) -> bool:
    """Tell whether a mention speaks of the number and cannot own it.

    「JPモルガンは目標株価を1万5000円に引き下げた」, 「松井証券は株価が3%上がるとみる」.
    """
    if mention.type not in _KINDS or mention.end > quantity.start:
        return False
    if _ACCORDING.match(view.folded, mention.end, quantity.start):
        return is_broker(mention) or metric.family in _PRICED
    if _PERSON.match(view.folded, mention.end, quantity.start):
        return metric.family != "rate"
    if not _MARKED.match(view.folded, mention.end, view.sentence.end):
        return False
    if metric.key in _STREET:
        return _rates(view, quantity, mention)
    if metric.family in _PRICED:
        return _thinks(view, quantity) or (is_broker(mention) and _revises(view, quantity, mention))
    return False


def speaks(view: SentenceView, quantity: Quantity, mention: Mention) -> bool:
    """Tell whether a mention forecasts or tells the number, which can still be its own."""
    if mention.type not in _KINDS or mention.end > quantity.start:
        return False
    if _ACCORDING.match(view.folded, mention.end, quantity.start):
        return True
    if not _MARKED.match(view.folded, mention.end, view.sentence.end):
        return False
    if is_broker(mention) and (
        _revises(view, quantity, mention) or _rated(view, quantity, mention)
    ):
        return True
    return _thinks(view, quantity)


def _rates(view: SentenceView, quantity: Quantity, mention: Mention) -> bool:
    if is_broker(mention):
        return True
    return _RATES.search(view.folded, quantity.end, view.sentence.end) is not None and (
        view.folded.find("目標株価を", mention.end, quantity.start) >= 0
    )


def _rated(view: SentenceView, quantity: Quantity, mention: Mention) -> bool:
    return _RATED.search(view.folded, mention.end, quantity.start) is not None


def _revises(view: SentenceView, quantity: Quantity, mention: Mention) -> bool:
    return (
        _REVISES.search(view.folded, mention.end, quantity.start) is not None
        and _RATES.search(view.folded, quantity.end, view.sentence.end) is not None
    )


def _thinks(view: SentenceView, quantity: Quantity) -> bool:
    return _THINKS.search(view.folded, quantity.end, view.sentence.end) is not None
