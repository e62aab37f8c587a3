"""Series of a row a month or a quarter: whose months a claim means, and what they come to.

A series holds a row a month (or quarter), dated by its first day, seasonally adjusted (``sa``) or
not (``nsa``). Where the article names no month, the latest one known on its date is tried, and a
miss refutes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ...records import Interval
from ...text.fold import fold
from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Standing, Unresolved, missing
from ..reading.cues import of_part, other_subject, reference_of, says, since_name
from ..vintages import known_day, provider_of, standing_at
from ..windows import Window, duration_of, is_since, months_back, span_of
from .answers import Figure, answers, figure_of, labelled, less, mean

LEVEL = "level"
YEAR = 12
_MONTHS = {"Y": 12, "Q": 3, "M": 1}
_PACED = frozenset({"gdp", "diffusion_index"})
"""Metrics of which 年率 names a usual figure, or 平均 none."""
_NEWS = timedelta(3)
"""How long a release is what an article without a month speaks of."""
_NAMES = {
    "sa": ("季節調整済み", "seasonally adjusted"),
    "nsa": ("原数値", "not adjusted"),
    "real_sa": ("季節調整済み", "seasonally adjusted"),
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What a change is measured against: so many months before."""

    months: int
    ja: str
    en: str
    doubt: Remark | None = None


ON_MONTH = Step(months=1, ja="前月比", en="on the month")
ON_QUARTER = Step(months=3, ja="前期比", en="on the quarter")
ON_YEAR = Step(months=YEAR, ja="前年比", en="on the year")


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """The months that a claim speaks of, and why they may be others."""

    window: Window
    doubt: Remark | None = None
    standing: Standing = "conventional"

    @property
    def months(self) -> int:
        """How many months it has."""
        first, last = self.window.start, self.window.end
        return (last.year - first.year) * 12 + last.month - first.month + 1


Change = Callable[[Figure, Figure], Figure | None]
"""Sets a figure against that of before; None where they cannot be compared."""


def series_rows(question: Question, definition: str, day: date) -> tuple[Fact, ...]:
    """Give the rows of one series of the entity, ``sa`` or ``nsa``, as they stood on a day."""
    held = standing_at(question.source.facts(question.entity, LEVEL), day)
    return tuple(row for row in held if row.definition == definition)


def targets_of(question: Question, definition: str) -> Iterator[Target]:
    """Give the months of a claim: those it names, or the latest known of a series of levels."""
    yield from targets_from(question, series_rows(question, definition, known_day(question)))


def targets_from(question: Question, rows: Sequence[Fact]) -> Iterator[Target]:
    """Give the months of a claim: those it names, or those of the last row that was known.

    Raises Unresolved where the words name no month that can be told.
    """
    period = question.claim.period
    if period is not None and is_since(question, period):
        raise Unresolved(Remark(code="period_loose"))
    span = span_of(period) or _calendar_quarter(question)
    if span is not None and span.start != span.end:
        yield _named(question, span)
        return
    unclear = span is None and period is not None and _length_of(question) is None
    unclear = unclear and not says("release_day", period.text if period else "")
    if unclear and period is not None and (period.text or duration_of(period) is not None):
        raise Unresolved(Remark(code="period_unclear"))
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    if rows:
        last = max(rows, key=lambda row: row.date)
        unnamed = Remark(code="no_month", values=(last.date.isoformat()[:7],))
        doubt = None if _just_out(question, last) else unnamed
        yield Target(window=Window(start=last.date, end=last.date), doubt=doubt)


_QUARTER = re.compile(r"FYXXXX-Q([1-4])", re.ASCII)


def _calendar_quarter(question: Question) -> Window | None:
    """Give the quarter of America's year that 第2四半期 names: the last one that had ended."""
    period, day = question.claim.period, question.published
    part = _QUARTER.fullmatch(period.timex or "") if period is not None else None
    if part is None or day is None or not question.entity.startswith("macro:us."):
        return None
    month = 3 * int(part[1]) - 2
    years = (date(day.year, month, 1), date(day.year - 1, month, 1))
    ends = (months_back(first, -3) - timedelta(1) for first in years)
    found = ((first, end) for first, end in zip(years, ends, strict=True) if end < day)
    return next((Window(start=first, end=end) for first, end in found), None)


def _just_out(question: Question, row: Fact) -> bool:
    """Tell whether a figure came out so lately that it is the one an article speaks of.

    Of its own day it is only where the words name that day as the one of the release: a morning's
    article still speaks of the month before.
    """
    day, known, span = question.published, row.known, span_of(question.claim.period)
    if day is None or known is None or row.date == known:
        return False
    if span is not None and span.start != known:
        return False
    return (known if span is None else known - timedelta(1)) < day <= known + _NEWS


def _named(question: Question, span: Window) -> Target:
    period = question.claim.period
    if period is not None and period.mod is not None:
        raise Unresolved(Remark(code="period_unclear"))
    if span.start > known_day(question):
        raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
    return Target(window=span, doubt=_dated_doubt(question))


def _dated_doubt(question: Question) -> Remark | None:
    """Doubt a month behind which it is said that the figure came out in it."""
    period = question.claim.period
    if period is None or not period.text:
        return None
    behind = fold(question.sentence).partition(period.text)[2][:6]
    return Remark(code="month_of_release") if says("released", behind) else None


