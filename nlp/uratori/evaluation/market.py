"""Statements against generated series: is the verdict on each the one due?

A line is ``{"id", "kind", "series", "text", "published", "expect": [{"text", "start",
"status"}]}``. `series` names a folder beside the corpus whose data the statement is checked against
(`series.read_series`); `text` of what is expected is the checked number, as written. Where honest
readers may differ, `also_ok` lists more statuses; ``silent`` means that no finding is right too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from ..errors import ArticleError
from ..market import Facts
from ..pipeline import Analyzer
from ..records import SUPPORTED, Finding, MarketStatus, Quantity
from .gold import MarkedSpan, demand_spans, read_lines
from .scores import Tally
from .series import read_series

Verdict = MarketStatus | Literal["silent"]
_FALSE_ALARMS = ("contradicted", "inconsistent")


class Due(MarkedSpan, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The verdict due on one number of a statement."""

    status: MarketStatus
    also_ok: tuple[Verdict, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """Every verdict that counts as right."""
        return (self.status, *self.also_ok)

    def meets(self, quantity: Quantity) -> bool:
        """Tell whether a number that was read lies in this one, or about it."""
        return quantity.start < self.end and self.start < quantity.end


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One to three sentences on the market, and what is due on their numbers."""

    id: str
    kind: str
    series: str
    text: str
    published: date | None = None
    expect: Annotated[tuple[Due, ...], msgspec.Meta(min_length=1)]
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a number that does not stand where it says."""
        demand_spans(self.text, self.expect)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one number; ``silent`` where there is none."""

    due: Due
    found: Verdict

    @property
    def right(self) -> bool:
        """Whether the verdict is one of those due."""
        return self.found in self.due.right


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one statement gave."""

    line: Statement
    judged: tuple[Judged, ...]
    accused: tuple[str, ...]
    """Numbers that are not due to be contradicted, and that a finding says are wrong."""


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the lines of a corpus; raise ArticleError naming the line that is damaged."""
    return read_lines(path, Statement)


def score_all(path: Path, analyzer: Analyzer) -> tuple[Outcome, ...]:
    """Check every statement of a corpus against the series that it names.

    Raises ArticleError for a damaged line or a folder's name that leads elsewhere, DataError where
    the series cannot be read.
    """
    lines = tuple(read_statements(path))
    data: dict[str, Facts] = {}
    for line in lines:
        if line.series not in data:
            data[line.series] = read_series(_folder(path, line))
    return tuple(score(line, analyzer, data[line.series]) for line in lines)


def _folder(path: Path, line: Statement) -> Path:
    if not line.series.isidentifier():
        todo = "name a folder beside the corpus"
        raise ArticleError(f"no folder is named {line.series!r}", where=str(path), todo=todo)
    return path.parent / line.series


def score(line: Statement, analyzer: Analyzer, data: Facts) -> Outcome:
    """Check one statement."""
    report = analyzer.check(line.text, published=line.published, data=data, offline=True)
    quantities = {quantity.id: quantity for quantity in report.analysis.quantities}
    placed = [(finding, quantities[finding.quantity]) for finding in report.findings]
    judged = tuple(_judged(due, placed) for due in line.expect)
    return Outcome(line=line, judged=judged, accused=tuple(_accused(line, placed)))


def _judged(due: Due, placed: Iterable[tuple[Finding, Quantity]]) -> Judged:
    """Give the verdict on one number; of several a wrong one, since readers are told it as well."""
    told = {f.status for f, quantity in placed if f.scope == "market" and due.meets(quantity)}
    held = [status for status in get_args(MarketStatus) if status in told]
    return Judged(due=due, found=next(iter(sorted(held, key=due.right.__contains__)), "silent"))


def _accused(line: Statement, placed: Iterable[tuple[Finding, Quantity]]) -> Iterator[str]:
    for finding, quantity in placed:
        if finding.status in _FALSE_ALARMS and not _is_wrong(line, quantity):
            yield f"{finding.check} {finding.status} 「{quantity.text}」"


def _is_wrong(line: Statement, quantity: Quantity) -> bool:
    """Tell whether a number is, or belongs to, one that is due to be contradicted."""
    return any("contradicted" in due.right and due.meets(quantity) for due in line.expect)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count right verdicts per status due and per kind, then the two errors that cost most.

    ``not accused`` counts statements of which nothing is due to be contradicted and in which no
    finding says that a number is wrong; ``not confirmed`` those due to be contradicted that no
    finding supports.
    """
    judged = [(outcome.line, item) for outcome in outcomes for item in outcome.judged]
    names = dict.fromkeys((*(f"due {item.due.status}" for _, item in judged),
                           *(line.kind for line, _ in judged)))  # fmt: skip
    counts = {name: Counter[str]() for name in (*names, "all")}
    for line, item in judged:
        for name in (f"due {item.due.status}", line.kind, "all"):
            counts[name].update(_counted(item))
    scores = {name: _tally(counts[name]) for name in (*names, "all")}
    return {**scores, **_costly(outcomes)}


def _counted(item: Judged) -> Counter[str]:
    silent = item.found == "silent" and not item.right
    return Counter(marked=1, found=int(not silent), right=int(item.right))


def _tally(count: Counter[str]) -> Tally:
    return Tally(right=count["right"], marked=count["marked"], found=count["found"])


def _costly(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    false = [o for o in outcomes if any("contradicted" in i.due.right for i in o.judged)]
    others = [outcome for outcome in outcomes if outcome not in false]
    calm = sum(not outcome.accused for outcome in others)
    unbelieved = sum(
        not any(i.found in SUPPORTED and i.due.status == "contradicted" for i in o.judged)
        for o in false
    )
    return {
        "not accused": Tally(right=calm, marked=len(others), found=len(others)),
        "not confirmed": Tally(right=unbelieved, marked=len(false), found=len(false)),
    }
