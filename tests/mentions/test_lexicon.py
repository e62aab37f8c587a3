"""The entity tables: counts, ids, symbols and the aliases that they share."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori.lexicon import read_table, split_cell
from uratori.mentions import Entity, entity
from uratori.mentions.aliases import HEAD, alias_table, find_alias, find_surfaces, heads, surfaces
from uratori.mentions.boundaries import words
from uratori.mentions.entities import TABLES, listing, rows, symbols
from uratori.mentions.listed import all_written
from uratori.mentions.tickers import exchanges
from uratori.text import fold

RECORDS = [entity(entity_id) for entity_id in rows()]
LEAST = {
    "entities_indices": 190,
    "entities_funds": 200,
    "entities_macro": 440,
    "entities_us": 690,
    "entities_jp": 400,
}
TYPES: dict[str, str | tuple[str, ...]] = {
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


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_an_id_fits_its_type(record: Entity) -> None:
    if record.exchange:
        assert record.type in ("equity", "etf")
        assert record.id == f"{record.exchange}:{record.symbol}"
    elif record.type == "fund":
        assert record.id.startswith("fund:")
    else:
        assert record.id.startswith(TYPES[record.type])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_what_a_row_points_to_exists(record: Entity) -> None:
    others = [*record.members, *([record.tracks] if record.tracks else [])]
    assert [other for other in others if other not in rows()] == []
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
    written = {fold(alias.rstrip("?*")) for r in RECORDS for alias in r.aliases}
    listed = {name.surface for name in all_written()}
    shared = {s: a.ids for s, a in alias_table().items() if len(a.ids) > 1 and s not in listed}
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
    forms = surfaces("index:sp500")
    assert {"S&P500", "S&P 500", "S&P500種", "S&P 500種株価指数", "s&p 500"} <= forms.keys()
    assert "IWM" in surfaces("ARCX:IWM")
    assert "F" not in surfaces("XNYS:F")
    assert surfaces("XNYS:TGT")["ターゲット"] is True


def test_the_tables_are_written_folded() -> None:
    written = [cell for cells in rows().values() for cell in cells] + [*words("stop")]
    assert [cell for cell in written if fold(cell) != cell] == []


def test_every_surface_is_under_its_head() -> None:
    missing = [
        (entity_id, surface)
        for entity_id in rows()
        for surface in surfaces(entity_id)
        if entity_id not in heads().get(surface[:HEAD], "").split("|")
    ]
    assert missing == []
    assert min(map(len, alias_table())) == 2


def test_a_surface_leads_to_all_that_share_it() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for entity_id in rows():
        for surface in surfaces(entity_id):
            owners[surface].append(entity_id)
    listed = {name.surface for name in all_written()}
    assert not listed & owners.keys()
    by_hand = {s: list(alias.ids) for s, alias in alias_table().items() if s not in listed}
    assert by_hand == owners
    alias = find_alias("ラッセル")
    assert alias is not None
    assert alias.ids[:2] == ("index:russell2000", "index:russell1000")
    assert find_alias("ラッセ") is None
    assert find_alias("") is None


def longest_first(text: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """What a plain search finds: at each place the longest, then on from its end."""
    found, at = [], 0
    while at < len(text):
        ends = (end for end in range(len(text), at + 1, -1) if text[at:end] in known)
        end = next(ends, None)
        found += [(at, end)] if end else []
        at = end or at + 1
    return found


SURFACES = frozenset(alias_table()) | words("stop")
PIECES = st.one_of(
    st.sampled_from(sorted(SURFACES)),
    st.sampled_from(sorted(SURFACES)).map(lambda surface: surface[:3]),
    st.sampled_from(["日", "S&P", " ", "の", "・", "5", "日銀", "ラッセル2"]),
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_surfaces_are_found_as_a_plain_search_finds_them(text: str) -> None:
    found = list(find_surfaces(text))
    assert [(start, end) for start, end, _ in found] == longest_first(text, SURFACES)
    assert [alias for *_, alias in found] == [find_alias(text[s:e]) for s, e, _ in found]
