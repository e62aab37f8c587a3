"""Real servers on loopback: uvicorn in a thread, its workers in processes."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx2
import pytest
import uvicorn

from uratori.web.app import create_app
from uratori.web.limits import Limits
from uratori.web.server import Place, address_of, configuration, listen, setup_of

Result = TypeVar("Result")


def in_thread(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine where no loop runs yet; the browser's runs in the tests' own thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def warm(address: str) -> None:
    """Wait until a worker has loaded its dictionaries."""
    answer = httpx2.post(f"{address}api/extract", json={"text": "10%"}, timeout=60)
    assert answer.status_code == 200


@contextmanager
def running(place: Place) -> Iterator[str]:
    """A server that answers, by its address."""
    with listen(place) as listening:
        server = uvicorn.Server(configuration(create_app(setup_of(place, listening))))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            warm(address_of(listening))
            yield address_of(listening)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server as users start it, but for one worker and a free port."""
    with running(Place(port=0, limits=Limits(workers=1))) as address:
        yield address


@pytest.fixture(scope="session")
def tight() -> Iterator[str]:
    """A server with little of everything."""
    limits = Limits(
        workers=1, waiting=0, check_seconds=2.0, body_bytes=4_000_000, body_seconds=0.5,
        patience=0.1, kept=2, kept_bytes=20_000,
    )  # fmt: skip
    with running(Place(port=0, limits=limits)) as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx2.Client]:
    """A client of `server`."""
    with httpx2.Client(base_url=server, timeout=30) as made:
        yield made


@pytest.fixture
def tight_client(tight: str) -> Iterator[httpx2.Client]:
    """A client of `tight`."""
    with httpx2.Client(base_url=tight, timeout=30) as made:
        yield made
