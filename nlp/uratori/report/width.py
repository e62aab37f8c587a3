"""Columns of a terminal: widths, cuts and line breaks for text that mixes Japanese and Latin.

A character is two columns wide when its East Asian Width is W or F (Unicode Standard Annex 11),
none when it combines, and one otherwise. Terminals differ on ambiguous ones (…, →, ①, ±): lines are
broken and cut as if they took two columns, so that no line is too wide on either kind; columns are
aligned as if they took one, as terminals do unless they are told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Stand for 【 and 】 around the checked number until lines are broken: no printable text holds
them, while an article may hold the brackets."""

_WORD = re.compile(r"[!-~\u00a1-\u024f]+|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset(
    "、。，．・：；？！ー々〜～%％‰℃」』）)】〕］]｝}〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ…】"
    "ヵヶゝゞヽヾ゛゜｡､･｣ｧｨｩｪｫｬｭｮｯｰﾞﾟ" + MARK_CLOSE
)
_NOT_LAST = frozenset("「｢『（(【〔［[｛{〈《＄$￥¥" + MARK_OPEN)
_MARKS = frozenset(MARK_OPEN + MARK_CLOSE)
_HOSTILE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_KEPT = frozenset("\u200d\ufe0f")


def text_width(text: str) -> int:
    """Give the columns that a line takes.

    >>> text_width("約50%の上昇")
    11
    """
    return sum(map(_char_width, text))


def widest(text: str) -> int:
    """Give the columns that a line takes where ambiguous characters take two.

    >>> text_width("52,780→51,940…"), widest("52,780→51,940…")
    (14, 16)
    """
    return sum(map(_widest_char, text))


def printable(text: str) -> str:
    """Make text from outside safe to print: controls, escapes and bidi marks become U+FFFD.

    White space, line ends included, becomes a space, so that the result is one line.
    """
    return "".join(map(_safe, text))


def shorten(text: str, width: int) -> str:
    """Cut a line to `width` columns, with … where something was cut off."""
    if widest(text) <= width:
        return text
    kept, used = [], widest("…")
    for char in text:
        used += _widest_char(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """Fill a cell with spaces up to `width` columns."""
    return text + " " * (width - text_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Break a line into lines of at most `width` columns; only an address may be wider.

    Latin words and numbers stay whole where they fit; no line begins with a closing mark or a
    small kana nor ends with an opening bracket (JIS X 4051).
    """
    lines, line, used = [], "", 0
    for unit in _units(text, max(width, 2)):
        size = widest(unit)
        if used + widest(unit.rstrip()) > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
            if unit.isspace():
                continue
        line, used = line + unit, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def flow(parts: Iterable[str], width: int, *, between: str = "  ") -> list[str]:
    """Set short parts side by side in lines of at most `width` columns, each part whole."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and widest(longer) <= width:
            lines[-1] = longer
        else:
            lines += wrap(part, width)
    return lines


def _units(text: str, width: int) -> Iterator[str]:
    """Yield the stretches that no line end may cut."""
    unit = ""
    for word in _WORD.findall(text):
        joined = bool(unit) and (
            word[0] in _NOT_FIRST or unit[-1] in _NOT_LAST or _marked(unit, word, width)
        )
        if joined and not word.isspace() and widest(unit + word) <= width:
            unit += word
            continue
        if unit:
            yield unit
        *full, unit = _chop(word, width)
        yield from full
    if unit:
        yield unit


def _marked(unit: str, word: str, width: int) -> bool:
    """Tell whether a word goes on with the marked number, which stays whole if it is not long."""
    inside = unit.rfind(MARK_OPEN) > unit.rfind(MARK_CLOSE)
    return inside and widest(unit) + widest(word) <= width // 2


def _chop(word: str, width: int) -> list[str]:
    """Cut a word that is longer than a line; an address stays whole, so that it can be used."""
    if widest(word) <= width or "://" in word:
        return [word]
    step = width if word.isascii() else width // 2
    return [word[i : i + step] for i in range(0, len(word), step)]


@lru_cache(maxsize=1 << 13)
def _char_width(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" or char in _MARKS else 1


@lru_cache(maxsize=1 << 13)
def _widest_char(char: str) -> int:
    return 2 if east_asian_width(char) == "A" and _char_width(char) else _char_width(char)


@lru_cache(maxsize=1 << 13)
def _safe(char: str) -> str:
    if char.isspace():
        return "\u3000" if char == "\u3000" else " "
    return "\ufffd" if category(char) in _HOSTILE and char not in _KEPT else char
