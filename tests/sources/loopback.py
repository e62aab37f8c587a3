"""A server on loopback that answers as it is told, and what it was asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """One answer; a body with an ETag of its own is not sent to who has it."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def reply(body: bytes | str = b"", status: int = 200, **headers: str) -> Reply:
    data = body.encode() if isinstance(body, str) else body
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(body=data, status=status, headers=told)


class Loopback:
    """Answers by path; what it was asked for, with the headers, in order."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, Message]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers))
                with contextlib.suppress(OSError):
                    outer.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        told = self.replies.get(handler.path, reply(status=404))
        headers = Message()
        for name, value in told.headers:
            headers[name] = value.replace("{here}", self.address)
        known = headers["ETag"] is not None and headers["ETag"] == handler.headers["If-None-Match"]
        since = handler.headers["If-Modified-Since"]
        known = known or (since is not None and since == headers["Last-Modified"])
        handler.send_response(304 if known else told.status)
        for name, value in headers.items():
            handler.send_header(name, value)
        body = b"" if known else told.body
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@contextlib.contextmanager
def loopback() -> Iterator[Loopback]:
    server = Loopback()
    try:
        yield server
    finally:
        server.close()
