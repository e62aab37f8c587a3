"""Bytes -> text, for every encoding that Japanese text comes in, declared or not.

The order: byte order mark, signs of a binary file, ISO-2022-JP by its escape sequences, strict
UTF-8, then whichever of Shift_JIS and EUC-JP fits. The last two are told apart by structure: kana
in Shift_JIS begin with bytes that EUC-JP never holds, and EUC-JP read as Shift_JIS is invalid or a
flood of half-width kana, so a few characters are enough.

``shift_jis`` means cp932, Microsoft's reading with NEC's and IBM's extensions (①, ㈱, 髙). EUC-JP
and ISO-2022-JP are read as the standard has them, and in Microsoft's reading when they hold such a
character.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from ..errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
_PLAIN_TODO = "give plain text or Markdown"
_UTF8_TODO = "save it as UTF-8"

# `re` compiles these when they are asked for; most texts are UTF-8 and ask for none.
_ESCAPE = rb"\x1b(\$[@B]|\([BJI]|\$\([A-Z]|[&.N][@-Z]?)"
_JAPANESE_SHIFT = rb"\x1b(?:\$[@B]|\$\(|\([JI])"
_EUC_UNIT = rb"[\x00-\x7f]+|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2}"
# Python gives the bytes 80, A0, FD, FE and FF, which cp932 leaves open, a meaning of its own.
_UNASSIGNED = "[\x80\xa0\uf8f0-\uf8f3]"
_HALF_KANA = "[\uff61-\uff9f]"


def decode(data: bytes, *, where: str = "") -> str:
    """Decode an article's bytes; the byte order mark is dropped and nothing else is changed.

    Raises ArticleError, naming `where`, when the bytes are a binary file, hold NUL, or fit no
    encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _no_null(_decode_marked(data, mark, encoding, where), where)
    _refuse_binary(data, where)
    if b"\x1b" in data and re.search(_JAPANESE_SHIFT, data) and max(data) < 0x80:
        return _decode_jis(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error, where)
    return _decode_legacy(data, where)


def _decode_marked(data: bytes, mark: bytes, encoding: str, where: str) -> str:
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"damaged {encoding.upper()} text at byte {len(mark) + error.start}",
            where=where,
            todo=_UTF8_TODO,
        ) from None


def _no_null(text: str, where: str) -> str:
    if "\0" in text:
        raise ArticleError("holds NUL, so it is not text", where=where, todo=_PLAIN_TODO)
    return text


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise ArticleError(f"is {kind}, not plain text", where=where, todo=_PLAIN_TODO)
    null = data.find(b"\0")
    if null >= 0:
        raise ArticleError(
            f"holds a NUL byte at {null}: a binary file, or UTF-16 without a byte order mark",
            where=where,
            todo=f"{_PLAIN_TODO}, saved as UTF-8",
        )


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError, where: str) -> None:
    """Refuse UTF-8 with a few broken bytes: read as Shift_JIS it would be silent mojibake."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    read = sum(1 for c in lenient if c > "\x7f") - broken
    if read > 5 * broken:
        raise ArticleError(
            f"damaged UTF-8 text at byte {error.start}", where=where, todo=_UTF8_TODO
        )


def _decode_legacy(data: bytes, where: str) -> str:
    """Decode as Shift_JIS or EUC-JP, whichever fits; the one with fewer half-width kana if both."""
    readings = [text for text in (_try_cp932(data), try_euc(data)) if text is not None]
    if not readings:
        raise ArticleError(
            "fits none of UTF-8, UTF-16, Shift_JIS, EUC-JP and ISO-2022-JP",
            where=where,
            todo=_UTF8_TODO,
        )
    return min(readings, key=lambda text: len(re.findall(_HALF_KANA, text)))


def _try_cp932(data: bytes) -> str | None:
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return None
    return None if re.search(_UNASSIGNED, text) else text


def try_euc(data: bytes) -> str | None:
    """Decode EUC-JP, with Microsoft's extensions where it holds them; None where it is none."""
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError:
        pass
    try:
        return "".join(_euc_parts(data))
    except UnicodeDecodeError:
        return None


def _euc_parts(data: bytes) -> Iterator[str]:
    """Decode EUC-JP with Microsoft's extensions (code page 51932), a unit at a time."""
    cursor = 0
    for unit in re.finditer(_EUC_UNIT, data):
        if unit.start() != cursor:
            break
        cursor = unit.end()
        yield _euc_unit(unit[0])
    if cursor != len(data):
        raise UnicodeDecodeError("euc_jp", data, cursor, cursor + 1, "invalid sequence")


@lru_cache(maxsize=1 << 13)
def _euc_unit(unit: bytes) -> str:
    if unit[0] < 0x80:
        return unit.decode("ascii")
    if unit[0] == 0x8E:
        return unit[1:].decode("cp932")
    if unit[0] == 0x8F:
        return unit.decode("euc_jp")
    try:
        return _jis_pair(unit[0] & 0x7F, unit[1] & 0x7F).decode("cp932")
    except UnicodeDecodeError:
        return unit.decode("euc_jis_2004")


def _jis_pair(row: int, cell: int) -> bytes:
    """Turn one JIS X 0208 code into Shift_JIS (the arithmetic of JIS X 0208 annex 1)."""
    lead = (row - 0x21) // 2 + 0x81
    if row % 2:
        return bytes((_lead(lead), cell + (0x1F if cell < 0x60 else 0x20)))
    return bytes((_lead(lead), cell + 0x7E))


def _lead(lead: int) -> int:
    return lead + 0x40 if lead > 0x9F else lead


def _decode_jis(data: bytes, where: str) -> str:
    for read in (_plain_jis, _microsoft_jis, _extended_jis):
        try:
            return read(data)
        except ValueError:  # UnicodeDecodeError is one
            continue
    raise ArticleError("damaged ISO-2022-JP text", where=where, todo=_UTF8_TODO)


def _plain_jis(data: bytes) -> str:
    return data.decode("iso2022_jp")


def _microsoft_jis(data: bytes) -> str:
    return "".join(_jis_parts(data))


def _extended_jis(data: bytes) -> str:
    return data.decode("iso2022_jp_2004")


def _jis_parts(data: bytes) -> Iterator[str]:
    """Decode ISO-2022-JP with Microsoft's extensions (code page 50221), a shift at a time."""
    cursor, shift = 0, b"(B"
    for escape in re.finditer(_ESCAPE, data):
        yield _jis_run(data[cursor : escape.start()], shift)
        cursor, shift = escape.end(), escape[1]
    yield _jis_run(data[cursor:], shift)


def _jis_run(run: bytes, shift: bytes) -> str:
    if shift in (b"(B", b"(J"):
        return run.decode("ascii")
    if shift == b"(I":
        return bytes(b | 0x80 if b > 0x20 else b for b in run).decode("cp932")
    if shift not in (b"$B", b"$@"):
        raise ValueError(shift)
    return "".join(_jis_units(run))


def _jis_units(run: bytes) -> Iterator[str]:
    """Decode two-byte codes; a line end may stand between them without a shift back."""
    cursor = 0
    while cursor < len(run):
        if run[cursor] <= 0x20:
            yield chr(run[cursor])
            cursor += 1
            continue
        if cursor + 1 == len(run):
            raise ValueError("half a character")
        yield _jis_pair(run[cursor], run[cursor + 1]).decode("cp932")
        cursor += 2
