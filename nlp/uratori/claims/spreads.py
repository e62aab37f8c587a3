"""The gap of two yields whose spread has an id of its own: 「10年債と2年債の利回り差」."""

from __future__ import annotations

from collections.abc import Sequence

from ..mentions import named
from ..records import Mention, Quantity
from ..text.lazy import lazy
from .metrics import Metric
from .sentence import SentenceView
from .ties import EntityTie, Topic

_SCORE = 0.88
_YIELD = lazy(r"rate:([a-z]{2})(2|10)y")
_GAP = lazy(r"rate:[a-z]{2}_2s10s")
_BETWEEN = lazy(r"日米|米日|日独|独日|米独|独米|独仏|独伊|米英")
"""Countries whose gap is no gap between the terms of one."""
_TERMS = 2


def spread_tie(
    view: SentenceView, quantity: Quantity, metric: Metric, topics: Sequence[Topic]
) -> EntityTie | None:
    """Give the spread that a number is, by its own name or by its two terms; None without an id.

    The other term may stand in the sentence before: 「10年債利回りは4.3%。2年債との差は0.7%」.
    """
    if metric.key != "spread" or _BETWEEN.search(view.folded, view.sentence.start, quantity.start):
        return None
    here = [m for m in view.mentions if m.end <= quantity.start]
    if here and _GAP.fullmatch(here[-1].entity or ""):
        return EntityTie(here[-1], _SCORE, f"the gap of its terms, {here[-1].text}")
    terms = [m for m in here if m.type in ("rate", "bond")]
    if len(terms) == 1 and view.folded.startswith("と", terms[0].end):
        terms = [*_last_rate(view, topics), *terms]
    found = [_YIELD.fullmatch(m.entity or "") for m in terms[-_TERMS:]]
    both = {(match[1], match[2]) for match in found if match}
    if len(both) != _TERMS or len({country for country, _ in both}) != 1:
        return None
    gap = f"rate:{next(iter(both))[0]}_2s10s"
    if len({term for _, term in both}) != _TERMS or named(gap) == gap:
        return None
    return EntityTie(terms[-1], _SCORE, "the gap of two terms", gap)


def _last_rate(view: SentenceView, topics: Sequence[Topic]) -> list[Mention]:
    near = [t.mention for t in topics if t.mention and t.sentence == view.index - 1]
    return [m for m in near if m.type == "rate"][-1:]
