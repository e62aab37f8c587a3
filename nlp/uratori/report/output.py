"""Results of several articles -> one text in the format asked for, and a file written whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import SettingsError
from ..records import Analysis, Report
from .document import Document, analysis_document, report_document, to_json

Format = Literal["text", "json", "jsonl"]


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How results are to be written. `several`: JSON is an array even of one."""

    format: Format
    lang: Literal["ja", "en"] = "ja"
    several: bool = False
    width: int = 80
    color: bool = False


def pieces(results: Iterable[Report | Analysis], style: Style) -> Iterator[str]:
    """Yield the parts of the output, each as soon as its result is there."""
    if style.format == "jsonl":
        return (to_json(_document(result), lines=True) + "\n" for result in results)
    if style.format == "text":
        return _texts(results, style)
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


def _array(results: Iterable[Report | Analysis]) -> Iterator[str]:
    """Yield a JSON array, an element at a time."""
    before = "[\n"
    for result in results:
        yield before + to_json(_document(result))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
