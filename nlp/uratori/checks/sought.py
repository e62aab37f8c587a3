"""Which cues can stand beside a number: told at once by the words that their patterns need.

Some twenty patterns would be tried beside each number, and most numbers have the words of one or
two. The words of all are looked for in one pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from ..text.needed import needed
from .cues import ending, expanded
from .rules import CHECKS
from .schema import Check, Role

if TYPE_CHECKING:
    import ahocorasick_rs

AROUND = 40
"""Characters on each side of a number in which its cue stands."""
ROLES = tuple((index, role) for index, check in enumerate(CHECKS) for role in check.roles)
"""The roles of all checks, each with the index of its check."""
_PARTICLES = frozenset("はがをにでとのもへや、。")
_PATTERNS = {
    **{check.around: expanded for check in CHECKS if check.around},
    **{check.preceded_by: ending for check in CHECKS if check.preceded_by},
}
"""The patterns that are looked for beside a result, and how each is asked."""
_BITS = {pattern: 1 << at for at, pattern in enumerate(_PATTERNS)}


class Sought(msgspec.Struct, frozen=True):
    """The words of all patterns, and what each word may make of a number."""

    words: ahocorasick_rs.AhoCorasick
    cues: tuple[int, ...]
    """The patterns beside a result that have the word, a bit each."""
    roles: tuple[int, ...]
    """The roles for which the word is needed, a bit each."""
    every_cue: int
    """The patterns that need no word."""
    every_role: int


def asked(*patterns: str) -> int:
    """Give the bits of patterns; an empty one has none."""
    return sum(_BITS[pattern] for pattern in patterns if pattern)


def possible(part: str) -> tuple[int, int]:
    """Give the patterns and the roles that what stands around a number admits, a bit each."""
    sought = _sought()
    cues, roles = sought.every_cue, sought.every_role
    for index, _, _ in sought.words.find_matches_as_indexes(part, overlapping=True):
        cues |= sought.cues[index]
        roles |= sought.roles[index]
    return cues, roles


@cache
def _sought() -> Sought:
    import ahocorasick_rs

    cues = {_BITS[pattern]: _words(write(pattern)) for pattern, write in _PATTERNS.items()}
    roles = {1 << at: _words_of(CHECKS[of], role) for at, (of, role) in enumerate(ROLES)}
    words = sorted({word for needs in (cues, roles) for found in needs.values() for word in found})
    return Sought(
        ahocorasick_rs.AhoCorasick(words),
        tuple(_bits(cues, words)),
        tuple(_bits(roles, words)),
        sum(bit for bit, found in cues.items() if not found),
        sum(bit for bit, found in roles.items() if not found),
    )


def _bits(needs: dict[int, tuple[str, ...]], words: list[str]) -> Iterator[int]:
    """Yield the sum of the bits that need each of some words."""
    told = dict.fromkeys(words, 0)
    for bit, found in needs.items():
        for word in found:
            told[word] += bit
    yield from told.values()


def _words(source: str) -> tuple[str, ...]:
    need = needed(source)
    return need.words if need else ()


def _words_of(check: Check, role: Role) -> tuple[str, ...]:
    """Give the words of which one stands beside each number that fills a role.

    Particles stand beside most numbers and tell nothing; runs and stretches ask for no cues.
    """
    if check.chain or check.stretch is not None:
        return ()
    before = needed(ending(role.preceded_by)) if role.preceded_by else None
    behind = needed(expanded(role.followed_by)) if role.followed_by else None
    if behind and not 0 < behind.reach <= AROUND:
        behind = None
    for need in (before, behind):
        if need and need.words and _PARTICLES.isdisjoint(need.words):
            return need.words
    return ()
