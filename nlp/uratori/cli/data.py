"""``uratori data``: what users fetch and keep."""

from __future__ import annotations

import argparse

from ..settings import data_folder
from .options import FAILED, NOTHING_FOUND, Commands, Help, add_folder


def add_data(commands: Commands) -> None:
    """Add ``data`` and its commands."""
    data = commands.add_parser(
        "data",
        formatter_class=Help,
        help="the lists of listed companies: their state, and newer ones",
        description="The name lists: companies, REITs and ETFs listed in Japan, from EDINET.",
        epilog="example: uratori data sync",
    )
    verbs = data.add_subparsers(title="commands", metavar="COMMAND", required=True)
    status = verbs.add_parser(
        "status",
        formatter_class=Help,
        help="which name lists are read, their day, source and licence",
        description="Tell which name lists are read, their day, source and licence.",
    )
    sync = verbs.add_parser(
        "sync",
        formatter_class=Help,
        help="fetch EDINET's name lists of today",
        description="Fetch the name lists that EDINET publishes, and tell what changed.",
    )
    sync.add_argument("--source", metavar="URL", help="a mirror of EDINET's code lists")
    for verb in (status, sync):
        add_folder(verb)
    status.set_defaults(run=_data_status)
    sync.set_defaults(run=_data_sync)


def _data_status(options: argparse.Namespace) -> int:
    from ..data import tell_status

    lines, sound = tell_status(options.data or data_folder())
    print("\n".join(lines))
    return NOTHING_FOUND if sound else FAILED


def _data_sync(options: argparse.Namespace) -> int:
    from ..data import EDINET, sync, tell_change

    change = sync(options.data or data_folder(), options.source or EDINET)
    print("\n".join(tell_change(change)))
    return NOTHING_FOUND
