"""EDINET API v2 of the Financial Services Agency: results as filed, in annual and interim reports.

EDINET lists filings by the day only, so the days on which a company may file are read, from the
deadline backwards, until its report is found; the report comes as a zip of tab-separated text.
EDINET tells most errors in a body with status 200. The key goes in the query, as it demands.
Source of the format: EDINET API specification, version 2 (Financial Services Agency).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from ..facts import Fact
from ..storage.rows import RESULTS
from .answers import read_json
from .client import Session
from .edinet_report import Report, read_report, report_facts
from .edinet_seasons import Season, seasons
from .jquants import share_code
from .protocol import Answer, Gap, Reason, Series, Wanted
from .served import Served
from .wire import Body, Fault, Key, Pace, malformed

NAME = "edinet"
BASE_URL = "https://api.edinet-fsa.go.jp/api/v2"
KEY = "EDINET_API_KEY"
PARAMETER = "Subscription-Key"
PACE = Pace(requests=1, seconds=1.0)
MOST_DAYS = 400
"""Days of filings that one call reads the lists of."""

_LISTS = "/documents.json"
_COMPANIES = "010"  # the ordinance on disclosure by companies
_GIVEN = RESULTS
_SEEN = frozenset({200, 400, 401, 403, 404})


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a day's list."""

    id: str = msgspec.field(name="docID")
    code: str | None = msgspec.field(name="secCode")
    type: str | None = msgspec.field(name="docTypeCode")
    ordinance: str | None = msgspec.field(name="ordinanceCode", default=None)
    submitted: str | None = msgspec.field(name="submitDateTime", default=None)
    withdrawn: str | None = msgspec.field(name="withdrawalStatus", default="0")
    table: str | None = msgspec.field(name="csvFlag", default="0")


class _Count(msgspec.Struct, frozen=True, kw_only=True):
    count: str = ""


class _Status(msgspec.Struct, frozen=True, kw_only=True):
    status: str = "200"
    resultset: _Count = _Count()


class _Envelope(msgspec.Struct, frozen=True, kw_only=True):
    metadata: _Status = _Status()
    refused: str = msgspec.field(name="StatusCode", default="200")


class _Listed(msgspec.Struct, frozen=True, kw_only=True):
    results: tuple[Filing, ...]
    metadata: _Status


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One report, and the day from which it could be known."""

    report: Report
    known: datetime.date
    address: str
    sha256: str


class Edinet(Served):
    """The provider; `today` is the last day whose filings are looked for."""

    name = NAME
    key = KEY
    home = BASE_URL
    pace = PACE

    def placed(self, secret: str) -> Key:
        """Say where the server wants its key."""
        return Key(value=secret, parameter=PARAMETER)

    def offers(self, series: Series) -> bool:
        """Tell whether the series is a result of a company listed in Tokyo."""
        return share_code(series.entity) is not None and series.metric in _GIVEN

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the addresses of the lists that may have to be read, the likeliest first."""
        days = [
            day
            for entity in _entities(filter(self.offers, wanted.series))
            for season in self._seasons(entity, wanted)
            for day in season.days
        ]
        return tuple(
            self._client.address(_LISTS, _list_params(day)) for day in list(dict.fromkeys(days))
        )[:MOST_DAYS]

    def fetch(self, wanted: Wanted) -> Answer:
        """Read the reports filed within the span; every fault is a gap."""
        offered = tuple(filter(self.offers, wanted.series))
        if self._client.key is None:
            return Answer(gaps=_all(offered, "no_key", f"wants a key: set {KEY}"))
        facts: list[Fact] = []
        gaps: list[Gap] = []
        lists: dict[datetime.date, tuple[Filing, ...]] = {}
        with self._client.session() as session:
            for entity in _entities(offered):
                asked = tuple(series for series in offered if series.entity == entity)
                try:
                    found = self._company(session, entity, wanted, lists)
                    answer = _answer(asked, found, self._today())
                except Fault as fault:
                    answer = Answer(gaps=_all(asked, fault.reason, fault.detail))
                facts += answer.facts
                gaps += answer.gaps
        return Answer(facts=tuple(facts), gaps=tuple(gaps))

    def _seasons(self, entity: str, wanted: Wanted) -> tuple[Season, ...]:
        return seasons(entity, wanted.start, min(wanted.end, self._today()))

    def _company(
        self,
        session: Session,
        entity: str,
        wanted: Wanted,
        lists: dict[datetime.date, tuple[Filing, ...]],
    ) -> list[Found]:
        code = share_code(entity) or ""
        found = []
        for season in self._seasons(entity, wanted):
            for filing in _filings(session, season, code, lists):
                found.append(_report(session, filing))
        return found


