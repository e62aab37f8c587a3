"""Company results: amounts, growth, multiples, margins, and figures a share.

What is stated decides how it is worked out (`Aspect`): an amount, a change of it, a percentage
against the year before, so many times it. Each is tried over every span that may be meant
(`fiscal`), on every basis that the books have (`books`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from ..facts import Fact
from ..questions import Attempt, Definition, Question, Remark, Unresolved, missing
from ..reading.cues import after_number, before_number, reference_of, says, words
from ..reading.firm_doubts import firm_doubt
from ..reading.fiscal_said import told_period
from ..reading.losses import PROFITS, loss_sign
from ..reading.year_before_told import told_beside
from ..vintages import known_day, standing_at
from ..windows import Window, months_back
from .answers import (
    Figure,
    answers,
    as_first_told,
    attempt_of,
    growth,
    labelled,
    less,
    ratio,
    same_unit,
)
from .books import Basis, bases, booked, paired
from .fiscal import Reading, quarter_before, readings, year_before

AMOUNTS = ("sales", *PROFITS)
PER_SHARE = ("eps", "bps", "dps")
MARGINS = {
    "operating_margin": "operating_profit",
    "ordinary_margin": "ordinary_profit",
    "net_margin": "net_profit",
}
"""Margin -> the profit that is set against sales."""

Work = Callable[[Basis, Window, date], Sequence[Figure]]
"""Works a figure out on a basis, over a span, from what was known on a day."""


class Aspect(msgspec.Struct, frozen=True, kw_only=True):
    """How a stated number follows from the books."""

    work: Work
    ja: str = ""
    en: str = ""
    quarter_only: bool = False
    doubt: Remark | None = None
    original: Work | None = None
    """The same against what the earlier span was first told as, before it was restated."""


def result(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give a firm's figure, or its change, over each span and on each basis that may be meant."""
    yield from tried(question, definition, tuple(_aspects(question, definition.needs[0])))


