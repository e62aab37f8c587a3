"""Which texts train, which ones choose between settings, and which ones measure.

Texts that share a template, an article or a company stay on one side. A template is told by what
they have in common: a run of `SHINGLE` characters in which every number is one sign. What shares
one with a text that measures, even by way of a third, is dropped, so that no text leaks.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from models.texts import SourceText

Part = Literal["train", "tune", "test", "dropped"]

HELD_OUT = ("l", "n", "o")
"""How the ids of the gold sets begin that training never sees."""
SHINGLE = 30
"""Characters; half a sentence. Fewer join what only has the same set phrase."""
TUNE = 5
"""One cluster in so many is kept from training, to choose settings by."""
LARGEST = 200
"""Texts of a cluster that may be kept so; a larger one, of set phrases, trains."""

_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,．，]*")


def split(texts: Sequence[SourceText]) -> list[Part]:
    """Give the part of each text; the same texts are always split alike."""
    roots = clusters(texts)
    held = {root for root, text in zip(roots, texts, strict=True) if is_held_out(text)}
    names: dict[int, str] = {}
    for root, text in zip(roots, texts, strict=True):
        names[root] = min(names.get(root, text.id), text.id)
    small = {root: names[root] for root, size in Counter(roots).items() if size <= LARGEST}
    return [
        _part(text, root in held, small.get(root)) for root, text in zip(roots, texts, strict=True)
    ]


def _part(text: SourceText, beside_held_out: bool, cluster: str | None) -> Part:
    if is_held_out(text):
        return "test"
    if beside_held_out:
        return "dropped"
    tunes = cluster is not None and zlib.crc32(cluster.encode()) % TUNE == 0
    return "tune" if tunes else "train"


def is_held_out(text: SourceText) -> bool:
    """Tell whether a text is of a gold set that only measures."""
    return text.gold is not None and text.own_id.startswith(HELD_OUT)


def clusters(texts: Sequence[SourceText]) -> list[int]:
    """Give each text the index of the first one that it is joined with, by whatever chain."""
    parents = list(range(len(texts)))
    owners: dict[str, int] = {}
    for index, text in enumerate(texts):
        for key in _keys(text):
            first, second = _root(parents, owners.setdefault(key, index)), _root(parents, index)
            parents[max(first, second)] = min(first, second)
    return [_root(parents, index) for index in range(len(texts))]


def _keys(text: SourceText) -> Iterator[str]:
    """Yield the template's shingles, and the group; a shorter text is a shingle by itself."""
    masked = _NUMBER.sub("0", text.text)
    for start in range(max(1, len(masked) - SHINGLE + 1)):
        yield masked[start : start + SHINGLE]
    if text.group is not None:
        yield f"group {text.group}"


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
