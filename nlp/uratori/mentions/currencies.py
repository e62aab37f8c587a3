"""Currencies that are spoken of: 円は対ドルで, ユーロ相場; not 3ドル, 1ドル=150円 and 円高.

They hold no digit, so they mask nothing. The names that no unit shares (豪ドル, トルコリラ) are
aliases of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..text.lazy import lazy

_UNITS = {
    "円": "currency:JPY",
    "ドル": "currency:USD",
    "ユーロ": "currency:EUR",
    "ポンド": "currency:GBP",
    "元": "currency:CNY",
    "ウォン": "currency:KRW",
    "リラ": "currency:TRY",
    "ルピー": "currency:INR",
    "レアル": "currency:BRL",
    "バーツ": "currency:THB",
    "ルーブル": "currency:RUB",
    "ランド": "currency:ZAR",
}
_MARKETS = "NY|ニューヨーク|東京|ロンドン|海外"
_LARGE = ("円", "ドル", "ユーロ", "ポンド")
# 円は, ドルを売る, ユーロ相場, ドルの対円相場; not 円高, 円滑, ドル箱, ユーロ圏.
_SPOKEN = lazy(
    r"は|が|も|相場|を(?:売|買)|に対(?:し|する)"
    r"|の(?:対|年初来|年内|今年|最?[高安]値|上昇|下落|急[騰落伸]|反[発落]|買い|売り|先[高安])"
)
# 元の対ドル相場, リラ相場: the others are words of every day too.
_TRADED = lazy(r"[はのがも]対|相場")
# 対ドルで, 対円相場; not 対ユーロ圏.
_AGAINST = lazy(r"(?<=対)(?P<unit>円|ドル|ユーロ|ポンド)(?!圏|建|高|安)")
# 円、一時1ドル=158円台, at the head of a line; not 円、銭.
_HEADLINE = lazy(
    r"(?m)(?:^|[。◇■▼【〔』」] ?|(?<=[^\d\s]) )(?P<unit>円|ドル|ユーロ|ポンド)(?=、[^\n]{0,20}\d)"
)
# NY円、続落し155円台: a market before it, at the head of a line.
_MARKET = lazy(
    rf"(?m)^(?:◇|■|▼|【|〔)? ?(?:{_MARKETS})(?P<unit>円|ユーロ|ドル)(?=、[^\n]{{0,30}}\d)"
)
_OPEN = frozenset("、。「『(・:;/ \n\t◇■▼▽△○●】〕のではがとにもやへ")


def currencies(folded: str) -> list[tuple[int, int, str]]:
    """Give span and entity of currencies that are spoken of, in order."""
    paired = "対" in folded or "相場" in folded  # without which the others are not spoken of
    units = [unit for unit in (_UNITS if paired else _LARGE) if unit in folded]
    if not units:
        return []
    found = {(start, end, _UNITS[unit]) for unit in units for start, end in _spoken(folded, unit)}
    for pattern in _due(folded, units):
        for match in pattern.finditer(folded):
            found.add((*match.span("unit"), _UNITS[match["unit"]]))
    return sorted(found)


def _spoken(folded: str, unit: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of one currency where it opens a phrase and is spoken of: not 100円は."""
    start = folded.find(unit)
    while start >= 0:
        end = start + len(unit)
        opens = start == 0 or folded[start - 1] in _OPEN
        traded = opens and (unit in _LARGE or _TRADED.match(folded, end))
        if traded and _SPOKEN.match(folded, end):
            yield start, end
        start = folded.find(unit, end)


def _due(folded: str, units: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of which a text that names these currencies holds a sign."""
    if "対" in folded:
        yield _AGAINST
    if any(f"{unit}、" in folded for unit in units):
        yield _HEADLINE
        yield _MARKET