def span_figures(rows: Sequence[Fact], window: Window, size: int) -> tuple[Figure, ...]:
    """Give each provider's figure of a span: its one row, or the mean of all its rows.

    size: months between the rows of the series. A span that lacks a row has no figure.
    """
    providers: dict[str, list[Fact]] = {}
    for row in rows:
        if months_back(window.start, size - 1) <= row.date <= window.end:
            providers.setdefault(provider_of(row), []).append(row)
    months = (window.end.year - window.start.year) * 12 + window.end.month - window.start.month + 1
    due = max(1, months // size)
    return tuple(
        mean([figure_of(row) for row in sorted(held, key=lambda row: row.date)])
        for held in providers.values()
        if len(held) == due and len({row.unit for row in held}) == 1
    )


def _earlier(window: Window, months: int) -> Window:
    return Window(start=months_back(window.start, months), end=months_back(window.end, months))


def changes_over(
    rows: Sequence[Fact], window: Window, step: Step, size: int, change: Change
) -> list[Figure]:
    """Give each provider's change of a span against the one `step` months before."""
    last = span_figures(rows, window, size)
    first = {
        provider_of(each.rows[0]): each
        for each in span_figures(rows, _earlier(window, step.months), size)
    }
    pairs = (
        (each, first[provider_of(each.rows[0])])
        for each in last
        if provider_of(each.rows[0]) in first
    )
    found = (change(one, other) for one, other in pairs if one.unit == other.unit)
    return [each for each in found if each is not None]


def steps_of(question: Question, usual: Step, *, size: int = 1) -> tuple[Step, ...]:
    """Give what a change may be against, by the article's words; else the usual, in doubt."""
    reference = reference_of(question)
    length = _length_of(question)
    if reference is None:
        return (usual if length is None else length,)
    if reference.kind != "period":
        raise Unresolved(Remark(code="other_reference", values=(reference.text,)))
    if says("year", reference.text):
        return (ON_YEAR,)
    if says("step", reference.text):
        return (ON_QUARTER if size == 3 else ON_MONTH,)
    if says("month", reference.text):
        return (ON_MONTH,)
    raise Unresolved(Remark(code="other_reference", values=(reference.text,)))


def _length_of(question: Question) -> Step | None:
    """Give the step of a change over a length of time: 過去1年で124万人増えた."""
    period = question.claim.period
    changed = period is not None and question.quantity.kind == "change"
    length = duration_of(period) if period is not None and changed else None
    if length is None or length.letter not in _MONTHS or not length.count:
        return None
    months = length.count * _MONTHS[length.letter]
    return Step(months=months, ja=f"{months}か月前比", en=f"over {months} months")


def doubt_of(question: Question, step: Step | None) -> Remark | None:
    """Doubt a number that is a part's, or a change of which it is not said against what."""
    if question.claim.metric != "diffusion_index" and (
        other_subject(question) or of_part(question, "part_of_people")
    ):
        return Remark(code="part_of_index")
    if question.claim.metric not in _PACED and says("smoothed", since_name(question)):
        return Remark(code="smoothed")
    forecast = question.claim.reference is not None and question.claim.reference.kind == "forecast"
    return Remark(code="no_reference") if step is not None and forecast else None


_MONTHLY_MEAN = re.compile(
    "月平均|[かカヶ]月(?:間の?)?平均|月(?:当たり|あたり)|均すと|なら(?:すと|して|せば)|平均(?:で|して)月"
)


def _is_mean(question: Question, doubt: Remark) -> bool:
    """Tell whether a doubt is but of the mean of months, as which months together are read."""
    return doubt.code == "smoothed" and _MONTHLY_MEAN.search(fold(question.sentence)) is not None


def revised(rows: Sequence[Fact]) -> Remark | None:
    """Doubt figures that are revised and whose rows do not say when they were known."""
    return Remark(code="no_vintage") if any(row.known is None for row in rows) else None


def tell(
    question: Question,
    definition: Definition,
    series: str,
    target: Target,
    step: Step | None,
    work: Callable[[Sequence[Fact]], Sequence[Figure]],
    *,
    standing: Standing,
    doubt: Remark | None = None,
) -> Iterator[Attempt]:
    """Give the attempts of one series and one step."""
    rows = tuple(
        row for row in question.source.facts(question.entity, LEVEL) if row.definition == series
    )
    ja, en = _NAMES.get(series, ("", ""))
    label = labelled(
        definition,
        "_".join(filter(None, (definition.key, series, step.en.split()[-1] if step else ""))),
        "・".join(filter(None, (definition.ja, ja, step.ja if step else ""))),
        ", ".join(filter(None, (definition.en, en, step.en if step else ""))),
        standing,
    )
    when = target.window.start.isoformat()[:7]
    if target.months > 1:
        when = str(target.window)
    doubts = (target.doubt, step.doubt if step else None, doubt)
    held = next((each for each in doubts if each is not None), None)
    smoothed = doubt_of(question, step)
    if smoothed is None or not (step and target.months > 1 and _is_mean(question, smoothed)):
        held = held or smoothed
    if series.endswith("sa") and series != "nsa":
        held = held or revised(rows)
    yield from answers(
        question,
        label,
        lambda day: work(series_rows(question, series, day)),
        rows,
        when,
        doubt=held,
    )


def or_missing(
    question: Question, definition: Definition, found: Iterator[Attempt], series: str = ""
) -> Iterator[Attempt]:
    """Give the attempts found; where there are none, one that says which series is missing."""
    held = list(found)
    name = f"{question.entity}/{LEVEL}" + (f" ({series})" if series else "")
    yield from held or (missing(definition, question.entity, "no_series", name),)


def as_published(last: Figure, first: Figure) -> Figure:
    """Give a change as published: the difference of the figures as they are published."""
    found = less(last, first)
    return msgspec.structs.replace(found, spread=exactly(found.value))


def exactly(value: Fraction) -> Interval:
    """Give the interval of one number."""
    return Interval(low=value, high=value)
