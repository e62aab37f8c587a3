"""The bytes of a feed -> its text, decoded as it is meant and mended where XML would refuse it.

What feeds in the wild have: an encoding in the HTTP header that is not that of the XML
declaration, and neither that of the bytes; Microsoft's characters (①, ㈱) under the name Shift_JIS;
one item cut in the middle of a character; names of HTML entities; controls, and references to
characters that do not exist. What is damaged in one item is marked there with `DAMAGE`, so that
this item alone is refused.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from html.entities import html5

from ..articles.declared import declared_charset, decode_declared
from ..articles.encoding import decode
from ..errors import ArticleError

DAMAGE = "\U0010fffe"
"""A character that Unicode will never assign, and that XML may hold."""
_LATIN = frozenset(
    {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"}
)
_FOREIGN = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "koi8-r": "koi8-r",
    "iso-8859-2": "iso8859-2", "iso-8859-5": "iso8859-5", "iso-8859-15": "iso8859-15",
}  # fmt: skip
"""Read as some other Japanese encoding these would be nonsense that nobody notices."""
_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF16_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF32_BE,
)
_LENIENT = ("utf-8", "cp932", "euc_jis_2004", "iso2022_jp_2004")
_FEW_BROKEN = 50
"""Characters for each of which one may be damaged; with more of them it is another encoding."""
_KANA = "[\u3041-\u3096\u30a1-\u30fa]"
_CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
_REFERENCE = (
    r"&(?!(?:lt|gt|amp|quot|apos);)"
    r"(?:#(\d{1,10})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,31}));"
)
_BARE = r"&(?!(?:#\d{1,10}|#x[0-9a-fA-F]{1,8}|lt|gt|amp|quot|apos);)"
_DECLARED = r"^\s*<\?xml\s[^>]{0,300}\?>"
_ESCAPED = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;"}


def feed_text(data: bytes, charset: str | None = None, *, where: str = "") -> str:
    """Give the text of a feed, without XML declaration and byte order mark.

    charset: what the HTTP header says. Raises ArticleError where the bytes fit no encoding.
    """
    text = re.sub(_DECLARED, "", _decoded(_widened(data), charset, where), count=1)
    text = re.sub(_CONTROLS, _control, text)
    return re.sub(_REFERENCE, _character, text) if "&" in text else text


def mended(text: str) -> str:
    """Give the text with a lone & written as XML has it, outside of CDATA sections."""
    parts = re.split(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", text, flags=re.DOTALL)
    return "".join(
        part if part.startswith("<![CDATA[") else re.sub(_BARE, "&amp;", part) for part in parts
    )


def _widened(data: bytes) -> bytes:
    """Give UTF-16 without a mark its mark; elsewhere NUL is no character, and becomes damage."""
    top = data[:64].lstrip(b"\0 \t\r\n")[:3]
    if data.startswith(_MARKS[1:]):
        return data
    if top[:2] == b"<\0":
        return (codecs.BOM_UTF16_BE if data[:1] == b"\0" else codecs.BOM_UTF16_LE) + data
    return data.replace(b"\0", b"\1") if b"\0" in data else data


def _decoded(data: bytes, charset: str | None, where: str) -> str:
    told = charset if charset and not _is_latin(charset) else None
    foreign = _foreign(data, charset) or _foreign(data, declared_charset(data))
    if foreign is not None:
        return foreign
    try:
        if told is None and _is_latin(declared_charset(data)):
            return _latin_or_not(data, where)
        by_header = decode_declared(data, told, where=where)
        by_itself = decode_declared(data, None, where=where) if told else by_header
        if by_header == by_itself:
            return by_header
        with suppress(ArticleError):  # both fit: the bytes decide
            return by_itself if decode(data, where=where) == by_itself else by_header
        return by_header
    except ArticleError:
        text = _lenient(data)
        if text is None and _is_latin(charset):
            return decode_declared(data, charset, where=where)
        if text is None:
            raise
        return text


def _foreign(data: bytes, charset: str | None) -> str | None:
    """Decode what says that it is not Japanese; None where it does not, or is UTF-8 after all."""
    name = _FOREIGN.get((charset or "").lower())
    if name is None or data.startswith(_MARKS):
        return None
    for encoding in ("utf-8", name):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _is_latin(charset: str | None) -> bool:
    return charset is not None and charset.lower() in _LATIN


def _latin_or_not(data: bytes, where: str) -> str:
    """Decode what calls itself Latin-1, as servers call whatever they do not know."""
    try:
        text = decode(data, where=where)
    except ArticleError:
        return decode_declared(data, None, where=where)
    foreign = sum(1 for c in text if c > "\x7f")
    if 10 * len(re.findall(_KANA, text)) >= foreign:
        return text
    return decode_declared(data, None, where=where)


def _lenient(data: bytes) -> str | None:
    """Decode what is damaged in a few places, each of them marked; None where it is in many."""
    readings = [data.decode(name, "replace") for name in _LENIENT]
    text = min(readings, key=lambda reading: reading.count("\ufffd"))
    broken = text.count("\ufffd")
    read = sum(1 for c in text if c > "\x7f") - broken
    return text.replace("\ufffd", DAMAGE) if _FEW_BROKEN * broken <= read else None


def _control(found: re.Match[str]) -> str:
    """Leave out the controls that editors paste in; NUL and what stands for it are damage."""
    return DAMAGE if found[0] in "\0\1" or "\ud800" <= found[0] <= "\udfff" else ""


def _character(found: re.Match[str]) -> str:
    """Give the character of a reference that XML does not know; the others stay."""
    number, hexadecimal, name = found.groups()
    if name:
        known = html5.get(f"{name};", "")
        return "".join(_ESCAPED.get(c, c) for c in known) or found[0]
    code = int(number) if number else int(hexadecimal, 16)
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return DAMAGE
    allowed = code in (9, 10, 13) or (code >= 0x20 and code not in (0xFFFE, 0xFFFF))
    return found[0] if allowed else ""
