"""What `uratori data` says of the market's series, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..errors import DataError
from ..market.faults import HARMLESS, fault
from ..market.providers.protocol import Gap
from ..market.storage.coverage import Fetch
from ..market.storage.draft import Stored
from ..market.storage.store import Held, Store
from ..market.storage.tables import FILE
from .series import Outcome, Plan

_SHOWN = 5


def tell_store(folder: Path) -> tuple[list[str], bool]:
    """Give lines on the store of a data folder, and whether it is sound; there may be none."""
    path = folder / FILE
    aside = sorted(folder.glob(f"{FILE}.damaged-*")) if folder.is_dir() else []
    store = Store(folder)
    try:
        lines, sound = _held(path, store.held(), store.all_fetches()), True
    except DataError as error:
        lines, sound = [_row("store", str(error))], False
        aside = sorted(folder.glob(f"{FILE}.damaged-*"))
    finally:
        store.close()
    return [*lines, *(_row("damaged", f"{kept} (safe to remove)") for kept in aside)], sound


def _held(path: Path, held: Sequence[Held], fetches: Sequence[Fetch]) -> list[str]:
    if not held and not fetches:
        return [_row("store", f"{path}: nothing yet (uratori data sync fills it)")]
    rows = sum(series.rows for series in held)
    size = path.stat().st_size / 1_000_000 if path.exists() else 0.0
    return [
        _row("store", f"{path} ({size:.1f} MB)"),
        _row("held", f"{counted(rows, 'row')} of {_series(len(held))}"),
        *_freshness(fetches),
    ]


def _freshness(fetches: Sequence[Fetch]) -> Iterator[str]:
    if fetches:
        yield _row("synced", f"{max(fetch.at for fetch in fetches):%Y-%m-%d %H:%M} UTC")
    for name in sorted({fetch.provider for fetch in fetches}):
        own = [fetch for fetch in fetches if fetch.provider == name]
        series = len({(fetch.entity, fetch.metric) for fetch in own})
        last = max((fetch.last for fetch in own if fetch.last), default=None)
        until = f", values until {last}" if last else ""
        when = max(fetch.at for fetch in own)
        yield _row(f"  {name}", f"{_series(series)}, asked {when:%Y-%m-%d}{until}")


def tell_series(held: Iterable[Held]) -> list[str]:
    """Give a line a series: its rows and its days."""
    return [
        f"{series.entity}/{series.metric:<20} {series.rows:>7}  {series.first} to {series.last}"
        for series in held
    ]


def tell_plan(plan: Plan) -> list[str]:
    """Give what a run would ask for, an address a line."""
    lines = [f"{name:<12} {series:<30} {address}" for name, series, address in plan.addresses]
    return [
        f"would ask for {_series(len(plan.steps))}, {counted(len(lines), 'request')}",
        *lines,
        *_aside(plan),
    ]


def tell_outcome(plan: Plan, outcome: Outcome, folder: Path) -> list[str]:
    """Give what came: rows new, changed and held before, of each provider and together."""
    total = sum((share.stored for share in outcome.shares), Stored())
    given = sum(share.series for share in outcome.shares)
    return [
        f"market data: {_series(given)}, {_rows(total)}",
        *(
            _row(share.provider, f"{_series(share.series)}, {_rows(share.stored)}"
                 f"{_gaps(share.gaps)}")
            for share in outcome.shares
        ),
        *_aside(plan),
        _row("store", str(folder / FILE)),
    ]  # fmt: skip


def _aside(plan: Plan) -> Iterator[str]:
    if plan.current:
        yield _row("up to date", _series(len(plan.current)))
    if plan.unoffered:
        yield _row("nowhere", _names(map(str, plan.unoffered)))
    for provider in plan.without_key:
        yield _row(provider.name, f"not asked: it wants a key ({provider.key})")


def _gaps(gaps: Sequence[Gap]) -> str:
    return f", {counted(len(gaps), 'gap')}" if gaps else ""


def failures(plan: Plan, outcome: Outcome, *, named: bool) -> list[str]:
    """Give a line for each provider and fault of what nobody gave.

    named: the user named the series, so that one which nobody has is a failure too.
    """
    lines = [f"{series}: no provider has it" for series in plan.unoffered] if named else []
    by_fault: dict[tuple[str, str], list[str]] = {}
    for gap in outcome.failed:
        if named or gap.reason not in HARMLESS:
            by_fault.setdefault((gap.provider, fault(gap)), []).append(str(gap.series))
    return [*lines, *(f"{name}: {_names(of)}: {why}" for (name, why), of in by_fault.items())]


def tell_import(stored: Stored, series: int, path: Path, folder: Path) -> list[str]:
    """Give what an import did."""
    return [
        f"{path}: {_series(series)}, {_rows(stored)}",
        _row("store", str(folder / FILE)),
    ]


def counted(number: int, one: str, several: str = "") -> str:
    """Write a count with its noun: ``1 row``, ``31,204 rows``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _series(number: int) -> str:
    return counted(number, "series", "series")


def _rows(stored: Stored) -> str:
    return (
        f"{counted(stored.new, 'row')} new, {stored.changed:,} changed, {stored.same:,} held before"
    )


def _names(names: Iterable[str]) -> str:
    given = list(dict.fromkeys(names))
    more = f" and {len(given) - _SHOWN} more" if len(given) > _SHOWN else ""
    return ", ".join(given[:_SHOWN]) + more


def _row(key: str, value: str) -> str:
    return f"{key:<11} {value}"
