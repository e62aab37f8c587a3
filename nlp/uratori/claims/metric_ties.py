"""Ties a number to a metric: every candidate with its score and its reason, best first."""

from __future__ import annotations

import msgspec

from ..records import Quantity
from ..text.lazy import lazy
from .growth import grown
from .metrics import Cue, Metric, Side
from .metrics import metric as metric_row
from .prices import is_assumed, is_price, pair_of_unit
from .readings import MOVED, RESULTS, Reading, arrives, is_in_unit, is_of_rates, reading_as
from .sentence import SentenceView

LEAST = 0.5
"""A weaker tie is not made."""
_ADJACENT = 0.9
"""The score from which the name of a metric stands right beside the number."""

_BEFORE = lazy(
    r"[)）」』\s]{0,2}(?:(?:[(（][^()（）]{1,12}[)）])?(?:は|が|も|を|の|で|に|[:、=＝|])?){1,2}"
    r"(?:現在|足元|直近|実に|なんと|およそ|わずか)?[\s*「(（]{0,2}"
)
_AFTER_VERB = lazy(
    r"(?:/[A-Za-z]{1,2})?(?:(?:も|ほど|程度|前後|以上|超|もの|ずつ|分|近く|ポイント)?(?:の|もの|という|とか|で|に|と|だけ|、)?"
    r"(?:大幅な|大幅|追加の?|緊急|急|小|価値を|水準|ペースで|計算で?)?)[「*]{0,2}"
)
_AFTER_NOUN = lazy(r"(?:程度|前後|超|以上|近い|台)?(?:の|という|といった)[「*]{0,2}")
_CAUSE = lazy(
    r"によ[りる]|に伴[いうっ]|から、|(?:こと|など)から|ため、?|[もが]あ[りっ]|影響|を受け|に加え|を計上し"
    r"|[がも](?:響|重荷|痛手|足かせ|追い風|逆風|効い|効き|かさ)|結果|寄与し|控除し|を中心に|を主因に|を[^、。]{0,12}(?:上回|下回|超え|割り込)"
    r"|(?:等|など|増加|減少|改善|悪化|低下|上昇|拡大|縮小)で"
)
"""What makes the word before it a reason: 「営業利益は減価償却費の増加により43億円となった」."""
_BESIDE = 14
"""Characters before a number in which its own subject is looked for."""
_SUBJECT = lazy(r"[はがも]、?(?:[前同対昨][^、。はがも]{0,8})?$")
"""What marks the subject that a number stands right behind: 「…は前年比」."""
_NEW_TOPIC = lazy(r"は、?(?:[前同対昨][^、。はがも]{0,8})?$")
_TOPIC = lazy(
    r"(?:[(（][^()（）]{1,24}[)）]|[)）」])?"
    r"(?:は|も|につ(?:いて|きまして)|に関して|におきまして)"
)
"""What makes of a metric that which the clause speaks of: 「当期利益(連結)については」."""
_EXTREMES = frozenset({"high", "low"})
_TOUCHED = lazy(r"を|に|圏|から|で|更新")
"""What makes of a high something that was reached: 「最安値を付け、対フランでは195円だった」."""
_PREDICATE = lazy(r"し|する|さ[れせ]")
"""What makes a verb of a noun: 「2店舗を出店した結果56店舗」."""
_GRANTED = 0.06
"""What each group of required words that stands there adds to the score."""
_REASON = 0.3
"""What a word loses that only tells the reason of a number."""
_RELATIVE_GAP = 10
"""Characters between 割安度 and its number; 割安 farther away is of something else."""
_LIMITED = lazy(
    r"(?:に(?:当たる|あたる|相当する)|[、・とや]|または|かつ)*(?:程度)?"
    r"(?:[をが](?:上限|限度)(?:と(?:する|した)|に(?:する|した)?|の)?、?)(?:新たな)?"
)
"""What stands between an upper bound, perhaps of two numbers, and what it bounds."""
_LOOSE = ("relative", "price", "rate", "valuation")
"""Families whose figure may be high or low against another: 「PERは28倍」, not 「稼働率は98%」."""
_PARTS = lazy(
    r"(?:を|で|について|に関して)?(?:[^、。0-9]{0,8}別に)?(?:見|み)(?:ると|れば|て)、?|の内訳"
)
_BY_PART = ("別の", "別", "別に見た", "別にみた")
"""What makes of a metric the head of a list of its parts: 「地域別の売上高をみると、日本が…」."""
_IS_HIGH = lazy(r"と[^、。]{0,12}(?:高|低)(?:い水準|い|く)")
"""What tells of a number itself that it is high: 「支持率は60%と高い水準」 is no premium."""
_CLOSED = lazy(r"(?:を|の|が)?(?:閉店|退店|閉鎖|撤退|解約)")
_NEW_STORES = "store_openings"
_STORES = frozenset({_NEW_STORES, "stores"})
"""What shops that were closed are no number of: 「2店舗退店した」."""
_BOOKED = lazy(r"を計上(?:し|する|さ)")
_INTO = lazy(r"[にへ、][^、。はがをもの]{1,12}[金益息損費失料入]$")
"""What leads to a number booked that has a name of its own: 「営業外収益に受取利息1億円を計上」."""
_NEW_SHARES = lazy(r"(?:程度|規模)?の(?:第[3三]者割り?当て?|公募)?増資")
"""What a number behind another's metric is of: 「含み損が膨らみ、300億円の増資」."""
_PRICED = ("unit_price", "close")
_THAN = lazy(r"(?:に|と)比べ|より|に対し")
"""What makes of a price what another is measured against: 「前週の価格に比べ3円の値上げ」."""
_ONLY_WHEN = lazy(r"直後|後|から|前|以降|で|時")
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


