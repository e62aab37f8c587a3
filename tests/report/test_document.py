"""The JSON document: its fields, its exact numbers, and its schema."""

import json
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from uratori import Analyzer
from uratori.records import Analysis, Report
from uratori.report import analysis_document, report_document, to_json

SCHEMA = json.loads(
    resources.files("uratori.reference")
    .joinpath("uratori-1.schema.json")
    .read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_documents_meet_the_schema(analysis: Analysis, report: Report) -> None:
    VALIDATOR.validate(analysis_document(analysis))
    VALIDATOR.validate(report_document(report))


def test_a_finding_of_a_number_without_a_claim_meets_the_schema() -> None:
    report = Analyzer().check("全国の店のうち、225店舗中180店舗と8割を改装した。")
    (finding,) = report_document(report)["findings"]
    assert (finding["check"], finding["claim"]) == ("share_of_count", None)
    VALIDATOR.validate(report_document(report))


def test_extract_leaves_the_checks_out(analysis: Analysis) -> None:
    document = analysis_document(analysis)
    assert list(document) == ["schema", "model", "article", "quantities", "mentions", "claims"]
    assert document["schema"] == "uratori/1"


def test_quantity_with_an_open_bound(report: Report) -> None:
    discount = report_document(report)["quantities"][3]
    start = report.analysis.article.text.index("1/3を超える")
    assert discount == {
        "id": "q4", "start": start, "end": start + 3, "text": "1/3", "phrase": [start, start + 7],
        "kind": "level", "value": "1/3", "low": "1/3", "high": None, "outer_low": "1/3",
        "outer_high": None, "low_open": True, "high_open": False, "unit": "ratio",
        "modifier": "more_than", "direction": None, "mod": None, "start_date": None,
        "end_date": None, "rule": "bare",
    }  # fmt: skip


def test_a_date_has_its_timex(analysis: Analysis) -> None:
    day = analysis_document(analysis)["quantities"][0]
    assert (day["value"], day["start_date"], day["end_date"]) == (
        "2026-01-26", "2026-01-26", "2026-01-26",
    )  # fmt: skip


def test_a_duration_has_its_timex_and_its_length(analysis: Analysis) -> None:
    three = msgspec.structs.replace(analysis.quantities[5], kind="duration", timex="P3M")
    document = analysis_document(msgspec.structs.replace(analysis, quantities=(three,)))
    (row,) = document["quantities"]
    assert (row["value"], row["low"], row["high"]) == ("P3M", "3", "3")


def test_claim(analysis: Analysis) -> None:
    rates = analysis_document(analysis)["claims"][4]
    assert rates["period"] == {
        "text": "昨年末", "start_date": "2025-01-01", "end_date": "2025-12-31",
        "anchor": "published", "timex": "2025", "mod": "END",
    }  # fmt: skip
    assert rates["confidence"] == {"quantity": 1.0, "entity": 0.9, "metric": 0.75}
    assert analysis_document(analysis)["claims"][3]["duplicates"] == [[0, 4], [5, 9]]
    assert analysis_document(analysis)["claims"][2]["reference"] == {
        "text": "大型株と比べて", "kind": "entity", "entity": "index:sp500", "quantity": None,
    }  # fmt: skip


def test_finding(report: Report) -> None:
    discount = report_document(report)["findings"][0]
    assert (discount["stated"], discount["computed"]) == ("1/3", "17/56")
    assert (discount["low"], discount["high"], discount["unit"]) == ("11/38", "7/22", "ratio")
    assert discount["flip_point"] == [
        {"quantity": "q2", "value": "29.25"},
        {"quantity": "q3", "value": "56/3"},
    ]
    assert report_document(report)["findings"][1]["cause"] == "f1"


def test_evidence(report: Report) -> None:
    (row,) = report_document(report)["findings"][5]["evidence"]
    assert row == {
        "source": "FOMC statements", "series": "bank:fed/policy_rate_upper",
        "definition": "3回の決定の合計", "value": "75", "unit": "bp",
        "as_of": "2025-09-17/2025-12-10", "retrieved": "2026-11-01",
        "address": "https://www.federalreserve.gov/monetarypolicy.htm", "holds": True,
        "quality": "primary", "note": None,
    }  # fmt: skip


def test_every_span_is_the_articles_own(report: Report) -> None:
    document = report_document(report)
    text = document["article"]["text"]
    for row in document["quantities"] + document["mentions"]:
        assert text[row["start"] : row["end"]] == row["text"]


def _drop(document: dict[str, Any]) -> None:
    del document["claims"][0]["reasons"]


def _add(document: dict[str, Any]) -> None:
    document["findings"][0]["score"] = "1"


def _float(document: dict[str, Any]) -> None:
    document["quantities"][1]["value"] = 28.0


def _exponent(document: dict[str, Any]) -> None:
    document["quantities"][1]["low"] = "2.75E+1"


def _padded(document: dict[str, Any]) -> None:
    document["findings"][0]["computed"] = "30.40"


def _wrong_scope(document: dict[str, Any]) -> None:
    document["findings"][0]["status"] = "contradicted"


def _half(document: dict[str, Any]) -> None:
    del document["unchecked"]


@pytest.mark.parametrize("spoil", [_drop, _add, _float, _exponent, _padded, _wrong_scope, _half])
def test_the_schema_refuses(report: Report, spoil: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(to_json(report_document(report)))
    spoil(document)
    assert not VALIDATOR.is_valid(document)


def test_json_reads_back(report: Report) -> None:
    document = report_document(report)
    assert json.loads(to_json(document)) == document
    assert json.loads(to_json(document, lines=True)) == document
    assert "小型株" in to_json(document)


def test_a_line_is_one_line_for_every_reader(analysis: Analysis) -> None:
    text = "円高\u2028株安\u2029\x85\r\n28倍"
    article = msgspec.structs.replace(analysis.article, text=text)
    document = analysis_document(Analysis(article=article, quantities=(), mentions=(), claims=()))
    line = to_json(document, lines=True)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["article"]["text"] == text


def _fields(schema: Any) -> set[str]:
    """Give every property name of the schema."""
    if isinstance(schema, list):
        return set().union(*map(_fields, schema))
    if not isinstance(schema, dict):
        return set()
    here = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return here.union(*map(_fields, schema.values()))


def test_every_field_is_explained(root: Path) -> None:
    explained = set(re.findall(r"`(\w+)`", (root / "docs/json.md").read_text(encoding="utf-8")))
    assert _fields(SCHEMA) - explained == set()
