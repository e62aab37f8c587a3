"""Whether an amount is a loss: 6708億円の赤字 and 純損失は2219億円 are negative profits."""

from __future__ import annotations

from ..records import Claim, Quantity
from .cues import says, words

PROFITS = ("operating_profit", "ordinary_profit", "net_profit")
_NEAR = 5  # characters between の and the word: の最終赤字


def loss_sign(text: str, claim: Claim, quantity: Quantity) -> int:
    """Give -1 where the words make an amount a loss, 1 where a profit, 0 where they do not say.

    text: of the article. The word behind the number goes before the metric's own.
    """
    if claim.metric not in PROFITS or quantity.kind == "change":
        return 0
    behind = text[max(quantity.end, quantity.phrase[1]) :][: _NEAR + 3]
    if behind.startswith("の"):
        for sign, kind in ((-1, "loss"), (1, "profit")):
            if any(0 < behind.find(word) <= _NEAR for word in words(kind)):
                return sign
    named = claim.metric_text or ""
    if says("loss", named):
        return -1
    return 1 if says("profit", named) else 0
