"""The entities of the lexicon, by id and by symbol."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from ..lexicon import read_table, split_cell
from ..records import EntityType

TABLES = (
    "entities_indices",
    "entities_funds",
    "entities_macro",
    "entities_us",
    "entities_jp",
)
US_EXCHANGES = frozenset({"XNAS", "XNYS", "ARCX", "XASE", "BATS"})


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an article may speak of."""

    id: str
    """``index:sp500``, ``ARCX:IWM``, ``XTKS:7203`` ..., as docs/data.md lists them."""
    type: EntityType
    name: str
    """Its name in Japanese."""
    symbol: str | None = None
    exchange: str | None = None
    """ISO 10383 market identifier code."""
    aliases: tuple[str, ...] = ()
    """As the table writes them: a final ``?`` marks a weak one, a final ``*`` a shared one."""
    tracks: str | None = None
    """Id of the index or the asset that a fund tracks."""
    members: tuple[str, ...] = ()
    """Ids of the members of a group."""


@cache
def entities() -> dict[str, Entity]:
    """Give the whole lexicon, id -> entity."""
    rows = (row for table in TABLES for row in read_table(table))
    return {row["entity"]: _entity(row) for row in rows}


def entity(entity_id: str) -> Entity:
    """Give the record of one entity; raise KeyError for one that the lexicon lacks.

    >>> entity("ARCX:IWM").tracks
    'index:russell2000'
    """
    return entities()[entity_id]


@cache
def symbols() -> dict[str, str]:
    """Map symbols that tell their entity without an exchange: IWM, ^GSPC, BTC, but not 7203."""
    return {
        record.symbol: record.id
        for record in entities().values()
        if record.symbol and (record.exchange in US_EXCHANGES or record.type in ("index", "crypto"))
    }


def listing(symbol: str, exchange: str) -> str:
    """Give the id of a listed thing.

    Articles mix up the exchanges of the United States (NYSE for NYSE Arca), so a symbol that the
    lexicon knows there keeps the lexicon's exchange.
    """
    if exchange in US_EXCHANGES:
        known = symbols().get(symbol)
        if known and entity(known).exchange in US_EXCHANGES:
            return known
    return f"{exchange}:{symbol}"


def _entity(row: dict[str, str]) -> Entity:
    kind = cast(EntityType, row["type"])
    others = split_cell(row["tracks"])
    return Entity(
        id=row["entity"],
        type=kind,
        name=row["name"],
        symbol=row["symbol"] or None,
        exchange=row["exchange"] or None,
        aliases=split_cell(row["aliases"]),
        tracks=others[0] if others and kind != "group" else None,
        members=others if kind == "group" else (),
    )
