"""Character n-grams around a number, hashed: what the cheap voter on moods reads."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from .candidates import Window

BUCKETS = 1 << 15
"""Places that features are hashed to; the weights are a matrix of so many rows."""
LONGEST = 5
"""Characters of an n-gram at most."""
BEFORE, AFTER = 40, 60
"""Characters before a number and from its end that are read, within its sentence."""

_DIGITS = re.compile(r"[0-9][0-9.,]*")


def features(window: Window) -> list[int]:
    """Give the buckets of a number's n-grams, each once, in ascending order.

    An n-gram counts by the side on which it stands; those that touch the number, and those that
    end the sentence, also count apart.
    """
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(window)})


def _grams(window: Window) -> Iterator[str]:
    start, end = window.number
    left = _DIGITS.sub("0", window.text[max(window.sentence[0], start - BEFORE) : start])
    right = _DIGITS.sub("0", window.text[end : end + AFTER])
    tail = _DIGITS.sub("0", window.text[max(end, window.sentence[1] - BEFORE) : window.sentence[1]])
    for size in range(1, LONGEST + 1):
        yield f"<{left[-size:]}"
        yield f">{right[:size]}"
        yield f"${tail.rstrip('。」)')[-size:]}"
        yield from (f"l{left[at : at + size]}" for at in range(len(left) - size + 1))
        yield from (f"r{right[at : at + size]}" for at in range(len(right) - size + 1))
    yield f"u{window.unit}"
    yield f"o{window.role}"
