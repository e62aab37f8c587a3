"""All surfaces of all entities, their variants, and how they are found in a text.

To expand every row and to build an automaton of every surface takes longer than to read an
article. So what is looked for is how surfaces begin, and a row is expanded when one of its heads
turns up. The automaton of the heads, too, pays only from some articles on: the first ones are
looked through place by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import cast
from zlib import crc32

import ahocorasick_rs
import msgspec

from ..lexicon import read_lines, split_cell, table_path
from ..lexicon.refreshed import made_path
from ..records import EntityType
from ..text.lazy import lazy
from . import listed
from .boundaries import words
from .entities import TABLES, US_EXCHANGES, rows

HEAD = 3
"""Characters of a surface that make its head; a surface of two is its own head."""

FEW_ARTICLES = 8
FEW_CHARACTERS = 20_000
"""As many articles of this length are looked through before the automaton is built."""

_articles = count()
_BEFORE_DIGIT = lazy(r"(?<=[^\d\s.,\-]) ?(?=\d)")
_SPACED = frozenset({"index", "etf", "fund"})
_ISSUERS = ("iシェアーズ・", "バンガード・", "グローバルX", "SPDR ", "インベスコ")
# iシェアーズ・ラッセル2000 ETF, バンガード・S&P500 ETF; not ETF業種別.
_FUND_WORD = lazy(r" ?ETF$")
_LOWERED = frozenset({"index", "crypto"})


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


class Automaton(msgspec.Struct, frozen=True):
    """The heads in the order in which their automaton numbers them."""

    heads: tuple[str, ...]
    finder: ahocorasick_rs.AhoCorasick


def find_surfaces(folded: str) -> Iterator[tuple[int, int, Alias | None]]:
    """Yield spans of surfaces, leftmost and longest first, without overlap.

    A stop phrase (アップルパイ) has no alias, and swallows the names in it.
    """
    last = 0
    for start, head in _found_heads(folded):
        if start < last:
            continue
        group = _group(head)
        for length in group.lengths:
            surface = folded[start : start + length]
            if surface in group.aliases:
                last = start + len(surface)  # at the end of a text less than length
                yield start, last, group.aliases[surface]
                break


def _found_heads(folded: str) -> list[tuple[int, str]]:
    """Give places and heads; of two heads at one place the longer one has the longer surfaces."""
    if len(folded) < FEW_CHARACTERS and next(_articles) < FEW_ARTICLES:
        return list(_looked_through(folded))
    book = automaton()
    hits = book.finder.find_matches_as_indexes(folded, overlapping=True)
    hits.sort(key=lambda hit: (hit[1], -hit[2]))
    return [(start, book.heads[number]) for number, start, _ in hits]


def _looked_through(folded: str) -> Iterator[tuple[int, str]]:
    known = heads()
    for start in range(len(folded)):
        if (head := folded[start : start + HEAD]) in known:
            yield start, head
        if (head := folded[start : start + HEAD - 1]) in known:
            yield start, head


def find_alias(surface: str) -> Alias | None:
    """Give what a surface, folded, stands for, or None."""
    head = surface[:HEAD]
    return _group(head).aliases.get(surface) if head in heads() else None


@cache
def automaton() -> Automaton:
    """Build the automaton, once a process."""
    finder = ahocorasick_rs.AhoCorasick(
        heads(), implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )
    return Automaton(tuple(heads()), finder)


@cache
def heads() -> dict[str, str]:
    """Map each head to the ids of the hand-written rows that may begin so, as a cell.

    They are kept in ``heads.tsv``, and found anew where a table differs from what that was made of.
    """
    kept = read_lines(made_path("heads"), keep_comments=True)
    names = made_path(listed.NAMES)
    if kept[0] != f"# crc32: {checksum(names)}":
        return found_heads(names)
    cells = "\t".join(kept[kept.index("head\tids") + 1 :]).split("\t")  # one split for all rows
    return dict(zip(cells[::2], cells[1::2], strict=True))


def _sources(names: Path) -> Iterator[Path]:
    yield from (table_path(name) for name in TABLES)
    yield names
    yield table_path("boundaries", package="uratori.mentions")


def checksum(names: Path) -> int:
    """Give the checksum of all tables that the heads come from; `names`: the listed_names.tsv."""
    found = 0
    for path in _sources(names):
        found = crc32(path.read_bytes(), found)
    return found


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def found_heads(names: Path) -> dict[str, str]:
    """Find the heads in the tables; `names`: the listed_names.tsv."""
    found: dict[str, list[str]] = {word[:HEAD]: [] for word in words("stop")}
    found.update((head, []) for head in listed.heads(HEAD, names))
    for entity_id in rows():
        for head in sorted({surface[:HEAD] for surface in surfaces(entity_id)}):
            found.setdefault(head, []).append(entity_id)
    return {head: "|".join(ids) for head, ids in sorted(found.items())}


def write_heads(folder: Path, names: Path | None = None) -> None:
    """Write ``heads.tsv``, which saves a short article the expansion of all rows.

    names: the listed_names.tsv that they are of; the bundled one if not given.
    """
    names = names or table_path(listed.NAMES)
    lines = [f"{head}\t{ids}\n" for head, ids in found_heads(names).items()]
    dates = re.findall(r"^# date: (\S+)", "".join(map(_read, _sources(names))), re.MULTILINE)
    head = (
        f"# crc32: {checksum(names)}\n"
        "# source: made from the tables of names, to find them sooner\n"
        "# licence: Apache-2.0; PDL 1.0 for what comes from listed_names.tsv\n"
        f"# date: {max(dates)}\n"
    )
    text = f"{head}# rows: {len(lines)}\nhead\tids\n{''.join(lines)}"
    (folder / "heads.tsv").write_text(text, encoding="utf-8")


@cache
def _group(head: str) -> Group:
    table: dict[str, Alias | None] = {}
    for entity_id in split_cell(heads()[head]):
        for surface, weak in surfaces(entity_id).items():
            if surface[:HEAD] == head:
                table[surface] = _joined(table.get(surface), entity_id, weak)
    for name in listed.written(head):
        if name.surface[:HEAD] == head:  # a head of two is a surface, and not that of longer ones
            table.setdefault(name.surface, Alias(name.ids, name.type, name.weak))
    for word in words("stop"):
        if word[:HEAD] == head:
            table.setdefault(word, None)
    return Group(table, tuple(sorted(set(map(len, table)), reverse=True)))


def alias_table() -> dict[str, Alias]:
    """Map every surface, folded, to what it stands for."""
    groups = map(_group, heads())
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
        if kind == "etf" and surface.startswith(_ISSUERS):
            forms = (*forms, _FUND_WORD.sub("", surface))
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
