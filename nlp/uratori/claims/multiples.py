"""Multiples that a price is of something: 「売上高の50倍で取引される」, 「25倍の評価でいい」."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Claim, Quantity
from ..text.lazy import lazy
from .metric_ties import MetricTie
from .metrics import metric as metric_row
from .sentence import SentenceView

_OF = lazy(
    r"(?P<of>売上高|EBITDA|(?:予想|今期予想|来期予想)?(?:1株|純)?利益|EPS|BPS|1株純資産)"
    r"(?:[ 　]?[0-9][0-9.,]{0,8}(?:円|ドル)(?:[0-9]{1,2}銭)?)?の(?:約|実に|およそ|なんと)?$"
)
_KEYS = {"売上高": "psr", "EBITDA": "ev_ebitda", "BPS": "pbr", "1株純資産": "pbr"}
_PRICED = lazy(r"取引|株価|現値|現在値|終値|時価総額|評価|バリュエーション|値段|割高|割安|買収")
_OWED = lazy(r"負債|借入|有利子|配当|資金|債務")
_REACH = 28
_JUDGED = lazy(
    r"(?:まで|くらい|ぐらい|程度|前後|台|近く|超|以上|以下|でも|なら|が|は|と|に|の|を)?"
    r"[^、。0-9]{0,6}?(?:許容|評価|妥当|割高|割安|行き過ぎ|下が|上が|正当|適正|値段|とどめ|買いたい)"
)
"""What is said of a multiple that a thing is worth."""


def multiple_told(view: SentenceView, quantity: Quantity) -> MetricTie | None:
    """Give the tie of a multiple of sales or earnings at which something is priced."""
    if quantity.unit != "times" or quantity.direction is not None:
        return None
    start = max(view.sentence.start, quantity.phrase[0] - _REACH)
    found = _OF.search(view.folded[start : quantity.phrase[0]])
    if found is None or _OWED.search(view.folded, view.sentence.start, view.sentence.end):
        return None
    if _PRICED.search(view.folded, view.sentence.start, view.sentence.end) is None:
        return None
    row = metric_row(_KEYS.get(found["of"], "per"))
    cue = (start + found.start("of"), start + found.end("of"))
    return MetricTie(row, "level", 0.9, cue, f"a price of so many {found['of']}", named=True)


def judged(view: SentenceView, quantity: Quantity, last: Sequence[Claim]) -> MetricTie | None:
    """Read a multiple that is judged as the valuation just told: 「25倍くらいの評価でいい」."""
    if quantity.unit != "times" or quantity.kind != "level":
        return None
    if not _JUDGED.match(view.folded, quantity.end, view.sentence.end):
        return None
    for claim in reversed(last):
        row = metric_row(claim.metric or "")
        if row.family == "valuation":
            here = (quantity.start, quantity.start)
            return MetricTie(row, "level", 0.66, here, f"goes on from {claim.quantity}")
    return None
