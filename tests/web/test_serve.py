"""The command, from its first line to its end."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest


def _hear_interrupts() -> None:
    """Undo what a shell does to the commands that it runs in the background: it deafens them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    command = [sys.executable, "-m", "uratori", "serve", "--port", "0", "--workers", "1", *options]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_interrupts
    ) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline()]
        if "0.0.0.0" in options:
            lines.append(process.stderr.readline())
        try:
            yield process, lines
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def test_it_tells_its_address_answers_and_ends() -> None:
    with serving("--offline") as (process, lines):
        told = re.fullmatch(r"uratori: (http://127\.0\.0\.1:\d+/) \(Ctrl-C ends it\)\n", lines[0])
        assert told
        assert httpx2.get(f"{told[1]}api/health", timeout=20).json()["offline"] is True
    assert process.returncode == 130


def test_it_warns_where_others_can_reach_it() -> None:
    with serving("--host", "0.0.0.0", "--name", "desk.example") as (_, lines):
        assert lines[1].startswith("uratori: warning: others on the network can reach")
        port = lines[0].partition("0.0.0.0:")[2].partition("/")[0]
        for host, status in (("desk.example", 200), ("192.0.2.1", 200), ("a.invalid", 421)):
            answer = httpx2.get(
                f"http://127.0.0.1:{port}/api/health", headers={"host": host}, timeout=20
            )
            assert answer.status_code == status


def refused(*options: str, code: str = "") -> str:
    start = ["-c", code] if code else ["-m", "uratori", "serve"]
    run = subprocess.run(
        [sys.executable, *start, *options], capture_output=True, text=True, timeout=30
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    return run.stderr


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}: cannot be listened at" in refused("--port", port)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--port", "70000"), "is no port"),
        (("--workers", "0"), "is not from 1"),
        (("--host", "a.invalid"), "cannot be listened at"),
    ],
)
def test_a_wrong_option(options: tuple[str, ...], told: str) -> None:
    assert told in refused(*options)


@pytest.mark.parametrize("name", ["fastapi", "uvicorn", "python_multipart"])
def test_without_the_extra(name: str) -> None:
    code = f"import sys; sys.modules[{name!r}] = None; from uratori.cli import main"
    line = refused(code=f"{code}; sys.exit(main(['serve']))")
    assert line == f'uratori: serve: needs {name} (pip install "uratori[web]")\n'
