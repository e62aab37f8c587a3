"""Streams read line by line in bounded memory, whatever they hold."""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import ArticleError
from ..settings import MAX_ARTICLE_BYTES

_STEP = 1 << 16
_LONGEST_SKIPPED = 1 << 30
"""Bytes; where a line is longer than this the file is not one of lines."""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file of lines, unpacked where its first bytes are gzip's, in UTF-8 if it was UTF-16.

    Raises OSError; reading from it also EOFError and zlib.error where gzip is damaged.
    """
    with path.open("rb") as file:
        yield unmarked(file)


def unmarked(file: BinaryIO) -> io.BufferedReader:
    """Give a stream without gzip, without a byte order mark, and not in UTF-16."""
    held = _peekable(file)
    if held.peek(2)[:2] == b"\x1f\x8b":
        held = _peekable(cast(BinaryIO, gzip.GzipFile(fileobj=held)))
    top = held.peek(3)[:3]
    if top == codecs.BOM_UTF8:
        held.read(3)
    elif top[:2] in _UTF16:
        held.read(2)
        return _peekable(cast(BinaryIO, _Recoded(held, _UTF16[top[:2]])))
    return held


def lines(file: BinaryIO, *, longest: int = MAX_ARTICLE_BYTES) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their ends; None in place of one that is too long.

    longest: in bytes, and nearly all that is held. Raises ArticleError at a line of more than a
    gigabyte, behind which nothing is read.
    """
    while line := file.readline(longest + 1):
        if len(line) > longest and not line.endswith(b"\n"):
            _skip(file)
            yield None
        else:
            yield line


def _skip(file: BinaryIO) -> None:
    """Read on to the end of a line."""
    skipped = 0
    while part := file.readline(_STEP):
        skipped += len(part)
        if part.endswith(b"\n"):
            return
        if skipped > _LONGEST_SKIPPED:
            raise ArticleError("a line of more than 1 GB", todo="write an article a line")


class _Recoded(io.RawIOBase):
    """The bytes of a stream of UTF-16, in UTF-8; halves of pairs become U+FFFD."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            part = self._file.read(_STEP)
            self._left = self._decoder.decode(part, final=not part).encode("utf-8")
            if not part and not self._left:
                return 0
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def _peekable(file: BinaryIO) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader):
        return file
    return io.BufferedReader(cast(io.RawIOBase, file), _STEP)
