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
from ..report.formats import CHECK_FORMATS, EXTRACT_FORMATS, SUFFIXES, Format
from ..settings import TERMINAL_WIDTH, WIDEST_REPORT, read_settings
from .options import (
    FAILED,
    FOUND,
    NOTHING_FOUND,
    Commands,
    Help,
    add_folder,
    add_model,
    day,
    model_named,
)
from .streams import complain, keep_line_ends, one_line, tell

if TYPE_CHECKING:
    from ..market import FactSource
    from ..pipeline import Analyzer
    from ..records import Analysis, Article, Report
    from ..report.output import Fault, Style
    from ..report.reviews import Reviewed

ARTICLE_HELP = (
    "a .txt, .md, .html, .pdf, .json or .jsonl file, an http or https address, or - for "
    "standard input (any of these)"
)

FAILING = {
    "never": frozenset[str](),
    "contradicted": frozenset({"contradicted", "inconsistent"}),
    "marginal": frozenset({"contradicted", "inconsistent", "marginal", "definition_dependent"}),
}
"""The statuses that make the exit status 1, for each value of ``--fail-on``."""


def add_check(commands: Commands) -> None:
    """Add ``check``."""
    check = commands.add_parser(
        "check",
        formatter_class=Help,
        help="check articles: findings, each with its arithmetic or its evidence",
        description="Check articles: findings, each with its arithmetic or its evidence.",
        epilog="example: uratori check article.md --published 2026-01-26 --format json",
    )
    _add_common(check, CHECK_FORMATS)
    check.add_argument(
        "--offline", action="store_true", help="no network: the store and the bundled facts"
    )
    check.add_argument(
        "--fail-on",
        choices=tuple(FAILING),
        default="contradicted",
        help="findings that make the exit status 1 (default: contradicted, with inconsistent)",
    )
    check.add_argument(
        "--strict", action="store_true", help="a marginal result counts as inconsistent"
    )
    check.add_argument(
        "--reviewed",
        type=Path,
        metavar="FILE",
        help="findings that a person confirmed: the filled-in CSV, or JSON Lines; for "
        "--format claimreview, and csv",
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
    _add_common(extract, EXTRACT_FORMATS)
    extract.set_defaults(run=_extract, reviewed=None)


def _add_common(command: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
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
        type=_one_of(formats),
        metavar="|".join(formats),
        help="default: text on a terminal, json in a pipe",
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="written whole or not at all")
    command.add_argument(
        "--bom", action="store_true", help="begin CSV with a byte order mark, as Excel wants it"
    )
    command.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language of explanations (default: ja)"
    )
    add_folder(command)
    add_model(command)


def _one_of(formats: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text in formats:
            return text
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a format of this command; choose from {', '.join(formats)}"
        )

    return read


def _check(options: argparse.Namespace) -> int:
    from ..market import default_source

    analyzer, failing, found = _analyzer(options), FAILING[options.fail_on], []
    source = default_source(options.data, offline=options.offline)

    def check(article: Article) -> Report:
        report = analyzer.check(article, data=source, lang=options.lang, strict=options.strict)
        found.append(any(f.status in failing for f in report.findings))
        return report

    failed = _run(options, check, source)
    for line in source.take_lines():
        tell(line)
    return FAILED if failed else FOUND if any(found) else NOTHING_FOUND


def _extract(options: argparse.Namespace) -> int:
    return FAILED if _run(options, _analyzer(options).extract) else NOTHING_FOUND


def _analyzer(options: argparse.Namespace) -> Analyzer:
    from ..pipeline import Analyzer
    from ..scoring.choice import scorer_of

    return Analyzer(scorer=scorer_of(model_named(options)))


def _run(
    options: argparse.Namespace,
    read: Callable[[Article], Report | Analysis],
    source: FactSource | None = None,
) -> bool:
    """Take each article through `read`, write what came of it, and tell whether one failed."""
    from ..report.output import pieces, write_whole

    if options.output:
        _refuse_own_input(options)
    if options.data:
        from ..lexicon import refreshed

        refreshed.use(refreshed.find_lists(options.data))
    faults: list[Fault] = []
    done: list[str] = []
    results, style = _several(
        _results(options, read, faults, done), _style(options, source), faults
    )
    parts = pieces(results, style, faults)
    if options.output is None:
        if style.format == "csv":
            keep_line_ends()
        for part in parts:
            sys.stdout.write(part)
            sys.stdout.flush()
        return bool(faults)
    text = "".join(parts)
    if done:
        write_whole(options.output, text)
    return bool(faults)


def _several(
    results: Iterator[Report | Analysis], style: Style, faults: list[Fault]
) -> tuple[Iterator[Report | Analysis], Style]:
    """Look whether the one ARTICLE holds several: then its JSON is an array."""
    if style.format != "json" or style.several:
        return results, style
    first = list(islice(results, 2))
    several = len(first) + len(faults) > 1
    return chain(first, results), msgspec.structs.replace(style, several=several)


def _results(
    options: argparse.Namespace,
    read: Callable[[Article], Report | Analysis],
    faults: list[Fault],
    done: list[str],
) -> Iterator[Report | Analysis]:
    """Yield what comes of each article; one that fails is told of and the others go on."""
    from ..report.output import Fault

    for source in options.articles:
        try:
            for article in _articles(options, source):
                try:
                    if isinstance(article, ArticleError):
                        raise article
                    result = read(article)
                except Exception as error:
                    complain(error, source)
                    faults.append(Fault(source=source, line=one_line(error, source)))
                else:
                    done.append(source)
                    yield result
        except Exception as error:
            complain(error, source)
            faults.append(Fault(source=source, line=one_line(error, source)))


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
    if options.reviewed and options.reviewed.resolve() == output:
        raise SettingsError("is the reviewed file", where="--output", todo="name another file")


def _style(options: argparse.Namespace, source: FactSource | None) -> Style:
    from ..report.output import Style

    settings = read_settings()
    terminal = options.output is None and sys.stdout.isatty()
    form = options.format or _default_format(options, terminal)
    _refuse_unused(options, form)
    return Style(
        format=form,
        lang=options.lang,
        several=len(options.articles) > 1,
        width=min(settings.columns or _columns(terminal), WIDEST_REPORT),
        color=terminal and not settings.no_color and not settings.dumb,
        bom=options.bom,
        reviewed=_reviewed(options),
        source=source,
    )


def _refuse_unused(options: argparse.Namespace, form: Format) -> None:
    """Raise SettingsError for an option that the format has no use for."""
    if options.bom and form != "csv":
        raise SettingsError("is for CSV only", where="--bom", todo="leave it out")
    if options.reviewed and form not in ("csv", "claimreview"):
        raise SettingsError(
            f"is not used by {form}", where="--reviewed", todo="use --format claimreview or csv"
        )


def _reviewed(options: argparse.Namespace) -> Reviewed | None:
    if options.reviewed is None:
        return None
    from ..report.reviews import read_reviews

    return read_reviews(options.reviewed)


def _default_format(options: argparse.Namespace, terminal: bool) -> Format:
    if options.output is None:
        return "text" if terminal else "json"
    form = SUFFIXES.get(options.output.suffix.lower(), "json")
    return "claimreview" if form == "annotation" and options.reviewed else form


def _columns(terminal: bool) -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if terminal else TERMINAL_WIDTH
    except OSError:
        return TERMINAL_WIDTH
