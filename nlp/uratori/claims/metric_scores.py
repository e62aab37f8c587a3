"""How sure a number is to be of a metric by the words between them, before it and behind it."""

from __future__ import annotations

from ..records import Quantity
from ..text.lazy import lazy
from .metrics import Cue, Metric, Side
from .readings import MOVED
from .sentence import SentenceView

LEAST = 0.5
"""A weaker tie is not made."""
GRANTED = 0.06
"""What each group of required words that stands there adds to the score."""

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
    r"によ[りる]|に伴[いうっ]|から、|(?:こと|など)から|ため、?|[もが]あ[りっ]|影響(?!を除)|を受け|に加え|を計上し"
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
_MARKED = lazy(r"(?:\([^()]{1,24}\))?[はがも]")
_BECOMES = lazy(r"(?:\([^()。]{1,40}\))?(?:と|に)(?:な[りっる]|とどま|止ま)")
_CHANGED_TO = lazy(
    r"(?:\)|\([^()。]{1,40}\))?の?(?:[増減](?:加|少|収|益)?|上回る|下回る|改善|悪化)(?:の|し|と|\([^()。]{1,40}\)の)"
)
_HEADED = 0.85
"""How sure the one amount of a sentence is to be of the result that it is about."""
_EXTREMES = frozenset({"high", "low"})
_SINGLE = frozenset({"open", "high", "low"})
"""What has one number: a price told behind it is another."""
_TOUCHED = lazy(r"を|に|圏|から|で|更新")
"""What makes of a high something that was reached: 「最安値を付け、対フランでは195円だった」."""
_PREDICATE = lazy(r"し|する|さ[れせ]")
"""What makes a verb of a noun: 「2店舗を出店した結果56店舗」."""
_REASON = 0.3
"""What a word loses that only tells the reason of a number."""
_RELATIVE_GAP = 10
"""Characters between 割安度 and its number; 割安 farther away is of something else."""
_LIMITED = lazy(
    r"(?:に(?:当たる|あたる|相当する)|[、・とや]|または|かつ)*(?:程度)?"
    r"(?:[をが](?:上限|限度)(?:と(?:する|した)|に(?:する|した)?|の)?、?)(?:新たな)?"
)
"""What stands between an upper bound, perhaps of two numbers, and what it bounds."""
_PARTS = lazy(
    r"(?:を|で|について|に関して)?(?:[^、。0-9]{0,8}別に)?(?:(?:見|み)(?:ると|れば|て)|(?:示|申)し(?:ますと|上げますと|ますれば))、?"
    r"|の内訳"
)
_BY_PART = ("別の", "別", "別に見た", "別にみた")
"""What makes of a metric the head of a list of its parts: 「地域別の売上高をみると、日本が…」."""
_NEW_STORES = "store_openings"
_IS_HIGH = lazy(r"と[^、。]{0,12}(?:高|低)(?:い水準|い|く)")
"""What tells of a number itself that it is high: 「支持率は60%と高い水準」 is no premium."""
_BOOKED = lazy(r"を計上(?:し|する|さ)")
_INTO = lazy(r"[にへ、][^、。はがをもの]{1,12}[金益息損費失料入]$")
"""What leads to a number booked that has a name of its own: 「営業外収益に受取利息1億円を計上」."""
_NEW_SHARES = lazy(r"(?:程度|規模)?の(?:第[3三]者割り?当て?|公募)?増資")
"""What a number behind another's metric is of: 「含み損が膨らみ、300億円の増資」."""
_PRICED = ("unit_price", "close")
_THAN = lazy(r"(?:に|と)比べ|より|に対し")
"""What makes of a price what another is measured against: 「前週の価格に比べ3円の値上げ」."""
_ONLY_WHEN = lazy(r"直後|後|から|前|以降|で|時")


def score_before(view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity) -> float:
    """Give from 0 to 1 how sure a number is to be of the noun before it: 「PERは28倍」."""
    gap = view.between(cue.end, quantity.phrase[0])
    if _BEFORE.fullmatch(gap):
        score = 0.65 if _in_brackets(view, cue, gap) else 0.95
    else:
        headed = _HEADED if _heads(view, cue, metric, quantity, gap) else 0.0
        score = max(headed, _score_afar(view, cue, metric, quantity, gap))
    return 0.0 if not score or _has_other_name(view, metric, quantity, gap) else score


