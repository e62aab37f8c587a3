"""A scheduler and two workers, each a process of its own that a test may kill."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRON = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(ROOT / "nlp"), str(ROOT)]),
    "URATORI_DATA": str(ROOT / "no such folder"),
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "5s",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "20",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false",
}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "uratori", *map(str, words)]


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


class Cluster:
    """`dask scheduler` and `dask worker`, two of these, on this machine."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.count = workers
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self._folder = folder
        self._scheduler: subprocess.Popen[bytes] | None = None
        self._nannies: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self.mend()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self._nannies, self._scheduler):
            if process is not None:
                _end(process)

    def mend(self) -> None:
        """Start what is not running."""
        if self._scheduler is None or self._scheduler.poll() is not None:
            port = self.address.rpartition(":")[2]
            self._scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", port)
            _wait_for(int(port))
        self._nannies = [nanny for nanny in self._nannies if nanny.poll() is None]
        while len(self._nannies) < self.count:
            self._nannies.append(
                self._run("worker", self.address, "--nworkers", "1", "--nthreads", "1",
                          "--local-directory", str(self._folder), "--death-timeout", "20")
            )  # fmt: skip

    def scheduler(self) -> int:
        assert self._scheduler is not None
        return self._scheduler.pid

    def workers(self) -> list[int]:
        """The processes that do tasks, which their nannies start anew."""
        found = []
        for nanny in self._nannies:
            with contextlib.suppress(psutil.Error):
                found += [
                    child.pid
                    for child in psutil.Process(nanny.pid).children()
                    if "spawn_main" in " ".join(child.cmdline())
                ]
        return found

    def readers(self) -> list[int]:
        """The processes in which the workers read articles."""
        found = []
        for worker in self.workers():
            with contextlib.suppress(psutil.Error):
                found += [child.pid for child in psutil.Process(worker).children()]
        return found

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "distributed.cli.dask_" + words[0], *words[1:],
             "--no-dashboard"],
            env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            kill(child.pid)
    kill(process.pid)
    process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("no scheduler")
