"""Results of several articles -> one text in the format asked for, and a file written whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from ..errors import SettingsError
from ..records import Analysis, Report
from .document import Document, analysis_document, report_document, to_json
from .formats import Format

if TYPE_CHECKING:
    from ..market import FactSource
    from .reviews import Reviewed


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One article that could not be read: its source as given, and the line told of it."""

    source: str
    line: str


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How results are to be written. `several`: JSON is an array even of one."""

    format: Format
    lang: Literal["ja", "en"] = "ja"
    several: bool = False
    width: int = 80
    color: bool = False
    bom: bool = False
    """Whether CSV begins with a byte order mark, by which Excel knows UTF-8."""
    reviewed: Reviewed | None = None
    """What a person says of findings; ClaimReview needs it."""
    source: FactSource | None = None
    """Where the series of HTML's charts are read; None draws none."""


def pieces(
    results: Iterable[Report | Analysis], style: Style, faults: Sequence[Fault] = ()
) -> Iterator[str]:
    """Yield the parts of the output, each as soon as its result is there.

    faults: what the log of SARIF tells of articles that failed; read after the last result.
    Raises SettingsError for a format that cannot say what the results hold.
    """
    if style.format == "jsonl":
        return (to_json(_document(result), lines=True) + "\n" for result in results)
    if style.format == "text":
        return _texts(results, style)
    if style.format == "html":
        return _page(results, style)
    if style.format == "csv":
        return _rows(results, style)
    if style.format == "annotation":
        return _annotations(results, style)
    if style.format == "sarif":
        return _sarif(results, style, faults)
    if style.format == "claimreview":
        return _claim_reviews(results, style)
    if style.several:
        return _array(results)
    return (to_json(_document(result)) + "\n" for result in results)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees either what was there before or all of `text`.

    A device or a pipe is written to as it is. Raises SettingsError when it cannot be written.
    """
    data = text.encode("utf-8", errors="backslashreplace")
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror or error}", where=str(path), todo="check --output"
        ) from None


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".uratori-{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.is_file():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:  # an interrupt, too, must leave nothing behind
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _document(result: Report | Analysis) -> Document:
    return report_document(result) if isinstance(result, Report) else analysis_document(result)


def _texts(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    for number, result in enumerate(results):
        yield ("\n\n" if number else "") + _text(result, style)


def _text(result: Report | Analysis, style: Style) -> str:
    # Most runs write JSON, and a cold start pays for every import.
    from .listing import render_analysis
    from .terminal import render

    if isinstance(result, Report):
        return render(result, lang=style.lang, width=style.width, color=style.color)
    return render_analysis(result, lang=style.lang, width=style.width)


def _page(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    from .html import render_html

    yield render_html(_reports(results, style), lang=style.lang, source=style.source)


def _rows(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    from .table import csv_table

    return csv_table(results, reviewed=style.reviewed, lang=style.lang, bom=style.bom)


def _annotations(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    from .annotation import annotation_collection

    yield to_json(annotation_collection(results, lang=style.lang), in_page=True) + "\n"


def _sarif(
    results: Iterable[Report | Analysis], style: Style, faults: Sequence[Fault]
) -> Iterator[str]:
    from .sarif import sarif_log

    told = (fault.line for fault in faults)
    yield to_json(sarif_log(_reports(results, style), lang=style.lang, faults=told)) + "\n"


def _claim_reviews(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    from .claimreview import claim_reviews

    if style.reviewed is None:
        raise SettingsError(
            "publishes only what a person confirmed",
            where="--format claimreview",
            todo="fill in what --format csv writes and name it with --reviewed FILE",
        )
    document = claim_reviews(_reports(results, style), style.reviewed)
    yield to_json(document, in_page=True) + "\n"


def _reports(results: Iterable[Report | Analysis], style: Style) -> Iterator[Report]:
    for result in results:
        if not isinstance(result, Report):
            raise SettingsError(
                "tells findings, and extract makes none",
                where=f"--format {style.format}",
                todo="use uratori check",
            )
        yield result


def _array(results: Iterable[Report | Analysis]) -> Iterator[str]:
    """Yield a JSON array, an element at a time."""
    before = "[\n"
    for result in results:
        yield before + to_json(_document(result))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
