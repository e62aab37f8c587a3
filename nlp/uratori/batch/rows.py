"""A Report -> the rows of the tables (docs/batch.md).

The fields of each row are the columns of its table, in order. Exact numbers are strings as in
docs/json.md. Rows travel from the process that reads articles to the one that writes tables as
arrays of MessagePack.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import msgspec

from ..records import Claim, Finding, Report
from ..report.places import Places, places
from ..sources import Item
from ..text.numbers import exact_text, nearest_double

_SHORT = 10**18
VERSION = 1
"""Of the columns; a change of a column's meaning raises it."""


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One article that was read."""

    article: str
    version: int
    digest: str
    source: str | None
    address: str | None
    title: str | None
    author: str | None
    published: date | None
    characters: int
    quantities: int
    claims: int
    findings: int
    worst: str | None
    pipeline: str


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One claim; `start`, `end` and `text` are of its quantity with the hedge."""

    article: str
    version: int
    claim: str
    start: int
    end: int
    text: str
    sentence: str
    value: str | None
    low: str | None
    high: str | None
    low_open: bool
    high_open: bool
    unit: str
    value_float: float | None
    kind: str
    entity: str | None
    entity_name: str | None
    subject: str | None
    metric: str | None
    metric_text: str | None
    period: str | None
    period_start: date | None
    period_end: date | None
    reference: str | None
    basis: str
    direction: str | None
    modality: str
    negated: bool
    speaker: str | None
    internal_status: str | None
    market_status: str | None
    published: date | None


class FindingRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One finding; `start`, `end` and `text` are of the checked quantity with its hedge."""

    article: str
    version: int
    finding: str
    scope: str
    check: str
    status: str
    claim: str | None
    start: int
    end: int
    text: str
    stated: str | None
    computed: str | None
    low: str | None
    high: str | None
    unit: str | None
    formula: str | None
    explanation: str
    suggestion: str | None
    cause: str | None
    sources: str
    published: date | None


class ErrorRow(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One item that could not be read; `published` where its source tells it."""

    article: str
    digest: str
    source: str | None
    kind: str
    message: str
    published: date | None


class Rows(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The rows of one item, or of many in their order."""

    articles: tuple[ArticleRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    errors: tuple[ErrorRow, ...] = ()


def report_rows(report: Report, item: Item, *, version: int, pipeline: str) -> Rows:
    """Give the rows of one item's report. version: of the item's id; pipeline: its digest."""
    where = places(report.analysis)
    return Rows(
        articles=(_article(report, item, version, pipeline),),
        claims=tuple(_claims(report, where, item.id, version)),
        findings=tuple(_finding(f, where, item.id, version) for f in report.findings),
    )


def error_rows(item: Item, kind: str, message: str) -> Rows:
    """Give the row of an item that could not be read; the message is put on one line."""
    row = ErrorRow(
        article=item.id,
        digest=item.version,
        source=item.source,
        kind=kind,
        message=" ".join(message.split()),
        published=item.published,
    )
    return Rows(errors=(row,))


def _article(report: Report, item: Item, version: int, pipeline: str) -> ArticleRow:
    analysis = report.analysis
    article = analysis.article
    return ArticleRow(
        article=item.id,
        version=version,
        digest=item.version,
        source=item.source or None,
        address=item.address,
        title=article.title,
        author=article.author,
        published=article.published,
        characters=len(article.text),
        quantities=len(analysis.quantities),
        claims=len(analysis.claims),
        findings=len(report.findings),
        worst=report.findings[0].status if report.findings else None,
        pipeline=pipeline,
    )


def _claims(report: Report, where: Places, article: str, version: int) -> list[ClaimRow]:
    names = {m.id: m.name or m.text for m in report.analysis.mentions}
    worst: dict[tuple[str, str], str] = {}
    for finding in report.findings:  # worst first
        worst.setdefault((finding.claim or "", finding.scope), finding.status)
    return [
        _claim(claim, where, article, version, names.get(claim.mention or ""), worst)
        for claim in report.analysis.claims
    ]


def _claim(
    claim: Claim,
    where: Places,
    article: str,
    version: int,
    name: str | None,
    worst: dict[tuple[str, str], str],
) -> ClaimRow:
    quantity = where.quantities[claim.quantity]
    period, core = claim.period, quantity.core
    return ClaimRow(
        article=article,
        version=version,
        claim=claim.id,
        start=quantity.phrase[0],
        end=quantity.phrase[1],
        text=where.text(quantity.phrase),
        sentence=where.text(where.cut(claim.sentence, quantity)),
        value=quantity.timex or _exact(quantity.value),
        low=_exact(core.low),
        high=_exact(core.high),
        low_open=core.low_open,
        high_open=core.high_open,
        unit=quantity.unit,
        value_float=nearest_double(quantity.value),
        kind=quantity.kind,
        entity=claim.entity,
        entity_name=name,
        subject=claim.subject,
        metric=claim.metric,
        metric_text=claim.metric_text,
        period=period.text if period else None,
        period_start=period.start_date if period else None,
        period_end=period.end_date if period else None,
        reference=claim.reference.text if claim.reference else None,
        basis=" ".join(sorted(claim.basis)),
        direction=claim.direction,
        modality=claim.modality,
        negated=claim.negated,
        speaker=claim.speaker,
        internal_status=worst.get((claim.id, "internal")),
        market_status=worst.get((claim.id, "market")),
        published=where.article.published,
    )


def _finding(finding: Finding, where: Places, article: str, version: int) -> FindingRow:
    phrase = where.quantities[finding.quantity].phrase
    named = dict.fromkeys(e.address or e.source for e in finding.evidence)
    return FindingRow(
        article=article,
        version=version,
        finding=finding.id,
        scope=finding.scope,
        check=finding.check,
        status=finding.status,
        claim=finding.claim,
        start=phrase[0],
        end=phrase[1],
        text=where.text(phrase),
        stated=_exact(finding.stated),
        computed=_exact(finding.computed),
        low=_exact(finding.low),
        high=_exact(finding.high),
        unit=finding.unit,
        formula=finding.formula,
        explanation=finding.explanation,
        suggestion=finding.suggestion,
        cause=finding.cause,
        sources=" ".join(name for name in named if name),
        published=where.article.published,
    )


def _exact(value: Fraction | None) -> str | None:
    if value is None:
        return None
    whole, parts = value.numerator, value.denominator
    # The same text sooner: most numbers are whole and of few digits.
    return str(whole) if parts == 1 and -_SHORT < whole < _SHORT else exact_text(value)
