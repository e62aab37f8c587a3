"""Ties a number to a metric: every candidate with its score and its reason, best first."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import msgspec

from ..records import Claim, Quantity
from ..text.lazy import lazy
from .growth import grown
from .metric_scores import GRANTED, LEAST, score_after, score_before
from .metrics import Cue, Metric, Side
from .metrics import metric as metric_row
from .prices import is_assumed, is_price, pair_of_unit
from .readings import RESULTS, Reading, arrives, is_in_unit, is_of_rates, reading_as
from .sentence import SentenceView

RECENT = 4
"""Claims back to which a sentence may go on with a metric."""
_FAR = 200
"""Characters back to the claims that a comparison (安い, 下回る) can speak of."""
_NEAR = 80
"""Characters between a sentence and a claim that it goes on from."""
_ADJACENT = 0.9
"""The score from which the name of a metric stands right beside the number."""
_LOOSE = ("relative", "price", "rate", "valuation")
"""Families whose figure may be high or low against another: 「PERは28倍」, not 「稼働率は98%」."""
_CLOSED = lazy(r"(?:を|の|が)?(?:閉店|退店|閉鎖|撤退|解約)")
_STORES = frozenset({"store_openings", "stores"})
"""What shops that were closed are no number of: 「2店舗退店した」."""
_OF_ONE_SHARE = frozenset({"initial_price", "offer_price", "price_target"})
_DEAREST = 100_000_000
"""Yen that no share costs: 「初値で算出した時価総額は、約3150億円」."""
_OF_LEADS = ("points", "percentage_point")
_LEADS = lazy(
    r"(?:ほど|近く|以上)?の?(?:アウトパフォーム|アンダーパフォーム|勝[っりる]|劣後|しの[いぐ]|凌)"
)
"""What makes of points how far one thing was ahead of another: 5ポイントアウトパフォームした."""
_OF_RATES = ("bp", "percentage_point")
"""Units in which nothing but a rate moves by a bare verb: 50bp引き上げた."""
_RECKONED = lazy(r"(?:ベース|時点|換算)?で(?!も|は|取引|終)")
_TOPIC = lazy(r"(?:[(（][^()（）]{1,16}[)）])?[はがも]")
_PRICES_OF_DAY = ("close", "open", "high", "low", "return", "price_change", "none")
_DEAR = lazy(r"(?:近く|超|程度|ほど|あまり|強|弱)?[高安](?![いくかめ値])")
_TOLD_OF_FIRMS = ("results", "internals")
_SHARED_WORDS = ("rate", "relative")
"""Families named by words that anything can have: 計, 割引率."""


class MetricTie(msgspec.Struct, frozen=True):
    """One metric that a number may be of."""

    metric: Metric
    reading: Reading
    score: float
    cue: tuple[int, int]
    reason: str
    named: bool = False
    """The metric's own noun stands there, not only a verb that several metrics share."""
    entity: str | None = None
    """Whose it is where that is what tells the metric; None where the owner is looked for."""
    mention: str | None = None
    """The name, somewhere before, of that entity."""
    source: str | None = None
    """The number whose metric it goes on with."""
    preferred: bool = False
    """A scorer took it over the rules' choice."""


def metric_ties(
    view: SentenceView, quantity: Quantity, before: Sequence[Claim] = ()
) -> list[MetricTie]:
    """Give the metrics whose words stand with a number in one sentence, best first.

    before: the claims just made, the last one last.
    """
    ties = [
        tie
        for cue in view.cues_near(quantity)
        for row, side in cue.readings
        if quantity.unit in row.told_in
        and (tie := _tie(view, quantity, cue, row, side)) is not None
        and (not (row.requires or row.unless) or _granted(view, row, before))
    ]
    if quantity.direction is not None:
        ties += _by_direction(view, quantity)
    elif is_price(quantity.unit):
        ties += _by_unit(view, quantity)
    if not ties:
        return ties
    ties.sort(key=attrgetter("score"), reverse=True)
    return _with_base(view, quantity, _beside(_at_close(view, ties)))


