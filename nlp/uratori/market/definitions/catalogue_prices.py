"""Definitions of moves, of currencies and yields, of runs, records, averages and ratios."""

from __future__ import annotations

from ..questions import Definition, Measure
from .averages import OF_PERIOD, beyond, deviation, distance, moving_average, of_period
from .crosses import crossed, fixing
from .extremes import drawdown, from_extreme, record
from .leads import excess
from .levels import day_range, on_day
from .returns import difference, intraday_move, price_return
from .since import METRIC as SINCE
from .since import since
from .streaks import streak

_KINDS = (
    ("same_day", "同日比", "same-day window"),
    ("week_end", "週末比", "week-end closes"),
    ("weeks_apart", "週末から遡った週末比", "week-end closes, back from the last"),
    ("month_end", "月末比", "month-end closes"),
    ("calendar_years", "暦年", "calendar years"),
)
_FIXINGS = (
    ("fx_close", "終値", "close", ("close",), ()),
    ("tokyo_17", "東京17時", "17:00 in Tokyo", ("tokyo_17",), ("午後5時", "17時", "１７時")),
    ("ny_noon", "ニューヨーク正午", "noon in New York", ("ny_noon",), ()),
    ("ecb_reference", "ECB参照レート", "ECB reference rate", ("ecb_reference",), ()),
)


def _windows(
    prefix: str, metric: str, topic: str, measure: Measure, series: str, names: tuple[str, str]
) -> tuple[Definition, ...]:
    """Give one definition for each kind of window of a move."""
    return tuple(
        Definition(
            key=f"{prefix}_{window}", metric=metric, topic=topic, measure=measure,
            ja=f"{names[0]}({ja})", en=f"{names[1]} ({en})", needs=(series,), window=window,
            standing="conventional" if window == "same_day" else "unusual",
        )
        for window, ja, en in _KINDS
    )  # fmt: skip


def _based(
    key: str, metric: str, topic: str, measure: Measure, series: str, names: tuple[str, str]
) -> Definition:
    """Give the definition of a move from one close before."""
    return Definition(
        key=key, metric=metric, topic=topic, measure=measure, ja=names[0], en=names[1],
        needs=(series,), window="base", standing="conventional",
    )  # fmt: skip


_MOVES = (
    _based("base", "return", "based_return", price_return, "close",
           ("終値の騰落率", "return of closes")),
    *_windows("change", "price_change", "price_change", difference, "close", ("値幅", "change")),
    _based("change_base", "price_change", "based_price_change", difference, "close",
           ("終値の変化幅", "change of closes")),
    *_windows("yield", "yield", "yield_change", difference, "yield",
              ("利回りの変化幅", "change of yield")),
    _based("yield_base", "yield", "based_yield_change", difference, "yield",
           ("利回りの変化幅", "change of yield")),
    Definition(
        key="intraday_percent", metric="return", topic="intraday_return",
        ja="取引時間中の前日終値比", en="intraday, from the close before", measure=intraday_move,
        standing="conventional", needs=("high", "low"), hours="intraday",
    ),
    Definition(
        key="intraday_change", metric="price_change", topic="intraday_price_change",
        ja="取引時間中の前日終値比", en="intraday, from the close before", measure=intraday_move,
        standing="conventional", needs=("high", "low"), hours="intraday",
    ),
    *_windows("excess", "return", "excess_return", excess, "close",
              ("騰落率の差", "difference of returns")),
    _based("excess_base", "return", "excess_return", excess, "close",
           ("騰落率の差", "difference of returns")),
    Definition(
        key="relative", metric="return", topic="excess_return", ja="相対騰落率",
        en="relative return", measure=excess, needs=("close",), window="same_day",
    ),
)  # fmt: skip

_CURRENCIES = (
    *(
        Definition(
            key=key, metric="close", topic="fx_close", ja=ja, en=en, measure=fixing,
            standing="conventional", needs=("close",), rows=rows, sentence_names=names,
        )
        for key, ja, en, rows, names in _FIXINGS
    ),
    Definition(
        key="fx_cross", metric="close", topic="fx_close", ja="他の2通貨から計算したレート",
        en="cross rate", measure=crossed, needs=("close",),
    ),
)  # fmt: skip

_RATES = (
    Definition(
        key="yield",
        metric="yield",
        ja="利回り",
        en="yield",
        measure=on_day,
        standing="conventional",
        needs=("yield",),
    ),
    Definition(
        key="spread",
        metric="spread",
        ja="利回りの差",
        en="difference of yields",
        measure=crossed,
        standing="conventional",
        needs=("yield",),
    ),
    Definition(
        key="nt_ratio",
        metric="nt_ratio",
        ja="日経平均÷TOPIX",
        en="Nikkei 225 over TOPIX",
        measure=crossed,
        standing="conventional",
        needs=("close",),
    ),
)

