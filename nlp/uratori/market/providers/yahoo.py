"""Yahoo Finance, for those who switch it on: its terms allow personal use only.

Daily prices of shares, funds, indices, currencies and coins; for the present day alone, price-
earnings ratios and net assets. It answers browsers only, so `browser` asks for it.
Source of the format: what the charts of finance.yahoo.com read (v8 chart, v10 quoteSummary).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from ...lexicon import read_table
from ...mentions.entities import find_entity
from ..facts import Fact
from .answers import exact, read_json
from .browser import BrowserSession, missing_extra
from .client import Client
from .protocol import Answer, Gap, Reason, Series, Wanted
from .wire import Body, Fault, Pace, Patience, malformed
from .yahoo_chart import Chart, Row, chart_facts

NAME = "yahoo"
SWITCH = "URATORI_YAHOO"
BASE_URL = "https://query2.finance.yahoo.com"
COOKIES = "https://fc.yahoo.com/"
PACE = Pace(requests=1, seconds=1.0)

_CHARTED = frozenset({"close", "open", "high", "low", "volume", "split", "dividend"})
_SEEN = frozenset({200, 400, 404, 422})
_DAY = datetime.timedelta(days=1)
_LONGEST_CRUMB = 22  # characters; twice what it has today
_Held = TypeVar("_Held")


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """How Yahoo writes an entity, what it is quoted in, and the unit of its facts."""

    symbol: str
    currency: str | None
    unit: str


class _Error(msgspec.Struct, frozen=True):
    code: str = ""


class _Charts(msgspec.Struct, frozen=True):
    result: tuple[Chart, ...] | None = None
    error: _Error | None = None


class _ChartAnswer(msgspec.Struct, frozen=True):
    chart: _Charts


class _Summaries(msgspec.Struct, frozen=True, rename="camel"):
    result: tuple[dict[str, dict[str, object]], ...] | None = None
    error: _Error | None = None


class _SummaryAnswer(msgspec.Struct, frozen=True, rename="camel"):
    quote_summary: _Summaries


class _Statistic(msgspec.Struct, frozen=True, kw_only=True):
    metric: str
    module: str
    field: str
    unit: str
    factor: str
    place: str


class Yahoo:
    """The provider; `today` is the day that present values are dated by."""

    name = NAME
    key: str | None = None
    switch = SWITCH

    def __init__(
        self,
        *,
        base_url: str | None = None,
        secret: str | None = None,
        patience: Patience | None = None,
        pace: Pace | None = None,
        cache: Path | None = None,
        offline: bool = False,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._today = today
        self._cookies = f"{base_url.rstrip('/')}/" if base_url else COOKIES
        self._client = Client(
            provider=NAME,
            base_url=base_url or BASE_URL,
            pace=pace or PACE,
            patience=patience,
            offline=offline,
        )

    def offers(self, series: Series) -> bool:
        """Tell whether Yahoo has a symbol for the entity, and the metric."""
        known = series.metric in _CHARTED or series.metric in _statistics()
        return known and listing(series.entity) is not None

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the addresses of the charts and summaries."""
        asked = [self._asked(series, wanted) for series in wanted.series if self.offers(series)]
        return tuple(
            dict.fromkeys(self._client.address(path, dict(params)) for path, params in asked)
        )

    def fetch(self, wanted: Wanted) -> Answer:
        """Read charts and summaries; without curl-cffi every series is a gap that says so."""
        offered = tuple(filter(self.offers, wanted.series))
        missing = missing_extra()
        if missing is not None:
            return Answer(gaps=_all(offered, "unreachable", str(missing)))
        facts: list[Fact] = []
        gaps: list[Gap] = []
        session = BrowserSession(self._client)
        try:
            for entity in dict.fromkeys(series.entity for series in offered):
                answer = self._entity(session, entity, wanted, offered)
                facts += answer.facts
                gaps += answer.gaps
        finally:
            session.close()
        return Answer(facts=tuple(facts), gaps=tuple(gaps))

    def _asked(self, series: Series, wanted: Wanted) -> tuple[str, tuple[tuple[str, str], ...]]:
        found = listing(series.entity)
        symbol = found.symbol if found else ""
        if series.metric in _CHARTED:
            return f"/v8/finance/chart/{symbol}", self._chart_params(wanted)
        return f"/v10/finance/quoteSummary/{symbol}", (("modules", _modules()),)

    def _chart_params(self, wanted: Wanted) -> tuple[tuple[str, str], ...]:
        """Ask up to today, whatever the span: later splits change what earlier prices mean."""
        return (
            ("period1", str(_midnight(wanted.start - _DAY))),
            ("period2", str(_midnight(self._today() + _DAY))),
            ("interval", "1d"),
            ("events", "div,split"),
        )

    def _entity(
        self,
        session: BrowserSession,
        entity: str,
        wanted: Wanted,
        offered: Sequence[Series],
    ) -> Answer:
        charted = tuple(one for one in offered if one.entity == entity and one.metric in _CHARTED)
        present = tuple(one for one in offered if one.entity == entity and one not in charted)
        answers = []
        if charted:
            answers.append(_tried(charted, lambda: self._chart(session, charted, wanted)))
        if present:
            answers.append(_tried(present, lambda: self._summary(session, present, wanted)))
        return Answer(
            facts=tuple(fact for one in answers for fact in one.facts),
            gaps=tuple(gap for one in answers for gap in one.gaps),
        )

    def _chart(self, session: BrowserSession, asked: Sequence[Series], wanted: Wanted) -> Answer:
        path, params = self._asked(asked[0], wanted)
        entity, found = asked[0].entity, listing(asked[0].entity)

        def parsed(body: Body) -> tuple[Fact, ...]:
            chart = _chart(body)
            _judge(chart.meta.symbol, chart.meta.currency, found)
            row = Row(
                entity=entity,
                unit=found.unit if found else "",
                counts=entity.partition(":")[0] in _markets(),
                address=body.address,
                retrieved=self._today(),
                sha256=body.sha256,
            )
            return tuple(chart_facts(chart, row, self._today()))

        return _answer(asked, session.read(path, dict(params), parsed, _SEEN), wanted)

    def _summary(self, session: BrowserSession, asked: Sequence[Series], wanted: Wanted) -> Answer:
        today = self._today()
        if not wanted.start <= today <= wanted.end:
            detail = "it gives the value of the present only, no evidence for a past date"
            return Answer(gaps=_all(asked, "empty", detail))
        path, params = self._asked(asked[0], wanted)
        entity, found = asked[0].entity, listing(asked[0].entity)
        plain = self._client.address(path, dict(params))
        session.visit(self._cookies)
        crumb = session.read("/v1/test/getcrumb", {}, _crumb)

        def parsed(body: Body) -> tuple[Fact, ...]:
            kept = msgspec.structs.replace(body, address=plain)
            return tuple(_present(kept, entity, found, today))

        given = session.read(path, {**dict(params), "crumb": crumb}, parsed, _SEEN)
        return _answer(asked, given, wanted)


