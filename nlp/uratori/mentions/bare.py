"""Codes that nothing encloses: LOW株, V、MA、AXP, ETFの1343.

A symbol that is a word as well (LOW, T) is one where a share is spoken of, or in a list of symbols;
a number of four digits where an ETF, a REIT or a code is spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text.lazy import lazy
from .boundaries import words
from .entities import rows, symbols
from .listed import EXCHANGE, find_listed

BARE = {
    # LOW株, T株価; not AI株 and Apple株.
    "share": r"(?<![A-Za-z0-9.&$+\-/ ])(?P<code>[A-Z]{1,5}(?:\.[AB])?)(?=株(?![式主券元分]))",
    # V、MA、AXP; not GDP、CPI.
    "list": r"(?<![A-Za-z0-9.&$+\-])[A-Z]{1,5}(?:[、,・/と] ?[A-Z]{1,5}){1,40}(?![A-Za-z0-9&.\-])",
    # ETFの1343は, ETF「1306」、1321; not ETFの2026年.
    "fund": (
        r"(?:ETF|ETN|REIT|リート|投信|投資法人|銘柄)(?:の|は|「|『|、|:|: )"
        r"(?P<codes>[1-9][0-9]{2}[0-9A-Z](?:」?[、と/・]「?[1-9][0-9]{2}[0-9A-Z]){0,20})"
        r"(?=[はがのもとを、。」』(\n ]|$)"
    ),
}
_SHARE, _LIST, _FUND = (lazy(source) for source in BARE.values())
_SYMBOL = lazy(r"[A-Z]{1,5}")
_CODE = lazy(r"[1-9][0-9]{2}[0-9A-Z]")
_YEARS = range(1990, 2101)
LEAST = 3
"""Letters of a symbol that makes a list one of symbols."""

Found = tuple[int, int, str, str]
"""Start, end, symbol and entity."""


def bare_codes(folded: str) -> Iterator[Found]:
    """Yield the codes of a text that nothing encloses."""
    if "株" in folded:
        yield from _of_shares(folded)
    if _LIST.search(folded):
        yield from _in_lists(folded)
    yield from _of_funds(folded)


def _of_shares(folded: str) -> Iterator[Found]:
    for match in _SHARE.finditer(folded):
        entity = symbols().get(match["code"])
        if entity and match["code"] not in words("sector_word") and _is_share(entity):
            yield *match.span("code"), match["code"], entity


def _in_lists(folded: str) -> Iterator[Found]:
    for match in _LIST.finditer(folded):
        found = list(_SYMBOL.finditer(folded, *match.span()))
        known = [symbols().get(code[0]) for code in found]
        if all(known) and any(_is_plain(code[0]) for code in found):
            for code, entity in zip(found, known, strict=True):
                yield *code.span(), code[0], entity or ""


def _is_plain(symbol: str) -> bool:
    """Tell whether a symbol is no word: AXP, NVDA; not ALL and GDP."""
    return len(symbol) >= LEAST and symbol not in words("word")


def _is_share(entity: str) -> bool:
    return rows()[entity][1] in ("equity", "etf")


def _of_funds(folded: str) -> Iterator[Found]:
    if not any(word in folded for word in ("ETF", "ETN", "REIT", "リート", "投信", "銘柄")):
        return
    for match in _FUND.finditer(folded):
        for code in _CODE.finditer(folded, *match.span("codes")):
            entity = f"{EXCHANGE}:{code[0]}"
            year = code[0].isdigit() and int(code[0]) in _YEARS
            if not year and (find_listed(entity) or entity in rows()):
                yield *code.span(), code[0], entity
