"""Reports -> one SARIF 2.1.0 log with one run (OASIS; docs/formats.md).

A check is a rule; a definition that data were asked under is a taxon. Regions count code points
into the text that the log carries with it. Text from the article cannot form a link or a
placeholder of a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import msgspec

from ..lexicon import read_table
from ..records import Analysis, Finding, Report
from .document import Document, finding_document
from .places import Places, address_of, fingerprints, places
from .words import check_name, definition_name, status_style, word

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_NAME = "uratori"
_TAXONOMY = "uratori-definitions"
_OTHER = {"ja": "en", "en": "ja"}
_SHOWN = (
    "scope", "check", "status", "unit", "stated", "computed", "low", "high", "formula",
    "flip_point", "assumption", "cause", "suggestion", "evidence",
)  # fmt: skip


class _Level(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    level: str


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the results refer to, by id, in the order in which it turned up."""

    lang: str
    rules: dict[str, Finding]
    taxa: dict[str, tuple[str, str]]
    """Metric and definition of each."""

    def rule(self, finding: Finding) -> int:
        """Give the number of a finding's rule."""
        name = f"{finding.scope}/{finding.check}"
        self.rules.setdefault(name, finding)
        return list(self.rules).index(name)

    def taxon(self, metric: str, definition: str) -> int:
        """Give the number of a definition."""
        name = f"{metric}/{definition}"
        self.taxa.setdefault(name, (metric, definition))
        return list(self.taxa).index(name)


