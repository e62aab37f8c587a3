"""``uratori serve``: the page and the JSON API."""

from __future__ import annotations

import argparse

from ..errors import MissingExtraError
from .options import NOTHING_FOUND, Commands, Help, add_folder
from .streams import tell


def add_serve(commands: Commands) -> None:
    """Add ``serve``."""
    serve = commands.add_parser(
        "serve",
        formatter_class=Help,
        help="a page in the browser, and a JSON API",
        description="Serve a page that checks articles, and a JSON API, on this machine.",
        epilog="example: uratori serve --offline --port 8765",
    )
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="HOST", help="default: 127.0.0.1, this machine only"
    )
    serve.add_argument(
        "--port", type=_port, default=8765, metavar="PORT", help="default: 8765; 0: a free one"
    )
    serve.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which browsers may call it, such as that of a proxy before it",
    )
    serve.add_argument("--offline", action="store_true", help="no network: no address, no provider")
    serve.add_argument("--workers", type=_count, default=2, metavar="N", help="default: 2")
    serve.add_argument(
        "--timeout", type=_count, default=60, metavar="SECONDS", help="for one article; default: 60"
    )
    add_folder(serve)
    serve.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    try:
        from ..web.limits import Limits
        from ..web.server import Place, serve
    except ImportError as error:
        raise MissingExtraError(
            f"needs {error.name}", where="serve", todo='pip install "uratori[web]"'
        ) from None
    limits = Limits(workers=options.workers, check_seconds=float(options.timeout))
    place = Place(
        host=options.host,
        port=options.port,
        names=tuple(options.name),
        data=options.data,
        offline=options.offline,
        limits=limits,
    )
    serve(place, tell)
    return NOTHING_FOUND


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:6]) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; give one from 0 to 65535")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 3600:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not from 1 to 3600")