def _tried(asked: Sequence[Series], ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except Fault as fault:
        return Answer(gaps=_all(asked, fault.reason, fault.detail))


# --- symbols -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _markets() -> dict[str, tuple[str, str]]:
    rows = read_table("yahoo_markets", "uratori.reference")
    return {row["exchange"]: (row["suffix"], row["currency"]) for row in rows}


@lru_cache(maxsize=1)
def _statistics() -> dict[str, tuple[_Statistic, ...]]:
    held: dict[str, tuple[_Statistic, ...]] = {}
    for row in read_table("yahoo_statistics", "uratori.reference"):
        one = _Statistic(**row)
        held[one.metric] = (*held.get(one.metric, ()), one)
    return held


def _modules() -> str:
    rows = (one for held in _statistics().values() for one in held)
    return ",".join(sorted({"price", *(one.module for one in rows)}))


def listing(entity: str) -> Listing | None:
    """Give Yahoo's symbol of an entity; None where it has none that is sure.

    >>> listing("XTKS:7203").symbol, listing("index:sp500").symbol, listing("fx:USDJPY").symbol
    ('7203.T', '^GSPC', 'USDJPY=X')
    """
    kind, _, code = entity.partition(":")
    if kind == "fx" and len(code) == 6 and code.isalpha():
        quote = code[3:]
        return Listing(symbol=f"{code}=X", currency=quote, unit=f"{quote}/{code[:3]}")
    if kind == "crypto" and code.isalnum():
        return Listing(symbol=f"{code}-USD", currency="USD", unit="USD")
    if kind == "index":
        found = find_entity(entity)
        symbol = found.symbol if found else None
        return Listing(symbol=symbol, currency=None, unit="points") if symbol else None
    if kind not in _markets() or not code.replace(".", "").isalnum():
        return None
    suffix, currency = _markets()[kind]
    return Listing(symbol=code.replace(".", "-") + suffix, currency=currency, unit=currency)


# --- answers -----------------------------------------------------------------------------------


def _chart(body: Body) -> Chart:
    charts = _json(body, _ChartAnswer).chart
    if charts.error is not None:
        raise _told(charts.error)
    if not charts.result:
        raise malformed("no chart")
    return charts.result[0]


def _json(body: Body, kind: type[_Held]) -> _Held:
    if body.is_page:
        raise malformed("a page for people instead of JSON")
    return read_json(body.content, kind)


def _told(error: _Error) -> Fault:
    if error.code == "Not Found":
        return Fault("unknown", "Yahoo knows no such symbol")
    if error.code == "Unauthorized":
        return Fault("refused", "Yahoo wants another visit first (Unauthorized)")
    return Fault("refused", f"Yahoo answers {error.code[:40]!r}")


def _judge(symbol: str, currency: str | None, found: Listing | None) -> None:
    """Refuse an answer about another symbol, or in another currency than the entity has."""
    # JPY=X is another way to write USDJPY=X.
    if found is None or symbol not in (found.symbol, found.symbol.removeprefix("USD")):
        raise malformed(f"an answer about {symbol[:20]!r}")
    if found.currency is not None and currency != found.currency:
        raise Fault("unfit", f"it is in {str(currency)[:10]}, not {found.currency}")


def _crumb(body: Body) -> str:
    word = body.content.decode("ascii", errors="replace").strip()
    if body.is_page or not word or len(word) > _LONGEST_CRUMB or " " in word:
        raise Fault("refused", "Yahoo gives no crumb, which its summaries want")
    return word


def _present(
    body: Body, entity: str, found: Listing | None, today: datetime.date
) -> Iterator[Fact]:
    """Give the values of a summary, dated today: it does not say since when they hold."""
    answer = _json(body, _SummaryAnswer).quote_summary
    if answer.error is not None:
        raise _told(answer.error)
    if not answer.result:
        raise malformed("no summary")
    modules = answer.result[0]
    price = modules.get("price", {})
    currency = str(price.get("currency"))
    _judge(str(price.get("symbol")), currency, found)
    for metric, rows in _statistics().items():
        for one in rows:
            raw = _raw(modules, one)
            if raw is None:
                continue
            place = Fraction(one.place)
            yield Fact(
                entity=entity,
                metric=metric,
                definition=one.field,
                date=today,
                value=round(raw * Fraction(one.factor) / place) * place,
                unit=currency if one.unit == "currency" else one.unit,
                source="Yahoo Finance",
                address=body.address,
                retrieved=today,
                quality="weak",
                place=place,
                sha256=body.sha256,
            )
            break


def _raw(modules: dict[str, dict[str, object]], one: _Statistic) -> Fraction | None:
    cell = modules.get(one.module, {}).get(one.field)
    held = cell.get("raw") if isinstance(cell, dict) else None
    if held is None or held in ("Infinity", "NaN"):
        return None
    try:
        return exact(held, one.field)
    except ValueError as error:
        raise malformed(str(error)) from None


def _answer(asked: Sequence[Series], given: Sequence[Fact], wanted: Wanted) -> Answer:
    metrics = {series.metric for series in asked}
    also = {"split"} if metrics & _CHARTED else set()
    facts = tuple(
        fact
        for fact in given
        if fact.metric in metrics | also and wanted.start <= fact.date <= wanted.end
    )
    held = {fact.metric for fact in facts}
    empty = tuple(
        series
        for series in asked
        if series.metric not in held and series.metric not in ("split", "dividend")
    )
    return Answer(facts=facts, gaps=_all(empty, "empty", "no value in the span"))


def _midnight(day: datetime.date) -> int:
    moment = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return int(moment.timestamp())


def _all(asked: Sequence[Series], reason: Reason, detail: str) -> tuple[Gap, ...]:
    return tuple(
        Gap(series=series, provider=NAME, reason=reason, detail=detail) for series in asked
    )
