"""The providers that there are: the project's own, and those that others add by an entry point.

An entry point of the group ``uratori.providers`` names a class, or anything that is called as one
(`Maker`) and gives a `Provider`:

    [project.entry-points."uratori.providers"]
    mine = "my_package.prices:Prices"

A class attribute `key` names the environment variable of its key, `switch` one that must be on
before it is asked. What cannot be loaded is told in `Registered.faults` and left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

import msgspec

from ...errors import SettingsError, UratoriError
from ...settings import provider_address, provider_key, switched_on
from .protocol import Answer, Gap, Provider, Series, Wanted

GROUP = "uratori.providers"
OWN = {
    "fred": "uratori.market.providers.fred:Fred",
    "frankfurter": "uratori.market.providers.frankfurter:Frankfurter",
    "boj": "uratori.market.providers.boj:Boj",
    "fred-api": "uratori.market.providers.fred_api:FredApi",
    "jquants": "uratori.market.providers.jquants:JQuants",
    "edinet": "uratori.market.providers.edinet:Edinet",
    "yahoo": "uratori.market.providers.yahoo:Yahoo",
}
"""The project's own, in the order in which they are asked; pyproject.toml registers them too."""

_NEEDED = ("name", "key", "offers", "requests", "fetch")
_LONGEST = 200


class Maker(Protocol):
    """What an entry point names: it is called with these and gives a provider."""

    def __call__(
        self,
        *,
        base_url: str | None,
        secret: str | None,
        cache: Path | None,
        offline: bool,
        today: Callable[[], datetime.date],
    ) -> Provider:
        """Make the provider; `secret` is its key, `cache` a file that it may keep answers in."""
        ...


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """The providers in the order in which they are asked, and what could not be used, a line each.

    First those without a key, then those with one, last those that must be switched on.
    """

    providers: tuple[Provider, ...]
    faults: tuple[str, ...] = ()


class _Setup(msgspec.Struct, frozen=True, kw_only=True):
    environ: Mapping[str, str] | None
    cache: Path | None
    offline: bool
    today: Callable[[], datetime.date]


class _Made(msgspec.Struct, frozen=True, kw_only=True):
    rank: int
    provider: Provider


def providers(
    environ: Mapping[str, str] | None = None,
    *,
    cache: Path | None = None,
    offline: bool = False,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> tuple[Provider, ...]:
    """Give every provider that can be used; `registered` also tells what cannot."""
    return registered(environ, cache=cache, offline=offline, today=today).providers


def registered(
    environ: Mapping[str, str] | None = None,
    *,
    cache: Path | None = None,
    offline: bool = False,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> Registered:
    """Find and make the providers.

    environ: in place of the environment. cache: a folder, in which each provider gets a file.
    """
    setup = _Setup(environ=environ, cache=cache, offline=offline, today=today)
    made: list[_Made] = []
    faults: dict[str, None] = {}
    for name, target in OWN.items():
        _add(name, lambda target=target: _loaded(target), setup, made, faults)
    for point in _of_others(faults):
        _add(point.name, point.load, setup, made, faults, foreign=True)
    ranked = sorted(made, key=lambda one: one.rank)
    return Registered(providers=tuple(one.provider for one in ranked), faults=tuple(faults))


def _loaded(target: str) -> object:
    module, name = target.split(":")
    return getattr(import_module(module), name)


def _of_others(faults: dict[str, None]) -> Iterator[EntryPoint]:
    """Give the entry points of other packages; a name of ours stays ours."""
    seen = set(OWN)
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        if point.value == OWN.get(point.name):
            continue
        if point.name in seen:
            faults[f"provider {point.name} ({_package(point)}): the name is taken"] = None
            continue
        seen.add(point.name)
        yield point


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value


def _add(
    name: str,
    load: Callable[[], object],
    setup: _Setup,
    made: list[_Made],
    faults: dict[str, None],
    *,
    foreign: bool = False,
) -> None:
    """Make one provider; whatever goes wrong with it is a line and leaves the others alone."""
    try:
        maker = load()
        switch = getattr(maker, "switch", None)
        if isinstance(switch, str) and not switched_on(switch, setup.environ):
            return
        provider = _made(name, maker, setup, faults)
    except UratoriError as error:
        faults[str(error)] = None
    except Exception as error:  # code of others may raise anything
        what = f"{type(error).__name__}: {error}".splitlines()[0][:_LONGEST]
        faults[f"provider {name} cannot be used: {what}"] = None
    else:
        rank = 2 if switch else int(provider.key is not None)
        made.append(_Made(rank=rank, provider=_Careful(provider) if foreign else provider))


def _made(name: str, maker: object, setup: _Setup, faults: dict[str, None]) -> Provider:
    if not callable(maker):
        raise TypeError("no class and no function")
    variable = getattr(maker, "key", None)
    secret = None
    if isinstance(variable, str):
        try:
            secret = provider_key(variable, setup.environ)
        except SettingsError as error:
            faults[str(error)] = None
    provider: Provider = maker(
        base_url=provider_address(name, setup.environ),
        secret=secret,
        cache=setup.cache / f"{name}.sqlite" if setup.cache else None,
        offline=setup.offline,
        today=setup.today,
    )
    missing = [word for word in _NEEDED if not hasattr(provider, word)]
    if missing:
        raise TypeError(f"it has no {missing[0]}")
    return provider


class _Careful:
    """A provider of others: what it raises is a gap, and its text, which may hold a key, unsaid."""

    def __init__(self, inner: Provider) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def key(self) -> str | None:
        return self._inner.key

    def offers(self, series: Series) -> bool:
        try:
            return bool(self._inner.offers(series))
        except Exception:  # code of others may raise anything
            return False

    def requests(self, wanted: Wanted) -> tuple[str, ...]:
        try:
            return self._inner.requests(wanted)
        except Exception:  # code of others may raise anything
            return ()

    def fetch(self, wanted: Wanted) -> Answer:
        try:
            return self._inner.fetch(wanted)
        except Exception as error:  # code of others may raise anything
            detail = f"its adapter fails ({type(error).__name__})"
            return Answer(
                gaps=tuple(
                    Gap(series=series, provider=self.name, reason="malformed", detail=detail)
                    for series in wanted.series
                )
            )
