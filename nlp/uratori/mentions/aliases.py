"""All surfaces of all entities, their variants, and the automaton that finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs
import msgspec

from ..records import EntityType
from ..text import fold
from .boundaries import words
from .entities import US_EXCHANGES, Entity, entities

_BEFORE_DIGIT = re.compile(r"(?<=[^\d\s.,\-]) ?(?=\d)")
_SMALL = re.compile(r"[a-z]")
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
_SPACED: frozenset[EntityType] = frozenset({"index", "etf", "fund"})
_LOWERED: frozenset[EntityType] = frozenset({"index", "crypto"})


class Alias(msgspec.Struct, frozen=True):
    """What one surface stands for."""

    ids: tuple[str, ...]
    """Best first; several where rows share the surface."""
    type: EntityType
    weak: bool
    """Counts only where the article names the entity otherwise too: ターゲット, メタ, GM."""


class Lexicon(msgspec.Struct, frozen=True):
    """The surfaces and the automaton over them; a phrase that is no name has no alias."""

    aliases: dict[str, Alias]
    patterns: tuple[Alias | None, ...]
    automaton: ahocorasick_rs.AhoCorasick


@cache
def lexicon() -> Lexicon:
    """Build the automaton, once a process."""
    table = alias_table()
    stops = [fold(word) for word in words("stop") if fold(word) not in table]
    automaton = ahocorasick_rs.AhoCorasick(
        [*table, *stops],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return Lexicon(table, (*table.values(), *(None for _ in stops)), automaton)


def alias_table() -> dict[str, Alias]:
    """Map each folded surface to what it stands for."""
    table: dict[str, Alias] = {}
    for record in entities().values():
        for surface, weak in surfaces(record):
            known = table.get(surface)
            table[surface] = _joined(known, record, weak) if known else _first(record, weak)
    return table


def surfaces(record: Entity) -> Iterator[tuple[str, bool]]:
    """Yield each surface of an entity with its weakness; a written one before derived ones."""
    seen: set[str] = set()
    written = [(fold(alias.rstrip("?*")), alias.endswith("?")) for alias in record.aliases]
    derived = [(form, weak) for alias, weak in written for form in _variants(alias, record.type)]
    for surface, weak in (*written, *derived, *_symbol(record)):
        if surface not in seen:
            seen.add(surface)
            yield surface, weak


def _first(record: Entity, weak: bool) -> Alias:
    return Alias((record.id,), record.type, weak)


def _joined(known: Alias, record: Entity, weak: bool) -> Alias:
    if record.id in known.ids:
        return known
    return Alias((*known.ids, record.id), known.type, known.weak or weak)


def _variants(alias: str, kind: EntityType) -> Iterator[str]:
    """Yield other writings: S&P 500 / S&P500, モルガン・スタンレー / モルガンスタンレー, APPLE."""
    forms = [alias]
    if kind in _SPACED:
        forms += [_BEFORE_DIGIT.sub("", alias), _BEFORE_DIGIT.sub(" ", alias)]
        if _JAPANESE.search(alias):
            forms.append(alias.replace(" ", ""))
    if kind == "equity":
        forms += [alias.replace("・", ""), alias.replace("ホールディングス", "HD")]
    for form in forms:
        yield form
        if len(form) > 3 and not _JAPANESE.search(form):
            if _SMALL.search(form):
                yield form.upper()
            if kind in _LOWERED:
                yield form.lower()


def _symbol(record: Entity) -> Iterator[tuple[str, bool]]:
    """Yield the symbol of a US listing where it can stand alone in running text: IWM, NVDA.

    Of companies only symbols of four letters and more do; a shorter one needs the name elsewhere.
    """
    symbol = record.symbol
    if not symbol or record.exchange not in US_EXCHANGES or not symbol.isalpha():
        return
    if len(symbol) < 3 or symbol in words("word"):
        return
    yield symbol, record.type == "equity" and len(symbol) == 3
