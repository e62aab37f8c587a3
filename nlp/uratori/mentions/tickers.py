"""Ticker forms: (IWM), NASDAQ: AMPL, (7203), 7203.T, (東P:7203), 証券コード7203, $NVDA, ^GSPC.

A pattern proposes a code, `read_codes` disposes: (2026) is a year, (GDP) no ticker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec

from ..lexicon import read_table
from ..text.lazy import lazy
from .bare import bare_codes
from .beside import abbreviation, company_like, run_before, spoken_of_as_share
from .boundaries import script, tails, words
from .entities import entity, listing, rows, symbols
from .listed import EXCHANGE, Listed, find_listed

_JP = r"[0-9][0-9ACDFGHJKLMNPRSTUWXY][0-9][0-9ACDFGHJKLMNPRSTUWXY]"
_US = r"[A-Z]{1,6}(?:[.\-][A-MP-SU-Z]{1,2})?"
_END = r"(?![A-Za-z0-9])"

FORMS = {
    # NASDAQ: AMPL, NYSE:IBM, 東P:7203; not 10:30.
    "after colon": rf" ?[:] ?(?P<code>{_JP}|[0-9]{{5,6}}|{_US}){_END}",
    # (東証プライム・7203); not (1・2).
    "after market": rf"[・、,/ ](?P<code>{_JP})(?=[)>】\]〉》])",
    # (7203、東証プライム), (7203・東P); not (2026・1).
    "before market": (
        rf"[(<【\[〔〈《] ?(?P<code>{_JP})[・、,/: ] ?"
        r"(?P<market>[^()<>\n]{1,12})(?=[)>】\]〕〉》])"
    ),
    # (IWM), <7203>, 〈7203〉, 【285A】, (7203.T), (AAPL.O); not (約28).
    "bracketed": rf"[(<【\[〔〈《] ?(?P<code>{_JP}|{_US})"
    r"(?:\.(?P<ric>TYO|T|JP|N|OQ|O))? ?[)>】\]〕〉》]",
    # 7203.T, 285A.T; not 3.14.
    "dotted": rf"(?<![0-9A-Za-z.,])(?P<code>{_JP})\.(?P<ric>TYO|JP|T){_END}",
    # 証券コード7203, コード:7203; not QRコード1234.
    "labelled": rf"コード(?:番号)? ?[:=は]? ?(?P<code>{_JP}){_END}",
    # $NVDA; not US$100 and $5.
    "cashtag": rf"(?<![A-Za-z0-9$])\$(?P<code>[A-Z]{{1,5}}){_END}",
    # ^GSPC; not 10^6.
    "caret": rf"(?<![A-Za-z0-9])(?P<code>\^[A-Z][A-Z0-9]{{1,8}}){_END}",
    # トヨタ 7203; not トヨタ 7203円.
    "bare": rf"[ ・:/]{{1,2}}(?P<code>{_JP})(?![A-Za-z0-9]|[.,]\d|[円株年万億百千])",
}

# (IWM), NASDAQ: AMPL, $NVDA, ^GSPC: a sign of one letter that a form cannot do without.
_SIGN = lazy(r"[)>】\]〕〉》:$^]")

_RIC = {"T": "XTKS", "TYO": "XTKS", "JP": "XTKS", "N": "XNYS", "O": "XNAS", "OQ": "XNAS"}
_INNER = frozenset("<〈《")
"""Brackets for codes only, which another may enclose: 川崎重工業(<7012>)."""
_AFTER_COMPANY = ("株", "社", "㈱")
_QUOTE = ("」", "』")
_YEARS = range(1900, 2101)
_SHARES = range(1301, 10000)
"""Codes of shares in Tokyo; those below are bonds and the like."""

LEAST_NAME = 3
"""Characters of a name that tell it right behind its code: (6758)ソニーグループ."""

Named = Mapping[int, tuple[str, ...]]
"""End of each name found -> the entities it may stand for; none for a fund nobody lists."""
Matches = Iterable[re.Match[str]]


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code in the text."""

    start: int
    end: int
    outer: int
    """Where the bracket around it opens; where there is none, its start."""
    symbol: str
    exchange: str | None
    """ISO 10383; None where neither the text nor the lexicon tells it."""
    entity: str | None


@cache
def pattern(form: str) -> re.Pattern[str]:
    """Give one of the FORMS; most articles hold the sign of only one or two of them."""
    return lazy(FORMS[form])


@cache
def exchanges() -> dict[str, str]:
    """Map each way of writing an exchange before a code to its ISO 10383 code."""
    rows = read_table("exchanges", package="uratori.mentions")
    return {row["written"]: row["exchange"] for row in rows}


