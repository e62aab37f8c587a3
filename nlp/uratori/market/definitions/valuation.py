"""Valuation: price against earnings, book value and dividend, and the value of all shares.

A ratio that a source states is tried beside those worked out from the close and the firm's books:
earnings of the last four quarters, of the last year, or as the firm forecasts them. Which earnings
and which day a writer took is seldom said, so a near miss refutes nothing (`reference/drifts.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from ...calendars import NoSession, calendar_of
from ...records import Interval
from ..facts import rows_on
from ..kept import all_usable
from ..places import number_of
from ..questions import Attempt, Definition, Question, Remark, Standing, Unresolved, missing
from ..reading.cues import says
from ..reading.firm_doubts import price_doubt, split_since
from ..windows import last_close, require_known
from .answers import Figure, attempt_of, bare_unit, figure_of, labelled, product, ratio, same_unit
from .drifts import drift_of, drifted, is_near
from .earnings import (
    COMPANY_FORECAST,
    FOUR_QUARTERS,
    FULL_YEAR,
    LAST_BALANCE,
    Earned,
    last_end,
    multiple_told,
)
from .groups import group_value, summed_by
from .levels import dated_value, days_of, on_day

_CLOSE = "close"


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How a ratio is worked out: the series that states it, the figure a share, its forms."""

    given: str
    share: str
    earned: tuple[Earned, ...]
    inverse: bool = False
    """Whether the figure a share is set against the price, in percent: a yield."""


WAYS: dict[str, Way] = {
    "trailing": Way(given="per", share="eps", earned=(FOUR_QUARTERS, FULL_YEAR)),
    "forward": Way(given="per_forward", share="eps", earned=(COMPANY_FORECAST,)),
    "pbr": Way(given="pbr", share="bps", earned=(LAST_BALANCE,)),
    "dividend_yield": Way(given="dividend_yield", share="dps", earned=(FULL_YEAR,), inverse=True),
    "dividend_yield_forecast": Way(
        given="dividend_yield_forecast", share="dps", earned=(COMPANY_FORECAST,), inverse=True
    ),
    "earnings_yield": Way(
        given="earnings_yield", share="eps", earned=(FOUR_QUARTERS, FULL_YEAR), inverse=True
    ),
    "earnings_yield_forecast": Way(
        given="earnings_yield_forecast", share="eps", earned=(COMPANY_FORECAST,), inverse=True
    ),
}
"""Key of a definition -> how it is worked out."""


RATIOS = frozenset({"per", "pbr", "dividend_yield", "earnings_yield", "market_cap"})
"""Metrics that a writer reckons from figures that are known; per_forward rests on a forecast."""


