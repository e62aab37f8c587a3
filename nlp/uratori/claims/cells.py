"""A list of shares with their prices and nothing else: 「オリックス 3,912円(週間で+2.3%)」."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Claim, Mention, Quantity
from ..text.lazy import lazy
from .metric_ties import MetricTie
from .metrics import metric as metric_row
from .sentence import SentenceView

_SHARES = ("equity", "etf")
_GAP = lazy(r"(?:[(（<][0-9A-Z.:]{1,12}[)）>])?[)）]?[ 　:：\t|]{1,3}")
"""What stands between a name and its price in a list, beside a code."""
_ENDS = lazy(r"[ 　]?(?:[(（、，,/／|\t\n]|$|[ 　])")
_MOVE = lazy(
    r"[(（](?:(?:週間|月間|年初来|前日比?|前週末?比?|前月末?比?"
    r"|前年末比|昨年末比|同|騰落率)(?:で|は|比)?)?[:： ]?$"
)
"""What stands between a price and the move beside it in brackets."""
_SIGNED = "+-±▲△−－＋プマ"
_AMOUNTS = frozenset({"JPY", "USD", "EUR", "GBP", "CNY", "KRW", "HKD", "TWD", "JPY/share"})
_SCORE = 0.8


def stands_in_list(view: SentenceView, owner: Mention, quantity: Quantity) -> bool:
    """Tell whether a sum stands in a cell of its own behind a share, in a list of nothing else."""
    if owner.type not in _SHARES or not view.sentence.start <= owner.end <= quantity.start:
        return False
    if _GAP.fullmatch(view.between(owner.end, quantity.phrase[0])) is None:
        return False
    if _ENDS.match(view.folded, quantity.phrase[1], view.sentence.end + 1) is None:
        return False
    return not _heads_amounts(view)


def _heads_amounts(view: SentenceView) -> bool:
    """Tell whether a word here or just before is of another sum: 年間配当, 売上高."""
    return any(
        row.family != "price" and not row.units.isdisjoint(_AMOUNTS)
        for cue in (*view.heard, *view.cues)
        for row, side in cue.readings
        if side == "noun"
    )


def move_beside(
    view: SentenceView, quantity: Quantity, before: Sequence[Claim]
) -> MetricTie | None:
    """Give the tie of a signed rate in brackets beside a price: 「3,912円(週間で+2.3%)」."""
    if quantity.unit != "percent" or quantity.text[0] not in _SIGNED or not before:
        return None
    last = before[-1]
    host = next((q for q in view.quantities if q.id == last.quantity), None)
    if host is None or last.metric != "close" or host.end > quantity.start:
        return None
    if _MOVE.fullmatch(view.between(host.phrase[1], quantity.phrase[0])) is None:
        return None
    here = (quantity.start, quantity.start)
    return MetricTie(metric_row("return"), "change", _SCORE, here, f"beside {last.quantity}")
