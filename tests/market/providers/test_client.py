"""The client, over the real HTTP stack, against a server that misbehaves in every way."""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import msgspec
import pytest

from uratori.market.providers.client import Client, retry_after
from uratori.market.providers.wire import Body, Fault, Key, Pace, Patience, malformed

from . import servers
from .servers import Bend, Reply, Request, Server

BODY = b"day,value\n2026-01-05,1.50\n2026-01-06,1.60\n"
SECRET = "s3cr3t-0123456789abcdef"
QUICK = Patience(
    connect=0.3, read=0.2, deadline=1.0, attempts=3, first_wait=0.01, longest_wait=0.02,
    jitter=0.005, retry_after=0.2, most_bytes=50_000,
)  # fmt: skip
PACE = Pace(requests=100, seconds=1)


@pytest.fixture
def server() -> Iterator[Server]:
    def answer(request: Request) -> Reply:
        return Reply(BODY if request.path == "/rows" else b"other", "text/csv; charset=utf-8")

    with servers.serving(answer) as served:
        yield served


def client(base_url: str, **fields: object) -> Client:
    given = {"provider": "test", "pace": PACE, "patience": QUICK, **fields}
    return Client(base_url=base_url, **given)  # type: ignore[arg-type]


def read(asked: Client, path: str = "/rows", **params: str) -> Body:
    with asked.session() as session:
        return session.read(path, params, lambda body: body)


def fault(asked: Client, path: str = "/rows", **params: str) -> tuple[str, str]:
    with pytest.raises(Fault) as caught:
        read(asked, path, **params)
    return caught.value.reason, caught.value.detail


def test_a_body_arrives_whole_with_its_address_and_digest(server: Server) -> None:
    body = read(client(server.address), id="SP500", codes="A,B")
    assert (body.content, body.kind, body.status, body.cached) == (BODY, "text/csv", 200, False)
    assert body.address == f"{server.address}/rows?id=SP500&codes=A,B"
    assert body.sha256 == hashlib.sha256(BODY).hexdigest()
    [request] = server.requests
    assert request.headers["user-agent"].startswith("uratori/")
    assert request.query == {"id": "SP500", "codes": "A,B"}


def test_gzip_is_unpacked(server: Server) -> None:
    server.fault = servers.Fault(servers.packed())
    assert read(client(server.address)).content == BODY


ENDINGS: list[tuple[str, Bend, str, str, int]] = [
    ("429", servers.too_many(None), "limited", "too many requests (429)", 3),
    ("429 soon", servers.too_many("0"), "limited", "too many requests (429)", 3),
    ("429 late", servers.too_many("120"), "limited",
     "too many requests (429); it asks to wait 120 s", 1),
    ("500", servers.failing(), "unreachable", "the server answers 500", 3),
    ("503 late", lambda _: Reply(status=503, headers={"Retry-After": "3600"}), "unreachable",
     "the server answers 503; it asks to wait 3600 s", 1),
    ("403", servers.failing(403), "refused", "the server refuses (403)", 1),
    ("404", servers.failing(404), "unknown", "the server knows no such series (404)", 1),
    ("400", servers.failing(400), "refused", "the server answers 400", 1),
    ("silence", servers.silent(0.5), "unreachable", "no answer within 0.2 s", 3),
    ("hang up", servers.hanging_up(), "unreachable", "the connection breaks off", 3),
    ("cut", servers.cut(), "malformed", "the answer breaks off before its end", 3),
    ("cut gzip", servers.packed(damaged=True), "malformed",
     "the answer breaks off within its gzip", 3),
    ("no gzip", lambda reply: Reply(reply.body, headers={"Content-Encoding": "gzip"}),
     "malformed", "damaged gzip", 3),
    ("brotli", lambda reply: Reply(reply.body, headers={"Content-Encoding": "br"}),
     "malformed", "an answer packed as 'br', which nobody asked for", 1),
    ("large", servers.oversized(60_000), "malformed", "an answer of more than 50,000 bytes", 1),
    ("bomb", servers.oversized(9_000_000, packed=True), "malformed",
     "an answer of more than 50,000 bytes", 1),
    ("circle", servers.elsewhere("/rows"), "unreachable",
     "it redirects to 127.0.0.1, which is not followed", 1),
    ("nowhere", servers.elsewhere("http://[/"), "unreachable",
     "it redirects to nowhere, which is not followed", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bend", "reason", "detail", "requests"), [case[1:] for case in ENDINGS],
    ids=[case[0] for case in ENDINGS],
)  # fmt: skip
def test_a_fault_has_its_reason_and_line(
    server: Server, bend: Bend, reason: str, detail: str, requests: int
) -> None:
    server.fault = servers.Fault(bend)
    assert fault(client(server.address)) == (reason, detail)
    assert len(server.requests) == requests


@pytest.mark.parametrize(
    "bend",
    [servers.too_many("0"), servers.failing(), servers.failing(503), servers.hanging_up(),
     servers.cut(), servers.silent(0.3)],
)  # fmt: skip
def test_a_passing_fault_is_got_over(server: Server, bend: Bend) -> None:
    server.fault = servers.Fault(bend, times=2)
    assert read(client(server.address)).content == BODY
    assert len(server.requests) == 3


def test_retry_after_is_kept_to(server: Server) -> None:
    server.fault = servers.Fault(lambda _: Reply(status=429, headers={"Retry-After": "1"}), times=1)
    began = monotonic()
    patient = msgspec.structs.replace(QUICK, retry_after=0.9)
    assert fault(client(server.address, patience=patient))[0] == "limited"
    soon = format_datetime(datetime.now(UTC), usegmt=True)
    server.fault = servers.Fault(servers.too_many(soon), times=1)
    assert read(client(server.address)).content == BODY
    assert monotonic() - began < 0.5


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("", None), ("soon", None), ("-1", None), ("7", 7.0), ("9" * 12, float("inf")),
     ("Fri, 02 Jan 1970 00:00:00 GMT", 0.0), ("２", 2.0)],
)  # fmt: skip
def test_a_retry_after_header(header: str, seconds: float | None) -> None:
    assert retry_after(header) == seconds


