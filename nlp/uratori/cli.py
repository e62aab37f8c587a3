"""The command ``uratori``.

argparse and not typer: ``uratori extract`` must start cold within four times the start of fugashi
alone, about 85 ms in all, and importing typer takes 55 ms of them. For the same reason every stage
is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__
from .errors import SettingsError, UratoriError
from .settings import TERMINAL_WIDTH, WIDEST_REPORT, data_folder, read_settings

if TYPE_CHECKING:
    from .records import Analysis, Article, Report
    from .report.output import Format, Style

FORMATS = ("text", "json", "jsonl")
NOTHING_FOUND, FOUND, FAILED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141

_FAIL_ON = {
    "never": frozenset[str](),
    "contradicted": frozenset({"contradicted", "inconsistent"}),
    "marginal": frozenset({"contradicted", "inconsistent", "marginal", "definition_dependent"}),
}
_SUFFIX_FORMATS: dict[str, Format] = {".txt": "text", ".jsonl": "jsonl"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status.

    0: nothing found. 1: findings at or above ``--fail-on``, or a score below its floor. 2: a wrong
    use, an article or data that cannot be read, each told in one line on standard error.
    130: interrupted. 141: the reader of a pipe went away.
    """
    # What the imports and the tables make stays to the end: no collection need look at it.
    gc.set_threshold(200_000)
    _use_utf8()
    try:
        options = _parser().parse_args(argv)
        if sys.stdout is None and not getattr(options, "output", None):
            raise SettingsError("is closed", where="standard output", todo="use --output FILE")
        status: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        gc.freeze()  # nor need the exit
    except BrokenPipeError:
        _drop_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError):
            _drop_stdout()
        _complain(error)
        return FAILED
    return status


def _use_utf8() -> None:
    """Write UTF-8 whatever the locale: in the C locale Japanese would be an error."""
    for stream in (sys.stdout, sys.stderr):
        # A name of a file that is not UTF-8 holds lone surrogates.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush cannot fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: Exception, where: str = "") -> None:
    """Tell an error in one line on standard error."""
    if not isinstance(error, UratoriError) and _debugging():
        import traceback

        traceback.print_exception(error)
    print(f"uratori: {_one_line(error, where)}", file=sys.stderr)


def _one_line(error: Exception, where: str) -> str:
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


class _Help(argparse.HelpFormatter):
    """Help of a fixed width; to ask for the terminal's, argparse imports shutil in every run."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=TERMINAL_WIDTH)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors take one line."""

    def error(self, message: str) -> NoReturn:
        """Tell a wrong use in one line and leave with status 2."""
        self.exit(FAILED, f"uratori: {' '.join(message.split())} (try: {self.prog} --help)\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog="uratori",
        formatter_class=_Help,
        description="Check the numbers of Japanese market articles against each other and data.",
        epilog="example: uratori check article.txt --published 2026-01-26",
    )
    parser.add_argument("--version", action="version", version=f"uratori {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_extract(commands)
    _add_data(commands)
    _add_evaluate(commands)
    return parser


_Commands = argparse._SubParsersAction  # argparse names the type of add_subparsers nowhere else


def _add_check(commands: _Commands[_Parser]) -> None:
    check = commands.add_parser(
        "check",
        formatter_class=_Help,
        help="check articles: findings, each with its arithmetic or its evidence",
        description="Check articles: findings, each with its arithmetic or its evidence.",
        epilog="example: uratori check article.md --published 2026-01-26 --format json",
    )
    _add_common(check)
    check.add_argument("--offline", action="store_true", help="use bundled facts, no network")
    check.add_argument(
        "--fail-on",
        choices=tuple(_FAIL_ON),
        default="contradicted",
        help="findings that make the exit status 1 (default: contradicted, with inconsistent)",
    )
    check.add_argument(
        "--strict", action="store_true", help="a marginal result counts as inconsistent"
    )
    check.set_defaults(run=_check)


def _add_extract(commands: _Commands[_Parser]) -> None:
    extract = commands.add_parser(
        "extract",
        formatter_class=_Help,
        help="quantities, mentions and claims only",
        description="Extract quantities, mentions and claims; check nothing.",
        epilog="example: cat article.txt | uratori extract - --format jsonl",
    )
    _add_common(extract)
    extract.set_defaults(run=_extract)


def _add_data(commands: _Commands[_Parser]) -> None:
    data = commands.add_parser(
        "data",
        formatter_class=_Help,
        help="the lists of listed companies: their state, and newer ones",
        description="The name lists: companies, REITs and ETFs listed in Japan, from EDINET.",
        epilog="example: uratori data sync",
    )
    verbs = data.add_subparsers(title="commands", metavar="COMMAND", required=True)
    status = verbs.add_parser(
        "status",
        formatter_class=_Help,
        help="which name lists are read, their day, source and licence",
        description="Tell which name lists are read, their day, source and licence.",
    )
    sync = verbs.add_parser(
        "sync",
        formatter_class=_Help,
        help="fetch EDINET's name lists of today",
        description="Fetch the name lists that EDINET publishes, and tell what changed.",
    )
    sync.add_argument("--source", metavar="URL", help="a mirror of EDINET's code lists")
    for verb in (status, sync):
        _add_folder(verb)
    status.set_defaults(run=_data_status)
    sync.set_defaults(run=_data_sync)


def _add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="default: URATORI_DATA, or the user's data folder",
    )


