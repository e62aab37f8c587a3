import asyncio
import socket
import time

import httpx2
import pytest
from starlette.datastructures import Headers

from uratori.web.guard import HEADERS, is_own_name, is_own_page
from uratori.web.limits import LOOPBACK, Setup

from .articles import WRONG
from .conftest import in_thread

NEAR = Setup()
FAR = Setup(names=LOOPBACK | {"desk.example", "192.0.2.7"}, any_address=True)


@pytest.mark.parametrize(
    ("host", "near", "far"),
    [
        ("127.0.0.1:8765", True, True),
        ("127.0.0.1", True, True),
        ("LocalHost:1", True, True),
        ("[::1]:8765", True, True),
        ("[::1]", True, True),
        ("192.0.2.7:80", False, True),
        ("[2001:db8::1]:80", False, True),
        ("desk.example", False, True),
        ("desk.example.", False, False),
        ("rebound.invalid", False, False),
        ("rebound.invalid:8765", False, False),
        ("127.0.0.1.rebound.invalid", False, False),
        ("localhost:x", False, False),
        ("", False, False),
    ],
)
def test_a_host(host: str, near: bool, far: bool) -> None:
    assert (is_own_name(host, NEAR), is_own_name(host, FAR)) == (near, far)


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"origin": "http://127.0.0.1:8765"}, True),
        ({"origin": "https://127.0.0.1:8765"}, True),  # behind a proxy that speaks TLS
        ({"origin": "http://127.0.0.1:8766"}, False),
        ({"origin": "http://a.invalid"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8765"}, False),
    ],
)
def test_an_origin(headers: dict[str, str], own: bool) -> None:
    assert is_own_page(Headers({"host": "127.0.0.1:8765", **headers})) is own


@pytest.mark.parametrize("path", ["/", "/api", "/api/health", "/static/page.css", "/nope", "/%00"])
def test_every_answer_has_safe_headers(client: httpx2.Client, path: str) -> None:
    answer = client.get(path)
    assert HEADERS.items() <= dict(answer.headers).items()
    cached = path.startswith("/static")
    assert ("no-store" in answer.headers["cache-control"]) is not cached
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_a_name_that_is_not_ours(client: httpx2.Client) -> None:
    answer = client.get("/", headers={"host": "rebound.invalid"})
    assert (answer.status_code, "card error" in answer.text) == (421, True)
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize("path", ["/check", "/api/check"])
def test_another_site_s_form(client: httpx2.Client, path: str) -> None:
    answer = client.post(path, data={"text": WRONG}, headers={"origin": "https://a.invalid"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/check", "/api/check"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large(tight_client: httpx2.Client, path: str, declared: bool) -> None:
    boundary = b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n"
    body = boundary + b"1" * 4_500_000 + b"\r\n--x--\r\n"
    chunks = (body[at : at + 65536] for at in range(0, len(body), 65536))
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = tight_client.post(path, content=body if declared else chunks, headers=headers)
    assert answer.status_code == 413
    assert "4 MB" in answer.text


def say(address: str, sent: bytes) -> bytes:
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as held:
        held.sendall(sent)
        held.shutdown(socket.SHUT_WR) if sent.endswith(b"!") else None
        return b"".join(iter(lambda: held.recv(65536), b""))


def test_a_body_that_never_comes(tight: str) -> None:
    head = b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    begun = time.monotonic()
    answer = say(tight, head + b"Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begun < 8


@pytest.mark.parametrize(
    "target",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/words.tsv",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/page.css%00.js",
        "/static/",
        "/static",
        "/results/../../etc/passwd",
        "/results/x/..%2f..%2fapp.py",
        "//etc/passwd",
        "/static/htmx.min.js/../../app.py",
    ],
)
def test_no_path_leads_out(server: str, target: str) -> None:
    request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = say(server, request.encode())
    assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 307 "))
    assert b"import" not in answer
    assert b"Traceback" not in answer


def test_what_is_no_http(server: str) -> None:
    assert say(server, b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_many_at_once(client: httpx2.Client, server: str) -> None:
    async def all_of_them() -> list[int]:
        async with httpx2.AsyncClient(base_url=server, timeout=30) as each:
            asked = [each.post("/api/check", json={"text": WRONG}) for _ in range(20)]
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    statuses = in_thread(all_of_them())
    assert set(statuses) == {200, 429}
    assert client.post("/api/check", json={"text": WRONG}).status_code == 200
