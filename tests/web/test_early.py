"""A provider that takes its time: the result by the data at hand is there before its answer."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from .articles import WRONG
from .conftest import warm
from .test_page import HTMX, checked, until

ASKS = f"{WRONG}\n2026年1月23日、S&P 500は前日比1.5%上昇した。"


@pytest.fixture(scope="module")
def answered() -> Iterator[tuple[str, threading.Event]]:
    """A provider that says nothing until the event, and then that it has nothing."""
    go = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            go.wait(20)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", go
        go.set()
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def online(
    answered: tuple[str, threading.Event], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server that asks that provider, and no other."""
    names = ("FRED", "FRANKFURTER", "BOJ", "FRED_API", "JQUANTS", "EDINET", "YAHOO", "ECB")
    asked = {f"URATORI_{name}_URL": answered[0] for name in names}
    settings = {
        "URATORI_OFFLINE": "0",
        "URATORI_DATA": str(tmp_path_factory.mktemp("data")),
        **asked,
    }
    command = [sys.executable, "-m", "uratori", "serve", "--port", "0", "--workers", "1"]
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        told = re.search(r"http://\S+/", process.stderr.readline())
        assert told
        warm(told[0])
        yield told[0]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def test_the_result_at_hand_comes_first(online: str, answered: tuple[str, threading.Event]) -> None:
    with httpx2.Client(base_url=online, timeout=30) as client:
        job = checked(client, ASKS).headers["location"]
        early = client.get(job).text
        assert "市場データを問い合わせています" in early
        assert "30.4%" in early
        assert f'hx-get="{job}"' in client.get(job, headers=HTMX).text
        answered[1].set()
        whole = until(client, job, "<progress").text
        assert "30.4%" in whole
        assert "http-equiv" not in whole


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"])
def test_an_address_of_this_machine_is_not_fetched(online: str, host: str) -> None:
    url = online.replace("127.0.0.1", host) + "api/health"
    answer = httpx2.post(f"{online}api/check", json={"url": url}, timeout=30)
    assert answer.status_code == 422
    assert "free_workers" not in answer.text
    assert answer.json()["todo"] == "paste its text, or send its file"
    with httpx2.Client(base_url=online, timeout=30) as client:
        job = client.post("/check", data={"way": "url", "url": url}).headers["location"]
        assert until(client, job, "<progress").status_code == 422
