"""What the options of several commands share, and the exit statuses."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeAlias

from ..errors import SettingsError
from ..settings import TERMINAL_WIDTH, folder_named, model_folder

NOTHING_FOUND, FOUND, FAILED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141


class Help(argparse.HelpFormatter):
    """Help of a fixed width; to ask for the terminal's, argparse imports shutil in every run."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=TERMINAL_WIDTH)


class Parser(argparse.ArgumentParser):
    """A parser whose errors take one line."""

    def error(self, message: str) -> NoReturn:
        """Tell a wrong use in one line and leave with status 2."""
        self.exit(FAILED, f"uratori: {' '.join(message.split())} (try: {self.prog} --help)\n")


# argparse names the type of add_subparsers nowhere else.
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_folder(command: argparse.ArgumentParser) -> None:
    """Add ``--data DIR``, a data folder that is there: a mistyped one is told of."""
    _add_folder(command, _folder)


def add_new_folder(command: argparse.ArgumentParser) -> None:
    """Add ``--data DIR``, a data folder that need not be there yet."""
    _add_folder(command, Path)


def _add_folder(command: argparse.ArgumentParser, read: Callable[[str], Path]) -> None:
    command.add_argument(
        "--data",
        type=read,
        metavar="DIR",
        help="default: URATORI_DATA, or the user's data folder",
    )


def add_model(command: argparse.ArgumentParser) -> None:
    """Add ``--model DIR``, the weights that are asked beside the rules."""
    command.add_argument(
        "--model",
        metavar="DIR|none",
        help="weights to ask beside the rules; default: URATORI_MODEL, or none",
    )


def _folder(text: str) -> Path:
    from ..given import existing_folder

    try:
        return existing_folder(text, "--data")
    except SettingsError as error:
        raise argparse.ArgumentTypeError(f"{error.what} ({error.todo})") from None


def model_named(options: argparse.Namespace) -> Path | None:
    """Give the folder of weights that the option names, else the environment; None for none."""
    return model_folder() if options.model is None else folder_named(options.model)


def day(text: str) -> date:
    """Read a day of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-01-26") from None
