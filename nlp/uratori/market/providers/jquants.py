"""J-Quants API v2 of the Tokyo exchange's group: Japanese prices, indices and results.

The key goes in a header. The free plan gives what is older than twelve weeks, five requests a
minute; an answer is in pages, each with the key of the next.
Source of the format: jpx-jquants.com/spec (eq-bars-daily, idx-bars-daily, fin-summary).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

import msgspec

from ...lexicon import read_table
from ..facts import Fact
from ..storage.rows import RESULTS
from .answers import Row, day_in, number_in, read_json
from .client import Session
from .protocol import Answer, Gap, Reason, Series, Wanted
from .results import Statement, statement_facts
from .served import Served
from .wire import Body, Fault, Key, Pace, malformed

NAME = "jquants"
BASE_URL = "https://api.jquants.com/v2"
KEY = "JQUANTS_API_KEY"
HEADER = "x-api-key"
FREE_PLAN = Pace(requests=5, seconds=60.0)
"""What the free plan allows; the paid ones allow 60 and more."""
FREE_LAG = datetime.timedelta(weeks=12)

_PACKAGE = "uratori.reference"
_SHARE = re.compile(r"XTKS:([0-9][0-9A-Z][0-9][0-9A-Z])")
_PRICES = {"open": "O", "high": "H", "low": "L", "close": "C"}
_BARS = frozenset((*_PRICES, "volume", "split"))
_MOST_PAGES = 200
_SEEN = frozenset({200, 400})
_COVERED = re.compile(r"covers the following dates: ([0-9-]{10}) ~ ([0-9-]{10})?")
_LATE = datetime.timedelta(days=7)
_SPLIT_PARTS = 1000


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of an answer: its rows, and the key of the next page."""

    data: tuple[dict[str, str | bool | None], ...]
    """Numbers as they are written, so that none loses a digit."""
    pagination_key: str = ""


class _Refusal(msgspec.Struct, frozen=True, kw_only=True):
    message: str = ""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One request and the series that its answer holds."""

    path: str
    params: tuple[tuple[str, str], ...]
    entity: str
    metrics: frozenset[str]

    def within(self, start: datetime.date, end: datetime.date) -> Query:
        """Ask for another span."""
        kept = tuple(pair for pair in self.params if pair[0] not in ("from", "to"))
        span = (("from", start.isoformat()), ("to", end.isoformat()))
        return msgspec.structs.replace(self, params=kept + span)


class JQuants(Served):
    """The provider; `today` is the day that rows are retrieved on."""

    name = NAME
    key = KEY
    home = BASE_URL
    pace = FREE_PLAN

    def placed(self, secret: str) -> Key:
        """Say where the server wants its key."""
        return Key(value=secret, header=HEADER)

    def offers(self, series: Series) -> bool:
        """Tell whether the series is one of a Japanese share or index."""
        return bool(_queries((series,), _ANY_DAY, _ANY_DAY))

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the addresses of the first pages."""
        queries = _queries(wanted.series, wanted.start, wanted.end)
        return tuple(self._client.address(query.path, dict(query.params)) for query in queries)

    def fetch(self, wanted: Wanted) -> Answer:
        """Read bars and results; without a key every series is a gap."""
        if self._client.key is None:
            offered = filter(self.offers, wanted.series)
            return Answer(
                gaps=tuple(_gap(series, "no_key", f"wants a key: set {KEY}") for series in offered)
            )
        facts: list[Fact] = []
        gaps: list[Gap] = []
        with self._client.session() as session:
            for query in _queries(wanted.series, wanted.start, wanted.end):
                answer = self._answer(session, query, wanted)
                facts += answer.facts
                gaps += answer.gaps
        return Answer(facts=tuple(facts), gaps=tuple(gaps))

    def _answer(self, session: Session, query: Query, wanted: Wanted) -> Answer:
        try:
            found = _pages(session, query, wanted)
        except Fault as fault:
            return Answer(gaps=_all(query, fault.reason, fault.detail))
        today = self._today()
        try:
            facts = tuple(
                fact
                for body, page in found
                for fact in _facts(query, page, body, today)
                if fact.metric in query.metrics and _within(fact, wanted)
            )
        except ValueError as error:
            return Answer(gaps=_all(query, "malformed", str(error)))
        return Answer(facts=facts, gaps=tuple(_missing(query, facts, wanted, today)))


