"""The HTTP stack itself: httpx2, and hishel's cache over it. Loaded with the first request only."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
from hishel import CacheOptions, SqliteStorage
from hishel.httpx2 import CacheTransport

from .wire import Fault, Key, Patience

_CACHE_BYTES = 200_000_000
_CACHE_SECONDS = 86_400.0
_STEP = 65_536


class _Keyed(httpx2.BaseTransport):
    """Puts the key on at the last moment: the cache, the logs and the errors above never see it."""

    def __init__(self, inner: httpx2.BaseTransport, key: Key) -> None:
        self._inner = inner
        self._key = key

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url, headers = request.url, request.headers.copy()
        if self._key.header:
            headers[self._key.header] = self._key.value
        if self._key.parameter:
            url = url.copy_add_param(self._key.parameter, self._key.value)
        return self._inner.handle_request(
            httpx2.Request(
                request.method,
                url,
                headers=headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    def close(self) -> None:
        self._inner.close()


def open_client(
    base_url: str, patience: Patience, key: Key | None, cache: Path | None
) -> httpx2.Client:
    """Give a client for one server; raise Fault where the system's proxy cannot be used.

    A cache follows the rules of HTTP (RFC 9111): what a server lets nobody keep is not kept.
    """
    # Reading the certificates takes longer than an answer from loopback, where none is checked.
    verify = not base_url.lower().startswith("http:")
    try:
        transport: httpx2.BaseTransport = httpx2.HTTPTransport(
            verify=verify, proxy=_proxy(base_url)
        )
    except (ImportError, ValueError, httpx2.InvalidURL):
        raise Fault("unreachable", "the proxy of the system cannot be used", whole=True) from None
    if key is not None:
        transport = _Keyed(transport, key)
    if cache is not None:
        transport = CacheTransport(transport, _storage(cache), rfc=CacheOptions(shared=False))
    return httpx2.Client(
        transport=transport,
        headers={"User-Agent": f"uratori/{version('uratori')}", "Accept-Encoding": "gzip"},
        timeout=httpx2.Timeout(patience.read, connect=patience.connect),
        trust_env=False,
    )


def _proxy(base_url: str) -> str | None:
    parts = urlsplit(base_url)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _storage(file: Path) -> SqliteStorage:
    file.parent.mkdir(parents=True, exist_ok=True)
    return SqliteStorage(database_path=file, default_ttl=_CACHE_SECONDS, max_size=_CACHE_BYTES)


def unpacked(chunks: Iterator[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Give the chunks of a body as the server meant them, in steps that never exceed 64 KB.

    most: bytes after which there is no need to go on. Raises Fault where gzip is damaged or cut,
    which httpx2 itself lets pass.
    """
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding != "gzip":
        raise Fault("malformed", f"an answer packed as {encoding[:20]!r}, which nobody asked for")
    unzip, seen = zlib.decompressobj(wbits=31), 0
    for chunk in chunks:
        rest = chunk
        while rest and seen <= most:
            try:
                plain = unzip.decompress(rest, _STEP)
            except zlib.error:
                raise Fault("malformed", "damaged gzip", again=True) from None
            rest = unzip.unconsumed_tail
            seen += len(plain)
            yield plain
    if not unzip.eof and seen <= most:
        raise Fault("malformed", "the answer breaks off within its gzip", again=True)
