"""A report as the templates read it: every text in the reader's language, nothing left to work out.

All texts are plain; the templates escape them. Only `FindingView.chart` is markup of our own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from ..records import Article, Claim, Evidence, Finding, Quantity, Report
from .marks import Line, NumberMark, lines_of, marks_of, visible
from .telling import (
    HOLDS,
    computed_text,
    flip_text,
    found_text,
    phrase,
    sentence_span,
)
from .terms import Terms, terms_of
from .width import printable
from .words import (
    StatusStyle,
    check_name,
    definition_name,
    page_word,
    reason_text,
    status_style,
    word,
)

MOST_FINDINGS = 1_000
"""Findings that a page lists in full, the worst first; the others are counted."""
MOST_PANELS = 2_000
"""Marks that open a panel; those after them only show their status."""
_LONGEST_QUOTE = 240
_ADDRESS = re.compile(r"https?://[!-~]{1,2000}\Z")
_TONES = {"31": "bad", "33": "warn", "36": "open", "2": "off", "32": "good"}

Draw = Callable[[Finding, str], str]
"""Gives the chart of a finding, by its id in the page, as markup; "" where there is none."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a finding: ``記載`` and ``1/3を超える``. `key` is the word's key in words.tsv."""

    key: str
    label: str
    text: str


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence. `address` is one of http or https, or None."""

    symbol: str
    verdict: str
    name: str
    value: str
    as_of: str
    source: str
    quality: str
    retrieved: str
    note: str
    address: str | None


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. `anchor` is its id in the page, `mark` that of its number in the article."""

    anchor: str
    id: str
    mark: str
    status: str
    tone: str
    symbol: str
    label: str
    scope: str
    scope_label: str
    title: str
    before: str
    marked: str
    after: str
    rows: tuple[Row, ...]
    brief: tuple[Row, ...]
    """The rows that a panel beside the number shows."""
    evidence: tuple[EvidenceView, ...]
    cause: str | None
    """The anchor of the finding that this one follows from."""
    cause_text: str
    chart: str


