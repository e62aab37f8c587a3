"""Cuts a text into blocks (paragraphs, headings, captions, list items) and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from ..records import Sentence
from .fold import fold
from .lazy import lazy

Role = Literal["body", "heading", "caption", "item"]

_LINE_ENDS = "\r\n\u2028\u2029\x0b\x0c\x85"
_LINE = lazy(f"[^{_LINE_ENDS}]+")
_CLOSING = '」』)】"”'
_STOP = lazy(f"[。!?]+[{_CLOSING}]*")
_OPEN = lazy(r"[「『（(]")
_HEADING = lazy(r" {0,3}#{1,6} ")
_CAPTION = lazy(r" {0,3}(?:\*[^*]{1,300}\*|_[^_]{1,300}_|!\[[^\[\]]{0,300}\]\([^()]{0,300}\)) *$")
_ITEM = lazy(r" {0,12}(?:[-*+・●■◆○□] *|[0-9]{1,2}[.)] )(?=\S)")
_MARKUP = frozenset(" #*_!-+・●■◆○□0123456789")
"""How headings, captions and items begin."""
_SENTENCE_END = ("。", "！", "？", "!", "?", "」", "』")

LONGEST_SENTENCE = 1000
"""Characters; a longer stretch without a stop is cut, so that work stays linear in the text."""
LONGEST_HEADING = 60
"""Characters; a longer line without a stop is running text."""


class Text(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A text ready to be read: `folded` has the length of `original`, character for character."""

    original: str
    folded: str
    sentences: tuple[Sentence, ...]


def read_text(original: str) -> Text:
    """Fold a text and cut it into sentences, in order."""
    folded = fold(original)
    return Text(original=original, folded=folded, sentences=tuple(_sentences(folded)))


def _sentences(folded: str) -> list[Sentence]:
    sentences: list[Sentence] = []
    for block, (start, end) in enumerate(_lines(folded)):
        role = _role(folded[start:end])
        for left, right in _cut(folded, start, end):
            for first, last in _trim(folded, left, right):
                sentences.append(Sentence(start=first, end=last, block=block, role=role))
    return sentences


def _lines(folded: str) -> list[tuple[int, int]]:
    """Give the lines that hold more than white space; a text of one line is the common case."""
    if len(folded.splitlines()) == 1 and folded[-1] not in _LINE_ENDS:
        return [] if folded.isspace() else [(0, len(folded))]
    return [m.span() for m in _LINE.finditer(folded) if not m[0].isspace()]


def _role(line: str) -> Role:
    if line[0] in _MARKUP:
        if _HEADING.match(line):
            return "heading"
        if _CAPTION.match(line):
            return "caption"
        if _ITEM.match(line):
            return "item"
    stripped = line.rstrip()
    if len(stripped) <= LONGEST_HEADING and not stripped.endswith(_SENTENCE_END):
        return "heading"
    return "body"


def _cut(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the sentences of one line; a stop inside an open bracket does not end one."""
    left, spans = start, []
    for right in _stops(folded, start, end):
        if right == end:
            break
        short = right - left < LONGEST_SENTENCE
        if short and _depth(folded[left:right]) > 0:
            continue
        spans.append((left, right))
        left = right
    if left < end:
        spans.append((left, end))
    return spans


def _stops(folded: str, start: int, end: int) -> list[int]:
    """Give where the stops of a line end; where all are 。 no pattern is needed to find them."""
    if folded.find("!", start, end) >= 0 or folded.find("?", start, end) >= 0:
        return [stop.end() for stop in _STOP.finditer(folded, start, end)]
    ends = []
    at = folded.find("。", start, end)
    while at >= 0:
        while at < end and folded[at] == "。":
            at += 1
        while at < end and folded[at] in _CLOSING:
            at += 1
        ends.append(at)
        at = folded.find("。", at, end)
    return ends


def _depth(part: str) -> int:
    opened = len(_OPEN.findall(part))
    if not opened:
        return 0
    return opened - part.count("」") - part.count("』") - part.count("）") - part.count(")")


def _trim(folded: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Drop white space at both ends and cut what is too long."""
    if end - start <= LONGEST_SENTENCE and not (
        folded[start].isspace() or folded[end - 1].isspace()
    ):
        return ((start, end),)
    part = folded[start:end].lstrip()
    start, end = end - len(part), end - len(part) + len(part.rstrip())
    if end - start <= LONGEST_SENTENCE:
        return ((start, end),) if start < end else ()
    return tuple(_pieces(folded, start, end))


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        comma = folded.rfind("、", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = comma + 1 if comma >= 0 else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end
