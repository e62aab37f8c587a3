"""All surfaces of all entities, their variants, and how they are found in a text.

To expand every row and to build an automaton of every surface takes longer than to read an
article. So the automaton holds only how surfaces begin, and a row is expanded when one of its
heads turns up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

import ahocorasick_rs
import msgspec

from ..lexicon import split_cell
from ..records import EntityType
from ..text.lazy import lazy
from .boundaries import words
from .entities import US_EXCHANGES, rows

HEAD = 3
"""Characters of a surface that make its head; a surface of two is its own head."""

_BEFORE_DIGIT = lazy(r"(?<=[^\d\s.,\-]) ?(?=\d)")
_SPACED = frozenset({"index", "etf", "fund"})
_LOWERED = frozenset({"index", "crypto"})
_MOVED = frozenset(" ・ホ0123456789")
"""Characters at which a variant may differ from what is written in more than its case."""


class Alias(msgspec.Struct, frozen=True):
    """What one surface stands for."""

    ids: tuple[str, ...]
    """Best first; several where rows share the surface."""
    type: EntityType
    weak: bool
    """Counts only where the article names the entity otherwise too: ターゲット, メタ, GM."""


class Group(msgspec.Struct, frozen=True):
    """The surfaces that share a head; a phrase that is no name has no alias."""

    aliases: dict[str, Alias | None]
    lengths: tuple[int, ...]
    """Of the surfaces, longest first."""


class Lexicon(msgspec.Struct, frozen=True):
    """The heads with the ids of what may begin so, and the automaton over them."""

    ids: dict[str, list[str]]
    heads: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick


def find_surfaces(folded: str) -> Iterator[tuple[int, int, Alias | None]]:
    """Yield spans of surfaces, leftmost and longest first, without overlap.

    A stop phrase (アップルパイ) has no alias, and swallows the names in it.
    """
    book = lexicon()
    last = 0
    for hit, start, _ in _by_place(
        book.automaton.find_matches_as_indexes(folded, overlapping=True)
    ):
        if start < last:
            continue
        group = _group(book.heads[hit])
        for length in group.lengths:
            surface = folded[start : start + length]
            if surface in group.aliases:
                last = start + len(surface)  # at the end of a text less than length
                yield start, last, group.aliases[surface]
                break


def _by_place(hits: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Sort hits by start; of two heads at one place the longer one has the longer surfaces."""
    return sorted(hits, key=lambda hit: (hit[1], -hit[2]))


def find_alias(surface: str) -> Alias | None:
    """Give what a surface, folded, stands for, or None."""
    head = surface[:HEAD]
    return _group(head).aliases.get(surface) if head in lexicon().ids else None


@cache
def lexicon() -> Lexicon:
    """Build the automaton, once a process."""
    found: dict[str, list[str]] = {word[:HEAD]: [] for word in words("stop")}
    for entity_id, cells in rows().items():
        for head in _heads(cells):
            found.setdefault(head, []).append(entity_id)
    automaton = ahocorasick_rs.AhoCorasick(
        found, implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )
    return Lexicon(found, tuple(found), automaton)


def _heads(cells: list[str]) -> set[str]:
    """Give the heads of all surfaces of a row, and perhaps of some that it does not have."""
    heads = {alias[:HEAD].rstrip("?*") for alias in cells[5].split("|") if alias}
    if not _MOVED.isdisjoint("".join(heads)):
        return {surface[:HEAD] for surface in surfaces(cells[0])}
    if cells[4] in US_EXCHANGES:
        heads.add(cells[3][:HEAD])
    if latin := [head for head in heads if head.isascii()]:
        heads.update(map(str.upper, latin), map(str.lower, latin) if cells[1] in _LOWERED else ())
    return heads


@cache
def _group(head: str) -> Group:
    table: dict[str, Alias | None] = {}
    for entity_id in lexicon().ids[head]:
        for surface, weak in surfaces(entity_id).items():
            if surface[:HEAD] == head:
                table[surface] = _joined(table.get(surface), entity_id, weak)
    for word in words("stop"):
        if word[:HEAD] == head:
            table.setdefault(word, None)
    return Group(table, tuple(sorted(set(map(len, table)), reverse=True)))


def alias_table() -> dict[str, Alias]:
    """Map every surface, folded, to what it stands for."""
    groups = map(_group, lexicon().heads)
    return {s: alias for group in groups for s, alias in group.aliases.items() if alias}


@cache
def surfaces(entity_id: str) -> dict[str, bool]:
    """Map each surface of an entity to whether it is weak; a written one precedes its variants."""
    _, kind, _, symbol, exchange, aliases, _ = rows()[entity_id]
    found: dict[str, bool] = {}
    for alias in split_cell(aliases):
        found.setdefault(alias.rstrip("?*"), alias[-1] == "?")
    for surface, weak in tuple(found.items()):
        for form in _variants(surface, kind):
            found.setdefault(form, weak)
    if _stands_alone(symbol, exchange):
        found.setdefault(symbol, kind == "equity" and len(symbol) == 3)
    return found


def _joined(known: Alias | None, entity_id: str, weak: bool) -> Alias:
    if known is None:
        return Alias((entity_id,), cast(EntityType, rows()[entity_id][1]), weak)
    return Alias((*known.ids, entity_id), known.type, known.weak or weak)


def _variants(surface: str, kind: str) -> Iterator[str]:
    """Yield other writings: S&P 500 / S&P500, モルガン・スタンレー / モルガンスタンレー, APPLE."""
    forms: tuple[str, ...] = (surface,)
    if kind in _SPACED:
        forms = _respaced(surface)
    elif kind == "equity" and not surface.isascii():
        forms = (surface, surface.replace("・", ""), surface.replace("ホールディングス", "HD"))
    for form in forms:
        yield form
        if len(form) > 3 and form.isascii():
            if form != form.upper():
                yield form.upper()
            if kind in _LOWERED:
                yield form.lower()


def _respaced(surface: str) -> tuple[str, ...]:
    close = _BEFORE_DIGIT.sub("", surface)
    forms = (surface, close, _BEFORE_DIGIT.sub(" ", surface))
    return forms if surface.isascii() else (*forms, surface.replace(" ", ""))


def _stands_alone(symbol: str, exchange: str) -> bool:
    """Tell whether the symbol of a US listing can stand alone in running text: IWM, NVDA.

    Of companies a symbol of three letters is weak: it needs the name elsewhere.
    """
    if exchange not in US_EXCHANGES or len(symbol) < 3 or not symbol.isalpha():
        return False
    return symbol not in words("word")
