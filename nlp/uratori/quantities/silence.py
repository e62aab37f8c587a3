"""What holds digits and is no number: idioms and names (idioms.tsv), codes, addresses, chains.

Names of the market arrive masked; this file keeps silent what is left: 一部, 三菱, 5G, iPhone 17,
証券コード7203, 7203.T, 03-1234-5678.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ..lexicon import read_table
from .edges import CODE_ENDS, NUMERALS
from .patterns import (
    ADDRESS,
    BOARD,
    BOARD_NAME,
    CHAIN,
    CODE_BEFORE,
    DIGIT_RUN,
    GAUGE,
    GAUGE_NAME,
    KANJI_RUN,
    MASK,
    RATE,
    RATE_NAME,
    SHARE,
    SHARE_NAME,
    TRIGGER_NUMERAL,
)  # fmt: skip
from .surfaces import by_beginning
from .units import is_latin, is_unit

ACRONYMS = (
    "PER", "PBR", "ROE", "ROA", "ROIC", "EPS", "BPS", "DPS", "DOE", "PEG", "DI", "PMI", "CPI",
    "PPI", "GDP", "VIX", "ISM", "LTV", "CAGR", "FF", "EBITDA", "FFR", "PCE", "NAV", "NT",
)  # fmt: skip
"""Latin words that a value may follow directly; after any other one a bare number is a name."""
_ADDRESS_SIGNS = ("http", "www.", ".com/", ".jp/", ".net/", ".org/", ".io/")
_LONG_UNIT = 4
"""Characters of a name that may be a unit: ビットコイン, but not 円."""
_CODE_REACH = 12
_NUMERAL_ENDS = frozenset(f"{TRIGGER_NUMERAL}万億兆")


def blank(page: str, masked: Sequence[tuple[int, int]]) -> str:
    """Fill recognised names and web addresses with one of `MASKS`, keeping every offset."""
    spans = [s for s in masked if not _is_unit(page, *s)] + [*_addresses(page)]
    if not spans:
        return page
    parts: list[str] = []
    cursor = 0
    for start, end in sorted(spans):
        start, end = max(start, cursor), min(end, len(page))
        if start >= end:
            continue
        parts += [page[cursor:start], _filler(page[start:end]) * (end - start)]
        cursor = end
    return "".join(parts) + page[cursor:]


def _is_unit(page: str, start: int, end: int) -> bool:
    """Tell whether a name is the unit of the number before it: the BTC of 45万BTC."""
    name = page[start:end]
    long = name.isascii() or len(name) >= _LONG_UNIT
    return long and page[max(0, start - 1) : start] in _NUMERAL_ENDS and is_unit(name)


_KINDS = ((SHARE_NAME, SHARE), (GAUGE_NAME, GAUGE), (RATE_NAME, RATE), (BOARD_NAME, BOARD))


@lru_cache(maxsize=1 << 10)
def _filler(name: str) -> str:
    for form, char in _KINDS:
        if form.search(name):
            return char
    return MASK


def _addresses(page: str) -> Iterable[tuple[int, int]]:
    if "/" not in page or not any(sign in page for sign in _ADDRESS_SIGNS):
        return ()
    return (m.span() for m in ADDRESS.finditer(page))


@cache
def _idioms() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[tuple[str, int], ...]]]:
    """Give the idioms that begin with a numeral, by their beginning, and those that end with one.

    The latter stand, with the offset of their first numeral, by it and the character before it.
    """
    begun: list[str] = []
    within: dict[str, list[tuple[str, int]]] = {}
    for row in read_table("idioms", package="uratori.quantities"):
        word = row["word"]
        offset = next(i for i, char in enumerate(word) if char in TRIGGER_NUMERAL)
        if offset:
            within.setdefault(word[offset - 1 : offset + 1], []).append((word, offset))
        else:
            begun.append(word)
    return by_beginning(begun, str), {
        pair: tuple(sorted(rows, key=lambda row: row[1] - len(row[0])))
        for pair, rows in within.items()
    }


def idiom_span(page: str, at: int) -> tuple[int, bool]:
    """Give the end of the longest idiom at a numeral (or the place), and whether it began before.

    An idiom that began before (単一, 複数, 再三) holds the numeral whatever follows; one that
    begins there gives way to a longer number (一時間).
    """
    begun, within = _idioms()
    end = at
    for word in begun.get(page[at : at + 2], ()):
        if page.startswith(word, at):
            end = at + len(word)
            break
    for word, offset in within.get(page[at - 1 : at + 1], ()):
        start = at - offset
        if start >= 0 and start + len(word) > end and page.startswith(word, start):
            return start + len(word), True
    return end, False


def skip_run(page: str, at: int) -> int:
    """Give the place after characters that made no number: a digit run, a chain (03-1234-5678)."""
    if "0" <= page[at] <= "9":
        run = CHAIN.match(page, at) or DIGIT_RUN.match(page, at)
    else:
        run = KANJI_RUN.match(page, at) if page[at + 1 : at + 2] in NUMERALS else None
    return run.end() if run else at + 1


def is_coded(page: str, at: int) -> bool:
    """Tell whether the words before a place announce a code or a label: 証券コード7203, 表1."""
    if page[at - 1 : at] not in CODE_ENDS:
        return False
    return CODE_BEFORE.search(page[max(0, at - _CODE_REACH) : at]) is not None


def follows_latin(page: str, at: int) -> bool:
    """Tell whether Latin letters that are no measure stand directly before: G7, iPhone 17, H100."""
    end = at
    while end and page[end - 1] in " -" and at - end < 2:
        end -= 1
    if not end or not is_latin(page[end - 1]):
        return False
    start = end
    while start and is_latin(page[start - 1]) and end - start < 12:
        start -= 1
    return page[start:end] not in ACRONYMS
