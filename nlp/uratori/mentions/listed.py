"""What is listed in Japan: companies, REITs and ETFs by code, and how they are written.

The tables ``listed_jp`` and ``listed_names`` are made by `edinet` from EDINET's code lists and hold
some 11,000 rows, so an article opens only the lines whose head turns up in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import msgspec

from ..lexicon import read_lines
from ..lexicon.refreshed import made_path
from ..records import EntityType

NAMES = "listed_names"
EXCHANGE = "XTKS"
"""EDINET does not say where a filer is listed; codes are one series for all exchanges of Japan."""


class Listed(msgspec.Struct, frozen=True):
    """One thing listed."""

    code: str
    type: EntityType
    name: str


class Written(msgspec.Struct, frozen=True):
    """A surface, and the ids of what it stands for."""

    surface: str
    ids: tuple[str, ...]
    type: EntityType
    weak: bool
    """Counts only where the article names the entity otherwise too."""


def find_listed(entity_id: str) -> Listed | None:
    """Give what is listed under an id.

    >>> find_listed("XTKS:1376").name
    'カネコ種苗'
    """
    exchange, _, code = entity_id.partition(":")
    line = _by_code().get(code) if exchange == EXCHANGE else None
    return Listed(code, *_typed(line)) if line else None


def _typed(line: str) -> tuple[EntityType, str]:
    _, kind, name = line.split("\t")
    return cast(EntityType, kind), name


@cache
def _by_code() -> dict[str, str]:
    return {line[:4]: line for line in read_lines(made_path("listed_jp"))[1:]}


@cache
def _lines() -> list[str]:
    return read_lines(made_path(NAMES))[1:]


def heads(size: int, names: Path) -> set[str]:
    """Give how the surfaces of a table begin; one shorter than `size` is its own head."""
    return {line[:size].rstrip("\t") for line in read_lines(names)[1:]}


def written(head: str) -> Iterator[Written]:
    """Yield the surfaces that begin with `head`."""
    lines = _lines()
    at = bisect_left(lines, head)
    while at < len(lines) and lines[at].startswith(head):
        surface, codes, kind, weak = lines[at].split("\t")
        ids = tuple(f"{EXCHANGE}:{code}" for code in codes.split("|"))
        yield Written(surface, ids, cast(EntityType, kind), weak == "?")
        at += 1


def count_beginning(start: str, most: int) -> int:
    """Count the companies of which a surface begins so, as far as `most`."""
    lines, found = _lines(), set[str]()
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start) and len(found) < most:
        found.add(lines[at].split("\t")[1])
        at += 1
    return len(found)


def all_written() -> Iterator[Written]:
    """Yield every surface."""
    return written("")
