"""``uratori data``: what users fetch, import and look at."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingsError, UratoriError
from ..settings import data_folder, read_settings
from .options import FAILED, NOTHING_FOUND, Commands, Help, add_folder, add_new_folder, day
from .progress import Progress
from .streams import complain, tell

if TYPE_CHECKING:
    from ..data.showing import Form


def add_data(commands: Commands) -> None:
    """Add ``data`` and its commands."""
    data = commands.add_parser(
        "data",
        formatter_class=Help,
        help="market data and lists of names: their state, newer ones, files, single series",
        description="Market data in the store of the data folder, and the lists of listed names.",
        epilog="example: uratori data sync",
    )
    verbs = data.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_status(verbs)
    _add_sync(verbs)
    _add_import(verbs)
    _add_show(verbs)


def _add_status(verbs: Commands) -> None:
    status = verbs.add_parser(
        "status",
        formatter_class=Help,
        help="which name lists are read; what the store holds, of whom and since when",
        description="Tell which name lists are read, and what the store holds.",
    )
    add_new_folder(status)
    status.set_defaults(run=_status)


def _add_sync(verbs: Commands) -> None:
    sync = verbs.add_parser(
        "sync",
        formatter_class=Help,
        help="fetch series of market data, and EDINET's name lists of today",
        description="Fetch series of market data, and EDINET's name lists of today.",
        epilog="example: uratori data sync index:sp500/close --since 2015-01-01 --dry-run",
    )
    sync.add_argument(
        "series",
        nargs="*",
        metavar="SERIES",
        help="such as index:sp500/close, with no name lists; default: a list of some 50",
    )
    sync.add_argument(
        "--only", choices=("lists", "market"), help="the name lists, or the market data"
    )
    sync.add_argument(
        "--provider", action="append", default=[], metavar="NAME", help="ask only this one"
    )
    sync.add_argument(
        "--since", type=day, metavar="DATE", help="the first day to ask for (default: 1985-01-01)"
    )
    sync.add_argument(
        "--whole", action="store_true", help="ask for what is held, too, to see corrections"
    )
    sync.add_argument(
        "--dry-run", action="store_true", help="say what would be fetched, with its addresses"
    )
    sync.add_argument("--source", metavar="URL", help="a mirror of EDINET's code lists")
    add_new_folder(sync)
    sync.set_defaults(run=_sync)


def _add_import(verbs: Commands) -> None:
    imported = verbs.add_parser(
        "import",
        formatter_class=Help,
        help="put rows of a CSV or Parquet file into the store, all or none",
        description="Put the rows of a CSV or Parquet file into the store, all or none.",
        epilog="the columns are those that `uratori data show KEY --format csv` writes",
    )
    imported.add_argument("file", type=Path, metavar="FILE")
    add_new_folder(imported)
    imported.set_defaults(run=_import)


def _add_show(verbs: Commands) -> None:
    show = verbs.add_parser(
        "show",
        formatter_class=Help,
        help="the rows of one series",
        description="Show the rows of one series; without a KEY, which series are held.",
        epilog="example: uratori data show index:sp500/close --from 2026-01-01 --format csv",
    )
    show.add_argument("key", nargs="?", metavar="KEY", help="such as index:sp500/close")
    show.add_argument("--from", dest="first", type=day, metavar="DATE", help="the first day")
    show.add_argument("--to", dest="last", type=day, metavar="DATE", help="the last day")
    show.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        help="default: text on a terminal, csv in a pipe",
    )
    show.add_argument("--all", action="store_true", help="values that were revised since, as well")
    add_folder(show)
    show.set_defaults(run=_show)


def _status(options: argparse.Namespace) -> int:
    from ..data import tell_status
    from ..data.words import tell_store

    folder = options.data or data_folder()
    lines, sound = tell_status(folder)
    held, whole = tell_store(folder)
    print("\n".join([*lines, *held]))
    return NOTHING_FOUND if sound and whole else FAILED


def _sync(options: argparse.Namespace) -> int:
    folder = options.data or data_folder()
    market = bool(options.series or options.provider or options.since or options.whole)
    if options.only == "lists" and market:
        raise SettingsError("takes no series", where="--only lists", todo="leave one of them out")
    if read_settings().offline and not options.dry_run:
        raise SettingsError("is set", where="URATORI_OFFLINE", todo="unset it to fetch anything")
    failed = False
    if options.only != "market" and not market:
        failed = _guarded(_sync_lists, options, folder)
    if options.only != "lists":
        failed = _guarded(_sync_market, options, folder) or failed
    return FAILED if failed else NOTHING_FOUND


def _guarded(
    run: Callable[[argparse.Namespace, Path], bool], options: argparse.Namespace, folder: Path
) -> bool:
    """Tell an error of one half of a sync, so that the other half goes on; True if it failed."""
    try:
        return run(options, folder)
    except UratoriError as error:
        complain(error)
        return True


def _sync_lists(options: argparse.Namespace, folder: Path) -> bool:
    from ..data import EDINET, LISTS, sync, tell_change

    source = options.source or EDINET
    if options.dry_run:
        print("\n".join(f"{'lists':<12} {source.rstrip('/')}/{name}" for name in LISTS))
    else:
        print("\n".join(tell_change(sync(folder, source))))
    return False


def _sync_market(options: argparse.Namespace, folder: Path) -> bool:
    from ..data.series import Choice, plan, read_series, sync_series
    from ..data.words import failures, tell_outcome, tell_plan
    from ..market.sources import found_providers
    from ..market.storage.coverage import HISTORY

    choice = Choice(
        series=tuple(dict.fromkeys(map(read_series, options.series))),
        providers=tuple(dict.fromkeys(options.provider)),
        since=options.since or HISTORY,
        whole=options.whole,
    )
    found = found_providers(folder)
    for line in found.faults:
        tell(line)
    made = plan(folder, found.providers, choice, date.today())
    if options.dry_run:
        print("\n".join(tell_plan(made)))
        return False
    with Progress(len(made.steps)) as progress:
        outcome = sync_series(folder, made.steps, progress)
    print("\n".join(tell_outcome(made, outcome, folder)))
    wrong = failures(made, outcome, named=bool(choice.series))
    for line in (*outcome.told, *wrong):
        tell(line)
    return bool(wrong)


def _import(options: argparse.Namespace) -> int:
    from ..data.showing import import_file
    from ..data.words import tell_import

    folder = options.data or data_folder()
    stored, series, told = import_file(folder, options.file)
    for line in told:
        tell(line)
    print("\n".join(tell_import(stored, series, options.file, folder)))
    return NOTHING_FOUND


def _show(options: argparse.Namespace) -> int:
    from ..data.series import read_series
    from ..data.showing import held_series, rows_of, written
    from ..data.words import tell_series

    folder = options.data or data_folder()
    if options.key is None:
        print("\n".join(tell_series(held_series(folder))))
        return NOTHING_FOUND
    rows = rows_of(
        folder,
        read_series(options.key),
        start=options.first,
        end=options.last,
        vintages=options.all,
    )
    default: Form = "text" if sys.stdout.isatty() else "csv"
    sys.stdout.write(written(rows, options.format or default))
    return NOTHING_FOUND
