"""The loopback servers bend what goes over the wire as they say."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from . import servers
from .servers import Fault, Reply, Server

BODY = b"day,value\n2026-01-05,1.50\n2026-01-06,1.60\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with servers.serving(lambda request: Reply(BODY, "text/csv")) as served:
        yield served


def get(server: Server, path: str = "/a?b=c&d=") -> tuple[int, bytes, dict[str, str]]:
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=2)
    try:
        connection.request("GET", path, headers={"X-Key": "k"})
        response = connection.getresponse()
        return response.status, response.read(), dict(response.headers)
    finally:
        connection.close()


def test_a_request_arrives_as_it_was_sent(server: Server) -> None:
    assert get(server)[:2] == (200, BODY)
    [request] = server.requests
    assert (request.path, request.query) == ("/a", {"b": "c", "d": ""})
    assert request.headers["x-key"] == "k"


def test_a_fault_ends_after_its_times_and_stays_in_its_place(server: Server) -> None:
    server.fault = Fault(servers.too_many("3"), times=2, where="^/a")
    assert get(server, "/b")[0] == 200
    status, _, headers = get(server)
    assert (status, headers["Retry-After"]) == (429, "3")
    assert [get(server)[0] for _ in range(3)] == [429, 200, 200]


@pytest.mark.parametrize(
    ("bend", "status", "body"),
    [
        (servers.failing(), 500, b"error"),
        (servers.page(), 200, servers.PAGE),
        (servers.cut_quietly(-5), 200, BODY[:-5]),
        (servers.edited(rb"1\.50", b"."), 200, BODY.replace(b"1.50", b".")),
        (servers.dripping(0.0001), 200, BODY),
        (servers.elsewhere("http://127.0.0.1:1/"), 302, b""),
    ],
)
def test_a_fault_bends_the_answer(
    server: Server, bend: servers.Bend, status: int, body: bytes
) -> None:
    server.fault = Fault(bend)
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=2)
    connection.request("GET", "/")
    response = connection.getresponse()
    assert (response.status, response.read()) == (status, body)
    connection.close()


def test_gzip_unpacks_to_the_answer(server: Server) -> None:
    server.fault = Fault(servers.oversized(100_000, packed=True))
    body = get(server)[1]
    assert len(body) < 1000
    assert len(gzip.decompress(body)) == 100_000


def test_a_hang_up_says_nothing(server: Server) -> None:
    server.fault = Fault(servers.hanging_up())
    with pytest.raises(RemoteDisconnected):
        get(server)


def test_nobody_listens_at_a_refused_address() -> None:
    connection = HTTPConnection(urlsplit(servers.refused_address()).netloc, timeout=2)
    with pytest.raises(ConnectionRefusedError):
        connection.request("GET", "/")
