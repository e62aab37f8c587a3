"""Which kind of source a file is: by its name, else by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from ..articles.kinds import sniffed_kind

Format = Literal["text", "html", "pdf", "json", "jsonl", "table", "parquet", "warc", "feed"]

_SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "table", ".tsv": "table", ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".wet": "warc",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
}  # fmt: skip
_PACKED: frozenset[Format] = frozenset({"json", "jsonl", "table", "warc"})
_COMMENT = rb"(?s)<!--.{0,4000}?-->"
_ELEMENT = rb"<([A-Za-z_][\w:.-]{0,40})[\s/>]"
_FEEDS = frozenset({b"rss", b"feed", b"rdf", b"channel"})
LOOKED_AT = 4096
"""Bytes of a file's beginning."""


def named_format(name: str) -> Format | None:
    """Give the kind that a name says; None for a name that says none, or a kind that is not read.

    >>> named_format("2026/news.jsonl.gz")
    'jsonl'
    """
    path = PurePath(name.lower())
    if path.suffix != ".gz":
        return _SUFFIXES.get(path.suffix)
    inner = _SUFFIXES.get(PurePath(path.stem).suffix)
    return inner if inner in _PACKED else None


def is_feed(top: bytes) -> bool:
    """Tell whether bytes begin as RSS or Atom does, by their first element."""
    plain = re.sub(_COMMENT, b"", top[:LOOKED_AT].replace(b"\0", b""))
    first = re.search(_ELEMENT, plain)
    return first is not None and first[1].rpartition(b":")[2].lower() in _FEEDS


def sniffed_format(top: bytes) -> Format:
    """Tell the kind of a file by its first bytes (`LOOKED_AT` of them)."""
    if top.startswith(b"PAR1"):
        return "parquet"
    if top.startswith(b"WARC/"):
        return "warc"
    if is_feed(top):
        return "feed"
    kind = sniffed_kind(top)
    start = top.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if kind == "text" and re.match(rb'\{\0?\s{0,40}\0?"', start):
        return "jsonl"
    return "jsonl" if kind == "json" and start.startswith(b"{") else kind