def metric_ties(
    view: SentenceView, quantity: Quantity, recent: frozenset[str] = frozenset()
) -> list[MetricTie]:
    """Give the metrics whose words stand with a number in one sentence, best first.

    recent: families of the metrics that the article has just spoken of.
    """
    ties = [
        tie
        for cue in view.cues_near(quantity)
        for row, side in cue.readings
        if (not row.requires or _granted(view, row, recent))
        and (tie := _tie(view, quantity, cue, row, side)) is not None
        and tie.score >= LEAST
        and (row.requires or not row.unless or _granted(view, row, recent))
    ]
    ties += _by_direction(view, quantity) + _by_unit(view, quantity)
    ties.sort(key=lambda tie: -tie.score)
    return _with_base(view, quantity, _beside(ties))


def _beside(ties: list[MetricTie]) -> list[MetricTie]:
    """Leave out what stands farther off than the name of a metric right beside the number.

    「基準価額は1万円、純資産総額は2兆円」: without an entity, 2兆円 is still no 基準価額.
    """
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
    if quantity.direction is None or quantity.kind != "change":
        return []
    rows = [row for row in map(metric_row, RESULTS) if quantity.unit in row.units]
    if not rows or grown(view, quantity) or view.other_subject(quantity):
        return []
    here = (quantity.start, quantity.start)
    return [MetricTie(row, "change", 0.6, here, "direction of the number") for row in rows]


def _by_unit(view: SentenceView, quantity: Quantity) -> list[MetricTie]:
    """Read 1ドル=153円 and 1バレル=70ドル as the price of what the unit or the clause names."""
    row = metric_row("close")
    if not is_price(quantity.unit) or quantity.direction is not None:
        return []
    here = (quantity.start, quantity.start)
    pair = pair_of_unit(quantity.unit) is not None
    if pair and is_assumed(view, quantity):
        row = metric_row("assumed_fx")
        return [MetricTie(row, "level", 0.96, here, "a rate that is assumed", named=True)]
    return [MetricTie(row, "level", 0.9 if pair else 0.75, here, "a price by its unit", named=pair)]


