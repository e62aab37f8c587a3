"""Where a check takes its figures from: the store, the bundled facts, then the providers.

`Layered` gives the rows of the store and of the bundled table together. A series that a definition
asks for and that neither covers up to the article's date is fetched once, from the first provider
that offers it, and kept in the store. What a provider could not give is kept as a `Gap` and told
in one line; nothing that the bundled facts can say waits for a provider that is down.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from ..errors import DataError, SettingsError, UratoriError
from ..settings import data_folder, read_settings
from .facts import Fact, FactSource, bundled_facts
from .storage.coverage import HISTORY, Fetch, Span, missing, weekday_before
from .storage.store import Store, identity

if TYPE_CHECKING:
    from .providers.protocol import Answer, Gap, Provider, Series, Wanted
    from .providers.registry import Registered

REST = 600.0
"""Seconds in which a provider that could not be reached is not asked again."""
STORE_WAIT = 0.5
"""Seconds that a check waits for another writer; what it fetched is used in any case."""
CACHE = "answers"
"""The folder of the providers' own caches, in the data folder; no evidence, and safe to remove."""
MOST_REQUESTS = 30
"""Requests that one series may take in a check; `uratori data sync` takes what it needs."""

_SHORTER = (datetime.timedelta(days=3_653), datetime.timedelta(days=731))
"""What is asked for where the whole history takes too many requests: ten years, two years."""

_TOGETHER = (
    ("close", "open", "high", "low", "volume"),
    ("sales", "operating_profit", "ordinary_profit", "net_profit", "eps", "bps", "dps", "shares"),
)
"""Metrics that one answer of a provider holds: who wants one is given all that it offers."""

_Key = tuple[str, str]
_Identity = tuple[int, int, int] | None
_Given = TypeVar("_Given")