def _add_evaluate(commands: _Commands[_Parser]) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        formatter_class=_Help,
        help="precision, recall and F1 against gold corpora",
        description="Measure precision, recall and F1 of quantities and findings against gold.",
        epilog="example: uratori evaluate corpora/findings.jsonl",
    )
    evaluate.add_argument(
        "corpus", nargs="?", metavar="CORPUS", help="a .jsonl file; default: corpora/*.jsonl"
    )
    evaluate.add_argument(
        "--write-manifest", action="store_true", help="pin corpora/*.jsonl as they are; no scores"
    )
    evaluate.set_defaults(run=_evaluate)


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help="a .txt or .md file, or - for standard input"
    )
    command.add_argument(
        "--published", type=_day, metavar="DATE", help="the article's date, if it gives none itself"
    )
    command.add_argument(
        "--format",
        type=_format,
        metavar="|".join(FORMATS),
        help="default: text on a terminal, json in a pipe",
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="written whole or not at all")
    command.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language of explanations (default: ja)"
    )
    _add_folder(command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-01-26") from None


def _format(text: str) -> str:
    if text in FORMATS:
        return text
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a format of this version; choose from {', '.join(FORMATS)}"
    )


def _check(options: argparse.Namespace) -> int:
    from .pipeline import Analyzer

    analyzer, failing, found = Analyzer(), _FAIL_ON[options.fail_on], []

    def check(article: Article) -> Report:
        report = analyzer.check(
            article, offline=options.offline, lang=options.lang, strict=options.strict
        )
        found.append(any(f.status in failing for f in report.findings))
        return report

    failed = _run(options, check)
    return FAILED if failed else FOUND if any(found) else NOTHING_FOUND


def _extract(options: argparse.Namespace) -> int:
    from .pipeline import Analyzer

    return FAILED if _run(options, Analyzer().extract) else NOTHING_FOUND


def _run(options: argparse.Namespace, read: Callable[[Article], Report | Analysis]) -> bool:
    """Take each article through `read`, write what came of it, and tell whether one failed."""
    from .report.output import pieces, write_whole

    if options.output:
        _refuse_own_input(options)
    if options.data:
        from .lexicon import refreshed

        refreshed.use(refreshed.find_lists(options.data))
    failures: list[str] = []
    parts = pieces(_results(options, read, failures), _style(options))
    if options.output is None:
        for part in parts:
            sys.stdout.write(part)
            sys.stdout.flush()
        return bool(failures)
    text = "".join(parts)
    if len(failures) < len(options.articles):
        write_whole(options.output, text)
    return bool(failures)


def _results(
    options: argparse.Namespace,
    read: Callable[[Article], Report | Analysis],
    failures: list[str],
) -> Iterator[Report | Analysis]:
    """Yield what comes of each article; one that fails is told of and the others go on."""
    from .articles import read_article

    for source in options.articles:
        try:
            result = read(read_article(source, published=options.published))
        except Exception as error:
            _complain(error, source)
            failures.append(source)
        else:
            yield result


def _refuse_own_input(options: argparse.Namespace) -> None:
    output = options.output.resolve()
    for source in options.articles:
        if source != "-" and Path(source).resolve() == output:
            raise SettingsError(
                "is one of the articles", where="--output", todo="name another file"
            )


def _style(options: argparse.Namespace) -> Style:
    from .report.output import Style

    settings = read_settings()
    terminal = options.output is None and sys.stdout.isatty()
    return Style(
        format=options.format or _default_format(options.output, terminal),
        lang=options.lang,
        several=len(options.articles) > 1,
        width=min(settings.columns or _columns(terminal), WIDEST_REPORT),
        color=terminal and not settings.no_color and not settings.dumb,
    )


def _default_format(output: Path | None, terminal: bool) -> Format:
    if output is not None:
        return _SUFFIX_FORMATS.get(output.suffix.lower(), "json")
    return "text" if terminal else "json"


def _columns(terminal: bool) -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if terminal else TERMINAL_WIDTH
    except OSError:
        return TERMINAL_WIDTH


def _data_status(options: argparse.Namespace) -> int:
    from .data import tell_status

    lines, sound = tell_status(options.data or data_folder())
    print("\n".join(lines))
    return NOTHING_FOUND if sound else FAILED


def _data_sync(options: argparse.Namespace) -> int:
    from .data import EDINET, sync, tell_change

    change = sync(options.data or data_folder(), options.source or EDINET)
    print("\n".join(tell_change(change)))
    return NOTHING_FOUND


def _evaluate(options: argparse.Namespace) -> int:
    from .evaluation import main as score
    from .evaluation import write_manifest
    from .lexicon import refreshed

    refreshed.use(refreshed.BUNDLED)  # the floors are of these lists
    if not options.write_manifest:
        return score(options.corpus, write=sys.stdout.write)
    if options.corpus:
        raise SettingsError(
            "pins every corpus", where="--write-manifest", todo="leave out the CORPUS"
        )
    write_manifest(write=sys.stdout.write)
    return 0