def _within(fact: Fact, wanted: Wanted) -> bool:
    """Tell whether a fact is about a day of the span, or was said on one, as forecasts are."""
    days = (fact.date, fact.known or fact.date)
    return any(wanted.start <= day <= wanted.end for day in days)


_ANY_DAY = datetime.date(2020, 1, 1)


@lru_cache(maxsize=1)
def index_codes() -> dict[str, str]:
    """Map the indices that J-Quants gives to their codes: index:topix -> 0000."""
    return {row["entity"]: row["code"] for row in read_table("jquants_indices", _PACKAGE)}


def share_code(entity: str) -> str | None:
    """Give the five characters of a Tokyo share: XTKS:7203 -> 72030; None for anything else."""
    found = _SHARE.fullmatch(entity)
    return f"{found[1]}0" if found else None


def _queries(
    series: Sequence[Series], start: datetime.date, end: datetime.date
) -> tuple[Query, ...]:
    """Give one request for all the bars of an entity (splits too) and one for all its results."""
    asked: dict[tuple[str, str], set[str]] = {}
    for one in series:
        path = _path(one)
        if path:
            also = {"split"} if share_code(one.entity) and one.metric in _PRICES else set()
            asked.setdefault((path, one.entity), set()).update({one.metric} | also)
    return tuple(
        _query(path, entity, frozenset(metrics), start, end)
        for (path, entity), metrics in asked.items()
    )


def _path(series: Series) -> str:
    if share_code(series.entity):
        if series.metric in _BARS:
            return "/equities/bars/daily"
        return "/fins/summary" if series.metric in RESULTS else ""
    if series.entity not in index_codes() or series.metric not in _PRICES:
        return ""
    return "/indices/bars/daily" + ("/topix" if series.entity == "index:topix" else "")


def _query(
    path: str, entity: str, metrics: frozenset[str], start: datetime.date, end: datetime.date
) -> Query:
    code = share_code(entity) or index_codes()[entity]
    named = () if path.endswith("/topix") else (("code", code),)
    query = Query(path=path, params=named, entity=entity, metrics=metrics)
    return query if path == "/fins/summary" else query.within(start, end)


# --- what comes over the wire ------------------------------------------------------------------


def _pages(session: Session, query: Query, wanted: Wanted) -> list[tuple[Body, Page]]:
    """Read all pages; where the plan covers less than was asked for, what it covers."""
    try:
        return list(_read(session, query))
    except _NotCovered as plan:
        start, end = max(plan.start, wanted.start), min(plan.end, wanted.end)
        if start > end:
            detail = f"the plan covers {plan.start} to {plan.end}"
            raise Fault("empty", detail) from None
    try:
        return list(_read(session, query.within(start, end)))
    except _NotCovered:
        raise Fault("refused", "the plan covers none of the days") from None


def _read(session: Session, query: Query) -> Iterator[tuple[Body, Page]]:
    params = dict(query.params)
    for _ in range(_MOST_PAGES):
        body, page = session.read(query.path, params, _parsed, _SEEN)
        yield body, page
        if not page.pagination_key or page.pagination_key == params.get("pagination_key"):
            return
        params["pagination_key"] = page.pagination_key
    raise malformed(f"more than {_MOST_PAGES} pages")


class _NotCovered(Exception):
    """The plan has other days than those asked for."""

    def __init__(self, start: datetime.date, end: datetime.date) -> None:
        super().__init__(start, end)
        self.start = start
        self.end = end


def _parsed(body: Body) -> tuple[Body, Page]:
    if body.is_page:
        raise malformed("a page for people instead of JSON")
    if body.status == 400:
        raise _refusal(body.content)
    return body, read_json(body.content, Page)


