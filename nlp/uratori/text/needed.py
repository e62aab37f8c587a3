"""What a text must hold for a pattern to match it: read from a table, so that few are compiled.

The table is made from the patterns themselves (``make patterns``), each under the digest of its
source. A pattern that was changed since is not in it and needs nothing, which costs time only.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import msgspec

from ..lexicon import read_lines, split_cell, table_path

_DIGEST = 16
"""Hexadecimal digits of a source's SHA-256."""


class Needed(msgspec.Struct, frozen=True):
    """What every match of a pattern has."""

    opens: str
    """The characters of which one begins it; empty for any."""
    reach: int
    """Characters that it takes at most; 0 for any number."""
    words: tuple[str, ...]
    """Of which one stands in it; empty for any."""

    def in_reach(self, part: str) -> bool:
        """Tell whether a match can begin where a part of a text begins."""
        if self.opens and (not part or part[0] not in self.opens):
            return False
        return self.within(part[: self.reach] if self.reach else part)

    def within(self, part: str) -> bool:
        """Tell whether a match can stand anywhere in a part of a text."""
        return not self.words or any(word in part for word in self.words)


def digest_of(source: str) -> str:
    """Give what a pattern stands under in the table."""
    return sha256(source.encode()).hexdigest()[:_DIGEST]


def needed(source: str) -> Needed | None:
    """Give what a pattern needs; None where the table does not know it."""
    line = _lines().get(digest_of(source))
    if line is None:
        return None
    _, opens, reach, words = line.split("\t")
    return Needed(opens, int(reach), split_cell(words))


@cache
def _lines() -> dict[str, str]:
    """Give the lines of the table, each under its digest; a short text needs few of them."""
    lines = read_lines(table_path("needed", "uratori.text"))
    return {line[:_DIGEST]: line for line in lines}
