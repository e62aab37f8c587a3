"""Real HTTP servers on loopback, with faults that can be switched on.

A provider's test gives `Server` a function from `Request` to `Reply` that speaks the provider's
wire format; `server.fault = Fault(...)` bends what goes over the wire, for all requests or for the
first few.
"""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

PAGE = b"<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body>Try later</body></html>\n"


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What goes over the wire; `length` is the Content-Length promised, the body's own if None."""

    body: bytes = b""
    kind: str = "text/plain"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    step: float = 0.0
    """Seconds between two bytes: a slow drip."""
    silent: float = 0.0
    """Seconds before the first byte."""
    hang_up: bool = False
    """Close the connection without a word."""


Answering = Callable[[Request], Reply]
Bend = Callable[[Reply], Reply]


@dataclass(frozen=True)
class Fault:
    """What goes wrong, for how many requests (None: all) and for which addresses (a regex)."""

    bend: Bend
    times: int | None = None
    where: str = ""


def too_many(after: str | None = "0") -> Bend:
    """429, with a Retry-After of seconds or of a date; None: without."""
    headers = {} if after is None else {"Retry-After": after}
    return lambda _: Reply(b"Too Many Requests", status=429, headers=headers)


def failing(status: int = 500, body: bytes = b"error", kind: str = "text/plain") -> Bend:
    """A status and nothing of use."""
    return lambda _: Reply(body, kind, status)


def dripping(step: float = 0.02) -> Bend:
    """The right answer, one byte at a time."""
    return lambda reply: replace(reply, step=step)


def silent(seconds: float = 0.25) -> Bend:
    """The right answer, after a silence."""
    return lambda reply: replace(reply, silent=seconds)


def hanging_up() -> Bend:
    """The connection is closed without an answer."""
    return lambda reply: replace(reply, hang_up=True)


def cut(share: float = 0.5) -> Bend:
    """The first part of the body under the Content-Length of the whole."""
    return lambda reply: replace(
        reply, body=reply.body[: int(len(reply.body) * share)], length=len(reply.body)
    )


def cut_quietly(size: int = -20) -> Bend:
    """The first part of the body, with a Content-Length that fits it: as a proxy would cut."""
    return lambda reply: replace(reply, body=reply.body[:size])


def page(body: bytes = PAGE) -> Bend:
    """A page for people with status 200."""
    return lambda _: Reply(body, "text/html; charset=utf-8")


def elsewhere(location: str, status: int = 302) -> Bend:
    """A redirect."""
    return lambda _: Reply(b"", status=status, headers={"Location": location})


def packed(damaged: bool = False) -> Bend:
    """The right answer in gzip; damaged: cut in the middle, with a fitting length."""

    def bend(reply: Reply) -> Reply:
        body = gzip.compress(reply.body)
        headers = {**reply.headers, "Content-Encoding": "gzip"}
        return replace(reply, body=body[: len(body) // 2] if damaged else body, headers=headers)

    return bend


def oversized(size: int, *, packed: bool = False) -> Bend:
    """A body of so many bytes; packed: a few kilobytes that unpack to it."""

    def bend(reply: Reply) -> Reply:
        body = reply.body + b"\n" * (size - len(reply.body))
        if packed:
            headers = {**reply.headers, "Content-Encoding": "gzip"}
            return replace(reply, body=gzip.compress(body), headers=headers)
        return replace(reply, body=body)

    return bend


def edited(pattern: bytes, by: bytes, count: int = 0) -> Bend:
    """The right answer, every match of a regex replaced: nulls, changed columns, a currency."""
    return lambda reply: replace(reply, body=re.sub(pattern, by, reply.body, count=count))


class Server:
    """One server in a thread: `address`, the `requests` that came, and a `fault` to switch on."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.fault: Fault | None = None
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._http = _Loopback(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    def reply(self, request: Request) -> Reply:
        """Give what goes over the wire: the answer, bent where a fault is on."""
        with self._lock:
            self.requests.append(request)
            fault = self.fault
            if fault is None or not re.search(fault.where, request.path):
                return self.answer(request)
            if fault.times is not None:
                self.fault = replace(fault, times=fault.times - 1) if fault.times > 1 else None
        return fault.bend(self.answer(request))

    def pause(self, seconds: float) -> None:
        """Wait, or until the server stops."""
        if seconds:
            self._stopped.wait(seconds)

    def stop(self) -> None:
        """End the thread and give the port back."""
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@contextmanager
def serving(answer: Answering) -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server(answer)
    try:
        yield server
    finally:
        server.stop()


def refused_address() -> str:
    """Give an address on loopback where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return f"http://127.0.0.1:{port}"


def until(true: Callable[[], bool], seconds: float = 2.0) -> bool:
    """Wait for something of another thread; tell whether it came."""
    late = time.monotonic() + seconds
    while not true():
        if time.monotonic() > late:
            return False
        time.sleep(0.005)
    return True


class _Loopback(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no fault of the test."""


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            request = Request(
                self.command,
                parts.path,
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(length),
            )
            self._send(server.reply(request))

        do_POST = do_GET

        def _send(self, reply: Reply) -> None:
            server.pause(reply.silent)
            if reply.hang_up:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            due = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(due))
            self.end_headers()
            self._write(reply)
            self.close_connection = self.close_connection or due != len(reply.body)

        def _write(self, reply: Reply) -> None:
            if not reply.step:
                self.wfile.write(reply.body)
                return
            for at in range(len(reply.body)):
                self.wfile.write(reply.body[at : at + 1])
                self.wfile.flush()
                server.pause(reply.step)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
