"""Records -> the JSON document, version 1 (docs/json.md, reference/uratori-1.schema.json).

Numbers are written as exact strings, dates as ISO 8601, spans as code points into
``article.text``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import msgspec

from ..records import (
    Analysis,
    Article,
    Claim,
    Evidence,
    Finding,
    Mention,
    Period,
    Quantity,
    Reference,
    Report,
)
from ..text.lazy import lazy
from ..text.numbers import exact_text

SCHEMA = "uratori/1"
"""Name and version of the document; a field's meaning never changes under it."""

# json leaves these as they are, and many readers take them for the end of a line.
_LINE_ENDS = lazy("[\x85\u2028\u2029]")

Document = dict[str, Any]


def analysis_document(analysis: Analysis) -> Document:
    """Give the document of one analysis: article, quantities, mentions and claims."""
    return {
        "schema": SCHEMA,
        "model": analysis.model,
        "article": _article(analysis.article),
        "quantities": [_quantity(q) for q in analysis.quantities],
        "mentions": [_mention(m) for m in analysis.mentions],
        "claims": [_claim(c) for c in analysis.claims],
    }


def report_document(report: Report) -> Document:
    """Give the document of one report: its analysis with findings and unchecked quantities."""
    return {
        **analysis_document(report.analysis),
        "findings": [finding_document(f) for f in report.findings],
        "unchecked": [{"quantity": u.quantity, "reason": u.reason} for u in report.unchecked],
    }


def to_json(
    document: Document | list[Document], *, lines: bool = False, in_page: bool = False
) -> str:
    """Write a document indented, or on one line for JSON Lines; no line end is added.

    in_page: so that it may stand in a script element of a page, where ``</script>`` would end it.
    """
    text = _written(document, indent=0 if lines else 2)
    if not lines:
        return text.replace("<", "\\u003c") if in_page else text
    return _LINE_ENDS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _written(document: Document | list[Document], *, indent: int) -> str:
    """Write a document; the standard library takes several milliseconds to be imported."""
    try:
        data = msgspec.json.encode(document)
        return (msgspec.json.format(data, indent=indent) if indent else data).decode()
    except UnicodeEncodeError:  # the name of a file that is in no encoding
        import json

        kept = {"indent": indent} if indent else {"separators": (",", ":")}
        return json.dumps(document, ensure_ascii=False, **kept)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _article(article: Article) -> Document:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": _day(article.published),
        "text": article.text,
        "sha256": article.sha256,
        "author": article.author,
        "marks": [{"start": m.start, "end": m.end, "kind": m.kind} for m in article.marks],
    }


def _quantity(quantity: Quantity) -> Document:
    core, outer = quantity.core, quantity.outer
    return {
        "id": quantity.id,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "phrase": list(quantity.phrase),
        "kind": quantity.kind,
        "value": quantity.timex or _number(quantity.value),
        "low": _number(core.low),
        "high": _number(core.high),
        "outer_low": _number(outer.low),
        "outer_high": _number(outer.high),
        "low_open": core.low_open,
        "high_open": core.high_open,
        "unit": quantity.unit,
        "modifier": quantity.modifier,
        "direction": quantity.direction,
        "mod": quantity.mod,
        "start_date": _day(quantity.start_date),
        "end_date": _day(quantity.end_date),
        "rule": quantity.rule,
    }


def _mention(mention: Mention) -> Document:
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type,
        "entity": mention.entity,
        "symbol": mention.symbol,
        "exchange": mention.exchange,
        "name": mention.name,
        "candidates": list(mention.candidates),
    }


def _claim(claim: Claim) -> Document:
    sure = claim.confidence
    return {
        "id": claim.id,
        "sentence": list(claim.sentence),
        "mention": claim.mention,
        "entity": claim.entity,
        "subject": claim.subject,
        "metric": claim.metric,
        "metric_text": claim.metric_text,
        "quantity": claim.quantity,
        "period": _period(claim.period),
        "reference": _reference(claim.reference),
        "direction": claim.direction,
        "basis": list(claim.basis),
        "modality": claim.modality,
        "negated": claim.negated,
        "speaker": claim.speaker,
        "duplicates": [list(span) for span in claim.duplicates],
        "confidence": {
            "quantity": sure.quantity,
            "entity": sure.entity,
            "metric": sure.metric,
        },
        "reasons": list(claim.reasons),
    }


def _period(period: Period | None) -> Document | None:
    if period is None:
        return None
    return {
        "text": period.text,
        "start_date": _day(period.start_date),
        "end_date": _day(period.end_date),
        "anchor": period.anchor,
        "timex": period.timex,
        "mod": period.mod,
    }


def _reference(reference: Reference | None) -> Document | None:
    if reference is None:
        return None
    return {
        "text": reference.text,
        "kind": reference.kind,
        "entity": reference.entity,
        "quantity": reference.quantity,
    }


def finding_document(finding: Finding) -> Document:
    """Give one finding as the document holds it."""
    return {
        "id": finding.id,
        "scope": finding.scope,
        "check": finding.check,
        "status": finding.status,
        "claim": finding.claim,
        "quantity": finding.quantity,
        "operands": list(finding.operands),
        "formula": finding.formula,
        "unit": finding.unit,
        "stated": _number(finding.stated),
        "computed": _number(finding.computed),
        "low": _number(finding.low),
        "high": _number(finding.high),
        "flip_point": [
            {"quantity": point.quantity, "value": exact_text(point.value)}
            for point in finding.flip_point
        ],
        "assumption": finding.assumption,
        "cause": finding.cause,
        "explanation": finding.explanation,
        "suggestion": finding.suggestion,
        "evidence": [_evidence(e) for e in finding.evidence],
    }


def _evidence(evidence: Evidence) -> Document:
    return {
        "source": evidence.source,
        "series": evidence.series,
        "definition": evidence.definition,
        "value": _number(evidence.value),
        "unit": evidence.unit,
        "as_of": evidence.as_of,
        "retrieved": _day(evidence.retrieved),
        "address": evidence.address,
        "holds": evidence.holds,
        "quality": evidence.quality,
        "note": evidence.note,
    }