def _tie(
    view: SentenceView, quantity: Quantity, cue: Cue, metric: Metric, side: Side
) -> MetricTie | None:
    reading = reading_as(view, metric, quantity, side, cue)
    if reading is None or (side == "verb" and metric.key in RESULTS and arrives(view, quantity)):
        return None
    if metric.key in RESULTS and is_in_unit(view, cue):
        return None
    if metric.key in _STORES and _CLOSED.match(view.folded, quantity.end, view.sentence.end):
        return None
    own = quantity.unit in ("bp", "percentage_point")
    if metric.family == "rate" and side == "verb" and not (own or is_of_rates(view, cue)):
        return None
    if cue.end <= quantity.phrase[0]:
        score = _score_before(view, cue, metric, quantity) if side == "noun" else 0.0
    elif cue.start >= quantity.end:
        score = _score_after(view, cue, metric, quantity, side)
    else:  # 3割安: 割安 only where a valuation is spoken of, else the price fell by 30%
        valued = metric.family != "relative" or _family_stands(view, "valuation", frozenset())
        score = 0.9 if side == "verb" and valued and metric.family == "relative" else 0.0
    if reading == "change" and metric.family == "valuation":
        score -= 0.1
    score += _GRANTED * len(metric.requires)
    where = "before" if cue.end <= quantity.start else "after"
    return MetricTie(
        metric,
        reading,
        score,
        (cue.start, cue.end),
        f"{view.folded[cue.start : cue.end]} {where} the number",
        side == "noun",
    )


def _granted(view: SentenceView, metric: Metric, recent: frozenset[str]) -> bool:
    """Tell whether the sentence holds what the metric asks for beside its own word."""
    sentence = view.between(view.sentence.start, view.sentence.end)
    if any(word in sentence for word in metric.unless):
        return False
    return all(
        any(_family_stands(view, w[1:], recent) if w[0] == "@" else w in sentence for w in group)
        for group in metric.requires
    )


def _family_stands(view: SentenceView, family: str, recent: frozenset[str]) -> bool:
    plain = family.removeprefix("@")
    return family in recent or any(
        row.family == plain for cue in view.cues for row, _ in cue.readings
    )


def _score_before(view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity) -> float:
    gap = view.between(cue.end, quantity.phrase[0])
    if _has_other_name(view, metric, quantity, gap):
        return 0.0
    if _BEFORE.fullmatch(gap):
        return 0.65 if _in_brackets(view, cue, gap) else 0.95
    if metric.family == "relative" and (len(gap) > _RELATIVE_GAP or "を" in gap):
        return 0.0
    score = 0.82 - 0.004 * len(gap)
    if score < _least(metric) or (metric.family not in MOVED and _PREDICATE.match(gap)):
        return 0.0
    if metric.key in _EXTREMES and _TOUCHED.match(gap):
        return 0.0
    if crossed := view.crossed(cue.end, quantity.phrase[0]):
        parts = _PARTS.match(gap) or view.between(cue.start - 4, cue.start).endswith(_BY_PART)
        if metric.family not in MOVED and not parts and _of_another(view, quantity):
            return 0.0
        score -= 0.12 * crossed
    figures = view.figures_between(cue.end, quantity.phrase[0])
    if figures and metric.family not in MOVED and _of_new_topic(view, quantity):
        return 0.0
    score -= 0.08 * min(3, figures)
    named = _TOPIC.match(gap) or not _CAUSE.search(gap)
    if (
        not named
        or _in_brackets(view, cue, gap)
        or (metric.key != "buyback" and _shared_out(view, cue, quantity))
    ):
        return score - _REASON
    return score


def _has_other_name(view: SentenceView, metric: Metric, quantity: Quantity, gap: str) -> bool:
    """Tell whether a number has a name of its own here, or a word before is only compared with."""
    if metric.key == "open" and _ONLY_WHEN.match(gap):
        return True
    if metric.key in _PRICED and _THAN.match(gap):
        return True
    if _NEW_SHARES.match(view.folded, quantity.end, view.sentence.end):
        return True
    booked = _BOOKED.match(view.folded, quantity.end, view.sentence.end)
    return booked is not None and _INTO.search(gap) is not None


