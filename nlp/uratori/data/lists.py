"""EDINET's code lists of today -> tables in the data folder that names are read by from then on.

Both lists are fetched, unpacked and judged before anything is written, the tables are made in a
folder of their own, and only then ``lists.json`` is replaced, which names that folder: what fails
before leaves the lists in use as they were.
"""

from __future__ import annotations

import csv
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from zlib import crc32

import msgspec

from ..errors import DataError, LexiconError, SettingsError
from ..lexicon import read_lines
from ..lexicon.refreshed import INDEX, MADE, Index, Lists, find_lists, head
from ..mentions import aliases, edinet
from .fetch import fetch, unpack

EDINET = "https://disclosure2dl.edinet-fsa.go.jp/searchdocument/codelist/"
"""Where the Financial Services Agency publishes its code lists."""
LEAST_COMPANIES = 1_000
"""Rows; of some 3,800. A list with fewer is not the list, or not all of it."""
LEAST_FUNDS = 100
"""Rows; of some 490."""
MOST_TOLD = 10
"""Names that are told of each kind of change; of the others, how many."""

LISTS = _FILERS, _FUNDS = "Edinetcode.zip", "Fundcode.zip"
_STATED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日現在,件数,(\d{1,9})件")
_CODE = re.compile(r"[0-9][0-9A-Z]{3}")
_ABANDONED = 3_600
"""Seconds after which the tables of a run that was killed are removed."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a refresh changed: names by code, against the lists that were read before."""

    date: str
    folder: Path
    listed: int
    added: dict[str, str]
    gone: dict[str, str]
    renamed: dict[str, str]


def sync(data: Path, source: str = EDINET) -> Change:
    """Fetch EDINET's code lists into a data folder and give what changed.

    source: the address that both zips lie under. Raises DataError where a list cannot be fetched,
    is damaged, too short or older than the one in use, SettingsError where the folder cannot be
    written or the address is no http address; nothing is changed then.
    """
    source = source if source.endswith("/") else f"{source}/"
    bodies = [(fetch(source + name), source + name) for name in (_FILERS, _FUNDS)]
    before = find_lists(data)
    try:
        with TemporaryDirectory(prefix="uratori-") as fetched:
            paths = [_kept(unpack(*body), body[1], Path(fetched)) for body in bodies]
            day = edinet.as_of(paths[0])
            _judge(paths, source, head(before)["date"])
            was = _names(before)
            tables = _install(data / "lists", day, lambda made: _make(paths, made, source))
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror or error}",
            where=str(error.filename or data),
            todo="nothing was changed; name another folder with --data",
        ) from None
    return _change(day, tables, was, _names(Lists(folder=tables)))


def _kept(body: bytes, address: str, folder: Path) -> Path:
    """Write a list under the name that EDINET gives it, which tells its day; check its count."""
    try:
        text = body.decode("cp932")
    except UnicodeDecodeError as error:
        raise _unfit(address, f"no text in cp932: {error.reason}") from None
    first, _, rest = text.partition("\n")
    stated = _STATED.search(first.replace('"', ""))
    if not stated:
        raise _unfit(address, "its first line states no day and count")
    year, month, day, count = map(int, stated.groups())
    try:
        at = date(year, month, day)
        found = sum(1 for row in csv.reader(rest.splitlines(keepends=True)) if row) - 1
    except (ValueError, csv.Error) as error:
        raise _unfit(address, str(error)) from None
    if found != count:
        raise _unfit(address, f"{found} rows where its first line states {count}")
    kind = address.rpartition("/")[2].removesuffix(".zip")
    path = folder / f"{kind}_{at:%Y%m%d}.csv"
    path.write_bytes(body)
    return path


def _judge(paths: list[Path], source: str, before: str) -> None:
    """Raise DataError for a list that is too short, no list at all, or older than `before`."""
    for path, read, least, name in (
        (paths[0], edinet.rows, LEAST_COMPANIES, _FILERS),
        (paths[1], edinet.fund_rows, LEAST_FUNDS, _FUNDS),
    ):
        try:
            filers = read(path)
        except (LexiconError, ValueError, csv.Error) as error:
            what = error.what if isinstance(error, LexiconError) else str(error)
            raise _unfit(source + name, what) from None
        codes = {filer.code for filer in filers if filer.name and _CODE.fullmatch(filer.code)}
        if len(codes) != len({filer.code for filer in filers}):
            raise _unfit(source + name, "has rows whose code or name is none")
        if len(codes) < least:
            raise _unfit(source + name, f"lists {len(codes)} codes where {least} are the least")
    day = edinet.as_of(paths[0])
    if day < before:
        raise _unfit(source + _FILERS, f"of {day}, older than the lists of {before} in use")


