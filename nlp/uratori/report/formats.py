"""The formats of results, by name and by the end of a file's name."""

from __future__ import annotations

from typing import Literal

Format = Literal["text", "json", "jsonl", "html", "csv", "sarif", "claimreview", "annotation"]

CHECK_FORMATS: tuple[Format, ...] = (
    "text", "json", "jsonl", "html", "csv", "sarif", "claimreview", "annotation",
)  # fmt: skip
"""Formats of ``check``, in the order in which they are told."""
EXTRACT_FORMATS: tuple[Format, ...] = ("text", "json", "jsonl", "csv", "annotation")
"""Formats of ``extract``: those that can speak of a number that nothing has checked."""
SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv",
    ".html": "html", ".htm": "html",
    ".sarif": "sarif", ".jsonld": "annotation",
}  # fmt: skip
"""The format that the end of a file's name asks for; JSON where it is no other's."""
