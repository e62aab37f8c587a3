"""JSON Lines: a document a line whatever the article holds, the same document, of the schema."""

import json
from pathlib import Path

import jsonschema

from tests.report.hostile import HOSTILE, hostile_report
from uratori.records import Report
from uratori.report.output import Style, pieces

SCHEMA = Path(__file__).parents[2] / "nlp/uratori/reference/uratori-1.schema.json"


def test_a_hostile_article_is_one_line_and_comes_back(report: Report) -> None:
    reports = (hostile_report(HOSTILE + "\u0085\u2028\u2029\x0b\x0c\x1c終わり"), report)
    text = "".join(pieces(reports, Style(format="jsonl")))
    assert text.endswith("\n")
    lines = text.splitlines()  # at every character that any reader may take for a line's end
    assert len(lines) == 2
    documents = [json.loads(line) for line in lines]
    assert documents == [each.to_dict() for each in reports]
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for document in documents:
        validator.validate(document)


def test_analyses_are_lines_without_findings(report: Report) -> None:
    (line,) = pieces([report.analysis], Style(format="jsonl"))
    assert json.loads(line) == report.analysis.to_dict()
    assert "findings" not in json.loads(line)
