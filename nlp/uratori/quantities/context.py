"""The words around a number: hedges (約), bounds (を超える, 台半ば), directions (高, 減).

The words are those of context.tsv. All look-ups are by the character that touches the number,
so each costs a few comparisons.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter

import msgspec

from ..lexicon import read_table
from ..records import Direction
from .patterns import ADVERB_BOUND, ASIDE, COMPARED_BEFORE, DIRECTION_HEAD, PROMISES
from .surfaces import by_beginning

Table = dict[str, tuple[tuple[str, str], ...]]
_REACH = 24
"""Characters looked at before a number for a direction's head (下落率は一時)."""
_COMPARED = 8
"""Characters looked at before a number for what makes it a standard: 前年の, 市場予想の."""
_BRACKET = 18
"""Longest bracket skipped between a number and its direction: 500円(1.3%)高."""


class Around(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What stands around a number: the phrase that takes it in, and the effects on its interval."""

    phrase: tuple[int, int]
    before: str = ""
    """approx, at_most, at_least, or empty."""
    after: str = ""
    """more_than ... nearly, above (強), below (弱), band and its parts, or empty."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("context", package="uratori.quantities"))


def _words_of(side: str) -> list[tuple[str, str]]:
    return [(row["word"], row["effect"]) for row in _rows() if row["side"] == side]


@cache
def _behind(side: str) -> Table:
    """Give the words of a side that stand behind a number, by their beginning."""
    return by_beginning(_words_of(side), itemgetter(0))


@cache
def _hedges() -> Table:
    """Give the words before a number by their last character, the longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for word, effect in _words_of("before"):
        table.setdefault(word[-1], []).append((word, effect))
    return {char: tuple(sorted(words, key=lambda w: -len(w[0]))) for char, words in table.items()}


def around(page: str, start: int, end: int) -> Around:
    """Read hedges before ``page[start:end]`` and a bound after it."""
    left, before = start, ""
    for _ in range(2):
        hedge = _hedge(page, left)
        if not hedge:
            break
        left = hedge[0]
        before = before or ("" if hedge[1] == "phrase" else hedge[1])
    word, effect = _bound(page, left, end)
    return Around(phrase=(left, end + len(word)), before=before, after=effect)


def _bound(page: str, left: int, end: int) -> tuple[str, str]:
    """Give the bound behind a number; none for 前年の500億円を上回る, which names a standard."""
    word, effect = _longest(page, end, "after")
    if not word and page.startswith("(", end) and (aside := ASIDE.match(page, end)):
        word, effect = _longest(page, aside.end(), "after")
        word = aside[0] + word if word else ""
    if not word and page.startswith("を", end) and (found := ADVERB_BOUND.match(page, end)):
        word, effect = found[0], "more_than" if found["more"] else "less_than"
    if word.startswith("を") and COMPARED_BEFORE.search(page[max(0, left - _COMPARED) : left]):
        return "", ""
    return word, effect


def _hedge(page: str, at: int) -> tuple[int, str] | None:
    end = at - 1 if at and page[at - 1] == " " else at
    for word, effect in _hedges().get(page[end - 1 : end], ()) if end else ():
        start = end - len(word)
        if start < 0 or not page.startswith(word, start):
            continue
        if word == "約" and start and page[start - 1] in PROMISES:
            continue
        return start, effect
    return None


def _longest(page: str, at: int, side: str) -> tuple[str, str]:
    """Give word and effect of the longest word of a side at a place; ("", "") for none."""
    table = _behind(side)
    for word, effect in table.get(page[at : at + 2]) or table.get(page[at : at + 1], ()):
        if page.startswith(word, at):
            return ("", "") if effect == "none" else (word, effect)
    return "", ""


_DEGREES = ("大幅な", "小幅な", "追加の", "緊急の", "追加", "大幅", "小幅", "緊急")
"""How a change was: 0.25%の追加利上げ, 5円の小幅安."""
_DEGREE_BEGINS = frozenset(word[0] for word in _DEGREES)
_CHANGES = ("削減", "減少", "増加", "増員", "純増", "純減", "増産", "減産")
"""Words of change that の ties to a count: 8,000人の削減, but not 3回の利下げ."""
_CHANGE_BEGINS = frozenset(word[0] for word in _CHANGES)

_MUCH = ("大幅に", "大きく", "急激に", "小幅に", "わずかに", "著しく", "順調に", "さらに")
"""How much a verb says that something changed: 12%と大幅に増加."""
_LINKS = {
    "の": ("の",), "も": ("も", "もの"), "ほ": ("ほど",), "程": ("程度", "程度の"), "だ": ("だけ",),
    "ず": ("ずつの", "ずつ"), "超": ("超の",), "近": ("近く",), "強": ("強",), "弱": ("弱",),
}  # fmt: skip
"""What may stand between a number and its direction, by the first character."""


def result_after(page: str, at: int) -> Direction | None:
    """Give the direction of a multiple that に ties to its verb: 3分の2に減り, 2倍に増え."""
    return _direction_at(page, at + 1) if page[at : at + 1] == "に" else None


def direction_after(page: str, at: int, *, linked: bool) -> Direction | None:
    """Give the direction that follows a number: 17%の上昇, 500円(1.3%)高, 5%ほど下げ.

    linked: whether の, も, ほど and a bracket may stand between (not so for a count: 3回の利下げ).
    """
    here = _direction_at(page, at)
    if here:
        return here
    if not linked:
        changes = page[at + 1 : at + 2] in _CHANGE_BEGINS and page.startswith(_CHANGES, at + 1)
        return _direction_at(page, at + 1) if changes else None
    behind = _behind_bracket(page, at)
    for particle in _LINKS.get(page[behind : behind + 1], ()):
        if page.startswith(particle, behind):
            found = _direction_at(page, behind + len(particle))
            if found:
                return found
    return _direction_at(page, behind) if behind > at else None


def told_after(page: str, start: int, end: int) -> Direction | None:
    """Give the direction that a verb behind と tells of a change: 前年比12%と大幅に増加."""
    if page[end : end + 1] != "と" or "比" not in page[max(0, start - 3) : start]:
        return None
    at = end + 1
    at += next((len(word) for word in _MUCH if page.startswith(word, at)), 0)
    return _direction_at(page, at)


def _behind_bracket(page: str, at: int) -> int:
    """Give the place behind a bracket that opens or closes at a place, or else the place."""
    char = page[at : at + 1]
    if char == "(":
        return max(at, page.find(")", at, at + _BRACKET) + 1)
    return at + 1 if char == ")" else at


def direction_before(page: str, at: int) -> Direction | None:
    """Give the direction that the head before a number names: 下げ幅は一時500円."""
    window = page[max(0, at - _REACH) : at]
    if "率" not in window and "幅" not in window and "額" not in window:
        return None
    head = DIRECTION_HEAD.search(window)
    if not head:
        return None
    return "up" if head["up"] else "down"


def _direction_at(page: str, at: int) -> Direction | None:
    if page[at : at + 1] in _DEGREE_BEGINS and page.startswith(_DEGREES, at):
        at += next(len(word) for word in _DEGREES if page.startswith(word, at))
    effect = _longest(page, at, "direction")[1]
    if effect == "up":
        return "up"
    return "down" if effect == "down" else None
