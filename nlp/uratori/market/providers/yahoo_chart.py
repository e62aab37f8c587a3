"""Yahoo's daily chart as JSON -> prices as traded and adjusted, splits and dividends.

Yahoo adjusts every price and dividend for the splits since: what was paid is that times the later
splits, so a chart is always asked for up to today. Prices are rounded to single precision on the
way; `priceHint` tells the decimals that count.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from ..facts import Fact
from .answers import exact
from .wire import Fault, malformed

PRICES = ("open", "high", "low", "close")
_HINTS = frozenset("012345678")
_MOST_SHARES = 10_000
_SPLIT_LIMIT = Fraction(1, _MOST_SHARES)


class _Span(msgspec.Struct, frozen=True):
    start: str = ""
    end: str = ""


class _Period(msgspec.Struct, frozen=True):
    regular: _Span = _Span()


class Meta(msgspec.Struct, frozen=True, rename="camel"):
    """What a chart says of itself."""

    symbol: str
    exchange_timezone_name: str
    currency: str | None = None
    price_hint: str = "2"
    data_granularity: str = "1d"
    regular_market_time: str = ""
    current_trading_period: _Period = _Period()


class _Split(msgspec.Struct, frozen=True):
    date: str
    numerator: str
    denominator: str


class _Dividend(msgspec.Struct, frozen=True):
    date: str
    amount: str


class _Events(msgspec.Struct, frozen=True):
    splits: dict[str, _Split] | None = None
    dividends: dict[str, _Dividend] | None = None


Column = tuple[str | None, ...]


class _Quote(msgspec.Struct, frozen=True):
    open: Column = ()
    high: Column = ()
    low: Column = ()
    close: Column = ()
    volume: Column = ()


class _Indicators(msgspec.Struct, frozen=True):
    quote: tuple[_Quote, ...]


class Chart(msgspec.Struct, frozen=True):
    """One chart: a column of times, and as long columns of prices."""

    meta: Meta
    indicators: _Indicators
    timestamp: tuple[str, ...] = ()
    events: _Events = _Events()


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """From `date` on there are `ratio` shares for one."""

    date: datetime.date
    ratio: Fraction


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What all facts of one chart share."""

    entity: str
    unit: str
    counts: bool
    """Whether it is of shares: their volume is one of shares, and they are split."""
    address: str
    retrieved: datetime.date
    sha256: str


def chart_facts(chart: Chart, row: Row, today: datetime.date) -> Iterator[Fact]:
    """Give every fact of a chart; raise Fault where it is not what its form promises.

    A session that is not over, and the day of today itself, are left out.
    """
    zone = _zone(chart.meta)
    quote = _quote(chart)
    splits = _splits(chart.events.splits or {}, zone)
    place = Fraction(1, 10 ** int(chart.meta.price_hint))
    days = [_local(moment, zone) for moment in chart.timestamp]
    for at, day in enumerate(days):
        if day in days[at + 1 :] or day >= today or _is_open(chart, chart.timestamp[at]):
            continue
        later = _factor(splits, day)
        yield from _prices(quote, at, day, row, later, place)
    for split in splits:
        yield _fact(row, "split", "split", split.date, split.ratio, "ratio")
    for paid in (chart.events.dividends or {}).values():
        day = _local(paid.date, zone)
        amount = _number(paid.amount) * _factor(splits, day)
        yield _fact(row, "dividend", "ex_date", day, amount, f"{row.unit}/share")


def _prices(
    quote: _Quote, at: int, day: datetime.date, row: Row, later: Fraction, place: Fraction
) -> Iterator[Fact]:
    """Give the prices of one day as they were traded, and its close as it compares with today."""
    for metric in PRICES:
        held = getattr(quote, metric)[at]
        if held is None:
            continue
        price = _rounded(_number(held), place)
        if price <= 0:
            raise malformed(f"a price of {held[:20]} on {day}")
        yield _fact(row, metric, metric, day, price * later, row.unit, place * later)
        if metric == "close" and row.counts:
            yield _fact(row, metric, "close_adjusted", day, price, row.unit, place)
    volume = quote.volume[at]
    if volume is not None and row.counts and _number(volume) > 0:
        yield _fact(row, "volume", "volume", day, _number(volume) / later, "shares")


def _fact(
    row: Row,
    metric: str,
    definition: str,
    day: datetime.date,
    value: Fraction,
    unit: str,
    place: Fraction = Fraction(0),
) -> Fact:
    return Fact(
        entity=row.entity,
        metric=metric,
        definition=definition,
        date=day,
        value=value,
        unit=unit,
        source="Yahoo Finance",
        address=row.address,
        retrieved=row.retrieved,
        quality="secondary",
        place=place,
        sha256=row.sha256,
    )


def _quote(chart: Chart) -> _Quote:
    if chart.meta.data_granularity != "1d":
        raise malformed(f"a chart by {chart.meta.data_granularity[:10]}, not by the day")
    if not chart.timestamp:
        return _Quote()
    if not chart.indicators.quote:
        raise malformed("a chart without prices")
    quote = chart.indicators.quote[0]
    sizes = {len(getattr(quote, name)) for name in (*PRICES, "volume")}
    if sizes != {len(chart.timestamp)}:
        raise malformed("columns of prices that are not as long as that of the days")
    return quote


def _splits(held: Mapping[str, _Split], zone: ZoneInfo) -> list[Split]:
    splits = []
    for one in held.values():
        new, old = _number(one.numerator), _number(one.denominator)
        if not (old > 0 and _SPLIT_LIMIT <= new / old <= _MOST_SHARES):
            raise malformed("a split of no shares")
        splits.append(Split(date=_local(one.date, zone), ratio=new / old))
    return sorted(splits, key=lambda split: split.date)


def _factor(splits: Sequence[Split], day: datetime.date) -> Fraction:
    """Give the product of the splits after a day."""
    factor = Fraction(1)
    for split in splits:
        if split.date > day:
            factor *= split.ratio
    return factor


def _is_open(chart: Chart, moment: str) -> bool:
    """Tell whether a day's session was still going on when the chart was made."""
    session, now = chart.meta.current_trading_period.regular, chart.meta.regular_market_time
    if not (session.start and session.end and now):
        return False
    return _seconds(moment) >= _seconds(session.start) and _seconds(now) < _seconds(session.end)


def _rounded(price: Fraction, place: Fraction) -> Fraction:
    return round(price / place) * place


def _number(word: str) -> Fraction:
    try:
        return exact(word, "prices")
    except ValueError:
        raise malformed(f"no number: {word[:20]!r}") from None


def _seconds(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        raise malformed(f"no time: {word[:20]!r}") from None


def _local(word: str, zone: ZoneInfo) -> datetime.date:
    try:
        return datetime.datetime.fromtimestamp(_seconds(word), zone).date()
    except (ValueError, OverflowError, OSError):
        raise malformed(f"no time: {word[:20]!r}") from None


def _zone(meta: Meta) -> ZoneInfo:
    if meta.price_hint not in _HINTS:
        raise malformed(f"no number of decimals: {meta.price_hint[:20]!r}")
    try:
        return ZoneInfo(meta.exchange_timezone_name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        name = meta.exchange_timezone_name[:40]
        raise Fault("unfit", f"days of an unknown time zone: {name!r}") from None
