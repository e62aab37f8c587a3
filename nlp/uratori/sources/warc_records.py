"""The records of a WARC archive, over places where it is damaged.

fastwarc ends at the first damage. Each record begins anew, though, in a gzip member of its own or
with a line ``WARC/1.1``, so the next whole one is looked for and read from there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ..settings import MAX_ARTICLE_BYTES

_LONGEST = 2 * MAX_ARTICLE_BYTES
"""Bytes of a record, its HTTP head included; chunks and packing may make it longer than a page."""
_STEP = 1 << 20
_MOST_TRIES = 2000
"""Places in a row that look like the beginning of a record and are none; then nothing follows."""
_PLAIN, _PACKED = b"WARC/1.", b"\x1f\x8b\x08"
_HEAD = (
    "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: {}\r\n\r\n"
)


class Stored(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One record as it is stored."""

    position: int
    address: str
    content_type: str
    block: bytes
    """With the HTTP head, if it has one; a little more than `_LONGEST` bytes if it is longer."""

    def is_too_long(self) -> bool:
        """Tell whether the record is longer than what was loaded of it."""
        return len(self.block) > _LONGEST


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that cannot be read: about where it is, in bytes, and what is wrong."""

    position: int
    what: str


class Payload(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a server had answered."""

    status: int | None
    content_type: str
    data: bytes


def stored_records(file: BinaryIO) -> Iterator[Stored | Damage]:
    """Yield the responses, resources and conversions of an archive, and a Damage for each gap.

    Raises ImportError where fastwarc is not installed.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    start: int | None = 0
    told, seen, tries, plain = False, False, 0, _is_plain(file)
    while start is not None and tries < _MOST_TRIES:
        tries += 1
        last = after = start
        file.seek(start)
        try:
            for record in ArchiveIterator(file, parse_http=False):
                last = start + record.stream_pos
                after = last + 1
                if record.record_type & wanted:
                    yield _stored(record, last)
                told, tries, seen = False, 0, seen or bool(record.headers.get("WARC-Type"))
                after = last + max(record.content_length, 1) if plain else last + 1
            if not seen and file.tell() > 0:
                yield Damage(position=0, what="no record that is whole")
            return
        except OSError as error:
            if not told:
                yield Damage(position=last, what=str(error)[:100])
            told = seen = True
        start = _next_start(file, max(after, start + 1), _PLAIN if plain else _PACKED)


def unpacked(block: bytes, most: int) -> Payload:
    """Take an HTTP answer apart, without chunks and packing; at most so many bytes of its body.

    Raises OSError where it is damaged. It is read as an archive of its own, so that damage stays
    in it.
    """
    from fastwarc.warc import WarcRecord

    head = _HEAD.format(len(block)).encode("ascii")
    record = WarcRecord.from_bytes(head + block + b"\r\n\r\n")
    record.parse_http(auto_decode="all")
    headers = record.http_headers
    if headers is None:
        raise OSError("no HTTP head")
    data = record.reader.read(most)
    kind = headers.get("Content-Type", "") or ""
    return Payload(status=headers.status_code, content_type=kind, data=data)


def _stored(record: Any, position: int) -> Stored:
    block = record.reader.read(_LONGEST + 1)
    if len(block) < min(record.content_length, _LONGEST + 1):
        raise OSError("a record that is cut off")
    return Stored(
        position=position,
        address=(record.headers.get("WARC-Target-URI") or "").strip("<> "),
        content_type=record.headers.get("Content-Type") or "",
        block=block,
    )


def _is_plain(file: BinaryIO) -> bool:
    return file.read(2) != _PACKED[:2]


def _next_start(file: BinaryIO, position: int, mark: bytes) -> int | None:
    """Give where the next record begins, from a position on."""
    file.seek(position)
    held = file.read(_STEP)
    while len(held) >= len(mark):
        at = held.find(mark)
        while at >= 0:
            if mark == _PLAIN or _opens(file, position + at):
                return position + at
            at = held.find(mark, at + 1)
        position += len(held) - len(mark) + 1
        file.seek(position)
        held = file.read(_STEP)
        if len(held) < len(mark):
            return None
    return None


def _opens(file: BinaryIO, position: int) -> bool:
    """Tell whether a gzip member that opens a record begins here."""
    file.seek(position)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(512), 5) == b"WARC/"
    except zlib.error:
        return False
