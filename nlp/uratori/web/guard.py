"""What stands before the application: who may ask, how much, how long; and safe headers.

Host: a foreign page can point a name of its own at this machine (DNS rebinding) and would then
count as the same origin; it cannot choose the name it calls us by. Origin and Sec-Fetch-Site: a
foreign page can send a form here without asking. There are no cookies, so it would gain little; it
is refused all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .limits import Limits, Setup
from .refusals import Refusal

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # With no-referrer a browser sends a form of our own with `Origin: null`, which says nothing.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-robots-tag": "noindex",
}
"""On every response; what a page shows comes from this server, and no script stands in a page."""

_DRAIN_SECONDS = 5.0
_DRAIN_TIMES = 4
Show = Callable[[Scope, Refusal], Response]


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp, setup: Setup, show: Show, log: Callable[[str], None]) -> None:
        self._app = app
        self._setup = setup
        self._show = show
        self._log = log
        self._active = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            self._active += 1
            try:
                await self._answer(scope, receive, send)
            finally:
                self._active -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send, cached=scope["path"].startswith("/static/"))
        body = _Body(receive, self._setup.limits)
        try:
            self._admit(Headers(scope=scope), scope)
            await self._app(scope, body.receive, answer.send)
        except Refusal as refusal:
            if not answer.begun:
                await body.drain()
                await self._show(scope, refusal)(scope, receive, answer.send)
        except Exception as error:  # the application has its own handlers: this one failed
            self._log(f"{scope['path']}: {type(error).__name__}: {error}")
            if not answer.begun:
                broken = Refusal(500, "broken", "something went wrong", todo="see the log")
                await self._show(scope, broken)(scope, receive, answer.send)

    def _admit(self, headers: Headers, scope: Scope) -> None:
        """Raise a Refusal for a request that is not to be looked at any further."""
        limits = self._setup.limits
        if not is_own_name(headers.get("host", ""), self._setup):
            raise Refusal(421, "host", "is no name of this server", where="Host")
        if scope["method"] not in ("GET", "HEAD") and not is_own_page(headers):
            raise Refusal(403, "origin", "another site's page sent this", where="Origin")
        if self._active > limits.requests:
            raise Refusal(
                429, "busy", "too many requests", todo="try again soon",
                retry_after=limits.retry_after,
            )  # fmt: skip
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:15]) > limits.body_bytes:
            raise too_large(limits)


def too_large(limits: Limits) -> Refusal:
    """Give the refusal of a body beyond the limit."""
    size = f"more than {limits.body_bytes / 10**6:.3g} MB"
    return Refusal(413, "size", size, where="body", todo="split the article")


def is_own_name(host: str, setup: Setup) -> bool:
    """Tell whether the Host header holds a name of this server; any port will do."""
    name = host.lower()
    if not name.endswith("]"):
        before, colon, port = name.rpartition(":")
        name = before if colon and port.isdigit() else name
    if name in setup.names:
        return True
    if not setup.any_address:
        return False
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_own_page(headers: Headers) -> bool:
    """Tell whether one of our pages, or no page at all (curl), sends this."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


class _Answer:
    """Sends a response, with the headers that every one has."""

    def __init__(self, send: Send, *, cached: bool) -> None:
        self._send = send
        self._cached = cached
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if not self._cached or message["status"] != 200:
                headers["cache-control"] = "no-store"
        await self._send(message)


class _Body:
    """Receives a body, up to its limits of size and time."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._size = 0
        self._whole = False
        self._until = monotonic() + limits.body_seconds

    async def receive(self) -> Message:
        if self._whole:  # from now on only the end of the connection can come
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._until - monotonic())
        except TimeoutError:
            raise Refusal(408, "slow", "the request came too slowly", where="body") from None
        self._whole = not message.get("more_body", False)
        self._size += len(message.get("body", b""))
        if self._size > self._limits.body_bytes:
            raise too_large(self._limits)
        return message

    async def drain(self) -> None:
        """Let the rest pass unread: a browser shows no answer before it has sent all."""
        until = monotonic() + _DRAIN_SECONDS
        most = _DRAIN_TIMES * self._limits.body_bytes
        while not self._whole and self._size < most and monotonic() < until:
            try:
                message = await asyncio.wait_for(self._receive(), until - monotonic())
            except TimeoutError:
                return
            self._whole = not message.get("more_body", False)
            self._size += len(message.get("body", b""))
