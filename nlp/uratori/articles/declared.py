"""Text of which somebody says the encoding: an HTTP header, or the page itself."""

from __future__ import annotations

import codecs
import re

from .encoding import decode, try_euc

_LOOKED_AT = 4096
_META = rb"(?i)<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
_XML = rb"(?i)^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})"
_JAPANESE = "[\u3041-\u30ff\u4e00-\u9fff]"
_JIS = rb"\x1b(?:\$[@B]|\$\(|\([JI])"
# What pages call by these names is Microsoft's reading, as in the WHATWG's Encoding Standard.
_NAMES = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "ms_kanji": "cp932", "csshiftjis": "cp932", "windows-31j": "cp932", "ms932": "cp932",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "windows-1252": "cp1252", "utf-16": "utf-16", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}  # fmt: skip
_EUC = frozenset({"euc-jp", "x-euc-jp", "euc_jp"})


def decode_declared(data: bytes, charset: str | None, *, where: str = "") -> str:
    """Decode a page: by its byte order mark, the HTTP header, its own meta element, else by trial.

    A declaration that does not fit, or fits although the bytes are Japanese in UTF-8, is not
    believed. Raises ArticleError where nothing fits.
    """
    told = [] if _marked(data) else [charset, declared_charset(data)]
    if not any(told) or _plainly(data):
        return decode(data, where=where)
    for name in filter(None, told):
        text = _as_told(data, name.lower())
        if text is not None:
            return text
    return decode(data, where=where)


def declared_charset(data: bytes) -> str | None:
    """Give the encoding that a page's first lines name."""
    top = data[:_LOOKED_AT]
    found = re.search(_XML, top) or re.search(_META, top)
    return found[1].decode("ascii") if found else None


def _marked(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _plainly(data: bytes) -> bool:
    """Tell whether the bytes can hardly be in another encoding than the one they show."""
    if b"\x1b" in data and re.search(_JIS, data):
        return True
    try:
        return re.search(_JAPANESE, data.decode("utf-8")) is not None
    except UnicodeDecodeError:
        return False


def _as_told(data: bytes, name: str) -> str | None:
    if name in _EUC:
        return try_euc(data)
    if name not in _NAMES:  # `decode` finds UTF-8 and ISO-2022-JP by itself
        return None
    try:
        text = data.decode(_NAMES[name])
    except UnicodeError:
        return None
    return None if "\0" in text else text
