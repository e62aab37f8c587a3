"""Scores findings against a gold corpus: precision, recall and F1 per check.

A gold corpus is JSON Lines; each line is a short article with what must be found in it:
``{"id", "row", "text", "published", "expect": [{"check", "status", "text"}], "forbid": [...]}``.
An expected finding may list ``also_ok`` statuses where the design leaves two readings. A finding
that is not expected counts as false where its status is one that the line forbids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from .errors import ArticleError
from .pipeline import Analyzer

DEFAULT_CORPORA = "corpora/findings*.jsonl"


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that a gold line asks for; `text` is the checked number as written."""

    check: str
    status: str
    text: str
    also_ok: tuple[str, ...] = ()


class GoldLine(msgspec.Struct, frozen=True, kw_only=True):
    """One short article with its findings."""

    id: str
    row: str
    text: str
    published: date | None = None
    expect: tuple[Expected, ...] = ()
    forbid: tuple[str, ...] = ()
    why: str = ""
    missed: str = ""
    """Why this version misses it, where it does: the test then asks for no false finding only."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one gold line gave: expected findings met and missed, and false ones."""

    line: GoldLine
    met: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    false: tuple[Expected, ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one check, and the scores that follow from them."""

    met: int
    missed: int
    false: int

    def precision(self) -> float:
        """Give met / (met + false), 1 when nothing was found."""
        return self.met / (self.met + self.false) if self.met + self.false else 1.0

    def recall(self) -> float:
        """Give met / (met + missed), 1 when nothing was to be found."""
        return self.met / (self.met + self.missed) if self.met + self.missed else 1.0

    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        total = 2 * self.met + self.false + self.missed
        return 2 * self.met / total if total else 1.0


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """The scores below which a corpus must not fall, and why they stand where they stand."""

    precision: float
    recall: float
    reason: str


def read_gold(path: Path) -> Iterator[GoldLine]:
    """Yield the lines of a gold corpus; raise ArticleError naming the line that is damaged."""
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeError) as error:
        raise ArticleError(
            "cannot be read", where=str(path), todo="name a gold corpus in JSON Lines"
        ) from error
    for number, line in enumerate(lines, start=1):
        try:
            yield msgspec.json.decode(line, type=GoldLine)
        except msgspec.DecodeError as error:
            raise ArticleError(
                str(error), where=f"{path}:{number}", todo="mend the line or leave it out"
            ) from error


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
    same = (found.check, found.text) == (expected.check, expected.text)
    return same and found.status in (expected.status, *expected.also_ok)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """Count per check, in order of first appearance, with ``all`` last."""
    met = Counter(item.check for outcome in outcomes for item in outcome.met)
    missed = Counter(item.check for outcome in outcomes for item in outcome.missed)
    false = Counter(item.check for outcome in outcomes for item in outcome.false)
    counts = {
        check: Tally(met=met[check], missed=missed[check], false=false[check])
        for check in dict.fromkeys((*met, *missed, *false))
    }
    total = Tally(met=met.total(), missed=missed.total(), false=false.total())
    return {**counts, "all": total}


def main(corpus: str | None = None, *, write: Callable[[str], object]) -> int:
    """Score gold corpora, write tables and errors; give 1 when a score is below its floor.

    corpus: a JSON Lines file; by default every corpora/findings*.jsonl below the working folder.
    Floors are read from floors.json beside the corpus, where there is one.
    """
    paths = [Path(corpus)] if corpus else sorted(Path().glob(DEFAULT_CORPORA))
    if not paths:
        raise ArticleError("no gold corpus", where=DEFAULT_CORPORA, todo="name a JSON Lines file")
    return max(_report(path, write) for path in paths)


def _report(path: Path, write: Callable[[str], object]) -> int:
    analyzer = Analyzer()
    outcomes = [score(line, analyzer) for line in read_gold(path)]
    counts = tally(outcomes)
    write(f"{path}: {len(outcomes)} articles\n")
    write(f"{'check':<24}{'gold':>6}{'false':>7}{'prec.':>8}{'recall':>8}{'F1':>8}\n")
    for check, count in counts.items():
        scores = f"{count.precision():>8.3f}{count.recall():>8.3f}{count.f1():>8.3f}"
        write(f"{check:<24}{count.met + count.missed:>6}{count.false:>7}{scores}\n")
    for outcome in outcomes:
        for item in outcome.missed:
            write(f"missed {outcome.line.id}: {item.check} {item.status} 「{item.text}」\n")
        for item in outcome.false:
            write(f"false  {outcome.line.id}: {item.check} {item.status} 「{item.text}」\n")
    return _below_floor(path, counts["all"], write)


def _below_floor(path: Path, total: Tally, write: Callable[[str], object]) -> int:
    floors = path.with_name("floors.json")
    if not floors.exists():
        return 0
    wanted = msgspec.json.decode(floors.read_bytes(), type=dict[str, Floor])
    floor = wanted.get(path.name)
    if floor is None:
        return 0
    reached = (total.precision() >= floor.precision, total.recall() >= floor.recall)
    if all(reached):
        return 0
    write(f"{path.name} is below its floor in {floors}: {floor.precision}, {floor.recall}\n")
    return 1
