"""Report -> pandas, one row a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..records import Article, Claim, Finding, Quantity, Report
from ..text.numbers import exact_text

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "article", "claim", "start", "end", "text", "value", "unit", "entity", "metric", "period",
    "period_start", "period_end", "direction", "modality", "negated", "speaker",
    "internal_status", "market_status", "explanation",
)  # fmt: skip
"""Columns of `report_frame`, in order."""


def report_frame(report: Report) -> pandas.DataFrame:
    """Give a frame with one row a claim, in the claims' order, and the columns of `COLUMNS`.

    ``article`` is the article's id and ``claim`` the claim's. ``start``, ``end`` and ``text`` are
    the quantity with its hedge (約750億ドル) in the article. ``value`` is the document's exact
    string, in ``unit``. ``internal_status`` and ``market_status`` are those of the claim's worst
    finding of each scope, None where there is none; ``explanation`` joins all its findings'
    explanations by line ends. All cells are strings, integers, booleans, dates or None.
    """
    import pandas

    quantities = {q.id: q for q in report.analysis.quantities}
    findings = findings_by_claim(report.findings)
    rows = [
        claim_cells(
            report.analysis.article, claim, quantities[claim.quantity], findings.get(claim.id, [])
        )
        for claim in report.analysis.claims
    ]
    return pandas.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def findings_by_claim(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Give the findings of each claim by its id, in their order; those of no claim under ""."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.claim or "", []).append(finding)
    return found


def claim_cells(
    article: Article, claim: Claim, quantity: Quantity, findings: list[Finding]
) -> dict[str, object]:
    """Give the cells of one claim by the name of their column in `COLUMNS`."""
    return {
        "article": article.id,
        "claim": claim.id,
        **_quantity_cells(article, quantity),
        "entity": claim.entity,
        "metric": claim.metric,
        **_period_cells(claim),
        "direction": claim.direction,
        "modality": claim.modality,
        "negated": claim.negated,
        "speaker": claim.speaker,
        "internal_status": _worst(findings, "internal"),
        "market_status": _worst(findings, "market"),
        "explanation": "\n".join(f.explanation for f in findings if f.explanation) or None,
    }


def _quantity_cells(article: Article, quantity: Quantity) -> dict[str, object]:
    start, end = quantity.phrase
    value = None if quantity.value is None else exact_text(quantity.value)
    return {
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "value": quantity.timex or value,
        "unit": quantity.unit,
    }


def _period_cells(claim: Claim) -> dict[str, object]:
    period = claim.period
    return {
        "period": period and period.text,
        "period_start": period and period.start_date,
        "period_end": period and period.end_date,
    }


def _worst(findings: list[Finding], scope: str) -> str | None:
    """Give the status of the first finding of a scope: findings come worst first."""
    return next((f.status for f in findings if f.scope == scope), None)
