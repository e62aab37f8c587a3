"""The parties of a deal: the price of an offer is the target's, a holding is the holder's."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView
from .ties import EntityTie, Topic

_OFFERED = "tender_price"
"""The metric that only what is bought has."""
_BESIDE_OFFER = frozenset({"close", "premium", "market_cap"})
"""What is of the target too, where the same sentence tells the price of the offer."""
_HOLDINGS = frozenset({"stake", "holdings"})
_CODE = r"(?:[)）]|[(（][^()（）]{1,20}[)）])?"
_TARGET = lazy(
    _CODE + r"(?:株式?)?(?:を|に(?!よ)|への?|に対する)[^。はが]{0,30}?"
    r"(?:TOB|公開買い?付け|完全子会社|買収(?!さ)|非公開化)"
)
"""What makes of a name what is bought: 「持田製薬を(TOBで)完全子会社化する」."""
_BUYER = lazy(
    _CODE
    + r"(?:は|が)[^。]{0,60}?(?:[をにへ](?:対し)?[^。はが]{0,30}?(?:TOB|公開買い?付け|買収(?!さ)"
    r"|完全子会社)|TOBを(?:実施|発表|始))"
)
"""What makes of a name who buys: 「大塚HDは5日、持田製薬を完全子会社化する」."""
_OFFER = lazy(r"TOB|公開買い?付け|買い?付け価格|買い?取り価格|買収価格")
_HELD_BY = lazy(r"[がの](?:持つ|持っている|保有する|保有している|握る|所有する)[^、。はがを]{0,8}$")
_HELD = lazy(
    _CODE
    + r"(?:株式?|の株式)?(?:の(?:持ち?株|保有|議決権|出資)|への(?:出資|持ち?株|投資)|の?株式?の"
    r"|株(?:式)?(?:保有|持ち))"
)
_DEALT = lazy(
    _CODE + r"(?:株式?|の(?:全?株式|一部|事業|株式の一部)|株式?の(?:一部|全て))?"
    r"(?:[^、。はがをの]{0,8}を|の(?:買収|取得|売却)(?:額|総額|金額|価額))"
)
"""What makes of a name what is dealt in, at another's price: 「X株の一部を5億円で売却した」."""
_BACK = 6
"""Sentences back to the one that told who is bought."""
_ROOM = 16
_SURE = 0.9


def target_tie(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    """Give what is bought, where a number is the price of an offer for it or stands beside one.

    「大塚HDは持田製薬を完全子会社化する。買い付け価格は1株3200円で、4日の終値(2500円)を上回る」.
    """
    if metric.key != _OFFERED and metric.key not in _BESIDE_OFFER:
        return None
    if metric.key != _OFFERED and not _offers(view, quantity):
        return None
    target = _target(view, topics)
    if target is None or not metric.admits(target.type):
        return None
    return EntityTie(target, _SURE, f"what is bought is {target.text}")


def buys(view: SentenceView, metric: Metric, mention: Mention) -> bool:
    """Tell whether a name is only the buyer, who has no offer price of his own."""
    if metric.key != _OFFERED:
        return False
    return _BUYER.match(view.folded, mention.end) is not None


def held_by_other(view: SentenceView, metric: Metric, mention: Mention) -> bool:
    """Tell whether a name is only that of what somebody holds: 京阪が持つオリエンタルランド株."""
    if mention.type != "equity":
        return False
    if metric.key == "acquisition":
        return _DEALT.match(view.folded, mention.end, view.sentence.end) is not None
    if metric.key not in _HOLDINGS:
        return False
    begin = max(view.sentence.start, mention.start - _ROOM)
    if _HELD_BY.search(view.folded[begin : mention.start]) is not None:
        return True
    return _HELD.match(view.folded, mention.end, view.sentence.end) is not None


def _offers(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a sentence told the price of an offer before a number, and no other name."""
    offer = _OFFER.search(view.folded, view.sentence.start, quantity.start)
    if offer is None:
        return False
    return all(m.start < offer.start() or m.start > quantity.end for m in view.mentions)


def _target(view: SentenceView, topics: Sequence[Topic]) -> Mention | None:
    here = [m for m in view.mentions if _is_target(view, m)]
    if here:
        return here[-1]
    for topic in reversed(topics):
        if view.index - topic.sentence > _BACK:
            break
        if topic.mention is not None and _is_target(view, topic.mention):
            return topic.mention
    return None


def _is_target(view: SentenceView, mention: Mention) -> bool:
    return mention.type == "equity" and _TARGET.match(view.folded, mention.end) is not None
