"""One thin HTTP client for all providers: a pace, retries, a deadline, a bound on the size.

Whatever a server does ends in a body or in a `Fault` with one line that holds no key. A body may
come from a cache; the cache only spares the server, no finding cites it.
"""

from __future__ import annotations

import datetime
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from .wire import Body, Fault, Key, Pace, Patience

if TYPE_CHECKING:
    import httpx2
    from pyrate_limiter import Limiter

_T = TypeVar("_T")
_OK = frozenset({200})
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 3
_FAILURES = 2
"""So many answers of 5xx one after the other, each after its retries, and the server is down."""

# stamina says each retry as a warning; with no handler at all Python would print it.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class Client:
    """Asks one provider's server. It holds no state of a call; the pace goes over all calls."""

    def __init__(
        self,
        *,
        provider: str,
        base_url: str,
        pace: Pace,
        patience: Patience | None = None,
        key: Key | None = None,
        cache: Path | None = None,
        offline: bool = False,
    ) -> None:
        self.provider = provider
        self.base_url = base_url.rstrip("/")
        self.pace = pace
        self.patience = patience or Patience()
        self.key = key
        self.cache = cache
        self.offline = offline

    def address(self, path: str, params: Mapping[str, str]) -> str:
        """Give the address of a request, without any key."""
        return f"{self.base_url}{path}" + (f"?{urlencode(params, safe=',:*')}" if params else "")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a connection for some requests, one after the other."""
        session = Session(self)
        try:
            yield session
        finally:
            session.close()

    @cached_property
    def limiter(self) -> Limiter:
        """The keeper of the pace."""
        from pyrate_limiter import InMemoryBucket, Limiter, Rate
        from pyrate_limiter.limiter import SingleBucketFactory

        rate = Rate(self.pace.requests, round(self.pace.seconds * 1000))
        # Without the thread that clears old marks: a provider is asked a few hundred times.
        return Limiter(SingleBucketFactory(InMemoryBucket([rate]), schedule_leak=False))

    def refusal(self) -> Fault | None:
        """Tell why the address is never asked: offline, no http, or a key in the clear."""
        try:
            parts = urlsplit(self.base_url)
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not host:
            return Fault("refused", f"no http address: {self.base_url!r}", whole=True)
        here = _is_loopback(host)
        if self.offline and not here:
            return Fault("unreachable", "offline, as URATORI_OFFLINE asks", whole=True)
        if self.key is not None and parts.scheme == "http" and not here:
            return Fault("refused", "a key goes over https only", whole=True)
        return None


class Session:
    """Some requests to one server. After a fault of the whole server it asks no more."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._down = client.refusal()
        self._failures = 0
        self._http: httpx2.Client | None = None
        self._cached = client.cache is not None

    def read(
        self,
        path: str,
        params: Mapping[str, str],
        parse: Callable[[Body], _T],
        accept: frozenset[int] = _OK,
    ) -> _T:
        """Give what `parse` makes of the answer; raise Fault where none comes.

        parse: raises Fault where the body is not what it should be, with `again` where another
        attempt may do. accept: the statuses that `parse` wants to see.
        """
        import stamina

        if self._down is not None:
            raise self._down
        patience = self._client.patience
        late = monotonic() + patience.deadline
        try:
            for attempt in stamina.retry_context(
                on=_again,
                attempts=patience.attempts,
                timeout=patience.deadline,
                wait_initial=patience.first_wait,
                wait_max=patience.longest_wait,
                wait_jitter=patience.jitter,
            ):
                with attempt:
                    parsed = self._parsed(path, params, parse, accept, late)
                    self._failures = 0
                    return parsed
        except Fault as fault:
            self._note(fault)
            raise
        raise AssertionError("a retry ends with an answer or a fault")

    def close(self) -> None:
        """Close the connection."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def _note(self, fault: Fault) -> None:
        """Remember what will hold for the next requests too."""
        self._failures += fault.again
        if fault.whole or self._failures >= _FAILURES:
            self._down = fault

    def _parsed(
        self,
        path: str,
        params: Mapping[str, str],
        parse: Callable[[Body], _T],
        accept: frozenset[int],
        late: float,
    ) -> _T:
        body = self._body(path, params, accept, late)
        try:
            return parse(body)
        except Fault:
            if not body.cached:
                raise
        return parse(self._body(path, params, accept, late, fresh=True))

    def _body(
        self,
        path: str,
        params: Mapping[str, str],
        accept: frozenset[int],
        late: float,
        *,
        fresh: bool = False,
    ) -> Body:
        address = self._client.address(path, params)
        try:
            return self._asked(address, accept, late, fresh=fresh)
        except (sqlite3.Error, OSError, RuntimeError) as error:
            if not self._cached:
                what = type(error).__name__
                raise Fault("unreachable", f"the request fails here ({what})", whole=True) from None
        # The cache is damaged, locked or on a full disk: go on without it.
        self.close()
        self._cached = False
        return self._body(path, params, accept, late, fresh=fresh)

    def _asked(
        self, address: str, accept: frozenset[int], late: float, *, fresh: bool = False
    ) -> Body:
        """Follow redirects within the server, no farther."""
        target = address
        for _ in range(_MOST_HOPS):
            self._keep_pace(late)
            found = self._exchange(address, target, accept, late, fresh=fresh)
            if isinstance(found, Body):
                return found
            target = found
        raise Fault("unreachable", "it redirects in a circle", whole=True)

    def _keep_pace(self, late: float) -> None:
        pace = self._client.pace
        left = max(late - monotonic(), 0.0)
        if not self._client.limiter.try_acquire(self._client.provider, timeout=left):
            detail = f"no more than {pace.requests} requests in {pace.seconds:g} s are made"
            raise Fault("limited", detail, whole=True)

    def _exchange(
        self, address: str, target: str, accept: frozenset[int], late: float, *, fresh: bool
    ) -> Body | str:
        """Ask once: give the body, or the address on the same server that it redirects to."""
        import httpx2

        headers = {"Cache-Control": "no-cache"} if fresh else {}
        try:
            with self._opened().stream("GET", target, headers=headers) as response:
                if response.status_code in _MOVED:
                    return redirect(target, response)
                self._judge_status(response, accept)
                return Body(
                    content=self._content(response, late),
                    kind=response.headers.get("Content-Type", "").split(";")[0].strip().lower(),
                    status=response.status_code,
                    address=address,
                    cached=_from_cache(response),
                )
        except httpx2.HTTPError as error:
            raise _broken(error, self._client.patience) from None
        except httpx2.InvalidURL:
            raise Fault("refused", "no http address", whole=True) from None

    def _opened(self) -> httpx2.Client:
        if self._http is None:
            from .transport import open_client

            client = self._client
            cache = client.cache if self._cached else None
            self._http = open_client(client.base_url, client.patience, client.key, cache)
        return self._http

    def _judge_status(self, response: httpx2.Response, accept: frozenset[int]) -> None:
        status = response.status_code
        if status in accept:
            return
        if status in (401, 403):
            what = "the key is refused" if self._client.key else "the server refuses"
            raise Fault("refused", f"{what} ({status})", whole=True)
        if status in (404, 410):
            raise Fault("unknown", f"the server knows no such series ({status})")
        if status == 429:
            raise self._limited("too many requests (429)", "limited", response)
        if status >= 500:
            raise self._limited(f"the server answers {status}", "unreachable", response)
        raise Fault("refused", f"the server answers {status}")

    def _limited(
        self, what: str, reason: Literal["limited", "unreachable"], response: httpx2.Response
    ) -> Fault:
        wait = retry_after(response.headers.get("Retry-After", ""))
        if wait is not None and wait > self._client.patience.retry_after:
            return Fault(reason, f"{what}; it asks to wait {wait:.0f} s", whole=True)
        return Fault(reason, what, again=True, wait=wait, whole=reason == "limited")

    def _content(self, response: httpx2.Response, late: float) -> bytes:
        from .transport import unpacked

        most, content = self._client.patience.most_bytes, bytearray()
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        for chunk in unpacked(response.iter_raw(), encoding, most):
            content += chunk
            if len(content) > most:
                raise malformed_size(most)
            if monotonic() > late:
                raise Fault("unreachable", "the answer comes too slowly", whole=True)
        return bytes(content)


def malformed_size(most: int) -> Fault:
    """Give the fault of an answer that is too large."""
    return Fault("malformed", f"an answer of more than {most:,} bytes")


def retry_after(header: str) -> float | None:
    """Read a Retry-After header, in seconds from now; None where it says nothing of use."""
    if header.strip().isdecimal():
        return float(header) if len(header) < 10 else float("inf")
    try:
        due = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if due.tzinfo is None:
        due = due.replace(tzinfo=datetime.UTC)
    return max((due - datetime.datetime.now(datetime.UTC)).total_seconds(), 0.0)


def _again(error: Exception) -> bool | float:
    """Tell stamina whether to ask again, or after how many seconds."""
    if not isinstance(error, Fault) or not error.again:
        return False
    return True if error.wait is None else error.wait


def redirect(target: str, response: httpx2.Response) -> str:
    """Give the address that a redirect leads to; raise Fault where it leaves the server."""
    location = ""
    try:
        location = urljoin(target, response.headers.get("Location", ""))
        here, there = urlsplit(target), urlsplit(location)
        same = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
        host = there.hostname or "nowhere"
    except ValueError:
        same, host = False, "nowhere"
    if same and location != target:
        return location
    raise Fault("unreachable", f"it redirects to {host[:60]}, which is not followed", whole=True)


def _broken(error: httpx2.HTTPError, patience: Patience) -> Fault:
    """Put a fault of the connection into words; the error's own text may hold an address."""
    import httpx2

    if isinstance(error, httpx2.ConnectTimeout):
        detail = f"no connection within {patience.connect:g} s"
    elif isinstance(error, httpx2.TimeoutException):
        detail = f"no answer within {patience.read:g} s"
    elif isinstance(error, httpx2.ConnectError):
        detail = "no connection"
    elif isinstance(error, httpx2.ProxyError):
        detail = "the proxy of the system refuses"
    elif isinstance(error, httpx2.ProtocolError | httpx2.ReadError) and "body" in str(error):
        return Fault("malformed", "the answer breaks off before its end", again=True)
    else:
        detail = "the connection breaks off"
    return Fault("unreachable", detail, again=True, whole=True)


def _from_cache(response: httpx2.Response) -> bool:
    return bool(response.extensions.get("caching", {}).get("from_cache"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
