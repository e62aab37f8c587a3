"""Whether an amount is a loss: 6708億円の赤字 and 純損失は2219億円 are negative profits."""

from __future__ import annotations

from ...claims.losses import LOSS
from ...records import Claim, Direction, Quantity
from .cues import says, words

PROFITS = ("operating_profit", "ordinary_profit", "net_profit")
_NEAR = 5  # characters between の and the word: の最終赤字


_EARNED = frozenset({"sales", *PROFITS})
_BETTER_DOWN = frozenset({"unemployment"})
"""Metrics that improve when they fall."""


def improved(text: str, claim: Claim, quantity: Quantity) -> Direction | None:
    """Give the way a number moved that is only said to have improved or worsened.

    失業率は前月から0.2ポイント改善した is a fall, 13%の営業減益 too; None where nothing says so.
    """
    behind = text[max(quantity.end, quantity.phrase[1]) :][: 2 * _NEAR].removeprefix("の")
    if claim.metric in _EARNED and behind.startswith(words("in_sales")):
        return "down" if "減" in behind[:4] else "up"
    if claim.metric not in _BETTER_DOWN:
        return None
    if behind.startswith(words("better")):
        return "down"
    return "up" if behind.startswith(words("worse")) else None


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
    if LOSS in claim.basis or says("loss", named):
        return -1
    return 1 if says("profit", named) else 0
