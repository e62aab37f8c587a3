"""What is marked and what is found, paired by span: how pairs are counted, and told where wrong.

Two sides belong together where they have the very same span. A count goes over all that is marked
and all that is found, so what is found where nothing is marked lowers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

from ..report.width import printable, shorten
from .scores import Tally

QUOTE_WIDTH = 32
"""Columns up to which an error quotes a text."""


class Spanned(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def text(self) -> str:
        """What stands there."""


_Gold = TypeVar("_Gold", bound=Spanned)
_Found = TypeVar("_Found", bound=Spanned)


class Pair(msgspec.Struct, Generic[_Gold, _Found], frozen=True, kw_only=True):
    """A span that the gold marks, that was found, or both."""

    gold: _Gold | None
    found: _Found | None

    @property
    def sides(self) -> tuple[_Gold | _Found, ...]:
        """What there is of the two, the marked one first."""
        return tuple(side for side in (self.gold, self.found) if side is not None)

    def agrees(self, same: Callable[[_Gold, _Found], bool]) -> bool:
        """Tell whether the span was both marked and found, and the two are the same in this."""
        return self.gold is not None and self.found is not None and same(self.gold, self.found)


def pair_up(marked: Iterable[_Gold], found: Iterable[_Found]) -> tuple[Pair[_Gold, _Found], ...]:
    """Pair by span, in order of position; of two at one place the marked one first."""
    left = {(gold.start, gold.end): gold for gold in marked}
    pairs = [Pair(gold=left.pop((one.start, one.end), None), found=one) for one in found]
    pairs += [Pair(gold=gold, found=None) for gold in left.values()]
    return tuple(sorted(pairs, key=lambda pair: (pair.sides[0].start, pair.gold is None)))


def count(pairs: Sequence[Pair[_Gold, _Found]], same: Callable[[_Gold, _Found], bool]) -> Tally:
    """Count what is marked, what is found, and the pairs that are the same in this."""
    return Tally(
        right=sum(pair.agrees(same) for pair in pairs),
        marked=sum(pair.gold is not None for pair in pairs),
        found=sum(pair.found is not None for pair in pairs),
    )


def count_said(
    pairs: Sequence[Pair[_Gold, _Found]],
    of_gold: Callable[[_Gold], object],
    of_found: Callable[[_Found], object],
) -> Tally:
    """Count what may be left out, where a side has it; each callable gives None where it is not."""
    said = [
        (
            None if pair.gold is None else of_gold(pair.gold),
            None if pair.found is None else of_found(pair.found),
        )
        for pair in pairs
    ]
    return Tally(
        right=sum(gold is not None and gold == found for gold, found in said),
        marked=sum(gold is not None for gold, _ in said),
        found=sum(found is not None for _, found in said),
    )


def unpaired(
    name: str, pairs: Sequence[Pair[_Gold, _Found]], said: Callable[[_Gold | _Found], str]
) -> Iterator[str]:
    """Yield a line for each span ``missed`` or ``false`` in the text of that name."""
    for pair in pairs:
        if pair.found is None or pair.gold is None:
            word = "missed" if pair.found is None else "false "
            yield f"{word} {_place(name, pair)} {said(pair.sides[0])}"


def differing(
    name: str,
    pairs: Sequence[Pair[_Gold, _Found]],
    field: str,
    same: Callable[[_Gold, _Found], bool],
    said: Callable[[_Gold | _Found], str],
) -> Iterator[str]:
    """Yield a line for each pair whose sides are not the same in a field."""
    for pair in pairs:
        if pair.gold is None or pair.found is None or same(pair.gold, pair.found):
            continue
        both = f"gold {said(pair.gold) or 'none'}, found {said(pair.found) or 'none'}"
        yield f"wrong  {_place(name, pair)} {field}: {both}"


def quote(text: str) -> str:
    """Make a text of a corpus one short printable line."""
    return shorten(printable(text), QUOTE_WIDTH)


def _place(name: str, pair: Pair[_Gold, _Found]) -> str:
    return f"{printable(name)}: 「{quote(pair.sides[0].text)}」"
