"""Reading gold: what a corpus is for, exact numbers, and damage told with its line."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uratori import ArticleError
from uratori.evaluation.findings import read_gold
from uratori.evaluation.gold import corpora, exact_number, subject_of
from uratori.evaluation.quantities import GoldQuantity, read_texts
from uratori.text.numbers import exact_text

from .claims_corpus import CLAIMS
from .corpora import SAMPLE, finding, line, number, write_lines

TEXT = "売上高は7億円で、8億円に届かない。"
SEVEN = number("7億円", 4, "level", "JPY", value="700000000")
EIGHT = number("8億円", 9, "level", "JPY", value="800000000")


@pytest.mark.parametrize("name", ["quantities.jsonl", "findings.jsonl", "mine.jsonl"])
def test_the_first_line_tells_what_a_corpus_is_for(tmp_path: Path, name: str) -> None:
    assert subject_of(write_lines(tmp_path / name, SAMPLE)) == "quantities"
    assert subject_of(write_lines(tmp_path / name, [line("silent", None, "なし")])) == "quantities"
    assert subject_of(write_lines(tmp_path / name, [finding([], [])])) == "findings"
    assert subject_of(write_lines(tmp_path / name, CLAIMS)) == "claims"
    with pytest.raises(ArticleError, match=rf"{name}:1: none of `claims`, `quantities` and "):
        subject_of(write_lines(tmp_path / name, [{"id": "x", "text": "y"}]))


@pytest.mark.parametrize("text", ["", "[]", "{", "3", '"quantities"', "\ud800"])
def test_a_file_that_is_no_corpus_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    with pytest.raises(ArticleError, match=r"bad\.jsonl"):
        subject_of(path)


def test_a_folder_without_a_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no gold corpus"):
        corpora(tmp_path)


def gold_of(path: Path, quantity: dict[str, Any]) -> GoldQuantity:
    (read,) = read_texts(write_lines(path / "gold.jsonl", [line("q", None, TEXT, quantity)]))
    return read.quantities[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", Fraction(7)),
        ("-0.1", Fraction(-1, 10)),
        ("1/3", Fraction(1, 3)),
        ("-2/6", Fraction(-1, 3)),
        ("150.25", Fraction(601, 4)),
        (None, None),
    ],
)
def test_numbers_are_read_exactly(
    tmp_path: Path, written: str | None, value: Fraction | None
) -> None:
    gold = gold_of(tmp_path, SEVEN | {"value": written, "modifier": "vague"})
    assert (gold.value, gold.end) == (value, 7)


@given(st.fractions())
def test_every_number_as_we_write_it_is_read_back(value: Fraction) -> None:
    text = json.dumps({"text": "7", "start": 0, "kind": "level", "value": exact_text(value)})
    assert msgspec.json.decode(text, type=GoldQuantity, dec_hook=exact_number).value == value


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (SEVEN | {"value": 700000000}, "is no decimal or fraction in a string"),
        (SEVEN | {"value": "1,000"}, "is no decimal or fraction in a string"),
        (SEVEN | {"value": "1/0"}, "is no decimal or fraction in a string"),
        (SEVEN | {"value": "1e3"}, "is no decimal or fraction in a string"),
        (SEVEN | {"value": "７"}, "is no decimal or fraction in a string"),
        (SEVEN | {"start": 5}, "「7億円」 does not stand at 5, but at 4"),
        (SEVEN | {"text": "9億円"}, "「9億円」 does not stand at 4 or anywhere else"),
        (SEVEN | {"start": -1}, ">= 0"),
        (SEVEN | {"text": ""}, "length >= 1"),
        (SEVEN | {"kind": "amount"}, "Invalid enum value 'amount'"),
        (SEVEN | {"modifier": "about"}, "Invalid enum value 'about'"),
        (SEVEN | {"direction": "sideways"}, "Invalid enum value 'sideways'"),
        (SEVEN | {"mod": "LATE"}, "Invalid enum value 'LATE'"),
        (SEVEN | {"modifer": None}, "unknown field `modifer`"),
        (SEVEN | {"value": None}, "has no value, and is no date and not vague"),
        (SEVEN | {"low": "1", "high": "2"}, "has both a value and bounds"),
        (SEVEN | {"value": None, "low": "1"}, "has one end of two"),
        (SEVEN | {"value": None, "low": "2", "high": "1"}, "ends before it begins"),
        (SEVEN | {"start_date": "2026-01-01"}, "has one end of two"),
        (SEVEN | {"start_date": "2026-02-30", "end_date": "2026-03-01"}, "Invalid RFC3339"),
        (number("億円で", 5, "level", "JPY", value="1"), "「億円で」 at 5 overlaps"),
        (SEVEN, "「7億円」 at 4 overlaps"),
    ],
)
def test_a_damaged_quantity_is_named_with_its_line(
    tmp_path: Path, quantity: dict[str, Any], said: str
) -> None:
    good, bad = line("a", None, TEXT, EIGHT, SEVEN), line("b", None, TEXT, SEVEN, quantity)
    if "overlaps" not in said:
        bad = line("b", None, TEXT, EIGHT, quantity)
    path = write_lines(tmp_path / "gold.jsonl", [good, bad])
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2: ") as raised:
        list(read_texts(path))
    assert said in str(raised.value)


@pytest.mark.parametrize("damage", ['{"id": 1}', '{"id": "a", "text": "x"}', "", "{"])
def test_a_damaged_line_is_named(tmp_path: Path, damage: str) -> None:
    path = write_lines(tmp_path / "gold.jsonl", SAMPLE)
    text = path.read_text(encoding="utf-8") + damage + "\n" + json.dumps(SAMPLE[0])
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArticleError, match=rf"gold\.jsonl:{len(SAMPLE) + 1}: "):
        list(read_texts(path))


def test_a_damaged_line_of_findings_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "row": "r", "text": "x"}\n{"id": 1}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        list(read_gold(path))
