"""``uratori batch``: many articles, on this machine or a cluster; ``batch report`` reads them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ..errors import MissingExtraError, SettingsError
from .batch_report import add_batch_report
from .options import (
    FAILED,
    FOUND,
    INTERRUPTED,
    NOTHING_FOUND,
    Commands,
    Help,
    add_folder,
    add_model,
    day,
    model_named,
)

if TYPE_CHECKING:
    from ..batch.run import Batch, Job, Tally
    from ..sources import Given

TERMINATED = 128 + 15
SOURCE_HELP = (
    "a file, a folder, a pattern, the address of a feed or a page, a list of such names "
    "(@list.txt), or - for JSON Lines on standard input"
)


def add_batch(commands: Commands) -> None:
    """Add ``batch`` and ``batch report``."""
    batch = commands.add_parser(
        "batch",
        formatter_class=Help,
        help="the same over feeds, folders, JSON Lines, CSV, Parquet, WARC; resumable",
        description="Check all articles of SOURCES into tables below DIR. Run again, it goes on "
        "where it stopped, and does what is new.",
        epilog="example: uratori batch news/*.jsonl --out checked --workers 4",
    )
    batch.add_argument("sources", nargs="+", metavar="SOURCE", help=SOURCE_HELP)
    batch.add_argument("--out", type=Path, required=True, metavar="DIR", help="where tables go")
    _add_work(batch)
    _add_reading(batch)
    batch.set_defaults(run=_batch)
    add_batch_report(commands)


def joined(argv: Sequence[str]) -> Sequence[str]:
    """Make one word of ``batch report``, the command that reads what ``batch`` wrote."""
    if list(argv[:2]) == ["batch", "report"]:
        return ["batch report", *argv[2:]]
    return argv


def _add_work(batch: argparse.ArgumentParser) -> None:
    batch.add_argument(
        "--workers", type=_count, metavar="N", help="processes; default: one a processor; 0: none"
    )
    batch.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster: tcp://host:8786")
    batch.add_argument(
        "--dashboard", metavar="[HOST]:PORT", help="show Dask's own page; default: none"
    )
    batch.add_argument(
        "--limit-seconds", type=_seconds, default=60.0, metavar="S", help="an article; default: 60"
    )
    batch.add_argument(
        "--shard-items",
        type=_items,
        default=500,
        metavar="N",
        help="articles a shard; default: 500",
    )
    batch.add_argument("--jsonl", action="store_true", help="write the JSON documents, too")
    batch.add_argument("--keep-input", action="store_true", help="keep what shards were made of")
    batch.add_argument("--watch", action="store_true", help="look again and again, until stopped")
    batch.add_argument(
        "--every", type=_every, default=900.0, metavar="TIME", help="with --watch; default: 15m"
    )
    batch.add_argument("--log", type=Path, metavar="FILE", help="append JSON Lines on what is done")


def _add_reading(batch: argparse.ArgumentParser) -> None:
    batch.add_argument(
        "--published", type=day, metavar="DATE", help="the date of articles that give none"
    )
    batch.add_argument("--offline", action="store_true", help="no network: no feed, no address")
    batch.add_argument(
        "--allow-private", action="store_true", help="fetch addresses of the local network, too"
    )
    batch.add_argument(
        "--fail-on",
        choices=("never", "contradicted", "marginal"),
        default="never",
        help="findings that make the exit status 1 (default: never)",
    )
    batch.add_argument(
        "--strict", action="store_true", help="a marginal result counts as inconsistent"
    )
    batch.add_argument(
        "--pipeline", metavar="MODULE:FUNCTION", help="makes the report of an article in its way"
    )
    batch.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language of explanations (default: ja)"
    )
    add_folder(batch)
    add_model(batch)


def _batch(options: argparse.Namespace) -> int:
    try:
        from ..batch.run import opened
        from .batch_news import News
    except ImportError as error:
        raise MissingExtraError(
            f"needs {error.name}", where="batch", todo='pip install "uratori[batch]"'
        ) from None
    _refuse_own_output(options)
    with News(options) as news:
        with opened(_job(options), news.hear) as batch, _stopped_by_signals(batch) as heard:
            news.begin(batch.tally)
            _go_over(options, batch)
        news.end()
    return _status(options, batch.tally, heard)


def _go_over(options: argparse.Namespace, batch: Batch) -> None:
    from ..sources import open_sources

    def given(names: Sequence[str]) -> Iterator[Given]:
        return open_sources(
            names,
            offline=options.offline,
            allow_private=options.allow_private,
            memory=batch.ledger,
        )

    if not options.watch:
        batch.go_over(given(options.sources))
        return
    from random import Random

    from ..batch.watch import Watch
    from ..sources import Pace

    pace = Pace(interval=options.every)
    Watch(batch, options.sources, lambda name: given([name]), pace=pace, random=Random()).run()


def _job(options: argparse.Namespace) -> Job:
    from ..batch.intake import Size
    from ..batch.run import Job

    return Job(
        out=options.out,
        workers=options.workers,
        scheduler=options.scheduler,
        dashboard=options.dashboard,
        data=options.data or _default_folder(),
        lang=options.lang,
        strict=options.strict,
        published=options.published,
        pipeline=options.pipeline,
        model=model_named(options),
        documents=options.jsonl,
        seconds=options.limit_seconds,
        keep_input=options.keep_input,
        size=Size(items=options.shard_items),
    )


def _default_folder() -> Path | None:
    from ..settings import data_folder

    try:
        return data_folder()
    except SettingsError:  # a user without a home reads articles too
        return None


def _status(options: argparse.Namespace, tally: Tally, heard: list[int]) -> int:
    import signal  # the enumerations it makes are for this command alone

    from .articles import FAILING

    if signal.SIGINT in heard:
        return INTERRUPTED
    if heard:
        return NOTHING_FOUND if options.watch else TERMINATED
    if tally.unread or tally.failed:
        return FAILED
    found = FAILING[options.fail_on] & tally.findings.keys()
    return FOUND if found else NOTHING_FOUND


@contextmanager
def _stopped_by_signals(batch: Batch) -> Iterator[list[int]]:
    """Stop cleanly on SIGTERM and the first Ctrl-C; the second one ends the command at once."""
    import signal

    heard: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)
        batch.stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse_own_output(options: argparse.Namespace) -> None:
    """Raise SettingsError where a source holds DIR: its files would be taken for articles."""
    out = options.out.resolve()
    for source in options.sources:
        path = Path(source)
        if path.is_dir() and out.is_relative_to(path.resolve()):
            raise SettingsError(f"lies in the source {source}", where="--out", todo="name another")


def _number(text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not from {least} to {most}")


def _count(text: str) -> int:
    return _number(text, 0, 1_000)


def _items(text: str) -> int:
    return _number(text, 1, 100_000)


def _every(text: str) -> float:
    unit = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}.get(text[-1:], 0)
    try:
        seconds = float(text[:-1] if unit else text) * (unit or 1)
    except ValueError:
        seconds = 0.0
    if 1 <= seconds <= 86_400:
        return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is no time; write 90s, 15m or 1h")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if 0 < seconds <= 3_600:
        return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds up to 3600")
