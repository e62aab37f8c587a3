"""``uratori batch report``: what the articles of a folder of tables say together."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..settings import TERMINAL_WIDTH, WIDEST_REPORT, read_settings
from .options import NOTHING_FOUND, Commands, Help, day
from .streams import keep_line_ends

if TYPE_CHECKING:
    from ..across import Across

FORMATS = ("text", "json", "csv", "html")
_SUFFIXES = {".html": "html", ".htm": "html", ".csv": "csv", ".txt": "text", ".json": "json"}


def add_batch_report(commands: Commands) -> None:
    """Add ``batch report``, one word to argparse (`batch.joined`)."""
    report = commands.add_parser(
        "batch report",
        formatter_class=Help,
        help="what the articles in the tables of batch say together, and where they disagree",
        description="Tell which claims several articles of DIR make, which of them they make with "
        "numbers that exclude each other, and how many claims of what kind there are.",
        epilog="example: uratori batch report checked --from 2026-01-26 --output report.html",
    )
    report.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that uratori batch --out wrote"
    )
    report.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help="articles published on or after it"
    )
    report.add_argument(
        "--to", dest="until", type=day, metavar="DATE", help="articles published on or before it"
    )
    report.add_argument(
        "--format",
        choices=FORMATS,
        help="default: by the name of --output FILE; text on a terminal, json in a pipe",
    )
    report.add_argument("--output", type=Path, metavar="FILE", help="written whole or not at all")
    report.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language of labels (default: ja)"
    )
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    """Write the report; what articles disagree about is no error of this command."""
    from ..across import Days, read_across

    if options.since and options.until and options.since > options.until:
        raise SettingsError("is after --to", where="--from", todo="give the earlier day first")
    across = read_across(options.folder, Days(since=options.since, until=options.until))
    form = options.format or _default(options.output)
    text = _written(across, form, options)
    if options.output:
        from ..report.output import write_whole

        write_whole(options.output, text)
        return NOTHING_FOUND
    if form == "csv":
        keep_line_ends()
    sys.stdout.write(text)
    return NOTHING_FOUND


def _default(output: Path | None) -> str:
    if output is None:
        return "text" if sys.stdout.isatty() else "json"
    return _SUFFIXES.get(output.suffix.lower(), "json")


def _written(across: Across, form: str, options: argparse.Namespace) -> str:
    if form == "text":
        from ..across.telling import render_text

        settings = read_settings()
        terminal = options.output is None and sys.stdout.isatty()
        return render_text(
            across,
            lang=options.lang,
            width=min(settings.columns or _columns(terminal), WIDEST_REPORT),
            color=terminal and not settings.no_color and not settings.dumb,
        )
    if form == "html":
        from ..across.page import render_page

        return render_page(across, lang=options.lang)
    from ..across.document import across_csv, across_document
    from ..report.document import to_json

    if form == "csv":
        return "".join(across_csv(across))
    return to_json(across_document(across)) + "\n"


def _columns(terminal: bool) -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if terminal else TERMINAL_WIDTH
    except OSError:
        return TERMINAL_WIDTH
