"""What the adapters share: jobs are asked one by one, answers are screened, faults told."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import ClassVar

import msgspec

from ..facts import Fact
from .client import Session
from .listings import Listing
from .points import Point, screened
from .protocol import Answer, Gap, Reason, Series, Wanted
from .served import Served
from .wire import Body, Fault, malformed

_MOST_PAGES = 200
_OK = frozenset({200})


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One request, and the listings that its answer holds."""

    listings: tuple[Listing, ...]
    path: str
    params: tuple[tuple[str, str], ...]

    def having(self, **more: str) -> Job:
        """Give the same request with other parameters: the next page."""
        return msgspec.structs.replace(self, params=tuple({**dict(self.params), **more}.items()))


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer holds: points by the listing's id, and the request of its next page."""

    points: Mapping[str, Sequence[Point]]
    following: Job | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one listing and from where; a reason where it is not all."""

    listing: Listing
    points: tuple[Point, ...] = ()
    address: str = ""
    sha256: str = ""
    reason: Reason | None = None
    detail: str = ""


class Adapter(Served, ABC):
    """A `Provider` over HTTP. A subclass says what to ask and reads what came."""

    title: ClassVar[str]
    """What a row's `source` begins with, ``FRED``."""
    accept: ClassVar[frozenset[int]] = _OK
    """The statuses whose bodies `read` wants to see."""

    @abstractmethod
    def listings(self, series: Series) -> tuple[Listing, ...]:
        """Give the listings of a series; () where it has none."""

    @abstractmethod
    def jobs(self, listings: Sequence[Listing], wanted: Wanted) -> Iterator[Job]:
        """Give the requests for some listings over the span."""

    @abstractmethod
    def read(self, job: Job, body: Body) -> Page:
        """Read one answer; raise Fault where it is not what the documentation promises."""

    def offers(self, series: Series) -> bool:
        """Tell, with no network, whether it has such a series."""
        return bool(self.listings(series))

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the addresses that `fetch` would read first, without any key."""
        return tuple(
            self._client.address(job.path, dict(job.params)) for job in self._planned(wanted)
        )

    def fetch(self, wanted: Wanted) -> Answer:
        """Read the series that it offers; every fault of the server is a `Gap`, none an error."""
        offered = tuple(filter(self.offers, dict.fromkeys(wanted.series)))
        gaps = [
            self._gap(series, "unknown", "no such series here")
            for series in dict.fromkeys(wanted.series)
            if series not in offered
        ]
        if self.key is not None and self._client.key is None:
            lack = f"wants a key: set {self.key}"
            return Answer(gaps=(*gaps, *(self._gap(item, "no_key", lack) for item in offered)))
        facts, told = self._collected(wanted)
        held = {(fact.entity, fact.metric) for fact in facts} | {
            (gap.series.entity, gap.series.metric) for gap in told
        }
        empty = (
            self._gap(series, "empty", "no value in the span")
            for series in offered
            if (series.entity, series.metric) not in held
        )
        return Answer(facts=tuple(facts), gaps=(*gaps, *told, *empty))

    def _gap(self, series: Series, reason: Reason, detail: str) -> Gap:
        return Gap(series=series, provider=self.name, reason=reason, detail=detail)

    def _planned(self, wanted: Wanted) -> tuple[Job, ...]:
        unique = {row: None for series in wanted.series for row in self.listings(series)}
        return tuple(self.jobs(tuple(unique), wanted))

    def _collected(self, wanted: Wanted) -> tuple[list[Fact], list[Gap]]:
        """Give the facts that came, and a gap for each listing of which not all came."""
        facts: list[Fact] = []
        gaps: dict[tuple[Series, Reason, str], None] = {}
        with self._client.session() as session:
            for job in self._planned(wanted):
                for part in self._parts(session, job, wanted):
                    facts += self._facts(part, wanted)
                    if part.reason is not None:
                        gaps[part.listing.series, part.reason, part.detail] = None
        return facts, [self._gap(*gap) for gap in gaps]

    def _parts(self, session: Session, job: Job, wanted: Wanted) -> Iterator[Part]:
        """Give the outcome of each listing of one job: of all its pages, or of none."""
        try:
            pages, digest = self._pages(session, job)
        except Fault as fault:
            if fault.reason == "unknown" and len(job.listings) > 1:
                # One id that is gone must not cost the others that were asked for with it.
                for listing in job.listings:
                    for single in self.jobs((listing,), wanted):
                        yield from self._parts(session, single, wanted)
            else:
                yield from (_missing(listing, fault) for listing in job.listings)
            return
        address = self._client.address(job.path, dict(job.params))
        for listing in job.listings:
            points = tuple(item for page in pages for item in page.points.get(listing.id, ()))
            try:
                yield _part(listing, points, address, digest)
            except Fault as fault:
                yield _missing(listing, fault)

    def _pages(self, session: Session, job: Job) -> tuple[list[Page], str]:
        """Read one job to its last page; give the pages and the digest of all their bytes."""
        digest, pages = hashlib.sha256(), list[Page]()
        asked: Job | None = job
        while asked is not None:
            page, content = session.read(
                asked.path, dict(asked.params), partial(self._read, asked), self.accept
            )
            digest.update(content)
            pages.append(page)
            if len(pages) > _MOST_PAGES or page.following == asked:
                raise malformed("its pages never end")
            asked = page.following
        return pages, digest.hexdigest()

    def _read(self, job: Job, body: Body) -> tuple[Page, bytes]:
        if body.is_page:
            raise malformed("a web page instead of data")
        return self.read(job, body), body.content

    def _facts(self, part: Part, wanted: Wanted) -> Iterator[Fact]:
        listing, retrieved = part.listing, self._today()
        for item in part.points:
            if wanted.start <= item.date <= wanted.end:
                yield Fact(
                    entity=listing.entity,
                    metric=listing.metric,
                    definition=listing.definition,
                    date=item.date,
                    value=item.value * listing.factor,
                    unit=listing.unit,
                    source=f"{self.title} {listing.id}",
                    address=part.address,
                    retrieved=retrieved,
                    quality=listing.quality,
                    note=listing.note,
                    place=_place(item, listing),
                    known=item.known,
                    sha256=part.sha256,
                )


def _part(listing: Listing, points: Sequence[Point], address: str, sha256: str) -> Part:
    kept = screened(points, listing)
    return Part(
        listing=listing,
        points=kept.points,
        address=address,
        sha256=sha256,
        reason="unfit" if kept.left_out else None,
        detail=kept.left_out,
    )


def _missing(listing: Listing, fault: Fault) -> Part:
    return Part(listing=listing, reason=fault.reason, detail=fault.detail)


def _place(item: Point, listing: Listing) -> Fraction:
    """Give the finer of the place as published and as written: JSON drops zeros at the end."""
    written = item.place * listing.factor
    return min(written, listing.place) if listing.place else written
