"""Whose company tells which of two a shared name means: ソフトバンク beside KDDI is the carrier."""

from __future__ import annotations

from functools import cache

from ..lexicon import read_table, split_cell


def peers(entity: str) -> tuple[str, ...]:
    """Give the ids of the companies that an entity is named beside; most have none.

    >>> "XTKS:9433" in peers("XTKS:9434")
    True
    """
    return _peers().get(entity, ())


@cache
def _peers() -> dict[str, tuple[str, ...]]:
    rows = read_table("peers", package="uratori.mentions")
    return {row["entity"]: split_cell(row["peers"]) for row in rows}
