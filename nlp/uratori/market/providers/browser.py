"""The client's way to a server that answers browsers only: curl with a browser's handshake.

It needs curl-cffi, which the extra `yahoo` installs; pace, retries and bounds are the client's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import urlsplit

from ...errors import MissingExtraError
from .client import Client, Session, malformed_size, redirect
from .wire import Body, Fault, Patience

if TYPE_CHECKING:
    import httpx2
    from curl_cffi import requests


class _Streamed(Protocol):
    """What of curl's answer is read here; some of it curl-cffi leaves without types."""

    status_code: int
    headers: Mapping[str, str]

    def iter_content(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


_MOVED = frozenset({301, 302, 303, 307, 308})
_BROWSER = "chrome"


def missing_extra() -> MissingExtraError | None:
    """Tell what is not installed, None where all is."""
    try:
        import curl_cffi  # noqa: F401
    except ImportError:
        return MissingExtraError(
            "Yahoo's prices need curl-cffi", todo="pip install 'uratori[yahoo]'"
        )
    return None


class BrowserSession(Session):
    """Some requests to one server, with one jar of cookies; see `Session`."""

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self._cached = False
        self._curl: requests.Session[requests.Response] | None = None

    def visit(self, address: str) -> None:
        """Ask for a page for the sake of its cookies; what it says and whether it comes is all one.

        Only https is asked, or the client's own server.
        """
        from curl_cffi.requests.exceptions import RequestException

        if self._down is not None or not self._may_ask(address):
            return
        try:
            self._asked_for(address).close()
        except RequestException:
            return

    def close(self) -> None:
        """Close the connection."""
        if self._curl is not None:
            self._curl.close()
            self._curl = None
        super().close()

    def _may_ask(self, address: str) -> bool:
        own, there = urlsplit(self._client.base_url), urlsplit(address)
        return there.scheme == "https" or own.netloc == there.netloc

    def _started(self) -> requests.Session[requests.Response]:
        if self._curl is None:
            from curl_cffi import CurlOpt, requests

            # For a stream curl-cffi itself sets a limit of speed only, in whole seconds.
            most = {CurlOpt.TIMEOUT_MS: round(_longest(self._client.patience) * 1000)}
            self._curl = requests.Session(impersonate=_BROWSER, curl_options=most)
        return self._curl

    def _asked_for(self, address: str) -> _Streamed:
        patience = self._client.patience
        response = self._started().get(
            address,
            stream=True,
            allow_redirects=False,
            timeout=(patience.connect, patience.read),
        )
        return cast(_Streamed, response)

    def _exchange(
        self, address: str, target: str, accept: frozenset[int], late: float, *, fresh: bool
    ) -> Body | str:
        """Ask once: give the body, or the address on the same server that it redirects to."""
        from curl_cffi.requests.exceptions import RequestException

        patience = self._client.patience
        try:
            response = self._asked_for(target)
            try:
                seen = cast("httpx2.Response", response)  # its status and headers are read alike
                if response.status_code in _MOVED:
                    return redirect(target, seen)
                self._judge_status(seen, accept)
                return Body(
                    content=_content(response, patience),
                    kind=response.headers.get("Content-Type", "").split(";")[0].strip().lower(),
                    status=response.status_code,
                    address=address,
                )
            finally:
                response.close()
        except RequestException as error:
            raise _broken(error, patience) from None


def _longest(patience: Patience) -> float:
    """Give the seconds that one answer may take, from the first step to its last byte."""
    return patience.connect + patience.read


def _content(response: _Streamed, patience: Patience) -> bytes:
    content = bytearray()
    for chunk in response.iter_content():
        content += chunk
        if len(content) > patience.most_bytes:
            raise malformed_size(patience.most_bytes)
    return bytes(content)


def _broken(error: OSError, patience: Patience) -> Fault:
    """Put a fault of the connection into words; the error's own text holds addresses."""
    from curl_cffi.requests import exceptions

    if isinstance(error, exceptions.ConnectTimeout):
        detail = f"no connection within {patience.connect:g} s"
    elif isinstance(error, exceptions.Timeout):
        detail = f"no answer within {_longest(patience):g} s"
    elif isinstance(error, exceptions.IncompleteRead | exceptions.ContentDecodingError):
        return Fault("malformed", "the answer breaks off before its end", again=True)
    elif isinstance(error, exceptions.ConnectionError):
        detail = "no connection"
    else:
        detail = "the connection breaks off"
    return Fault("unreachable", detail, again=True, whole=True)
