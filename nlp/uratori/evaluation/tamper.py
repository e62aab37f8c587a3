"""Tampered articles: each number that a true finding uses is changed in turn, and must be caught.

A text whose numbers agree is worth most as the seed of texts whose numbers do not: a digit, a scale
word, a sign or a unit is changed, one at a time, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..pipeline import Analyzer
from ..records import Finding, Quantity, Report
from ..text import fold
from .findings import GoldLine
from .scores import Tally

_SCALES = {"兆": "億", "億": "万", "万": "億", "百万": "億", "千": "百万"}
_LARGEST_FIRST = "兆億万"
_UNITS = {"%": "倍", "倍": "%", "円": "ドル", "ドル": "円", "ポイント": "倍"}
_TURNS = {"高": "安", "安": "高", "増": "減", "減": "増"}
_SIGNS = "▲-−△"
_CAUGHT = ("inconsistent", "marginal")
_STEP = 3
"""What is added to a digit; 9 and 3 apart in the last place is no rounding."""


class Tampered(msgspec.Struct, frozen=True):
    """An article with one number changed."""

    kind: str
    """digit, scale, sign or unit."""
    text: str


def tampered(text: str, quantity: Quantity) -> Iterator[Tampered]:
    """Yield the article with one number changed in each way that its writing allows."""
    start, end = quantity.start, quantity.end
    written, folded = text[start:end], fold(text[start:end])
    for kind, changed in (
        ("digit", _digit(folded)),
        ("scale", _rescaled(written)),
        ("sign", _sign(written)),
        ("unit", _swapped(written, _UNITS)),
    ):
        if changed is not None:
            yield Tampered(kind, text[:start] + changed + text[end:])
    if end < len(text) and text[end] in _TURNS:
        yield Tampered("sign", text[:end] + _TURNS[text[end]] + text[end + 1 :])


def _digit(folded: str) -> str | None:
    """Change the first digit: it is the one that no rounding hides."""
    for at, char in enumerate(folded):
        if char in "0123456789":
            other = (int(char) + _STEP - 1) % 9 + 1
            return folded[:at] + str(other) + folded[at + 1 :]
    return None


def _swapped(written: str, table: Mapping[str, str]) -> str | None:
    for word in sorted(table, key=len, reverse=True):
        if word in written:
            return written.replace(word, table[word], 1)
    return None


def _rescaled(written: str) -> str | None:
    """Put another scale word where a number is left that one can write: not 19億1,100億."""
    changed = _swapped(written, _SCALES)
    words = [_LARGEST_FIRST.index(char) for char in changed or "" if char in _LARGEST_FIRST]
    return changed if words == sorted(set(words)) else None


def _sign(written: str) -> str | None:
    return written[1:] if written[0] in _SIGNS else None


def tamper(line: GoldLine, analyzer: Analyzer) -> Iterator[tuple[str, str, bool]]:
    """Change every number that a finding due in a true article uses.

    Yields check, kind of change, and whether some finding of the changed text says that its numbers
    do not agree.
    """
    report = analyzer.check(line.text, published=line.published, offline=True)
    numbers = {q.id: q for q in report.analysis.quantities}
    for finding in _due(line, report):
        for used in (finding.quantity, *finding.operands):
            for changed in tampered(line.text, numbers[used]):
                again = analyzer.check(changed.text, published=line.published, offline=True)
                yield finding.check, changed.kind, any(f.status in _CAUGHT for f in again.findings)


def _due(line: GoldLine, report: Report) -> Iterator[Finding]:
    texts = {q.id: q.text for q in report.analysis.quantities}
    due = {(e.check, e.text) for e in line.expect if e.status == "consistent"}
    for finding in report.findings:
        if finding.scope == "internal" and (finding.check, texts[finding.quantity]) in due:
            yield finding


def tamper_scores(lines: Sequence[GoldLine], analyzer: Analyzer) -> dict[str, Tally]:
    """Give the share of changes that are caught, per check, per kind and in all."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for line in lines:
        for check, kind, found in tamper(line, analyzer):
            for name in (f"tampered {check}", f"tampered by {kind}", "tampered"):
                made[name] += 1
                caught[name] += found
    return {
        name: Tally(right=caught[name], marked=made[name], found=made[name])
        for name in sorted(made)
    }