class MarkView(msgspec.Struct, frozen=True, kw_only=True):
    """One marked number. With no `anchor` it opens no panel."""

    anchor: str
    text: str
    use: str
    status: str
    tone: str
    symbol: str
    label: str
    scopes: tuple[str, ...]
    findings: tuple[FindingView, ...]


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the article: plain texts and marks.

    `passage`, and `kind` in words, say that it is none of the running text: promotion, a caption,
    a paragraph said before.
    """

    role: str
    passage: str
    kind: str
    parts: tuple[str | MarkView, ...]


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """One status or one scope, with how many findings have it: what a filter shows."""

    key: str
    tone: str
    symbol: str
    label: str
    count: int


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """One article with its findings. `prefix` begins every id of it in the page."""

    prefix: str
    lang: str
    title: str
    published: str
    source: str
    counts: str
    lines: tuple[LineView, ...]
    findings: tuple[FindingView, ...]
    omitted: int
    statuses: tuple[Chip, ...]
    scopes: tuple[Chip, ...]
    unchecked: tuple[tuple[str, int], ...]
    """Why numbers were not checked, and how many, most first."""
    terms: tuple[Terms, ...]


def view_of(report: Report, *, lang: str | None = None, prefix: str = "", draw: Draw) -> ReportView:
    """Give the view of one report; `lang` is that of the labels (by default the report's)."""
    return _Builder(report, lang or report.lang, prefix, draw).view()


class _Builder:
    """The records of one report by id, and how to write; nothing of it changes after its making."""

    def __init__(self, report: Report, lang: str, prefix: str, draw: Draw) -> None:
        self.report, self.lang, self.prefix = report, lang, prefix
        self.article = report.analysis.article
        self.quantities = {q.id: q for q in report.analysis.quantities}
        self.claims = {c.id: c for c in report.analysis.claims}
        ordered = sorted(report.findings, key=lambda f: status_style(f.status).rank)
        self.listed = ordered[:MOST_FINDINGS]
        ids = frozenset(f.id for f in self.listed)
        self.findings = {f.id: self._finding(f, ids, draw) for f in self.listed}
        self.known = {f.id: f for f in ordered}

    def view(self) -> ReportView:
        report, article = self.report, self.article
        tally = Counter(reason_text(u.reason, self.lang) for u in report.unchecked)
        return ReportView(
            prefix=self.prefix,
            lang=self.lang,
            title=_title(article, self.lang),
            published=str(article.published or ""),
            source=printable(article.source),
            counts=_counts(report, self.lang),
            lines=self._lines(),
            findings=tuple(self.findings.values()),
            omitted=len(report.findings) - len(self.findings),
            statuses=statuses_of(report.findings, self.lang),
            scopes=scopes_of(report.findings, self.lang),
            unchecked=tuple((printable(reason), n) for reason, n in tally.most_common()),
            terms=terms_of((e for f in report.findings for e in f.evidence), self.lang),
        )

    # --- the article ------------------------------------------------------------------------------

    def _lines(self) -> tuple[LineView, ...]:
        marks = marks_of(self.report)
        telling = [m for m in marks if any(f in self.findings for f in m.findings)]
        panels = {mark.start for mark in telling[:MOST_PANELS]}
        return tuple(self._line(line, panels) for line in lines_of(self.article, marks))

    def _line(self, line: Line, panels: set[int]) -> LineView:
        parts = (p if isinstance(p, str) else self._mark(p, p.start in panels) for p in line.parts)
        passage = line.passage.kind if line.passage else ""
        kind = page_word(f"passage_{passage}", self.lang) if passage else ""
        return LineView(role=line.role, passage=passage, kind=kind, parts=tuple(parts))

    def _mark(self, mark: NumberMark, panel: bool) -> MarkView:
        found = tuple(self.findings[f] for f in mark.findings if f in self.findings)
        label, status = page_word(mark.use, self.lang), str(mark.use)
        tone, symbol = "plain", ""
        if mark.use in ("checked", "again"):
            status = self.known[mark.findings[0]].status
            style = status_style(status)
            label, tone, symbol = style.label(self.lang), tone_of(style), style.mark
        if mark.reason:
            label = f"{label}: {reason_text(mark.reason, self.lang)}"
        anchor = f"{self.prefix}{mark.quantity}" + ("" if mark.first else f"-{mark.start}")
        return MarkView(
            anchor=anchor if panel and found else "",
            text=visible(self.article.text[mark.start : mark.end]),
            use=mark.use,
            status=status,
            tone=tone,
            symbol=symbol,
            label=label,
            scopes=tuple(dict.fromkeys(self.known[f].scope for f in mark.findings)),
            findings=found,
        )

    # --- the findings -----------------------------------------------------------------------------

    def _finding(self, finding: Finding, listed: frozenset[str], draw: Draw) -> FindingView:
        style, lang = status_style(finding.status), self.lang
        quantity = self.quantities[finding.quantity]
        claim = self.claims[finding.claim] if finding.claim else None
        before, marked, after = self._quote(finding, quantity, claim)
        rows = self._rows(finding, quantity, claim)
        cause = finding.cause if finding.cause in listed else None
        return FindingView(
            anchor=f"{self.prefix}{finding.id}",
            id=finding.id,
            mark=f"{self.prefix}{finding.quantity}",
            status=finding.status,
            tone=tone_of(style),
            symbol=style.mark,
            label=style.label(lang),
            scope=finding.scope,
            scope_label=page_word(finding.scope, lang),
            title=check_name(finding.check, lang),
            before=before,
            marked=marked,
            after=after,
            rows=rows,
            brief=tuple(r for r in rows if r.key in ("stated", "computed", "found", "explanation")),
            evidence=tuple(self._evidence(finding, e) for e in finding.evidence),
            cause=f"{self.prefix}{cause}" if cause else None,
            cause_text=word("cause_of", lang).format(id=finding.cause) if finding.cause else "",
            chart=draw(finding, f"{self.prefix}{finding.id}"),
        )

    def _quote(
        self, finding: Finding, quantity: Quantity, claim: Claim | None
    ) -> tuple[str, str, str]:
        """Give the sentence before the number, the number, and the sentence after it."""
        text = self.article.text
        left, right = quantity.phrase
        start, end = sentence_span(finding, quantity, claim, self.article)
        room = max(_LONGEST_QUOTE - (right - left), 0) // 2
        before, after = printable(text[start:left]), printable(text[right:end])
        before = "…" + before[-room:] if len(before) > room else before.lstrip()
        after = after[:room] + "…" if len(after) > room else after.rstrip()
        return before, phrase(quantity, text), after

    def _rows(self, finding: Finding, quantity: Quantity, claim: Claim | None) -> tuple[Row, ...]:
        lang, text = self.lang, self.article.text
        computed = "computed" if finding.scope == "internal" else "found"
        shown = None if finding.computed is None else computed_text(finding, self.quantities, lang)
        flips = flip_text(finding, self.quantities, text, lang) if finding.flip_point else None
        pairs = (
            ("stated", phrase(quantity, text)),
            (computed, shown),
            ("formula", finding.formula),
            ("flip_point", flips),
            ("assumption", finding.assumption),
            ("explanation", finding.explanation),
            ("suggestion", finding.suggestion),
            ("speaker", claim.speaker if claim else None),
        )
        return tuple(
            Row(key=key, label=word(key, lang), text=printable(told)) for key, told in pairs if told
        )

    def _evidence(self, finding: Finding, evidence: Evidence) -> EvidenceView:
        lang, found = self.lang, evidence.value is not None
        address = evidence.address or ""
        verdict = {True: "holds", False: "fails", None: "untold"}[evidence.holds]
        retrieved = evidence.retrieved
        return EvidenceView(
            symbol=HOLDS[evidence.holds],
            verdict=page_word(verdict, lang),
            name=printable(definition_name(finding.check, evidence.definition, lang)),
            value=printable(found_text(evidence, lang)),
            as_of=printable(evidence.as_of or "").replace("/", " → ") if found else "",
            source=printable(evidence.source),
            quality=word(evidence.quality, lang) if evidence.quality and found else "",
            retrieved=word("retrieved", lang).format(date=retrieved) if retrieved else "",
            note=printable(evidence.note or "") if found else "",
            address=address if _ADDRESS.match(address) else None,
        )


def tone_of(style: StatusStyle) -> str:
    """Give the class of colours of a status: bad, warn, open, off or good."""
    return _TONES[style.colour]


def statuses_of(findings: Iterable[Finding], lang: str) -> tuple[Chip, ...]:
    """Count the findings by status, the worst first."""
    tally = Counter(f.status for f in findings)
    return tuple(
        Chip(key=status, tone=tone_of(style), symbol=style.mark, label=style.label(lang), count=n)
        for style, status, n in sorted(
            ((status_style(s), s, n) for s, n in tally.items()), key=lambda each: each[0].rank
        )
    )


def scopes_of(findings: Iterable[Finding], lang: str) -> tuple[Chip, ...]:
    """Count the findings by what they set a number against."""
    tally = Counter(f.scope for f in findings)
    return tuple(
        Chip(key=scope, tone="plain", symbol="", label=page_word(scope, lang), count=tally[scope])
        for scope in ("internal", "market")
        if tally[scope]
    )


def _title(article: Article, lang: str) -> str:
    name = article.source.replace("\\", "/").rpartition("/")[2]
    return printable(article.title or name or word("no_title", lang))


def _counts(report: Report, lang: str) -> str:
    analysis = report.analysis
    rows = (("quantities", analysis.quantities), ("claims", analysis.claims))
    told = [f"{word(key, lang)} {len(held)}" for key, held in rows]
    return " · ".join([*told, f"{word('findings', lang)} {len(report.findings)}"])
