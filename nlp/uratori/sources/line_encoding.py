"""The encoding of a file of lines, told once by its first lines.

One line alone may be too short to tell: 六 in EUC-JP is ϻ in UTF-8.
"""

from __future__ import annotations

from collections.abc import Callable

from ..articles.encoding import decode, try_euc

Decoded = Callable[[bytes], str]


def line_decoder(sample: bytes, *, where: str) -> Decoded:
    """Give what decodes a line of a file that begins so.

    It raises UnicodeError, or ArticleError, for a line that does not fit; this raises ArticleError
    where the sample fits no encoding. A few NUL do not count: the rows that hold them are refused.
    """
    if 0 < sample.count(b"\0") * 10 < len(sample):
        sample = sample.replace(b"\0", b"")
    text = decode(sample, where=where)
    for name in ("utf-8", "cp932"):
        if _as(sample, name) == text:
            return _by_name(name)
    return decode if b"\x1b" in sample else _euc


def _by_name(name: str) -> Decoded:
    return lambda line: line.decode(name)


def _as(sample: bytes, name: str) -> str | None:
    try:
        return sample.decode(name)
    except UnicodeDecodeError:
        return None


def _euc(line: bytes) -> str:
    text = try_euc(line)
    if text is None:
        raise UnicodeError("no EUC-JP")
    return text