def _at_close(view: SentenceView, ties: list[MetricTie]) -> list[MetricTie]:
    """Leave out the close by which something else is reckoned: 「時価総額は30日の終値で5兆円」."""
    best = ties[0]
    if best.metric.key != "close" or not best.named:
        return ties
    if not _RECKONED.match(view.folded, best.cue[1]):
        return ties
    topics = [
        tie
        for tie in ties
        if tie.named
        and tie.metric.key not in _PRICES_OF_DAY
        and tie.cue[1] <= best.cue[0]
        and _TOPIC.match(view.folded, tie.cue[1])
    ]
    return [tie for tie in ties if tie.metric.key != "close"] if topics else ties


def _beside(ties: list[MetricTie]) -> list[MetricTie]:
    """Leave out what stands farther off than the name of a metric right beside the number.

    「基準価額は1万円、純資産総額は2兆円」: without an entity, 2兆円 is still no 基準価額.
    """
    if not ties or ties[0].score < _ADJACENT:
        return ties
    if any(t.named and t.score >= _ADJACENT and t.metric.family not in _LOOSE for t in ties):
        ties = [tie for tie in ties if tie.named or tie.metric.family != "relative"]
    if not ties or not ties[0].named or ties[0].score < _ADJACENT:
        return ties
    best = ties[0].metric
    if best.key in RESULTS or best.family in _SHARED_WORDS:
        return ties
    return [tie for tie in ties if tie.metric.key == best.key or tie.score >= _ADJACENT]


def _by_direction(view: SentenceView, quantity: Quantity) -> list[MetricTie]:
    """Read 「512円(1.3%)高」 as a change of the price of whatever the clause speaks of."""
    if quantity.kind != "change" or quantity.modifier == "band":
        return []  # 5万5000円台回復 is a level
    rows = [row for row in map(metric_row, RESULTS) if quantity.unit in row.units]
    if not rows or grown(view, quantity) or view.other_subject(quantity):
        return []
    here = (quantity.start, quantity.start)
    return [MetricTie(row, "change", 0.6, here, "direction of the number") for row in rows]


def _by_unit(view: SentenceView, quantity: Quantity) -> list[MetricTie]:
    """Read 1ドル=153円 and 1バレル=70ドル as the price of what the unit or the clause names."""
    row, here = metric_row("close"), (quantity.start, quantity.start)
    pair = pair_of_unit(quantity.unit) is not None
    if pair and is_assumed(view, quantity):
        row = metric_row("assumed_fx")
        return [MetricTie(row, "level", 0.96, here, "a rate that is assumed", named=True)]
    return [MetricTie(row, "level", 0.9 if pair else 0.75, here, "a price by its unit", named=pair)]


def _tie(
    view: SentenceView, quantity: Quantity, cue: Cue, metric: Metric, side: Side
) -> MetricTie | None:
    """Give the tie of a number to one word, None where it is weaker than `LEAST`."""
    if side == "verb" and cue.end <= quantity.phrase[0]:
        return None  # a verb stands behind its number
    reading = reading_as(view, metric, quantity, side, cue)
    if reading is None or _is_barred(view, quantity, cue, metric, side):
        return None
    score = _score(view, quantity, cue, metric, side)
    if reading == "change" and metric.family == "valuation":
        score -= 0.1
    score += GRANTED * len(metric.requires)
    if score < LEAST:
        return None
    where = "before" if cue.end <= quantity.start else "after"
    return MetricTie(
        metric,
        reading,
        score,
        (cue.start, cue.end),
        f"{view.folded[cue.start : cue.end]} {where} the number",
        side == "noun",
    )


def _is_barred(
    view: SentenceView, quantity: Quantity, cue: Cue, metric: Metric, side: Side
) -> bool:
    """Tell whether a number cannot be of a metric though its unit is: a price it arrived at."""
    if metric.key in RESULTS:
        return (side == "verb" and arrives(view, quantity)) or is_in_unit(view, cue)
    if metric.key == "close" and quantity.unit in _OF_LEADS:
        return _LEADS.match(view.folded, quantity.end, view.sentence.end) is not None
    if metric.key in _OF_ONE_SHARE and quantity.unit == "JPY":
        return quantity.value is not None and quantity.value >= _DEAREST
    if metric.key in _STORES:
        return _CLOSED.match(view.folded, quantity.end, view.sentence.end) is not None
    if metric.family != "rate" or side != "verb" or quantity.unit in _OF_RATES:
        return False
    return not is_of_rates(view, cue)


