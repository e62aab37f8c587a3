"""Web Annotations: the structure that the data model asks for, and positions found again."""

import json
from typing import Any

import jsonschema
import pytest

from tests.report.hostile import HOSTILE, hostile_report
from uratori.pipeline import Analyzer
from uratori.records import Analysis, Report
from uratori.report.output import Style, pieces

# Written after the W3C's recommendations of 2017-02-23, Web Annotation Data Model and Vocabulary;
# no schema is published with them.
IRI = {"type": "string", "format": "uri", "pattern": "^urn:uuid:"}
TEXT = {"type": "string", "minLength": 1}
SELECTORS = [
    {
        "type": "object",
        "required": ["type", "exact", "prefix", "suffix"],
        "properties": {
            "type": {"const": "TextQuoteSelector"}, "exact": TEXT, "prefix": {"type": "string"},
            "suffix": {"type": "string"},
        },
        "additionalProperties": False,
    },
    {
        "type": "object",
        "required": ["type", "start", "end"],
        "properties": {
            "type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
        },
        "additionalProperties": False,
    },
]  # fmt: skip
PURPOSE = {"enum": ["assessing", "classifying", "editing", "describing", "linking"]}
BODY = {
    "oneOf": [
        {
            "type": "object",
            "required": ["type", "value", "format", "language", "purpose"],
            "properties": {
                "type": {"const": "TextualBody"}, "value": TEXT, "format": {"const": "text/plain"},
                "language": {"enum": ["ja", "en"]}, "purpose": PURPOSE,
            },
            "additionalProperties": False,
        },
        {
            "type": "object",
            "required": ["type", "source", "purpose"],
            "properties": {
                "type": {"const": "SpecificResource"}, "purpose": {"const": "linking"},
                "source": {"type": "string", "pattern": "^https?://"},
            },
            "additionalProperties": False,
        },
    ]
}  # fmt: skip
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["assessing", "describing"]},
        "body": {"type": "array", "items": BODY, "minItems": 1},
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string", "format": "uri-reference"},
                "selector": {"type": "array", "prefixItems": SELECTORS, "minItems": 2,
                             "maxItems": 2},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}  # fmt: skip
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first", "label"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "first": {
            "type": "object",
            "required": ["id", "type", "partOf", "startIndex", "items"],
            "properties": {
                "id": IRI, "type": {"const": "AnnotationPage"}, "partOf": IRI,
                "startIndex": {"const": 0}, "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}  # fmt: skip


def written(*results: Report | Analysis, lang: Any = "ja") -> dict[str, Any]:
    (text,) = pieces(results, Style(format="annotation", lang=lang))
    assert "<" not in text
    document: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(COLLECTION).validate(document)
    assert document["total"] == len(document["first"]["items"])
    assert document["first"]["partOf"] == document["id"]
    return document


def find_quote(text: str, selector: dict[str, str]) -> list[int]:
    """Find the words by what stands around them, as a reader of annotations does."""
    whole = selector["prefix"] + selector["exact"] + selector["suffix"]
    found, at = [], text.find(whole)
    while at >= 0:
        found.append(at + len(selector["prefix"]))
        at = text.find(whole, at + 1)
    return found


@pytest.mark.parametrize("extracted", [False, True])
def test_positions_are_found_again(extracted: bool) -> None:
    checked = hostile_report()
    result: Report | Analysis = checked.analysis if extracted else checked
    items = written(result)["first"]["items"]
    assert len(items) == len(checked.analysis.claims if extracted else checked.findings) > 0
    for item in items:
        quote, position = item["target"]["selector"]
        start = position["start"]
        assert HOSTILE[start : position["end"]] == quote["exact"]
        assert start in find_quote(HOSTILE, quote)


def test_a_sentence_said_twice_is_told_apart_by_its_position(report: Report) -> None:
    items = written(hostile_report())["first"]["items"]
    places = [item["target"]["selector"][1]["start"] for item in items]
    assert places == sorted(places)
    assert len({item["id"] for item in items}) == len(items)


def test_an_annotation(report: Report) -> None:
    items = written(report)["first"]["items"]
    (item,) = [i for i in items if i["target"]["selector"][0]["exact"] == "1/3を超える"]
    assert item["motivation"] == "assessing"
    assert item["body"] == [
        {"type": "TextualBody", "value": "数字どうしが合わない: 割引は3分の1に届かない。",
         "format": "text/plain", "language": "ja", "purpose": "assessing"},
        {"type": "TextualBody", "value": "inconsistent", "format": "text/plain", "language": "en",
         "purpose": "classifying"},
        {"type": "TextualBody", "format": "text/plain", "language": "ja", "purpose": "editing",
         "value": "「1/3を超える」を「約3割の」とするか、PERの一方を確かめる。"},
    ]  # fmt: skip
    quote = item["target"]["selector"][0]
    assert quote["prefix"].endswith("大型株と比べて")
    assert quote["suffix"].startswith("割引となっており")
    assert item["target"]["source"] == "smallcaps.md"


def test_evidence_is_linked(report: Report) -> None:
    bodies = [body for item in written(report)["first"]["items"] for body in item["body"]]
    linked = [body["source"] for body in bodies if body["purpose"] == "linking"]
    assert linked == ["https://www.federalreserve.gov/monetarypolicy.htm"]


def test_several_articles_are_one_collection(report: Report) -> None:
    document = written(report, hostile_report(), lang="en")
    sources = {item["target"]["source"] for item in document["first"]["items"]}
    assert len(sources) == 2
    assert written(report)["id"] != document["id"]
    assert written(report) == written(report)


def test_an_article_without_findings() -> None:
    assert written(Analyzer().check("数字のない文。", offline=True))["total"] == 0
