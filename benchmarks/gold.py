"""What a library gets right on `corpora/quantities*.jsonl`, leniently: any overlap, no unit.

The libraries that uratori is compared with give no unit in its sense and cut their spans in their
own way, so neither is held against them. corpora/GUIDE.md tells what is marked and how.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import msgspec

from benchmarks.figures import Figure
from benchmarks.texts import ROOT

CORPUS = "quantities*.jsonl"
CLOSE = Fraction(1, 10**9)
"""How far off a value may be, as a part of it: 1/3 is 0.333333333333333 to some."""

Bounds = tuple[Fraction | None, Fraction | None]
"""A resolved value: its lower and upper bound, the same twice for one number, None if open."""


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One quantity of the corpus, as annotated."""

    text: str
    start: int
    kind: str
    unit: str | None = None
    value: str | None = None
    low: str | None = None
    high: str | None = None
    timex: str | None = None

    @property
    def end(self) -> int:
        """The end of the span, in code points."""
        return self.start + len(self.text)


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the corpus."""

    text: str
    published: date | None = None
    quantities: tuple[Marked, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a library found in one span: every value and every TIMEX3 value that it resolves to.

    In a TIMEX3 value an X stands for what the library leaves open: XXXX-12 of 12月.
    """

    start: int
    end: int
    values: tuple[Bounds, ...] = ()
    timex: tuple[str, ...] = ()


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the marked values were read right, and how many were read where none is."""

    right: int
    marked: int
    stray: int


Read = Callable[[str, date | None], list[Reading]]
"""A text and the day it was published -> what a library finds in it."""
Judge = Callable[[Marked, list[Reading]], bool]


def read_corpus() -> list[Sentence]:
    """Give every sentence of the corpora of quantities; none where there is no such file.

    Raises:
        msgspec.ValidationError: a line is not of the form that corpora/GUIDE.md gives.

    """
    decoder = msgspec.json.Decoder(Sentence, strict=False)
    paths = sorted((ROOT / "corpora").glob(CORPUS))
    lines = [line for path in paths for line in path.read_bytes().splitlines()]
    return [decoder.decode(line) for line in lines if line.strip()]


def score_numbers(read: Read, corpus: list[Sentence]) -> Score:
    """Score every number with a value or a range, times on the calendar left out."""
    return _score(read, corpus, number_is_right, _states_a_number)


def score_times(read: Read, corpus: list[Sentence]) -> Score:
    """Score every date and length of time that has a TIMEX3 value."""
    return _score(read, corpus, time_is_right, lambda marked: marked.timex is not None)


def _states_a_number(marked: Marked) -> bool:
    has_value = marked.value is not None or (marked.low is not None and marked.high is not None)
    return marked.kind != "date" and has_value


def _score(
    read: Read, corpus: list[Sentence], judge: Judge, counts: Callable[[Marked], bool]
) -> Score:
    right = marked = stray = 0
    for sentence in corpus:
        found = read(sentence.text, sentence.published)
        for quantity in filter(counts, sentence.quantities):
            marked += 1
            right += judge(quantity, [one for one in found if _overlap(one, quantity)])
        stray += sum(not any(_overlap(one, m) for m in sentence.quantities) for one in found)
    return Score(right=right, marked=marked, stray=stray)


def _overlap(found: Reading, marked: Marked) -> bool:
    return found.start < marked.end and marked.start < found.end


def number_is_right(marked: Marked, found: list[Reading]) -> bool:
    """Tell whether any value found is the marked one, its percentage form, or covers it.

    Of a range either both ends in one reading are right, or each as a number by itself.
    """
    values = [bounds for one in found for bounds in one.values]
    if marked.value is not None:
        return any(
            _covers(bounds, want) for want in _forms(marked, marked.value) for bounds in values
        )
    ends = zip(_forms(marked, marked.low), _forms(marked, marked.high), strict=True)
    return any(
        any(_same(low, a) and _same(high, b) for a, b in values)
        or all(any(_same(end, a) and _same(end, b) for a, b in values) for end in (low, high))
        for low, high in ends
    )


def _forms(marked: Marked, written: str | None) -> list[Fraction]:
    if written is None:
        return []
    value = Fraction(written)
    return [value, value / 100, value * 100] if marked.unit == "percent" else [value]


def _covers(bounds: Bounds, value: Fraction) -> bool:
    low, high = bounds
    slack = abs(value) * CLOSE
    if low is None and high is None:
        return False
    return (low is None or low - slack <= value) and (high is None or value <= high + slack)


def _same(value: Fraction, bound: Fraction | None) -> bool:
    return bound is not None and abs(value - bound) <= abs(value) * CLOSE


def time_is_right(marked: Marked, found: list[Reading]) -> bool:
    """Tell whether any TIMEX3 value found is the marked one, where it leaves nothing else open."""
    want = marked.timex or ""
    return any(_agree(given, want) for one in found for given in one.timex)


def _agree(given: str, want: str) -> bool:
    if len(given) != len(want):
        return False
    return all(mine in (its, "X") for mine, its in zip(given, want, strict=True))


def figures_of(name: str, numbers: Score | None, times: Score | None) -> list[Figure]:
    """Give the rows of one library: the share of numbers, and of times, that it reads right."""
    scores = [("numbers", numbers), ("times", times)]
    return [_row(f"{name}, {what} right", score) for what, score in scores if score is not None]


def _row(what: str, score: Score) -> Figure:
    share = 100 * score.right / max(score.marked, 1)
    note = f"{score.right:,} of {score.marked:,}; {score.stray:,} read where nothing is marked"
    return Figure(what=what, value=share, unit="%", note=note)
