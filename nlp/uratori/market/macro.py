"""Macro figures: prices, jobs, growth and the Tankan survey, by the vintage that was known.

A series holds a row a month (or quarter), dated by its first day, seasonally adjusted (``sa``) or
not (``nsa``). Where the article names no month, the latest one known on its date is tried, and a
miss refutes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ..records import Interval
from .answers import Figure, answers, figure_of, growth, labelled, less, mean
from .cues import before_number, last_said, other_subject, reference_of, says
from .facts import Fact
from .questions import Attempt, Definition, Question, Remark, Standing, Unresolved, missing
from .vintages import known_day, provider_of, standing_at
from .windows import Window, duration_of, is_since, months_back, span_of

_LEVEL = "level"
_YEAR = 12
_NAMES = {"sa": ("季節調整済み", "seasonally adjusted"), "nsa": ("原数値", "not adjusted")}
SEGMENTS = (
    "large_manufacturing", "large_nonmanufacturing", "large_all",
    "medium_manufacturing", "medium_nonmanufacturing",
    "small_manufacturing", "small_nonmanufacturing",
    "all_manufacturing", "all_nonmanufacturing", "all_all",
)  # fmt: skip
"""Segments of the Tankan survey: definitions of rows, kinds of `reference/figure_words.tsv`."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What a change is measured against: so many months before."""

    months: int
    ja: str
    en: str
    doubt: Remark | None = None


_ON_MONTH = Step(months=1, ja="前月比", en="on the month")
_ON_QUARTER = Step(months=3, ja="前期比", en="on the quarter")
_ON_YEAR = Step(months=_YEAR, ja="前年比", en="on the year")


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


def _rows(question: Question, definition: str, day: date) -> tuple[Fact, ...]:
    held = standing_at(question.source.facts(question.entity, _LEVEL), day)
    return tuple(row for row in held if row.definition == definition)


def _targets(question: Question, definition: str) -> Iterator[Target]:
    """Give the months of a claim: those it names, or the latest known; Unresolved if unclear."""
    period = question.claim.period
    span = span_of(period)
    day = known_day(question)
    nothing = period is None or (span is None and duration_of(period) is None)
    single = span is not None and span.start == span.end
    if period is not None and is_since(question, period):
        raise Unresolved(Remark(code="period_loose"))
    if period is not None and not nothing and not single:
        if span is None or period.mod is not None:
            raise Unresolved(Remark(code="period_unclear"))
        if span.start > day:
            raise Unresolved(Remark(code="after_as_of", values=(span.start.isoformat(),)))
        yield Target(window=span, doubt=_dated_doubt(question))
        return
    if period is not None and period.text and period.start_date is None and not single:
        raise Unresolved(Remark(code="period_unclear"))
    if question.published is None:
        raise Unresolved(Remark(code="no_as_of"))
    rows = _rows(question, definition, day)
    if rows:
        last = max(row.date for row in rows)
        doubt = Remark(code="no_month", values=(last.isoformat()[:7],))
        yield Target(window=Window(start=last, end=last), doubt=doubt)


def _dated_doubt(question: Question) -> Remark | None:
    """Doubt a month behind which it is said that the figure came out in it."""
    period = question.claim.period
    if period is None or not period.text:
        return None
    behind = question.sentence.partition(period.text)[2][:6]
    return Remark(code="month_of_release") if says("released", behind) else None


def _span_figure(rows: Sequence[Fact], window: Window, size: int) -> tuple[Figure, ...]:
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


def _changes(
    rows: Sequence[Fact], window: Window, step: Step, size: int, change: Change
) -> list[Figure]:
    last = _span_figure(rows, window, size)
    first = {
        provider_of(each.rows[0]): each
        for each in _span_figure(rows, _earlier(window, step.months), size)
    }
    pairs = (
        (each, first[provider_of(each.rows[0])])
        for each in last
        if provider_of(each.rows[0]) in first
    )
    found = (change(one, other) for one, other in pairs if one.unit == other.unit)
    return [each for each in found if each is not None]


def _steps(question: Question, usual: Step, *, size: int = 1) -> tuple[Step, ...]:
    """Give what a change may be against, by the article's words; else the usual, in doubt."""
    reference = reference_of(question)
    if reference is None:
        return (usual,)
    if reference.kind != "period" or reference.quantity is not None:
        raise Unresolved(Remark(code="other_reference", values=(reference.text,)))
    if says("year", reference.text):
        return (_ON_YEAR,)
    if says("step", reference.text):
        return (_ON_QUARTER if size == 3 else _ON_MONTH,)
    if says("month", reference.text):
        return (_ON_MONTH,)
    raise Unresolved(Remark(code="other_reference", values=(reference.text,)))


