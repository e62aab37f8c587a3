"""A socket, and uvicorn on it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import msgspec
import uvicorn
from starlette.types import ASGIApp

from ..errors import SettingsError
from ..settings import read_settings
from .app import create_app
from .limits import LOOPBACK, Limits, Setup

_BACKLOG = 128
_CONNECTIONS = 200
_IDLE = 5
_GRACE = 3


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where to listen, and how."""

    host: str = "127.0.0.1"
    port: int = 8765
    """0 takes a free one."""
    names: tuple[str, ...] = ()
    """Names by which browsers may call the server besides its own address."""
    data: Path | None = None
    offline: bool = False
    limits: Limits = Limits()


def serve(place: Place, tell: Callable[[str], None]) -> None:
    """Answer until interrupted; `tell` hears the address and, off loopback, a warning.

    Raises SettingsError where the address cannot be listened at.
    """
    with listen(place) as listening:
        setup = setup_of(place, listening)
        tell(f"{address_of(listening)} (Ctrl-C ends it)")
        if setup.any_address:
            tell("warning: others on the network can reach this server, and nobody asks who it is")
        uvicorn.Server(configuration(create_app(setup))).run(sockets=[listening])


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Give what uvicorn is to do with the application: no log of requests, no name of itself."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        lifespan="on",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
    )


def listen(place: Place) -> socket.socket:
    """Give a socket that listens; raise SettingsError where that is not possible."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(found[0], socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _no_listening(place, error) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(found[4])
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise _no_listening(place, error) from None
    return made


def _no_listening(place: Place, error: Exception) -> SettingsError:
    reason = (isinstance(error, OSError) and error.strerror) or "no such host"
    return SettingsError(
        f"cannot be listened at: {reason}",
        where=f"{place.host}:{place.port}",
        todo="choose another --host or --port; --port 0 takes a free one",
    )


def setup_of(place: Place, listening: socket.socket) -> Setup:
    """Give what the application is to know of its place."""
    address = _bracketed(listening.getsockname()[0])
    loopback = address in LOOPBACK or address.startswith("127.")
    given = {name.lower() for name in place.names}
    return Setup(
        limits=place.limits,
        data=place.data,
        offline=place.offline or read_settings().offline,
        names=LOOPBACK | given | {address, _bracketed(place.host.lower())},
        any_address=not loopback,
    )


def address_of(listening: socket.socket) -> str:
    """Give the address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{_bracketed(host)}:{port}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
