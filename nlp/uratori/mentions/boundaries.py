"""Where a name ends: the characters and words beside a surface that make it another word.

アップル is a name in アップル株, none in アップルパイ; 日銀 in 日銀総裁, not in 日銀行.
The words are in boundaries.tsv, by class. A missed name costs less than a false one.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from ..lexicon import read_rows
from ..records import EntityType
from ..text.lazy import lazy

Script = Literal["latin", "digit", "katakana", "hiragana", "kanji", "other"]

# A digit that ends a name is part of a number when one of these follows: TOPIX 100ポイント.
_NUMBER_GOES_ON = lazy(r"\d|[.,]\d|[ ]?(?:ポイント|ドル|円|億|万|千|兆|倍|%|bp|pt|年|月|日)")
# A number with its unit, or in hundredths, that stands right behind a name: WTI63.60ドル, VIX18.69;
# 三菱UFJ38兆円; not one that ends a longer name: S&P500, NASDAQ100.
_GLUED_NUMBER = lazy(
    r"(?!100|225|[3-6]00|[123]000)\d[\d,]{0,9}(?:(?:\.\d{1,4})?(?:%|ドル|円|ポイント)|\.\d{2}(?![\d.%]))"
    r"|\d[\d,]{0,5}[兆億][\d,億万]{0,12}(?:円|ドル)"
)
_DOMAIN = lazy(r"\.[a-z]")
_AFTER_PARTICLE = "のはがとにでもやをへしくい"
_COMPANY_LIKE: frozenset[EntityType] = frozenset({"equity"})
_COUNTED: frozenset[EntityType] = frozenset({"currency", "crypto"})
_QUOTED: frozenset[EntityType] = frozenset({"index", "etf", "commodity", "equity", "crypto"})


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, word in read_rows("boundaries", package="uratori.mentions"):
        classes.setdefault(name, []).append(word)
    return {name: tuple(members) for name, members in classes.items()}


@cache
def words(name: str) -> frozenset[str]:
    """Give one class of boundaries.tsv; raise KeyError for a class that it lacks."""
    return frozenset(_classes()[name])


def heads(name: str, folded: str, at: int) -> bool:
    """Tell whether a word of the class begins at this place."""
    return folded.startswith(_classes()[name], at)


def tails(name: str, folded: str, at: int) -> str:
    """Give the longest word of the class that ends at this place, or an empty string."""
    if not folded.endswith(_classes()[name], max(0, at - 40), at):
        return ""
    ending = (word for word in _classes()[name] if folded.endswith(word, max(0, at - 40), at))
    return max(ending, key=len)


@cache
def _script_of(char: str) -> Script:
    if "ァ" <= char <= "ヺ" or char in "ーヽヾ" or "ｦ" <= char <= "ﾟ":
        return "katakana"
    if "ぁ" <= char <= "ゟ":
        return "hiragana"
    if "一" <= char <= "鿿" or char in "々〇" or "㐀" <= char <= "䶿":
        return "kanji"
    if char.isdigit():
        return "digit"
    return "latin" if char.isalpha() and char < "ɐ" else "other"


def script(folded: str, at: int) -> Script:
    """Give the script of the character at this place; ``other`` outside the text."""
    return _script_of(folded[at]) if 0 <= at < len(folded) else "other"


def stands(folded: str, start: int, end: int, kind: EntityType) -> bool:
    """Tell whether a surface found at this span is a word of its own."""
    if kind in _COUNTED and _counts(folded, start):
        return False
    if kind == "currency" and heads("currency_tail", folded, end):
        return False
    if kind == "bond" and script(folded, start - 1) == "katakana":
        return False
    return begins(folded, start) and _right(folded, start, end, kind)


def _counts(folded: str, start: int) -> bool:
    """Tell whether a number stands before a currency, then its unit: 100万米ドル, 5 BTC."""
    at = start - 1 if folded[start - 1 : start] == " " else start
    before = folded[at - 1 : at]
    return script(folded, at - 1) == "digit" or (before != "" and before in "万億兆千百十数")


def begins(folded: str, start: int) -> bool:
    """Tell whether a word can begin at this place, by the scripts on both sides of it."""
    if start == 0:
        return True
    before = folded[start - 1]
    outside = _script_of(before)
    match script(folded, start):
        case "latin" | "digit":
            return outside not in ("latin", "digit") and not _joins_latin(folded, start)
        case "katakana":
            return outside != "katakana"
        case "hiragana":
            return outside != "hiragana" or before in _AFTER_PARTICLE
        case "kanji":
            return outside != "kanji" or before in words("kanji_before")
        case _:
            return True


def _joins_latin(folded: str, start: int) -> bool:
    """Tell whether a Latin surface goes on a longer one: x.IBM, @IBM, non-GE, 1,225."""
    before = folded[start - 1]
    return before in "@_" or (before in "./-,&" and script(folded, start - 2) in ("latin", "digit"))


def _right(folded: str, start: int, end: int, kind: EntityType) -> bool:
    outside = script(folded, end)
    match script(folded, end - 1):
        case "latin":
            if outside in ("latin", "digit") or _DOMAIN.match(folded, end):
                return _number_follows(folded, end, kind) or _fund_follows(folded, end, kind)
            return not _other_company(folded, end, kind, outside)
        case "digit":
            if outside == "latin":
                return _fund_follows(folded, end, kind)
            return not _NUMBER_GOES_ON.match(folded, end)
        case "katakana":
            if outside == "katakana" and not heads("katakana_follow", folded, end):
                return False
            return not _other_company(folded, end, kind, outside)
        case "kanji":
            return _right_of_kanji(folded, start, end, kind, outside)
        case "hiragana":
            if outside == "katakana" and kind in _COMPANY_LIKE:
                return heads("katakana_follow", folded, end)
            return outside != "kanji" or not heads("company_tail", folded, end)
        case _:
            return True


def _number_follows(folded: str, end: int, kind: EntityType) -> bool:
    """Tell whether the price or the move of a thing is glued to its name: WTI63.60ドル."""
    return kind in _QUOTED and _GLUED_NUMBER.match(folded, end) is not None


def _fund_follows(folded: str, end: int, kind: EntityType) -> bool:
    """Tell whether an index is glued to the word for a fund or a future: S&P500ETF."""
    return kind == "index" and folded.startswith(("ETF", "ETN", "E-mini", "Eミニ"), end)


def _other_company(folded: str, end: int, kind: EntityType, outside: Script) -> bool:
    """Tell whether what follows makes a company of another: トヨタ紡織, NECキャピタル."""
    if kind not in _COMPANY_LIKE:
        return False
    if outside == "katakana":
        return not heads("katakana_follow", folded, end)
    return outside in ("kanji", "latin") and heads("company_tail", folded, end)


def _right_of_kanji(folded: str, start: int, end: int, kind: EntityType, outside: Script) -> bool:
    """Let listed words follow a short kanji name, and all but those of a company a long one."""
    if outside == "katakana" and kind in _COMPANY_LIKE:
        return heads("katakana_follow", folded, end)
    if outside != "kanji":
        return True
    if kind == "bond" and end - start == 2:
        return heads("good_follow", folded, end)
    if end - start <= (3 if kind in _COMPANY_LIKE else 2):
        return heads("kanji_follow", folded, end)
    return kind not in _COMPANY_LIKE or not heads("company_tail", folded, end)
