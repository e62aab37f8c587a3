"""Which kind of file it is: by what the server says, by its name, else by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

import msgspec

Kind = Literal["text", "html", "pdf", "json"]

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
UNREAD = {
    ".xml": "an XML file", ".docx": "a Word file", ".xlsx": "an Excel file",
    ".pptx": "a PowerPoint file", ".parquet": "a Parquet file", ".zip": "a ZIP file",
}  # fmt: skip
_TYPES: dict[str, Kind | None] = {
    "text/html": "html", "application/xhtml+xml": "html",
    "application/pdf": "pdf", "application/x-pdf": "pdf",
    "application/json": "json", "application/ld+json": "json", "application/jsonl": "json",
    "application/x-ndjson": "json", "application/x-jsonlines": "json", "text/json": "json",
    "text/markdown": "text", "text/x-markdown": "text",
    # Servers say these of whatever they do not know.
    "text/plain": None, "application/octet-stream": None, "binary/octet-stream": None, "": None,
}  # fmt: skip
_HTML = rb"(?i)<(?:!doctype\s+html|html|head|body|article)[\s>]"
_LOOKED_AT = 2048


def named_kind(name: str) -> Kind | None:
    """Give the kind that a name says; None for a name that says none."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def is_read(content_type: str) -> bool:
    """Tell whether a server's Content-Type may be an article."""
    return _media(content_type) in _TYPES


def served_kind(content_type: str) -> Kind | None:
    """Give the kind that a Content-Type says; None where it says nothing of use."""
    return _TYPES.get(_media(content_type))


def charset_of(content_type: str) -> str | None:
    """Give the charset of a Content-Type."""
    found = re.search(r"(?i);\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type)
    return found[1] if found else None


def sniffed_kind(data: bytes) -> Kind:
    """Tell the kind of some bytes by how they begin."""
    top = data[:_LOOKED_AT]
    if b"%PDF-" in top[:1024]:
        return "pdf"
    if re.search(_HTML, top.replace(b"\0", b"")):
        return "html"
    start = top.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
    return "json" if start in (b"{", b"[") and _is_json(data) else "text"


def _is_json(data: bytes) -> bool:
    """Tell whether bytes are JSON, or JSON Lines; 「[東京 26日]」 opens a text."""
    for part in (data, data.lstrip().partition(b"\n")[0]):
        try:
            if isinstance(msgspec.json.decode(part.removeprefix(b"\xef\xbb\xbf")), dict | list):
                return True
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return False


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
