"""Findings against gold: per check, which were met, which were missed, and which are false.

A line is ``{"id", "row", "text", "published", "expect": [{"check", "status", "text"}],
"forbid": [...]}``. An expected finding may list ``also_ok`` statuses where the design leaves two
readings. A finding that is not expected counts as false where its status is one that the line
forbids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from ..pipeline import Analyzer
from .gold import read_lines
from .scores import Tally


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that a gold line asks for; `text` is the checked number as written."""

    check: str
    status: str
    text: str
    also_ok: tuple[str, ...] = ()
    also_text: tuple[str, ...] = ()
    """Other numbers on which the same error may be told."""


class GoldLine(msgspec.Struct, frozen=True, kw_only=True):
    """One short article with its findings."""

    id: str
    row: str
    text: str
    published: date | None = None
    expect: tuple[Expected, ...] = ()
    forbid: tuple[str, ...] = ()
    why: str = ""
    tamper: bool = False
    """Each number that its true findings use is changed as well, and must be caught."""
    missed: str = ""
    """Why this version misses it, where it does: the test then asks for no false finding only."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one gold line gave: expected findings met and missed, and false ones."""

    line: GoldLine
    met: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    false: tuple[Expected, ...]


def read_gold(path: Path) -> Iterator[GoldLine]:
    """Yield the lines of a gold corpus; raise ArticleError naming the line that is damaged."""
    return read_lines(path, GoldLine)


def score(line: GoldLine, analyzer: Analyzer) -> Outcome:
    """Check one gold line and compare what is found with what is asked for."""
    report = analyzer.check(line.text, published=line.published, offline=True)
    texts = {q.id: q.text for q in report.analysis.quantities}
    found = [
        Expected(check=f.check, status=f.status, text=texts[f.quantity]) for f in report.findings
    ]
    met = tuple(e for e in line.expect if any(_meets(f, e) for f in found))
    right = [f for f in found if any(_meets(f, e) for e in line.expect)]
    false = tuple(f for f in found if f not in right and f.status in line.forbid)
    return Outcome(
        line=line, met=met, missed=tuple(e for e in line.expect if e not in met), false=false
    )


def _meets(found: Expected, expected: Expected) -> bool:
    texts = (expected.text, *expected.also_text)
    same = found.check == expected.check and found.text in texts
    return same and found.status in (expected.status, *expected.also_ok)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count per check, in order of first appearance, then ``all``, then whole ``texts``."""
    met = Counter(item.check for outcome in outcomes for item in outcome.met)
    missed = Counter(item.check for outcome in outcomes for item in outcome.missed)
    false = Counter(item.check for outcome in outcomes for item in outcome.false)
    counts = {
        check: _tally(met[check], missed[check], false[check])
        for check in dict.fromkeys((*met, *missed, *false))
    }
    whole = sum(not (outcome.missed or outcome.false) for outcome in outcomes)
    return {
        **counts,
        "all": _tally(met.total(), missed.total(), false.total()),
        "texts": Tally(right=whole, marked=len(outcomes), found=len(outcomes)),
    }


def _tally(met: int, missed: int, false: int) -> Tally:
    return Tally(right=met, marked=met + missed, found=met + false)


def errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what was missed and what is false, a line each."""
    for outcome in outcomes:
        for item in outcome.missed:
            yield f"missed {outcome.line.id}: {item.check} {item.status} 「{item.text}」"
        for item in outcome.false:
            yield f"false  {outcome.line.id}: {item.check} {item.status} 「{item.text}」"
