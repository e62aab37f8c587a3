"""Reports and analyses -> a collection of W3C Web Annotations (JSON-LD).

A target is named by its words with what stands around them, and by its place in the text, in code
points as the Web Annotation Data Model has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from uuid import UUID, uuid5

from ..records import Analysis, Claim, Finding, Quantity, Report
from ..text.numbers import format_number
from .document import Document
from .places import Places, address_of, fingerprints, places
from .words import check_name, status_style

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Code points of prefix and suffix."""
_NAMESPACE = UUID("5b0f52f6-2d56-5b51-9a0a-6a1f1c1f0d4e")
"""Of the names that `uuid5` gives: the same finding has the same name in every run."""


def annotation_collection(results: Iterable[Report | Analysis], *, lang: str) -> Document:
    """Give a collection with one annotation a finding (or, of an analysis, one a claim)."""
    items: list[Document] = []
    ids: list[str] = []
    for result in results:
        if isinstance(result, Report):
            items += _of_report(result, lang)
            ids.append(result.analysis.article.sha256)
        else:
            items += _of_analysis(result, lang)
            ids.append(result.article.sha256)
    collection = _name("collection", *ids)
    page = {
        "id": _name("page", *ids),
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": "uratori",
        "generator": _generator(),
        "total": len(items),
        "first": page,
    }


def _generator() -> Document:
    return {"id": f"urn:uuid:{uuid5(_NAMESPACE, version('uratori'))}", "type": "Software",
            "name": f"uratori {version('uratori')}"}  # fmt: skip


def _of_report(report: Report, lang: str) -> Iterator[Document]:
    where, marks = places(report.analysis), fingerprints(report)
    ordered = sorted(report.findings, key=lambda f: (where.quantities[f.quantity].start, f.id))
    for finding in ordered:
        yield _annotation(
            _name(marks[finding.id], where.article.sha256),
            "assessing",
            list(_bodies(finding, lang)),
            where,
            where.quantities[finding.quantity],
        )


def _bodies(finding: Finding, lang: str) -> Iterator[Document]:
    """Yield what is said of a number: the explanation, the status, what would mend it, sources."""
    label = status_style(finding.status).label(lang)
    told = finding.explanation or check_name(finding.check, lang)
    yield _text(f"{label}: {told}", "assessing", lang)
    yield _text(finding.status, "classifying", "en")
    if finding.suggestion:
        yield _text(finding.suggestion, "editing", lang)
    addresses = (e.address for e in finding.evidence if e.address)
    for address in dict.fromkeys(addresses):
        if address.startswith(("http://", "https://")):
            yield {"type": "SpecificResource", "source": address, "purpose": "linking"}


def _of_analysis(analysis: Analysis, lang: str) -> Iterator[Document]:
    where = places(analysis)
    for claim in analysis.claims:
        quantity = where.quantities[claim.quantity]
        body = _text(_claimed(claim, quantity, lang), "describing", lang)
        name = _name(claim.id, analysis.article.sha256)
        yield _annotation(name, "describing", [body], where, quantity)


def _claimed(claim: Claim, quantity: Quantity, lang: str) -> str:
    """Say in one line what a claim ties its number to."""
    value = quantity.timex or (
        "" if quantity.value is None else format_number(quantity.value, quantity.unit, lang)
    )
    owner = claim.entity or claim.subject
    time = claim.period and claim.period.text
    metric = claim.metric and check_name(claim.metric, lang)
    mood = None if claim.modality == "fact" else claim.modality
    return " ".join(part for part in (owner, metric, value, time, mood) if part)


def _annotation(
    name: str, motivation: str, bodies: list[Document], where: Places, quantity: Quantity
) -> Document:
    return {
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {"source": address_of(where.article), "selector": _selectors(where, quantity)},
    }


def _selectors(where: Places, quantity: Quantity) -> list[Document]:
    """Give two selectors of the same words: either finds them."""
    start, end = quantity.phrase
    return [
        {
            "type": "TextQuoteSelector",
            "exact": where.text((start, end)),
            "prefix": where.text((max(start - _AROUND, 0), start)),
            "suffix": where.text((end, end + _AROUND)),
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _text(value: str, purpose: str, lang: str) -> Document:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": lang,
        "purpose": purpose,
    }


def _name(*parts: str) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, chr(31).join(parts))}"
