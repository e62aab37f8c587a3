"""A firm's figures a share as of a day: of four quarters, of a year, forecast, of a balance sheet.

Each is taken from the vintages that were known on that day, of the consolidated books where there
are any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ...records import Claim
from ..facts import Fact
from ..places import number_of, told_inside
from ..questions import Question
from ..reading.sentences import sentence_before
from ..vintages import known_day, provider_of, standing_at
from .answers import Figure, figure_of, less, plain, total
from .books import FORECAST
from .fiscal import full_years

_YOUNG = 500
"""Days after the end of a year within which its earnings are the last ones."""
_LATE = 60
"""Days after the end of a year until its results are out: up to then its forecast stands."""


class Earned(msgspec.Struct, frozen=True, kw_only=True):
    """One way to take a figure a share: key, names, whether it is the firm's forecast."""

    key: str
    ja: str
    en: str
    figures: Callable[[Question, str, date], tuple[Figure, ...]]
    forecast: bool = False


def _kinds(question: Question, metric: str, day: date) -> tuple[Fact, ...]:
    vintages = question.source.facts(question.entity, metric)
    rows = standing_at(vintages, min(known_day(question), day + timedelta(1)))
    held = {row.definition.removeprefix(FORECAST) for row in rows}
    wanted = "consolidated" if "consolidated" in held else "non_consolidated"
    return tuple(row for row in rows if row.definition.removeprefix(FORECAST) == wanted)


def _by_provider(rows: Sequence[Fact]) -> Iterator[list[Fact]]:
    providers: dict[str, list[Fact]] = {}
    for row in rows:
        providers.setdefault(provider_of(row), []).append(row)
    yield from providers.values()


def _last_year(question: Question, metric: str, day: date) -> tuple[Figure, ...]:
    """Give the figure of the last whole year that was known on a day."""
    found = []
    for rows in _by_provider(_kinds(question, metric, day)):
        years = full_years((row for row in rows if not _is_forecast(row)), day)
        if years and (day - years[-1].date).days <= _YOUNG:
            found.append(figure_of(years[-1]))
    return tuple(found)


def _four_quarters(question: Question, metric: str, day: date) -> tuple[Figure, ...]:
    """Give the last year plus what this year has so far less the same part of the last year."""
    found = []
    for rows in _by_provider(_kinds(question, metric, day)):
        actual = [row for row in rows if not _is_forecast(row) and row.start is not None]
        years = full_years(actual, day)
        part = _part_after(actual, years[-1].date) if years else None
        if part is None:
            continue
        now, before = part
        if (day - now.date).days <= _YOUNG // 2:
            found.append(_rolled(figure_of(years[-1]), figure_of(now), figure_of(before)))
    return tuple(found)


def _rolled(year: Figure, now: Figure, before: Figure) -> Figure:
    change = less(now, before)
    formula = f"{plain(year.value)} + {change.working}"
    return msgspec.structs.replace(total((year, change)), working=formula)


def _part_after(rows: Sequence[Fact], end: date) -> tuple[Fact, Fact] | None:
    """Give the longest part of the running year and the same part of the year before."""
    parts = [row for row in rows if row.start and 0 < (row.start - end).days <= 8]
    if not parts:
        return None
    now = max(parts, key=lambda row: row.date)
    for row in rows:
        same_start = row.start and now.start and abs((now.start - row.start).days - 365) <= 8
        if same_start and abs((now.date - row.date).days - 365) <= 8:
            return now, row
    return None


def _forecast(question: Question, metric: str, day: date) -> tuple[Figure, ...]:
    """Give the firm's forecast for the year that runs on a day, as known then."""
    found = []
    for rows in _by_provider(_kinds(question, metric, day)):
        plans = [
            row
            for row in rows
            if _is_forecast(row)
            and row.start is not None
            and (row.date - row.start).days > 330
            and row.start <= day <= row.date + timedelta(_LATE)
        ]
        if plans:
            found.append(figure_of(max(plans, key=lambda row: row.date)))
    return tuple(found)


def last_end(question: Question, metric: str, day: date) -> tuple[Figure, ...]:
    """Give the figure of the last balance sheet that was known on a day."""
    found = []
    for rows in _by_provider(_kinds(question, metric, day)):
        actual = [row for row in rows if not _is_forecast(row) and row.date <= day]
        last = max(actual, key=lambda row: row.date, default=None)
        if last is not None and (day - last.date).days <= _YOUNG:
            found.append(figure_of(last))
    return tuple(found)


def _is_forecast(row: Fact) -> bool:
    return row.definition.startswith(FORECAST)


FOUR_QUARTERS = Earned(
    key="four_quarters", ja="直近4四半期実績", en="last four quarters", figures=_four_quarters
)
FULL_YEAR = Earned(key="full_year", ja="前期実績", en="last full year", figures=_last_year)
COMPANY_FORECAST = Earned(
    key="company_forecast", ja="会社予想", en="company forecast", figures=_forecast, forecast=True
)
LAST_BALANCE = Earned(key="last_balance", ja="直近実績", en="last balance sheet", figures=last_end)


def multiple_told(question: Question) -> Claim | None:
    """Give the last multiple of named earnings told just before a figure of the same owner.

    予想PERは18.20倍だった。1株利益に直すと2974円: it is the figure that this multiple makes.
    """
    analysis, at = question.analysis, question.quantity.start
    start = sentence_before(analysis.article.text, question.claim.sentence[0])
    told = [
        (number.end, each)
        for each in told_inside(analysis, start, at)
        if each.entity == question.entity and each.modality == "fact"
        and (each.metric == "per_forward" or "実績PER" in (each.metric_text or ""))
        and (number := number_of(analysis, each)) is not None and number.end <= at
    ]  # fmt: skip
    return max(told, key=lambda each: each[0])[1] if told else None
