"""Whether a number is a level or a change of a metric: by its unit, its sign, its direction."""

from __future__ import annotations

from typing import Literal

from ..records import Quantity
from ..text.lazy import lazy
from .metrics import Cue, Metric, Side
from .sentence import SentenceView

Reading = Literal["level", "change"]

RESULTS = ("return", "price_change")
"""Metrics of a mere change, of whatever has a price."""
_APART = ("discount", "premium")
"""What no sign tells: the +4.6% of 「TOPIXの+4.6%に見劣りする」 is a return."""
_SIGNS = "+-±▲△−－＋"
_REACHED = lazy(
    r"(?:程度|前後)?(?:から(?!の?利)|(?:に|へ|までの?|と)(?:し|決|、|引|利[上下]げ|[^、。]{0,6}(?:上げ|下げ|上が|下が)))"
)
_ARRIVED = lazy(
    r"(?:台|前後|程度|近辺|付近|近く|超)?(?:まで|へ|に)(?:[^、。0-9]{0,3})?"
    r"(?:[上下]|急|反[発落]|値[上下]|跳|続[伸落]|戻|乗|低下|接近|達|届|近づ|伸)"
)
"""What makes of a number the level that a move ended at."""
_STOOD = lazy(
    r"(?:台|前後|近辺|ちょうど)?と、?(?:[0-9一二三四五六七八九十]{1,3}(?:営業)?日(?:続けて|連続で|ぶりに|続けての))?"
    r"(?:続けて|再び|さらに|小幅に|小幅|小じっかり|わずかに|順調に|じり高で|ともに|揃って|そろって)?、?"
    r"(?:値を)?(?:[上下]げ|[上下]が[っりる]|反[発落]|続[伸落]|上昇|下落|低下|切り返|持ち直|戻)"
)
"""The same of a price: 「三菱UFJは3405円と10日続けて上げ」."""
_WIDTH = ("比", "比で", "幅は", "幅が", "計", "合計", "計で", "たり", "比約")
_MONEY = frozenset({"JPY", "USD", "points", ""})
_GROWTH = lazy(r"の?(?:伸び|成長|増加|減少|増減|増収|上昇|低下)(?:率|幅)?(?:は|が|を|も|で|\()")
"""What makes of a metric how much it grew."""
_RATE_WORDS = ("利", "緩和", "引き締め")
MOVED = ("price", "rate")
"""Families whose level has no direction: 512円高 is a change."""
_BECAME = ("", "は", "が", "も", " ", "、", "は約", "が約")
"""What stands between a result and how many times itself it became."""
_BEFORE_TIMES = lazy(
    r"[はがも]、?(?:前年同[期月]|前年度?|前の[期年月]|前期|1年前|昨年)の(?:約|およそ|ほぼ)?"
)
"""The same, so many times what it was: 「営業利益は前年同期の1.2倍だった」."""
_DIGITS = frozenset("0123456789万億兆千百十")


def reading_as(
    view: SentenceView, metric: Metric, quantity: Quantity, side: Side, cue: Cue
) -> Reading | None:
    """Tell whether the unit makes the number a level or a change of the metric, or neither."""
    fits_level = quantity.unit in metric.units
    signed = quantity.text[0] in _SIGNS
    apart = metric.key in _APART and side == "verb"
    if signed and (apart or _is_signed_price(metric, quantity)):
        return None
    if metric.family == "rate" and quantity.unit in ("percent", "") and _reached(view, quantity):
        return "level" if fits_level and metric.kind == "level" else None
    if metric.kind == "change" or (metric.kind == "count" and fits_level):
        return "change" if fits_level else None
    if quantity.unit == "" and "times" in metric.units:
        fits_level = True
    if (
        fits_level
        and quantity.direction
        and metric.family == "business"
        and not metric.change_units
    ):
        return None
    if fits_level and metric.family in MOVED and quantity.direction is not None:
        return "change" if quantity.unit in metric.change_units else None
    if fits_level and (quantity.direction is None or quantity.unit not in metric.change_units):
        return "level"
    changes = (
        _multiplied(view, metric, quantity, cue)
        or signed
        or quantity.direction is not None
        or quantity.kind == "change"
        or side == "verb"
    )
    if quantity.unit in metric.change_units and (
        changes or _compares(view, quantity) or _grows(view, cue, quantity)
    ):
        return "change"
    return "level" if fits_level and side == "noun" else None


def _multiplied(view: SentenceView, metric: Metric, quantity: Quantity, cue: Cue) -> bool:
    """Tell whether a result became so many times itself: 「純利益2.1倍」, not 「純利益の2.1倍」."""
    if quantity.unit != "times" or metric.family not in ("results", "business"):
        return False
    gap = view.between(cue.end, quantity.phrase[0])
    return gap in _BECAME or _BEFORE_TIMES.fullmatch(gap) is not None


def is_in_unit(view: SentenceView, cue: Cue) -> bool:
    """Tell whether a move of a currency is a unit and a word: the 円高 of 100円高."""
    return view.folded[cue.start - 1 : cue.start] in _DIGITS and view.folded[cue.start] in "円ドユ"


def _is_signed_price(metric: Metric, quantity: Quantity) -> bool:
    """Tell whether a level of a price would have a sign: 前日比▲271円 is a move and no price."""
    level = metric.family == "price" and metric.kind == "level"
    return level and quantity.unit not in ("percent", "ratio", "percentage_point")


def is_of_rates(view: SentenceView, cue: Cue) -> bool:
    """Tell whether a verb speaks of interest rates: 引き上げ alone may be of anything."""
    word = view.folded[cue.start : cue.end]
    return any(part in word for part in _RATE_WORDS) or any(
        mention.type in ("institution", "rate") for mention in view.mentions
    )


def _reached(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a rate is where a move ended or began: 「0.75%に引き上げた」, 「0.5%から」."""
    return _REACHED.match(view.folded, quantity.end, view.sentence.end) is not None


def arrives(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number is where a move ended, not how long it was: 「148円まで下落」."""
    if quantity.unit in ("times", "ratio"):
        return False
    if quantity.unit in _MONEY and _STOOD.match(view.folded, quantity.end, view.sentence.end):
        return not view.folded[: quantity.phrase[0]].endswith(_WIDTH)
    return _ARRIVED.match(view.folded, quantity.end, view.sentence.end) is not None


def _grows(view: SentenceView, cue: Cue, quantity: Quantity) -> bool:
    """Tell whether the words before a number are of growth: 「売上高の伸びは3%」, 「増収率8%」."""
    if not quantity.phrase[0] >= cue.end:
        return False
    rate = view.folded[cue.end - 1] == "率"
    return rate or _GROWTH.match(view.folded, cue.end, quantity.phrase[0]) is not None


def _compares(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a number follows 前年同期比 or the like."""
    return "比" in view.between(quantity.phrase[0] - 4, quantity.phrase[0])
