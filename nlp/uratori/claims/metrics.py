"""What a number can be about: the metric table, and the words of it found in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Literal, cast

import ahocorasick_rs
import msgspec

from ..lexicon import read_table, split_cell
from ..text.lazy import lazy

Side = Literal["noun", "verb"]
Kind = Literal["level", "change", "count"]

_LONGER = lazy(r"率|比(?![べ較しす])|倍率|回転|構成|(?<=[ァ-ヺー])[ァ-ヺー]|(?<=[A-Za-z])[A-Za-z]")
"""What makes another word of a metric's own: 売上高比率 is no 売上高, シェアーズ no シェア."""
_SHORT = 3000
"""Characters of a first text up to which its words are looked for one by one."""


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One row of lexicon/metrics.tsv: a metric, its admissible units and the words for it."""

    key: str
    ja: str
    en: str
    family: str
    kind: Kind
    units: frozenset[str]
    change_units: frozenset[str]
    told_in: frozenset[str]
    """Units of its level or its change; the empty one too where it is so many times: PERは28."""
    entities: frozenset[str]
    """Admissible entity types; the empty string admits a claim without an entity."""
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    unless: tuple[str, ...]
    """Words of which none may stand in the sentence."""
    requires: tuple[tuple[str, ...], ...]
    """Groups of words, one of each must stand in the sentence; ``@family`` asks for a cue of it."""
    reference: str
    """What a change is measured against unless the text says so (前年同期比); may be empty."""

    def admits(self, entity_type: str) -> bool:
        """Tell whether an entity of this type can have the metric."""
        return not self.entities or entity_type in self.entities


class Cue(msgspec.Struct, frozen=True):
    """A word of a metric, found in the text."""

    start: int
    end: int
    readings: tuple[tuple[Metric, Side], ...]


@cache
def metrics() -> tuple[Metric, ...]:
    """Give every row of the metric table, in file order; a metric may have several rows."""
    return tuple(map(_metric_of, read_table("metrics")))


def _metric_of(row: Mapping[str, str]) -> Metric:
    units = frozenset(row["units"].split("|"))
    changes = frozenset(split_cell(row["change_units"]))
    return Metric(
        key=row["metric"],
        ja=row["ja"],
        en=row["en"],
        family=row["family"],
        kind=cast(Kind, row["kind"]),
        units=units,
        change_units=changes,
        told_in=units | changes | ({""} if "times" in units else frozenset()),
        entities=frozenset(row["entities"].split("|")) if row["entities"] else frozenset(),
        nouns=split_cell(row["nouns"]),
        verbs=split_cell(row["verbs"]),
        unless=split_cell(row["unless"]),
        requires=tuple(split_cell(group) for group in row["requires"].split(";") if group),
        reference=row["reference"],
    )


@cache
def metric(key: str) -> Metric:
    """Give the first row of a metric; raise KeyError for an unknown key."""
    for row in metrics():
        if row.key == key:
            return row
    raise KeyError(key)


@cache
def _readings() -> dict[str, tuple[tuple[Metric, Side], ...]]:
    by_word: dict[str, list[tuple[Metric, Side]]] = defaultdict(list)
    for row in metrics():
        for word in row.nouns:
            by_word[word].append((row, "noun"))
        for word in row.verbs:
            by_word[word].append((row, "verb"))
    return {word: tuple(found) for word, found in by_word.items()}


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return _automaton_of(_readings())


def _automaton_of(words: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


@cache
def _begun() -> bool:
    """Note that a text has been read."""
    return True


def _finder(folded: str) -> ahocorasick_rs.AhoCorasick:
    """Give what finds the words of a text.

    To build the automaton of all words takes longer than to read one short text: the first is
    read with that of the words that it holds, which finds the same.
    """
    if _begun.cache_info().currsize or len(folded) > _SHORT:
        return _automaton()
    _begun()
    pairs = {*folded, *map("".join, pairwise(folded))}
    return _automaton_of(word for word in _readings() if word[:2] in pairs and word in folded)


def find_cues(folded: str) -> tuple[Cue, ...]:
    """Find the metric words of a text, longest first where two begin at one place, in order.

    A word that is a part of another is none: 売上高 in 売上高比率, シェア in シェアーズ.
    """
    readings = _readings()
    return tuple(
        [
            Cue(start, end, readings[folded[start:end]])
            for _, start, end in _finder(folded).find_matches_as_indexes(folded)
            if not _goes_on(folded, start, end)
        ]
    )


def _goes_on(folded: str, start: int, end: int) -> bool:
    if _LONGER.match(folded, end):
        return True
    return _latin(folded[start]) and _latin(folded[start - 1 : start])


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
