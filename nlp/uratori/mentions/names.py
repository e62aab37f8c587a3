"""Surfaces that name something: aliases of the lexicon, codes, and the names beside codes.

The flow: aliases -> codes (which lean on aliases) -> names beside codes -> one sorted list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from ..records import EntityType
from ..text import Text
from ..text.lazy import lazy
from .aliases import Alias, find_alias, find_surfaces
from .beside import abbreviation, company_run, ends_as_fund, run_before
from .boundaries import begins, heads, script, stands, words
from .countries import TYPES, after_place
from .entities import Entity, find_entity, rows
from .evidence import borne_out, said_of
from .shortened import shortened
from .tails import reach
from .tickers import Code, read_codes
from .unlisted import FUND_ENDS, funds, indicators, is_total

LONGEST_ALIAS = 60

_FUND_WORDS = ("ETF", "Fund", "ETN")
_FUND = lazy(r"(?<![A-Za-z])(?:ETFs?|Fund|ETN)(?![A-Za-z])")
_SAID_OF = frozenset("はがのもを株")
_LEGAL = ("株式会社", "㈱")
# (JNTO), (Ifo); not (2020年=100) and (CI).
_BRACKET = lazy(r"\(([A-Z][A-Za-z&]{2,9})\)")
# Apple Pay; not Apple株 and "Apple " at an end.
_MORE_LATIN = lazy(r" [A-Z][A-Za-z]")


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A surface found in the text, before it is linked."""

    start: int
    end: int
    type: EntityType
    form: Literal["alias", "code", "title", "beside"]
    """An alias of the lexicon, a code, the title of a fund, or the name that a code explains."""
    candidates: tuple[str, ...] = ()
    """Entities it may stand for, best first; empty where the lexicon knows none."""
    weak: bool = False
    symbol: str | None = None
    exchange: str | None = None
    label: str | None = None
    """Name of an entity that the lexicon lacks, as the article writes it."""


def find_names(text: Text) -> tuple[Name, ...]:
    """Find names and codes, sorted and without overlap.

    A weak alias (ターゲット, GM) is given only where the article names its entity otherwise too.
    """
    folded = text.folded
    aliases = list(_aliases(folded))
    named = {name.end: name.candidates for name in aliases}
    codes = read_codes(folded, named)
    found = [*aliases, *_bracketed_names(folded, aliases)]
    if _unlisted_words().search(folded):
        found += [*_titles(folded), *_unlisted(folded, aliases)]
    for code in codes:
        found += _code_names(folded, code)
    if not found:
        return ()
    names = _without_overlap([*found, *_abbreviated(folded, found)])
    names = _without_overlap([*names, *_again(folded, names), *_short_forms(folded, names)])
    return tuple(_without_brands(folded, list(_without_weak(folded, names))))


@cache
def _unlisted_words() -> re.Pattern[str]:
    """Give what finds a word of which `_titles` and `_unlisted` need one; most texts hold none."""
    return lazy("|".join((*_FUND_WORDS, *FUND_ENDS, *sorted(words("unlisted_indicator")))))


def _unlisted(folded: str, aliases: Iterable[Name]) -> Iterator[Name]:
    listed = [(name.start, name.end) for name in aliases if name.type in ("fund", "etf")]
    for start, end in funds(folded, listed):
        yield Name(start=start, end=end, type="fund", form="alias")
    for start, end in indicators(folded):
        yield Name(start=start, end=end, type="indicator", form="alias")


def _without_brands(folded: str, names: list[Name]) -> Iterator[Name]:
    """Leave out a brand that bears its company's name: 吉野家ホールディングスの「吉野家」."""
    for at, name in enumerate(names):
        before = names[at - 1] if at else None
        between = folded[before.end : name.start] if before else ""
        own = before is not None and before.candidates == name.candidates
        if not (own and name.candidates and between.lstrip(")>】〉") in ("の「", "の『")):
            yield name


# --- aliases ---------------------------------------------------------------------------------


def _aliases(folded: str) -> Iterator[Name]:
    """Yield the aliases that stand as words, in order; a stop phrase swallows what it holds."""
    last = 0
    for start, end, alias in find_surfaces(folded):
        if alias is None or start < last:
            continue
        name = _settled(folded, start, end, alias, last) or _shorter(folded, start, end, last)
        if name:
            last = name.end
            yield from _written_twice(folded, name)


def _written_twice(folded: str, name: Name) -> tuple[Name, ...]:
    """Give the two names of 東証株価指数(TOPIX), which the lexicon lists as one surface."""
    opened = folded.rfind("(", name.start, name.end)
    if opened <= name.start or folded[name.end - 1] != ")" or name.type in ("fund", "etf"):
        return (name,)
    if folded[opened + 1 : name.end - 1] in words("qualifier"):  # TOPIX(配当込み) is one name
        return (name,)
    replace = msgspec.structs.replace
    return replace(name, end=opened), replace(name, start=opened + 1, end=name.end - 1)


