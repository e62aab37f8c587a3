"""Words that stand for what was named before (同社, 同指数) or describe it (小型株指数)."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

import ahocorasick_rs
import msgspec

from ..lexicon import read_table, split_cell
from ..records import EntityType
from .boundaries import script, tails

Kind = Literal["anaphor", "pair", "descriptor", "former", "latter", "part", "whole"]


class Anaphor(msgspec.Struct, frozen=True, kw_only=True):
    """One row of anaphors.tsv."""

    surface: str
    kind: Kind
    types: tuple[EntityType, ...]
    """What it may stand for."""
    candidates: tuple[str, ...]
    """Entities that a descriptor may describe, best first; ``bank``: banks only."""


class Found(msgspec.Struct, frozen=True):
    """An anaphor at its place."""

    start: int
    end: int
    anaphor: Anaphor


@cache
def _table() -> tuple[tuple[Anaphor, ...], ahocorasick_rs.AhoCorasick]:
    rows = tuple(
        Anaphor(
            surface=row["surface"],
            kind=cast(Kind, row["kind"]),
            types=cast(tuple[EntityType, ...], split_cell(row["types"])),
            candidates=split_cell(row["candidates"]),
        )
        for row in read_table("anaphors")
    )
    surfaces = [row.surface for row in rows]
    automaton = ahocorasick_rs.AhoCorasick(
        surfaces,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return rows, automaton


def find_anaphors(folded: str) -> list[Found]:
    """Give anaphors and descriptors that stand as words, in order."""
    rows, automaton = _table()
    return [
        Found(start, end, rows[index])
        for index, start, end in automaton.find_matches_as_indexes(folded)
        if _stands(folded, start, end, rows[index])
    ]


_GOES_ON = {
    "社": "員宅会格則是債",
    "行": "しすせ者記取中政員動",
    "数": "関化",
}


def _stands(folded: str, start: int, end: int, row: Anaphor) -> bool:
    before = script(folded, start - 1)
    if before in ("kanji", "katakana", "latin"):
        return False
    if row.kind == "descriptor" and _of_elsewhere(folded, start):
        return False
    after = folded[end : end + 1]
    if folded.startswith("会長", end):
        return True
    return not after or after not in _GOES_ON.get(folded[end - 1], "")


def _of_elsewhere(folded: str, start: int) -> bool:
    """Tell whether a country other than the descriptor's own stands before: 欧州の小型株指数."""
    return folded[start - 1 : start] == "の" and bool(tails("elsewhere", folded, start - 1))
