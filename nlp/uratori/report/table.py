"""Reports and analyses -> CSV: one row a finding, or with ``extract`` one a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext
from fractions import Fraction

from ..records import Analysis, Claim, Finding, Quantity, Report
from ..text.numbers import exact_text
from .cells import BOM, csv_lines
from .places import Places, fingerprints, places
from .reviews import REVIEW_COLUMNS, Reviewed, refuse_strays, review_cells
from .telling import evidence_line, flip_text
from .words import check_name, status_style

FINDING_COLUMNS: tuple[str, ...] = (
    "article", "source", "title", "published", "finding", "fingerprint", "status", "status_text",
    "scope", "check", "check_name", "line", "column", "start", "end", "text", "sentence", "entity",
    "metric", "unit", "stated", "computed", "low", "high", "formula", "flip_point", "assumption",
    "cause", "explanation", "suggestion", "evidence", "addresses", *REVIEW_COLUMNS,
)  # fmt: skip
"""Columns of ``check --format csv``, in order."""
CLAIM_COLUMNS: tuple[str, ...] = (
    "article", "source", "title", "published", "claim", "quantity", "line", "column", "start",
    "end", "text", "sentence", "kind", "value", "low", "high", "unit", "modifier", "entity",
    "metric", "period", "period_start", "period_end", "direction", "modality", "negated", "speaker",
)  # fmt: skip
"""Columns of ``extract --format csv``, in order."""

_DIGITS = 15
_LONGEST_TITLE = 200

Row = dict[str, str]


def csv_table(
    results: Iterable[Report | Analysis], *, reviewed: Reviewed | None, lang: str, bom: bool
) -> Iterator[str]:
    """Yield the header with the first result's lines, then the lines of each other result.

    reviewed: fills in the cells of the findings that it names; SettingsError for one that is none
    of `results`. bom: begin with a byte order mark. Every result is of the kind of the first.
    """
    first: str | None = BOM if bom else ""
    told = refuse_strays(reviewed, results) if reviewed else results
    for result in told:
        if isinstance(result, Report):
            columns, lines = FINDING_COLUMNS, _finding_lines(result, reviewed, lang)
        else:
            columns, lines = CLAIM_COLUMNS, _claim_lines(result)
        yield lines if first is None else first + csv_lines([columns]) + lines
        first = None


def _finding_lines(report: Report, reviewed: Reviewed | None, lang: str) -> str:
    """Give a line for each finding."""
    reviews = reviewed.by_fingerprint() if reviewed else {}
    where, marks = places(report.analysis), fingerprints(report)
    rows = (
        _article(where)
        | _finding(finding, where, lang)
        | {"fingerprint": marks[finding.id]}
        | review_cells(reviews.get(marks[finding.id]))
        for finding in report.findings
    )
    return csv_lines([row.get(key, "") for key in FINDING_COLUMNS] for row in rows)


def _claim_lines(analysis: Analysis) -> str:
    """Give a line for each claim."""
    where = places(analysis)
    rows = (_article(where) | _claim(claim, where) for claim in analysis.claims)
    return csv_lines([row.get(key, "") for key in CLAIM_COLUMNS] for row in rows)


def _article(where: Places) -> Row:
    article = where.article
    return {
        "article": article.id,
        "source": article.source,
        "title": _short(article.title or ""),
        "published": article.published.isoformat() if article.published else "",
    }


def _place(where: Places, quantity: Quantity, sentence: tuple[int, int]) -> Row:
    start, end = quantity.phrase
    place = where.at(start)
    return {
        "line": str(place.line),
        "column": str(place.column),
        "start": str(start),
        "end": str(end),
        "text": where.text(quantity.phrase),
        "sentence": where.text(sentence),
    }


def _finding(finding: Finding, where: Places, lang: str) -> Row:
    claim = where.claims.get(finding.claim or "")
    quantity, text = where.quantities[finding.quantity], where.article.text
    return _place(where, quantity, where.sentence(finding)) | {
        "finding": finding.id,
        "status": finding.status,
        "status_text": status_style(finding.status).label(lang),
        "scope": finding.scope,
        "check": finding.check,
        "check_name": check_name(finding.check, lang),
        "entity": (claim and claim.entity) or "",
        "metric": (claim and claim.metric) or "",
        "unit": finding.unit or "",
        "stated": _number(finding.stated),
        "computed": _number(finding.computed),
        "low": _number(finding.low),
        "high": _number(finding.high),
        "formula": finding.formula or "",
        "flip_point": flip_text(finding, where.quantities, text, lang),
        "assumption": finding.assumption or "",
        "cause": finding.cause or "",
        "explanation": finding.explanation,
        "suggestion": finding.suggestion or "",
        "evidence": "\n".join(evidence_line(finding, e, lang) for e in finding.evidence),
        "addresses": "\n".join(dict.fromkeys(e.address for e in finding.evidence if e.address)),
    }


def _claim(claim: Claim, where: Places) -> Row:
    quantity = where.quantities[claim.quantity]
    period = claim.period
    return _place(where, quantity, where.cut(claim.sentence, quantity)) | {
        "claim": claim.id,
        "quantity": quantity.id,
        "kind": quantity.kind,
        "value": quantity.timex or _number(quantity.value),
        "low": _number(quantity.core.low),
        "high": _number(quantity.core.high),
        "unit": quantity.unit,
        "modifier": quantity.modifier or "",
        "entity": claim.entity or "",
        "metric": claim.metric or "",
        "period": period.text if period else "",
        "period_start": period.start_date.isoformat() if period and period.start_date else "",
        "period_end": period.end_date.isoformat() if period and period.end_date else "",
        "direction": claim.direction or "",
        "modality": claim.modality,
        "negated": "true" if claim.negated else "false",
        "speaker": claim.speaker or "",
    }


def _short(title: str) -> str:
    """Cut a title that stands in every row: the first line of some texts is all of them."""
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "…"


def _number(value: Fraction | None) -> str:
    """Write a decimal: exact where it ends, else of 15 digits, which is what a spreadsheet holds.

    >>> _number(Fraction(39, 2)), _number(Fraction(1, 3)), _number(Fraction(-200, 3))
    ('19.5', '0.333333333333333', '-66.6666666666667')
    """
    if value is None:
        return ""
    exact = exact_text(value)
    if "/" not in exact:
        return exact
    with localcontext(prec=_DIGITS) as context:
        return f"{context.divide(Decimal(value.numerator), Decimal(value.denominator)):f}"