def _abbreviated(folded: str, found: Iterable[Name]) -> Iterator[Name]:
    """Yield what a bracket behind a long name abbreviates it to: 日本政府観光局(JNTO)."""
    for name in found:
        if name.type in ("institution", "indicator") and len(name.candidates) == 1:
            short = _BRACKET.match(folded, name.end)
            if short and not find_alias(short[1]):
                replace = msgspec.structs.replace
                yield replace(name, start=short.start(1), end=short.end(1), form="beside")


def _settled(folded: str, start: int, end: int, alias: Alias, last: int) -> Name | None:
    if not stands(folded, start, end, alias.type) or _part_of_longer(
        folded, start, end, alias, last
    ):
        return None
    start = after_place(folded, start, end) if alias.type in TYPES else start
    if alias.type == "indicator" and not is_total(folded, start, end):
        return None
    far, kind, candidates = reach(folded, end, alias.type, alias.ids)
    if start > last and _tail_of_a_company(folded, start, far):
        return None
    return Name(
        start=start, end=far, type=kind, form="alias", candidates=candidates, weak=alias.weak
    )


def _part_of_longer(folded: str, start: int, end: int, alias: Alias, last: int) -> bool:
    """Tell whether a name is part of an unlisted one: ビル・フォード, ソニー・ピクチャーズ.

    In a list of names (アップル・テスラ) each neighbour is a name too.
    """
    if alias.type not in ("equity", "index"):
        return False
    first, final = script(folded, start), script(folded, end - 1)
    before = first == "katakana" and folded[start - 1 : start] == "・" and last != start - 1
    if before and script(folded, start - 2) == "katakana":
        return True
    if final in ("katakana", "kanji") and folded[end : end + 1] == "・":
        return script(folded, end + 1) == "katakana" and not _name_begins(folded, end + 1)
    if alias.type == "equity" and final == "latin":
        return _MORE_LATIN.match(folded, end) is not None and not _corporate(folded, end + 1)
    return False


def _tail_of_a_company(folded: str, start: int, end: int) -> bool:
    """Tell whether a name is the end of a longer one with 株式会社: 大田市場チムニー株式会社."""
    if not (folded.startswith(_LEGAL, end) or folded.endswith(_LEGAL, 0, end)):
        return False
    if script(folded, start - 1) not in ("kanji", "katakana", "latin"):
        return False
    return not (folded.endswith(_LEGAL, 0, start) or folded[start - 1] in words("kanji_before"))


def _name_begins(folded: str, at: int) -> bool:
    return any(find_alias(folded[at : at + length]) for length in range(2, 20))


def _corporate(folded: str, at: int) -> bool:
    return heads("corporate_word", folded, at) or _name_begins(folded, at)


def _shorter(folded: str, start: int, end: int, last: int) -> Name | None:
    """Look inside a surface that did not stand: TOPIX in TOPIX100ポイント."""
    if end - start <= 3:  # nothing but a number is cut off, and a name is two or more
        return None
    for left in range(start, end - 1):
        for right in range(min(end, left + LONGEST_ALIAS), left + 1, -1):
            alias = find_alias(folded[left:right]) if (left, right) != (start, end) else None
            name = _settled(folded, left, right, alias, last) if alias else None
            if name:
                return name
    return None


# --- codes and what stands beside them --------------------------------------------------------


def _code_names(folded: str, code: Code) -> Iterator[Name]:
    known = find_entity(code.entity)
    run = _run(folded, code, known) if code.outer < code.start else None
    label = folded[run[0] : run[1]] if run else None
    kind: EntityType = known.type if known else _type_of(code, label)
    candidates = (code.entity,) if code.entity else ()
    common = Name(
        start=code.start,
        end=code.end,
        type=kind,
        form="code",
        candidates=candidates,
        symbol=code.symbol,
        exchange=code.exchange,
        label=None if code.entity in rows() else label,
    )
    yield common
    if (
        run
        and label
        and not label.partition(" ")[0].isdigit()
        and (not known or _tied(code, known, label))
    ):
        form: Literal["title", "beside"] = "title" if ends_as_fund(label) else "beside"
        yield msgspec.structs.replace(common, start=run[0], end=run[1], form=form)


def _run(folded: str, code: Code, known: Entity | None) -> tuple[int, int] | None:
    short = abbreviation(folded, code.outer, known.name) if known else None
    if short:
        return short
    run = run_before(folded, code.outer)
    if run and folded[run[0] : run[1]] not in words("company_end"):
        return run
    return company_run(folded, code.outer) if code.exchange == "XTKS" else None


def _type_of(code: Code, label: str | None) -> EntityType:
    fund = code.exchange in ("ARCX", "BATS") or bool(label and ends_as_fund(label))
    return "etf" if fund else "equity"


