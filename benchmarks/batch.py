"""Measure `uratori batch` on generated articles: speed by workers, overhead, start-up, memory.

`make bench-batch` prints the table and writes benchmarks/results/batch.json; ARTICLES=200000 asks
for so many articles. The method and what follows from the figures are told in docs/scale.md. A
figure beyond its limit is shown as such and fails nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

import uratori
from benchmarks.batch_articles import articles, write_articles
from benchmarks.figures import Figure, show
from benchmarks.processes import KNOWN, below
from benchmarks.texts import ROOT, seconds

RESULT = ROOT / "benchmarks" / "results" / "batch.json"
ARTICLES = 2_000
LOOP = 2_000
"""Articles of the bare loop; its speed is the same from the first hundred on."""
WARM = 50
EVERY = 0.25
"""Seconds from one look at the memory of the processes to the next."""
FIFTHS = 5
MB = 1e6
WORKER = "uratori.batch.child"
"""What the process that reads articles is started as; its parent is the worker."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Memory of the processes at one time, in bytes as the system counts what lies in memory."""

    at: float
    command: int
    processor: tuple[tuple[int, float], ...]
    """Seconds of processor time of each process by its number."""
    workers: tuple[int, ...]
    """Each worker with the process that reads for it; what both share counts twice."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the command."""

    wall: float
    processor: float
    """Seconds of processor time of all its processes, each as it was when last looked at."""
    command: float
    """Those of the command itself, which reads the sources and counts what is done."""
    written: int
    """Bytes of its Parquet files."""
    ledger: int
    """Bytes of what it remembers of items."""
    looks: tuple[Look, ...]


def bare_loop(count: int) -> tuple[float, float]:
    """Give articles a second, and seconds of processor time an article, of `check` alone."""
    analyzer = uratori.Analyzer()
    made = list(islice(articles(max(count, WARM)), min(count, LOOP)))

    def check(some: list[dict[str, str]]) -> None:
        for article in some:
            analyzer.check(article["text"], published=_day(article), offline=True)

    check(made[:WARM])
    used = time.process_time()
    wall = seconds(lambda: check(made))
    return len(made) / wall, (time.process_time() - used) / len(made)


def _day(article: dict[str, str]) -> date:
    return date.fromisoformat(article["published"])


def run_batch(source: Path, workers: int) -> Run:
    """Run the command on a file of articles, in a folder of its own, and look at its processes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "uratori", "batch", str(source), "--out", str(out)]
        options = ["--workers", str(workers), "--offline"]
        begun = time.perf_counter()
        with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) as process:
            looks = tuple(_looks(process, begun))
        wall = time.perf_counter() - begun
        if process.returncode != 0:
            raise SystemExit(f"uratori batch ended with status {process.returncode}")
        written = sum(path.stat().st_size for path in out.rglob("*.parquet"))
        ledger = sum(path.stat().st_size for path in out.glob("ledger.sqlite*"))
    used = {pid: spent for look in looks for pid, spent in look.processor}
    return Run(
        wall=wall,
        processor=sum(used.values()),
        command=used.get(process.pid, 0.0),
        written=written,
        ledger=ledger,
        looks=looks,
    )


def _looks(process: subprocess.Popen[bytes], begun: float) -> Iterator[Look]:
    while True:
        try:
            process.wait(timeout=EVERY)
        except subprocess.TimeoutExpired:
            if KNOWN:
                yield _look(process.pid, time.perf_counter() - begun)
        else:
            return


def _look(pid: int, at: float) -> Look:
    held = {each.pid: each for each in below(pid)}
    workers = tuple(
        each.memory + (held[each.parent].memory if each.parent in held.keys() - {pid} else 0)
        for each in held.values()
        if WORKER in each.command
    )
    return Look(
        at=at,
        command=held[pid].memory if pid in held else 0,
        processor=tuple((each.pid, each.processor) for each in held.values()),
        workers=workers,
    )


def figures_of(count: int, folder: Path) -> tuple[list[Figure], int]:
    """Measure everything; give the figures, and how many characters the articles have."""
    source, single = folder / "articles.jsonl", folder / "one.jsonl"
    characters = write_articles(source, count)
    write_articles(single, 1)
    bare, bare_time = bare_loop(count)
    first = min((run_batch(single, 1) for _ in range(2)), key=lambda run: run.wall)
    start = first.wall
    one, two = run_batch(source, 1), run_batch(source, 2)
    rates = [count / (run.wall - start) for run in (one, two)]
    return [
        Figure(what="check in a bare loop", value=bare, unit="articles/s"),
        Figure(what="batch, 1 worker", value=rates[0], unit="articles/s"),
        Figure(what="batch, 2 workers", value=rates[1], unit="articles/s"),
        Figure(what="2 workers / 1 worker", value=rates[1] / rates[0], at_least=1.7),
        Figure(what="bare loop / 1 worker, overhead", value=bare / rates[0]),
        Figure(what="check, processor time", value=1000 * bare_time, unit="ms/article"),
        Figure(
            what="batch, processor time of all processes",
            value=1000 * (one.processor - first.processor) / count,
            unit="ms/article",
        ),
        Figure(
            what="of these the command itself",
            value=1000 * (one.command - first.command) / count,
            unit="ms/article",
        ),
        Figure(what="start-up, one article", value=start, unit="s"),
        *memory_figures(one, two),
        Figure(what="tables", value=one.written / count, unit="bytes/article"),
        Figure(what="ledger", value=one.ledger / count, unit="bytes/article"),
    ], characters


def memory_figures(*runs: Run) -> list[Figure]:
    """Give the peaks of a worker and of the command, and whether a worker's memory grows."""
    workers = [max(look.workers, default=0) for run in runs for look in run.looks]
    commands = [look.command for run in runs for look in run.looks]
    if not commands:
        return [Figure(what="memory", value=None, note="not measured: this system has no /proc")]
    return [
        Figure(what="a worker, peak memory", value=max(workers) / MB, unit="MB", at_most=400),
        Figure(what="last fifth / second fifth, worker memory", value=growth(runs[0]), at_most=1.1),
        Figure(what="the command, peak memory", value=max(commands) / MB, unit="MB"),
    ]


def growth(run: Run) -> float | None:
    """Give the mean memory of a worker in the last fifth of a run over that in the second one."""
    held = [max(look.workers) for look in run.looks if look.workers]
    fifth = len(held) // FIFTHS
    if not fifth:
        return None
    return sum(held[-fifth:]) / sum(held[fifth : 2 * fifth])


def main() -> None:
    """Measure everything, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N")
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        figures, characters = figures_of(count, Path(folder))
    show(figures)
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
    }
    sizes = {"articles": count, "characters": characters}
    rows = [msgspec.to_builtins(figure) | {"holds": figure.holds} for figure in figures]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps({**machine, **sizes, "figures": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