def test_a_retry_after_date_lies_ahead() -> None:
    due = datetime.now(UTC) + timedelta(seconds=100)
    wait = retry_after(format_datetime(due, usegmt=True))
    assert wait is not None
    assert 98 < wait <= 100


def test_a_drip_ends_at_the_deadline(server: Server) -> None:
    server.fault = servers.Fault(servers.dripping(0.02))
    brief = msgspec.structs.replace(QUICK, deadline=0.2)
    began = monotonic()
    slow = ("unreachable", "the answer comes too slowly")
    assert fault(client(server.address, patience=brief)) == slow
    assert monotonic() - began < 0.6


def test_nobody_listens() -> None:
    assert fault(client(servers.refused_address())) == ("unreachable", "no connection")


def test_a_redirect_within_the_server_is_followed(server: Server) -> None:
    server.fault = servers.Fault(servers.elsewhere("/rows?moved=1"), where="^/old")
    body = read(client(server.address), "/old", id="A")
    assert body.content == BODY
    assert body.address == f"{server.address}/old?id=A"


def test_a_redirect_to_another_host_is_not_followed(server: Server) -> None:
    with servers.serving(lambda _: Reply(b"caught")) as other:
        server.fault = servers.Fault(servers.elsewhere(f"{other.address}/rows"))
        key = Key(value=SECRET, header="x-api-key")
        reason, detail = fault(client(server.address, key=key))
        assert (reason, other.requests) == ("unreachable", [])
        assert detail == "it redirects to 127.0.0.1, which is not followed"


def test_an_outage_is_met_once_not_once_a_series(server: Server) -> None:
    server.fault = servers.Fault(servers.hanging_up())
    with client(server.address).session() as session:
        for path in ("/rows", "/b", "/c"):
            with pytest.raises(Fault, match="the connection breaks off"):
                session.read(path, {}, lambda body: body)
    assert len(server.requests) == 3


def test_one_broken_series_does_not_cost_the_others(server: Server) -> None:
    server.fault = servers.Fault(servers.failing(), where="^/b")
    with client(server.address).session() as session:
        with pytest.raises(Fault, match="500"):
            session.read("/b", {}, lambda body: body)
        assert session.read("/rows", {}, lambda body: body).content == BODY
        with pytest.raises(Fault, match="500"):
            session.read("/b", {}, lambda body: body)
        server.fault = servers.Fault(servers.failing())
        with pytest.raises(Fault, match="500"):
            session.read("/rows", {}, lambda body: body)
        asked = len(server.requests)
        with pytest.raises(Fault, match="500"):
            session.read("/rows", {}, lambda body: body)
    assert len(server.requests) == asked


def test_the_pace_goes_over_all_calls(server: Server) -> None:
    slow = client(server.address, pace=Pace(requests=2, seconds=0.2))
    began = monotonic()
    for _ in range(3):
        read(slow)
    assert 0.15 < monotonic() - began < 0.6
    never = client(server.address, pace=Pace(requests=1, seconds=60))
    read(never)
    brief = msgspec.structs.replace(QUICK, deadline=0.1)
    never.patience = brief
    assert fault(never) == ("limited", "no more than 1 requests in 60 s are made")