def _of_another(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number has its own subject that no metric is: 「客数は増え、湿度は5%だ」."""
    beside = view.between(quantity.phrase[0] - _BESIDE, quantity.phrase[0])
    return _SUBJECT.search(beside) is not None and view.other_subject(quantity)


def _of_new_topic(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether は just before a number marks what no metric is: 「…300億円、返金は2億円」."""
    last = max(q.end for q in view.quantities if q.end <= quantity.phrase[0])
    beside = view.between(max(last, quantity.phrase[0] - _BESIDE), quantity.phrase[0])
    return _NEW_TOPIC.search(beside) is not None and view.other_subject(quantity)


def _in_brackets(view: SentenceView, cue: Cue, gap: str) -> bool:
    """Tell whether a metric stands in brackets that close before its number.

    「EBITDA(営業利益+償却費)は…」 is of EBITDA; 「株価収益率(PER)は…」 names one metric twice.
    """
    if ")" not in gap or gap.partition(")")[0].count("("):
        return False
    return gap[0] != ")" or view.between(cue.start - 1, cue.start) != "("


def _shared_out(view: SentenceView, cue: Cue, quantity: Quantity) -> bool:
    """Tell whether a metric is only what a share before is of: 「売上高の8%に当たる900億円」."""
    first = next((q for q in view.quantities if q.start >= cue.end), quantity)
    shares = first is not quantity and first.unit in ("percent", "ratio")
    return shares and view.between(cue.end, first.phrase[0]) == "の"


def _least(metric: Metric) -> float:
    """Give the score below which no required word can lift a tie to `LEAST`."""
    return LEAST - _GRANTED * len(metric.requires) - 0.01


def _score_after(
    view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity, side: Side
) -> float:
    gap = view.between(quantity.phrase[1], cue.start) if cue.start > quantity.phrase[1] else ""
    if side == "noun":
        bound = not gap and view.folded[cue.start - 1] == "る"  # 3倍を超える応札倍率
        tied = bound or _AFTER_NOUN.fullmatch(gap) or _limits(view, cue, quantity)
        return 0.9 if tied else 0.0
    if metric.family == "relative" and _IS_HIGH.match(view.folded, quantity.end):
        return 0.0
    if metric.key == _NEW_STORES and "うち" in gap:
        return 0.0
    if _AFTER_VERB.fullmatch(gap):
        return 0.97
    if quantity.value == 0 and quantity.place is None:
        return 0.0
    far = 0.72 - 0.008 * len(gap) < _least(metric)
    if far or quantity.unit in ("times", ""):
        return 0.0
    if len(view.between(cue.start, cue.end)) < 2 or view.parted(quantity.end, cue.start):
        return 0.0
    between = [q.unit for q in view.quantities if quantity.end <= q.start and q.end <= cue.start]
    rivals = sum(unit == quantity.unit for unit in between)
    return 0.72 - 0.008 * len(gap) - 0.2 * rivals - 0.04 * len(between)


def _limits(view: SentenceView, cue: Cue, quantity: Quantity) -> bool:
    """Tell whether a number bounds what is named behind it: 「3500万株、1000億円を上限とする…」."""
    if view.folded.find("限", quantity.end, cue.start) < 0:
        return False
    behind = [q for q in view.quantities if quantity.end <= q.start and q.end <= cue.start]
    gap, at = "", quantity.end
    for other in behind:
        gap, at = gap + view.between(at, other.start), other.end
    return _LIMITED.fullmatch(gap + view.between(at, cue.start)) is not None


def _with_base(view: SentenceView, quantity: Quantity, ties: list[MetricTie]) -> list[MetricTie]:
    """Let the metric that changes win over the bare change: 「純資産は15%増加」.

    Only the nearest metric noun of the clause can be what changes; 株価 and 終値 change by
    a return, so they leave the change as it is.
    """
    if not ties or ties[0].metric.key not in RESULTS:
        return ties
    nouns = [
        cue
        for cue in view.cues
        if cue.end <= quantity.phrase[0]
        and any(side == "noun" for _, side in cue.readings)
        and not view.parted(cue.end, quantity.phrase[0])
    ]
    if not nouns:
        return ties
    if len(nouns) > 1 and _is_result(nouns[-1]) and _of(view, nouns[-2], nouns[-1]):
        nouns.pop()
    nearest = (nouns[-1].start, nouns[-1].end)
    if _new_owner(view, nearest[1], quantity):
        return ties
    base = [t for t in ties if t.cue == nearest and t.metric.key not in RESULTS]
    return base + [t for t in ties if t not in base] if base else ties


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