class Layered:
    """The facts of a data folder, and what providers add to them.

    It keeps what it has read, so that each series is read once; it may be shared between threads.
    As a `FactSource` it stands at today; `until` gives the view of an article's date.
    """

    def __init__(
        self,
        folder: Path | None,
        *,
        providers: Callable[[], Registered] | None = None,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """Read the store of `folder`, if any, and ask `providers`; None means no network."""
        self._folder = folder
        self._store = None if folder is None else Store(folder)
        self._providers = providers
        self._registered: Registered | None = None
        self._today = today
        self._lock = threading.RLock()
        self._seen: _Identity = None
        self._faulty: _Identity = None
        self._rows: dict[_Key, tuple[Fact, ...]] = {}
        self._asked: dict[_Key, datetime.date] = {}
        self._unsaved: dict[_Key, tuple[Fact, ...]] = {}
        self._resting: dict[str, float] = {}
        self._gaps: list[Gap] = []
        self._lines: list[str] = []

    def until(self, published: datetime.date | None) -> FactSource:
        """Give the source for an article of a date (None: of today), on the store as it is now."""
        self._refresh()
        today = self._today()
        return _Until(self, min(published or today, today))

    def facts(self, entity: str, metric: str) -> Sequence[Fact]:
        """Give every row of one series, in order of date."""
        return self.until(None).facts(entity, metric)

    def complete(self, entity: str, metric: str) -> Span | None:
        """Give the days over which a bundled list of events, such as decisions, misses none.

        A provider's rows are values of days and promise nothing of the kind: from a daily rate
        alone the day of a decision is not known.
        """
        return bundled_facts().complete(entity, metric)

    def facts_until(self, entity: str, metric: str, day: datetime.date) -> Sequence[Fact]:
        """Give every row of one series; what is missing of it before a day is fetched first."""
        key = entity, metric
        if self._may_ask(key):
            with self._lock:
                if self._may_ask(key):
                    self._ask(key, day)
                    self._asked[key] = self._today()
        held = self._rows.get(key)
        if held is None:
            held = self._rows[key] = self._merged(key)
        return held

    def take_lines(self) -> list[str]:
        """Give what a user should be told since the last time: damage, and one line of outages."""
        with self._lock:
            lines, self._lines = self._lines, []
            gaps, self._gaps = self._gaps, []
        if not gaps:
            return lines
        from .faults import outage

        return [*lines, *outage(gaps)]

    def log_lines(self) -> None:
        """Tell the same as warnings of the logger ``uratori``."""
        if self._lines or self._gaps:
            import logging  # of no use to anyone to whom nothing happens

            for line in self.take_lines():
                logging.getLogger("uratori").warning("uratori: %s", line)

    def close(self) -> None:
        """Let go of the store's file."""
        if self._store is not None:
            self._store.close()

    # --- the layers -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Read the store anew where it was published since."""
        if self._store is None:
            return
        with self._lock:
            try:
                now = identity(self._store.path)
            except DataError as error:
                now = None
                self._tell(error)
            if now != self._seen:
                self._seen = now
                self._store.close()
                self._rows.clear()

    def _tell(self, error: UratoriError) -> None:
        line = f"{error}; the bundled facts are used"
        if line not in self._lines:
            self._lines.append(line)

    def _merged(self, key: _Key) -> tuple[Fact, ...]:
        layers = (bundled_facts().facts(*key), self._stored(key), self._unsaved.get(key, ()))
        given = [layer for layer in layers if layer]
        if len(given) == 1:
            return tuple(given[0])
        return tuple(sorted((row for layer in given for row in layer), key=_by_date))

    def _stored(self, key: _Key) -> Sequence[Fact]:
        return self._from_store(lambda store: store.facts(*key))

    def _fetches(self, entity: str, metric: str) -> Sequence[Fetch]:
        return self._from_store(lambda store: store.fetches(entity, metric))

    def _from_store(self, read: Callable[[Store], Sequence[_Given]]) -> Sequence[_Given]:
        """Give what the store gives; nothing of a file at fault until another is in its place."""
        if self._store is None or self._seen is None or self._seen == self._faulty:
            return ()
        try:
            return read(self._store)
        except DataError as error:
            self._tell(error)
            self._faulty = self._seen
            return ()

    # --- on demand --------------------------------------------------------------------------------

    def _may_ask(self, key: _Key) -> bool:
        return self._providers is not None and self._asked.get(key) != self._today()

    def _ask(self, key: _Key, day: datetime.date) -> None:
        """Ask the providers that offer a series, in their order, for what is missing of it."""
        from .faults import offers
        from .providers.protocol import Series

        series = Series(entity=key[0], metric=key[1])
        promised = bundled_facts().complete(*key)
        if promised and promised[1] >= weekday_before(day):
            return
        fetches = self._fetches(*key)
        for provider in self._offering():
            if self._resting.get(provider.name, 0.0) > monotonic() or not offers(provider, series):
                continue
            own = [fetch for fetch in fetches if fetch.provider == provider.name]
            wanted = _wanted(provider, series, day, own, self._today())
            if wanted is not None:
                self._asked.update(
                    ((other.entity, other.metric), self._today()) for other in wanted.series
                )
            if (wanted is None or self._fetch(provider, wanted)) and not _has_variants(series):
                self._gaps = [gap for gap in self._gaps if gap.series != series]
                return

    def _offering(self) -> Sequence[Provider]:
        """Give the providers in the order in which they are asked; they are found once."""
        if self._registered is None and self._providers is not None:
            self._registered = self._providers()
            self._lines.extend(self._registered.faults)
        return self._registered.providers if self._registered else ()

    def _fetch(self, provider: Provider, wanted: Wanted) -> bool:
        """Ask one provider and keep what came; tell whether any value did."""
        from .faults import DOWN, ask

        answer = ask(provider, wanted)
        self._gaps.extend(answer.gaps)
        if any(gap.reason in DOWN for gap in answer.gaps):
            self._resting[provider.name] = monotonic() + REST
        self._keep(provider.name, wanted, answer)
        return bool(answer.facts)

    def _keep(self, provider: str, wanted: Wanted, answer: Answer) -> None:
        """Put an answer into the store, or keep it in memory where that cannot be written."""
        from .storage.draft import asked_of, draft

        asked = asked_of(provider, wanted, answer)
        if self._folder is not None and (asked or answer.facts):
            try:
                with draft(self._folder, wait=STORE_WAIT) as opened:
                    opened.put(answer.facts, asked)
                self._lines.extend(opened.told)
                self._refresh()
                return
            except DataError as error:
                self._lines.append(f"{error}; what was fetched is used and not kept")
                self._folder = None
        for fact in answer.facts:
            key = fact.entity, fact.metric
            self._unsaved[key] = (*self._unsaved.get(key, ()), fact)
            self._rows.pop(key, None)


class _Until:
    """The layers as an article of one date asks them."""

    def __init__(self, layers: Layered, day: datetime.date) -> None:
        self._layers = layers
        self._day = day

    def facts(self, entity: str, metric: str) -> Sequence[Fact]:
        """Give every row of one series, in order of date."""
        return self._layers.facts_until(entity, metric, self._day)

    def complete(self, entity: str, metric: str) -> Span | None:
        """Give the days over which a list of events misses none."""
        return self._layers.complete(entity, metric)


def _by_date(row: Fact) -> tuple[datetime.date, str, str]:
    return row.date, row.definition, row.source


def _has_variants(series: Series) -> bool:
    """Tell whether each provider gives a definition of its own: the fixings of a currency do."""
    return series.entity.startswith("fx:")


def _wanted(
    provider: Provider,
    series: Series,
    day: datetime.date,
    fetches: Sequence[Fetch],
    today: datetime.date,
) -> Wanted | None:
    """Give what to ask of a provider, the longest span that takes few requests; None if nothing."""
    from .faults import offers, requests
    from .providers.protocol import Series, Wanted

    others = (
        Series(entity=series.entity, metric=metric)
        for group in _TOGETHER
        for metric in group
        if series.metric in group and metric != series.metric
    )
    together = (series, *(other for other in others if offers(provider, other)))
    for since in (HISTORY, *(day - shorter for shorter in _SHORTER)):
        span = missing(fetches, day, since=since, today=today)
        if span is None:
            return None
        wanted = Wanted(series=together, start=span[0], end=span[1])
        if len(requests(provider, wanted)) <= MOST_REQUESTS:
            break
    return wanted


@lru_cache(maxsize=8)
def source_of(folder: Path | None, offline: bool) -> Layered:
    """Give the source of a data folder, one for the whole process."""
    return Layered(folder, providers=None if offline else partial(found_providers, folder))


def found_providers(folder: Path | None) -> Registered:
    """Find the providers; what they keep of answers lies in the data folder."""
    from .providers.registry import registered

    return registered(cache=folder / CACHE if folder else None)


def default_source(folder: Path | None = None, *, offline: bool = False) -> Layered:
    """Give the source of a data folder, by default the user's.

    ``URATORI_OFFLINE=1`` keeps it off the network whatever `offline` says.
    """
    if folder is None:
        with suppress(SettingsError):  # a user without a home reads articles too
            folder = data_folder()
    return source_of(folder, offline or read_settings().offline)