_RUNS = (
    Definition(
        key="closes",
        metric="streak",
        ja="終値の連続",
        en="closes in a row",
        measure=streak,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key="since_close",
        metric=SINCE,
        ja="終値",
        en="close",
        measure=since,
        standing="conventional",
        needs=("close",),
        hours="close",
    ),
    Definition(
        key="since_intraday",
        metric=SINCE,
        ja="取引時間中",
        en="intraday",
        measure=since,
        needs=("high", "low"),
        hours="intraday",
    ),
)


def _records(side: str, ja: str, en: str) -> tuple[Definition, ...]:
    topic, series = f"record_{side}", side
    return (
        Definition(
            key=f"{topic}_close", metric="close", topic=topic, ja=f"終値の{ja}",
            en=f"{en} close", measure=record, standing="conventional", needs=("close",),
            hours="close",
        ),
        Definition(
            key=f"{topic}_intraday", metric="close", topic=topic, ja=f"取引時間中の{ja}",
            en=f"{en} intraday", measure=record, standing="conventional", needs=(series,),
            hours="intraday",
        ),
    )  # fmt: skip


def _extremes(
    topic: str, side: str, words: tuple[str, str], metric: str = "return"
) -> tuple[Definition, ...]:
    ja, en = words
    return (
        Definition(
            key=topic, metric=metric, topic=topic, ja=f"終値の{ja}から",
            en=f"from the {en} close", measure=from_extreme, standing="conventional",
            needs=("close",), hours="close",
        ),
        Definition(
            key=f"{topic}_intraday", metric=metric, topic=topic, ja=f"取引時間中の{ja}から",
            en=f"from the intraday {en}", measure=from_extreme, needs=(side,), hours="intraday",
        ),
        Definition(
            key=f"{topic}_extreme", metric=metric, topic=topic,
            ja=f"終値の{ja}からその後の最大", en=f"from the {en} close to the extreme since",
            measure=from_extreme, needs=("close",), hours="close",
        ),
    )  # fmt: skip


_EXTREMES = (
    *_records("high", "最高値", "highest"),
    *_records("low", "最安値", "lowest"),
    *_extremes("from_peak", "high", ("高値", "highest")),
    *_extremes("from_trough", "low", ("安値", "lowest")),
    *_extremes("from_peak_change", "high", ("高値", "highest"), "price_change"),
    *_extremes("to_peak", "high", ("高値", "highest"))[:2],
    *_extremes("to_peak_change", "high", ("高値", "highest"), "price_change")[:2],
    *_extremes("from_trough_change", "low", ("安値", "lowest"), "price_change"),
    Definition(
        key="drawdown",
        metric="drawdown",
        ja="終値の最大下落率",
        en="largest fall of closes",
        measure=drawdown,
        standing="conventional",
        needs=("close",),
    ),
)

_AVERAGES = (
    Definition(
        key="moving_average",
        metric="moving_average",
        ja="終値の単純移動平均",
        en="simple moving average of closes",
        measure=moving_average,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key=OF_PERIOD,
        metric=OF_PERIOD,
        ja="期間中の終値の平均",
        en="mean of the closes of the time",
        measure=of_period,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key="deviation",
        metric="deviation",
        ja="終値の単純移動平均からの乖離率",
        en="deviation from the simple moving average",
        measure=deviation,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key="average_gap",
        metric="moving_average",
        topic="average_gap",
        ja="終値の単純移動平均との差",
        en="distance from the simple moving average",
        measure=distance,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key="average_streak",
        metric="average_streak",
        ja="移動平均との大小が続く日数",
        en="sessions in a row beyond the moving average",
        measure=beyond,
        standing="conventional",
        needs=("close",),
    ),
    Definition(
        key="volume",
        metric="turnover_volume",
        ja="売買高",
        en="volume",
        measure=on_day,
        standing="conventional",
        needs=("volume",),
    ),
    Definition(
        key="turnover",
        metric="turnover_value",
        ja="売買代金",
        en="turnover",
        measure=on_day,
        standing="conventional",
        needs=("turnover",),
    ),
    Definition(
        key="price_range",
        metric="price_range",
        ja="日中の高値と安値の差",
        en="high less low of the day",
        measure=day_range,
        standing="conventional",
        needs=("high", "low"),
    ),
)

PRICES: tuple[Definition, ...] = (
    *_MOVES, *_CURRENCIES, *_RATES, *_RUNS, *_EXTREMES, *_AVERAGES,
)  # fmt: skip
"""The definitions of prices beside plain levels and returns; of a topic the conventional first."""