def valuation(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give a ratio of the close before the article, or of the article's own day where that fits."""
    found = tuple(_of_day(question, definition))
    if _is_firm(question) and not any(each.holds for each in found) and _closed(question):
        own = tuple(_of_day(msgspec.structs.replace(question, evening=True), definition))
        found = own if any(each.holds for each in own) else found
    yield from found


def _closed(question: Question) -> bool:
    """Tell whether an article without a day may speak of the close of its own day."""
    if question.claim.period is not None or question.published is None or question.evening:
        return False
    try:
        own = msgspec.structs.replace(question, evening=True)
        require_known(own, last_close(own, calendar_of(question.entity)))
    except (NoSession, Unresolved):
        return False
    return True


def _of_day(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give a ratio as a source states it, and as the close and the firm's books give it."""
    way = WAYS[definition.key]
    if "forward" in question.claim.basis:
        if COMPANY_FORECAST not in way.earned:
            return
        definition = msgspec.structs.replace(definition, standing="conventional")
    found: list[Attempt] = []
    if all_usable(question.source.facts(question.entity, way.given)):
        stated = msgspec.structs.replace(definition, needs=(way.given,))
        near = drift_of("stated") if definition.settled and _is_firm(question) else Fraction(0)
        found += (drifted(question, each, near) for each in on_day(question, stated))
    elif definition.key in _INVERSES:
        found += _inverted(question, definition)
    if all(each.value is None for each in found):
        found = [*_worked_out(question, definition, way), *found]
    elif any(not each.holds for each in found):
        found += _worked_out(question, definition, way)
    series = f"{question.entity}/{way.given}"
    if all(each.value is None for each in found) and definition.standing == "unusual":
        found = _beyond_forecasts(question, definition) or found
    found = [_unless_other(question, each) for each in _apart(found)]
    yield from found or (missing(definition, question.entity, "no_series", series),)


_INVERSES = {"earnings_yield": "per", "earnings_yield_forecast": "per_forward"}
"""An earnings yield -> the multiple whose inverse it is."""


def _inverted(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give an earnings yield as the inverse of the multiple that a source states."""
    multiple = _INVERSES[definition.key]
    day = days_of(question)[-1]
    rows = rows_on(question.source, question.entity, multiple, day, by=question.published)
    for row in rows[:1]:
        if row.value > 0:
            value = 100 / row.value
            ends = (100 / (row.value + row.place / 2), 100 / (row.value - row.place / 2))
            figure = Figure(
                value=value, spread=Interval(low=ends[0], high=ends[1]), unit="percent",
                rows=(row,),
            )  # fmt: skip
            found = attempt_of(question, definition, [figure], day.isoformat())
            yield drifted(question, found, drift_of("stated"))


def _apart(attempts: Sequence[Attempt]) -> Iterator[Attempt]:
    """Tell other earnings apart where one kind has the number: a near miss of them is a miss."""
    held = any(each.holds for each in attempts)
    for each in attempts:
        near = each.remark is not None and each.remark.code == "near"
        missed = held and near and each.holds is None
        yield msgspec.structs.replace(each, holds=False, remark=None) if missed else each


def _beyond_forecasts(question: Question, definition: Definition) -> list[Attempt]:
    """Refute what lies so far from what was earned that no forecast, which no source has, fits."""
    usual = [
        each
        for each in DEFINITIONS
        if each.metric == definition.metric and each.standing == "conventional"
    ]
    known = [
        attempt
        for each in usual
        for attempt in valuation(question, each)
        if attempt.value is not None
    ]
    drift = drift_of(_forecast_of(question, definition))
    if not known or any(is_near(question, each, drift) for each in known):
        return []
    reach = Remark(code="beyond_forecasts", values=(str(int(drift * 100)),))
    return [msgspec.structs.replace(known[0], definition=definition, holds=False, remark=reach)]


def _forecast_of(question: Question, definition: Definition) -> str:
    """Name the drift of a forecast that no source has: dividends are steadier than earnings."""
    if definition.metric != "dividend_yield":
        return "forecast_unknown"
    return "forecast_dividend" if _is_firm(question) else "forecast_dividend_index"


def _is_firm(question: Question) -> bool:
    return not question.entity.startswith("index:")


def _unless_other(question: Question, attempt: Attempt) -> Attempt:
    """Take back a miss where the words speak of another price, time or firm."""
    doubt = price_doubt(question)
    if attempt.holds is False and doubt is not None:
        return msgspec.structs.replace(attempt, holds=None, remark=doubt)
    return attempt


def _worked_out(question: Question, definition: Definition, way: Way) -> Iterator[Attempt]:
    """Give the ratio of each form of the figure a share, on the last day of the claim's span."""
    if not question.source.facts(question.entity, way.share):
        return
    day = days_of(question)[-1]
    closes = closes_on(question, day)
    if not closes:
        series = f"{question.entity}/{_CLOSE}"
        yield missing(definition, question.entity, "no_day", series, day.isoformat())
        return
    for earned in way.earned:
        figures = _ratios(closes, earned.figures(question, way.share, day), way)
        if not figures:
            continue
        label = labelled(
            definition,
            f"{definition.key}_{earned.key}",
            f"{definition.ja}・{earned.ja}",
            f"{definition.en}, {earned.en}",
            _standing(question, definition, earned),
        )
        found = attempt_of(
            question, label, figures[:1], day.isoformat(), doubt=_doubt(question, figures[0])
        )
        yield drifted(question, found, drift_of(_room(question, earned)))


def _standing(question: Question, definition: Definition, earned: Earned) -> Standing:
    """Tokyo quotes the firm's own forecast: there it is as usual as what was earned."""
    tokyo = question.entity.startswith("XTKS:")
    return "conventional" if earned.forecast and tokyo else definition.standing


def closes_on(question: Question, day: date) -> tuple[Figure, ...]:
    """Give the closes of a day as they were traded, not adjusted for later splits."""
    rows = rows_on(
        question.source,
        question.entity,
        _CLOSE,
        day,
        keep=lambda row: row.definition == _CLOSE,
    )
    return tuple(figure_of(row) for row in rows)


def _ratios(closes: Sequence[Figure], shares: Sequence[Figure], way: Way) -> list[Figure]:
    found = []
    for share in shares:
        for close in closes[:1]:
            if bare_unit(share.unit) != bare_unit(close.unit):
                continue
            each = (
                ratio(share, close, 100, "percent")
                if way.inverse
                else ratio(close, share, 1, "times")
            )
            found += [each] if each is not None else []
    return found


def _doubt(question: Question, figure: Figure) -> Remark | None:
    first = min(row.known or row.date for row in figure.rows)
    return Remark(code="split") if split_since(question, first) else None


def _room(question: Question, earned: Earned) -> str:
    if earned.forecast and says("company", question.sentence):
        return f"{earned.key}_named"
    return earned.key


def market_cap(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the value of all shares: as a source states it, or the close times the shares.

    Of a group, the sum over its members.
    """
    found: list[Attempt] = []
    if summed_by(question):
        found += group_value(question, definition)
    elif all_usable(question.source.facts(question.entity, "market_cap")):
        room = drift_of("stated")
        found += (drifted(question, each, room) for each in dated_value(question, definition))
    if question.entity.startswith("group:"):
        found += group_value(question, definition)
    if not any(each.holds for each in found) and not summed_by(question):
        found += _all_shares(question, definition)
    series = f"{question.entity}/market_cap"
    found = [_unless_other(question, each) for each in found]
    yield from found or (missing(definition, question.entity, "no_series", series),)


def _all_shares(question: Question, definition: Definition) -> Iterator[Attempt]:
    if not question.source.facts(question.entity, "shares"):
        return
    day = days_of(question)[-1]
    shares = last_end(question, "shares", day)
    figures = [
        product(close, held, close.unit) for close in closes_on(question, day) for held in shares
    ]
    figures = [each for each in figures if same_unit(question, each.unit)]
    if not figures:
        return
    label = labelled(definition, "close_times_shares", "株価×株数", "price times shares")
    found = attempt_of(
        question, label, figures[:1], day.isoformat(), doubt=_doubt(question, figures[0])
    )
    yield drifted(question, found, drift_of("shares"))


def implied(question: Question, definition: Definition) -> Iterator[Attempt]:
    """Give the earnings a share of an index: its close over the multiple that a source states.

    Where the words tell one of the multiples it is that one, and no other earnings are meant.
    """
    multiple = definition.needs[0]
    told = multiple_told(question)
    if told is not None and multiple != told.metric:
        return
    if told is not None and question.claim.period is None:
        claim = msgspec.structs.replace(question.claim, period=told.period)
        question = msgspec.structs.replace(question, claim=claim)
    day = days_of(question)[-1]
    rows = rows_on(question.source, question.entity, multiple, day, by=question.published)
    closes = closes_on(question, day)
    held = [row for row in rows if row.value > 0]
    if not held or not closes:
        yield missing(definition, question.entity, "no_series", f"{question.entity}/{multiple}")
        return
    unit = question.scale.base
    figure = ratio(closes[0], figure_of(held[0]), 1, unit)
    if figure is not None:
        found = attempt_of(question, definition, [figure], day.isoformat())
        number = number_of(question.analysis, told) if told is not None else None
        sure = number is not None and held[0].value == number.value
        yield found if sure else drifted(question, found, drift_of("stated"))


IMPLIED = "implied_eps"
"""The topic of an index's earnings a share."""
_FORWARD = ("予想", "フォワード")
_ACTUAL = ("実績",)

_READINGS: tuple[Definition, ...] = (
    Definition(
        key="trailing", metric="per", ja="実績PER", en="trailing P/E", measure=valuation,
        standing="conventional", needs=("per",), names=_ACTUAL,
    ),
    Definition(
        key="forward", metric="per", ja="予想PER", en="forward P/E", measure=valuation,
        needs=("per_forward",), names=_FORWARD,
    ),
    Definition(
        key="forward", metric="per_forward", ja="予想PER", en="forward P/E",
        measure=valuation, standing="conventional", needs=("per_forward",),
    ),
    Definition(
        key="pbr", metric="pbr", ja="PBR", en="P/B", measure=valuation,
        standing="conventional", needs=("pbr",),
    ),
    Definition(
        key="dividend_yield", metric="dividend_yield", ja="配当利回り", en="dividend yield",
        measure=valuation, standing="conventional", needs=("dividend_yield",), names=_ACTUAL,
    ),
    Definition(
        key="dividend_yield_forecast", metric="dividend_yield", ja="予想配当利回り",
        en="forecast dividend yield", measure=valuation, needs=("dividend_yield_forecast",),
        names=_FORWARD,
    ),
    Definition(
        key="earnings_yield", metric="earnings_yield", ja="益回り", en="earnings yield",
        measure=valuation, standing="conventional", needs=("earnings_yield",), names=_ACTUAL,
    ),
    Definition(
        key="earnings_yield_forecast", metric="earnings_yield", ja="予想益回り",
        en="forecast earnings yield", measure=valuation, needs=("earnings_yield_forecast",),
        names=_FORWARD,
    ),
    Definition(
        key="implied_eps_forward", metric="eps", topic=IMPLIED, ja="指数÷予想PER",
        en="index over its forward P/E", measure=implied, standing="conventional",
        needs=("per_forward",), sentence_names=_FORWARD,
    ),
    Definition(
        key="implied_eps", metric="eps", topic=IMPLIED, ja="指数÷実績PER",
        en="index over its trailing P/E", measure=implied, standing="conventional",
        needs=("per",), sentence_names=_ACTUAL,
    ),
    Definition(
        key="market_cap", metric="market_cap", ja="時価総額", en="market capitalisation",
        measure=market_cap, standing="conventional", needs=("market_cap",),
    ),
)  # fmt: skip
DEFINITIONS: tuple[Definition, ...] = tuple(
    msgspec.structs.replace(each, settled=True) for each in _READINGS
)
"""Definitions of valuations."""
