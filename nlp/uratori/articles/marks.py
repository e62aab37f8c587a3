"""What in an article is no running text of its own: promotion, captions, repeated paragraphs.

Such stretches stay in the text, and the words that tell them are data (``marks.tsv``). A line is
taken for promotion only where its words say so; what merely sounds like it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, cast

import msgspec

from ..lexicon import read_table, split_cell
from ..records import Mark, MarkKind

_SHORT = 60
"""Characters of a line that is a headline or a call, and of what an inline caption holds."""
_LABEL = 24
_SAME = 30
"""Characters from which a paragraph that stands again was copied; shorter ones recur by chance."""
_MOST_ENTRIES = 20
_ORNAMENTS = " \t\u3000#*_>＞■□◆◇●○▼▽▲△▶►◎★☆〓=＝-―ー・:：|｜…»→【】[]［］（）()<>＜＞「」『』"
_BULLETS = " \t\u3000#*_>＞■□◆◇●○▼▽▲▶►◎★☆・→-"
_OPEN, _CLOSE = "【[［（(＜<", "】]］）)＞>"
_ENTRY = ("-", "*", "・", "●", "■", "◆", "▶", "►", "→", "＞", ">", "http://", "https://", "[", "○")
_END = ("。", "。」", "」")
# `re` compiles these when they are asked for; most articles ask for none.
_CAPTION_LINE = r"\*[^*\n]{1,300}\*|_[^_\n]{1,300}_|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,300}\)"

Reach = Literal["line", "list"]


class Sign(msgspec.Struct, frozen=True):
    """What a row of the table says of its words."""

    kind: MarkKind
    reach: Reach


class Words(msgspec.Struct, frozen=True):
    """The table by form: whole words looked up, beginnings and ends tried."""

    label: dict[str, Sign]
    lead: dict[str, Sign]
    colon: dict[str, Sign]
    sign: tuple[tuple[str, Sign], ...]
    call: tuple[tuple[str, Sign], ...]
    counted: tuple[tuple[str, ...], ...]
    inline: tuple[str, ...]


class Line(msgspec.Struct, frozen=True):
    """One line that is not blank, without the white space around it; `gap`: a blank one before."""

    start: int
    text: str
    gap: bool


def find_marks(text: str) -> tuple[Mark, ...]:
    """Give the marks of a text, in order; none overlaps another."""
    lines = _lines(text)
    kinds: dict[int, MarkKind] = {}
    for at in range(len(lines)):
        if at not in kinds and (sign := _sign(lines[at].text)):
            kinds[at] = sign.kind
            if sign.reach == "list":
                kinds.update(dict.fromkeys(_entries(lines, at + 1), sign.kind))
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if len(line.text) >= _SAME:
            if line.text in seen:
                kinds.setdefault(at, "repeat")
            seen.add(line.text)
    marks = [
        Mark(start=line.start, end=line.start + len(line.text), kind=kinds[at])
        for at, line in enumerate(lines)
        if at in kinds
    ]
    inside = [m for m in _inline(text) if not any(w.start <= m.start < w.end for w in marks)]
    return tuple(sorted((*marks, *inside), key=lambda mark: mark.start))


@cache
def _words() -> Words:
    whole: dict[str, dict[str, Sign]] = {"label": {}, "lead": {}, "colon": {}}
    parts: dict[str, list[tuple[str, Sign]]] = {"sign": [], "call": [], "inline": []}
    counted: list[tuple[str, ...]] = []
    for row in read_table("marks", "uratori.articles"):
        sign = Sign(cast(MarkKind, row["kind"]), cast(Reach, row["reach"]))
        words = split_cell(row["words"])
        if row["form"] in whole:
            whole[row["form"]].update(dict.fromkeys(words, sign))
        elif row["form"] == "counted":
            counted.append(words)
        else:
            parts[row["form"]].extend((word, sign) for word in words)
    return Words(
        label=whole["label"],
        lead=whole["lead"],
        colon=whole["colon"],
        sign=tuple(parts["sign"]),
        call=tuple(parts["call"]),
        counted=tuple(counted),
        inline=tuple(word for word, _ in parts["inline"]),
    )


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at, gap = 0, False
    for whole in text.splitlines(keepends=True):
        stripped = whole.strip()
        if stripped:
            lines.append(Line(at + len(whole) - len(whole.lstrip()), stripped, gap))
        gap = not stripped
        at += len(whole)
    return lines


def _sign(line: str) -> Sign | None:
    """Tell what a line is by its own words; None for running text."""
    words = _words()
    if line[0] in "*_!" and re.fullmatch(_CAPTION_LINE, line):
        return Sign("caption", "line")
    bare = line.lstrip(_BULLETS)
    if bare[:1] and bare[0] in _OPEN:
        close = next((i for i, c in enumerate(bare[1 : _LABEL + 2]) if c in _CLOSE), 0)
        if found := words.lead.get(bare[1 : close + 1].strip()):
            return found
    if len(line) <= _LABEL + 8 and (found := words.label.get(line.strip(_ORNAMENTS))):
        return found
    head, colon, _ = bare[: _LABEL + 1].replace("：", ":").partition(":")
    if colon and bare is line and (found := words.colon.get(head.rstrip())):
        return found
    return _by_edge(line, words)


def _by_edge(line: str, words: Words) -> Sign | None:
    for beginning, sign in words.sign:
        if line.startswith(beginning):
            return sign
    if len(line) > _SHORT:
        return None
    bare = line.rstrip(" \u3000>＞»→▶►…")
    for ending, sign in words.call:
        if bare.endswith(ending):
            return sign
    for first, last in words.counted:
        _, found, after = line.partition(first)
        number, end, _ = after.partition(last)
        if found and end and number.strip(" :：約").replace(",", "").isdecimal():
            return Sign("promo", "line")
    return None


def _entries(lines: list[Line], first: int) -> Iterator[int]:
    """Yield the places of the links, items and headlines below a label such as 関連記事.

    A headline right before a paragraph is the paragraph's own, and a blank line ends the list.
    """
    for at in range(first, min(first + _MOST_ENTRIES, len(lines))):
        line = lines[at]
        item = line.text.startswith(_ENTRY)
        if (line.gap and at > first and not item) or _is_paragraph(line.text):
            return
        if _sign(line.text):
            return
        below = lines[at + 1] if at + 1 < len(lines) else None
        if not item and (line.text.startswith("#") or (below and _is_paragraph(below.text))):
            return
        yield at


def _is_paragraph(line: str) -> bool:
    return len(line) > _SHORT or line.endswith(_END)


def _inline(text: str) -> Iterator[Mark]:
    """Yield the captions in brackets within a line: (写真=ロイター)."""
    words = [word for word in _words().inline if word in text]
    if words:
        inside = (
            rf"[(（\[［](?:{'|'.join(words)})(?:[=＝:：]|は)"
            rf"[^()（）\[\]［］\n]{{0,{_SHORT}}}[)）\]］]"
        )
        for found in re.finditer(inside, text):
            yield Mark(start=found.start(), end=found.end(), kind="caption")
