"""Which kind of figure a number is: an average, a peak, a forecast, of the parent company."""

from __future__ import annotations

from collections.abc import Iterable
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
    left = max(
        view.sentence.start,
        quantity.start - REACH,
        *(q.end for q in view.quantities if q.end <= quantity.start),
    )
    left = view.clause_start(quantity.start, least=left)
    automaton, bases = _cues()
    before = view.between(left, quantity.start)
    spans = (cue, *((m.start, m.end) for m in view.mentions))
    found = [(bases[i], left + start) for i, start, _ in automaton.find_matches_as_indexes(before)]
    earlier = {"earlier"} if _EARLIER.match(view.folded, quantity.phrase[1]) else set()
    free = (basis for basis, start in found if not _part_of(start, spans))
    return tuple(sorted(earlier | set(free)))


def _part_of(start: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(left <= start < right for left, right in spans)
