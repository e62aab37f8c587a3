"""Where the sentence, or the line, around a place begins and ends: told by its full stop alone.

`Text.sentences` are cut with more care, by brackets and headings; this is what a look around
a number needs, and it reads no farther than the sentence.
"""

from __future__ import annotations


def sentence_start(text: str, place: int) -> int:
    """Give where the sentence or line of a place begins."""
    stop = text.rfind("。", 0, place) + 1
    return text.rfind("\n", stop, place) + 1 or stop


def sentence_end(text: str, place: int) -> int:
    """Give where it ends, before its mark."""
    stop = text.find("。", place)
    stop = len(text) if stop < 0 else stop
    line = text.find("\n", place, stop)
    return stop if line < 0 else line
