"""What passes between an adapter and the client: a key, a pace, a body, a fault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from .protocol import Reason


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how often one answer is tried for; times in seconds."""

    connect: float = 5.0
    read: float = 20.0
    """A silence of the server longer than this is a time-out."""
    deadline: float = 90.0
    """All attempts at one answer, waits included."""
    attempts: int = 3
    first_wait: float = 0.5
    """Before the second attempt; doubled before each later one."""
    longest_wait: float = 8.0
    jitter: float = 1.0
    """At most this much is added to a wait, by chance."""
    retry_after: float = 30.0
    """The longest wait that a server may ask for (Retry-After); beyond it we give up."""
    most_bytes: int = 20_000_000
    """Of one body, packed or unpacked."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """At most so many requests in so many seconds."""

    requests: int
    seconds: float


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A secret and where the server wants it: in a header, or in the query where it must be."""

    value: str
    header: str = ""
    parameter: str = ""

    def __repr__(self) -> str:
        """Never show the secret."""
        return f"Key(header={self.header!r}, parameter={self.parameter!r})"

    def __reduce__(self) -> tuple[Callable[[str, str], Key], tuple[str, str]]:
        """Pickle without the secret: a pickle may be written to a disk or go over a wire."""
        return _without_secret, (self.header, self.parameter)


def _without_secret(header: str, parameter: str) -> Key:
    return Key(value="", header=header, parameter=parameter)


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that arrived whole."""

    content: bytes
    kind: str
    """Its media type, ``text/csv``."""
    status: int
    address: str
    """Where it was read, without any key."""
    cached: bool = False

    @property
    def sha256(self) -> str:
        """Give the digest of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page for people: what a server sends for an error of its own."""
        return "html" in self.kind or self.content.lstrip()[:1] == b"<"


class Fault(Exception):
    """Why no data came, in one line without any key; adapters turn each into a `Gap`.

    again: another attempt may do. wait: seconds that the server asks to wait before it. whole: the
    rest of the provider's series would fare the same.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        *,
        again: bool = False,
        wait: float | None = None,
        whole: bool = False,
    ) -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail
        self.again = again
        self.wait = wait
        self.whole = whole


def malformed(detail: str) -> Fault:
    """Give the fault of an answer that is not as its documentation promises."""
    return Fault("malformed", detail)