# --- keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", [Key(value=SECRET, parameter="api_key"), Key(value=SECRET, header="x-api-key")]
)
@pytest.mark.parametrize(
    "bend", [None, servers.failing(), servers.failing(401), servers.hanging_up(), servers.cut()]
)
def test_a_key_is_sent_and_never_shown(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture, key: Key, bend: Bend | None
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fault = servers.Fault(bend) if bend else None
    keyed = client(server.address, key=key, cache=tmp_path / "cache.sqlite")
    seen = [repr(key), repr(keyed)]
    try:
        seen.append(repr(read(keyed, id="A")))
    except Fault as error:
        seen += [repr(error), error.detail]
    request = server.requests[0]
    assert SECRET in (request.query.get("api_key"), request.headers.get("x-api-key"))
    logged = [str(vars(record)) + record.getMessage() for record in caplog.records]
    assert len(logged) > 1
    assert [line for line in (*seen, *logged) if SECRET in line] == []
    stored = b"".join(file.read_bytes() for file in tmp_path.rglob("*"))
    assert SECRET.encode() not in stored


def test_a_refused_key_says_so(server: Server) -> None:
    server.fault = servers.Fault(servers.failing(403))
    keyed = client(server.address, key=Key(value=SECRET, header="x-api-key"))
    assert fault(keyed) == ("refused", "the key is refused (403)")


def test_retries_print_nothing(server: Server) -> None:
    server.fault = servers.Fault(servers.failing())
    code = (
        "from uratori.market.providers.client import Client\n"
        "from uratori.market.providers.wire import *\n"
        "quick = Patience(attempts=2, first_wait=0, longest_wait=0, jitter=0)\n"
        f"client = Client(provider='x', base_url={server.address!r}, patience=quick,\n"
        "    pace=Pace(requests=9, seconds=1))\n"
        "with client.session() as session:\n"
        "    try: session.read('/a', {}, print)\n"
        "    except Fault as fault: print(fault.detail)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("the server answers 500\n", "")


# --- addresses that are never asked ----------------------------------------------------------


@pytest.mark.parametrize(
    ("base_url", "fields", "reason", "detail"),
    [
        ("ftp://example.com", {}, "refused", "no http address: 'ftp://example.com'"),
        ("http://[", {}, "refused", "no http address: 'http://['"),
        ("", {}, "refused", "no http address: ''"),
        ("http://fred.example", {"key": Key(value=SECRET, parameter="k")}, "refused",
         "a key goes over https only"),
        ("https://fred.example", {"offline": True}, "unreachable",
         "offline, as URATORI_OFFLINE asks"),
    ],
)  # fmt: skip
def test_an_address_is_refused(
    base_url: str, fields: dict[str, object], reason: str, detail: str
) -> None:
    assert fault(client(base_url, **fields)) == (reason, detail)


def test_offline_still_allows_loopback(server: Server) -> None:
    assert read(client(server.address, offline=True)).content == BODY


def test_a_proxy_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    gap = ("unreachable", "the proxy of the system cannot be used")
    assert fault(client("https://fred.example")) == gap


def test_a_proxy_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.setenv("no_proxy", "")
    server.answer = lambda request: Reply(request.path.encode())
    assert read(client("http://data.example")).content == b"/rows"
    assert server.requests[0].headers["host"] == "data.example"


# --- the cache -------------------------------------------------------------------------------


def lasting(request: Request) -> Reply:
    return Reply(BODY, "text/csv", headers={"Cache-Control": "max-age=60"})


def test_what_may_be_kept_is_asked_for_once(server: Server, tmp_path: Path) -> None:
    server.answer = lasting
    kept = [read(client(server.address, cache=tmp_path / "a" / "b.sqlite")) for _ in range(2)]
    assert [body.cached for body in kept] == [False, True]
    assert [body.content for body in kept] == [BODY, BODY]
    assert len(server.requests) == 1


def test_what_may_not_be_kept_is_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.answer = lambda _: Reply(BODY, headers={"Cache-Control": "no-store"})
    for _ in range(2):
        assert not read(client(server.address, cache=tmp_path / "b.sqlite")).cached
    assert len(server.requests) == 2


def test_a_broken_answer_in_the_cache_is_asked_for_afresh(server: Server, tmp_path: Path) -> None:
    server.answer = lambda _: Reply(servers.PAGE, headers={"Cache-Control": "max-age=60"})
    kept = client(server.address, cache=tmp_path / "b.sqlite")

    def parse(body: Body) -> bytes:
        if body.is_page:
            raise malformed("a web page")
        return body.content

    for answer, found in ((None, "a web page"), (lasting, BODY)):
        server.answer = answer or server.answer
        with kept.session() as session:
            try:
                assert session.read("/rows", {}, parse) == found
            except Fault as error:
                assert error.detail == found


@pytest.mark.parametrize("damage", ["text", "folder", "foreign"])
def test_a_damaged_cache_costs_nothing(server: Server, tmp_path: Path, damage: str) -> None:
    import sqlite3

    file = tmp_path / "b.sqlite"
    if damage == "text":
        file.write_text("no database" * 500, encoding="utf-8")
    elif damage == "folder":
        file.mkdir()
    else:
        with sqlite3.connect(file) as other:
            other.execute("create table entries (a)")
        other.close()
    assert read(client(server.address, cache=file)).content == BODY
