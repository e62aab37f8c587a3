"""The command ``uratori``.

argparse and not typer: ``uratori extract`` must start cold within four times the start of fugashi
alone, about 85 ms in all, and importing typer takes 55 ms of them. For the same reason every stage
is imported by the command that needs it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from .. import __version__
from ..errors import SettingsError
from .articles import add_check, add_extract
from .batch import add_batch, joined
from .data import add_data
from .options import FAILED, INTERRUPTED, PIPE_CLOSED, Help, Parser
from .scores import add_evaluate
from .serve import add_serve
from .streams import complain, drop_stdout, use_utf8

_COMMANDS = {
    "check": add_check,
    "extract": add_extract,
    "batch": add_batch,
    "data": add_data,
    "serve": add_serve,
    "evaluate": add_evaluate,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status.

    0: nothing found. 1: findings at or above ``--fail-on``, or a score below its floor. 2: a wrong
    use, an article or data that cannot be read, each told in one line on standard error.
    130: interrupted. 141: the reader of a pipe went away.
    """
    # What the imports and the tables make stays to the end: no collection need look at it.
    gc.set_threshold(200_000)
    use_utf8()
    try:
        given = joined(sys.argv[1:] if argv is None else argv)
        options = _parser(given).parse_args(given)
        if sys.stdout is None and not getattr(options, "output", None):
            raise SettingsError("is closed", where="standard output", todo="use --output FILE")
        status: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        if "duckdb" not in sys.modules:  # which would tell of what is not let go of
            gc.freeze()  # nor need the exit
    except BrokenPipeError:
        drop_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError):
            drop_stdout()
        complain(error)
        return FAILED
    return status


def _parser(given: Sequence[str]) -> Parser:
    """Give the parser of a command line; of the commands only the named one, which is sooner."""
    parser = Parser(
        prog="uratori",
        formatter_class=Help,
        description="Check the numbers of Japanese market articles against each other and data.",
        epilog="example: uratori check article.txt --published 2026-01-26",
    )
    parser.add_argument("--version", action="version", version=f"uratori {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    named = [add for command, add in _COMMANDS.items() if command in given[:1]]
    for add in named or _COMMANDS.values():
        add(commands)
    return parser
