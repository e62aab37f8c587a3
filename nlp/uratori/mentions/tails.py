"""What may follow a name and belong to it: S&P 500種株価指数, 日経平均先物, S&P500連動型投信."""

from __future__ import annotations

from ..records import EntityType
from ..text.lazy import lazy
from .boundaries import heads, script, words
from .entities import rows

# S&P 500種株価指数, ラッセル2000指数, SOX指数; not 日経平均は.
_INDEX = lazy(r"(?: ?種)?(?: ?(?:株価|株式|総合|平均|加重){0,3}(?:指数|インデックス))?")
# S&P500ETF, TOPIX連動型上場投信, 日経225インデックスファンド; not S&P500に連動.
_FUND = lazy(
    r" ?(?:指数)?(?:連動型?)?"
    r"(?P<kind>上場投資信託|上場投信|ETF|ETN|インデックス・?ファンド|投資信託|投信|ファンド)"
)
# 日経平均先物, S&P500 E-mini先物; not 日経平均の先行き.
_FUTURES = lazy(r" ?(?:E-?mini|Eミニ|ミニ)? ?先物")
# 日経平均レバレッジ・インデックス, S&P500ベア3倍; another thing than the index.
_GEARED = lazy(
    r"[・ ]?(?:レバレッジ|ダブルインバース|インバース|ブル|ベア)(?:・?インデックス|指数)?"
    r"(?: ?\d倍)?(?:連動型?)?(?:上場投資信託|上場投信|投信| ?ETF)?"
)
Reach = tuple[int, EntityType, tuple[str, ...]]


def reach(folded: str, end: int, kind: EntityType, ids: tuple[str, ...]) -> Reach:
    """Give end, type and candidates of a name with what follows it taken in."""
    if kind == "index":
        return _index_reach(folded, end, ids)
    if kind == "equity":
        return _company_end(folded, end), kind, ids
    if kind == "crypto":
        return _crypto_end(folded, end), kind, ids
    return end, kind, ids


def _company_end(folded: str, end: int) -> int:
    if not heads("suffix", folded, end):
        return end
    found = max((w for w in words("suffix") if folded.startswith(w, end)), key=len)
    cut = end + len(found)
    joined = script(folded, cut) == script(folded, cut - 1) != "kanji"
    return end if joined else cut


def _crypto_end(folded: str, end: int) -> int:
    """Take the future into the name: ビットコイン先物; not that of ビットコイン先物ETF."""
    futures = _FUTURES.match(folded, end)
    if not futures or folded.startswith(("ETF", "型", "連動"), futures.end()):
        return end
    return futures.end()


def _index_reach(folded: str, end: int, ids: tuple[str, ...]) -> Reach:
    tail = _INDEX.match(folded, end)
    far = tail.end() if tail and not _goes_on(folded, tail.end(), end) else end
    for at in (far, end):
        if fund := _FUND.match(folded, at):
            return fund.end(), "fund" if fund["kind"] in _OPEN_ENDED else "etf", ()
        if futures := _FUTURES.match(folded, at):
            return futures.end(), "index", _futures_of(ids)
        if geared := _GEARED.match(folded, at):
            return geared.end(), "fund", ()
    return far, "index", ids


_OPEN_ENDED = frozenset(
    {"投資信託", "投信", "ファンド", "インデックスファンド", "インデックス・ファンド"}
)


def _goes_on(folded: str, far: int, end: int) -> bool:
    """Tell whether the tail ends inside a word: インデックスファンド, 種類."""
    if far == end:
        return False
    same = script(folded, far) == script(folded, far - 1)
    return same and (script(folded, far) == "katakana" or folded[far - 1] == "種")


def _futures_of(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{i}.futures" for i in ids if f"{i}.futures" in rows())
