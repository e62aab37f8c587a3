"""Which kind of figure a number is: an average, a peak, a forecast, of the parent company."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from ..lexicon import read_table
from ..records import Quantity
from .sentence import SentenceView

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

    「過去10年平均の18倍」 is an average; sorted, without repeats. A word that is part of the metric's
    own name (cue) is none: 予想PER is a metric of its own.
    """
    left = max(
        view.clause_start(quantity.start),
        quantity.start - REACH,
        *(q.end for q in view.quantities if q.end <= quantity.start),
    )
    automaton, bases = _cues()
    before = view.between(left, quantity.start)
    found = automaton.find_matches_as_indexes(before)
    return tuple(
        sorted(
            {
                bases[i]
                for i, start, end in found
                if not cue[0] <= left + start < left + end <= cue[1]
            }
        )
    )
