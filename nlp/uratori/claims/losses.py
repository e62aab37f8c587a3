"""Whether an amount is a loss or a deficit: 1800億円の赤字, 純損失は15億円, 貿易赤字."""

from __future__ import annotations

from ..records import Quantity
from ..text.lazy import lazy

LOSS = "loss"
"""The basis of such an amount. Its value is as written: 1800億円の赤字 is 1800億円 of loss."""
_SIGNED = frozenset(
    {
        "operating_profit", "segment_profit", "ordinary_profit", "net_profit", "gross_profit",
        "business_profit", "banking_profit", "pretax_profit", "comprehensive_income", "ebitda",
        "cash_flow", "fcf", "trade_balance", "current_account", "fiscal_balance",
    }
)  # fmt: skip
"""Metrics that are a profit or a surplus as often as a loss or a deficit."""
_RED = "赤字|欠損|(?<!減損)(?<!特別)(?<!評価)(?<!保険)損失|入超|輸入超過|支出超過"
_BLACK = "黒字|利益|もうけ|出超|輸出超過|収入超過"
_BEHIND = lazy(
    rf"(?:程度|前後|近く|あまり|余り|ほど|規模|に上る|にのぼる|に達する|[余強弱超])?の?"
    rf"(?:(?:大幅|巨額|多額)な|[^\W0-9ぁ-ん]{{1,5}}?)?(?:(?P<loss>{_RED})|(?P<profit>{_BLACK}))"
    r"(?P<moved>[幅額]?の?(?:縮小|拡大|削減|圧縮|減少?|増加?|改善|悪化))?"
)
"""What an amount is called right behind it; 10億円の赤字縮小 is no loss of so much."""
_NAMED = lazy(_RED)
_BEFORE = lazy(
    r"(?:(?P<loss>赤字|損失|欠損)|黒字|利益)(?:[幅額]?[はがもを])?(?:約|およそ|ほぼ|計)?\Z"
)
_WINDOW, _REACH = 24, 10
"""Characters looked at behind a number, and before it."""


def is_loss(folded: str, quantity: Quantity, metric: str, named: str) -> bool:
    """Tell whether the words make an amount a loss: those behind it, its metric's, those before.

    folded: the article's text. named: the words of the metric.
    """
    if metric not in _SIGNED or quantity.kind != "level" or quantity.unit in ("times", "ratio"):
        return False
    start, end = quantity.phrase
    behind = _BEHIND.match(folded, max(end, quantity.end), end + _WINDOW)
    if behind is not None and not behind["moved"]:
        return behind["loss"] is not None
    before = _BEFORE.search(folded[max(0, start - _REACH) : start])
    if before is not None:
        return before["loss"] is not None
    return folded.startswith("赤字", quantity.start) or _NAMED.search(named) is not None