def _refusal(content: bytes) -> Exception:
    """Read why a request was refused: a plan that covers other days says which."""
    try:
        message = read_json(content, _Refusal).message
    except Fault:
        message = ""
    found = _COVERED.search(message)
    if found is None:
        return Fault("refused", "the server answers 400")
    try:
        start = datetime.date.fromisoformat(found[1])
        end = datetime.date.fromisoformat(found[2]) if found[2] else datetime.date.max
    except ValueError:
        return Fault("refused", "the server answers 400")
    return _NotCovered(start, end)


# --- rows -> facts -----------------------------------------------------------------------------


def _facts(query: Query, page: Page, body: Body, today: datetime.date) -> Iterator[Fact]:
    for row in page.data:
        if query.path == "/fins/summary":
            statement = Statement(
                entity=query.entity,
                source="J-Quants fins/summary",
                address=body.address,
                retrieved=today,
                sha256=body.sha256,
            )
            yield from statement_facts(row, statement)
        else:
            yield from _bar(row, query.entity, body, today)


def _bar(row: Row, entity: str, body: Body, today: datetime.date) -> Iterator[Fact]:
    """Give the values of one day; a day without a trade has nulls and gives none."""
    share = share_code(entity)
    _same_code(row, share)
    day = day_in(row, "Date")

    def fact(metric: str, value: Fraction, definition: str, place: str, unit: str) -> Fact:
        return Fact(
            entity=entity,
            metric=metric,
            definition=definition,
            date=day,
            value=value,
            unit=unit,
            source="J-Quants " + ("equities/bars/daily" if share else "indices/bars/daily"),
            address=body.address,
            retrieved=today,
            quality="primary",
            place=Fraction(place),
            sha256=body.sha256,
        )

    unit, place = ("JPY", "0") if share else ("points", "0.01")
    for metric, column in _PRICES.items():
        price = number_in(row, column, above_zero=True)
        if price is not None:
            yield fact(metric, price, metric, place, unit)
    if not share:
        return
    adjusted, volume = number_in(row, "AdjC", above_zero=True), number_in(row, "Vo")
    if adjusted is not None:
        yield fact("close", adjusted, "close_adjusted", "0.1", unit)
    if volume is not None:
        yield fact("volume", volume, "volume", "0", "shares")
    factor = number_in(row, "AdjFactor", above_zero=True)
    if factor is not None and factor != 1:
        yield fact("split", split_ratio(factor), "split", "0", "ratio")


def split_ratio(factor: Fraction) -> Fraction:
    """Give new shares per old from an adjustment factor: 0.5 -> 2, 0.333333 -> 3.

    The factor is rounded, a split is of small whole numbers.
    """
    return 1 / factor.limit_denominator(_SPLIT_PARTS)


def _same_code(row: Row, share: str | None) -> None:
    code = row.get("Code")
    if share and code != share:
        raise ValueError(f"an answer about {str(code)[:20]!r}, not {share}")


# --- gaps --------------------------------------------------------------------------------------


def _missing(
    query: Query, facts: Sequence[Fact], wanted: Wanted, today: datetime.date
) -> Iterator[Gap]:
    """Say which series are empty, and which end long before the span does."""
    for metric in sorted(query.metrics - {"split"}):
        series = Series(entity=query.entity, metric=metric)
        last = max((fact.date for fact in facts if fact.metric == metric), default=None)
        if last is None:
            yield _gap(
                series,
                "empty",
                f"no value from {wanted.start} to {wanted.end}{_lag(wanted, today)}",
            )
        elif metric not in RESULTS and last + _LATE < min(wanted.end, today):
            yield _gap(series, "empty", f"no value after {last}{_lag(wanted, today)}")


def _lag(wanted: Wanted, today: datetime.date) -> str:
    late = wanted.end > today - FREE_LAG
    return "; the free plan lags 12 weeks" if late else ""


def _all(query: Query, reason: Reason, detail: str) -> tuple[Gap, ...]:
    return tuple(
        _gap(Series(entity=query.entity, metric=metric), reason, detail)
        for metric in sorted(query.metrics)
    )


def _gap(series: Series, reason: Reason, detail: str) -> Gap:
    return Gap(series=series, provider=NAME, reason=reason, detail=detail)
