"""The entities of the lexicon, by id and by symbol."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from ..lexicon import read_rows, split_cell
from ..records import EntityType
from .listed import EXCHANGE, find_listed

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
def rows() -> dict[str, list[str]]:
    """Map each id of the hand-written tables to its row; a record is made only when asked for.

    A row: id, type, name, symbol, exchange, aliases, tracks.
    """
    found: dict[str, list[str]] = {}
    for table in TABLES:
        lines = read_rows(table)
        next(lines)
        found.update((cells[0], cells) for cells in lines)
    return found


@cache
def entity(entity_id: str) -> Entity:
    """Give the record of one entity; raise KeyError for one that the lexicon lacks.

    >>> entity("ARCX:IWM").tracks
    'index:russell2000'
    """
    if entity_id in rows():
        return _entity(*rows()[entity_id])
    found = find_listed(entity_id)
    if not found:
        raise KeyError(entity_id)
    return Entity(
        id=entity_id, type=found.type, name=found.name, symbol=found.code, exchange=EXCHANGE
    )


def is_known(entity_id: str | None) -> bool:
    """Tell whether the lexicon has an id, by hand or from EDINET's lists."""
    return entity_id is not None and (entity_id in rows() or find_listed(entity_id) is not None)


def find_entity(entity_id: str | None) -> Entity | None:
    """Give the record of one entity, or None where the lexicon lacks it."""
    return entity(entity_id) if entity_id and is_known(entity_id) else None


def tracked(entity_id: str) -> str:
    """Give what an entity stands for: the index of an ETF, the bank of a policy rate, else itself.

    >>> tracked("ARCX:IWM")
    'index:russell2000'
    """
    found = find_entity(entity_id)
    return (found.tracks if found else None) or entity_id


def named(entity_id: str) -> str:
    """Give the usual name of an entity, or its id where the lexicon lacks it."""
    found = find_entity(entity_id)
    return found.name if found and found.name else entity_id


@cache
def symbols() -> dict[str, str]:
    """Map symbols that tell their entity without an exchange: IWM, ^GSPC, BTC, but not 7203."""
    return {
        symbol: entity_id
        for entity_id, kind, _, symbol, exchange, *_ in rows().values()
        if symbol and (exchange in US_EXCHANGES or kind in ("index", "crypto"))
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


def _entity(
    entity_id: str, kind: str, name: str, symbol: str, exchange: str, aliases: str, tracks: str
) -> Entity:
    others = split_cell(tracks)
    return Entity(
        id=entity_id,
        type=cast(EntityType, kind),
        name=name,
        symbol=symbol or None,
        exchange=exchange or None,
        aliases=split_cell(aliases),
        tracks=others[0] if others and kind != "group" else None,
        members=others if kind == "group" else (),
    )