def _score_afar(
    view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity, gap: str
) -> float:
    """Score a noun with words between it and its number, 0 where it is too weak or hindered.

    What only a tokenised clause can tell is asked last.
    """
    if metric.family == "relative" and (len(gap) > _RELATIVE_GAP or "を" in gap):
        return 0.0
    moved, least = metric.family in MOVED, _least(metric)
    figures = view.figures_between(cue.end, quantity.phrase[0])
    near, rivals = 0.82 - 0.004 * len(gap), 0.08 * min(3, figures)
    if near - rivals < least or (not moved and _PREDICATE.match(gap)):
        return 0.0
    if metric.key in _EXTREMES and _TOUCHED.match(gap):
        return 0.0
    if metric.key in _SINGLE and figures and _has_level(view, cue.end, quantity):
        return 0.0
    lost = _REASON if _is_aside(view, cue, metric, quantity, gap) else 0.0
    if near - rivals - lost < least:
        return 0.0
    crossed = view.crossed(cue.end, quantity.phrase[0])
    score = near - 0.12 * crossed - rivals - lost
    if score < least:
        return 0.0
    if not moved and crossed and not _heads_parts(view, cue, gap) and _of_another(view, quantity):
        return 0.0
    if not moved and figures and _of_new_topic(view, quantity):
        return 0.0
    return score


def _has_level(view: SentenceView, start: int, quantity: Quantity) -> bool:
    """Tell whether a price stands before a number already: 「高値の5万円から4万9000円まで」."""
    return any(
        start <= other.start and other.end <= quantity.phrase[0] and other.unit == quantity.unit
        for other in view.quantities
        if other.kind == "level"
    )


def _heads(view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity, gap: str) -> bool:
    """Tell whether a sentence has one result as its topic and ends with its one amount.

    「営業利益は、円高の影響があったものの、経費の削減により、136億円となりました」: all that
    stands between tells why. A change of it may stand before the amount.
    """
    if metric.family != "results" or not _TOPIC.match(gap):
        return False
    ends = _BECOMES if quantity.kind == "level" else _CHANGED_TO
    if not ends.match(view.folded, max(quantity.end, quantity.phrase[1])):
        return False
    if _SUBJECT.search(gap[1:][-_BESIDE:]):
        return False
    inside = [other for other in view.cues if cue.end <= other.start < quantity.start]
    if any(_is_subject(view, other, quantity) for other in inside):
        return False
    between = [q for q in view.quantities if cue.end <= q.start and q.end <= quantity.phrase[0]]
    return all(q.kind == "change" for q in between)


def _is_subject(view: SentenceView, cue: Cue, quantity: Quantity) -> bool:
    """Tell whether a metric that a number could be of is marked as what is spoken of."""
    fits = any(quantity.unit in metric.told_in for metric, _ in cue.readings)
    return fits and _MARKED.match(view.folded, cue.end) is not None


def _heads_parts(view: SentenceView, cue: Cue, gap: str) -> bool:
    """Tell whether a metric heads a list of its parts: 「地域別の売上高をみると、日本が…」."""
    return bool(_PARTS.match(gap)) or view.folded.endswith(_BY_PART, 0, cue.start)


def _is_aside(view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity, gap: str) -> bool:
    """Tell whether a metric is only the reason of a number, in brackets, or what a share is of."""
    if not _TOPIC.match(gap) and _CAUSE.search(gap):
        return True
    return _in_brackets(view, cue, gap) or (
        metric.key != "buyback" and gap.startswith("の") and _shared_out(view, cue, quantity)
    )


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
    return LEAST - GRANTED * len(metric.requires) - 0.01


def score_after(
    view: SentenceView, cue: Cue, metric: Metric, quantity: Quantity, side: Side
) -> float:
    """Give the same of a word behind the number: 「28倍のPER」, 「512円下落した」."""
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