def _make(paths: list[Path], folder: Path, source: str) -> None:
    way = f"fetched on {date.today().isoformat()}"
    edinet.write_tables(paths[0], paths[1], folder, way=way, address=source)
    aliases.write_heads(folder, folder / "listed_names.tsv")


def _install(lists: Path, day: str, make: Callable[[Path], None]) -> Path:
    """Make the tables in a new folder and let ``lists.json`` name it, in one step."""
    folder = lists / f"{day}-{secrets.token_hex(4)}"
    new = lists / f".{folder.name}.json"
    folder.mkdir(parents=True)
    try:
        make(folder)
        sums = {name: crc32((folder / f"{name}.tsv").read_bytes()) for name in MADE}
        index = Index(folder=folder.name, date=day, crc32=sums)
        for name in MADE:
            _settle(folder / f"{name}.tsv")
        new.write_bytes(msgspec.json.format(msgspec.json.encode(index)) + b"\n")
        _settle(new)
        before = _named(lists)
        new.replace(lists / INDEX)
    except BaseException:  # an interrupt, too, must leave nothing behind
        new.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _tidy(lists, {folder.name, before})
    return folder


def _settle(path: Path) -> None:
    """Have a file on the disk before something names it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _named(lists: Path) -> str:
    try:
        return msgspec.json.decode((lists / INDEX).read_bytes(), type=Index).folder
    except (OSError, ValueError):
        return ""


def _tidy(lists: Path, kept: set[str]) -> None:
    """Remove tables that nothing names; those named last may still be read by a running process."""
    for folder in lists.iterdir():
        stale = folder.is_dir() and folder.name not in kept
        if stale and time() - folder.stat().st_mtime > _ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def _names(lists: Lists) -> dict[str, str]:
    lines = read_lines(lists.folder / "listed_jp.tsv")[1:]
    return {code: name for code, _, name in (line.split("\t") for line in lines)}


def _change(day: str, folder: Path, was: Mapping[str, str], now: Mapping[str, str]) -> Change:
    return Change(
        date=day,
        folder=folder,
        listed=len(now),
        added={code: name for code, name in now.items() if code not in was},
        gone={code: name for code, name in was.items() if code not in now},
        renamed={
            code: f"{was[code]} → {name}"
            for code, name in now.items()
            if was.get(code, name) != name
        },
    )


def _unfit(address: str, what: str) -> DataError:
    return DataError(what, where=address, todo="nothing was changed; try again later")


# --- in words ---------------------------------------------------------------------------------


def tell_change(change: Change) -> list[str]:
    """Give lines: the day, how many are listed, who came, went and changed their name."""
    return [
        f"name lists of {change.date}: {change.listed} companies, REITs and ETFs",
        *_told("added", change.added),
        *_told("gone", change.gone),
        *_told("renamed", change.renamed),
        f"folder    {change.folder}",
    ]


def _told(what: str, names: Mapping[str, str]) -> Iterator[str]:
    yield f"{what:<9} {len(names)}"
    told = sorted(names.items())[:MOST_TOLD]
    yield from (f"  {code}  {name}" for code, name in told)
    if len(names) > len(told):
        yield f"  and {len(names) - len(told)} more"


def tell_status(data: Path) -> tuple[list[str], bool]:
    """Give lines on the lists that are read with a data folder, and whether none is damaged."""
    lists = find_lists(data)
    stated = head(lists)
    names = head(lists, "listed_names")["rows"]
    rows: Iterable[tuple[str, str]] = (
        ("lists", _kind(lists)),
        ("date", stated["date"]),
        ("rows", f"{stated['rows']} companies, REITs and ETFs; {names} ways to write them"),
        *((key, stated[key]) for key in ("source", "address", "licence")),
        ("folder", str(lists.folder)),
        ("data", str(data)),
    )
    return [f"{key:<9} {value}" for key, value in rows], not lists.damage


def _kind(lists: Lists) -> str:
    if lists.refreshed:
        return "refreshed"
    if lists.damage:
        return "bundled; the refreshed ones are damaged"
    if lists.outdated:
        return f"bundled; the refreshed ones of {lists.outdated} are older"
    return "bundled"