def sarif_log(reports: Iterable[Report], *, lang: str, faults: Iterable[str]) -> Document:
    """Give the log of one run over the articles of `reports`.

    lang: of the rules' names; the log holds the other language as a translation. faults: what was
    told of articles that could not be checked; read after the last report.
    """
    seen = _Seen(lang=lang, rules={}, taxa={})
    artifacts: list[Document] = []
    results: list[Document] = []
    for report in reports:
        where = places(report.analysis)
        results += _results(report, where, len(artifacts), seen)
        artifacts.append(_artifact(report.analysis))
    run = {
        "tool": {"driver": _driver(seen)},
        "invocations": [_invocation(faults)],
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "artifacts": artifacts,
        "results": results,
        "taxonomies": [_taxonomy(seen)],
        "translations": [_translation(seen)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(seen: _Seen) -> Document:
    number = version(_NAME)
    return {
        "name": _NAME,
        "version": number,
        "semanticVersion": number,
        "language": seen.lang,
        "contents": ["localizedData", "nonLocalizedData"],
        "supportedTaxonomies": [{"name": _TAXONOMY, "index": 0}] if seen.taxa else [],
        "rules": [_rule(name, finding, seen) for name, finding in seen.rules.items()],
    }


def _rule(name: str, finding: Finding, seen: _Seen) -> Document:
    rule: Document = {
        "id": name,
        "name": _pascal(finding.check),
        "shortDescription": {"text": check_name(finding.check, seen.lang)},
        "defaultConfiguration": {"level": "error"},
        "properties": {"scope": finding.scope},
    }
    under = [
        {"target": _reference(key, number), "kinds": ["relevant"]}
        for number, (key, (metric, _)) in enumerate(seen.taxa.items())
        if finding.scope == "market" and metric == finding.check
    ]
    return rule | {"relationships": under} if under else rule


def _pascal(check: str) -> str:
    return "".join(part.capitalize() for part in check.split("_"))


def _taxonomy(seen: _Seen) -> Document:
    return {
        "name": _TAXONOMY,
        "language": seen.lang,
        "shortDescription": {"text": "definitions of market figures"},
        "taxa": [
            {"id": name, "shortDescription": {"text": definition_name(*pair, seen.lang)}}
            for name, pair in seen.taxa.items()
        ],
    }


def _translation(seen: _Seen) -> Document:
    lang = _OTHER[seen.lang]
    return {
        "name": _NAME,
        "language": lang,
        "contents": ["localizedData"],
        "associatedComponent": {"name": _NAME},
        "translationMetadata": {"name": f"{_NAME} ({lang})"},
        "rules": [
            {"id": name, "shortDescription": {"text": check_name(finding.check, lang)}}
            for name, finding in seen.rules.items()
        ],
    }


def _reference(name: str, index: int) -> Document:
    return {"id": name, "index": index, "toolComponent": {"name": _TAXONOMY, "index": 0}}


def _invocation(faults: Iterable[str]) -> Document:
    told = [{"level": "error", "message": {"text": _plain(line)}} for line in faults]
    if not told:
        return {"executionSuccessful": True}
    return {"executionSuccessful": False, "toolExecutionNotifications": told}


def _artifact(analysis: Analysis) -> Document:
    article = analysis.article
    shown = {
        "id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "textSha256": article.sha256,
    }
    return {
        "location": {"uri": address_of(article)},
        "roles": ["analysisTarget"],
        "contents": {"text": article.text},
        "properties": {key: value for key, value in shown.items() if value is not None},
    }


def _results(report: Report, where: Places, artifact: int, seen: _Seen) -> Iterator[Document]:
    marks = fingerprints(report)
    for finding in report.findings:
        level = _levels()[finding.status]
        yield {
            "ruleId": f"{finding.scope}/{finding.check}",
            "ruleIndex": seen.rule(finding),
            "kind": level.kind,
            "level": level.level,
            "message": {"text": _message(finding, seen.lang)},
            "locations": [_location(where, artifact, where.quantities[finding.quantity].phrase,
                                    where.sentence(finding))],
            "partialFingerprints": {"uratoriFinding/v1": marks[finding.id]},
            **_operands(finding, where, artifact, seen.lang),
            **_taxa(finding, seen),
            "properties": _properties(finding),
        }  # fmt: skip


def _message(finding: Finding, lang: str) -> str:
    label = status_style(finding.status).label(lang)
    told = _plain(finding.explanation)
    return f"{label}: {told or check_name(finding.check, lang)}"


def _plain(text: str) -> str:
    """Write text so that no part of it is a placeholder or a link of a message (SARIF 3.11)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _operands(finding: Finding, where: Places, artifact: int, lang: str) -> Document:
    """Give the operands, and the other places where the claim is made, as related locations."""
    spans = [(where.quantities[key].phrase, word("operand", lang)) for key in finding.operands]
    claim = where.claims.get(finding.claim or "")
    again = [(span, word("said_again", lang)) for span in (claim.duplicates if claim else ())]
    if not spans and not again:
        return {}
    related = [
        {"id": number, **_location(where, artifact, span), "message": {"text": role}}
        for number, (span, role) in enumerate((*spans, *again), start=1)
    ]
    given: Document = {"relatedLocations": related}
    if spans:
        stated = where.quantities[finding.quantity].phrase
        steps = [_step(where, artifact, span, role) for span, role in spans]
        steps.append(_step(where, artifact, stated, word("stated", lang)))
        given["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return given


def _step(where: Places, artifact: int, span: tuple[int, int], role: str) -> Document:
    return {"location": {**_location(where, artifact, span), "message": {"text": role}}}


def _location(
    where: Places, artifact: int, span: tuple[int, int], around: tuple[int, int] | None = None
) -> Document:
    physical: Document = {
        "artifactLocation": {"uri": address_of(where.article), "index": artifact},
        "region": _region(where, span),
    }
    if around is not None:
        physical["contextRegion"] = _region(where, around)
    return {"physicalLocation": physical}


def _region(where: Places, span: tuple[int, int]) -> Document:
    first, last = where.at(span[0]), where.at(span[1])
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": span[0],
        "charLength": span[1] - span[0],
        "snippet": {"text": where.text(span)},
    }


def _taxa(finding: Finding, seen: _Seen) -> Document:
    """Give the definitions that were tried; which of them hold stands in the properties."""
    named = dict.fromkeys(e.definition for e in finding.evidence if e.definition)
    taxa = [_reference(f"{finding.check}/{key}", seen.taxon(finding.check, key)) for key in named]
    return {"taxa": taxa} if taxa else {}


def _properties(finding: Finding) -> Document:
    document = finding_document(finding)
    shown: dict[str, Any] = {key: document[key] for key in _SHOWN}
    return {"finding": finding.id} | {k: v for k, v in shown.items() if v not in (None, [])}


@lru_cache(maxsize=1)
def _levels() -> dict[str, _Level]:
    return {
        row["status"]: _Level(kind=row["kind"], level=row["level"])
        for row in read_table("sarif_levels", "uratori.report")
    }
