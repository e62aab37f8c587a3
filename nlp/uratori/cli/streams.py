"""What every command writes on: UTF-8 streams, errors of one line, a reader that goes away."""

from __future__ import annotations

import contextlib
import os
import sys

from ..errors import SettingsError, UratoriError
from ..settings import read_settings


def use_utf8() -> None:
    """Write UTF-8 whatever the locale: in the C locale Japanese would be an error."""
    for stream in (sys.stdout, sys.stderr):
        # A name of a file that is not UTF-8 holds lone surrogates.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def keep_line_ends() -> None:
    """Write line ends as they are given: on Windows the LF of CSV's CR LF would become another."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")


def drop_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(error: Exception, where: str = "") -> None:
    """Tell an error in one line on standard error."""
    if not isinstance(error, UratoriError) and _debugging():
        import traceback

        traceback.print_exception(error)
    tell(one_line(error, where))


def tell(line: str) -> None:
    """Write a line of the command itself on standard error."""
    print(f"uratori: {line}", file=sys.stderr)


def one_line(error: Exception, where: str) -> str:
    """Give an error's line; where: the article at which an unexpected one came up."""
    if isinstance(error, UratoriError):
        return " ".join(str(error).split())
    prefix = f"{where}: " if where else ""
    if isinstance(error, OSError) and not where:
        return f"standard output: {error.strerror or error}"
    cause = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{prefix}unexpected error: {cause} (URATORI_DEBUG=1 shows the trace; please report it)"


def _debugging() -> bool:
    try:
        return read_settings().debug
    except SettingsError:
        return False