def _filings(
    session: Session,
    season: Season,
    code: str,
    lists: dict[datetime.date, tuple[Filing, ...]],
) -> tuple[Filing, ...]:
    """Give the report of one season and its amendments, in the order filed; () where none is."""
    held: list[Filing] = []
    for day in season.days:
        if day not in lists:
            if len(lists) >= MOST_DAYS:
                raise Fault("limited", f"more than {MOST_DAYS} days of filings; ask for fewer")
            lists[day] = session.read(_LISTS, _list_params(day), _parsed_list, _SEEN)
        held += (filing for filing in lists[day] if _is_due(filing, season, code))
        if any(filing.type == season.report for filing in held):
            break
    return tuple(sorted(held, key=lambda filing: filing.submitted or ""))


def _is_due(filing: Filing, season: Season, code: str) -> bool:
    return (
        filing.code == code
        and filing.type in (season.report, season.amendment)
        and filing.ordinance == _COMPANIES
        and filing.withdrawn == "0"
        and filing.table == "1"
    )


def _list_params(day: datetime.date) -> dict[str, str]:
    return {"date": day.isoformat(), "type": "2"}


def _parsed_list(body: Body) -> tuple[Filing, ...]:
    _refuse_error(body)
    listed = read_json(body.content, _Listed)
    due = listed.metadata.resultset.count
    if due and due != str(len(listed.results)):
        raise malformed(f"{len(listed.results)} filings where {due[:12]} are due")
    return listed.results


def _report(session: Session, filing: Filing) -> Found:
    def parsed(body: Body) -> Found:
        if not body.content.startswith(b"PK"):
            _refuse_error(body)
            raise malformed("a document that is no zip")
        return Found(
            report=read_report(body.content),
            known=_day(filing.submitted),
            address=body.address,
            sha256=body.sha256,
        )

    return session.read(f"/documents/{filing.id}", {"type": "5"}, parsed, _SEEN)


def _day(submitted: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat((submitted or "")[:10])
    except ValueError:
        raise malformed("a filing without its day") from None


def _refuse_error(body: Body) -> None:
    """Turn an error, which EDINET mostly tells in a body with status 200, into a fault."""
    status = str(body.status)
    if status == "200":
        if body.is_page:
            raise malformed("a page for people instead of an answer")
        envelope = read_json(body.content, _Envelope)
        status = envelope.refused if envelope.refused != "200" else envelope.metadata.status
    if status in ("401", "403"):
        raise Fault("refused", f"the key is refused ({status})", whole=True)
    if status == "404":
        raise Fault("unknown", "EDINET has no such document (404)")
    if status.startswith("5"):
        raise Fault("unreachable", f"the server answers {status[:3]}", again=True)
    if status != "200":
        raise Fault("refused", f"the server answers {status[:3]}")


# --- what came ---------------------------------------------------------------------------------


def _answer(asked: Sequence[Series], found: Sequence[Found], today: datetime.date) -> Answer:
    metrics = {series.metric for series in asked}
    facts: list[Fact] = []
    unfit: dict[str, str] = {}
    for one in found:
        given, wrong = report_facts(one.report, asked[0].entity)
        unfit |= wrong
        facts += [
            msgspec.structs.replace(
                fact, address=one.address, sha256=one.sha256, known=one.known, retrieved=today
            )
            for fact in given
            if fact.metric in metrics
        ]
    held = {fact.metric for fact in facts}
    gaps = [
        _gap(series, *_why(series, found, unfit)) for series in asked if series.metric not in held
    ]
    return Answer(facts=tuple(facts), gaps=tuple(gaps))


def _why(series: Series, found: Sequence[Found], unfit: dict[str, str]) -> tuple[Reason, str]:
    if series.metric in unfit:
        return "unfit", unfit[series.metric]
    if not found:
        return "empty", "no report was filed in the span"
    return "empty", "the reports do not state it"


def _entities(series: Iterator[Series] | Sequence[Series]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.entity for one in series))


def _all(asked: Sequence[Series], reason: Reason, detail: str) -> tuple[Gap, ...]:
    return tuple(_gap(series, reason, detail) for series in asked)


def _gap(series: Series, reason: Reason, detail: str) -> Gap:
    return Gap(series=series, provider=NAME, reason=reason, detail=detail)
