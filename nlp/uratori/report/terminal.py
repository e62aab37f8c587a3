"""Report -> text for a terminal or a pipe: one block a finding, worst first.

Every line fits the width, but for addresses, which are never broken; Japanese is counted as two
columns. Text from the article is made safe to print. Colour only repeats what mark and label say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import msgspec

from ..records import Article, Claim, Finding, Quantity, Report
from .evidence import evidence_rows
from .telling import computed_text, flip_text, phrase, sentence_span
from .width import MARK_CLOSE, MARK_OPEN, flow, pad, printable, shorten, text_width, widest, wrap
from .words import check_name, reason_text, status_style, word

_NARROWEST = 40
_LONGEST_SENTENCE = 240
_REASONS = 6
_NAMED = 5
_MANY = 10
"""Findings from which on a report ends with a summary."""
_ADDRESS = re.compile(r"(?:\[\d{1,4}\] )?https?://\S+$")
_MARKDOWN = re.compile(r"^ *(?:#{1,6}|[-*+>]) +")
_COMPACT = frozenset({"insufficient", "not_checkable"})


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """What every block needs: the records by id, and how to write."""

    article: Article
    quantities: dict[str, Quantity]
    claims: dict[str, Claim]
    lang: str
    width: int
    color: bool

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code else text

    def phrase(self, quantity_id: str) -> str:
        return phrase(self.quantities[quantity_id], self.article.text)


def render(report: Report, *, lang: str | None = None, width: int = 80, color: bool = False) -> str:
    """Give the report as text that ends with a line end.

    `lang` is that of the labels (by default the report's); explanations come in the report's own.
    `width` is in columns, at least 40. With `color`, ECMA-48 colour codes are added.
    """
    page = _page(report, lang or report.lang, max(width, _NARROWEST), color)
    findings = sorted(report.findings, key=lambda f: status_style(f.status).rank)
    full = [f for f in findings if not _is_compact(f)]
    blocks = [_header(report, page)]
    blocks += [_block(finding, page) for finding in full]
    blocks += _rest([f for f in findings if _is_compact(f)], page)
    blocks += _unchecked(report, page)
    blocks += _summary(findings, page)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _page(report: Report, lang: str, width: int, color: bool) -> _Page:
    analysis = report.analysis
    return _Page(
        article=analysis.article,
        quantities={q.id: q for q in analysis.quantities},
        claims={c.id: c for c in analysis.claims},
        lang=lang,
        width=width,
        color=color,
    )


def _is_compact(finding: Finding) -> bool:
    """Tell whether one line says it all: nothing was computed and no value was found."""
    found = any(e.value is not None and e.quality != "claimant" for e in finding.evidence)
    return finding.status in _COMPACT and not found


def header_lines(article: Article, counts: str, *, lang: str, width: int) -> list[str]:
    """Give the lines that open a text report: title and date, counts, and a rule."""
    published = article.published
    day = f"{word('published', lang)} {published}" if published else word("undated", lang)
    title = _title(article, lang, width - widest(day) - 2)
    return [f"{title}  {day}", *wrap(counts, width), "-" * width]


def _title(article: Article, lang: str, width: int) -> str:
    """Give the title or, without one, the path; of a long path only the name."""
    title = printable(article.title or article.source or word("no_title", lang))
    if not article.title and widest(title) > width:
        title = title.rpartition("/")[2] or title
    return shorten(title, width)


def _header(report: Report, page: _Page) -> list[str]:
    analysis = report.analysis
    sizes = " · ".join(
        f"{word(key, page.lang)} {len(rows)}"
        for key, rows in (
            ("quantities", analysis.quantities),
            ("claims", analysis.claims),
            ("findings", report.findings),
        )
    )
    tally = Counter(f.status for f in report.findings)
    styles = sorted(((status_style(s), n) for s, n in tally.items()), key=lambda pair: pair[0].rank)
    parts = [f"{style.mark} {style.label(page.lang)} {n}" for style, n in styles]
    lines = header_lines(page.article, sizes, lang=page.lang, width=page.width)
    body = flow(parts or [word("no_findings", page.lang)], page.width)
    return [page.paint(lines[0], "1"), *lines[1:-1], *body, lines[-1]]


def _block(finding: Finding, page: _Page) -> list[str]:
    style = status_style(finding.status)
    label = f"{style.mark} {style.label(page.lang)}"
    first, *more = flow(
        [label, f"{check_name(finding.check, page.lang)} [{finding.id}]"], page.width
    )
    rows = list(_rows(finding, page))
    indent = max(text_width(key) for key, _ in rows) + 2
    head = page.paint(label, f"1;{style.colour}") + first.removeprefix(label)
    lines = [head, *more, *_sentence(finding, page)]
    for key, value in rows:
        lines += _row(key, value, indent, page)
    return lines


def _row(key: str, value: str, indent: int, page: _Page) -> Iterator[str]:
    """Set one row; an address that is too long begins further to the left."""
    if _ADDRESS.match(value) and indent + 2 + widest(value) > page.width:
        yield "  " + value
        return
    for number, line in enumerate(wrap(value, page.width - indent - 2)):
        cell = pad(key if number == 0 else "", indent)
        yield f"  {page.paint(cell, '2') if cell.strip() else cell}{line}"


def _sentence(finding: Finding, page: _Page) -> list[str]:
    """Give the article's sentence, indented, with the number between 【 and 】."""
    text = page.article.text
    quantity = page.quantities[finding.quantity]
    left, right = quantity.phrase
    claim = page.claims[finding.claim] if finding.claim else None
    start, end = sentence_span(finding, quantity, claim, page.article)
    room = max(_LONGEST_SENTENCE - (right - left), 0) // 2
    first, last = max(start, left - room), min(end, right + room)
    before, after = printable(text[first:left]), printable(text[right:last])
    before = "…" + before if first > start else _MARKDOWN.sub("", before)
    after += "…" if last < end else ""
    marked = f"{before}{MARK_OPEN}{printable(text[left:right])}{MARK_CLOSE}{after}".strip()
    code = status_style(finding.status).colour
    return ["  " + line for line in _mark(wrap(marked, page.width - 2), code, page)]


def _mark(lines: list[str], code: str, page: _Page) -> Iterator[str]:
    """Put 【 and 】 for the marks, and colour for what stands between them, line by line."""
    inside = False
    for line in lines:
        before, opened, rest = (line, "", "") if inside else line.partition(MARK_OPEN)
        if inside or opened:
            before, rest = ("", line) if inside else (before, rest)
            number, closed, after = rest.partition(MARK_CLOSE)
            inside = not closed
            shown = ("【" if opened else "") + number + ("】" if closed else "")
            yield before + page.paint(shown, code) + after
        else:
            yield line


def _rows(finding: Finding, page: _Page) -> Iterator[tuple[str, str]]:
    """Yield label and text of each line of a block."""
    lang = page.lang
    yield word("stated", lang), page.phrase(finding.quantity)
    if finding.computed is not None:
        key = "computed" if finding.scope == "internal" else "found"
        yield word(key, lang), printable(computed_text(finding, page.quantities, lang))
    if finding.formula:
        yield word("formula", lang), printable(finding.formula)
    for key, text in (
        ("flip_point", flip_text(finding, page.quantities, page.article.text, lang)),
        ("assumption", finding.assumption),
        ("explanation", finding.explanation),
        ("suggestion", finding.suggestion),
    ):
        if text:
            yield word(key, lang), printable(text)
    if finding.cause:
        yield word("cause", lang), word("cause_of", lang).format(id=finding.cause)
    speaker = page.claims[finding.claim].speaker if finding.claim else None
    if speaker:
        yield word("speaker", lang), printable(speaker)
    yield from evidence_rows(finding, lang)


def _rest(findings: list[Finding], page: _Page) -> list[list[str]]:
    """Give the block of what could not be checked: by status, the number and the reason."""
    if not findings:
        return []
    lines = [page.paint(word("rest", page.lang), "1")]
    for status, group in groupby(findings, key=lambda f: f.status):
        style = status_style(status)
        told = [(page.phrase(f.quantity), f.explanation or "") for f in group]
        lines.append("  " + page.paint(f"{style.mark} {style.label(page.lang)}", style.colour))
        lines += _aligned(told, page)
    return [lines]


def _aligned(rows: list[tuple[str, str]], page: _Page) -> Iterator[str]:
    """Set numbers beside reasons; a reason takes two lines at the most."""
    most = max(page.width // 4, _NARROWEST // 4)
    cells = [shorten(number, most) for number, _ in rows]
    column = max(map(text_width, cells))
    room = page.width - column - 6
    for cell, (_, reason) in zip(cells, rows, strict=True):
        first, *more = wrap(printable(reason), room)
        yield f"    {pad(cell, column)}  {first}".rstrip()
        if more:
            second = shorten(more[0] + ("…" if more[1:] else ""), room)
            yield " " * (column + 6) + second


def _summary(findings: list[Finding], page: _Page) -> list[list[str]]:
    """Give a line a status where a report is too long to be seen at once."""
    if len(findings) < _MANY:
        return []
    lines = [page.paint(word("summary", page.lang), "1")]
    groups = [(status_style(s), list(g)) for s, g in groupby(findings, key=lambda f: f.status)]
    names = [f"{style.mark} {style.label(page.lang)}" for style, _ in groups]
    column = max(map(text_width, names))
    figures = max(len(str(len(group))) for _, group in groups)
    for name, (style, group) in zip(names, groups, strict=True):
        numbers = "  ".join(page.phrase(finding.quantity) for finding in group)
        start = f"{pad(name, column)}  {len(group):>{figures}}"
        cut = shorten(f"{start}  {numbers}", page.width - 2)
        lines.append("  " + page.paint(name, style.colour) + cut.removeprefix(name))
    return [lines]


def _unchecked(report: Report, page: _Page) -> list[list[str]]:
    """Give the counts of what nothing checked, by reason; days that are none by name."""
    if not report.unchecked:
        return []
    tally = Counter(printable(reason_text(u.reason, page.lang)) for u in report.unchecked)
    head = f"{word('unchecked', page.lang)} {len(report.unchecked)}:"
    names = {reason_text("no_such_day", page.lang): _no_days(report)}
    parts = [f"{reason} {n}{names.get(reason, '')}" for reason, n in tally.most_common(_REASONS)]
    if len(tally) > _REASONS:
        parts.append("…")
    return [flow([head, *parts], page.width)]


def _no_days(report: Report) -> str:
    """Give the days that no calendar has as they are written: an editor wants to see them."""
    faulty = {u.quantity for u in report.unchecked if u.reason == "no_such_day"}
    written = [q.text for q in report.analysis.quantities if q.id in faulty]
    rest = "…" if len(written) > _NAMED else ""
    return f" ({printable(', '.join(written[:_NAMED]))}{rest})" if written else ""
