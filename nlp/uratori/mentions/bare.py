"""Codes that nothing encloses: LOW株, V、MA、AXP, ETFの1343.

A symbol that is a word as well (LOW, T) is one where a share is spoken of, or in a list of symbols;
a number of four digits where an ETF, a REIT or a fund is spoken of, or in a list of codes of shares
(8306、9432の2銘柄).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text.lazy import lazy
from .boundaries import words
from .entities import find_entity, rows, symbols
from .listed import EXCHANGE, find_listed

BARE = {
    # LOW株, BRK.B株; not Apple株 and A&T株: what stands before the word for shares.
    "share": r"(?<![A-Za-z0-9.&$+\-/ ])(?P<code>[A-Z]{1,5}(?:\.[AB])?)\Z",
    # V、MA、AXP; not 、GDP.
    "list": r"(?<![A-Za-z0-9.&$+\-])[A-Z]{1,5}(?:[、,・/と] ?[A-Z]{1,5}){1,40}(?![A-Za-z0-9&.\-])",
    # 8306、9432の2銘柄; not 1500、1600円.
    "codes": (
        r"(?<![0-9A-Za-z.,:/\-])[1-9][0-9]{2}[0-9A-Z](?:[、・/と] ?[1-9][0-9]{2}[0-9A-Z]){1,20}"
        r"(?=[はがのもをにとで、。」』) ]|など|だ|$)"
    ),
    # の1343は, 「1306」、1321; not の2026年: what stands behind the word for a fund.
    "fund": (
        r"(?:の「?|「|『|、|:|: )"
        r"(?P<codes>[1-9][0-9]{2}[0-9A-Z](?:」?[、と/・]「?[1-9][0-9]{2}[0-9A-Z]){0,20})"
        r"(?=[はがのもとを、。」』(\n ]|$)"
    ),
}
_SHARE, _LIST, _CODES, _FUND = (lazy(source) for source in BARE.values())
_NO_SHARE = ("式", "主", "価指", "券", "元", "分")
_FUNDS = ("ETF", "ETN", "REIT", "リート", "投信", "投資法人")
_JOINED = lazy(r"[A-Z][、,・/と] ?[A-Z]")
_CAPITAL = lazy(r"[A-Z]")
_SYMBOL = lazy(r"[A-Z]{1,5}")
_CODE = lazy(r"[1-9][0-9]{2}[0-9A-Z]")
_OF_SHARES = ("銘柄", "保有株", "持ち株", "買った", "売った", "買い増し", "証券コード")
_NEAR = 16
"""Characters to either side of a list of codes where shares are spoken of."""
_LONGEST = 9
"""Characters of a symbol, and of what stands before it."""
_YEARS = range(1990, 2101)
LEAST = 3
"""Letters of a symbol that makes a list one of symbols."""

Found = tuple[int, int, str, str]
"""Start, end, symbol and entity."""


def bare_codes(folded: str) -> Iterator[Found]:
    """Yield the codes of a text that nothing encloses."""
    if _CAPITAL.search(folded):
        for at in _places(folded, "株"):
            yield from _of_share(folded, at)
        if _JOINED.search(folded):
            yield from _in_lists(folded)
    if not _CODE.search(folded):
        return
    for match in _CODES.finditer(folded) if any(map(folded.__contains__, _OF_SHARES)) else ():
        yield from _shares(folded, match.span())
    for word in _FUNDS:
        for at in _places(folded, word):
            yield from _of_funds(folded, at + len(word))


def _places(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + 1)


def _of_share(folded: str, at: int) -> Iterator[Found]:
    """Yield the symbol right before the word for shares: T株; not AI株 and ABC株式会社."""
    if not "A" <= folded[at - 1 : at] <= "Z" or folded.startswith(_NO_SHARE, at + 1):
        return
    least = max(0, at - _LONGEST)
    match = _SHARE.search(folded[least:at])
    entity = symbols().get(match["code"]) if match else None
    if match and entity and match["code"] not in words("sector_word") and _is_share(entity):
        yield least + match.start("code"), at, match["code"], entity


def _in_lists(folded: str) -> Iterator[Found]:
    for match in _LIST.finditer(folded):
        found = list(_SYMBOL.finditer(folded, *match.span()))
        known = [symbols().get(code[0]) for code in found]
        if all(known) and any(_is_plain(code[0]) for code in found):
            for code, entity in zip(found, known, strict=True):
                yield *code.span(), code[0], entity or ""


def _shares(folded: str, span: tuple[int, int]) -> Iterator[Found]:
    """Yield the codes of a list where each is that of a share and shares are spoken of."""
    near = folded[max(0, span[0] - _NEAR) : span[1] + _NEAR]
    codes = list(_CODE.finditer(folded, *span))
    known = [find_listed(f"{EXCHANGE}:{code[0]}") for code in codes]
    if not all(known) or any(_is_year(code[0]) for code in codes):
        return
    if any(sign in near for sign in _OF_SHARES):
        for code in codes:
            yield *code.span(), code[0], f"{EXCHANGE}:{code[0]}"


def _is_plain(symbol: str) -> bool:
    """Tell whether a symbol is no word: AXP, NVDA; not ALL and GDP."""
    return len(symbol) >= LEAST and symbol not in words("word")


def _is_share(entity: str) -> bool:
    return rows()[entity][1] in ("equity", "etf")


def _of_funds(folded: str, at: int) -> Iterator[Found]:
    match = _FUND.match(folded, at)
    for code in _CODE.finditer(folded, *match.span("codes")) if match else ():
        entity = f"{EXCHANGE}:{code[0]}"
        known = find_entity(entity)
        if known and known.type in ("etf", "fund") and not _is_year(code[0]):
            yield *code.span(), code[0], entity


def _is_year(code: str) -> bool:
    return code.isdigit() and int(code) in _YEARS