def _score(view: SentenceView, quantity: Quantity, cue: Cue, metric: Metric, side: Side) -> float:
    if cue.end <= quantity.phrase[0]:
        return score_before(view, cue, metric, quantity)
    if cue.start >= quantity.end:
        return score_after(view, cue, metric, quantity, side)
    # 3割安: 割安 only where a valuation is spoken of, else the price fell by 30%
    if side == "noun" or metric.family != "relative":
        return 0.0
    return 0.9 if _family_stands(view, "valuation", ()) else 0.0


def _granted(view: SentenceView, metric: Metric, before: Sequence[Claim]) -> bool:
    """Tell whether the sentence holds what the metric asks for beside its own word."""
    sentence = view.between(view.sentence.start, view.sentence.end)
    if any(word in sentence for word in metric.unless):
        return False
    return all(
        any(_family_stands(view, w[1:], before) if w[0] == "@" else w in sentence for w in group)
        for group in metric.requires
    )


def _family_stands(view: SentenceView, family: str, before: Sequence[Claim]) -> bool:
    """Tell whether a metric of a family stands here or just before, of an @family near it."""
    plain = family.removeprefix("@")
    if any(row.family == plain for cue in view.cues for row, _ in cue.readings):
        return True
    near = view.sentence.start - _FAR
    return any(
        (claim.sentence[1] >= near if plain != family else is_beside(view, claim))
        and metric_row(claim.metric).family == plain
        for claim in before[-RECENT:]
        if claim.metric
    )


def is_beside(view: SentenceView, claim: Claim) -> bool:
    """Tell whether a claim stands in the same paragraph, at most a sentence before."""
    gap = view.between(claim.sentence[1], view.sentence.start)
    return len(gap) <= _NEAR and gap.count("\n") < 2


def _with_base(view: SentenceView, quantity: Quantity, ties: list[MetricTie]) -> list[MetricTie]:
    """Let the metric that changes win over the bare change: 「純資産は15%増加」.

    Only the nearest metric noun of the clause can be what changes; 株価 and 終値 change by
    a return, so they leave the change as it is.
    """
    if not ties or ties[0].metric.key not in RESULTS:
        return ties
    bases = [tie for tie in ties if tie.metric.key not in RESULTS]
    if not bases:
        return ties
    nearest = _nearest_noun(view, quantity)
    if _of_a_price(view, quantity, bases):
        return ties
    if nearest is None or _new_owner(view, nearest[1], quantity):
        return ties
    base = [tie for tie in bases if tie.cue == nearest]
    return base + [t for t in ties if t not in base] if base else ties


def _of_a_price(view: SentenceView, quantity: Quantity, bases: Sequence[MetricTie]) -> bool:
    """Tell whether a number is told as only a price is: 「EPSは予想に届かず4.4%安」."""
    if not _DEAR.match(view.folded, quantity.end, view.sentence.end):
        return False
    return all(tie.metric.family in _TOLD_OF_FIRMS for tie in bases)


def _nearest_noun(view: SentenceView, quantity: Quantity) -> tuple[int, int] | None:
    """Give the last metric noun of a number's clause, the base of a 率 that it has: PERの上昇率."""
    end = quantity.phrase[0]
    nouns = [cue for cue in view.cues if cue.end <= end and _is_noun(cue)][-2:]
    if not nouns or view.parted(nouns[-1].end, end):
        return None
    if len(nouns) > 1 and _is_result(nouns[1]) and _of(view, *nouns):
        nouns.pop()
    return nouns[-1].start, nouns[-1].end


def _is_noun(cue: Cue) -> bool:
    return any(side == "noun" for _, side in cue.readings)


def _new_owner(view: SentenceView, start: int, quantity: Quantity) -> bool:
    """Tell whether a name is the topic of a number: 「目標株価を上げたB社は4%高」 is no target."""
    return any(
        start <= m.start and m.end <= quantity.phrase[0] and view.folded[m.end] in "はも"
        for m in view.mentions
    )


def _is_result(cue: Cue) -> bool:
    """Tell whether a word is a mere change: 上昇, 下落率."""
    return any(row.key in RESULTS for row, _ in cue.readings)


def _of(view: SentenceView, noun: Cue, change: Cue) -> bool:
    return view.between(noun.end, change.start) == "の"
