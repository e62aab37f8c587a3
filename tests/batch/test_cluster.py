"""A scheduler and two workers as processes: one that hangs, none at all, other versions."""

from __future__ import annotations

import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from uratori.batch.plan import Plan
from uratori.batch.supervisor import Supervisor
from uratori.batch.work import Task, do_shard
from uratori.errors import SettingsError

from .cluster import ENVIRON, Cluster, command, kill
from .conftest import entry, plan
from .test_run import batch, rows, texts
from .test_supervisor import OBEY, until


@pytest.mark.slow
def test_a_worker_that_hangs_is_replaced(tmp_path: Path) -> None:
    """A cluster without workers is told of; a worker that stops loses its shard to the other."""
    out = tmp_path / "out"
    source = texts(tmp_path / "in", *(f"wait\n記事{n}" for n in range(24)))
    with Cluster(tmp_path, workers=0) as cluster:
        words = command("batch", source, "--out", out, "--shard-items", "3", "--pipeline", OBEY)
        words += ["--scheduler", cluster.address]
        process = subprocess.Popen(words, env=ENVIRON, stderr=subprocess.PIPE)
        until(lambda: len(list(out.glob("inputs/*"))) > 0, 60)
        cluster.count = 2
        cluster.mend()
        until(lambda: len(list(out.glob("shards/*/*.json"))) > 0, 60)
        hung = cluster.workers()[0]
        kill(hung, signal.SIGSTOP)
        told = process.communicate(timeout=90)[1].decode()
        assert process.returncode == 0, told
        assert told in ("", NO_WORKERS)
        until(lambda: hung not in cluster.workers() and len(cluster.workers()) == 2, 60)
    assert rows(out, "SELECT count(*), count(DISTINCT article) FROM 'articles/**/*.parquet'") == [
        (24, 24)
    ]


NO_WORKERS = "uratori: the cluster has no workers: waiting for one (start one with: dask worker)\n"


def test_a_worker_that_does_not_see_the_folder_says_so(tmp_path: Path) -> None:
    task = Task(root=str(tmp_path / "elsewhere"), input="00", plan=plan(pipeline=OBEY))
    with pytest.raises(SettingsError, match=r"is not seen by the worker on .* share"):
        do_shard(task)


def test_a_worker_of_another_version_does_nothing() -> None:
    other = Supervisor(Plan(digest="of another version", pipeline=OBEY))
    with pytest.raises(SettingsError, match="other versions"):
        other.read([entry("記事")])
    other.close()


@pytest.mark.slow
def test_a_scheduler_that_hangs_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("uratori.batch.crew.HUNG_SECONDS", 1)
    monkeypatch.setattr("uratori.batch.crew.COUNT_SECONDS", 0.2)
    source = texts(tmp_path / "in", *(f"wait\n記事{n}" for n in range(60)))
    out = tmp_path / "out"
    with Cluster(tmp_path) as cluster, ThreadPoolExecutor(1) as beside:
        stopped = beside.submit(stop_when_at_work, cluster, out)
        words = ["--shard-items", "3", "--pipeline", OBEY, "--scheduler", cluster.address]
        status = batch(source, "--out", out, *words)
        stopped.result()
    assert status == 2
    assert "the scheduler went away (run the command again" in capsys.readouterr().err
    assert batch(source, "--out", out, "--workers", "0", *words[:4]) == 0
    assert rows(out, "SELECT count(*) FROM 'articles/**/*.parquet'") == [(60,)]


def stop_when_at_work(cluster: Cluster, out: Path) -> None:
    until(lambda: len(list(out.glob("shards/*/*.json"))) > 0, 60)
    kill(cluster.scheduler(), signal.SIGSTOP)
