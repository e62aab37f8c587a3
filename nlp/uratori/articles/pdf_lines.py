"""Words of a PDF page -> lines, and the lines that every page repeats left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

_MARGIN = 0.12
"""Of the height of a page, at its top and at its foot: where running heads stand."""
_AIR = 0.3
"""Of the height of the type: a smaller gap beside a Japanese letter is no space."""
_PAGE_NUMBER = (
    r"[-–—－ー ]*(?:p\.?|P\.?|page)?\s*\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*ページ)?[-–—－ー ]*"
)


class Word(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A run of characters without a gap; places in points from the top left of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Words at one height, from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(word.right for word in self.words)

    @property
    def size(self) -> float:
        """Give the height of the type, in points."""
        return max(self.bottom - self.top, 1.0)

    @property
    def text(self) -> str:
        """The words with a space where a gap is, but none for the air around Japanese."""
        text = self.words[0].text
        for before, word in pairwise(self.words):
            latin = before.text[-1].isascii() and word.text[0].isascii()
            wide = word.left - before.right > _AIR * self.size
            text += f" {word.text}" if latin or wide else word.text
        return text


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page."""

    lines: tuple[Line, ...]
    height: float


def lines_of(words: Sequence[Word]) -> tuple[Line, ...]:
    """Put words into lines by their height."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.left)):
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(_line(found) for found in lines)


def _line(words: list[Word]) -> Line:
    ordered = tuple(sorted(words, key=lambda word: word.left))
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    return Line(words=ordered, top=top, bottom=bottom)


def without_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Leave out page numbers, and what stands at the head or foot of half of the pages or more."""
    seen = Counter(key for sheet in sheets for key in {_key(line) for line in _edges(sheet)})
    often = {key for key, times in seen.items() if times >= 2 and 2 * times >= len(sheets)}
    kept = []
    for sheet in sheets:
        edges = set(map(id, _edges(sheet)))
        lines = [
            line
            for line in sheet.lines
            if id(line) not in edges
            or not (_key(line) in often or re.fullmatch(_PAGE_NUMBER, line.text))
        ]
        kept.append(Sheet(lines=tuple(lines), height=sheet.height))
    return kept


def _edges(sheet: Sheet) -> Iterator[Line]:
    for line in sheet.lines:
        if line.bottom < sheet.height * _MARGIN or line.top > sheet.height * (1 - _MARGIN):
            yield line


def _key(line: Line) -> str:
    """Give the text of a line with its numbers blotted out: page numbers differ."""
    return re.sub(r"\d+", "0", "".join(line.text.split()))
