"""Measure speed and memory as ratios to fugashi's own loop, in one run, on one core.

`make bench` prints the table and writes benchmarks/results/bench.json. The method is told in
docs/performance.md. A figure beyond its limit is shown as such and fails nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import fugashi
import msgspec

import uratori
from benchmarks.compare import measure_rivals
from benchmarks.figures import Figure, show
from benchmarks.gold import Reading, figures_of, read_corpus, score_numbers, score_times
from benchmarks.texts import ROOT, bare_loop, megabyte, read_texts, seconds, stay_on_one_core

RESULT = ROOT / "benchmarks" / "results" / "bench.json"
PUBLISHED = date(2026, 1, 26)
PIECE = 3_000
"""Characters of the article whose cost is set against one of ten times its length."""
ROUNDS = 3
COLD_ROUNDS = 10
PEAKS = ("fugashi", "extract")
YARDSTICK = "import fugashi; fugashi.Tagger()('円')"


def measure_speed(texts: list[str]) -> list[Figure]:
    """Measure extract and check against the yardstick, in turns, the best round of each."""
    analyzer, tagger = uratori.Analyzer(), fugashi.Tagger()

    def yardstick() -> None:
        bare_loop(tagger, texts)

    def extract() -> None:
        for text in texts:
            analyzer.extract(text, published=PUBLISHED)

    def check() -> None:
        for text in texts:
            analyzer.check(text, published=PUBLISHED, offline=True)

    for text in texts[:10]:
        analyzer.check(text, published=PUBLISHED, offline=True)
    turns = [[seconds(work) for work in (yardstick, extract, check)] for _ in range(ROUNDS)]
    bare, extracting, checking = (min(times) for times in zip(*turns, strict=True))
    speed = sum(map(len, texts)) / bare
    return [
        Figure(what="fugashi's bare loop", value=speed, unit="characters/s"),
        Figure(what="extract / fugashi's bare loop, speed", value=bare / extracting, at_least=0.20),
        Figure(what="check --offline / extract, time", value=checking / extracting, at_most=1.3),
    ]


def measure_growth(texts: list[str]) -> Figure:
    """Measure the check of an article against the mean of the ten parts it is made of."""
    whole = "\n".join(texts)
    while len(whole) < 10 * PIECE:
        whole += "\n" + whole
    pieces = [whole[at : at + PIECE] for at in range(0, 10 * PIECE, PIECE)]
    analyzer = uratori.Analyzer()

    def check(text: str) -> float:
        return seconds(lambda: analyzer.check(text, published=PUBLISHED, offline=True))

    def best(text: str) -> float:
        return min(check(text) for _ in range(ROUNDS))

    mean = sum(map(best, pieces)) / len(pieces)
    ratio = best("".join(pieces)) / mean
    return Figure(what="an article of 10 times the length, cost", value=ratio, at_most=11)


def measure_large(texts: list[str]) -> Figure:
    """Measure extract on 1 MB of text against the same 1 MB ten times over, as one text each."""
    analyzer, small = uratori.Analyzer(), megabyte(texts)

    def extract(text: str) -> float:
        return seconds(lambda: analyzer.extract(text, published=PUBLISHED))

    # The mean of ten, which the machine's moods touch as they touch the one long run.
    once = sum(extract(small) for _ in range(10)) / 10
    ratio = extract(10 * small) / once
    return Figure(what="10 MB of text / 1 MB, cost of extract", value=ratio, at_most=11)


def measure_cold(texts: list[str]) -> list[Figure]:
    """Measure the whole command on a file of 2,000 characters against fugashi's own start."""
    command = Path(sys.executable).with_name("uratori")
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text("\n".join(texts)[:2000], encoding="utf-8")
        ours = [str(command), "extract", str(article), "--format", "json"]
        bare = [sys.executable, "-c", YARDSTICK]
        cold(bare, folder), cold(ours, folder)  # compiles the modules, as pip does
        turns = [(cold(bare, folder), cold(ours, folder)) for _ in range(COLD_ROUNDS)]
    start, extract = (min(times) for times in zip(*turns, strict=True))
    return [
        Figure(what="fugashi's cold start", value=1000 * start, unit="ms"),
        Figure(what="cold extract / fugashi's cold start", value=extract / start, at_most=4),
    ]


def cold(command: list[str], modules: str) -> float:
    """Give the wall time of one process, from its start to its end.

    modules: the folder of its compiled modules, whatever the environment says of them.
    """
    said = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    given = {**said, "PYTHONPYCACHEPREFIX": modules}
    return seconds(
        lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=given)
    )


def measure_memory() -> list[Figure]:
    """Measure the peaks of two processes: fugashi over every text, and extract over every text."""
    command = [sys.executable, "-m", "benchmarks.bench", "--peak"]
    bare, ours = (
        float(subprocess.run([*command, work], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
        for work in PEAKS
    )
    return [
        Figure(what="fugashi's bare loop, peak memory", value=bare, unit="MB"),
        Figure(what="extract, peak memory", value=ours, unit="MB", at_most=200),
    ]


def peak(work: str) -> float:
    """Do one thing to every text, and give this process's peak memory in MB."""
    import resource

    texts = read_texts()
    if work == "fugashi":
        bare_loop(fugashi.Tagger(), texts)
    else:
        analyzer = uratori.Analyzer()
        for text in texts:
            analyzer.extract(text, published=PUBLISHED)
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def measure_right() -> list[Figure]:
    """Score uratori's own reading of the gold corpus in the way the other libraries are scored."""
    corpus = read_corpus()
    if not corpus:
        note = "not measured: corpora/ holds no quantities*.jsonl"
        return [Figure(what="values right on the gold corpus", value=None, note=note)]
    analyzer = uratori.Analyzer()

    def read(text: str, published: date | None) -> list[Reading]:
        return [reading(q) for q in analyzer.extract(text, published=published).quantities]

    return figures_of("uratori", score_numbers(read, corpus), score_times(read, corpus))


def reading(quantity: uratori.Quantity) -> Reading:
    """Give a quantity as the score takes it: its value, or the bounds of one that has none."""
    value, core = quantity.value, quantity.core
    bounds = (core.low, core.high) if value is None else (value, value)
    timex = () if quantity.timex is None else (quantity.timex,)
    return Reading(start=quantity.start, end=quantity.end, values=(bounds,), timex=timex)


def main() -> None:
    """Measure everything, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peak", choices=PEAKS, help="only print the peak memory of this, in MB")
    if work := parser.parse_args().peak:
        print(peak(work))
        return
    stay_on_one_core()
    # First, while this process is small: Linux counts a parent's peak as its child's.
    memory = measure_memory()
    texts = read_texts()
    figures = [
        *measure_speed(texts),
        measure_growth(texts),
        measure_large(texts),
        *measure_cold(texts),
        *memory,
        *measure_rivals(),
        *measure_right(),
    ]
    show(figures)
    machine = {"python": platform.python_version(), "system": platform.platform()}
    counts = {"texts": len(texts), "characters": sum(map(len, texts))}
    rows = [msgspec.to_builtins(f) | {"holds": f.holds} for f in figures]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps({**machine, **counts, "figures": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
