"""The formats that a result can be had in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import SettingsError
from ..market import FactSource
from ..records import Analysis, Report
from ..report.formats import EXTRACT_FORMATS, Format
from ..report.output import Style, pieces
from ..report.reviews import Reviewed, read_reviews


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """One format: its name and label, the ending of its file, and its media type."""

    format: Format
    label: str
    """What a reader knows it as."""
    suffix: str
    media: str
    reviewed: bool = False
    """Whether it tells only what a person confirmed."""

    @property
    def analysis(self) -> bool:
        """Whether an analysis without findings can be written in it, too."""
        return self.format in EXTRACT_FORMATS


DOWNLOADS = (
    Download(format="html", label="HTML", suffix=".html", media="text/html; charset=utf-8"),
    Download(format="text", label="Text", suffix=".txt", media="text/plain; charset=utf-8"),
    Download(format="csv", label="CSV", suffix=".csv", media="text/csv; charset=utf-8"),
    Download(format="json", label="JSON", suffix=".json", media="application/json"),
    Download(format="jsonl", label="JSON Lines", suffix=".jsonl", media="application/jsonl"),
    Download(format="sarif", label="SARIF", suffix=".sarif", media="application/sarif+json"),
    Download(
        format="annotation",
        label="Web Annotation",
        suffix=".annotation.jsonld",
        media="application/ld+json",
    ),
    Download(
        format="claimreview",
        label="ClaimReview",
        suffix=".claimreview.jsonld",
        media="application/ld+json",
        reviewed=True,
    ),
)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How a result is to be written."""

    format: Format
    lang: Literal["ja", "en"] = "ja"
    reviewed: bytes | None = None
    """The CSV that a person filled in, as it was sent."""
    bom: bool = False


def find_format(name: str) -> Download | None:
    """Give a format by its name; None if there is none of that name."""
    return next((each for each in DOWNLOADS if each.format == name), None)


def write(result: Report | Analysis, wish: Wish, source: FactSource | None) -> bytes:
    """Write a result; source: where the series of charts are read.

    Raises SettingsError for what the format cannot tell, or a file of reviews that is wrong.
    """
    style = Style(
        format=wish.format,
        lang=wish.lang,
        bom=wish.bom,
        source=source,
        reviewed=None if wish.reviewed is None else _reviews(wish.reviewed),
    )
    try:
        text = "".join(pieces([result], style))
    except SettingsError as error:
        raise _without_path(error, style.reviewed.path if style.reviewed else "") from None
    return text.encode("utf-8", errors="backslashreplace")


def _reviews(data: bytes) -> Reviewed:
    with tempfile.TemporaryDirectory(prefix="uratori-") as folder:
        path = Path(folder) / "reviewed.csv"
        path.write_bytes(data)
        try:
            return read_reviews(path)
        except SettingsError as error:
            raise _without_path(error, str(path)) from None


def _without_path(error: SettingsError, path: str) -> SettingsError:
    where = error.where.replace(path, "reviewed.csv") if path else error.where
    return SettingsError(error.what, where=where, todo=error.todo)
