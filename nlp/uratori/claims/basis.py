"""Which kind of figure a number is: an average, a peak, a forecast, of the parent company."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from ..lexicon import read_table
from ..records import Quantity
from ..text.lazy import lazy
from .sentence import SentenceView

_EARLIER = lazy(r"から(?!は|みて|見て)")
"""What follows a figure that something changed from: 820億円から."""
REACH = 24
"""Characters before a number in which a word of basis speaks of it."""


@cache
def _cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    rows = tuple(read_table("bases"))
    automaton = ahocorasick_rs.AhoCorasick(
        [row["cue"] for row in rows], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, tuple(row["basis"] for row in rows)


def basis_of(view: SentenceView, quantity: Quantity, cue: tuple[int, int]) -> tuple[str, ...]:
    """Give the bases named between the last number, or the head of the clause, and this one.

    「過去10年平均の18倍」 is an average; sorted, without repeats. A word that is part of the
    metric's own name (cue) or of a name is none: 予想PER is a metric, 日経平均 an index.
    """
    ends = [q.end for q in view.quantities if q.end <= quantity.start]
    left = max(view.sentence.start, quantity.start - REACH, *ends)
    automaton, bases = _cues()
    found = automaton.find_matches_as_indexes(view.between(left, quantity.start))
    said = [
        (left + at, bases[i])
        for i, at, end in found
        if not (_in_name(view, cue, left + at) or _closed(view, left + end, quantity))
    ]
    if said:  # only then is the clause asked for, which takes its words to be tokenised
        head = view.clause_start(quantity.start, least=left)
        said = [(at, basis) for at, basis in said if at >= head]
    named = {basis for _, basis in said}
    if _EARLIER.match(view.folded, quantity.phrase[1]):
        named.add("earlier")
    return tuple(sorted(named))


def _closed(view: SentenceView, end: int, quantity: Quantity) -> bool:
    """Tell whether the bracket that a word opens has closed again: 前回(プラス33)から2ポイント."""
    return view.folded[end - 1] == "(" and ")" in view.between(end, quantity.start)


def _in_name(view: SentenceView, cue: tuple[int, int], at: int) -> bool:
    return cue[0] <= at < cue[1] or any(m.start <= at < m.end for m in view.mentions)
