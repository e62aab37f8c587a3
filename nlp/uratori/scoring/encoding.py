"""A question as a model reads it: characters, with signs around the number, its cue, its owner.

The recipe of `models/` trains on this very encoding, so what a model was trained on is what it is
asked. Runs of digits are one 0: which number it is tells nothing of what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from ..records import EntityType
from .candidates import Candidate, Context, Span, Window

PAD, UNKNOWN, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
NUMBER, CUE, OWNER = ("[N]", "[/N]"), ("[C]", "[/C]"), ("[E]", "[/E]")
"""The signs before and behind what a question is about."""
_TOLD = (
    "[metric]", "[owner]", "[mood]", "[level]", "[change]", "[up]", "[down]",
    "[body]", "[heading]", "[caption]", "[item]",
)  # fmt: skip
SIGNS = (
    PAD, UNKNOWN, CLS, SEP, *NUMBER, *CUE, *OWNER, *_TOLD,
    *(f"[{name}]" for name in get_args(EntityType)),
)  # fmt: skip
"""What begins every vocabulary, in this order; PAD is 0."""
ROOM = 192
"""Tokens of a question at most."""
BEHIND = 80
"""Characters behind a number's first that are kept where there is not room for all."""
NAME = 40
"""Characters of an owner's name that stands outside the window."""

_SIGNS = frozenset(SIGNS)
_DIGITS = re.compile(r"[0-9][0-9.,]*")


def pieces(question: Candidate | Context, room: int = ROOM) -> list[str]:
    """Give a question as signs and stretches of text, in order; at most `room` signs and letters.

    >>> "".join(pieces(question))  # doctest: +SKIP
    '[CLS][mood][body]営業利益は[N]0億円[/N]の見通し。[SEP]'
    """
    window = question.window
    marks = _marks(question)
    head = [CLS, *_head(question)]
    if isinstance(question, Candidate) and question.name and OWNER not in marks:
        head += [OWNER[0], question.name[:NAME], OWNER[1]]
    left = room - len(list(tokens(head))) - 2 * len(marks) - 1
    return [*head, *_marked(window, marks, left), SEP]


def _head(question: Candidate | Context) -> Iterator[str]:
    window = question.window
    if isinstance(question, Context):
        yield "[mood]"
    else:
        yield from (f"[{question.job}]", f"[{question.reading}]")
        if question.type is not None:
            yield f"[{question.type}]"
    if window.direction is not None:
        yield f"[{window.direction}]"
    yield f"[{window.role}]"


def _marks(question: Candidate | Context) -> dict[tuple[str, str], Span]:
    """Give what is marked; a cue or a name that meets the number, or each other, is left out."""
    taken = {NUMBER: question.window.number}
    if isinstance(question, Candidate):
        for sign, span in ((CUE, question.cue), (OWNER, question.mention)):
            free = span and all(span[1] <= a or b <= span[0] for a, b in taken.values())
            if span and free:
                taken[sign] = span
    return taken


def _marked(window: Window, marks: Mapping[tuple[str, str], Span], left: int) -> Iterator[str]:
    """Yield the stretches of a window with signs between them, as much as there is room for."""
    start, end = _kept(window, left)
    at = start
    for (opens, closes), (begin, stop) in sorted(marks.items(), key=lambda mark: mark[1]):
        if begin < start or stop > end:
            continue
        yield from (_plain(window.text[at:begin]), opens, _plain(window.text[begin:stop]), closes)
        at = stop
    yield _plain(window.text[at:end])


def _kept(window: Window, left: int) -> Span:
    """Give the stretch of a window that there is room for, the number in it."""
    end = min(len(window.text), max(window.number[0] + BEHIND, window.number[1]))
    start = max(0, end - left)
    return start, min(len(window.text), start + left)


def _plain(text: str) -> str:
    return _DIGITS.sub("0", text)


def tokens(parts: Sequence[str]) -> Iterator[str]:
    """Yield the signs and the single characters of a question."""
    for part in parts:
        if part in _SIGNS:
            yield part
        else:
            yield from part


def token_ids(parts: Sequence[str], vocabulary: Mapping[str, int]) -> list[int]:
    """Give the number of each token; a character that the vocabulary lacks is UNKNOWN."""
    unknown = vocabulary[UNKNOWN]
    return [vocabulary.get(token, unknown) for token in tokens(parts)]