@cache
def _exchange_names() -> tuple[str, ...]:
    return tuple(sorted(exchanges(), key=len, reverse=True))


def read_codes(folded: str, named: Named) -> list[Code]:
    """Find all codes, in order; where two overlap the longer one stands."""
    found = list(_in_forms(folded, named)) if _may_hold_one(folded) else []
    if named:
        found += _beside_name(folded, named)
    found += _bare(folded)
    if not found:
        return []
    found.sort(key=lambda code: (code.start, -code.end))
    kept: list[Code] = []
    for code in found:
        if not kept or code.start >= kept[-1].end:
            kept.append(code)
    return kept


def _may_hold_one(folded: str) -> bool:
    """Tell whether a text holds the sign of any form; most hold none."""
    if _SIGN.search(folded):
        return True
    return ".T" in folded or ".JP" in folded or "コード" in folded


def _in_forms(folded: str, named: Named) -> Iterator[Code]:
    """Yield the codes of every form of which the text holds the sign."""
    for form, (sign, read) in _READERS.items():
        if sign.search(folded):
            yield from read(folded, pattern(form).finditer(folded), named)


def _exchanged(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    del named
    for match in matches:
        written = _exchange_before(folded, match.start())
        if written:
            start = match.start() - len(written)
            yield _listed(folded, start, match, exchanges()[written])


def _before_market(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    del folded, named
    for match in matches:
        exchange = exchanges().get(match["market"])
        if exchange:
            code = _listed(match.string, match.start("code"), match, exchange)
            yield msgspec.structs.replace(code, end=match.end("market"))


def _exchange_before(folded: str, at: int) -> str:
    """Give the exchange written right before a place, or an empty string."""
    if at == 0 or not folded.endswith(_exchange_names(), max(0, at - 20), at):
        return ""
    name = next(n for n in _exchange_names() if folded.endswith(n, max(0, at - 20), at))
    inside = script(folded, at - len(name) - 1) in ("latin", "digit", "katakana")
    return "" if inside else name


def _listed(folded: str, start: int, match: re.Match[str], exchange: str) -> Code:
    symbol = match["code"]
    return Code(
        start=start,
        end=_code_end(match),
        outer=_bracket(folded, start),
        symbol=symbol,
        exchange=_exchange_of(listing(symbol, exchange)),
        entity=listing(symbol, exchange),
    )


def _code_end(match: re.Match[str]) -> int:
    """Give where a code ends, with the exchange that may follow it: 7203.T."""
    if "ric" in match.re.groupindex and match["ric"]:
        return match.end("ric")
    return match.end("code")


def _exchange_of(entity_id: str) -> str | None:
    exchange, colon, _ = entity_id.partition(":")
    return exchange if colon and exchange.isupper() else None


def _bracket(folded: str, start: int) -> int:
    """Give the place of the bracket that opens right before a code, or the code's own."""
    at = start - 1 if start and folded[start - 1] == " " else start
    if not at or folded[at - 1] not in "(<【[〔〈《":
        return start
    return at - 2 if folded[at - 1] in _INNER and folded[at - 2 : at - 1] == "(" else at - 1


def _bracketed(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    for match in matches:
        symbol, ric = match["code"], match["ric"]
        if ric:
            yield _listed(folded, match.start("code"), match, _RIC[ric])
        elif symbol[0].isdigit():
            if _is_japanese_code(folded, match, named):
                yield _listed(folded, match.start("code"), match, "XTKS")
        elif _is_ticker(folded, match, named):
            yield _known(match, symbol, outer=match.start())


def _meant(symbol: str) -> str | None:
    """Give the entity of a symbol; an index may lose its caret in a bracket: (RUT)."""
    return symbols().get(symbol) or symbols().get(f"^{symbol}")


def _known(match: re.Match[str], symbol: str, outer: int) -> Code:
    found = _meant(symbol)
    tagged = match.string[match.start("code") - 1 : match.start("code")] == "$"
    return Code(
        start=match.start("code") - tagged,
        end=match.end("code"),
        outer=outer - tagged,
        symbol=symbol,
        exchange=_exchange_of(found) if found else None,
        entity=found,
    )


def _is_japanese_code(folded: str, match: re.Match[str], named: Named) -> bool:
    """Tell a security code from a year or an amount by what stands before the bracket."""
    symbol, before = match["code"], match.start()
    before -= match[0][0] in _INNER and folded.endswith("(", 0, before)
    before -= folded.endswith(_AFTER_COMPANY, 0, before)
    before -= folded.endswith(_QUOTE, 0, before)
    entity_id = f"XTKS:{symbol}"
    owners = named.get(before, ())
    if owners:
        return entity_id in owners
    if before in named:
        return True
    if folded[match.end() : match.end() + 1] == "年" or _is_year(symbol):
        return False
    known = find_listed(entity_id)
    if known and known.type != "equity" and tails("fund_end", folded, before):
        return True
    if known and (
        abbreviation(folded, before, known.name) or _named_next(folded, match.end(), known)
    ):
        return True
    if symbol.endswith("00") and entity_id not in rows():
        return False
    after = script(folded, match.end()) in ("kanji", "katakana", "latin")
    if match[0][0] == "【" and after:
        return not symbol.isdigit()
    if match[0][0] in _INNER:
        return script(folded, before - 1) in ("kanji", "katakana", "latin")
    if company_like(folded, before, sure=not symbol.isdigit()):
        return True
    plausible = symbol.isdigit() and int(symbol) in _SHARES
    return plausible and spoken_of_as_share(folded, before, match.end())


def _named_next(folded: str, at: int, known: Listed) -> bool:
    """Tell whether the name of a code follows its bracket: 【6301】コマツの受注."""
    aliases = entity(f"{EXCHANGE}:{known.code}").aliases
    names = (known.name[:LEAST_NAME], *(alias.rstrip("?*") for alias in aliases))
    return folded.startswith(names, at)


def _is_year(symbol: str) -> bool:
    return symbol.isdigit() and int(symbol) in _YEARS


def _is_ticker(folded: str, match: re.Match[str], named: Named) -> bool:
    """Tell a ticker from an abbreviation: (IWM) from (GDP), (AI) and (PER)."""
    symbol, before = match["code"], match.start()
    if match[0][0] not in "(<〈":
        return False
    found = _meant(symbol)
    before -= folded.endswith(_QUOTE, 0, before)
    if before in named and (found in named[before] or not named[before]):
        return True
    run = run_before(folded, before)
    last = folded[run[0] : run[1]].rpartition(" ")[2] if run else ""
    if last in words("fund_word") or (" " in folded[slice(*run or (0, 0))] and _company(last)):
        return True
    if symbol not in symbols() or len(symbol) < 3 or symbol in words("word"):
        return False
    # Three letters abbreviate much; those of a company want a name in katakana or Latin before.
    return len(symbol) > 3 or run is not None or entity(symbols()[symbol]).type != "equity"


def _company(last: str) -> bool:
    return last in words("corporate_word")


def _dotted(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    del named
    for match in matches:
        yield _listed(folded, match.start("code"), match, "XTKS")


def _labelled(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    del named
    for match in matches:
        before = script(folded, match.start() - 1)
        securities = folded.endswith(("証券", "銘柄", "株式"), 0, match.start())
        if securities or before == "other":
            yield _listed(folded, match.start("code"), match, "XTKS")


def _tagged(folded: str, matches: Matches, named: Named) -> Iterator[Code]:
    del folded, named
    for match in matches:
        if match["code"] in symbols():
            yield _known(match, match["code"], outer=match.start("code"))


def _beside_name(folded: str, named: Named) -> Iterator[Code]:
    """Yield the bare number right after a company's name that is that company's code."""
    for end, owners in named.items():
        joined = owners and folded.startswith((" ", "・", ":", "/"), end)
        match = pattern("bare").match(folded, end) if joined else None
        if match and f"XTKS:{match['code']}" in owners:
            yield _listed(folded, match.start("code"), match, "XTKS")


def _bare(folded: str) -> Iterator[Code]:
    """Yield the codes that nothing encloses: LOW株, ETFの1343."""
    for start, end, symbol, entity_id in bare_codes(folded):
        yield Code(
            start=start,
            end=end,
            outer=start,
            symbol=symbol,
            exchange=_exchange_of(entity_id),
            entity=entity_id,
        )


_ENCLOSED = lazy(r"[(<【\[〔〈《] ?[0-9A-Z]")
_READERS: dict[str, tuple[re.Pattern[str], Callable[[str, Matches, Named], Iterator[Code]]]] = {
    "after colon": (lazy(":"), _exchanged),
    "after market": (lazy(r"[0-9A-Z][)>】\]〉》]"), _exchanged),
    "before market": (_ENCLOSED, _before_market),
    "bracketed": (_ENCLOSED, _bracketed),
    "dotted": (lazy(r"\.(?:T|JP)"), _dotted),
    "labelled": (lazy("コード"), _labelled),
    "cashtag": (lazy(r"\$"), _tagged),
    "caret": (lazy(r"\^"), _tagged),
}
"""Form -> a sign that a text must hold, and what reads the codes of the form."""
