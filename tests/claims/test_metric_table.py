"""The metric table: what its rows may say, and which metric a number of a sentence is of."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from uratori import Analyzer
from uratori.claims import metric, metrics
from uratori.claims.metrics import find_cues
from uratori.lexicon import read_table

LINES = (Path(__file__).parent / "test_metric_rows.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES[2:]]
FAMILIES = {
    "none", "valuation", "valuation_yield", "relative", "price", "volatility", "technical",
    "index", "fund", "rate", "bond", "money", "fx", "results", "business", "macro", "internals",
    "crypto",
}  # fmt: skip
ENTITIES = {
    "", "equity", "etf", "fund", "index", "currency", "rate", "bond", "commodity", "crypto",
    "institution", "indicator", "group",
}  # fmt: skip
OF_TWO = {
    "上昇率", "上昇幅", "値上がり", "値下がり", "上げ幅", "下げ幅", "利下げ", "利上げ", "総資産",
    "純資産", "預金金利", "構成比", "構成比率", "構成割合", "小売価格", "店頭小売価格", "店頭価格",
    "営業利益", "経常利益", "純利益", "就業者", "雇用者", "1株",
    "1株につき", "1株当たり",
    "利回り", "営業損失", "営業赤字", "営業黒字", "新規受注",
    "累計販売", "販売", "累計出荷", "出荷", "雇用", "製造業",
    "非製造業", "価格", "予算", "買取価格", "取得価額", "取得総額", "取得額",
}  # fmt: skip
"""Nouns that two metrics share on purpose: the unit or the entity tells which."""


@pytest.mark.parametrize(("sentence", "text", "wanted"), ROWS)
def test_the_metric_of_a_number(sentence: str, text: str, wanted: str) -> None:
    analysis = Analyzer().extract(sentence, published=date(2026, 1, 26))
    owners = {claim.quantity: claim.metric for claim in analysis.claims}
    assert [owners.get(q.id, "-") for q in analysis.quantities if q.text == text] == [wanted]


def test_enough_metrics_are_known() -> None:
    assert len({row.key for row in metrics()} - {"none"}) >= 150


def test_a_metric_has_one_name_family_and_kind() -> None:
    said = defaultdict(set)
    for row in metrics():
        said[row.key].add((row.ja, row.en, row.family, row.kind, row.reference))
    assert [key for key, names in said.items() if len(names) > 1 and key != "return"] == []


def test_every_cell_holds_known_words() -> None:
    references = {row.reference for row in metrics()}
    assert {row.family for row in metrics()} == FAMILIES
    assert {row.kind for row in metrics()} == {"level", "change", "count"}
    assert set().union(*(row.entities for row in metrics())) <= ENTITIES
    assert all(word == "" or word.endswith("比") for word in references)


def test_every_unit_is_one_that_a_number_can_have() -> None:
    rows = list(read_table("units", "uratori.quantities"))
    known = {row["unit"] or row["surface"] for row in rows} | {
        "ratio",
        "contracts",
        "index",
        "-",
        "",
    }
    spoken = set().union(*(row.units | row.change_units for row in metrics()))
    assert {unit for unit in spoken - known if "/" not in unit} == set()


def test_a_noun_is_of_one_metric() -> None:
    owners = defaultdict(set)
    for row in metrics():
        for noun in row.nouns:
            owners[noun].add(row.key)
    assert {noun for noun, keys in owners.items() if len(keys) > 1} == OF_TWO


def test_a_word_stands_once_in_a_row() -> None:
    assert [row.key for row in metrics() if len(set(row.nouns)) < len(row.nouns)] == []


def test_a_metric_implies_what_its_change_is_against() -> None:
    wanted = {"sales": "前年同期比", "close": "前日比", "cpi": "前年同月比", "per": ""}
    assert {key: metric(key).reference for key in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("経常利益率は8%", ["経常利益率"]),
        ("売上高営業利益率は8%", ["売上高営業利益率"]),
        ("売上高比率は8%", []),
        ("売上高比べ", ["売上高"]),
        ("固定資産回転率は1.2回", []),
        ("iシェアーズのETF", []),
        ("SUPER", []),
        ("PER28倍", ["PER"]),
        ("シェアは3割", ["シェア"]),
        ("税金等調整前当期純利益", ["税金等調整前当期純利益"]),
    ],
)
def test_the_longest_word_is_taken_and_no_part_of_another(text: str, words: list[str]) -> None:
    assert [text[cue.start : cue.end] for cue in find_cues(text)] == words


@pytest.mark.parametrize(
    ("key", "unit", "told"),
    [
        ("per", "times", True),
        ("per", "", True),  # 「PERは28」
        ("per", "JPY", False),
        ("sales", "JPY", True),
        ("sales", "percent", True),  # of its change
        ("sales", "", False),
    ],
)
def test_a_metric_is_told_in_the_units_of_its_level_and_of_its_change(
    key: str, unit: str, told: bool
) -> None:
    assert (unit in metric(key).told_in) == told
