"""Names of what no table lists: a fund in 「」 or at the head of its report, 貯蓄率.

A name without an entity still tells whose a number is not. What is said of funds at large
(ヘッジファンド, 株式投信) and what opens (グランドオープン) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..text.lazy import lazy
from .boundaries import begins, script, tails, words
from .countries import is_part, of_country

LONGEST_FUND = 45
LEAST_QUOTED = 6
LEAST_RUN = 8
"""Characters of a fund's name in 「」, and of one that nothing encloses."""

FUND_ENDS = ("ファンド", "オープン", "投信", "投資信託")
"""How the name of a fund ends."""
# (毎月分配型), Aコース(為替ヘッジあり): what tells one fund from its sister.
_SISTER = r"(?: ?[A-Z]コース)?(?: ?\([^()\n]{1,20}\))?"
# 「グローバル配当成長オープン」; not 「投信」.
_QUOTED = lazy(
    rf"[「『](?P<name>[^「」『』。、\n]{{2,{LONGEST_FUND}}}?(?:{'|'.join(FUND_ENDS)}){_SISTER})[」』]"
)
# 新興国株ファンド 月次レポート, at the head of a line; not 新興国株ファンドに資金が入る.
_TITLE = lazy(
    rf"(?m)^[■◆【<〈]?(?P<name>[^\s「」『』、。:()]{{2,{LONGEST_FUND}}}?(?:{'|'.join(FUND_ENDS)}){_SISTER})"
    r"(?= ?(?:月次|週次|運用|マンスリー|ウイークリー|ウィークリー|レポート|交付|\[|【|】|>|〉|$))"
)
# …ファンドの基準価額は: what only a fund has.
_HAS = lazy(r"の(?:基準価額|純資産|分配金|騰落率|信託報酬|組み?入れ|設定)")
_SENTENCE = lazy(r"[はがをにもへ]")

Span = tuple[int, int]


def funds(folded: str, listed: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans of names of funds, in no order.

    listed: the names of funds that a table has; a longer name around one is not yielded.
    """
    if not any(map(folded.__contains__, FUND_ENDS)):
        return
    known = list(listed)
    spans = {span for span in _named(folded) if not any(_within(one, span) for one in known)}
    yield from spans
    if spans:
        names = sorted({folded[start:end] for start, end in spans}, key=len, reverse=True)
        for match in re.finditer("|".join(map(re.escape, names)), folded):
            if begins(folded, match.start()):
                yield match.span()


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _named(folded: str) -> Iterator[Span]:
    for match in _QUOTED.finditer(folded):
        if _is_name(match["name"]) and len(match["name"]) >= LEAST_QUOTED:
            yield match.span("name")
    for match in _TITLE.finditer(folded):
        if _is_name(match["name"]) and len(match["name"]) >= LEAST_RUN:
            yield match.span("name")
    for match in _HAS.finditer(folded):
        start = _run_start(folded, match.start())
        name = folded[start : match.start()]
        if len(name) >= LEAST_RUN and name.endswith(FUND_ENDS) and _is_name(name):
            yield start, match.start()


def _is_name(name: str) -> bool:
    """Tell a name from a phrase (資金が入るファンド) and a word for such funds (国内株式投信)."""
    bare = name.partition("(")[0].rstrip()
    return not _SENTENCE.search(bare) and not tails("no_fund", bare, len(bare))


def _run_start(folded: str, end: int) -> int:
    start, least = end, max(0, end - LONGEST_FUND)
    while start > least and (
        script(folded, start - 1) in ("kanji", "katakana", "latin", "digit")
        or folded[start - 1] == "・"
    ):
        start -= 1
    return start


def indicators(folded: str) -> Iterator[Span]:
    """Yield the spans of indicators that have no id: 貯蓄率."""
    for word in words("unlisted_indicator"):
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            whole = script(folded, end) not in ("kanji", "katakana") and is_total(folded, at, end)
            if begins(folded, at) and whole:
                yield at, end
            at = folded.find(word, end)


def is_total(folded: str, start: int, end: int) -> bool:
    """Tell whether a word such as 輸出額 and 倒産件数 is of a whole country: not 農産物の輸出額.

    A firm has its 輸出額 too, so there must be talk of trade. Of other words always true.
    """
    word = folded[start:end]
    if word not in words("total"):
        return True
    trade = any(sign in folded for sign in words("trade_sign")) or of_country(folded, start)
    if word.startswith("輸") and not trade:
        return False
    return not is_part(folded, start)
