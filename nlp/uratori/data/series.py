"""`uratori data sync` for series of market data: what is due, asked one by one, into the store.

Each series is stored as soon as it has come and published every little while, so that a run that
is killed keeps what was finished. What one provider cannot give never stops the others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from ..errors import SettingsError
from ..lexicon import read_table
from ..market.faults import DOWN, ask, offers, requests
from ..market.providers.protocol import Gap, Provider, Series, Wanted
from ..market.storage.coverage import HISTORY, missing
from ..market.storage.draft import Draft, Stored, asked_of, draft
from ..market.storage.store import Store
from ..settings import provider_key

_SERIES = re.compile(r"([A-Za-z]{2,12}:[^\s/]{1,40})/([a-z][a-z0-9_]{0,39})")
_DAY = datetime.timedelta(days=1)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a user wants of the market's series."""

    series: tuple[Series, ...] = ()
    """None named: those of reference/sync.tsv."""
    providers: tuple[str, ...] = ()
    """Only these; none named: all."""
    since: datetime.date = HISTORY
    whole: bool = False
    """Ask for what is held as well, to see corrections of earlier values."""


class Step(msgspec.Struct, frozen=True):
    """One series, and what each of the providers that offer it would be asked for."""

    series: Series
    asked: tuple[tuple[Provider, Wanted], ...]
    every: bool
    """Ask all of them; else the next only where one before gives nothing."""


class Plan(msgspec.Struct, frozen=True):
    """What a run would do."""

    steps: tuple[Step, ...]
    current: tuple[Series, ...]
    """Held already, as far as there is anything."""
    unoffered: tuple[Series, ...]
    """No provider has it, or none of those that were named."""
    without_key: tuple[Provider, ...] = ()
    """Providers that are not asked, as their key is not set."""

    @property
    def addresses(self) -> tuple[tuple[str, str, str], ...]:
        """Give provider, series and address of each request."""
        return tuple(
            (provider.name, str(step.series), address)
            for step in self.steps
            for provider, wanted in step.asked
            for address in requests(provider, wanted)
        )


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What one provider gave in a run."""

    provider: str
    series: int = 0
    stored: Stored = Stored()
    gaps: tuple[Gap, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a run."""

    shares: tuple[Share, ...] = ()
    told: tuple[str, ...] = ()
    """What was found wrong with the store and mended, a line each."""
    failed: tuple[Gap, ...] = ()
    """Of the series that nobody gave, what each provider said."""


def read_series(text: str) -> Series:
    """Read ``index:sp500/close``; raise SettingsError on what is no series."""
    found = _SERIES.fullmatch(text)
    if found is None:
        raise SettingsError("is no series", where=text[:80], todo="write it as index:sp500/close")
    return Series(entity=found[1], metric=found[2])


def plan(folder: Path, providers: Sequence[Provider], choice: Choice, today: datetime.date) -> Plan:
    """Say what is due; nothing is asked and nothing written.

    Raises SettingsError where a provider is named that there is not, DataError where the store
    cannot be read.
    """
    chosen = _chosen(providers, choice.providers)
    without_key = tuple(provider for provider in chosen if not _has_key(provider))
    asked = [provider for provider in chosen if provider not in without_key]
    store = Store(folder)
    try:
        made = _plan(store, asked, choice, today)
    finally:
        store.close()
    return msgspec.structs.replace(made, without_key=without_key)


def _plan(
    store: Store, providers: Sequence[Provider], choice: Choice, today: datetime.date
) -> Plan:
    every = {read_series(row["series"]): row["ask"] == "every" for row in _listed()}
    steps, current, unoffered = [], [], []
    for series in choice.series or tuple(every):
        offering = [provider for provider in providers if offers(provider, series)]
        asked = tuple(
            (provider, wanted)
            for provider in offering
            if (wanted := _due(store, provider, series, choice, today)) is not None
        )
        whole = every.get(series, series.entity.startswith("fx:")) or bool(choice.providers)
        if not offering:
            unoffered.append(series)
        elif not asked or (len(asked) < len(offering) and not whole):
            current.append(series)
        else:
            steps.append(Step(series, asked, whole))
    return Plan(tuple(steps), tuple(current), tuple(unoffered))


def _listed() -> Sequence[dict[str, str]]:
    return tuple(read_table("sync", package="uratori.reference"))


def _chosen(providers: Sequence[Provider], names: Sequence[str]) -> Sequence[Provider]:
    known = {provider.name: provider for provider in providers}
    for name in names:
        if name not in known:
            raise SettingsError(
                f"no provider {name!r}",
                where="--provider",
                todo=f"there are {', '.join(known) or 'none'}",
            )
    return [known[name] for name in names] if names else providers


def _has_key(provider: Provider) -> bool:
    try:
        return provider.key is None or provider_key(provider.key) is not None
    except SettingsError:  # the registry tells of it
        return False


def _due(
    store: Store, provider: Provider, series: Series, choice: Choice, today: datetime.date
) -> Wanted | None:
    held = store.fetches(series.entity, series.metric)
    own = [] if choice.whole else [fetch for fetch in held if fetch.provider == provider.name]
    span = missing(own, today + _DAY, since=choice.since, today=today)
    return None if span is None else Wanted(series=(series,), start=span[0], end=span[1])


def sync_series(folder: Path, steps: Sequence[Step], progress: Callable[[str], None]) -> Outcome:
    """Ask for what was planned and store it; give what came.

    progress: told the provider and the series before each is asked for. Raises DataError where the
    store cannot be written; what was published before is kept.
    """
    if not steps:
        return Outcome()
    shares: dict[str, Share] = {}
    failed: list[Gap] = []
    down: dict[str, Gap] = {}
    with draft(folder) as opened:
        for step in steps:
            failed.extend(_take(step, opened, shares, down, progress))
            opened.publish_if_due()
    return Outcome(shares=tuple(shares.values()), told=tuple(opened.told), failed=tuple(failed))


def _take(
    step: Step,
    opened: Draft,
    shares: dict[str, Share],
    down: dict[str, Gap],
    progress: Callable[[str], None],
) -> Sequence[Gap]:
    """Ask for one series, not those who are down; give the gaps where nobody gave it."""
    gaps: list[Gap] = []
    given = False
    for provider, wanted in step.asked:
        name = provider.name
        if given and not step.every:
            break
        if name in down:
            gaps.append(msgspec.structs.replace(down[name], series=step.series))
            continue
        progress(f"{name} {step.series}")
        answer = ask(provider, wanted)
        share = shares.get(name, Share(provider=name))
        shares[name] = Share(
            provider=name,
            series=share.series + bool(answer.facts),
            stored=share.stored + opened.put(answer.facts, asked_of(name, wanted, answer)),
            gaps=(*share.gaps, *answer.gaps),
        )
        given = given or bool(answer.facts)
        gaps.extend(answer.gaps)
        if lasting := [gap for gap in answer.gaps if gap.reason in DOWN]:
            down[name] = lasting[0]
    return () if given else gaps
