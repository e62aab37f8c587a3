"""Counts against gold, the scores that follow from them, and their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import msgspec

from ..report.width import printable, text_width

NAME_WIDTH = 30


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many were marked in the gold, how many were found, and how many of both agree."""

    right: int
    marked: int
    found: int

    def precision(self) -> Fraction:
        """Give right / found, 1 when nothing was found."""
        return Fraction(self.right, self.found) if self.found else Fraction(1)

    def recall(self) -> Fraction:
        """Give right / marked, 1 when nothing was to be found."""
        return Fraction(self.right, self.marked) if self.marked else Fraction(1)

    def f1(self) -> Fraction:
        """Give the harmonic mean of precision and recall, 2 right / (marked + found)."""
        total = self.marked + self.found
        return Fraction(2 * self.right, total) if total else Fraction(1)


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What the scoring of one corpus gave.

    scores: by name, in the order of the table; errors: one line each, without a line end.
    """

    path: Path
    texts: int
    scores: Mapping[str, Tally]
    errors: tuple[str, ...]


def table(assessment: Assessment) -> Iterator[str]:
    """Yield the lines of a table: a head with the corpus, and a row a score."""
    yield f"{assessment.path}: {assessment.texts} texts\n"
    yield f"{'score':<{NAME_WIDTH}}{'gold':>6}{'found':>7}{'right':>7}   prec.  recall      F1\n"
    for name, tally in assessment.scores.items():
        shares = (tally.precision(), tally.recall(), tally.f1())
        counts = f"{tally.marked:>6}{tally.found:>7}{tally.right:>7}"
        yield _padded(name) + counts + "".join(f"{three_places(s):>8}" for s in shares) + "\n"


def three_places(share: Fraction) -> str:
    """Write a share cut after three places: 1.000 is all of it, and a floor as shown is reached.

    >>> three_places(Fraction(1999, 2000))
    '0.999'
    """
    whole, rest = divmod(share.numerator * 1000 // share.denominator, 1000)
    return f"{whole}.{rest:03}"


def _padded(name: str) -> str:
    name = printable(name)
    return name + " " * max(1, NAME_WIDTH - text_width(name))
