"""The article's text cut into lines of plain text and marked numbers, for a page.

What is shown is the article, character by character: only what would break a page or turn its
direction around (controls, lone surrogates, non-characters, bidirectional overrides) becomes
U+FFFD, and a line end of Windows one line feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, cast

import msgspec

from ..records import Analysis, Article, Finding, Quantity, Report
from ..records import Mark as Passage
from .words import status_style

Use = Literal["checked", "again", "operand", "unchecked", "number"]
"""What a marked number is: it has findings; says a checked claim again; went into a check; was left
alone; or, of an analysis without checks, is just a number."""
Role = Literal["body", "heading", "item", "blank"]

_LINE_ENDS = re.compile(r"\r\n?|[\n\u2028\u2029\x0b\x0c\x85]")
_HOSTILE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_HEADING = re.compile(r"#{1,6}[ \u3000]")
_ITEM = re.compile(r"[ \t\u3000]{0,8}(?:[*+-] |[・●○■□▼▽◆◇※])")


def visible(text: str) -> str:
    r"""Make text from outside fit to stand in a page, line ends kept.

    >>> visible("a\\r\\nb\\x00\\u202ec")
    'a\\nb��c'
    """
    return _HOSTILE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


class NumberMark(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the article: the first one of `findings` is the worst."""

    quantity: str
    start: int
    end: int
    use: Use
    findings: tuple[str, ...] = ()
    """Of itself; of a number that went into a check, those of that check."""
    reason: str = ""
    first: bool = True
    """Whether no earlier mark is of the same number."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the article: its parts one after the other are its text, line end included."""

    role: Role
    parts: tuple[str | NumberMark, ...]
    passage: Passage | None = None
    """The promotion, caption or repeated paragraph that it stands in."""


def marks_of(report: Report) -> tuple[NumberMark, ...]:
    """Give the numbers that are marked, in order of place; no two of them overlap.

    Where two phrases overlap, that of the worse finding stands whole.
    """
    wanted = sorted(_wanted(report), key=lambda m: (_rank(m, report), m.start))
    taken: list[NumberMark] = []
    free = bytearray(len(report.analysis.article.text) + 1)
    for mark in wanted:
        if any(free[mark.start : mark.end]) or mark.start >= mark.end:
            continue
        free[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
        taken.append(mark)
    return tuple(sorted(taken, key=lambda mark: mark.start))


_USES: tuple[Use, ...] = ("checked", "again", "operand", "unchecked", "number")


def _rank(mark: NumberMark, report: Report) -> int:
    return _USES.index(mark.use)


def _wanted(report: Report) -> Iterator[NumberMark]:
    analysis = report.analysis
    own = _by_quantity((f.quantity, f) for f in report.findings)
    used = _by_quantity((q, f) for f in report.findings for q in f.operands)
    reasons = {u.quantity: u.reason for u in report.unchecked}
    for quantity in analysis.quantities:
        start, end = quantity.phrase
        if found := own.get(quantity.id):
            yield _mark(quantity, "checked", found, span=(start, end))
        elif found := used.get(quantity.id):
            yield _mark(quantity, "operand", found, span=(start, end))
        elif quantity.id in reasons:
            yield NumberMark(
                quantity=quantity.id, start=start, end=end, use="unchecked",
                reason=reasons[quantity.id],
            )  # fmt: skip
    yield from _again(analysis, own)


def _again(analysis: Analysis, own: Mapping[str, Sequence[Finding]]) -> Iterator[NumberMark]:
    """Yield the other places where a checked claim is said again."""
    quantities = {q.id: q for q in analysis.quantities}
    for claim in analysis.claims:
        found = own.get(claim.quantity)
        for span in claim.duplicates if found else ():
            yield _mark(quantities[claim.quantity], "again", found or (), span=span)


def _mark(
    quantity: Quantity, use: Use, found: Sequence[Finding], *, span: tuple[int, int]
) -> NumberMark:
    ordered = sorted(found, key=lambda f: status_style(f.status).rank)
    return NumberMark(
        quantity=quantity.id, start=span[0], end=span[1], use=use,
        findings=tuple(dict.fromkeys(f.id for f in ordered)), first=use != "again",
    )  # fmt: skip


def _by_quantity(pairs: Iterable[tuple[str, Finding]]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for quantity, finding in pairs:
        found.setdefault(quantity, []).append(finding)
    return found


def lines_of(article: Article, marks: Iterable[NumberMark]) -> Iterator[Line]:
    """Yield the article's lines with the marks in their places."""
    passages = _Passages(article.marks)
    parts: list[str | NumberMark] = []
    start = 0
    for part, end in _parts(article.text, marks):
        parts.append(part)
        if isinstance(part, str) and part.endswith("\n"):
            yield _line(parts, passages.at(start, end))
            parts, start = [], end
    if parts:
        yield _line(parts, passages.at(start, len(article.text)))


class _Passages:
    """The marked passages of an article, for lines that are asked about from first to last."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._left = sorted(passages, key=lambda p: p.start, reverse=True)

    def at(self, start: int, end: int) -> Passage | None:
        """Give the passage that a whole line belongs to."""
        while self._left and self._left[-1].end <= start:
            self._left.pop()
        nearest = self._left[-1] if self._left else None
        whole = nearest and nearest.start <= start and nearest.end >= end - 2  # its line end
        return nearest if whole else None


def _parts(text: str, marks: Iterable[NumberMark]) -> Iterator[tuple[str | NumberMark, int]]:
    """Yield plain texts, each at most to the end of its line, and marks, with where they end."""
    at = 0
    for mark in marks:
        yield from _plain(text, at, mark.start)
        yield mark, mark.end
        at = mark.end
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for found in _LINE_ENDS.finditer(text, start, end):
        yield visible(text[start : found.start()]) + "\n", found.end()
        start = found.end()
    if start < end:
        yield visible(text[start:end]), end


def _line(parts: Sequence[str | NumberMark], passage: Passage | None) -> Line:
    first, role = parts[0], "body"
    if isinstance(first, str):
        if len(parts) == 1 and not first.strip():
            return Line(role="blank", parts=tuple(parts))
        if _HEADING.match(first):
            role = "heading"
        elif _ITEM.match(first):
            role = "item"
    return Line(role=cast(Role, role), parts=tuple(parts), passage=passage)
