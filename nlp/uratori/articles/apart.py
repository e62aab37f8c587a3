"""Reading in a process of its own, held to seconds and to memory.

A PDF can make its reader work for ever (forms that draw each other) or fill all memory (a stream
that unpacks to gigabytes), and so can a page whose one tag has a hundred thousand attributes. The
process that reads such a file is ended when it goes too far, and the caller goes on.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from typing import Literal

import msgspec

from ..errors import ArticleError, MissingExtraError
from ..settings import READ_BYTES, READ_SECONDS
from .page import Page

Kind = Literal["pdf", "html"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the process says: a page, or an error in its three parts."""

    page: Page | None = None
    what: str = ""
    todo: str = ""
    missing: bool = False


def read_apart(kind: Kind, data: bytes, *, where: str, seconds: float = READ_SECONDS) -> Page:
    """Read a file in a process of its own; raise ArticleError where it fails or goes too far."""
    command = [sys.executable, "-P", "-W", "ignore", "-m", "uratori.articles.apart", kind]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise ArticleError(
            f"cannot be read within {seconds:g} seconds", where=where, todo="give its text"
        ) from None
    except OSError as error:
        said = f"no process can be started to read it: {error.strerror}"
        raise ArticleError(said, where=where, todo="try again later") from None
    try:
        outcome = msgspec.json.decode(done.stdout, type=Outcome)
    except msgspec.DecodeError:
        said = "cannot be read: it is damaged, or takes too much memory"
        raise ArticleError(said, where=where, todo="give its text") from None
    if outcome.page is not None:
        return outcome.page
    kind_of_error = MissingExtraError if outcome.missing else ArticleError
    raise kind_of_error(outcome.what, where=where, todo=outcome.todo)


def main(kind: str) -> None:
    """Read standard input as `kind` and write the Outcome to standard output."""
    _limit_memory()
    with open(0, "rb", closefd=False) as given:
        data = given.read()
    try:
        outcome = Outcome(page=_read(kind, data))
    except MissingExtraError as error:
        outcome = Outcome(what=error.what, todo=error.todo, missing=True)
    except ArticleError as error:
        outcome = Outcome(what=error.what, todo=error.todo)
    with open(1, "wb", closefd=False) as answer:
        answer.write(msgspec.json.encode(outcome))


def _read(kind: str, data: bytes) -> Page:
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data)
    from .html import read_html

    return read_html(data.decode("utf-8"))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (READ_BYTES, READ_BYTES))


if __name__ == "__main__":
    main(sys.argv[1])