def _other_doubt(question: Question, step: Step | None) -> Remark | None:
    """Doubt a number that is a part's, or a change of which it is not said against what."""
    if question.claim.metric != "diffusion_index" and other_subject(question):
        return Remark(code="part_of_index")
    forecast = question.claim.reference is not None and question.claim.reference.kind == "forecast"
    return Remark(code="no_reference") if step is not None and forecast else None


def _revised(question: Question, rows: Sequence[Fact], adjusted: bool) -> Remark | None:
    """Doubt figures that are revised and whose rows do not say when they were known."""
    if adjusted and any(row.known is None for row in rows):
        return Remark(code="no_vintage")
    return None


def _tell(
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
        row for row in question.source.facts(question.entity, _LEVEL) if row.definition == series
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
    held = held or _other_doubt(question, step) or _revised(question, rows, series == "sa")
    yield from answers(
        question,
        label,
        lambda day: work(_rows(question, series, day)),
        rows,
        when,
        doubt=held,
    )


def _or_missing(
    question: Question, definition: Definition, found: Iterator[Attempt], series: str = ""
) -> Iterator[Attempt]:
    held = list(found)
    name = f"{question.entity}/{_LEVEL}" + (f" ({series})" if series else "")
    yield from held or (missing(definition, question.entity, "no_series", name),)


# --- prices ------------------------------------------------------------------------------------


def prices(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change of a price index, or its level.

    On the year the unadjusted index is conventional, on the month the adjusted one.
    """
    if "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    if question.scale.base in ("index", "points", "", "number"):
        yield from _or_missing(question, definition, _index_level(question, definition))
        return
    if question.scale.base != "percent":
        raise Unresolved(Remark(code="no_unit"))
    steps = _steps(question, _ON_YEAR)
    said = reference_of(question) is not None
    for step in steps if said else (*steps, _ON_MONTH):
        usual = "nsa" if step.months == _YEAR else "sa"
        for series in ("nsa", "sa"):
            standing: Standing = "conventional" if series == usual and step in steps else "unusual"
            found = _price_change(question, definition, series, step, standing)
            if series == usual:
                found = _or_missing(question, definition, found, series)
            yield from found


def _price_change(
    question: Question, definition: Definition, series: str, step: Step, standing: Standing
) -> Iterator[Attempt]:
    for target in _targets(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            return _changes(rows, window, step, 1, growth)

        yield from _tell(question, definition, series, target, step, work, standing=standing)


def _index_level(question: Question, definition: Definition) -> Iterator[Attempt]:
    for series in ("nsa", "sa"):
        standing: Standing = "conventional" if series == "nsa" else "unusual"
        for target in _targets(question, series):
            window = target.window

            def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
                return _span_figure(rows, window, 1)

            for each in _tell(question, definition, series, target, None, work, standing=standing):
                yield _same_base(question, each)


_BASE_ROOM = Fraction(1, 20)


def _same_base(question: Question, attempt: Attempt) -> Attempt:
    """Take back a miss so wide that the index may be of another base year."""
    stated, value = question.quantity.value, attempt.value
    if attempt.holds is False and stated and value and abs(stated / value - 1) > _BASE_ROOM:
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="base_year"))
    return attempt


# --- jobs --------------------------------------------------------------------------------------


def unemployment(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the rate, or how many points it has moved; adjusted is conventional."""
    changed = question.quantity.kind == "change"
    if question.scale.base not in ("percent", "percentage_point"):
        raise Unresolved(Remark(code="no_unit"))
    steps: tuple[Step | None, ...] = _steps(question, _ON_MONTH) if changed else (None,)
    doubt = None
    if changed and question.scale.base == "percent":
        doubt = Remark(code="percent_or_points")
    if changed and reference_of(question) is None:
        doubt = Remark(code="no_reference")
    for series in ("sa", "nsa"):
        found = (
            attempt
            for target in _targets(question, series)
            for step in steps
            for attempt in _rate(question, definition, series, target, step, doubt)
        )
        yield from _or_missing(question, definition, found, series) if series == "sa" else found


def _rate(
    question: Question,
    definition: Definition,
    series: str,
    target: Target,
    step: Step | None,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    def work(rows: Sequence[Fact]) -> Sequence[Figure]:
        if step is None:
            return _span_figure(rows, target.window, 1)
        found = _changes(rows, target.window, step, 1, _points)
        return [msgspec.structs.replace(each, unit=question.scale.base) for each in found]

    standing: Standing = "conventional" if series == "sa" else "unusual"
    yield from _tell(
        question, definition, series, target, step, work, standing=standing, doubt=doubt
    )


def _points(last: Figure, first: Figure) -> Figure:
    """Give a change in points as published: the difference of the rates as they are published."""
    found = less(last, first)
    return msgspec.structs.replace(found, unit="percentage_point", spread=_exactly(found.value))


def _exactly(value: Fraction) -> Interval:
    return Interval(low=value, high=value)


_FEW = 10**7
"""Below so many people a figure of payrolls is a change: 雇用者数は15万人だった."""


def payrolls(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the change in people on the month, the number of people, or the growth in percent."""
    stated = abs(question.quantity.value or Fraction(0))
    changed = question.quantity.kind == "change" or stated < _FEW
    if question.scale.base not in ("people", "percent"):
        raise Unresolved(Remark(code="no_unit"))
    doubt = None
    steps: tuple[Step | None, ...] = (None,)
    if changed:
        steps = _steps(question, _ON_MONTH)
        doubt = None if question.quantity.kind == "change" else Remark(code="no_reference")
    change: Change = growth if question.scale.base == "percent" else _heads
    found = (
        attempt
        for target in _targets(question, "sa")
        for step in steps
        for attempt in _jobs(question, definition, target, step, change, doubt)
    )
    yield from _or_missing(question, definition, found, "sa")


def _heads(last: Figure, first: Figure) -> Figure:
    """Give a change in people as published: the difference of the levels as they are published."""
    found = less(last, first)
    return msgspec.structs.replace(found, spread=_exactly(found.value))


def _jobs(
    question: Question,
    definition: Definition,
    target: Target,
    step: Step | None,
    change: Change,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    def work(rows: Sequence[Fact]) -> Sequence[Figure]:
        if step is None:
            return _span_figure(rows, target.window, 1)
        return _changes(rows, target.window, step, 1, change)

    yield from _tell(
        question, definition, "sa", target, step, work, standing="conventional", doubt=doubt
    )


# --- growth ------------------------------------------------------------------------------------

_OTHER_NUMBER = re.compile(r"[、。,%％]|[0-9０-９]")

_GIVEN = {
    "growth": ("前期比", "on the quarter", 3),
    "growth_annualised": ("前期比年率", "on the quarter, annualised", 3),
    "growth_year": ("前年比", "on the year", _YEAR),
}
"""Rows that a statistics office gives as growth, in percent, dated as the levels are."""


def gdp(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give growth of real GDP: on the quarter, annualised, or on the year.

    What the words name is tried alone; else all three, the annualised one first.
    """
    if question.scale.base != "percent" or "nominal" in question.claim.basis:
        raise Unresolved(Remark(code="other_figure"))
    if says("nominal", before_number(question, 24)):
        raise Unresolved(Remark(code="other_figure"))
    named = _growth_named(question)
    for metric in named:
        doubt = None if len(named) == 1 else Remark(code="no_reference")
        yield from _growth(question, definition, metric, doubt)


def _growth_named(question: Question) -> tuple[str, ...]:
    if says("annualised", _OTHER_NUMBER.split(before_number(question, 24))[-1]):
        return ("growth_annualised",)
    reference, span = reference_of(question), span_of(question.claim.period)
    if reference is None:
        whole = span is not None and (span.end - span.start).days > 330
        return ("growth_year",) if whole else tuple(_GIVEN)
    step = _steps(question, _ON_QUARTER, size=3)[0]
    return ("growth_year",) if step.months == _YEAR else ("growth",)


def _growth(
    question: Question, definition: Definition, metric: str, doubt: Remark | None
) -> Iterator[Attempt]:
    ja, en, months = _GIVEN[metric]
    step = Step(months=months, ja=ja, en=en)
    label = msgspec.structs.replace(definition, key=metric)
    found = list(_given(question, label, metric, step, doubt))
    for series in ("sa", "nsa") if months == _YEAR else ("sa",):
        if found:
            break
        for target in _targets(question, series):
            window = target.window

            def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
                return _growths(rows, window, step, metric)

            found += _tell(
                question, label, series, target, step, work,
                standing="conventional", doubt=doubt,
            )  # fmt: skip
    yield from found or (
        missing(label, question.entity, "no_series", f"{question.entity}/{metric}"),
    )


def _growths(rows: Sequence[Fact], window: Window, step: Step, metric: str) -> Sequence[Figure]:
    found = _changes(rows, window, step, 3, growth)
    return [_annualised(each) for each in found] if metric == "growth_annualised" else found


def _annualised(figure: Figure) -> Figure:
    def year(percent: Fraction | None) -> Fraction:
        return 100 * ((1 + (percent or Fraction(0)) / 100) ** 4 - 1)

    spread = Interval(low=year(figure.spread.low), high=year(figure.spread.high))
    return msgspec.structs.replace(
        figure, value=year(figure.value), spread=spread, formula=f"({figure.formula}) ** 4"
    )


def _given(
    question: Question, label: Definition, metric: str, step: Step, doubt: Remark | None
) -> Iterator[Attempt]:
    """Give the growth that the office itself states for the claim's quarter or year."""
    rows = tuple(question.source.facts(question.entity, metric))
    if not standing_at(rows, known_day(question)):
        return
    named = labelled(label, metric, step.ja, step.en)
    source = _Growths(question, metric)
    for target in source.targets():
        size = 3 if target.months <= 3 else target.months
        window = target.window

        def compute(day: date, window: Window = window, size: int = size) -> Sequence[Figure]:
            return _span_figure(standing_at(rows, day), window, size)

        held = target.doubt or doubt or _revised(question, rows, True)
        yield from answers(question, named, compute, rows, str(window), doubt=held)


class _Growths(msgspec.Struct, frozen=True):
    """The growth rows of a claim, and the spans it may speak of."""

    question: Question
    metric: str

    def targets(self) -> Iterator[Target]:
        """Give the claim's span; where it names none, the latest quarter known."""
        if span_of(self.question.claim.period) is not None:
            yield from _targets(self.question, "sa")
            return
        rows = standing_at(
            self.question.source.facts(self.question.entity, self.metric),
            known_day(self.question),
        )
        if self.question.published is not None and rows:
            last = max(row.date for row in rows)
            yield Target(
                window=Window(start=last, end=last), doubt=Remark(code="no_month", values=("",))
            )


# --- the Tankan survey -------------------------------------------------------------------------


def tankan(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the diffusion index of the segment that the words name, or its change in points."""
    if question.scale.base not in ("index", "points", "", "number", "percentage_point"):
        raise Unresolved(Remark(code="no_unit"))
    text = before_number(question)
    named = last_said(SEGMENTS, text)
    ahead = "forward" in question.claim.basis or says("ahead", text)
    segments = (named,) if named else SEGMENTS
    changed = question.quantity.kind == "change"
    step = _steps(question, _ON_QUARTER, size=3)[0] if changed else None
    if step is not None and step.months == 1:
        raise Unresolved(Remark(code="other_reference", values=("",)))
    doubt = None if named else Remark(code="no_segment")
    found = (
        attempt
        for segment in segments
        for attempt in _survey(
            question, definition, segment + ("_forecast" if ahead else ""), step, doubt
        )
    )
    yield from _or_missing(question, definition, found, named or "")


def _survey(
    question: Question,
    definition: Definition,
    series: str,
    step: Step | None,
    doubt: Remark | None,
) -> Iterator[Attempt]:
    for target in _targets(question, series):
        window = target.window

        def work(rows: Sequence[Fact], window: Window = window) -> Sequence[Figure]:
            if step is None:
                return _span_figure(rows, window, 3)
            found = _changes(rows, window, step, 3, _heads)
            return [msgspec.structs.replace(each, unit="index") for each in found]

        yield from _tell(
            question, definition, series, target, step, work,
            standing="conventional", doubt=doubt,
        )  # fmt: skip


DEFINITIONS: tuple[Definition, ...] = (
    *(
        Definition(
            key="prices", metric=metric, ja="物価指数", en="price index", measure=prices,
            standing="conventional", needs=(_LEVEL,), signed=True,
        )
        for metric in ("cpi", "core_cpi")
    ),
    Definition(
        key="unemployment", metric="unemployment", ja="失業率", en="unemployment rate",
        measure=unemployment, standing="conventional", needs=(_LEVEL,), signed=True,
    ),
    Definition(
        key="payrolls", metric="payrolls", ja="雇用者数", en="payrolls", measure=payrolls,
        standing="conventional", needs=(_LEVEL,), signed=True,
    ),
    Definition(
        key="gdp", metric="gdp", ja="実質GDP", en="real GDP", measure=gdp,
        standing="conventional", needs=(_LEVEL,), signed=True,
    ),
    Definition(
        key="tankan", metric="diffusion_index", ja="業況判断DI", en="diffusion index",
        measure=tankan, standing="conventional", needs=(_LEVEL,), signed=True,
    ),
)  # fmt: skip
"""Definitions of macro figures."""