def margin(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give profit in percent of sales, or how many points it has moved in a year."""
    profit = definition.needs[0]

    def work(basis: Basis, window: Window, day: date) -> Sequence[Figure]:
        return _margins(question, profit, basis, window, day)

    if question.quantity.kind == "change":
        aspects = tuple(_point_aspects(question, work))
    else:
        aspects = (Aspect(work=work),)
    yield from tried(question, definition, aspects)


def _margins(
    question: Question, profit: str, basis: Basis, window: Window, day: date
) -> tuple[Figure, ...]:
    above = booked(question, profit, basis.key, window, day)
    below = booked(question, "sales", basis.key, window, day)
    found = (ratio(one, other, 100, "percent") for one, other in paired(above, below))
    return tuple(each for each in found if each is not None)


def _point_aspects(question: Question, level: Work) -> Iterator[Aspect]:
    for before in _before(question):

        def work(
            basis: Basis, window: Window, day: date, before: Before = before
        ) -> Sequence[Figure]:
            pairs = paired(level(basis, window, day), level(basis, before.of(window), day))
            return [
                msgspec.structs.replace(less(*pair), unit=question.scale.base) for pair in pairs
            ]

        plain = question.scale.base == "percentage_point"
        doubt = before.doubt or (None if plain else Remark(code="percent_or_points"))
        yield Aspect(
            work=work, ja=before.ja, en=before.en, quarter_only=before.quarter_only, doubt=doubt
        )


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The span that a change is measured against."""

    of: Callable[[Window], Window]
    ja: str
    en: str
    quarter_only: bool = False
    doubt: Remark | None = None


_YEAR = Before(of=year_before, ja="前年同期比", en="on the year before")
_QUARTER = Before(of=quarter_before, ja="前四半期比", en="on the quarter before", quarter_only=True)


def _is_multiple_of(question: Question) -> bool:
    """Tell whether a number is so many times the year before: 前年同期の1.2倍."""
    return before_number(question, 12).endswith(words("times_of"))


def _is_growth_of(question: Question) -> bool:
    """Tell whether a percentage is the growth of the figure named before it: 営業利益は8%増の.

    Such a figure is told against the year before, where nothing else is named.
    """
    if after_number(question).removeprefix("の").startswith(words("in_sales")):
        return True
    named = question.claim.metric_text or ""
    gap = before_number(question).rpartition(named)[2] if named else "-"
    behind = after_number(question, 4).removeprefix("の")
    if gap.strip("、") in ("は", "が", "も") and behind.startswith(words("grown")):
        return True
    if _RATE_NAMED.fullmatch(gap) and _ON_YEAR_BEFORE.search(_lead(question)):
        return True
    dated = question.claim.period is not None
    return dated and gap in ("", *_NAMED_AS) and _GROWN.match(behind) is not None


def _lead(question: Question) -> str:
    """Give the words of the article shortly before the sentence of a number."""
    start = question.claim.sentence[0]
    return question.analysis.article.text[max(0, start - 80) : start]


_RATE_NAMED = re.compile(
    r"の?(?:(?:伸び|増加|減少|増益|減益|増収|減収|成長)(?:率|幅)?|落ち込み)(?:は|が|も|、)(?:約)?"
)
"""Between a figure and the rate at which it grew: 純利益の伸びは."""
_ON_YEAR_BEFORE = re.compile(r"前年同期|前年比|前年の?同じ|1年前")


def _grows_beside(question: Question) -> bool:
    """Tell whether a percentage is told right behind the amount of its dated figure."""
    named = question.claim.metric_text or ""
    before = before_number(question)
    beside = _AMOUNT_AND.fullmatch(before.rpartition(named)[2]) if named else None
    dated = told_period(question) is not None
    return dated and bool(beside) and _MOVED.match(after_number(question)) is not None


def _is_dated_growth(question: Question) -> bool:
    """Tell whether a growth of a dated figure is told against nothing: it is that on the year."""
    if told_period(question) is None or question.scale.base != "percent":
        return False
    named = _RATE_BEFORE.search(before_number(question)) is not None
    moved = named or _GREW.match(after_number(question)) is not None
    return moved and _PLANNED.search(question.sentence) is None


_RATE_BEFORE = re.compile(r"(?:増収|増益|減収|減益|伸び|増加|減少)率[はがも]?(?:約)?$")
_GREW = re.compile(r"の?(?:大幅)?(?:[増減](?!額|産|配|資|員|便|か)|伸び|落ち込)")
"""Behind a growth that is none of a plan, a dividend or of the year before: 17%減となった."""
_PLANNED = re.compile(r"計画|予想|見通し|見込|目標|コンセンサス|会社側|当初|従来|想定|四半期比")
_NAMED_AS = ("は", "が", "も", "、", "は約", "が約", "約")
_AMOUNT_AND = re.compile(
    r"[はがも]?、?[0-9][0-9,.兆億百万]{0,14}(?:円|ドル)(?:と|で|、){1,2}(?:約)?"
)
_MOVED = re.compile(r"(?:の)?(?:[増減](?:え|っ|ら|り|収|益|少|加|[、。)）]|$)|伸び|落ち込)")
"""Behind the growth told with its amount: 純利益は284億ドルと2.4%減った."""
_GROWN = re.compile(
    r"[増減](?=$|の[0-9]|[\s。、）)」]|益|収)|[増減](?:加|少)?(?:した|する|して|となった|だった|で|に)"
)
"""Behind the growth that a heading tells: 4〜6月期純利益5.9%増."""


def _before(question: Question) -> tuple[Before, ...]:
    """Give the spans that a change may be against; Unresolved where it is against a plan."""
    reference = reference_of(question)
    if reference is None and (_is_multiple_of(question) or _is_growth_of(question)):
        return (_YEAR,)
    if reference is None and (_grows_beside(question) or _is_dated_growth(question)):
        return (_YEAR, _QUARTER)
    if reference is None:
        return (msgspec.structs.replace(_YEAR, doubt=Remark(code="no_reference")),)
    if reference.kind != "period":
        raise Unresolved(Remark(code="other_reference", values=(reference.text,)))
    if says("quarter_before", reference.text):
        return (_QUARTER,)
    if says("step", reference.text):
        return (_YEAR, _QUARTER)
    if says("year", reference.text):
        return (_YEAR,)
    raise Unresolved(Remark(code="other_reference", values=(reference.text,)))


def _aspects(question: Question, metric: str) -> Iterator[Aspect]:
    """Give the ways to work out a number of this kind and unit."""

    def level(basis: Basis, window: Window, day: date) -> Sequence[Figure]:
        return booked(question, metric, basis.key, window, day)

    unit = question.scale.base
    if unit not in ("percent", "times", "ratio") and question.quantity.kind != "change":
        yield Aspect(work=level)
        return
    for before in _before(question):
        yield _against(question, level, before, _combined(question))


Combined = Callable[[Figure, Figure], Figure | None]


def _combined(question: Question) -> Combined:
    """Give how a figure is set against that of before: a percentage, so many times, an amount."""
    unit, behind = question.scale.base, after_number(question, 2)
    if unit == "percent":
        return growth
    if unit not in ("times", "ratio"):
        return less
    if behind.startswith(("増", "減")) or (
        unit == "ratio" and behind[:1] not in ("に", "へ", "の")
    ):
        raise Unresolved(Remark(code="ambiguous_times"))
    return lambda last, first: ratio(last, first, 1, unit)


def _against(question: Question, level: Work, before: Before, combined: Combined) -> Aspect:
    def work(basis: Basis, window: Window, day: date) -> Sequence[Figure]:
        pairs = paired(level(basis, window, day), level(basis, before.of(window), day))
        found = (combined(*pair) for pair in pairs)
        return [each for each in found if each is not None]

    def original(basis: Basis, window: Window, day: date) -> Sequence[Figure]:
        last = level(basis, window, day)
        out = min((row.known or row.date for each in last for row in each.rows), default=day)
        pairs = paired(last, level(basis, before.of(window), out - timedelta(1)))
        found = (combined(*pair) for pair in pairs)
        return [each for each in found if each is not None]

    return Aspect(
        work=work,
        original=original,
        ja=before.ja,
        en=before.en,
        quarter_only=before.quarter_only,
        doubt=before.doubt,
    )


def tried(
    question: Question, definition: Definition, aspects: Sequence[Aspect]
) -> Iterator[Attempt]:
    """Try every aspect over every span and basis; one attempt says so where none has data."""
    vintages = _vintages(question, definition)
    rows = [
        row
        for need in definition.needs
        for row in standing_at(question.source.facts(question.entity, need), known_day(question))
        if row.definition in ("consolidated", "non_consolidated")
    ]
    series = f"{question.entity}/{definition.needs[0]}"
    if not rows:
        yield missing(definition, question.entity, "no_series", series)
        return
    spans = _spans(question, [row for row in rows if row.metric == definition.needs[0]])
    found = [
        attempt
        for span in spans
        for basis in bases(question, rows)
        for aspect in aspects
        if span.key == "quarter" or not aspect.quarter_only
        for attempt in _one(question, definition, aspect, basis, span, vintages)
    ]
    period = question.claim.period
    gap = missing(definition, question.entity, "no_fiscal", series, period.text if period else "")
    yield from found or (gap,)


def _spans(question: Question, rows: Sequence[Fact]) -> tuple[Reading, ...]:
    """Give the spans that may be meant; of a figure told beside a newer one a year before its."""
    beside = told_beside(question)
    if beside is None:
        return readings(question, rows)
    return tuple(
        msgspec.structs.replace(each, window=year_before(each.window))
        for each in readings(beside, rows)
    )


def _vintages(question: Question, definition: Definition) -> tuple[Fact, ...]:
    return tuple(
        row for need in definition.needs for row in question.source.facts(question.entity, need)
    )


def _one(
    question: Question,
    definition: Definition,
    aspect: Aspect,
    basis: Basis,
    span: Reading,
    vintages: Sequence[Fact],
) -> Iterator[Attempt]:
    usual = basis.standing == span.standing == "conventional"
    label = labelled(
        definition,
        "_".join(filter(None, (basis.key, span.key))),
        "・".join(filter(None, (basis.ja, span.ja, aspect.ja))),
        ", ".join(filter(None, (basis.en, span.en, aspect.en))),
        "conventional" if usual else "unusual",
    )
    doubt = span.doubt or aspect.doubt or firm_doubt(question, months_back(span.window.start, 12))
    found = tuple(
        answers(
            question,
            label,
            lambda day: aspect.work(basis, span.window, day),
            vintages,
            str(span.window),
            doubt=doubt,
        )
    )
    yield from (_sign_known(question, each) for each in found)
    if aspect.original is not None and found and not any(each.holds for each in found):
        first = aspect.original(basis, span.window, known_day(question))
        yield from _restated(question, label, first, str(span.window))


def _restated(
    question: Question, label: Definition, figures: Sequence[Figure], when: str
) -> Iterator[Attempt]:
    """Give the growth over what the earlier span was first told as, where that fits."""
    named = as_first_told(label)
    held = [each for each in figures if same_unit(question, each.unit)]
    found = attempt_of(question, named, held[:1], when) if held else None
    if found is not None and found.holds:
        yield found


def _sign_known(question: Question, attempt: Attempt) -> Attempt:
    """Take back a miss that may be one of sign only: 最終損益は500億円 does not tell it."""
    article, value = question.analysis.article.text, attempt.value or Fraction(0)
    said = loss_sign(article, question.claim, question.quantity)
    told = question.quantity.value or Fraction(0)
    if attempt.holds is False and said == 0 and value < 0 <= told and _is_level(question):
        return msgspec.structs.replace(attempt, holds=None, remark=Remark(code="sign_unclear"))
    return attempt


def _is_level(question: Question) -> bool:
    amount = question.scale.base not in ("percent", "times", "ratio")
    return amount and question.claim.metric in PROFITS and question.quantity.kind != "change"


_READINGS: tuple[Definition, ...] = (
    *(
        Definition(
            key="results", metric=metric, ja="決算", en="results", measure=result,
            standing="conventional", needs=(metric,), signed=True,
        )
        for metric in (*AMOUNTS, *PER_SHARE)
    ),
    *(
        Definition(
            key="margin", metric=metric, ja="売上高に対する比率", en="share of sales",
            measure=margin, standing="conventional", needs=(profit, "sales"), signed=True,
        )
        for metric, profit in MARGINS.items()
    ),
)  # fmt: skip
DEFINITIONS: tuple[Definition, ...] = tuple(
    msgspec.structs.replace(each, settled=True) for each in _READINGS
)
"""Definitions of company results."""
