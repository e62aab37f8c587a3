"""Which lists of listed companies are read: those that `uratori data sync` made, or the bundled.

``DIR/lists/lists.json`` names the folder beside it that holds the tables, with their checksums. It
is replaced in one step, so a reader sees the former lists or the new ones, never some of each.
Where there is no such file, one look for it is all that an article pays.
"""

from __future__ import annotations

import re
from pathlib import Path
from zlib import crc32

import msgspec

from ..errors import SettingsError
from ..settings import data_folder
from . import table_path

MADE = ("listed_jp", "listed_names", "heads")
"""The tables that come from EDINET's lists."""
INDEX = "lists.json"


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """What ``lists.json`` says."""

    folder: str
    """Its name, beside ``lists.json``."""
    date: str
    """Of the lists, as EDINET states it: 2026-10-05."""
    crc32: dict[str, int]
    """Of each table."""


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists that are read, and why no others are."""

    folder: Path
    refreshed: bool = False
    outdated: str = ""
    """The day of refreshed lists that are older than the bundled ones; "" if there are none."""
    damage: str = ""
    """What is wrong with the refreshed lists, in one line; "" if nothing is."""


BUNDLED = Lists(folder=table_path("listed_jp").parent)

_used: Lists | None = None


def use(lists: Lists) -> None:
    """Read these lists in this process; to be said before its first article."""
    global _used
    _used = lists


def in_use() -> Lists:
    """Give the lists that this process reads, as `find_lists` found them when it first asked."""
    if _used is None:
        use(_default())
    return _used or BUNDLED


def made_path(name: str) -> Path:
    """Give the file of one of the tables that are `MADE`."""
    return in_use().folder / f"{name}.tsv"


def find_lists(data: Path) -> Lists:
    """Give the lists below the data folder, or the bundled ones where it has none that are sound.

    Refreshed lists of an earlier day than the bundled ones (uratori was updated since) are left.
    Damaged ones are told of as a warning of the logger ``uratori``, which Python writes to standard
    error unless the program that imports us wants it elsewhere.
    """
    folder = data / "lists"
    try:
        written = (folder / INDEX).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return BUNDLED
    except OSError as error:
        return _damaged(f"{folder / INDEX}: {error.strerror or error}")
    try:
        index = msgspec.json.decode(written, type=Index)
        tables = folder / Path(index.folder).name
        wrong = [name for name in MADE if _checksum(tables, name) != index.crc32.get(name)]
    except (msgspec.DecodeError, UnicodeDecodeError, OSError, ValueError) as error:
        return _damaged(f"{folder}: {error}")
    if wrong:
        return _damaged(f"{tables}: {', '.join(wrong)} not as written")
    if index.date < head(BUNDLED)["date"]:
        return Lists(folder=BUNDLED.folder, outdated=index.date)
    return Lists(folder=tables, refreshed=True)


def head(lists: Lists, name: str = "listed_jp") -> dict[str, str]:
    """Give what the head of a table states: source, address, licence, date, rows."""
    found = {}
    with (lists.folder / f"{name}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"# (\w+): (.*)", line)
            if not match:
                break
            found[match[1]] = match[2]
    return found


def _default() -> Lists:
    try:
        return find_lists(data_folder())
    except SettingsError:  # a user without a home reads articles too
        return BUNDLED


def _checksum(folder: Path, name: str) -> int:
    return crc32((folder / f"{name}.tsv").read_bytes())


def _damaged(damage: str) -> Lists:
    import logging  # of no use to anyone whose lists are sound

    line = f"{damage}: refreshed lists damaged, the bundled ones are read"
    logging.getLogger("uratori").warning("uratori: %s (uratori data sync mends them)", line)
    return Lists(folder=BUNDLED.folder, damage=damage)
