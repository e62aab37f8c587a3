"""Chooses the metric of a number: the best tie whose entity can be had, or one gone on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ..records import Claim, Quantity
from ..text.lazy import lazy
from .cells import move_beside
from .entity_ties import Topic, entity_ties
from .going_on import going_on
from .levels import Level, level_near
from .measures import measure_told
from .metric_ties import MetricTie, is_beside, metric_ties
from .metrics import metric as metric_row
from .multiples import multiple_told
from .quoted import price_told
from .readings import RESULTS
from .sentence import SentenceView
from .yields import yield_told

_SURE = 0.9
"""The score of a name right beside the number, from which nothing else is asked."""
_NAMED_PRICE = 0.6
"""The same for a price by its name, 始値 or 高値, beside which a bare price is no close."""
_FAR = 0.3
"""What a metric that somebody can have may score less than one that nobody here can."""
_OWN = 0.7
"""The score from which the metric named in a sentence is not that of the sentence before."""
_MERE = 0.78
"""The most that a word of a mere change counts beside what tells what changed."""
_RATE = ("利下げ", "利上げ", "金利", "金融緩和", "利回り")
_MEASURED = (
    *("騰落率", "上昇率", "下落率", "値上がり率", "値下がり率", "リターン", "トータルリターン"),
    *("値上がり幅", "値下がり幅", "上げ幅", "下げ幅", "年初来", "パフォーマンス"),
    *("累積", "超過", "収益率", "運用", "で運用"),
)
"""Names of a return that are of a price whoever has it: 「成長株」の騰落率は8%."""
_LISTS = ("、", "・", "と", "、同")
_PRICES = ("株価", "相場", "終値", "大引け")
_STATISTIC = lazy(r"前年同月比|前月比")
"""What figures of the economy and of sales are measured by, and no price without an owner is."""
_OF_ANYTHING = ("価格", "相場", "レート", "指数", "為替")
"""Words of a price that are no close without an owner: 「入札の価格は3億円」."""
_TRADED = ("で取引を終え", "で初日の取引を終え", "で引け")
"""What only a price that closed is told by, whoever has it."""
_UNOWNED = 0.55
_CONTINUES = (
    *("一方", "対して", "これに対し", "それに対し", "他方"),
    *("片や", "かたや", "半面", "反対に", "逆に"),
)


def metric_of(
    view: SentenceView,
    quantity: Quantity,
    topics: Sequence[Topic],
    before: Sequence[Claim],
    units: Mapping[str, str],
    levels: Sequence[Level] = (),
) -> MetricTie | None:
    """Give the metric of a number, None where nothing in reach is one.

    topics: what the sentences before spoke of. before: the claims just made, the last ones last.
    units: the unit of each number of the text by its id. levels: the prices told before.
    """
    best = _best(view, quantity, topics, before)
    if best is not None and best.named and _settled(best, before):
        return best
    own = best is not None and best.named and best.score >= _OWN and best.metric.key not in RESULTS
    told = (
        None
        if own and not _goes_on_here(view, before)
        else going_on(view, quantity, before, units),
        best,
        multiple_told(view, quantity),
        _price(view, quantity, topics, levels),
        measure_told(view, quantity, topics),
        yield_told(view, quantity, before),
        move_beside(view, quantity, before),
    )
    ties = [tie for tie in told if tie is not None]
    if ties:
        return max(ties, key=_weight)
    if (other := listed_with(view, quantity)) is not None:
        shared = metric_of(view, other, topics, before, units, levels)
        if shared is not None and (shared.metric.key in RESULTS or shared.cue[0] >= other.end):
            return shared
    return _continued(view, quantity, before)


def metrics_proposed(
    view: SentenceView,
    quantity: Quantity,
    topics: Sequence[Topic],
    before: Sequence[Claim],
    units: Mapping[str, str],
    levels: Sequence[Level] = (),
) -> list[MetricTie]:
    """Give every metric that a number might be of, best first: what `metric_of` chooses among."""
    named = [
        tie
        for tie in metric_ties(view, quantity, before)
        if tie.metric.admits("")
        or entity_ties(view, quantity, tie.metric, topics)
        or _stands_alone(view, quantity, tie)
    ]
    told = (
        going_on(view, quantity, before, units),
        multiple_told(view, quantity),
        _price(view, quantity, topics, levels),
        measure_told(view, quantity, topics),
        yield_told(view, quantity, before),
        move_beside(view, quantity, before),
        _continued(view, quantity, before),
    )
    ties = [*named, *(tie for tie in told if tie is not None)]
    return sorted(ties, key=_weight, reverse=True)


def _price(
    view: SentenceView, quantity: Quantity, topics: Sequence[Topic], levels: Sequence[Level]
) -> MetricTie | None:
    """Give the tie of a price; where nobody is named, of what had about that price before."""
    near = level_near(view, quantity, levels)
    if near is not None and not view.mentions:
        return near
    return price_told(view, quantity, topics) or near


def _goes_on_here(view: SentenceView, before: Sequence[Claim]) -> bool:
    """Tell whether this sentence has a claim already, which a number could go on from."""
    return bool(before) and before[-1].sentence[0] == view.sentence.start


def _settled(best: MetricTie, before: Sequence[Claim]) -> bool:
    """Tell whether nothing else need be asked; what goes on would be of the last metric anyway."""
    same = before and before[-1].metric == best.metric.key and best.metric.family == "results"
    return bool(same) or best.score >= _sure(best)


def listed_with(view: SentenceView, quantity: Quantity) -> Quantity | None:
    """Give the number behind that ends a list and tells its direction: 「1.2%、0.9%下げた」."""
    if quantity.kind != "level":
        return None
    behind = next((q for q in view.quantities if q.start >= quantity.end), None)
    if behind is None or behind.unit != quantity.unit:
        return None
    return behind if view.between(quantity.end, behind.start) in _LISTS else None


def _weight(tie: MetricTie) -> float:
    return min(tie.score, _MERE) if tie.metric.key in RESULTS else tie.score


def _sure(tie: MetricTie) -> float:
    """Give the score from which nothing else is asked: a mere 上昇 says least of what rose."""
    if tie.metric.key in RESULTS:
        return _MERE
    priced = tie.metric.family == "price" and tie.reading == "level"
    return _NAMED_PRICE if priced else _SURE


def _best(
    view: SentenceView, quantity: Quantity, topics: Sequence[Topic], before: Sequence[Claim]
) -> MetricTie | None:
    """Take the best tie whose entity can be had; a metric that nobody here can have ranks last.

    It does not where it stands alone and the next is far: 「配当は128円、終値3555円」 tells one.
    """
    ties = metric_ties(view, quantity, before)
    for tie in ties:
        if tie.score < ties[0].score - _FAR and _stands_alone(view, quantity, ties[0]):
            return ties[0]
        rivals = [other for other in ties if other.score == tie.score and other.cue == tie.cue]
        if rivals[1:] and (owned := _owned(view, quantity, rivals, topics)):
            return owned
        if tie.metric.admits("") or entity_ties(view, quantity, tie.metric, topics):
            return tie
    alone = next((tie for tie in ties if _stands_alone(view, quantity, tie)), None)
    if alone is not None and alone.metric.key == "close" and not alone.named:
        return msgspec.structs.replace(alone, score=_UNOWNED)  # whose, another tie may know
    return alone


def _owned(
    view: SentenceView,
    quantity: Quantity,
    rivals: Sequence[MetricTie],
    topics: Sequence[Topic],
) -> MetricTie | None:
    """Let the owner tell which of two metrics a word names: 総資産 of a firm, of a central bank."""
    best, least = None, 0.0
    for tie in rivals:
        owners = entity_ties(view, quantity, tie.metric, topics)
        if owners and owners[0].score > least:
            best, least = tie, owners[0].score
    return best


def _stands_alone(view: SentenceView, quantity: Quantity, tie: MetricTie) -> bool:
    """Tell whether a metric is sure even though nobody is named whose it is.

    「PERは28倍」 and 「3回の利下げ」 are; 「客数は1割伸びた」 is no price return.
    """
    if tie.metric.family == "rate":
        return any(word in tie.reason for word in _RATE)
    if tie.metric.key in RESULTS:
        if _STATISTIC.search(view.between(view.sentence.start, quantity.phrase[0])):
            return False
        return tie.reason.startswith(_MEASURED) or _priced(view, quantity)
    if tie.metric.key == "close" and view.between(*tie.cue) in _OF_ANYTHING:
        return False
    if tie.metric.key == "close" and view.between(*tie.cue) in _TRADED:
        return quantity.unit not in ("", "points", "index")
    return tie.metric.family == "relative" or tie.named


def _priced(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether the clause speaks of a price of somebody unknown: 「親会社の株価は3%高」."""
    return any(
        view.between(cue.start, cue.end) in _PRICES and not view.parted(cue.end, quantity.phrase[0])
        for cue in view.cues_near(quantity)
        if cue.end <= quantity.phrase[0]
    )


def _continued(
    view: SentenceView, quantity: Quantity, earlier: Sequence[Claim]
) -> MetricTie | None:
    """Go on with the metric of the last claim: 「S&P 500のPERは28倍。一方、IWMは19.5倍だ」."""
    if quantity.direction is not None or quantity.kind not in ("level", "change"):
        return None
    if quantity.unit in ("percent", "ratio") or not view.mentions:
        return None
    heard = [
        m
        for cue in view.heard
        for m, side in cue.readings
        if m.family == "valuation" and side == "noun"
    ]
    said = [metric_row(c.metric) for c in earlier[-1:] if c.metric and is_beside(view, c)]
    for row in (*said, *reversed(heard)):
        bare = quantity.unit == "" and "times" in row.units
        if row.family == "valuation" and (quantity.unit in row.units or bare):
            score = 0.7 if view.folded.startswith(_CONTINUES, view.sentence.start) else 0.6
            return MetricTie(row, "level", score, (quantity.start,) * 2, "goes on from before")
    return None
