"""The formats that a result can be had in."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..market import FactSource
from ..records import Analysis, Report
from ..report.output import Style, pieces


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """One format: its name and label, the ending of its file, and its media type."""

    format: str
    label: str
    """What a reader knows it as."""
    suffix: str
    media: str
    analysis: bool = False
    """Whether an analysis without findings can be written in it, too."""


DOWNLOADS = (
    Download(format="text", label="Text", suffix=".txt", media="text/plain; charset=utf-8", analysis=True),
    Download(format="json", label="JSON", suffix=".json", media="application/json", analysis=True),
    Download(format="jsonl", label="JSON Lines", suffix=".jsonl", media="application/jsonl", analysis=True),
)


def find_format(name: str) -> Download | None:
    """Give a format by its name; None if there is none of that name."""
    return next((each for each in DOWNLOADS if each.format == name), None)


def write(
    result: Report | Analysis, name: str, lang: Literal["ja", "en"], source: FactSource | None
) -> bytes:
    """Write a result in a format; source: where the series of charts are read."""
    style = Style(format=name, lang=lang)  # type: ignore[arg-type]
    return "".join(pieces([result], style)).encode("utf-8", errors="backslashreplace")
