"""A number that another one is measured against is meant as it stands.

In 「ダウは45%上昇し、S&P 500の72%を下回った」 the 72% is no bound: it is the return of the
S&P 500, and を下回った speaks of the Dow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..quantities import standing_alone
from ..records import Mention, Quantity
from ..text import Text
from ..text.lazy import lazy

_EXCEEDED = lazy(r"(?:倍)?(?:を|に)(?:[^、。]{0,4})?(?:下回|上回|超|及ば|届か)")
_OWNER = lazy(r"[)>】]?の(?:[^、。はがを]{1,8}の)?")
_TOPIC = frozenset("はがも、")


def as_standards(
    text: Text, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> tuple[Quantity, ...]:
    """Free each number that a name owns, and that something is set against, of its bound."""
    if not mentions:
        return tuple(quantities)
    starts = [sentence.start for sentence in text.sentences]
    ends = [mention.end for mention in mentions]

    def free(quantity: Quantity) -> Quantity:
        if quantity.value is None or not _EXCEEDED.match(text.folded, quantity.end):
            return quantity
        before = bisect_right(ends, quantity.phrase[0]) - 1
        if before < 0:
            return quantity
        owner = mentions[before]
        owned = _OWNER.fullmatch(text.folded, owner.end, quantity.phrase[0])
        begins = starts[bisect_right(starts, quantity.start) - 1]
        other = not _TOPIC.isdisjoint(text.folded[begins : owner.start])
        return standing_alone(quantity) if owned and other else quantity

    return tuple([free(quantity) for quantity in quantities])