def _tied(code: Code, known: Entity, label: str) -> bool:
    """Tell whether a run names the entity of the code behind it; 主力ETF(IWM) does not."""
    if " " in label and ends_as_fund(label):
        return known.type in ("etf", "fund")
    exchange_written = code.end - code.start > len(code.symbol)
    if exchange_written or known.id not in rows():
        return True
    return abbreviation(label, len(label), known.name) == (0, len(label)) or any(
        alias.rstrip("?*") in label for alias in known.aliases
    )


def _titles(folded: str) -> Iterator[Name]:
    """Yield the Latin titles of funds that no code follows: iShares Russell 2000 ETF."""
    if not any(map(folded.__contains__, _FUND_WORDS)):
        return  # the pattern begins with a look behind, which is slow
    for match in _FUND.finditer(folded):
        run = run_before(folded, match.end())
        if run and _is_title(folded[run[0] : run[1]]):
            alias = find_alias(folded[run[0] : run[1]])
            candidates = alias.ids if alias else ()
            yield Name(start=run[0], end=run[1], type="etf", form="title", candidates=candidates)


def _is_title(run: str) -> bool:
    first, _, rest = run.partition(" ")
    return bool(rest) and (first in words("issuer") or rest.count(" ") >= 2)


# --- one list ---------------------------------------------------------------------------------


def _without_overlap(found: Iterable[Name]) -> list[Name]:
    """Keep the leftmost, then the longest; of equals a code, then a name with a candidate."""
    ranked = sorted(found, key=_rank)
    kept: list[Name] = []
    for name in ranked:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _rank(name: Name) -> tuple[int, int, bool, bool]:
    return (name.start, -name.end, name.form != "code", not name.candidates)


def _bracketed_names(folded: str, aliases: Iterable[Name]) -> Iterator[Name]:
    """Yield the code that a name in brackets explains: VZ(ベライゾン), 7203(トヨタ)."""
    for name in aliases:
        enclosed = folded[name.start - 1 : name.start] == "(" and folded.startswith(")", name.end)
        record = find_entity(name.candidates[0]) if enclosed and name.candidates else None
        if not record or not record.symbol or not record.exchange:
            continue
        end, start = name.start - 1, name.start - 1 - len(record.symbol)
        if start >= 0 and folded[start:end] == record.symbol and begins(folded, start):
            code = msgspec.structs.replace(name, start=start, end=end, form="code", weak=False)
            yield msgspec.structs.replace(code, symbol=record.symbol, exchange=record.exchange)


def _short_again(folded: str, names: list[Name]) -> Iterator[Name]:
    """Yield later occurrences of symbols too short to stand alone, or words: VZ, LOW."""
    for name in names:
        symbol = name.symbol
        if name.form != "code" or not symbol or not symbol.isalpha() or not name.candidates:
            continue
        if len(symbol) > 2 and symbol not in words("word"):
            continue
        at = folded.find(symbol, name.end)
        while at >= 0:
            end = at + len(symbol)
            if folded[end : end + 1] in _SAID_OF and stands(folded, at, end, name.type):
                yield msgspec.structs.replace(name, start=at, end=end, form="beside", label=None)
            at = folded.find(symbol, end)


def _short_forms(folded: str, names: list[Name]) -> Iterator[Name]:
    """Yield the short forms of companies that the article names in full: 酉島 of 酉島製作所."""
    sure = [one for one in names if one.type == "equity" and len(one.candidates) == 1]
    full = {folded[one.start : one.end]: one for one in sure if not one.weak and not one.symbol}

    def said(start: int, end: int, entity: str) -> bool:
        name = Name(start=start, end=end, type="equity", form="beside", candidates=(entity,))
        return said_of(folded, name, explained=True)

    ids = {surface: one.candidates[0] for surface, one in full.items()}
    for start, end, surface in shortened(folded, ids, said):
        yield msgspec.structs.replace(full[surface], start=start, end=end, form="beside")


def _again(folded: str, names: list[Name]) -> Iterator[Name]:
    """Yield later occurrences of names that only this article explains: Amplitude, AMPL."""
    yield from _short_again(folded, names)
    explained: dict[str, Name] = {}
    for name in names:
        if name.form != "alias" and name.candidates and name.candidates[0] not in rows():
            for surface in (name.label, name.symbol):
                if surface and len(surface) > 3 and not surface.isdigit():
                    explained.setdefault(surface, name)
    if not explained:
        return
    surfaces = sorted(explained, key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, surfaces)), folded):
        name = explained[match[0]]
        if stands(folded, match.start(), match.end(), name.type):
            yield msgspec.structs.replace(name, start=match.start(), end=match.end(), form="beside")


def _without_weak(folded: str, names: list[Name]) -> Iterator[Name]:
    """Yield the names that are sure, and the weak ones that the article or its words bear out."""
    borne = borne_out(folded, names) if any(name.weak for name in names) else frozenset()
    sure = {
        name.candidates[0]
        for at, name in enumerate(names)
        if len(name.candidates) == 1 and (not name.weak or at in borne)
    }
    for at, name in enumerate(names):
        if not name.weak or at in borne or not sure.isdisjoint(name.candidates):
            yield name
