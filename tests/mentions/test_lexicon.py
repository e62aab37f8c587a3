"""The entity tables: counts, ids, symbols and the aliases that they share."""

from collections import defaultdict

import pytest

from uratori.lexicon import read_table, split_cell
from uratori.mentions import Entity, entity
from uratori.mentions.aliases import alias_table, surfaces
from uratori.mentions.entities import TABLES, entities, listing, symbols
from uratori.mentions.tickers import exchanges
from uratori.text import fold

LEAST = {
    "entities_indices": 60,
    "entities_funds": 140,
    "entities_macro": 150,
    "entities_us": 300,
    "entities_jp": 300,
}
TYPES = {
    "index": "index:",
    "currency": ("fx:", "currency:"),
    "rate": "rate:",
    "bond": "bond:",
    "commodity": "commodity:",
    "crypto": "crypto:",
    "institution": ("bank:", "org:"),
    "indicator": "macro:",
    "group": "group:",
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_rows(table: str) -> None:
    rows = list(read_table(table))
    assert len(rows) >= LEAST[table]
    assert list(rows[0]) == ["entity", "type", "name", "symbol", "exchange", "aliases", "tracks"]


def test_ids_are_unique() -> None:
    ids = [row["entity"] for table in TABLES for row in read_table(table)]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("record", entities().values(), ids=lambda record: record.id)
def test_an_id_fits_its_type(record: Entity) -> None:
    if record.exchange:
        assert record.type in ("equity", "etf")
        assert record.id == f"{record.exchange}:{record.symbol}"
    elif record.type == "fund":
        assert record.id.startswith("fund:")
    else:
        assert record.id.startswith(TYPES[record.type])


@pytest.mark.parametrize("record", entities().values(), ids=lambda record: record.id)
def test_what_a_row_points_to_exists(record: Entity) -> None:
    others = [*record.members, *([record.tracks] if record.tracks else [])]
    assert [other for other in others if other not in entities()] == []
    assert all(alias.strip() == alias and alias for alias in record.aliases)


def test_a_shared_alias_is_declared_by_every_row() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    declared: dict[str, set[str]] = defaultdict(set)
    for table in TABLES:
        for row in read_table(table):
            for alias in split_cell(row["aliases"]):
                owners[fold(alias.rstrip("?*"))].add(row["entity"])
                if alias.endswith("*"):
                    declared[fold(alias.rstrip("?*"))].add(row["entity"])
    collisions = {a: ids for a, ids in owners.items() if len(ids) > 1 and ids != declared[a]}
    assert collisions == {}
    assert {alias for alias, ids in declared.items() if len(ids) < 2} <= {"S&P", "財務省"}


def test_variants_collide_only_where_the_written_aliases_do() -> None:
    written = {fold(alias.rstrip("?*")) for r in entities().values() for alias in r.aliases}
    shared = {s: alias.ids for s, alias in alias_table().items() if len(alias.ids) > 1}
    strays = {
        s: ids
        for s, ids in shared.items()
        if s not in written and s.lower() not in (w.lower() for w in written)
    }
    assert strays == {}


def test_entity_gives_the_record() -> None:
    assert entity("ARCX:IWM").tracks == "index:russell2000"
    assert entity("XTKS:7203").name == "トヨタ自動車"
    assert entity("XTKS:285A").symbol == "285A"
    assert len(entity("group:magnificent7").members) == 7
    with pytest.raises(KeyError):
        entity("XNAS:NONE")


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("IWM", "ARCX:IWM"),
        ("NVDA", "XNAS:NVDA"),
        ("^N225", "index:nikkei225"),
        ("BTC", "crypto:BTC"),
        ("BRK.B", "XNYS:BRK.B"),
    ],
)
def test_symbols(symbol: str, expected: str) -> None:
    assert symbols()[symbol] == expected


@pytest.mark.parametrize(
    ("symbol", "exchange", "expected"),
    [
        ("AMPL", "XNAS", "XNAS:AMPL"),
        ("IWM", "XNYS", "ARCX:IWM"),
        ("IWM", "XLON", "XLON:IWM"),
        ("7203", "XTKS", "XTKS:7203"),
    ],
)
def test_a_listing_keeps_its_true_exchange(symbol: str, exchange: str, expected: str) -> None:
    assert listing(symbol, exchange) == expected


def test_exchanges() -> None:
    written = exchanges()
    assert [written[w] for w in ("NASDAQ", "NYSE", "NYSE Arca", "東P", "東証", "東G")] == [
        "XNAS", "XNYS", "ARCX", "XTKS", "XTKS", "XTKS",
    ]  # fmt: skip


def test_variants_of_a_surface() -> None:
    forms = dict(surfaces(entity("index:sp500")))
    assert {"S&P500", "S&P 500", "S&P500種", "S&P 500種株価指数", "s&p 500"} <= forms.keys()
    assert "IWM" in dict(surfaces(entity("ARCX:IWM")))
    assert "F" not in dict(surfaces(entity("XNYS:F")))
    assert dict(surfaces(entity("XNYS:TGT")))["ターゲット"] is True
