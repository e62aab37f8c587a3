"""What a firm itself forecasts: 通期の営業利益を3兆8000億円と見込む, 4000億円に上方修正した.

That a firm has said so is a fact, wherever a source has its forecasts. What analysts or the market
expect is none, nor is a forecast that nobody is named for contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ...records import Analysis, Claim, Quantity
from ...text.fold import fold, fold_kept
from ..facts import Fact, FactSource
from ..questions import Attempt, Definition, Question, Remark, missing
from ..reading.cues import after_number, before_number, reference_of
from ..reading.firm_doubts import firm_doubt
from ..reading.fiscal_said import told_period
from ..reading.losses import PROFITS
from ..vintages import known_day
from ..windows import Window, span_of
from .answers import Figure, attempt_of, figure_of, growth, less, same_unit
from .books import FORECAST, booked
from .fiscal import year_before

TOPIC = PLANNED = "company_plan"
_METRICS = frozenset({"sales", *PROFITS, "eps", "dps"})
_YEAR = timedelta(330)
_OTHERS = re.compile(
    r"市場|アナリスト|コンセンサス|QUICK|証券|ファクトセット|LSEG|ブルームバーグ|来期|翌期|再来"
    r"|可能性|だろう|とみる|とみられ|かもしれ"
)
_BY_FIRM = re.compile(
    r"会社予想|会社計画|会社側|業績予想|通期(?:の)?(?:[^、。]{0,12})?(?:予想|計画|見通し)|従来予想"
    r"|上方修正|下方修正|据え置|引き上げ|引き下げ|見込む|見込んで|計画する|計画して|予想する|予想して|見通し"
)
_OWN = re.compile(
    r"会社予想|会社計画|会社側|業績予想|従来予想|修正|据え置|引き[上下]げ|見込[むみん]|計画[すし]"
    r"|予想[すし]|通期予想|通期計画"
)
"""What leaves no doubt that the forecast is the firm's own."""
_FROM = re.compile(r"(?:円|%)?から")
_EARLIER = re.compile(
    r"(?:従来|前回|期初|これまで|当初)(?:の)?(?:会社)?(?:予想|計画|見通し)?(?:の|は|を)?(?:約)?$"
)
_HALF = re.compile(r"上期|中間|4[〜~-]9月|第[12]四半期|9カ月|下期")


def as_plan(analysis: Analysis, claim: Claim, quantity: Quantity, source: FactSource) -> Claim:
    """Give a forecast of a firm's result as a fact where the firm's own is told and known."""
    if claim.modality != "forecast" or claim.metric not in _METRICS or claim.entity is None:
        return claim
    sentence = fold_kept(analysis.article.text)[slice(*claim.sentence)]
    if _OTHERS.search(sentence) or not _BY_FIRM.search(sentence) or _HALF.search(sentence):
        return claim
    if not any(row.definition.startswith(FORECAST)
               for row in source.facts(claim.entity, claim.metric)):  # fmt: skip
        return claim
    return msgspec.structs.replace(
        claim, modality="fact", basis=tuple(sorted({*claim.basis, PLANNED}))
    )


def plan(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the forecast of the year that a firm stood by on the article's day, or its growth."""
    metric = question.claim.metric or ""
    series = f"{question.entity}/{metric}"
    rows = _of_the_year(question, question.source.facts(question.entity, metric))
    if not rows:
        yield missing(definition, question.entity, "no_series", f"{series} (forecast)")
        return
    newest = [row for row in rows if row.known == max(_day(each) for each in rows)] or rows[-1:]
    earlier = [row for row in rows if row not in newest]
    if _is_earlier(question):
        yield from _told(question, definition, earlier or newest, sure=len(earlier) == 1)
        return
    found = [*_told(question, definition, newest, sure=True)]
    late = (
        earlier and _is_of_the_day(question, newest) and "から" not in before_number(question, 24)
    )
    if late and not any(each.holds for each in found):
        found = [*_told(question, definition, [*earlier[-1:], *newest], sure=False)]
    yield from found


def _day(row: Fact) -> date:
    return row.known or row.date


def _of_the_year(question: Question, rows: Sequence[Fact]) -> list[Fact]:
    """Give the forecasts of the fiscal year that is meant, by the day they were made."""
    day = known_day(question)
    held = [
        row
        for row in rows
        if row.definition.startswith(FORECAST)
        and row.start is not None
        and row.date - row.start > _YEAR
        and row.known is not None
        and row.known <= day
    ]
    span = span_of(told_period(question))
    if span is not None and span.end - span.start > _YEAR:
        held = [row for row in held if abs(row.date - span.end) <= timedelta(7)]
    else:
        ends = sorted({row.date for row in held if row.date >= day})
        held = [row for row in held if ends and row.date == ends[0]]
    alone = [row for row in held if row.definition == f"{FORECAST}consolidated"]
    return sorted(alone or held, key=_day)


def _is_earlier(question: Question) -> bool:
    return (
        _FROM.match(after_number(question)) is not None
        or _EARLIER.search(before_number(question)) is not None
    )


def _is_of_the_day(question: Question, newest: Sequence[Fact]) -> bool:
    """Tell whether the newest forecast came out only now, so that the one before may be meant."""
    return known_day(question) - _day(newest[0]) <= timedelta(1)


def _told(
    question: Question, definition: Definition, rows: Sequence[Fact], *, sure: bool
) -> Iterator[Attempt]:
    sure = sure and _OWN.search(fold(question.sentence)) is not None
    doubt = None if sure else Remark(code="unsure")
    held = firm_doubt(question)
    doubt = doubt or (held if held is not None and held.code != "revised_plan" else None)
    figures = [each for row in rows for each in _figures(question, row)]
    figures = [each for each in figures if same_unit(question, each.unit)]
    if not figures:
        series = f"{question.entity}/{question.claim.metric}"
        yield missing(definition, question.entity, "no_series", series)
        return
    tries = [
        attempt_of(question, definition, [each], f"{each.rows[0].start}/{each.rows[0].date}",
                   doubt=doubt)
        for each in figures
    ]  # fmt: skip
    yield next((each for each in tries if each.holds), tries[-1])


def _figures(question: Question, row: Fact) -> Iterator[Figure]:
    """Give the amount, or what it comes to against the year before."""
    amount = figure_of(row)
    unit = question.scale.base
    if unit != "percent" and question.quantity.kind != "change":
        yield amount
        return
    reference = reference_of(question)
    if (reference is not None and reference.kind != "period") or row.start is None:
        return
    before = year_before(Window(start=row.start, end=row.date))
    basis = row.definition.removeprefix(FORECAST)
    for first in booked(question, row.metric, basis, before, known_day(question)):
        found = growth(amount, first) if unit == "percent" else less(amount, first)
        if found is not None:
            yield found


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        key="company_plan", metric="operating_profit", topic=TOPIC, ja="会社予想",
        en="the firm's own forecast", measure=plan, standing="conventional",
        needs=("operating_profit",), settled=True, signed=True,
    ),
)  # fmt: skip
"""Definitions of a firm's own forecasts."""
