"""An address -> the bytes at it, with every limit held by the clock and by count.

The connection is made here and not by a client library: it goes to the address that was judged,
and every read has what is left of the one deadline, so that no server can hold a run up by sending
slowly, be it the head of the answer or its body. Neither proxies nor cookies are used.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from time import monotonic
from typing import Any
from urllib.parse import urljoin

import msgspec

from ..errors import ArticleError
from ..settings import FETCH_REDIRECTS, FETCH_SECONDS, MAX_ARTICLE_BYTES
from .addresses import Site, resolved, shown, site_of
from .kinds import is_read

_STEP = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_AGAIN = "try again later"
_HEADERS = {
    "User-Agent": "uratori",
    "Accept-Language": "ja, en;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_ARTICLE = "text/html, application/pdf, text/plain, application/json;q=0.9, */*;q=0.1"
_FOR_GOOD = frozenset({301, 308})


class UnreachableError(ArticleError):
    """Nobody answers at an address, or not whole, or not in time: it may do so later."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave: the address it came from at last, and its own word on the kind."""

    url: str
    content: bytes
    content_type: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: a server's Accept header, the kinds that are taken, and other headers."""

    accept: str
    takes: Callable[[str], bool]
    """Tells of a Content-Type whether its body is worth loading."""
    todo: str
    headers: tuple[tuple[str, str], ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answers at last, whatever its status; a body of status 200 only."""

    url: str
    status: int
    reason: str
    headers: Message
    content: bytes = b""
    moved: str | None = None
    """Where all redirects up to the first that is for now lead, if that is elsewhere."""


class _Redirect(msgspec.Struct, frozen=True, kw_only=True):
    site: Site
    for_good: bool


class _Clocked(io.RawIOBase):
    """The bytes that come, as long as there is time."""

    def __init__(self, sock: socket.socket, late: float) -> None:
        self._sock = sock
        self._late = late

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._late - monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._sock.recv_into(buffer)


class _Wire:
    """What http.client needs of a socket."""

    def __init__(self, sock: socket.socket, late: float) -> None:
        self._sock = sock
        self._late = late

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(max(self._late - monotonic(), 0.001))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Clocked(self._sock, self._late))

    def close(self) -> None:
        """Leave the socket open: http.client lets go of it before the body is read."""


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that is open."""

    def __init__(self, site: Site, wire: _Wire) -> None:
        super().__init__(site.host, site.port)
        self.sock: Any = wire

    def connect(self) -> None:
        raise OSError("the connection is gone")


def fetch(url: str, *, allow_private: bool = False, seconds: float = FETCH_SECONDS) -> Fetched:
    """Give what is at an address, following at most `FETCH_REDIRECTS` redirects.

    seconds: for all of it. Raises ArticleError where the address is no public one of http or https
    (each redirect is judged again), the server refuses, is slow, sends something else than an
    article or more than `MAX_ARTICLE_BYTES`, packed or unpacked.
    """
    todo = "give the address of a page, a PDF, a text or JSON"
    wanted = Wanted(accept=_ARTICLE, takes=is_read, todo=todo)
    found = ask(url, wanted, allow_private=allow_private, seconds=seconds)
    if found.status != 200:
        said = f"the server answers {found.status} {found.reason[:60]}".rstrip()
        raise _failed(found.url, said, "check the address")
    kind = found.headers.get("Content-Type", "")
    return Fetched(url=found.url, content=found.content, content_type=kind)


def ask(
    url: str, wanted: Wanted, *, allow_private: bool = False, seconds: float = FETCH_SECONDS
) -> Answer:
    """Ask as `fetch` does, but give the answer whatever its status, headers and all.

    Raises UnreachableError, which is an ArticleError, where nobody answers, and ArticleError for
    the rest of what `fetch` tells.
    """
    late, site, for_good = monotonic() + seconds, site_of(url), True
    moved: str | None = None
    for _ in range(FETCH_REDIRECTS + 1):
        found = _tried(url, site, wanted, allow_private, late, seconds)
        if isinstance(found, Answer):
            return msgspec.structs.replace(found, moved=moved)
        site, for_good = found.site, for_good and found.for_good
        moved = site.url if for_good else moved
    raise _failed(url, f"more than {FETCH_REDIRECTS} redirects", "check the address")


def _tried(
    url: str, site: Site, wanted: Wanted, allow_private: bool, late: float, seconds: float
) -> Answer | _Redirect:
    """Ask once, and say what goes wrong in one line."""
    try:
        return _asked(site, wanted, allow_private, late)
    except TimeoutError:
        raise _unreachable(url, f"not there after {seconds:g} seconds") from None
    except ssl.SSLError as error:
        said = f"no safe connection: {error.reason or 'TLS fails'}"
        raise _failed(url, said, "check the address") from None
    except http.client.HTTPException as error:
        said = "is cut off" if isinstance(error, http.client.IncompleteRead) else "is no HTTP"
        raise _unreachable(url, f"the answer {said}") from None
    except OSError as error:
        said = f"cannot be reached: {error.strerror or type(error).__name__}"
        raise _unreachable(url, said) from None


def _asked(site: Site, wanted: Wanted, allow_private: bool, late: float) -> Answer | _Redirect:
    """Ask once: give the answer, or where it redirects to."""
    sock = _opened(site, resolved(site, allow_private=allow_private), late)
    connection = _Connection(site, _Wire(sock, late))
    try:
        connection.putrequest("GET", site.target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", site.host_header())
        for name, value in (*_HEADERS.items(), ("Accept", wanted.accept), *wanted.headers):
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            if response.status in _MOVED:
                there = site_of(urljoin(site.url, _location(response)))
                return _Redirect(site=there, for_good=response.status in _FOR_GOOD)
            return _answer(site, response, wanted)
    finally:
        sock.close()


def _location(response: http.client.HTTPResponse) -> str:
    """Give the Location header; bytes of UTF-8, which http.client reads as Latin-1, quoted."""
    location = response.headers.get("Location", "")
    return "".join(c if c.isascii() else f"%{ord(c) & 255:02X}" for c in location)


def _opened(site: Site, addresses: tuple[str, ...], late: float) -> socket.socket:
    """Connect to the first of the judged addresses that answers."""
    failed: OSError = TimeoutError()
    for address in addresses[:4]:
        left = late - monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            sock = socket.create_connection((address, site.port), timeout=left)
        except OSError as error:
            failed = error
            continue
        return _secured(sock, site) if site.scheme == "https" else sock
    raise failed


def _secured(sock: socket.socket, site: Site) -> socket.socket:
    """Put TLS over a connection; the certificate must be of the name, not of the address."""
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=site.host)
    except BaseException:
        sock.close()
        raise


def _answer(site: Site, response: http.client.HTTPResponse, wanted: Wanted) -> Answer:
    content = _content(site, response, wanted) if response.status == 200 else b""
    return Answer(
        url=site.url,
        status=response.status,
        reason=response.reason,
        headers=response.headers,
        content=content,
    )


def _content(site: Site, response: http.client.HTTPResponse, wanted: Wanted) -> bytes:
    kind = response.headers.get("Content-Type", "")
    if not wanted.takes(kind):
        said = f"is {kind.partition(';')[0].strip()[:60]}, no article"
        raise _failed(site.url, said, wanted.todo)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    content = bytearray()
    for part in _unpacked(_parts(response), encoding, site.url):
        content += part
        if len(content) > MAX_ARTICLE_BYTES:
            raise _too_large(site.url)
    return bytes(content)


def _parts(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield a body as it comes; raise IncompleteRead where it ends before its announced end."""
    while part := response.read1(_STEP):
        yield part
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _unpacked(parts: Iterator[bytes], encoding: str, url: str) -> Iterator[bytes]:
    """Yield a body as it was meant, in steps: a small one that unpacks to much is seen in time."""
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _failed(url, f"is packed as {encoding[:20]!r}", "give the text itself")
    unzip = zlib.decompressobj(wbits=47)
    try:
        for part in parts:
            while part:
                yield unzip.decompress(part, _STEP)
                part = unzip.unconsumed_tail
    except zlib.error:
        raise _unreachable(url, "damaged gzip") from None
    if not unzip.eof:
        raise _unreachable(url, "the answer is cut off within its gzip")


def _too_large(url: str) -> ArticleError:
    return _failed(url, f"more than {MAX_ARTICLE_BYTES // 10**6} MB", "give the text itself")


def _unreachable(url: str, what: str) -> UnreachableError:
    return UnreachableError(what, where=shown(url), todo=_AGAIN)


def _failed(url: str, what: str, todo: str) -> ArticleError:
    return ArticleError(what, where=shown(url), todo=todo)
