"""Currencies that are spoken of: 円は対ドルで, ユーロ相場; not 3ドル, 1ドル=150円 and 円高.

They hold no digit, so they mask nothing. The names that no unit shares (豪ドル, トルコリラ) are
aliases of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
# 円は, ドルを売る, ユーロ相場, ドルの対円相場; not 100円は, 円高, 円滑, ドル箱, ユーロ圏.
_SPOKEN = lazy(
    r"(?P<unit>円|ドル|ユーロ|ポンド"
    r"|(?:元|ウォン|リラ|ルピー|レアル|バーツ|ルーブル|ランド)(?=[はのがも]対|相場))"
    r"(?=は|が|も|相場|を(?:売|買)|に対(?:し|する)|の(?:対|上昇|下落|急[騰落伸]|反[発落]|買い|売り|先[高安]))"
)
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


def currencies(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield span and entity of currencies that are spoken of, in order."""
    found = set()
    for pattern in _due(folded):
        for match in pattern.finditer(folded):
            start, end = match.span("unit")
            if pattern is not _SPOKEN or start == 0 or folded[start - 1] in _OPEN:
                found.add((start, end, _UNITS[match["unit"]]))
    yield from sorted(found)


def _due(folded: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of which a text holds a sign."""
    units = [unit for unit in _UNITS if unit in folded]
    if units:
        yield _SPOKEN
    if units and "対" in folded:
        yield _AGAINST
    if any(f"{unit}、" in folded for unit in units):
        yield _HEADLINE
        yield _MARKET
