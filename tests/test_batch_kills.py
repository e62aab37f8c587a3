"""kill -9 at random points of a real cluster: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from .batch.cluster import ENVIRON, Cluster, command, kill
from .batch.corpus import files, write_corpus

KILLS = {"worker": 18, "reader": 16, "command": 12, "scheduler": 4}
"""How many of each; fifty in all."""
LONGEST = 90.0
"""Seconds in which a command must end, whatever is killed beside it."""


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    source = write_corpus(tmp_path / "articles.jsonl", articles=400)
    undisturbed = tmp_path / "undisturbed"
    run = subprocess.run(batch(source, undisturbed, "--workers", "0"), env=ENVIRON, check=False)
    assert run.returncode == 0
    expected = files(undisturbed)
    draw, rounds = Random(20261123), 0
    victims = [victim for victim, count in KILLS.items() for _ in range(count)]
    draw.shuffle(victims)
    with Cluster(tmp_path) as cluster:
        while victims:
            rounds += 1
            out = tmp_path / f"killed-{rounds}"
            words = batch(source, out, "--scheduler", cluster.address)
            campaign(cluster, words, out, draw, victims)
            assert files(out) == expected
            assert list((out / "inputs").iterdir()) == []


def batch(source: Path, out: Path, *more: str) -> list[str]:
    return command("batch", source, "--out", out, "--shard-items", "5", "--jsonl", *more)


def campaign(
    cluster: Cluster, words: list[str], out: Path, draw: Random, victims: list[str]
) -> None:
    """Run a command, kill at random, and run it again until it ends by itself."""
    while True:
        cluster.mend()
        process = subprocess.Popen(
            words, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        began, victim = time.monotonic(), ""
        while victims and process.poll() is None and victim not in ("command", "scheduler"):
            if draw.random() < 0.8:
                wait_for_progress(cluster, process, out)
            time.sleep(draw.uniform(0.0, 0.7))
            if strike(cluster, process, victims[-1], draw):
                victim = victims.pop()
            assert time.monotonic() - began < LONGEST
        told = process.communicate(timeout=LONGEST)[1].decode()
        if process.returncode == 0:
            return
        if victim == "scheduler":
            assert process.returncode == 2, told
            assert told.endswith("goes on where it stopped)\n") or "no scheduler" in told, told
            assert "Traceback" not in told
        else:
            assert process.returncode == -9, told


def wait_for_progress(cluster: Cluster, process: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until a shard more counts, or the command is at its end.

    A worker that lost its scheduler ends a little later, and must be started again.
    """
    before, began = len(list(out.glob("shards/*/*.json"))), time.monotonic()
    while process.poll() is None and len(list(out.glob("shards/*/*.json"))) == before:
        time.sleep(0.02)
        cluster.mend()
        assert time.monotonic() - began < LONGEST


def strike(cluster: Cluster, process: subprocess.Popen[bytes], victim: str, draw: Random) -> bool:
    """Kill a process of a kind; tell whether there was one."""
    pids = {
        "command": [process.pid],
        "scheduler": [cluster.scheduler()],
        "worker": cluster.workers(),
        "reader": cluster.readers(),
    }[victim]
    if not pids or process.poll() is not None:
        return False
    kill(draw.choice(pids))
    return True
