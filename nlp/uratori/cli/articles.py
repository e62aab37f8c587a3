"""``uratori check`` and ``uratori extract``: articles in, reports out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ..errors import ArticleError, SettingsError
from ..settings import TERMINAL_WIDTH, WIDEST_REPORT, read_settings
from .options import FAILED, FOUND, NOTHING_FOUND, Commands, Help, add_folder, day
from .streams import complain, tell

if TYPE_CHECKING:
    from ..records import Analysis, Article, Report
    from ..report.output import Format, Style

ARTICLE_HELP = (
    "a .txt, .md, .html, .pdf, .json or .jsonl file, an http or https address, or - for "
    "standard input (any of these)"
)
FORMATS = ("text", "json", "jsonl")

_FAIL_ON = {
    "never": frozenset[str](),
    "contradicted": frozenset({"contradicted", "inconsistent"}),
    "marginal": frozenset({"contradicted", "inconsistent", "marginal", "definition_dependent"}),
}
_SUFFIX_FORMATS: dict[str, Format] = {".txt": "text", ".jsonl": "jsonl"}


def add_check(commands: Commands) -> None:
    """Add ``check``."""
    check = commands.add_parser(
        "check",
        formatter_class=Help,
        help="check articles: findings, each with its arithmetic or its evidence",
        description="Check articles: findings, each with its arithmetic or its evidence.",
        epilog="example: uratori check article.md --published 2026-01-26 --format json",
    )
    _add_common(check)
    check.add_argument(
        "--offline", action="store_true", help="no network: the store and the bundled facts"
    )
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


def add_extract(commands: Commands) -> None:
    """Add ``extract``."""
    extract = commands.add_parser(
        "extract",
        formatter_class=Help,
        help="quantities, mentions and claims only",
        description="Extract quantities, mentions and claims; check nothing.",
        epilog="example: cat article.txt | uratori extract - --format jsonl",
    )
    _add_common(extract)
    extract.set_defaults(run=_extract)


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("articles", nargs="+", metavar="ARTICLE", help=ARTICLE_HELP)
    command.add_argument(
        "--allow-private",
        action="store_true",
        help="fetch addresses of the local network, too",
    )
    command.add_argument(
        "--published", type=day, metavar="DATE", help="the article's date, if it gives none itself"
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
    add_folder(command)


def _format(text: str) -> str:
    if text in FORMATS:
        return text
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a format of this version; choose from {', '.join(FORMATS)}"
    )


def _check(options: argparse.Namespace) -> int:
    from ..market import default_source
    from ..pipeline import Analyzer

    analyzer, failing, found = Analyzer(), _FAIL_ON[options.fail_on], []
    source = default_source(options.data, offline=options.offline)

    def check(article: Article) -> Report:
        report = analyzer.check(article, data=source, lang=options.lang, strict=options.strict)
        found.append(any(f.status in failing for f in report.findings))
        return report

    failed = _run(options, check)
    for line in source.take_lines():
        tell(line)
    return FAILED if failed else FOUND if any(found) else NOTHING_FOUND


def _extract(options: argparse.Namespace) -> int:
    from ..pipeline import Analyzer

    return FAILED if _run(options, Analyzer().extract) else NOTHING_FOUND


def _run(options: argparse.Namespace, read: Callable[[Article], Report | Analysis]) -> bool:
    """Take each article through `read`, write what came of it, and tell whether one failed."""
    from ..report.output import pieces, write_whole

    if options.output:
        _refuse_own_input(options)
    if options.data:
        from ..lexicon import refreshed

        refreshed.use(refreshed.find_lists(options.data))
    failures: list[str] = []
    results, style = _several(_results(options, read, failures), _style(options), failures)
    parts = pieces(results, style)
    if options.output is None:
        for part in parts:
            sys.stdout.write(part)
            sys.stdout.flush()
        return bool(failures)
    text = "".join(parts)
    if text.strip() not in ("", "[]"):
        write_whole(options.output, text)
    return bool(failures)


def _several(
    results: Iterator[Report | Analysis], style: Style, failures: list[str]
) -> tuple[Iterator[Report | Analysis], Style]:
    """Look whether the one ARTICLE holds several: then its JSON is an array."""
    if style.format != "json" or style.several:
        return results, style
    first = list(islice(results, 2))
    several = len(first) + len(failures) > 1
    return chain(first, results), msgspec.structs.replace(style, several=several)


def _results(
    options: argparse.Namespace,
    read: Callable[[Article], Report | Analysis],
    failures: list[str],
) -> Iterator[Report | Analysis]:
    """Yield what comes of each article; one that fails is told of and the others go on."""
    for source in options.articles:
        try:
            for article in _articles(options, source):
                try:
                    if isinstance(article, ArticleError):
                        raise article
                    result = read(article)
                except Exception as error:
                    complain(error, source)
                    failures.append(source)
                else:
                    yield result
        except Exception as error:
            complain(error, source)
            failures.append(source)


def _articles(options: argparse.Namespace, source: str) -> Iterator[Article | ArticleError]:
    from ..articles import read_articles

    return read_articles(
        source,
        published=options.published,
        offline=getattr(options, "offline", False),
        allow_private=options.allow_private,
    )


def _refuse_own_input(options: argparse.Namespace) -> None:
    output = options.output.resolve()
    for source in options.articles:
        if source != "-" and Path(source).resolve() == output:
            raise SettingsError(
                "is one of the articles", where="--output", todo="name another file"
            )


def _style(options: argparse.Namespace) -> Style:
    from ..report.output import Style

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
